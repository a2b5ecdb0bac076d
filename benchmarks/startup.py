"""How long `docgen --help` takes against `python -c pass`, in one run, by turns.

python -m benchmarks.startup
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print both and the ratio."""
    bare = [sys.executable, "-c", "pass"]
    ours = [sys.executable, "-c", "from docgen.cli import main; main()", "--help"]
    seconds(ours)
    pairs = [(seconds(bare), seconds(ours)) for _ in range(15)]
    base, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"python -c pass {base * 1000:.0f} ms, docgen --help {own * 1000:.0f} ms: {own / base:.1f} x")


if __name__ == "__main__":
    main()
