"""A returned file once it is opened: its sheets, who it says it is for, and why one cannot be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers.identity import Identity
from docgen.ledgers.sheet import Sheet

RESAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后重新发送"
NO_PASSWORD = "请用 WPS 或 Excel 打开，取消打开密码后重新发送"
AGAIN = "请在自己的电脑上确认能够打开，再重新发送"


class Refused(Exception):
    """A file that cannot be read as a workbook: rule, what is wrong, how to mend it."""

    def __init__(self, rule: Rule, message: str, cure: str | None = None, found: str | None = None) -> None:
        super().__init__(message)
        self.problem = Diagnostic(Place(""), rule, "error", message, found=found, cure=cure)


def note(rule: Rule, severity: Severity, message: str, cure: str | None = None) -> Diagnostic:
    """Something worth knowing about the whole file."""
    return Diagnostic(Place(""), rule, severity, message, cure=cure)


@dataclass(frozen=True)
class Book:
    """An opened file: its sheets, who it says it is for, and what was noticed."""

    kind: str
    sheets: tuple[Sheet, ...]
    identity: Identity | None = None
    issued: tuple[tuple[str, str, str], ...] = ()
    """(ledger, version, sheet name) of each ledger that it was issued with."""
    anchors: Mapping[str, Mapping[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    """By sheet: the cell of a heading and which one it is (number of the ledger, of the column)."""
    notes: tuple[Diagnostic, ...] = ()
    fast: bool = False
