"""From files to submissions: whose and for when each is, and what state it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from docgen.errors import Place, Problem, Severity
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import LedgerReturn, Return
from docgen.ledgers.inbox import Incoming
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, find_period, parse_period

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
    perhaps: str = ""
    """The unit that it probably comes from, where nobody can be sure."""
    perhaps_when: str = ""
    """The period that it is probably for."""
    problems: list[Problem] = field(default_factory=list)
    verdicts: dict[str, list[Problem]] = field(default_factory=dict)
    """What is wrong with each ledger as a whole."""
    told: list[Problem] = field(default_factory=list)
    """What is said of it beside other versions."""
    fates: dict[str, str] = field(default_factory=dict)
    """What became of each ledger that does not count: 重复, 被替代, or 退回 while an earlier version counts."""
    state: str = ""
    counted: set[str] = field(default_factory=set)
    """The ledgers of this file that count."""

    @property
    def ledgers(self) -> dict[str, LedgerReturn]:
        """Its ledgers by name."""
        return {ledger.ledger: ledger for ledger in self.content.ledgers}

    def add(self, rule: str, severity: Severity, message: str, cure: str | None = None, found: str | None = None,
            sheet: str | None = None, cell: str | None = None, expected: str | None = None) -> None:  # fmt: skip
        """Note a problem of this file."""
        place = Place(self.file.path, sheet=sheet, cell=cell)
        self.problems.append(Problem(place, rule, severity, message, found, expected, cure))

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
    names = Names(definition.units)
    made = []
    for file in files:
        one = Submission(file, returns[file.path])
        one.problems += [p.at(replace(p.place, file=file.path)) for p in one.content.problems]
        if one.content.refused:
            papers = [p for p in one.problems if p.found in PAPERS]
            one.state = "忽略" if papers else "退回"
            if papers:
                one.problems = [replace(p, severity="info") for p in one.problems]
                one.unit = next(iter(names.in_path(file.path)), "")
            else:
                settle_refused(one, names, definition, wanted)
        else:
            settle_unit(one, names, definition)
            settle_period(one, definition, wanted)
            one.perhaps_when = one.period
        made.append(one)
    return made


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


def settle_unit(one: Submission, names: Names, definition: Definition) -> None:
    """Whose it is: what the workbook holds, what stands on it, what its name says; they must agree."""
    who, seen = one.content.identity, one.content.visible_units
    in_path = names.in_path(one.file.path)
    read = [(text, names.match(text)) for text in seen]
    visible = list(dict.fromkeys(code for _, code in read if code))
    strange = [text for text, code in read if not code]
    if who and who.campaign != definition.campaign:
        one.add(
            "L108",
            "error",
            f"是另一个活动（{who.campaign}）的表，不是“{definition.campaign}”的",
            "请用本活动下发的表格填报",
        )
        return
    if who and who.unit not in names.by_code:
        one.add("L106", "error", f"这张表是发给编号{who.unit}的，单位名单里没有这个编号", "请核对单位名单，或重新下发")
        return
    machine = who.unit if who else ""
    label = {code: names.by_code[code].name for code in names.by_code}
    if len(visible) > 1 or machine and visible and visible[0] != machine:
        first = machine or visible[0]
        other = next(code for code in visible if code != first)
        one.add("L107", "error", f"这张表是发给{label[first]}的，表上写的却是{label[other]}", "请用发给本单位的表填报，不要借用别的单位的表",
                found=label[other], expected=label[first])  # fmt: skip
        one.unit, one.misfit = machine, True
        return
    if strange and (not machine or not visible):
        hint, one.perhaps = names.suggestion(strange[0]), names.nearest(strange[0]) or only(in_path)
        one.add("L106", "error", f"单位名单里没有“{strange[0]}”", hint or "请写单位全称，或在数据文件的“别名”里补上这个叫法",
                found=strange[0])  # fmt: skip
        return
    one.unit = machine or next(iter(visible), "")
    if not one.unit:
        if len(in_path) == 1:
            one.unit = in_path[0]
            one.add("L106", "info", f"表上没有单位，按文件名认作{label[one.unit]}")
        else:
            one.perhaps = only(in_path)
            cure = "请在文件名里写明一个单位" if in_path else "请在表上“填报单位：”后写单位全称"
            one.add("L106", "error", "看不出是哪个单位的表", cure)
    elif in_path and one.unit not in in_path:
        one.add("L107", "warning", f"文件名像是{label[in_path[0]]}的，表里是{label[one.unit]}的，按表里的算", "请核对是不是放错、发错了",
                found=label[in_path[0]], expected=label[one.unit])  # fmt: skip


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
            "L108",
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
            "L108",
            "warning",
            f"文件名写的是{in_path}，表里是{period}，按表里的算",
            "请核对是不是放错、发错了",
            found=str(in_path),
            expected=str(period),
        )
    if period is None:
        period = Period(definition.year) if frequency == "一次" else in_path or wanted
        if period is None:
            one.add("L108", "error", "看不出是哪一期的表", "请在表上“期间：”后写明，如 2026年6月")
            return
        if frequency != "一次":
            one.add("L108", "info", f"表上没有期间，按{'文件名' if in_path else '本次汇总的期间'}认作{period}")
    if not any(period in due for due in (definition.periods[s.name] for s in known)):
        one.add("L108", "error", f"{period}不在应报的期间里", "请核对期间", found=str(period))
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
        one.state = "被替代" if "被替代" in fates else "重复" if fates == {"重复"} else "退回"
        return
    one.state = state_of(one.problems)


def state_of(problems: Iterable[Problem]) -> str:
    """退回 where something must be mended, 待核实 where a person must look, else 受理."""
    severities = {p.severity for p in problems}
    return "退回" if "error" in severities else "待核实" if "warning" in severities else "受理"


def received_late(day: date, due: date | None) -> int:
    """Days after the deadline; 0 on time or without one."""
    return max(0, (day - due).days) if due else 0
