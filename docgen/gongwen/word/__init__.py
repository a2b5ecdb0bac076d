"""A .docx as a manuscript: text, looks, spacing, tables and pages as a word processor resolves them."""

from __future__ import annotations

from docgen.gongwen.word.blocks import paragraph_elements
from docgen.gongwen.word.open import manuscript, read_word

__all__ = ["manuscript", "paragraph_elements", "read_word"]
