"""What two readings say differently: paragraphs, rows and cells of tables; layout and blanks left aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from docgen.gongwen.manuscript import Grid, Line
from docgen.gongwen.reading.patterns import SUBJECT, bare, doc_number
from docgen.gongwen.roles import LEFT_OUT, Placed, Reading, Role

JOINED: dict[Role, str] = {
    "mark": "发文机关标志",
    "title": "标题",
    "number": "发文字号",
    "signers": "发文字号",
    "recipients": "主送机关",
    "listed": "附件说明",
    "signature": "落款",
    "date": "落款",
    "note": "附注",
    "imprint": "版记",
}
"""Elements that may be broken into lines in several ways, by the name of what they form together."""
NAMES: dict[Role, str] = {"label": "附件标注"}
"""What other elements are called."""
ALIKE = 0.5
"""How alike two paragraphs must be to be one that was changed."""
MOST_PAIRS = 1600
"""So many pairs of paragraphs are weighed at most; beyond, they are taken in order."""
NEAR, AROUND, LONGEST = 8, 6, 48
"""Characters between two changes that are shown as one, around a change, and of a change."""
INNER = str.maketrans("“”", "‘’")


@dataclass(frozen=True)
class Piece:
    """A paragraph, several that form one element, or a row of a table, without blanks: a text for each cell.

    ``numbers`` are those of the first paragraph of each, None for what stands in a header.
    """

    texts: tuple[str, ...]
    numbers: tuple[int | None, ...]
    name: str = ""
    row: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.texts)


@dataclass(frozen=True)
class Difference:
    """One place where two readings differ: ``old`` and ``new`` are the texts there, empty for what only one has.

    ``before`` and ``after`` are the numbers of the paragraph in each; for what one of them lacks, that of the one it
    would follow. ``name`` is the element it is in, ``rows`` says that they are rows of a table.
    """

    kind: Literal["changed", "lost", "added"]
    old: tuple[str, ...]
    new: tuple[str, ...]
    before: int | None
    after: int | None
    name: str = ""
    rows: bool = False


def differences(before: Reading, after: Reading) -> Iterator[Difference]:
    """Where the second says other than the first, in order; a paragraph or a cell once."""
    old, new = list(pieces(before)), list(pieces(after))
    matcher = SequenceMatcher(None, [p.texts for p in old], [p.texts for p in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from within(old, new, range(i1, i2), range(j1, j2))


def within(old: Sequence[Piece], new: Sequence[Piece], left: range, right: range) -> Iterator[Difference]:
    """The differences of a stretch in which no piece is the same in both."""
    if "".join(old[i].text for i in left) == "".join(new[j].text for j in right):
        return  # the same text, broken elsewhere
    i, j = left.start, right.start
    for a, b in [*pairs(old, new, left, right), (left.stop, right.stop)]:
        yield from alone("lost", old, range(i, a), new, j)
        yield from alone("added", new, range(j, b), old, i if i == a else a)
        if a < left.stop and b < right.stop:
            yield from changed(old[a], new[b])
        i, j = a + 1, b + 1


def alone(
    kind: Literal["lost", "added"], own: Sequence[Piece], places: range, other: Sequence[Piece], at: int
) -> Iterator[Difference]:
    """Pieces that only one reading has, rows and paragraphs apart; ``at`` is where they would stand in the other."""
    follows = other[at - 1].numbers[0] if 0 < at <= len(other) else None
    for rows, found in groupby((own[i] for i in places), key=lambda piece: piece.row):
        group = list(found)
        texts = tuple("｜".join(filter(None, piece.texts)) for piece in group)
        number = group[0].numbers[0]
        name = group[0].name if len(group) == 1 else ""
        if kind == "lost":
            yield Difference(kind, texts, (), number, follows, name, rows)
        else:
            yield Difference(kind, (), texts, follows, number, name, rows)


def changed(old: Piece, new: Piece) -> Iterator[Difference]:
    """The cells that differ of two rows of one shape; else the whole."""
    if len(old.texts) != len(new.texts):
        yield Difference("changed", (old.text,), (new.text,), old.numbers[0], new.numbers[0], new.name)
        return
    for was, now, before, after in zip(old.texts, new.texts, old.numbers, new.numbers, strict=True):
        if was != now:
            yield Difference("changed", (was,), (now,), before, after, new.name)


def pairs(old: Sequence[Piece], new: Sequence[Piece], left: range, right: range) -> list[tuple[int, int]]:
    """Which pieces of a stretch are the same one changed, in the order of both."""
    if len(left) == len(right) == 1 and old[left[0]].row == new[right[0]].row:
        return [(left[0], right[0])]
    if len(left) * len(right) > MOST_PAIRS:
        return [(i, j) for i, j in zip(left, right, strict=False) if old[i].row == new[j].row]
    weights = {(i, j): alike(old[i], new[j]) for i in left for j in right}
    best: dict[tuple[int, int], float] = {}
    for i in reversed(left):
        for j in reversed(right):
            both = weights[i, j] + best.get((i + 1, j + 1), 0.0) if weights[i, j] else 0.0
            best[i, j] = max(both, best.get((i + 1, j), 0.0), best.get((i, j + 1), 0.0))
    found, i, j = [], left.start, right.start
    while (i, j) in best:
        if weights[i, j] and best[i, j] == weights[i, j] + best.get((i + 1, j + 1), 0.0):
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best.get((i + 1, j), 0.0):
            i += 1
        else:
            j += 1
    return found


def alike(old: Piece, new: Piece) -> float:
    """How probable it is that one is the other, changed; 0 where it is not."""
    if old.row != new.row or old.name != new.name:
        return 0.0
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def pieces(reading: Reading) -> Iterator[Piece]:
    """What a reading says, in order."""
    document = reading.document
    if document.mark and not reading.of("mark"):  # a letter has it in its header
        yield Piece(("".join(map(bare, document.mark)) + document.mark_suffix,), (None,), JOINED["mark"])
    filled = (placed for placed in reading.placed if says(placed))
    for (name, _), group in groupby(filled, key=lambda placed: (JOINED.get(placed.role, ""), placed.part)):
        if name == "发文字号":
            yield from numbers(list(group), document.signers)
        elif name:
            yield from together(list(group), name)
        else:
            for placed in group:
                yield from rows(placed.item) if isinstance(placed.item, Grid) else paragraph(placed.item, placed.role)


def says(placed: Placed) -> bool:
    """Whether an item is of the text that a copy keeps: what the reader leaves out by itself is none."""
    return placed.role not in LEFT_OUT and not is_subject(placed)


def is_subject(placed: Placed) -> bool:
    """Whether an item is 主题词, which papers bore over their imprint until 2012 and no copy of one bears."""
    return placed.role == "imprint" and placed.line is not None and bool(SUBJECT.match(placed.line.stripped))


def paragraph(line: Line, role: Role) -> Iterator[Piece]:
    """A paragraph by itself."""
    if text := bare(line.text):
        yield Piece((text,), (line.number or None,), NAMES.get(role, ""))


def together(group: Sequence[Placed], name: str) -> Iterator[Piece]:
    """Lines that form one element."""
    lines = [line for placed in group for line in lines_of(placed)]
    if text := bare("".join(line.text for line in lines)):
        yield Piece((text,), (lines[0].number or None,), name)


def numbers(group: Sequence[Placed], signers: Sequence[str]) -> Iterator[Piece]:
    """发文字号 and 签发人, which share lines in an order that the layout decides."""
    for placed in group:
        line = next(iter(lines_of(placed)), None)
        if line is not None and doc_number(line.text):
            front = line.text.strip(" \t\u3000").partition("\t")[0]
            written = bare(front if doc_number(front) else line.text).partition("签发人")[0]
            yield Piece((written,), (line.number or None,), "发文字号")
    if signers:
        first = next(iter(lines_of(group[0])), None)
        number = first.number if first is not None else None
        yield Piece((f"签发人：{'、'.join(map(bare, signers))}",), (number or None,), "签发人")


def lines_of(placed: Placed) -> list[Line]:
    """The paragraphs of an item."""
    return list(placed.item.lines()) if isinstance(placed.item, Grid) else [placed.item]


def rows(grid: Grid) -> Iterator[Piece]:
    """The rows of a table that say something."""
    for row in grid.rows:
        texts = tuple(bare("".join(line.text for line in cell.lines)) for cell in row)
        if any(texts):
            yield Piece(texts, tuple(cell.lines[0].number if cell.lines else grid.number for cell in row), row=True)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    """Only what differs of two texts, each with a few characters around it: 所属31家子公司, 所属32家子公司."""
    return [(cut(old, a, b), cut(new, c, d)) for a, b, c, d in merged(old, new)]


def quoted(text: str) -> str:
    """A text in quotation marks, those inside it as the inner ones; 空白 where there is none."""
    return f"“{text.translate(INNER)}”" if text else "空白"


def merged(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ; those that stand near each other as one."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    waiting: tuple[int, int, int, int] | None = None
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        if waiting is not None and i1 - waiting[1] < NEAR:
            waiting = waiting[0], i2, waiting[2], j2
            continue
        if waiting is not None:
            yield waiting
        waiting = i1, i2, j1, j2
    if waiting is not None:
        yield waiting


def cut(text: str, start: int, end: int) -> str:
    """A stretch of a text with what stands around it."""
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    return ("…" if first else "") + short(text[first:last]) + ("…" if last < len(text) else "")


def short(text: str) -> str:
    """A text that is not too long to be shown, its middle left out."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST * 2 // 3]}……{text[-LONGEST // 3 :]}"
