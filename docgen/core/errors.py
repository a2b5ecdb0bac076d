"""What stops a command, in the user's words, and the exit status that goes with it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule


class DocgenError(Exception):
    """What docgen cannot do, in the user's words. ``status`` is the exit status of the command."""

    status = 1


class InvalidInput(DocgenError):
    """Input that nothing useful can be made of; holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
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


def invalid(place: Place | Path | str, rule: Rule, message: str, cure: str | None = None) -> InvalidInput:
    """An InvalidInput of one problem; a bare path stands for the whole file."""
    where = place if isinstance(place, Place) else Place(str(place))
    return InvalidInput([Diagnostic(where, rule, "error", message, cure=cure)])
