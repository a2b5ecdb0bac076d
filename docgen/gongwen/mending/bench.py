"""A .docx on the bench: its tree, what is read in it, and which element each paragraph is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy, deepcopy
from pathlib import Path

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.deviation import BEGINNING
from docgen.gongwen.layout import fitting
from docgen.gongwen.manuscript import Grid, Line
from docgen.gongwen.mending import typed
from docgen.gongwen.mending.facts import facts
from docgen.gongwen.mending.typed import Edit, text_of
from docgen.gongwen.profile import Profile
from docgen.gongwen.profiles.typefaces import CLASSES, face_class
from docgen.gongwen.reading.read import understand
from docgen.gongwen.roles import Reading
from docgen.gongwen.standard import BIAOSONG, FANG, HEI, KAI, SONG
from docgen.gongwen.word import manuscript, paragraph_elements
from docgen.gongwen.word.parts import Parts
from docgen.gongwen.word.wml import ALTERNATE, CHOICE, FALLBACK, Element, child, w
from docgen.opc import xml_bytes

FONTS = dict(zip((*CLASSES, "宋体"), (FANG, KAI, HEI, BIAOSONG, SONG), strict=True))


class Bench:
    """A file that is being mended. ``original`` are the numbers that its paragraphs had at first.

    ``relaid`` says that since it was read its pages break elsewhere, by new margins, sizes or line spacing.
    """

    def __init__(self, parts: Mapping[str, bytes], reading: Reading, profile: Profile) -> None:
        self.parts = dict(parts)
        self.path = Path(reading.manuscript.name)
        source = Parts(parts, self.path)
        self.main, self.root = source.main, source.document
        self.profile, self.reading = profile, reading
        self.case = fitting(reading, profile)
        self.roles, self.fonts = roles(reading), used_fonts(reading)
        self.lines = numbered(reading)
        self.elements = paragraph_elements(self.root)
        self.original = {element: number for number, element in enumerate(self.elements, 1)}
        self.facts = {element: facts(text_of(element)) for element in self.elements}
        self.kept: dict[Element, Element] = {}
        self.now: Reading | None = None
        self.relaid = False

    @property
    def body(self) -> Element:
        """The body of the text."""
        found = child(self.root, "body")
        assert found is not None
        return found

    def packed(self) -> dict[str, bytes]:
        """The parts as they are now."""
        return {**self.parts, self.main: xml_bytes(self.root)}

    def copy(self) -> Bench:
        """The same on a bench of its own: what is tried there changes nothing here."""
        made = copy(self)
        made.root, made.parts, made.now = deepcopy(self.root), dict(self.parts), None
        twin = dict(zip(self.root.iter(), made.root.iter(), strict=True))
        made.elements = [twin.get(element, element) for element in self.elements]
        made.original = {twin.get(element, element): number for element, number in self.original.items()}
        made.facts = {twin.get(element, element): said for element, said in self.facts.items()}
        made.kept = {twin.get(element, element): deepcopy(before) for element, before in self.kept.items()}
        return made

    def as_now(self) -> Reading:
        """What is read in the file as it is now; nothing is changed on this bench after that but by ``read_again``."""
        if self.now is None:
            self.now = understand(manuscript(self.packed(), self.path.name, self.path))
        return self.now

    def original_numbers(self) -> dict[int, int]:
        """The numbers that the paragraphs of the file as it is now had at first, without those that were put in."""
        elements = enumerate(paragraph_elements(self.root), 1)
        return {now: self.original[element] for now, element in elements if element in self.original}

    def read_again(self) -> None:
        """Read the file anew, after it was changed."""
        self.reading, self.now = self.as_now(), None
        self.case = fitting(self.reading, self.profile)
        self.roles, self.lines = roles(self.reading), numbered(self.reading)
        self.elements = paragraph_elements(self.root)
        self.relaid = False

    @property
    def added(self) -> int:
        """How many paragraphs were put in, less those taken away, since the file was read."""
        return len(paragraph_elements(self.root)) - len(self.elements)

    def element(self, line: Line | None) -> Element | None:
        """The paragraph of a line; None for what stands in a header."""
        return self.elements[line.number - 1] if line and 0 < line.number <= len(self.elements) else None

    def number(self, line: Line | None) -> int | None:
        """The number that a line had in the original file."""
        element = self.element(line)
        return None if element is None else self.original.get(element)

    def twins(self, line: Line | None) -> list[Element]:
        """The paragraph of a line, and its double in the form of a drawing that old programs show."""
        element = self.element(line)
        return [] if element is None else [element, *double(element)]

    def as_read(self, line: Line) -> bool:
        """Whether a line is the whole of its paragraph, and that still says what was read."""
        element = self.element(line)
        return element is not None and line.text == line.auto + text_of(element)

    def edit(self, line: Line, edits: Sequence[Edit]) -> bool:
        """Change characters of a line by their places in its text; False where that cannot be done."""
        element = self.element(line)
        lead = len(line.auto)
        if element is None or not self.as_read(line) or any(start < lead for start, _, _ in edits):
            return False
        before = deepcopy(element)
        moved = [(start - lead, end - lead, new) for start, end, new in edits]
        if not typed.edit(element, moved):
            return False
        self.kept.setdefault(element, before)
        for twin in double(element):
            if text_of(twin) == line.text[lead:]:
                typed.edit(twin, moved)
        return True

    def put_back(self) -> set[int]:
        """Undo the changes in every paragraph that says something else now; the numbers of those."""
        wrong = [element for element, said in self.facts.items() if facts(text_of(element)) != said]
        for element in wrong:
            element[:] = list(deepcopy(self.kept.get(element, element)))
            self.now = None
        return {self.original[element] for element in wrong}

    def whole(self) -> bool:
        """Whether everything that was said is still said, in the same order."""
        said = (self.facts[element] for element in self.original)
        now = (facts(text_of(element)) for element in paragraph_elements(self.root))
        return [text for text in said if text] == [text for text in now if text]

    def line(self, fault: Diagnostic) -> Line | None:
        """The paragraph that a fault is about; None for the whole file, and for one of a header."""
        own = self.lines.get(fault.place.paragraph or 0, ())
        return next((line for line in own if line.stripped[:BEGINNING] == (fault.text or "")), None)

    def role_of(self, fault: Diagnostic) -> str:
        """What the paragraph is that a fault is about; nothing for the whole file."""
        line = self.line(fault)
        return self.role(line) if line is not None else ""

    def role(self, line: Line) -> str:
        """What a line of the reading is."""
        return self.roles.get(id(line), "")

    def font(self, key: str) -> str:
        """The font for a value of the profile: one of its kind that the file already uses, else the usual one."""
        word = self.case.words(key)[0]
        return self.fonts.get(word) or FONTS.get(word, word)


def roles(reading: Reading) -> dict[int, str]:
    """The role of each line, by the line's identity: equal lines may stand in several places."""
    return {id(placed.item): placed.role for placed in reading.placed}


def numbered(reading: Reading) -> dict[int, list[Line]]:
    """The paragraphs by their numbers; several where one was taken apart, and none of a header."""
    found: dict[int, list[Line]] = {}
    for line in lines_read(reading):
        found.setdefault(line.number, []).append(line)
    found.pop(0, None)
    return found


def lines_read(reading: Reading) -> Iterator[Line]:
    """The paragraphs as they were placed, those of tables too."""
    for placed in reading.placed:
        yield from placed.item.lines() if isinstance(placed.item, Grid) else (placed.item,)


def used_fonts(reading: Reading) -> dict[str, str]:
    """The font that most characters of each kind of face have."""
    counts: dict[str, int] = {}
    for line in reading.manuscript.lines():
        for run in line.runs:
            counts[run.looks.face] = counts.get(run.looks.face, 0) + len(run.text)
    return {face_class(face): face for face in sorted(counts, key=lambda face: (counts[face], face))}


def double(element: Element) -> list[Element]:
    """The paragraph at the same place in the fallback of a drawing."""
    choice = next(element.iterancestors(CHOICE), None)
    around = None if choice is None else choice.getparent()
    fallback = None if around is None or around.tag != ALTERNATE else around.find(FALLBACK)
    if choice is None or fallback is None:
        return []
    own, other = list(choice.iter(w("p"))), list(fallback.iter(w("p")))
    return [other[own.index(element)]] if len(own) == len(other) else []
