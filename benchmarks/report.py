"""How long reports take beside the collection that they are made from: python -m benchmarks.report."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from docgen.shipped import resources
from docgen.workspace import Workspace

SAMPLE = "制度执行年台账"


def main() -> None:
    """Collect the sample cold, then report; print both in seconds, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        workspace = Workspace(resources("data") / SAMPLE, out / "发文登记簿.db")
        start = time.perf_counter()
        workspace.collect(resources("data") / SAMPLE / "收件", out / "汇总", today=date(2027, 1, 8))
        between = time.perf_counter()
        made, _ = workspace.report(out / "汇总", out=out / "报告")
        end = time.perf_counter()
    collecting, reporting = between - start, end - between
    print(
        f"collect {collecting:.2f} s, report ({len(made)} files) {reporting:.2f} s, ratio {reporting / collecting:.2f}"
    )


if __name__ == "__main__":
    main()
