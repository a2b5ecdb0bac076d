"""Ledgers out: a workbook for each unit and period, and the calendar of what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from docgen.campaign.model import Campaign, Unit
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import WrongUsage
from docgen.ledgers import schedule, timetable
from docgen.ledgers.collect import due_ledgers
from docgen.ledgers.definition import Definition, define
from docgen.ledgers.formgrid import Form
from docgen.ledgers.issue import workbook
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.spec import called
from docgen.outbox import file_name, open_outbox
from docgen.wording import chinese_date

Progress = Callable[[int, int, str], None]
CALENDAR_XLSX, CALENDAR_ICS = "报送日历.xlsx", "报送日历.ics"


def wanted_period(text: str | None) -> Period | None:
    """The period of --period. Raises WrongUsage."""
    if not text:
        return None
    try:
        period = parse_period(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from error
    if period is None:
        raise WrongUsage(f"期间写成了“{text}”，应形如 2026-06、2026-Q2 或 2026")
    return period


@dataclass(frozen=True)
class Issued:
    """A workbook that was issued."""

    path: Path
    unit: str
    period: str

    def as_json(self) -> dict[str, str]:
        """For --json."""
        return {"path": str(self.path), "unit": self.unit, "period": self.period}


@dataclass(frozen=True)
class Issue:
    """What was issued: the workbooks, the files of the calendar, and a word on each file that was kept."""

    folder: Path
    workbooks: tuple[Issued, ...]
    calendar: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]


def issue(
    campaign: Campaign, out: Path, period: Period | None, codes: Sequence[str], force: bool, progress: Progress | None
) -> Issue:
    """Write a workbook for each unit and period, and the calendar. Nothing is written if one is open."""
    definition = define(campaign)
    forms = list(wanted_forms(campaign, definition, period, codes))
    if not forms:
        raise WrongUsage(nothing_to_issue(definition, period))
    with ExitStack() as stack:
        calendar = stack.enter_context(open_outbox(out, force))
        keys = sorted({form.period.key for form in forms})
        folders = {key: stack.enter_context(open_outbox(out / key, force)) for key in keys}
        for key, outbox in folders.items():
            outbox.check_free([form_name(form) for form in forms if form.period.key == key])
        calendar.check_free([CALENDAR_XLSX, CALENDAR_ICS])
        made = []
        for done, form in enumerate(forms, 1):
            name = form_name(form)
            if path := folders[form.period.key].write_unless_edited(name, workbook(form)):
                made.append(Issued(path, form.unit.code, form.period.key))
            if progress:
                progress(done, len(forms), name)
        items = schedule.schedule(campaign)
        papers = [
            calendar.write_unless_edited(CALENDAR_XLSX, timetable.workbook(campaign, items)),
            calendar.write_unless_edited(CALENDAR_ICS, timetable.ics(campaign, items, given_out(out))),
        ]
        kept = [problem for outbox in (*folders.values(), calendar) for problem in outbox.told()]
        return Issue(out, tuple(made), tuple(filter(None, papers)), tuple(kept))


def given_out(folder: Path) -> bytes:
    """The calendar that was made last; nothing where there is none."""
    try:
        return (folder / CALENDAR_ICS).read_bytes()
    except OSError:
        return b""


def nothing_to_issue(definition: Definition, period: Period | None) -> str:
    """Why there is nothing to issue."""
    if not definition.units:
        return "数据里没有“单位”，不知道发给谁"
    if not definition.specs:
        return "数据里没有台账：请在“台账:”下写上要发的台账，如“活动统计表:”"
    known = sorted({p.key for spans in definition.periods.values() for p in spans})
    return (
        f"没有台账在{period}报送。可以选：{'、'.join(known)}" if period else "没有单位要填这些台账，请检查“填报单位”"
    )


def wanted_forms(
    campaign: Campaign, definition: Definition, period: Period | None, codes: Sequence[str]
) -> Iterator[Form]:
    """The forms by period, then unit. Raises WrongUsage for a unit that is none."""
    names = Names(campaign.units)
    chosen = {names.match(code) or unknown(code, names) for code in codes}
    spans = sorted({p for periods in definition.periods.values() for p in periods if period in (None, p)})
    for span in spans:
        for unit in campaign.units:
            due = due_ledgers(definition, unit.code, span.key)
            if due and (not chosen or unit.code in chosen):
                yield form(campaign, definition, unit, span, due)


def unknown(text: str, names: Names) -> str:
    """Raise WrongUsage for a unit that is none."""
    raise WrongUsage(f"没有“{text}”这个单位。{names.suggestion(text) or '请写编号、全称或简称'}")


def form(campaign: Campaign, definition: Definition, unit: Unit, period: Period, due: Sequence[str]) -> Form:
    """The form of one unit and period."""
    specs = tuple(spec for spec in definition.specs if spec.name in due)
    days = [d.day for spec in specs if (d := definition.deadlines.get((spec.name, period.key)))]
    return Form(campaign, unit, period, specs, chinese_date(min(days)) if days else "")


def form_name(made: Form) -> str:
    """U01 一公司 2026年6月台账.xlsx."""
    return file_name(f"{made.unit.code} {made.unit.label} {made.period}{called(made.specs)}", suffix=".xlsx")
