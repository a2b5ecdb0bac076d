"""Temporary files of one run in one folder, so that the next run takes away what a killed one left."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

PREFIX, LOCK = "docgen-", "lock"
VARIABLES = ("TMPDIR", "TEMP", "TMP")
TRIES = 5


@contextmanager
def scratch() -> Iterator[None]:
    """Put all temporary files of this process and of those that it starts into a folder that goes when it ends.

    Where there can be none, everything goes on without it: most runs need no temporary file.
    """
    try:
        root = Path(tempfile.gettempdir())
        clear(root)
        folder, lock = made(root)
    except OSError:
        yield
        return
    before, told = tempfile.tempdir, {name: os.environ.get(name) for name in VARIABLES}
    tempfile.tempdir = str(folder)
    os.environ.update(dict.fromkeys(VARIABLES, str(folder)))
    try:
        yield
    finally:
        tempfile.tempdir = before
        for name, value in told.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def made(root: Path) -> tuple[Path, BaseFileLock]:
    """A new folder with its lock held. Raises OSError.

    Somebody may take it for a dead one's in the moment before it is locked; then there is another.
    """
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        lock = FileLock(folder / LOCK)
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            return folder, lock
        shutil.rmtree(folder, ignore_errors=True)
    raise OSError


def clear(root: Path) -> None:
    """Take away the folders of runs that are dead: the system has freed their locks."""
    for folder in root.glob(f"{PREFIX}*"):
        with suppress(Timeout, OSError):
            if (folder / LOCK).is_file():
                FileLock(folder / LOCK).acquire(timeout=0).lock.release()
                shutil.rmtree(folder, ignore_errors=True)
