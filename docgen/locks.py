"""What is kept is read and written by one run at a time; who must wait is told who holds it, and since when."""

from __future__ import annotations

import getpass
import json
import logging
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from docgen.core.errors import Unavailable, reason

OURS = ".docgen-"
"""How the names begin of all that docgen puts beside results for itself."""
LOCK = f"{OURS}lock"
PATIENCE, WAIT = 2.0, 60.0
"""Seconds to wait without a word, and before giving up."""

log = logging.getLogger(__name__)


@contextmanager
def alone(path: Path, must: bool = True) -> Iterator[None]:
    """Hold a folder, or what one file keeps, for this run alone; a run that holds it already goes on.

    Who needs several takes a folder before those inside it, and the library of risk points last, so that no two runs
    wait for each other. The system frees the lock of a run that died. Raises Unavailable after waiting in vain, and
    where no lock can be written, unless it need not be (``must``).
    """
    file = lock_file(path)
    lock, note = FileLock(file, is_singleton=True), file.with_name(f"{file.name}.json")
    if lock.is_locked or not taken(lock, path, note, must):
        yield
        return
    try:
        with suppress(OSError):  # without it who waits is told less
            note.write_text(json.dumps(holder()), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):  # Windows takes the file away when it is released
            note.unlink(missing_ok=True)
            file.unlink(missing_ok=True)  # whoever opened it meanwhile sees that it is gone, and opens the next one
        lock.release()


@contextmanager
def undisturbed(folder: Path) -> Iterator[None]:
    """Read what stands in a folder while nobody writes there; where nobody can write, it is read as it is."""
    if not os.path.isdir(folder):
        yield
        return
    with alone(folder, must=False):
        yield


def taken(lock: BaseFileLock, path: Path, note: Path, must: bool) -> bool:
    """Whether a lock could be written and was taken. Raises Unavailable where it must be, and after waiting in vain."""
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        wait_for(lock, path, note)
    except OSError as error:
        if not must:
            return False
        raise Unavailable(
            f"输出文件夹不能写入：{note.parent}（{reason(error)}）。请换一个文件夹，或检查权限"
        ) from error
    return True


def lock_file(path: Path) -> Path:
    """The file that is locked for a folder (inside it) or for a file (beside it), however its path is written."""
    real = path.resolve()
    return real / LOCK if os.path.isdir(real) else real.with_name(f"{OURS}{real.name}.lock")


def wait_for(lock: BaseFileLock, path: Path, note: Path) -> None:
    """Take a lock, with a word to whoever waits for it. Raises Unavailable."""
    try:
        lock.acquire(timeout=PATIENCE)
        return
    except Timeout:
        log.warning("%s，等它结束……", in_use(path, note))
    try:
        lock.acquire(timeout=WAIT)
    except Timeout:
        what = f"{in_use(path, note)}，等了{WAIT:.0f}秒还没有结束，这次没有写任何结果"
        raise Unavailable(f"{what}。请等它结束再试") from None


def holder() -> dict[str, str | int]:
    """Who this is: user, computer, process, and the time."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        user = "某人"
    return {
        "user": user,
        "computer": platform.node() or "本机",
        "process": os.getpid(),
        "since": datetime.now().isoformat(timespec="minutes"),
    }


def in_use(path: Path, note: Path) -> str:
    """X 正在被 张三@电脑名（进程123，14:05 起）使用."""
    try:
        who = json.loads(note.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(who["since"])
        day = "" if since.date() == datetime.now().date() else f"{since.month}月{since.day}日 "
        told = f"{who['user']}@{who['computer']}（进程{who['process']}，{day}{since:%H:%M} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        told = "另一个 docgen "
    return f"{path} 正在被 {told}使用"
