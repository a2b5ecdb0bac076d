"""The one shape of a complaint: where, what was found, what is right, how to mend it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]

SEVERITY_WORDS: dict[Severity, str] = {"error": "退回", "warning": "核实", "info": "提示"}
STRENGTH_WORDS = {"must": "必须", "usual": "一般", "recommended": "推荐", "practice": "惯例"}
"""How strongly a clause asks, in the clerk's words."""
GRAVITY: dict[Severity, int] = {severity: place for place, severity in enumerate(SEVERITY_WORDS)}
"""Sorts the gravest first."""


@dataclass(frozen=True)
class Place:
    """A spot a person can go to: a line of a text file, a cell of a workbook, a paragraph of a document.

    ``cell`` is C7 of a workbook's sheet; for a paragraph in a table, which nobody can count, 第3个表格第5行第2列.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
        if self.paragraph is not None:
            return f"{self.file} {self.cell or f'¶{self.paragraph}'}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Problem:
    """One complaint. ``rule`` is its number (Y… data file, T… text, D… templates); ``clause`` that of the standard."""

    place: Place
    rule: str
    severity: Severity
    message: str
    found: str | None = None
    expected: str | None = None
    cure: str | None = None
    text: str | None = None
    clause: str | None = None
    strength: str | None = None

    def __str__(self) -> str:
        stop = "" if self.message.endswith(("。", "？", "！")) else "。"
        cure = f"{stop}{self.cure}" if self.cure else ""
        return f"{self.place}: {SEVERITY_WORDS[self.severity]} {self.message}{cure} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        """The problem as one flat JSON object; what does not apply is null."""
        flat = {field.name: getattr(self.place, field.name) for field in fields(Place)}
        return flat | {field.name: getattr(self, field.name) for field in fields(self) if field.name != "place"}

    def at(self, place: Place) -> Problem:
        """The same complaint at another place."""
        return replace(self, place=place)


class DocgenError(Exception):
    """What docgen cannot do, in the user's words. ``status`` is the exit status of the command."""

    status = 1


class InvalidInput(DocgenError):
    """Input that nothing useful can be made of; holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Unavailable(DocgenError):
    """The computer lacks something: a right to write, a program, a file that is not open elsewhere."""

    status = 3


REASONS = {
    "EACCES": ("没有权限", "请检查文件和文件夹的权限，或换到自己的文件夹里"),
    "EPERM": ("没有权限", "请检查文件和文件夹的权限，或换到自己的文件夹里"),
    "EROFS": ("所在的磁盘只能读，不能写", "请换一个文件夹"),
    "ENOSPC": ("磁盘满了", "请清出空间后再试"),
    "EDQUOT": ("用完了磁盘的配额", "请清出空间后再试"),
    "EFBIG": ("文件超过了允许的大小", "请清出空间，或换一个磁盘"),
    "ENAMETOOLONG": ("名字太长", "请把文件名或文件夹名改短"),
    "ENOENT": ("没有这个文件或文件夹", "请核对路径"),
    "ENOTDIR": ("路径里有一段是文件，不是文件夹", "请核对路径"),
    "EISDIR": ("是文件夹，不是文件", "请核对路径"),
    "EEXIST": ("已经有同名的文件或文件夹", "请改名或移走"),
    "ELOOP": ("快捷方式（链接）绕成了圈", "请检查链接"),
    "EIO": ("磁盘出错", "请检查磁盘，或换一个再试"),
}
"""What the system refuses by its number's name, and what to do about it."""


def reason(error: OSError) -> str:
    """Why the system refused, in the clerk's words where there are some."""
    known = REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    return known[0] if known else error.strerror or "系统没有说明原因"


def refusal(error: OSError | UnicodeEncodeError) -> Unavailable:
    """What the system would not do, as a message: where, why, how to mend it."""
    if isinstance(error, UnicodeEncodeError):
        around = str(error.object)[max(error.start - 20, 0) : error.end + 20].strip()
        told = around.encode("utf-8", "backslashreplace").decode("utf-8")
        code = sys.getfilesystemencoding()
        return Unavailable(f"名字里有这台电脑的编码（{code}）写不出的字：{told}。请改名，或把语言设为 UTF-8 再运行")
    where = str(error.filename or "文件")
    _, cure = REASONS.get(errno.errorcode.get(error.errno or 0, ""), ("", "请检查磁盘空间和权限"))
    return Unavailable(f"{where} 打不开或写不进去：{reason(error)}。{cure}")


class WrongUsage(DocgenError):
    """The command was given something it does not take."""

    status = 2


class Interrupted(KeyboardInterrupt):
    """The run was stopped by its user; its arguments say what it leaves behind."""

    def __str__(self) -> str:
        return "；".join(self.args)


def invalid(place: Place | Path | str, rule: str, message: str, cure: str | None = None) -> InvalidInput:
    """An InvalidInput of one problem; a bare path stands for the whole file."""
    where = place if isinstance(place, Place) else Place(str(place))
    return InvalidInput([Problem(where, rule, "error", message, cure=cure)])
