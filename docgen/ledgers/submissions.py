"""From files to submissions: whose and for when each is, and what state it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers import rules
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import LedgerReturn, Return
from docgen.ledgers.inbox import Incoming
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, find_period, parse_period
from docgen.ledgers.sheet import row_of

PAPERS = ("PDF 文件", "图片", "Word 文档", "演示文稿")
"""Things that come along with a return and are none."""


SETTLED = ("被替代", "重复")
"""States of files whose problems nobody need mend any more."""


@dataclass
class Submission:
    """One file as a submission: the unit's code and the period's key are empty where nobody can tell."""

    file: Incoming
    content: Return
    unit: str = ""
    period: str = ""
    misfit: bool = False
    """Whether it contradicts itself about its unit or period, so that nothing in it counts."""
    perhaps: tuple[str, ...] = ()
    """The units that it may come from, too, where nobody can be sure."""
    perhaps_when: str = ""
    """The period that it is probably for."""
    problems: list[Diagnostic] = field(default_factory=list)
    verdicts: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """What is wrong with each ledger as a whole."""
    told: list[Diagnostic] = field(default_factory=list)
    """What is said of it beside other versions."""
    fates: dict[str, str] = field(default_factory=dict)
    """What became of each ledger that does not count: 重复, 被替代, 退回 while an earlier version counts, or 待核实."""
    state: str = ""
    counted: set[str] = field(default_factory=set)
    """The ledgers of this file that count."""

    @property
    def ledgers(self) -> dict[str, LedgerReturn]:
        """Its ledgers by name."""
        return {ledger.ledger: ledger for ledger in self.content.ledgers}

    def add(self, rule: Rule, severity: Severity, message: str, cure: str | None = None, found: str | None = None,
            sheet: str | None = None, cell: str | None = None, expected: str | None = None) -> None:  # fmt: skip
        """Note a problem of this file."""
        place = Place(self.file.path, sheet=sheet, cell=cell)
        self.problems.append(Diagnostic(place, rule, severity, message, found, expected, cure))

    def is_acceptable(self, ledger: str) -> bool:
        """Whether nothing in one of its ledgers, or in the whole file, must be mended."""
        sheet = self.ledgers[ledger].sheet
        found = [p for p in self.problems if p.place.sheet in (None, sheet)] + self.verdicts.get(ledger, [])
        return not any(p.severity == "error" for p in found)

    @property
    def is_usable(self) -> bool:
        """Whether it is known whose it is and at least one of its sheets can be read."""
        return (
            bool(self.unit and self.period)
            and not self.misfit
            and any(not led.rejected for led in self.content.ledgers)
        )


def submissions(
    files: Sequence[Incoming], returns: Mapping[str, Return], definition: Definition, wanted: Period | None
) -> list[Submission]:
    """Each file with its unit and period settled, in the order of paths; ``returns`` are by path."""
    made = []
    for file in files:
        contents = split(returns[file.path], definition.names)
        here = {
            code for content in contents for text in content.visible_units for code in definition.names.named(text)
        }
        company = frozenset(here) if len(contents) > 1 else frozenset()
        made += [submission(file, content, company, definition, wanted) for content in contents]
    return made


def submission(
    file: Incoming, content: Return, company: frozenset[str], definition: Definition, wanted: Period | None
) -> Submission:
    """A file, or the part of it that is one unit's, with its unit and period; ``company`` are the units of its parts."""
    names = definition.names
    one = Submission(file, content)
    one.problems += [p.at(replace(p.place, file=file.path)) for p in content.problems]
    if content.refused:
        papers = [p for p in one.problems if p.found in PAPERS]
        one.state = "忽略" if papers else "退回"
        if papers:
            one.problems = [replace(p, severity="info") for p in one.problems]
            one.unit = next(iter(names.in_path(file.path)), "")
        else:
            settle_refused(one, names, definition, wanted)
        return one
    if not content.ledgers:  # sheets of a file of several units that are nobody's
        one.state = "待核实"
        return one
    settle_unit(one, names, definition, company)
    settle_period(one, definition, wanted)
    one.perhaps_when = one.period
    return one


def split(content: Return, names: Names) -> list[Return]:
    """A return for each unit and period whose rows are in a file."""
    keys = list(dict.fromkeys(owner(ledger, names) for ledger in content.ledgers))
    if len(keys) < 2:
        return [content]
    found, given = list[Return](), set[Diagnostic]()
    for key in keys:
        own = tuple(ledger for ledger in content.ledgers if owner(ledger, names) == key)
        others = [ledger for ledger in content.ledgers if owner(ledger, names) != key]
        who = content.identity if content.identity and key[0] in ("", content.identity.unit) else None
        problems = [p for p in content.problems if concerns(p, own, others, key == keys[0], p in given)]
        given.update(problems)
        units = tuple(dict.fromkeys(ledger.unit for ledger in own if ledger.unit))
        periods = (key[1],) if key[1] else content.visible_periods
        part = replace(content, identity=who, ledgers=own, visible_units=units, visible_periods=periods)
        found.append(replace(part, problems=tuple(problems)))
    return with_rest(content, found, [p for p in content.problems if p not in given])


def with_rest(content: Return, parts: Sequence[Return], rest: Sequence[Diagnostic]) -> list[Return]:
    """The parts of a file, and what is left to ask about sheets that are nobody's: with no unit, unless there is but one."""
    if not rest:
        return list(parts)
    if len({unit for part in parts for unit in part.visible_units}) == 1:
        return [replace(parts[0], problems=(*parts[0].problems, *rest)), *parts[1:]]
    alone = replace(content, identity=None, ledgers=(), visible_units=(), visible_periods=(), problems=tuple(rest))
    return [*parts, alone]


def owner(ledger: LedgerReturn, names: Names) -> tuple[str, str]:
    """Whose a ledger of a file is: the code of a unit or what stands there, and the key of a period."""
    return names.match(ledger.unit) or ledger.unit, ledger.period


def concerns(
    problem: Diagnostic, own: Sequence[LedgerReturn], others: Sequence[LedgerReturn], first: bool, given: bool
) -> bool:
    """Whether a problem of a file is one of a part of it: by the row, by the sheet; notes of the file stand once.

    ``given`` is whether another part has it already.
    """
    sheet = problem.place.sheet
    if sheet is None:
        return first or problem.severity != "info"
    if not any(ledger.sheet == sheet for ledger in own):
        return first and problem.severity == "info" and not any(ledger.sheet == sheet for ledger in others)
    row = row_of(problem.place.cell)
    if problem.severity == "info" and not any(f.record == row for led in own if led.sheet == sheet for f in led.facts):
        return not given  # what is only said of a sheet is said once, with the first of those who share it
    theirs = {fact.record for ledger in others if ledger.sheet == sheet for fact in ledger.facts}
    return row not in theirs


def settle_refused(one: Submission, names: Names, definition: Definition, wanted: Period | None) -> None:
    """Whose a file is that cannot be opened: only its path can tell."""
    units = names.in_path(one.file.path)
    one.unit = units[0] if len(units) == 1 else ""
    period = next(
        (found for f in frequencies(definition) if (found := path_period(one.file.path, definition.year, f))), wanted
    )
    one.period = period.key if period else ""


def frequencies(definition: Definition) -> list[str]:
    """The frequencies that ledgers have, the busiest first."""
    used = {spec.frequency for spec in definition.specs}
    return [f for f in ("每月", "每季", "一次") if f in used]


def settle_unit(one: Submission, names: Names, definition: Definition, company: frozenset[str]) -> None:
    """Whose it is: what the workbook holds, what stands on it, what its name says; they must agree."""
    who = one.content.identity
    in_path = names.in_path(one.file.path)
    read = [(text, names.named(text)) for text in one.content.visible_units]
    visible = list(dict.fromkeys(code for _, codes in read for code in codes))
    strange = [text for text, codes in read if not codes]
    if who and who.campaign != definition.campaign:
        message = f"是另一个活动（{who.campaign}）的表，不是“{definition.campaign}”的"
        one.add(rules.WRONG_PERIOD, "error", message, "请用本活动下发的表格填报")
        return
    if who and who.unit not in names.by_code:
        one.add(
            rules.UNKNOWN_UNIT,
            "error",
            f"这张表是发给编号{who.unit}的，单位名单里没有这个编号",
            "请核对单位名单，或重新下发",
        )
        return
    machine = who.unit if who else ""
    known = list(dict.fromkeys(filter(None, (machine, *visible))))
    if len(known) > 1:
        borrowed(one, names, known, bool(machine))
    elif known and (strange := [text for text in strange if not names.is_department(text, known[0])]):
        contradicted(one, names, known[0], strange[0], bool(machine))
    elif strange and not known:
        unknown(one, names, strange[0], () if company & set(in_path) else in_path)
    elif known:
        one.unit = known[0]
        elsewhere = [code for code in in_path if code != one.unit]
        if elsewhere and one.unit not in in_path and not company & set(in_path):
            misnamed(one, names, elsewhere)
    else:
        by_path(one, names, in_path)


def borrowed(one: Submission, names: Names, known: Sequence[str], issued: bool) -> None:
    """A form on which another unit stands than it was issued to, or two units stand: it counts for nobody."""
    first, other = (names.by_code[code].name for code in known[:2])
    message = f"这张表是发给{first}的，表上写的却是{other}" if issued else f"表上写了两个单位：{first}和{other}"
    one.add(
        rules.CONFLICTING_UNIT,
        "error",
        message,
        "请用发给本单位的表填报，不要借用别的单位的表",
        found=other,
        expected=first,
    )
    one.unit, one.misfit = known[0] if issued else "", True
    one.perhaps = tuple(code for code in known if code != one.unit)


def contradicted(one: Submission, names: Names, code: str, text: str, issued: bool) -> None:
    """A form of a unit that bears a name nobody knows, perhaps a near miss: it waits until somebody says whose it is."""
    first = names.by_code[code].name
    known = f"这张表是发给{first}（{code}）的" if issued else f"表上既有{first}（{code}）"
    message = f"{known}，{'表上写的却' if issued else '又'}是单位名单里没有的“{text}”，不知道是谁的数，暂不计入"
    cure = "是同一个单位的，请在数据文件的“别名”里补上这个叫法；不是的，请用发给本单位的表重新填报"
    one.add(rules.CONFLICTING_UNIT, "warning", message, cure, found=text, expected=first)
    one.unit, one.misfit = code, True


def unknown(one: Submission, names: Names, text: str, in_path: Sequence[str]) -> None:
    """A table of a unit that is not on the list."""
    hint, near = names.suggestion(text), names.nearest(text) or only(in_path)
    one.perhaps = (near,) if near else ()
    filed = names.by_code.get(only(in_path))
    by_name = f"，文件名像是{filed.name}（{filed.code}）的" if filed else ""
    one.add(
        rules.UNKNOWN_UNIT,
        "error",
        f"单位名单里没有“{text}”{by_name}",
        hint or "请写单位全称，或在数据文件的“别名”里补上这个叫法",
        found=text,
    )


def misnamed(one: Submission, names: Names, elsewhere: Sequence[str]) -> None:
    """A file whose name says another unit than stands in it: it waits until somebody says whose it is."""
    here, there = names.by_code[one.unit].name, names.by_code[elsewhere[0]].name
    message = f"文件名像是{there}的，表里写的是{here}，不知道是谁的数，暂不计入"
    one.add(rules.CONFLICTING_UNIT, "warning", message, "请核对是不是放错、发错了；是表里这个单位的，请改文件名（或文件夹名）再汇总",
            found=there, expected=here)  # fmt: skip
    one.misfit, one.perhaps = True, tuple(elsewhere)


def by_path(one: Submission, names: Names, in_path: Sequence[str]) -> None:
    """A table without a unit: only its path can tell."""
    if len(in_path) == 1:
        one.unit = in_path[0]
        one.add(rules.UNKNOWN_UNIT, "info", f"表上没有单位，按文件名认作{names.by_code[one.unit].name}")
        return
    cure = "请在文件名里写明一个单位" if in_path else "请在表上“填报单位：”后写单位全称"
    one.add(rules.UNKNOWN_UNIT, "error", "看不出是哪个单位的表", cure)


def only(codes: Sequence[str]) -> str:
    """The one unit that is named; empty where several are, or none."""
    return codes[0] if len(codes) == 1 else ""


def settle_period(one: Submission, definition: Definition, wanted: Period | None) -> None:
    """For when it is: what the workbook holds, what stands on it, what its name says, what was asked for."""
    known = [spec for ledger in one.content.ledgers if (spec := definition.spec(ledger.ledger))]
    frequency = next((f for f in ("每月", "每季", "一次") if any(s.frequency == f for s in known)), "一次")
    machine = parsed(one.content.identity.period) if one.content.identity else None
    seen = list(dict.fromkeys(p for text in one.content.visible_periods if (p := parsed(text))))
    if len(seen) > 1 or machine and seen and seen[0] != machine:
        first = machine or seen[0]
        other = next(p for p in seen if p != first)
        one.add(
            rules.WRONG_PERIOD,
            "error",
            f"这张表是{first}的，表上写的却是{other}",
            "请用本期下发的表填报，不要改期间",
            found=str(other),
            expected=str(first),
        )
        one.period, one.misfit = first.key if machine else "", True
        return
    in_path = path_period(one.file.path, definition.year, frequency)
    period = machine or next(iter(seen), None)
    if period and in_path and in_path != period:
        one.add(
            rules.WRONG_PERIOD,
            "warning",
            f"文件名写的是{in_path}，表里是{period}，按表里的算",
            "请核对是不是放错、发错了",
            found=str(in_path),
            expected=str(period),
        )
    if period is None:
        period = Period(definition.year) if frequency == "一次" else in_path or wanted
        if period is None:
            one.add(rules.WRONG_PERIOD, "error", "看不出是哪一期的表", "请在表上“期间：”后写明，如 2026年6月")
            return
        if frequency != "一次":
            one.add(
                rules.WRONG_PERIOD, "info", f"表上没有期间，按{'文件名' if in_path else '本次汇总的期间'}认作{period}"
            )
    if not any(period in due for due in (definition.periods[s.name] for s in known)):
        one.add(rules.WRONG_PERIOD, "error", f"{period}不在应报的期间里", "请核对期间", found=str(period))
        return
    one.period = period.key


def parsed(text: str) -> Period | None:
    """A period, or None for what is none."""
    try:
        return parse_period(text)
    except ValueError:
        return None


def path_period(path: str, year: int, frequency: str) -> Period | None:
    """The period that a file's name, or the nearest folder that names one, says."""
    parts = path.split("/")
    for text in (re.sub(r"\.\w+$", "", parts[-1]), *reversed(parts[:-1])):
        if found := find_period(text, year, frequency):
            return found
    return None


def settle_state(one: Submission) -> None:
    """The state of a file by what was found."""
    if one.state:
        return
    if one.is_usable and not one.counted:
        fates = set(one.fates.values())
        open_ones = [fate for fate in ("待核实", "被替代") if fate in fates]
        one.state = open_ones[0] if open_ones else "重复" if fates == {"重复"} else "退回"
        return
    one.state = state_of(one.problems)


def state_of(problems: Iterable[Diagnostic]) -> str:
    """退回 where something must be mended, 待核实 where a person must look, else 受理."""
    severities = {p.severity for p in problems}
    return "退回" if "error" in severities else "待核实" if "warning" in severities else "受理"


def received_late(day: date, due: date | None) -> int:
    """Days after the deadline; 0 on time or without one."""
    return max(0, (day - due).days) if due else 0
