"""What is alive or unseen in a .docx: fields that fetch or run, objects, links to files, hidden text; found and taken out."""

from docgen.live.found import KINDS, Kind, Live, part_word
from docgen.live.names import Element
from docgen.live.whole import Looked, disarmed, look

__all__ = ["KINDS", "Element", "Kind", "Live", "Looked", "disarmed", "look", "part_word"]
