"""docgen demo: the whole year on the bundled samples."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from docgen.building import Made
from docgen.collecting import LIBRARY, Collected
from docgen.core.diagnostic import Diagnostic
from docgen.documents.rules import FIRST_NUMBER_OF_YEAR
from docgen.outbox import open_outbox
from docgen.samples import BEFORE, INBOX, samples
from docgen.shipped import resources
from docgen.workspace import Workspace

LEDGERS, PERIOD = "制度执行年台账", "2026-06"
"""The sample whose ledgers are issued, and the period."""
DAYS = {LEDGERS: date(2027, 1, 8), "风险点库": date(2027, 1, 8), "清廉积分": date(2026, 12, 20)}
"""The samples whose returns are collected and reported on, and the day of the end."""
BEFORE_DAY = date(2026, 1, 8)
"""The day of the end of the year before, of a sample that has one."""


def run(out: Path) -> tuple[list[Made], list[Diagnostic], Collected, list[Made]]:
    """Build every sample into a folder of its own under ``out``, then issue, collect and report the ledgers of some.

    Numbers come from a register there, risk points are remembered there. The problems are those of the documents; what
    is wrong with the returns is wanted and stands in the collection.
    """
    made: list[Made] = []
    problems: list[Diagnostic] = []
    for name in samples():
        folder = out / name
        with open_outbox(folder):  # the register needs the folder before the first file is written
            pass
        files, found = workspace(out, name).build(folder, force=False)
        made += files
        problems += [p for p in found if p.rule != FIRST_NUMBER_OF_YEAR]
    problems += workspace(out, LEDGERS).issue(out / LEDGERS / "台账", PERIOD).problems
    reports: list[Made] = []
    collections: dict[str, Collected] = {}
    for name in DAYS:
        collections[name], files, found = year(out, name)
        reports += files
        problems += [*collections[name].kept, *found]
    return made, problems, collections[LEDGERS], reports


def workspace(out: Path, name: str) -> Workspace:
    """A sample, with a register and a library among the results."""
    folder = out / name
    return Workspace(resources("data") / name, folder / "发文登记簿.db", folder / LIBRARY)


def year(out: Path, name: str) -> tuple[Collected, list[Made], list[Diagnostic]]:
    """The returns of a sample collected and reported on, after those of the year before where it has them."""
    own, folder = workspace(out, name), out / name
    before = resources("data") / name / BEFORE
    if before.is_dir():
        Workspace(before, library=own.library).collect(before / INBOX, folder / BEFORE / "汇总", today=BEFORE_DAY)
    collected = own.collect(resources("data") / name / INBOX, folder / "汇总", today=DAYS[name])
    reports, found = own.report(collected.folder, out=folder / "报告")
    return collected, reports, found


def told(collected: Collected) -> str:
    """One line on what the returns of the sample came to."""
    states = Counter(unit["state"] for unit in collected.summary["units"])
    counts = "，".join(f"{state} {states[state]}" for state in ("退回", "待核实", "未报"))
    return f"汇总样例：收到 {len(collected.summary['files'])} 个文件，{counts}（样例里故意放了问题）"
