"""Reading many files by several processes: a file that hangs, bursts or kills its process costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from docgen.errors import Unavailable
from docgen.ledgers.book import RESAVE, Refused
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Return

SECONDS_A_FILE = 60.0
MEMORY = 1_500_000_000
"""Bytes of address space that one reading process may take."""


def refused(rule: str, message: str, cure: str = RESAVE) -> Return:
    """The return of a file that could not be read."""
    return Return(problems=(Refused(rule, message, cure).problem(""),), refused=True)


def read_file(path: Path, definition: Definition) -> Return:
    """The return in a file; whatever goes wrong is that file's own refusal."""
    from docgen.ledgers.returned import read_return

    try:
        return read_return(path.read_bytes(), path.name, definition)
    except OSError as error:
        return refused("L101", f"文件读不出来（{error.strerror}）", "请检查权限，或是不是正被别的程序占用")
    except MemoryError:
        return refused("L104", "文件太大，读取它要的内存超过了限制")
    except RecursionError:
        return refused("L101", "文件内部的结构异常，打不开")
    except Exception as error:  # the last fence: a file that no reader foresaw must not stop the others
        return refused("L199", f"读取时出错（{type(error).__name__}：{str(error)[:100]}）")


def _serve(pipe: Connection, definition: Definition) -> None:
    """A reading process: a path comes in, a return goes out, until None comes."""
    _limit_memory()
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a reader's own panic report is nothing for a clerk
    pipe.send(None)
    while (path := pipe.recv()) is not None:
        pipe.send(read_file(Path(path), definition))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@dataclass
class _Worker:
    """A reading process with what it is reading."""

    process: Any
    pipe: Connection
    index: int = -1
    started: float = 0.0
    greeted: bool = False
    """Whether it has started up and said so."""


def read_all(paths: Sequence[Path], definition: Definition, workers: int, seconds: float = SECONDS_A_FILE
             ) -> Iterator[tuple[int, Return]]:  # fmt: skip
    """(index, return) of every path, as each is done; always by processes of their own, however few the files."""
    if not paths:
        return
    context = multiprocessing.get_context("spawn")
    pool = [_start(context, definition) for _ in range(max(1, min(workers, len(paths))))]
    waiting = iter(range(len(paths)))
    try:
        for worker in pool:
            _give(worker, waiting, paths)
        while busy := [w for w in pool if w.index >= 0]:
            ready = set(wait([w.pipe for w in busy], timeout=_patience(busy, seconds)))
            for worker in busy:
                late = time.monotonic() - worker.started > seconds
                if worker.pipe in ready and not worker.greeted:
                    _greet(worker)
                    continue
                if worker.pipe in ready:
                    index, result = worker.index, _receive(worker)
                elif late:
                    index, result = worker.index, None
                else:
                    continue
                if result is None:
                    yield (
                        index,
                        refused(
                            "L104",
                            f"读了{seconds:.0f}秒还没有读完，已放弃" if late else "读取它的进程中途退出，已跳过",
                        ),
                    )
                    _stop(worker)
                    pool[pool.index(worker)] = worker = _start(context, definition)
                else:
                    yield index, result
                _give(worker, waiting, paths)
    finally:
        for worker in pool:
            _stop(worker)


def _start(context: Any, definition: Definition) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, definition), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _greet(worker: _Worker) -> None:
    """Note that a process has started up. Raises Unavailable where it died before it could read anything."""
    try:
        worker.pipe.recv()
    except (EOFError, ConnectionError) as error:
        raise Unavailable("读表的进程启动不了。请关闭一些程序再试；仍不行的，重新安装 docgen") from error
    worker.greeted, worker.started = True, time.monotonic()


def _give(worker: _Worker, waiting: Iterator[int], paths: Sequence[Path]) -> None:
    worker.index = next(waiting, -1)
    worker.started = time.monotonic()
    if worker.index >= 0:
        worker.pipe.send(str(paths[worker.index]))


def _receive(worker: _Worker) -> Return | None:
    try:
        result: Return = worker.pipe.recv()
        return result
    except (EOFError, ConnectionError):
        return None


def _patience(busy: Sequence[_Worker], seconds: float) -> float:
    """How long to wait before somebody is late."""
    return max(0.05, min(w.started for w in busy) + seconds - time.monotonic() + 0.05)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join(5)
