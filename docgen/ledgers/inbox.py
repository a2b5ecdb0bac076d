"""The folder of returns as it came from e-mail: listed and fingerprinted, never changed."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import WrongUsage, reason, refusal
from docgen.ledgers import rules
from docgen.locks import OURS
from docgen.outbox import LEDGER

SYSTEM = {LEDGER, ".ds_store", "thumbs.db", "desktop.ini", ".gitkeep"}
OVERTAKEN = rules.FILE_CHANGED_DURING_RUN
"""The rule of files that change while they are collected."""
DATED = (
    re.compile(r"(?<!\d)(20\d\d)[-._](\d{1,2})[-._](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)年(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"),
)


@dataclass(frozen=True)
class Incoming:
    """A file of the inbox: its path below it, its fingerprint, and when it came."""

    path: str
    sha256: str
    received: date
    unreadable: str = ""

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True)
class Survey:
    """What lies in the inbox: returns, and what is passed over with its reason."""

    files: tuple[Incoming, ...]
    ignored: tuple[tuple[str, str], ...]


def survey(inbox: Path) -> Survey:
    """Every file below the folder, in the order of paths. Raises WrongUsage where there is no such folder."""
    if not os.path.isdir(inbox):
        what = "是一个文件，不是文件夹" if os.path.exists(inbox) else "没有这个文件夹"
        raise WrongUsage(f"收件文件夹{what}：{inbox}。请写明各单位交回的表格放在哪个文件夹")
    try:
        os.listdir(inbox)
    except OSError as error:
        raise refusal(error) from error
    files: list[Incoming] = []
    ignored: list[tuple[str, str]] = []
    for path in sorted(walk(inbox), key=lambda p: p.relative_to(inbox).as_posix()):
        name = path.relative_to(inbox).as_posix()
        if why := passed_over(path):
            ignored.append((shown(name), why))
        else:
            files.append(incoming(path, name))
    return Survey(tuple(files), tuple(ignored))


def walk(inbox: Path) -> Iterator[Path]:
    """The files below a folder, and folders that are links or cannot be entered, for which a word is said.

    What docgen puts there while it writes beside the returns comes and goes, and is no matter of theirs.
    """
    barred: list[Path] = []
    for folder, folders, names in os.walk(inbox, onerror=lambda error: barred.append(Path(error.filename))):
        yield from (Path(folder, name) for name in folders if os.path.islink(os.path.join(folder, name)))
        folders[:] = sorted(name for name in folders if name != "__MACOSX")
        yield from (Path(folder, name) for name in names if not name.startswith(OURS) or name == LEDGER)
    yield from barred


def passed_over(path: Path) -> str:
    """Why a file is none of the returns; empty for one to be read."""
    if path.name.startswith(("~$", ".~")):
        return "是打开表格时的临时文件；该单位的表格可能还开着没有保存"
    if path.name.lower() in SYSTEM or path.name.startswith("._"):
        return "是系统文件"
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return ""  # it is a return for all that anybody knows, and said to be one that cannot be read
    if stat.S_ISDIR(mode):
        return "是快捷方式（链接），没有进入" if path.is_symlink() else "文件夹打不开，里面的文件没有读取；请检查权限"
    return "" if stat.S_ISREG(mode) else "不是普通文件"


def overtaken(used: Survey, now: Survey) -> list[Diagnostic]:
    """A word on each file that is not any more what it was when it was read."""
    before, after = ({file.path: file.sha256 for file in found.files} for found in (used, now))
    fates = {
        path: "不见了，这次的结果里还有它" if path not in after
        else "放了进来，这次的结果里没有它" if path not in before
        else "改动了，这次的结果用的是改动以前的"
        for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)
    }  # fmt: skip
    cure = "请等文件都放好了，再汇总一次"
    return [
        Diagnostic(Place(path), OVERTAKEN, "warning", f"汇总的时候这个文件{fate}", cure=cure)
        for path, fate in fates.items()
    ]


def incoming(path: Path, name: str) -> Incoming:
    """A file with its fingerprint; one that cannot be read says why."""
    received = date_in(name) or stamp(path)
    if shown(name) != name:
        return Incoming(shown(name), "", received, "文件名的编码不对，请改名")
    try:
        with path.open("rb") as stream:
            return Incoming(name, hashlib.file_digest(stream, "sha256").hexdigest(), received)
    except OSError as error:
        return Incoming(name, "", received, reason(error))


def shown(name: str) -> str:
    """A name as it can be written down, whatever its encoding; most are what they are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def stamp(path: Path) -> date:
    """The day a file was last changed; the first of all days where the system does not know."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).date()
    except (OSError, OverflowError, ValueError):
        return date.min


def date_in(name: str) -> date | None:
    """The day of receipt that a folder is named for: 2026-06-18, 20260618, 2026年6月18日; the innermost one."""
    for part in reversed(PurePosixPath(name).parts[:-1]):
        for form in DATED:
            if match := form.search(part):
                try:
                    return date(*map(int, match.groups()))
                except ValueError:
                    continue
    return None
