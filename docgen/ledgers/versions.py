"""Which version of a ledger counts: the latest acceptable one; the others are told what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.core.diagnostic import Diagnostic, Place
from docgen.ledgers import rules
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.submissions import Submission
from docgen.ledgers.value import NUMERIC

MOST_DIFFERENCES = 20
ALIKE = 85
"""Likeness of two rows, of 100, from which one may be a correction of the other."""
MOST_COMPARED = 250_000
"""Pairs of rows that are looked at for corrections; of more than these only rows that say the same are one row."""
APART = rules.DISJOINT_VERSIONS
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
            one.told.append(
                Diagnostic(
                    Place(one.file.path), rules.SUPERSEDED_VERSION, "info", f"已由后交的《{later[0].file.path}》替代"
                )
            )
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
        if apart(one.ledgers[ledger], winner.ledgers[ledger], spec):
            tell(one, ledger, "待核实", f"《{ledger}》与后交的《{winner.file.path}》没有一行相同，暂都不计入")
        else:
            tell(one, ledger, "被替代", f"《{ledger}》已由后交的《{winner.file.path}》替代")
        told(spec, one, winner)


def told(spec: LedgerSpec, old: Submission, new: Submission) -> None:
    """Say on the newer version what changed; where it is not plain which is the newer, or both count, ask."""
    ledger = spec.name
    if apart(old.ledgers[ledger], new.ledgers[ledger], spec):
        sheet = new.ledgers[ledger].sheet
        message = f"《{ledger}》与先前交的《{old.file.path}》没有一行相同，不知道是改过的，还是另外一部分；这张表的数暂不计入"
        advice = "两份都算的，请并成一份再放进收件；只算这一份的，请把先前那份移出收件"
        new.told.append(Diagnostic(Place(new.file.path, sheet=sheet), APART, "warning", message, cure=advice))
        return
    changes = list(differences(old.ledgers[ledger], new.ledgers[ledger], spec))
    more = f"等{len(changes)}处" if len(changes) > MOST_DIFFERENCES else ""
    listed = "；".join(change.text for change in changes[:MOST_DIFFERENCES])
    lost = any(change.is_loss for change in changes)
    cure = doubt(old, new) or ("有几行不见了，是删去的，还是这次只报了一部分？请核实" if lost else None)
    place = Place(new.file.path, sheet=new.ledgers[ledger].sheet, cell=changes[0].cell or None if changes else None)
    message = f"与先前交的《{old.file.path}》相比，{listed or '行的位置不同'}{more}"
    new.told.append(Diagnostic(place, rules.SUPERSEDED_VERSION, "warning" if cure else "info", message, cure=cure))


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
    ours, theirs = entries(one, spec).values(), entries(other, spec).values()
    return not spec.fixed and bool(ours and theirs) and not any(alike(a, b) for a in ours for b in theirs)


def entries(ledger: LedgerReturn, spec: LedgerSpec) -> dict[int, str]:
    """What tells the rows of a table apart, by their records: their keys, else the longest text of each."""
    keys = {column.name for column in spec.columns if column.is_key}
    rows: dict[int, list[str]] = {}
    for fact in ledger.facts:
        column = spec.column(fact.field)
        tells = column is not None and column.type not in NUMERIC and not column.source
        if tells and fact.status != "blank" and (not keys or fact.field in keys):
            rows.setdefault(fact.record, []).append(fact.value or fact.raw)
    return {record: " ".join(row) if keys else max(row, key=len) for record, row in rows.items()}


def alike(one: str, other: str) -> bool:
    """Whether two rows are the same but for a correction; with other digits they are not."""
    from rapidfuzz import fuzz

    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    return one == other or digits[0] == digits[1] and fuzz.ratio(one, other) >= ALIKE


def tell(one: Submission, ledger: str, fate: str, message: str) -> None:
    """Say on a version that does not count what became of it."""
    one.fates[ledger] = fate
    one.told.append(
        Diagnostic(
            Place(one.file.path),
            rules.IDENTICAL_SUBMISSION if fate == "重复" else rules.SUPERSEDED_VERSION,
            "info",
            message,
        )
    )


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


@dataclass(frozen=True)
class Change:
    """What differs between two versions: “发现问题笔数：5→7”, the cell of the newer, whether a row of the older is gone."""

    text: str
    cell: str = ""
    is_loss: bool = False


def differences(old: LedgerReturn, new: LedgerReturn, spec: LedgerSpec) -> Iterator[Change]:
    """Rows that came, rows that went, then each cell that changed, row by row."""
    before, after = by_row(old), by_row(new)
    pairs = paired(list(before), list(after), entries(old, spec), entries(new, spec), spec.fixed)
    numbers = {record: number for number, record in enumerate(after, 1)}
    for record, cells in after.items():
        if record not in pairs.values():
            yield Change(f"新增第{numbers[record]}行{called(cells)}", cell_of(next(iter(cells.values()))))
    for number, (record, cells) in enumerate(before.items(), 1):
        if record not in pairs:
            yield Change(f"少了原来的第{number}行{called(cells)}", is_loss=True)
    for one, other in pairs.items():
        yield from changed(before[one], after[other], f"第{numbers[other]}行" if len(after) > 1 else "")


def paired(
    before: Sequence[int], after: Sequence[int], was: Mapping[int, str], now: Mapping[int, str], fixed: bool
) -> dict[int, int]:
    """Which row of the newer version each row of the older is: by what it says where rows say something, else by place."""
    if fixed or not (was and now):
        return dict(zip(before, after, strict=False))
    left: dict[str, list[int]] = {}
    for record in reversed(after):
        left.setdefault(now.get(record, ""), []).append(record)
    pairs = {one: left[text].pop() for one in before if left.get(text := was.get(one, ""))}
    others = [(record, text) for text, records in left.items() for record in records]
    for one in (one for one in before if one not in pairs) if len(others) * len(before) <= MOST_COMPARED else ():
        other = next((item for item in others if alike(was.get(one, ""), item[1])), None)
        if other is not None:
            pairs[one] = other[0]
            others.remove(other)
    return dict(sorted(pairs.items()))


def changed(left: dict[str, Fact], right: dict[str, Fact], row: str) -> Iterator[Change]:
    """The cells of a row that differ."""
    for name in dict.fromkeys([*left, *right]):
        was, now = left.get(name), right.get(name)
        texts = [fact.raw if fact else "" for fact in (was, now)]
        if texts[0] != texts[1]:
            yield Change(f"{row}{name}：{texts[0] or '空'}→{texts[1] or '空'}", cell_of(now))


def called(cells: dict[str, Fact]) -> str:
    """What a row is about, in brackets: its first text."""
    texts = [fact.raw for fact in cells.values() if fact.raw and fact.status != "blank" and not fact.raw.isdecimal()]
    return f"（{texts[0][:20]}）" if texts else ""


def cell_of(fact: Fact | None) -> str:
    """The address of a fact; empty where it has none."""
    return address(fact.row, fact.column) if fact and fact.column else ""


def by_row(ledger: LedgerReturn) -> dict[int, dict[str, Fact]]:
    """The facts of each row by column, the rows in their order."""
    rows: dict[int, dict[str, Fact]] = {}
    for fact in ledger.facts:
        rows.setdefault(fact.record, {})[fact.field] = fact
    return dict(sorted(rows.items()))
