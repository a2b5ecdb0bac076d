"""A workbook that the data file names: opened with care, or a problem in words."""

from __future__ import annotations

from pathlib import Path

from docgen import bounds
from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule
from docgen.figures.scores.saying import said
from docgen.figures.worked_out import Origin
from docgen.ledgers.book import Book, Refused
from docgen.ledgers.intake import MOST_BYTES
from docgen.ledgers.lists import TOO_MUCH, open_list


def opened(folder: Path, name: str, rule: Rule) -> tuple[Book | None, list[Diagnostic]]:
    """The workbook beside the data file; None with the problem where it cannot be had."""
    try:
        data = bounds.content(folder / name, MOST_BYTES)
    except bounds.TooLarge as error:
        return None, [said(Origin(name), rule, "error", f"文件过大（{error.size // 1_000_000}MB）", TOO_MUCH)]
    except (OSError, ValueError):
        data = b""
    if not data:
        return None, [
            said(Origin(name), rule, "error", f"没有“{name}”这个文件，或它是空的", "位置从数据文件所在的文件夹算起")
        ]
    try:
        book = open_list(data, name)
    except Refused as error:
        return None, [
            said(Origin(name), rule, "error", error.problem.message, error.problem.cure or "请另存为 .xlsx 后再试")
        ]
    if not book.sheets:
        return None, [said(Origin(name), rule, "error", "文件里没有表", "请核对是不是选错了文件")]
    return book, []


def content(path: Path) -> bytes:
    """The bytes of a file, or how many there are where they are too many to be read; none where there is none."""
    try:
        return bounds.content(path, MOST_BYTES)
    except bounds.TooLarge as error:
        return str(error.size).encode()
    except (OSError, ValueError):
        return b""
