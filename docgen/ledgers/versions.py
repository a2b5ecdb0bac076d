"""Which version of a ledger counts: the latest acceptable one; the others are told what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docgen.errors import Place, Problem
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.submissions import Submission
from docgen.ledgers.value import NUMERIC

MOST_DIFFERENCES = 20
ALIKE = 85
"""Likeness of two rows, of 100, from which one may be a correction of the other."""
APART = "L129"
"""Two files that have no row of a ledger in common."""


def choose(made: Iterable[Submission], definition: Definition) -> None:
    """Settle which version of each unit's ledger counts; the others are 重复 or 被替代, and say so."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in made:
        one.counted.clear()
        one.told.clear()
        one.fates.clear()
        if one.is_usable:
            groups.setdefault((one.unit, one.period), []).append(one)
    for group in groups.values():
        group.sort(key=order if all(one.content.filled for one in group) else came)
        for ledger in dict.fromkeys(name for one in group for name in one.ledgers):
            versions = [one for one in group if ledger in one.ledgers and not one.ledgers[ledger].rejected]
            spec = definition.spec(ledger)
            if versions and spec is not None:
                settle_versions(spec, versions)


def replaced(made: Iterable[Submission]) -> None:
    """A file that could not be taken is settled once the unit has sent a better one for the same period."""
    every = list(made)
    good: dict[tuple[str, str], list[Submission]] = {}
    for one in every:
        if one.counted:
            good.setdefault((one.unit, one.period), []).append(one)
    for one in every:
        later = [g for g in good.get((one.unit, one.period), []) if came(g) > came(one)]
        if one.unit and not one.is_usable and one.state != "忽略" and later:
            one.told.append(Problem(Place(one.file.path), "L127", "info", f"已由后交的《{later[0].file.path}》替代"))
            one.state = "被替代"


def came(one: Submission) -> tuple[object, ...]:
    """Files that came earlier before later ones; of one day by name."""
    return one.file.received, natural(one.file.path)


def order(one: Submission) -> tuple[object, ...]:
    """By the day that stands in a file, where each has one; then as they came."""
    return one.content.filled, *came(one)


def natural(path: str) -> list[tuple[int, str]]:
    """Sorts 甲.xlsx before 甲(2).xlsx, and that before 甲(10).xlsx."""
    stem = re.sub(r"\.\w+$", "", path)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", stem)]


def settle_versions(spec: LedgerSpec, versions: Sequence[Submission]) -> None:
    """The latest acceptable version counts; where none is, the latest."""
    ledger = spec.name
    accepted = [one for one in versions if one.is_acceptable(ledger)] or list(versions)
    winner = accepted[-1]
    for one in reversed(accepted):  # of equal ones in a row the first counts: the others were sent again
        if not same(one.ledgers[ledger], winner.ledgers[ledger]):
            break
        winner = one
    winner.counted.add(ledger)
    for one in versions:
        if one is winner:
            continue
        if same(one.ledgers[ledger], winner.ledgers[ledger]):
            tell(one, ledger, "重复", f"《{ledger}》与《{winner.file.path}》的内容完全相同，只计一份")
            continue
        later = versions.index(one) > versions.index(winner)
        if later:
            tell(one, ledger, "退回", f"《{ledger}》有要改的地方，暂以先前交的《{winner.file.path}》为准")
            continue
        tell(one, ledger, "被替代", f"《{ledger}》已由后交的《{winner.file.path}》替代")
        told(spec, one, winner)


def told(spec: LedgerSpec, old: Submission, new: Submission) -> None:
    """Say on the newer version what changed; where it is not plain which is the newer, or both count, ask."""
    ledger = spec.name
    if apart(old.ledgers[ledger], new.ledgers[ledger], spec):
        sheet = new.ledgers[ledger].sheet
        message = f"《{ledger}》与先前交的《{old.file.path}》没有一行相同，不知道是改过的，还是另外一部分；这张表的数暂不计入"
        advice = "两份都算的，请并成一份再放进收件；只算这一份的，请把先前那份移出收件"
        new.told.append(Problem(Place(new.file.path, sheet=sheet), APART, "warning", message, cure=advice))
        return
    changes = list(differences(old.ledgers[ledger], new.ledgers[ledger]))
    more = f"等{len(changes)}处" if len(changes) > MOST_DIFFERENCES else ""
    listed = "；".join(text for text, _ in changes[:MOST_DIFFERENCES])
    lost = (
        "有几行不见了，是删去的，还是这次只报了一部分？请核实" if any("少了" in text for text, _ in changes) else None
    )
    cure = doubt(old, new) or lost
    place = Place(new.file.path, sheet=new.ledgers[ledger].sheet, cell=changes[0][1] or None if changes else None)
    message = f"与先前交的《{old.file.path}》相比，{listed or '行的位置不同'}{more}"
    new.told.append(Problem(place, "L127", "warning" if cure else "info", message, cure=cure))


def doubt(old: Submission, new: Submission) -> str | None:
    """Why a person must say which of two versions counts; None where their days leave no doubt."""
    filled = old.content.filled, new.content.filled
    if all(filled) and filled[0] != filled[1]:
        if new.file.received < old.file.received:
            days = f"表上的填报日期是{filled[1]}（晚），收到的日子是{new.file.received}（早）"
            return f"两份的先后有矛盾：这一份{days}，请核实以哪一份为准"
        return None
    return "两份是同一天交的，请核实以哪一份为准" if old.file.received == new.file.received else None


def apart(one: LedgerReturn, other: LedgerReturn, spec: LedgerSpec) -> bool:
    """Whether two tables of as many rows as there are entries have none in common: perhaps two parts, not versions."""
    ours, theirs = entries(one, spec), entries(other, spec)
    return not spec.fixed and bool(ours and theirs) and not any(alike(a, b) for a in ours for b in theirs)


def entries(ledger: LedgerReturn, spec: LedgerSpec) -> list[str]:
    """What tells the rows of a table apart: their keys, else the longest text of each."""
    keys = {column.name for column in spec.columns if column.is_key}
    rows: dict[int, list[str]] = {}
    for fact in ledger.facts:
        column = spec.column(fact.field)
        tells = column is not None and column.type not in NUMERIC and not column.source
        if tells and fact.status != "blank" and (not keys or fact.field in keys):
            rows.setdefault(fact.record, []).append(fact.value or fact.raw)
    return [" ".join(row) if keys else max(row, key=len) for row in rows.values()]


def alike(one: str, other: str) -> bool:
    """Whether two rows are the same but for a correction; with other digits they are not."""
    from rapidfuzz import fuzz

    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    return one == other or digits[0] == digits[1] and fuzz.ratio(one, other) >= ALIKE


def tell(one: Submission, ledger: str, fate: str, message: str) -> None:
    """Say on a version that does not count what became of it."""
    one.fates[ledger] = fate
    one.told.append(Problem(Place(one.file.path), "L126" if fate == "重复" else "L127", "info", message))


def same(one: LedgerReturn, other: LedgerReturn) -> bool:
    """Whether two versions report the same."""
    return one.nil == other.nil and contents(one) == contents(other)


def contents(ledger: LedgerReturn) -> list[tuple[str, str, str]]:
    """What a ledger says, without where it stands."""
    rows: dict[int, list[tuple[str, str, str]]] = {}
    for fact in ledger.facts:
        if fact.status != "blank":
            rows.setdefault(fact.record, []).append((fact.field, fact.value or fact.raw, fact.status))
    return [cell for record in sorted(rows) for cell in sorted(rows[record])]


def differences(old: LedgerReturn, new: LedgerReturn) -> Iterator[tuple[str, str]]:
    """(“发现问题笔数：5→7”, cell) for each cell that changed, row by row; rows that came or went first."""
    before, after = by_row(old), by_row(new)
    for number, cells in enumerate(after[len(before) :], len(before) + 1):
        texts = [f.raw for f in cells.values() if f.raw and f.status != "blank" and not f.raw.isdecimal()]
        yield f"新增第{number}行（{''.join(texts[:1])[:20]}）", cell_of(next(iter(cells.values())))
    for number in range(len(after) + 1, len(before) + 1):
        yield f"少了原来的第{number}行", ""
    for number, (left, right) in enumerate(zip(before, after, strict=False), 1):
        for name in dict.fromkeys([*left, *right]):
            was, now = left.get(name), right.get(name)
            texts = [fact.raw if fact else "" for fact in (was, now)]
            if texts[0] != texts[1]:
                row = f"第{number}行" if len(after) > 1 else ""
                yield f"{row}{name}：{texts[0] or '空'}→{texts[1] or '空'}", cell_of(now)


def cell_of(fact: Fact | None) -> str:
    """The address of a fact; empty where it has none."""
    return address(fact.row, fact.column) if fact and fact.column else ""


def by_row(ledger: LedgerReturn) -> list[dict[str, Fact]]:
    """The facts of each row by column."""
    rows: dict[int, dict[str, Fact]] = {}
    for fact in ledger.facts:
        rows.setdefault(fact.record, {})[fact.field] = fact
    return [rows[record] for record in sorted(rows)]
