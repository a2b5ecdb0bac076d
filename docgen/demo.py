"""docgen demo: the whole year on the bundled samples."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from docgen.building import Made
from docgen.collecting import Collected
from docgen.documents.make import resources
from docgen.errors import Problem
from docgen.outbox import Outbox
from docgen.samples import INBOX, samples
from docgen.workspace import Workspace

LEDGERS, PERIOD, TODAY = "制度执行年台账", "2026-06", date(2027, 1, 8)
"""The sample whose ledgers are issued, collected and reported on, the period that is issued, and the day of the end."""


def run(out: Path) -> tuple[list[Made], list[Problem], Collected, list[Made]]:
    """Build every sample into a folder of its own under ``out``, then issue, collect and report the ledgers of one.

    Numbers come from a register there. The problems are those of the documents; what is wrong with the returns is
    wanted and stands in the collection.
    """
    made: list[Made] = []
    problems: list[Problem] = []
    for name in samples():
        folder = out / name
        Outbox(folder)  # the register needs the folder before the first file is written
        workspace = Workspace(resources("data") / name, folder / "发文登记簿.db")
        files, found = workspace.build(folder, force=False)
        made += files
        problems += found
    numbered = Workspace(resources("data") / LEDGERS, out / LEDGERS / "发文登记簿.db")
    numbered.issue(out / LEDGERS / "台账", PERIOD)
    collected = numbered.collect(resources("data") / LEDGERS / INBOX, out / LEDGERS / "汇总", today=TODAY)
    reports, found = numbered.report(collected.folder, out=out / LEDGERS / "报告")
    return made, [*problems, *found], collected, reports


def told(collected: Collected) -> str:
    """One line on what the returns of the sample came to."""
    states = Counter(unit["state"] for unit in collected.summary["units"])
    counts = "，".join(f"{state} {states[state]}" for state in ("退回", "待核实", "未报"))
    return f"汇总样例：收到 {len(collected.summary['files'])} 个文件，{counts}（样例里故意放了问题）"
