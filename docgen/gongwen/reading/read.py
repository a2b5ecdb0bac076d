"""From a file to a Document: read, give roles, put together, and say what is not certain."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import Path

from docgen import package
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput, reason
from docgen.gongwen.document import Document, Heading
from docgen.gongwen.manuscript import Manuscript
from docgen.gongwen.plain import read_plain
from docgen.gongwen.reading import closing, opening, parts, tables
from docgen.gongwen.reading.composing import Around, compose
from docgen.gongwen.reading.doubts import doubts
from docgen.gongwen.reading.leftout import leave_out
from docgen.gongwen.reading.sorting import Sorting
from docgen.gongwen.roles import Placed, Reading, Role
from docgen.gongwen.rules import reading as rules
from docgen.gongwen.word import read_word

SUFFIXES = (".docx", ".txt")


OVER_TABLE = re.compile(r"[^。；，！？]{2,40}")
"""The name of a table, which stands over it and is no sentence."""
CAPTION = re.compile(r"^[图表]\s*\d{1,3}(?:[-－.]\d{1,2})?[\s\u3000：:]")


def read(path: Path) -> Reading:
    """What a .docx or .txt says. Raises InvalidInput for a file that is neither or cannot be read."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        with package.guarded(path, rules.UNREADABLE_DOCUMENT):
            manuscript = read_word(path) if suffix == ".docx" else read_plain(path)
            if not any(not line.empty for line in manuscript.lines()):
                raise nothing_in(path, manuscript)
            return understand(manuscript)
    what, cure = unreadable(path)
    raise InvalidInput([Diagnostic(Place(str(path)), rules.UNREADABLE_DOCUMENT, "error", what, cure=cure)])


def unreadable(path: Path) -> tuple[str, str]:
    """Why what is no .docx and no .txt is not read, and what to do."""
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except FileNotFoundError:
        return f"没有“{path}”这个文件", "请检查文件名"
    except OSError as error:
        return f"{path} 打不开（{reason(error)}）", "请检查文件名，或文件和文件夹的权限"
    if folder:
        return f"文件夹打不开，里面的文件没有检查：{path}", "请检查文件夹的权限"
    cure = "请用 Word 或 WPS 打开，另存为 .docx" if path.suffix else "请检查文件名"
    return f"{path.name} 不是 .docx 或 .txt", cure


def nothing_in(path: Path, manuscript: Manuscript) -> InvalidInput:
    """The complaint about a file without text."""
    pictures = any(notice.kind == "picture" for notice in manuscript.notices)
    what = f"{path.name} 里没有文字{'，只有图片' if pictures else ''}"
    cure = "请先用 OCR 软件转成文字" if pictures else "请检查是不是选错了文件"
    return InvalidInput([Diagnostic(Place(str(path)), rules.UNREADABLE_DOCUMENT, "error", what, cure=cure)])


def understand(manuscript: Manuscript) -> Reading:
    """The reading of a manuscript."""
    sorting = Sorting(manuscript)
    leave_out(sorting)
    parts.divide(sorting)
    heads = tables.heads(sorting)
    start = opening.title(sorting, opening.masthead(sorting), 0)
    start = opening.recipients(sorting, start)
    closing.close(sorting, start)
    for part in range(1, max(sorting.parts, default=0) + 1):
        first = next(i for i in sorting.filled() if sorting.parts[i] == part)
        opening.title(sorting, first + (sorting.roles[first] == "label"), part)
        closing.listed(sorting, [i for i in sorting.filled() if sorting.parts[i] == part and sorting.roles[i] is None])
    document = compose(sorting, Around(heads, tables.notes(sorting)))
    placed = captioned(with_headings(sorting.placed(), document))
    return Reading(document, manuscript, placed, tuple(doubts(sorting, document)))


def captioned(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The items, those that name a table or a chart with the role of a caption."""
    below: list[Role | None] = [None] * len(placed)
    for i in range(len(placed) - 2, -1, -1):
        passed = placed[i + 1].role in ("blank", "table_head")
        below[i] = below[i + 1] if passed else placed[i + 1].role
    return tuple(map(caption, placed, below))


def caption(placed: Placed, below: Role | None) -> Placed:
    """The item, as a caption where it stands centred and is 图1　…, 表2 … or a short line over a table."""
    line = placed.line
    if line is None or placed.role != "text" or line.spacing.align != "center":
        return placed
    over_table = below == "table" and OVER_TABLE.fullmatch(line.stripped)
    return replace(placed, role="caption") if over_table or CAPTION.match(line.stripped) else placed


def with_headings(placed: tuple[Placed, ...], document: Document) -> tuple[Placed, ...]:
    """The items with the levels of the headings that the Document has of them."""
    made = list(placed)
    for number, own in enumerate([document.blocks, *(part.blocks for part in document.parts)]):
        body = [k for k, p in enumerate(placed) if p.part == number and p.role in ("text", "table")]
        for k, block in zip(body, own, strict=True):
            if isinstance(block, Heading):
                made[k] = replace(placed[k], role="heading", level=block.level)
    return tuple(made)
