"""YAML with its expected complaints written beside the lines: “名称：甲  ← Y14”, “密级: 秘密  ← Y43 (warning)”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.core.diagnostic import Diagnostic

Spot = tuple[int | None, str, str]
"""Line, rule, severity."""


def marked(text: str) -> tuple[str, list[Spot]]:
    """The text without its marks, and the spots that they name."""
    lines, wanted = [], list[Spot]()
    for number, line in enumerate(text.split("\n"), 1):
        plain, _, mark = line.partition("  ←")
        lines.append(plain)
        for rule, severity in re.findall(r"([A-Z]\d\d(?:-\w+)?)(?: \((\w+)\))?", mark):
            wanted.append((number, rule, severity or "error"))
    return "\n".join(lines), wanted


def spots(problems: Iterable[Diagnostic]) -> list[Spot]:
    """Where the problems are and which they are, in the order they are told."""
    return [(problem.place.line, problem.rule.number, problem.severity) for problem in problems]
