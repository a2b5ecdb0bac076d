"""Which version of a ledger counts: the latest acceptable one; the others are told what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docgen.errors import Place, Problem
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.sheet import address
from docgen.ledgers.submissions import Submission

MOST_DIFFERENCES = 20


def choose(made: Iterable[Submission]) -> None:
    """Settle which version of each unit's ledger counts; the others are 重复 or 被替代, and say so."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in made:
        one.counted.clear()
        one.told.clear()
        one.fates.clear()
        if one.is_usable:
            groups.setdefault((one.unit, one.period), []).append(one)
    for group in groups.values():
        group.sort(key=lambda s: (s.file.received, natural(s.file.path)))
        for ledger in dict.fromkeys(name for one in group for name in one.ledgers):
            versions = [one for one in group if ledger in one.ledgers and not one.ledgers[ledger].rejected]
            if versions:
                settle_versions(ledger, versions)


def natural(path: str) -> list[tuple[int, str]]:
    """Sorts 甲.xlsx before 甲(2).xlsx, and that before 甲(10).xlsx."""
    stem = re.sub(r"\.\w+$", "", path)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", stem)]


def settle_versions(ledger: str, versions: Sequence[Submission]) -> None:
    """The latest acceptable version counts; where none is, the latest."""
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
        told(ledger, one, winner)


def told(ledger: str, old: Submission, new: Submission) -> None:
    """Say on the newer version what changed; two versions of one day need a person's eye."""
    changes = list(differences(old.ledgers[ledger], new.ledgers[ledger]))
    more = f"等{len(changes)}处" if len(changes) > MOST_DIFFERENCES else ""
    listed = "；".join(text for text, _ in changes[:MOST_DIFFERENCES])
    same_day = old.file.received == new.file.received
    cure = "两份是同一天交的，请核实以哪一份为准" if same_day else None
    place = Place(new.file.path, sheet=new.ledgers[ledger].sheet, cell=changes[0][1] or None if changes else None)
    message = f"与先前交的《{old.file.path}》相比，{listed or '行的位置不同'}{more}"
    new.told.append(Problem(place, "L127", "warning" if same_day else "info", message, cure=cure))


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
    """(“发现问题笔数：5→7”, cell) for each cell that changed, row by row."""
    before, after = by_row(old), by_row(new)
    for number in range(max(len(before), len(after))):
        left, right = (rows[number] if number < len(rows) else dict[str, Fact]() for rows in (before, after))
        for name in dict.fromkeys([*left, *right]):
            was, now = (cells.get(name) for cells in (left, right))
            texts = [(fact.raw or fact.value) if fact else "" for fact in (was, now)]
            if texts[0] != texts[1]:
                cell = address(now.row, now.column) if now and now.column else ""
                row = f"第{number + 1}行" if max(len(before), len(after)) > 1 else ""
                yield f"{row}{name}：{texts[0] or '空'}→{texts[1] or '空'}", cell


def by_row(ledger: LedgerReturn) -> list[dict[str, Fact]]:
    """The facts of each row by column."""
    rows: dict[int, dict[str, Fact]] = {}
    for fact in ledger.facts:
        rows.setdefault(fact.record, {})[fact.field] = fact
    return [rows[record] for record in sorted(rows)]
