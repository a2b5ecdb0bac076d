"""Finished files go to disk whole or not at all, and never over something a person has edited since."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pathvalidate import sanitize_filename

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError, Interrupted, Unavailable, reason
from docgen.core.rules import Rule, Stage
from docgen.locks import OURS, alone
from docgen.wording import seen

LEDGER = f"{OURS}written"
BESIDE = f"{OURS}beside"
"""The same for single files that are put into anybody's folder, beside what lies there: they make it no folder of results."""
UNFINISHED = re.compile(rf"{re.escape(OURS)}[a-z0-9_]{{8}}\.tmp")
"""Files that a run was writing when it was killed."""
LONGEST_NAME = 80
"""Characters of a file name without its suffix; Windows allows 260 for the whole path."""
LONGEST_BYTES = 215
"""Bytes of the same; other systems allow 255, and lock files need some."""
MOST_STEPS_UP = 2
"""From out/汇总 to a folder beside out."""
EDITED_FILE_KEPT = Rule(
    "Y66", "改过的文件没有覆盖", Stage.RESULTS, "warning",
    "要更新的文件是 docgen 生成的，生成以后没有人改过；改过的留着，不覆盖",
    "生成以后在 Word 里改了通知，又重新生成", "先把改过的通知另存到别处，再加 --force 重新生成",
)  # fmt: skip
FULL_WIDTH = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


EDITED = "在生成以后被改动过（或不是 docgen 生成的），没有覆盖"
SAVE_OR_FORCE = "要用新的，请先另存您的改动，再加 --force 覆盖，或用 -o 换一个文件夹"


class Edited(DocgenError):
    """A file that was changed since docgen wrote it, or that docgen did not write."""


def file_name(text: str, tail: str = "", suffix: str = ".docx") -> str:
    """A name that Windows and Linux take: forbidden characters become full-width, a long text is cut with “…”.

    Characters that show nothing are left out.

    ``tail`` (who it is for) is cut only where it alone is too long, and then told apart by its fingerprint.
    """
    safe, end = (
        sanitize_filename(seen(part.translate(FULL_WIDTH).replace("\n", "")), platform="Windows", replacement_text="_")
        for part in (text, tail)
    )
    safe = safe.strip(" .") or "文件"
    end = " " + end if tail.startswith(" ") else end
    if not fits("文…" + end):
        end = shortened(end, "文…", f"…{digest(end.encode('utf-8'))[:8]}")
    return (safe if fits(safe + end) else shortened(safe, "", "…", end)) + end + suffix


def fits(name: str) -> bool:
    """Whether a name without its suffix is short enough for every system."""
    return len(name) <= LONGEST_NAME and len(name.encode("utf-8", "surrogateescape")) <= LONGEST_BYTES


def shortened(text: str, before: str, mark: str, after: str = "") -> str:
    """As much of a text, with a mark for what is cut off, as fits between two others."""
    while text and not fits(before + text + mark + after):
        text = text[:-1]
    return text + mark


class Outbox:
    """A folder of results that remembers what it wrote; ``open_outbox`` gives the one of a folder."""

    def __init__(self, folder: Path, force: bool, ledger: str = LEDGER) -> None:
        self.folder = folder
        self.force = force
        self.ledger = ledger
        self.done = 0
        """Files that this run put here."""
        self.kept: list[str] = []
        """Files that this run would have written anew, had nobody edited them."""
        self.written = self._read()

    def _read(self) -> set[tuple[str, str]]:
        """(fingerprint, name) of every file that was ever put here."""
        found = set()
        for ledger in (LEDGER, BESIDE):
            with suppress(OSError, ValueError):
                lines = (self.folder / ledger).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
                found |= {(line[:64], line[65:]) for line in lines}
        return found

    def check(self, names: Iterable[str]) -> None:
        """Raise before anything is written if one of the files is open or was edited; names all of them."""
        names = list(names)
        self.check_free(names)
        if not self.force:
            edited = [name for name in names if self._is_edited(name)]
            if edited:
                raise Edited(f"{self.folder} 里的文件{EDITED}：{'、'.join(edited)}。{SAVE_OR_FORCE}")

    def check_free(self, names: Sequence[str]) -> None:
        """Raise before anything is written if one of the files is open or a folder of its name is in the way."""
        folders = [name for name in names if os.path.isdir(self.folder / name)]
        if folders:
            raise Unavailable(f"{self.folder} 里有同名的文件夹，写不进去：{'、'.join(folders)}。请改名或移走")
        opened = [name for name in names if self._is_open(name)]
        if opened:
            raise Unavailable(f"文件正被 Word 或 WPS 打开，请先关闭：{'、'.join(opened)}")

    def _is_open(self, name: str) -> bool:
        locks = (f"~${name}", f"~${name[2:]}", f".~{name}", f".~{name[2:]}", f".~lock.{name}#")
        return any(os.path.lexists(self.folder / lock) for lock in locks)  # none has a name that is too long

    def _is_edited(self, name: str) -> bool:
        path = self.folder / name
        if not os.path.lexists(path):
            return False
        return (digest(path.read_bytes()), name) not in self.written

    def left_over(self, names: Iterable[str]) -> list[str]:
        """Files that were written here before, still stand as written, and are not among these names."""
        now = set(names)
        old = sorted({name for _, name in self.written if name not in now and os.path.isfile(self.folder / name)})
        return [name for name in old if not self._is_edited(name)]

    def take_away(self, name: str) -> None:
        """Take away a file that is about to be written anew."""
        (self.folder / name).unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        """Take away results of an earlier run that this one does not have; only files that nobody edited."""
        for name in names:
            if not self._is_edited(name):
                (self.folder / name).unlink(missing_ok=True)

    def write_unless_edited(self, name: str, data: bytes) -> Path | None:
        """Put one file in place of the old one; None where somebody edited that one, which is kept and remembered."""
        if not self.force and self._is_edited(name):
            self.kept.append(name)
            return None
        return self.write(name, data)

    def told(self) -> list[Diagnostic]:
        """A word on each file that was kept."""
        return [
            Diagnostic(
                Place(str(self.folder / name)),
                EDITED_FILE_KEPT,
                "warning",
                f"这个文件{EDITED}，这次没有更新",
                cure=SAVE_OR_FORCE,
            )
            for name in self.kept
        ]

    def write(self, name: str, data: bytes) -> Path:
        """Put one file in place of the old one in a single step."""
        path = self.folder / name
        self._note(digest(data), name)  # before the file: a run killed here must not lock its own result out
        put(path, data)
        self.done += 1
        return path

    def _note(self, fingerprint: str, name: str) -> None:
        if (fingerprint, name) in self.written:
            return
        path = self.folder / self.ledger
        try:
            with path.open("ab+") as out:
                out.seek(0 if out.tell() == 0 else -1, os.SEEK_END)
                torn = out.read() not in (b"", b"\n")  # a line that a full disk cut short must not spoil this one
                out.write(b"\n" * torn + f"{fingerprint} {name}\n".encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise not_written(path, error) from error
        self.written.add((fingerprint, name))


@contextmanager
def open_outbox(folder: Path, force: bool = False, beside: bool = False) -> Iterator[Outbox]:
    """A folder of results, made where there is none, that nobody else writes to meanwhile.

    ``beside``: the folder is somebody's own, and what is written there no more than an addition to it.

    What a killed run left unfinished in it is taken away. Raises Unavailable where it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"输出文件夹不能写入：{folder}（{reason(error)}）。请换一个文件夹，或检查权限") from error
    with alone(folder):
        with suppress(OSError):
            for name in filter(UNFINISHED.fullmatch, os.listdir(folder)):
                (folder / name).unlink()
        outbox = Outbox(folder, force, BESIDE if beside else LEDGER)
        try:
            yield outbox
        except KeyboardInterrupt as stop:
            kept = [f"{folder} 里写好了{outbox.done}个文件"] if outbox.done else []
            raise Interrupted(*stop.args, *kept) from stop


def keep(path: Path, data: bytes) -> None:
    """Put a file in its place that outlasts campaigns, unless it is there as it is; whoever calls holds it alone."""
    ours = f"{OURS}{path.name}-"
    with suppress(OSError):
        for name in os.listdir(path.parent):
            if name.startswith(ours) and name.endswith(".tmp"):  # of a run that was killed
                (path.parent / name).unlink()
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    put(path, data, ours)


def put(path: Path, data: bytes, prefix: str = OURS) -> None:
    """Put one file in place of the old one in a single step. Raises Unavailable."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".tmp")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def not_written(path: Path, error: OSError) -> Unavailable:
    """What is said of a file that could not be written."""
    hint = "请检查磁盘空间和权限"
    if isinstance(error, PermissionError):
        hint = "文件可能正被 Word 或 WPS 打开，请先关闭"
    elif error.errno == errno.ENAMETOOLONG:
        hint = "请把原文件的名字改短"
    return Unavailable(f"写不进去：{path}（{reason(error)}）。{hint}")


def digest(data: bytes) -> str:
    """The fingerprint of a file's content."""
    return hashlib.sha256(data).hexdigest()


def way(start: Path, end: Path) -> str:
    """The relative path between two folders that lie near each other, else nothing: results name no computer's folders."""
    try:
        path = Path(os.path.relpath(end.resolve(), start.resolve())).as_posix()
    except ValueError:  # two drives
        return ""
    return path if path.count("..") <= MOST_STEPS_UP else ""
