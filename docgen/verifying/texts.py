"""What stands around the figures of a report, against what stood there when it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from docgen import bounds
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError
from docgen.core.rules import Rule, Severity
from docgen.rendering.marked import Marked
from docgen.verifying import rules
from docgen.verifying.claims import DATE, DENIAL, FIGURE, Claims, Reader, contexts, tidy_date
from docgen.wording import half_width

ALIKE = 0.4
"""So much of two paragraphs must be the same for one to have become the other."""
LIKELY, AHEAD = 0.7, 0.25
"""So like the words of another figure must those beside a figure be, and so much more than like its own."""
UNTIL = re.compile(rf"截[至止]到?\s*({DATE.pattern})")
"""A day until which something is told."""
BACK = "请改回来；确实要变的，请改数据文件或者让单位改台账后重新生成"


@dataclass(frozen=True)
class Piece:
    """A paragraph, with the place that it has in the file where it is in it."""

    plain: str
    cell: tuple[int, int, int] | None = None
    number: int | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """The bookmarks in it."""
        return tuple(FIGURE.findall(self.plain))


@dataclass(frozen=True)
class Compared:
    """A report as it was written and as it is; ``names`` are what its figures are called, by bookmark."""

    path: Path
    reader: Reader
    names: Mapping[str, str]
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    around: tuple[tuple[str, ...], tuple[str, ...]]
    """The paragraphs of headers, footers and notes, then and now."""

    def problem(
        self,
        rule: Rule,
        severity: Severity,
        piece: Piece | None,
        message: str,
        found: str,
        expected: str = "",
        cure: str = BACK,
    ) -> Diagnostic:
        """A complaint about a paragraph."""
        at = Place(str(self.path), paragraph=piece.number if piece else None)
        return Diagnostic(at, rule, severity, message, found, expected or None, cure)


def compared(marked: Marked, path: Path, reader: Reader, names: Mapping[str, str]) -> Compared | None:
    """The report with what it remembers of its text; None where it remembers nothing, as those of old.

    Raises DocgenError for a record that somebody damaged.
    """
    if marked.record is None:
        return None
    try:
        paragraphs, around = bounds.load_json(marked.record)
        old = tuple(Piece(str(plain), place(cell)) for plain, cell in paragraphs)
        then = tuple(str(text) for text in around)
    except (ValueError, TypeError):
        raise DocgenError(
            f"{path.name} 里的指标记录读不懂，可能被改过，没法核对。请用 docgen report 重新生成"
        ) from None
    new = tuple(Piece(p.plain, p.cell, p.number) for p in marked.paragraphs)
    return Compared(path, reader, names, old, new, (then, marked.around))


def place(cell: Sequence[int] | None) -> tuple[int, int, int] | None:
    """The cell that a record names. Raises ValueError for what is none."""
    if cell is None:
        return None
    table, row, column = cell
    return int(table), int(row), int(column)


def changes(report: Compared, told: Counter[tuple[int | None, str]]) -> Iterator[Diagnostic]:
    """Everything that the text claims now and did not claim when it was written.

    ``told`` are the numbers that were compared with a figure already, by paragraph.
    """
    rows = list(matched_rows(report))
    pairs = list(matched(report))
    lost = Counter[str]()
    for old, new in pairs:
        if new is None:
            lost += report.reader.read(old.plain).others if old else Counter()
    exchanged = list(beside(report))
    yield from exchanged
    named = {problem.place.paragraph for problem in exchanged}
    counted = {piece.cell[0] for piece in report.new if piece.cell and piece.figures}
    yield from (problem for old, new in rows for problem in row_changes(report, old, new, counted, told))
    for old, new in pairs:
        if new is not None and (old is None or old.plain != new.plain):
            yield from paragraph_changes(report, old, new, lost, told)
            if old is not None and new.number not in named:
                yield from names(report, old, new)
    yield from in_margins(report)


# ---- what belongs together


def matched(report: Compared) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Each paragraph outside of tables as it was and as it is: by its figures, else by its words; None for none."""
    old = [piece for piece in report.old if piece.cell is None]
    new = [piece for piece in report.new if piece.cell is None]
    homes = {name: x for x, piece in enumerate(old) for name in piece.figures}
    found: dict[int, int] = {}
    for y, piece in enumerate(new):
        votes = Counter(homes[name] for name in piece.figures if name in homes and homes[name] not in found)
        if votes:
            found[votes.most_common(1)[0][0]] = y
    rest = [x for x in range(len(old)) if x not in found], [y for y in range(len(new)) if y not in found.values()]
    for a, b in by_words([old[x].plain for x in rest[0]], [new[y].plain for y in rest[1]]):
        found[rest[0][a]] = rest[1][b]
    yield from ((old[x], new[y]) for x, y in found.items())
    yield from ((old[x], None) for x in range(len(old)) if x not in found)
    yield from ((None, new[y]) for y in range(len(new)) if y not in found.values())


def by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which texts have become which, in their order."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        elif kind == "replace":
            free = list(range(c, d))
            for x in range(a, b):
                likeness = {y: SequenceMatcher(None, old[x], new[y], autojunk=False).ratio() for y in free}
                best = max(likeness, key=lambda y: likeness[y], default=None)
                if best is not None and likeness[best] >= ALIKE:
                    free = [y for y in free if y > best]
                    yield x, best


Row = tuple[Piece, ...]


def rows_of(pieces: Iterable[Piece]) -> dict[tuple[int, int], Row]:
    """The paragraphs of each row of each table."""
    found: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.cell is not None:
            found.setdefault(piece.cell[:2], []).append(piece)
    return {key: tuple(own) for key, own in found.items()}


def matched_rows(report: Compared) -> Iterator[tuple[Row | None, Row]]:
    """Each row as it was and as it is: by its figures, else by its words among those of its table; None for none."""
    old, new = rows_of(report.old), rows_of(report.new)
    homes = {name: key for key, row in old.items() for piece in row for name in piece.figures}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for key, row in new.items():
        votes = Counter(homes[name] for piece in row for name in piece.figures if name in homes)
        if votes and votes.most_common(1)[0][0] not in found.values():
            found[key] = votes.most_common(1)[0][0]
    left = [key for key in old if key not in found.values()], [key for key in new if key not in found]
    words = [
        ["\0".join(piece.plain for piece in own[key]) for key in keys]
        for own, keys in zip((old, new), left, strict=True)
    ]
    for a, b in by_words(*words):
        found[left[1][b]] = left[0][a]
    yield from ((old[found[key]] if key in found else None, row) for key, row in new.items())


# ---- what is told


def beside(report: Compared) -> Iterator[Diagnostic]:
    """Names beside a figure that were exchanged, or the words of two figures."""
    was = {name: words for piece in report.old if piece.cell is None for name, words in contexts(piece.plain).items()}
    now = {
        name: (words, piece)
        for piece in report.new if piece.cell is None for name, words in contexts(piece.plain).items()
    }  # fmt: skip
    for name, (words, piece) in now.items():
        if name not in was or words == was[name]:
            continue
        before, after = report.reader.read(was[name]), report.reader.read(words)
        what = report.names.get(name, name)
        if set(before.names) != set(after.names):
            found, expected = "、".join(after.names), "、".join(before.names)
            message = f"“{what}”旁边的单位名称{turned(expected, found)}"
            yield report.problem(
                rules.MISATTRIBUTED_FIGURE, "error" if expected else "warning", piece, message, found or what, expected
            )
        elif owner := owner_of(
            clause(words), {report.names.get(key, key): clause(own) for key, own in was.items()}, what
        ):
            message = f"“{what}”旁边写的是“{clause(words)}”，像是说“{owner}”的"
            yield report.problem(rules.MISATTRIBUTED_FIGURE, "error", piece, message, clause(words), clause(was[name]))
        elif len(DENIAL.findall(clause(words))) != len(DENIAL.findall(clause(was[name]))):
            message = f"“{what}”旁边的话由“{clause(was[name])}”改成了“{clause(words)}”，意思可能反了"
            yield report.problem(rules.MISATTRIBUTED_FIGURE, "error", piece, message, clause(words), clause(was[name]))


def clause(context: str) -> str:
    """The words right before a figure that say what it is."""
    return (
        re.split("[，、：；（]", context.split("\0")[0].rstrip("，、：；（ "))[-1]
        .removeprefix("共")
        .strip("为达到了的")
    )


def owner_of(words: str, others: Mapping[str, str], own: str) -> str:
    """The figure whose words these are, where they are much more like those of another figure than like its own."""
    likeness = {name: SequenceMatcher(None, words, other).ratio() for name, other in others.items() if other}
    best = max(likeness, key=lambda name: likeness[name], default=own)
    is_other = words and likeness[best] >= LIKELY and likeness[best] > likeness.get(own, 0) + AHEAD
    return best if is_other and others[best] != others.get(own) else ""


def turned(old: str, new: str) -> str:
    """What became of some words."""
    if not old:
        return f"原来没有，现在写的是“{new}”"
    return f"由“{old}”改成了“{new}”" if new else f"“{old}”不见了"


def paragraph_changes(
    report: Compared, old: Piece | None, new: Piece, lost: Counter[str], told: Counter[tuple[int | None, str]]
) -> Iterator[Diagnostic]:
    """What a paragraph claims that it did not; of a new one, all that it claims in numbers."""
    before, after = report.reader.read(old.plain if old else ""), report.reader.read(new.plain)
    if old is not None:
        yield from dates(report, before, after, new)
    else:
        yield from until(report, new)
    yield from numbers(report, after.others - before.others - lost, new, told)


def dates(report: Compared, before: Claims, after: Claims, piece: Piece) -> Iterator[Diagnostic]:
    """Dates and periods that a paragraph did not name."""
    fresh = list((Counter(after.dates) - Counter(before.dates)).elements())
    gone = list((Counter(before.dates) - Counter(after.dates)).elements())
    if fresh:
        only = DATE.fullmatch(half_width(piece.plain).strip()) is not None  # the day it is dated
        found, expected = "、".join(fresh), "、".join(gone)
        message = f"日期或者期间{turned(expected, found)}"
        yield report.problem(rules.ALTERED_PERIOD, "warning" if only else "error", piece, message, found, expected)
    elif after.dates != before.dates and len(after.dates) == len(before.dates):
        found, expected = "、".join(after.dates), "、".join(before.dates)
        yield report.problem(
            rules.ALTERED_PERIOD, "error", piece, f"日期或者期间{turned(expected, found)}", found, expected
        )


def names(report: Compared, old: Piece, new: Piece) -> Iterator[Diagnostic]:
    """Units that a paragraph did not name, in place of others, or in another order."""
    before, after = report.reader.read(old.plain).names, report.reader.read(new.plain).names
    if set(after) - set(before) and set(before) - set(after) or sorted(after) == sorted(before) and after != before:
        found, expected = "、".join(after), "、".join(before)
        yield report.problem(
            rules.MISATTRIBUTED_FIGURE, "error", new, f"单位名称{turned(expected, found)}", found, expected
        )


def until(report: Compared, piece: Piece) -> Iterator[Diagnostic]:
    """A new paragraph that is told until another day than the report's."""
    known = {tidy_date(m[0]) for own in report.old for m in DATE.finditer(half_width(own.plain))}
    for match in UNTIL.finditer(half_width(piece.plain)):
        if tidy_date(match[1]) not in known:
            message = f"写的是“{match[0]}”，报告里的数不是截至这一天的"
            yield report.problem(
                rules.ALTERED_PERIOD, "error", piece, message, match[0], cure="请改成报告的截至日期，或者删去"
            )


def numbers(
    report: Compared, fresh: Counter[str], piece: Piece, told: Counter[tuple[int | None, str]]
) -> Iterator[Diagnostic]:
    """Numbers that nobody can say where from, without those that were compared with a figure already."""
    fresh = fresh - Counter({text: count for (at, text), count in told.items() if at == piece.number})
    if fresh:
        listed = "、".join(fresh)
        message = f"有手写的数，不是从台账来的：{listed}"
        yield report.problem(rules.UNSOURCED_NUMBER, "warning", piece, message, listed, cure="请自己核对出处")


def row_changes(
    report: Compared, old: Row | None, new: Row, counted: set[int], told: Counter[tuple[int | None, str]]
) -> Iterator[Diagnostic]:
    """What changed in a row of a table beside its figures: the name, the rank, the period that it is of.

    ``counted`` are the tables with figures: there every word is about one.
    """
    if old is None or len(old) != len(new):
        before = Counter(piece.plain for piece in old or ())
        for piece in new:
            if not before[piece.plain]:
                yield from numbers(report, report.reader.read(piece.plain).others, piece, told)
        if old is not None and any(piece.figures for piece in new):
            named = [sorted({n for piece in row for n in report.reader.read(piece.plain).names}) for row in (old, new)]
            if named[0] != named[1]:
                expected, found = map("、".join, named)
                yield report.problem(
                    rules.MISATTRIBUTED_FIGURE,
                    "error",
                    new[0],
                    f"表里的单位名称{turned(expected, found)}",
                    found,
                    expected,
                )
        return
    for was, now in zip(old, new, strict=True):
        if was.plain == now.plain:
            continue
        if was.figures:
            at = report.reader.read(now.plain)
            yield from numbers(report, at.others, now, told)
            if now.figures and was.figures != now.figures:
                what = "、".join(report.names.get(name, name) for name in now.figures)
                yield report.problem(
                    rules.MISATTRIBUTED_FIGURE, "error", now, f"“{what}”换了一格", FIGURE.sub("", now.plain) or what
                )
        elif now.cell and now.cell[0] in counted or claims_differ(report, was, now):
            message = f"表里的“{FIGURE.sub('', was.plain)}”改成了“{FIGURE.sub('', now.plain)}”"
            yield report.problem(rules.MISATTRIBUTED_FIGURE, "error", now, message, now.plain, was.plain)


def claims_differ(report: Compared, old: Piece, new: Piece) -> bool:
    """Whether two texts of a table claim something else; digits alone are claims there."""
    before, after = report.reader.read(old.plain), report.reader.read(new.plain)
    digits = [re.findall(r"\d+", half_width(piece.plain)) for piece in (old, new)]
    return before != after or digits[0] != digits[1]


def in_margins(report: Compared) -> Iterator[Diagnostic]:
    """Numbers, dates and names in headers, footers and notes that were not there."""
    then, now = (report.reader.read("\n".join(texts)) for texts in report.around)
    fresh = [
        *(now.others - then.others),
        *(Counter(now.dates) - Counter(then.dates)),
        *(Counter(now.names) - Counter(then.names)),
    ]
    if fresh:
        listed = "、".join(fresh)
        message = f"页眉、页脚或者注释里有生成以后写上去的：{listed}"
        yield report.problem(rules.UNSOURCED_NUMBER, "warning", None, message, listed, cure="请自己核对出处")
