"""docgen demo: the year on the bundled samples, as far as docgen does it."""

from __future__ import annotations

from pathlib import Path

from docgen.documents.make import resources
from docgen.errors import Problem
from docgen.outbox import Outbox
from docgen.samples import samples
from docgen.workspace import Made, Workspace


def run(out: Path) -> tuple[list[Made], list[Problem]]:
    """Build every sample into a folder of its own under ``out``; numbers come from a register there."""
    made: list[Made] = []
    problems: list[Problem] = []
    for name in samples():
        folder = out / name
        Outbox(folder)  # the register needs the folder before the first file is written
        workspace = Workspace(resources("data") / name, folder / "发文登记簿.db")
        files, found = workspace.build(folder, force=False)
        made += files
        problems += found
    return made, problems
