"""Reading many files by several processes: a file that hangs, bursts or kills its process costs itself alone."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from docgen import bounds
from docgen.children import apart, turn_deaf
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import Unavailable, reason
from docgen.core.rules import Rule
from docgen.ledgers import rules
from docgen.ledgers.book import RESAVE, Refused
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Return
from docgen.ledgers.inbox import OVERTAKEN

SECONDS_A_FILE = 60.0
MEMORY = 1_500_000_000
"""Bytes of address space that one reading process may take."""


def refused(rule: Rule, message: str, cure: str = RESAVE, passing: bool = True) -> Return:
    """The return of a file that could not be read; ``passing`` where the next run may well read it."""
    return Return(problems=(Refused(rule, message, cure).problem,), refused=True, passing=passing)


@dataclass(frozen=True)
class Reading:
    """The return in a file, and the fingerprint of the very bytes that it was read from; empty where there are none."""

    content: Return
    sha256: str = ""


def read_file(path: Path, definition: Definition) -> Reading:
    """The return in a file; whatever goes wrong is that file's own refusal."""
    from docgen.ledgers.intake import MOST_BYTES, too_large

    try:
        data = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge as error:
        return Reading(Return(problems=(too_large(error.size).problem,), refused=True))
    except OSError as error:
        return Reading(
            refused(rules.UNREADABLE_FILE, f"文件读不出来（{reason(error)}）", "请检查权限，或是不是正被别的程序占用")
        )
    except MemoryError:
        return Reading(refused(rules.OVERSIZED_FILE, "文件太大，读取它要的内存超过了限制"))
    return Reading(read_data(data, path.name, definition), hashlib.sha256(data).hexdigest())


def read_data(data: bytes, name: str, definition: Definition) -> Return:
    """The return in the bytes of a file."""
    from docgen.ledgers.returned import read_return

    try:
        return read_return(data, name, definition)
    except MemoryError:
        return refused(rules.OVERSIZED_FILE, "文件太大，读取它要的内存超过了限制")
    except RecursionError:
        return refused(rules.UNREADABLE_FILE, "文件内部的结构异常，打不开", passing=False)
    except Exception as error:  # the last fence: a file that no reader foresaw must not stop the others
        return refused(
            rules.READER_FAILURE, f"读取时出错（{type(error).__name__}：{str(error)[:100]}）", passing=False
        )


def mark_file(job: Mark) -> bytes:
    """The marked copy of a file; where none can be made, the list of its problems alone."""
    from docgen.ledgers.annotate import annotated, listed
    from docgen.ledgers.intake import MOST_BYTES

    try:
        data = bounds.content(job.path, MOST_BYTES)
        if hashlib.sha256(data).hexdigest() != job.sha256:
            return listed([overtaken(job.path.name), *job.problems])
        return annotated(data, job.path.name, job.problems, job.own)
    except Exception:  # a copy is a courtesy: whatever stands in its way, the list is there
        return listed(job.problems)


def overtaken(name: str) -> Diagnostic:
    """What is said where a file is no longer what its problems were found in."""
    message = "这个文件在汇总的时候被改动了，没有做标记副本，这里列的是改动以前的问题"
    return Diagnostic(Place(name), OVERTAKEN, "warning", message, cure="请重新汇总")


@dataclass(frozen=True)
class Read:
    """Read a returned file."""

    path: Path


@dataclass(frozen=True)
class Mark:
    """Make the marked copy of a returned file, as long as it is the one with this fingerprint.

    ``own`` are the shapes of the formulas that the form came with.
    """

    path: Path
    problems: tuple[Diagnostic, ...]
    sha256: str
    own: frozenset[str] = frozenset()


Job = Read | Mark


def _serve(pipe: Connection, definition: Definition) -> None:
    """A working process: a job comes in, its result goes out, until None comes."""
    turn_deaf()
    _limit_memory()
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a reader's own panic report is nothing for a clerk
    pipe.send(None)
    while (job := pipe.recv()) is not None:
        pipe.send(read_file(job.path, definition) if isinstance(job, Read) else mark_file(job))


def _limit_memory() -> None:
    bounds.limit_memory(MEMORY)


@dataclass
class _Worker:
    """A reading process with what it is reading."""

    process: Any
    pipe: Connection
    index: int = -1
    started: float = 0.0
    greeted: bool = False
    """Whether it has started up and said so."""


def read_all(
    paths: Sequence[Path], definition: Definition, workers: int, seconds: float = SECONDS_A_FILE
) -> Iterator[tuple[int, Reading]]:
    """(index, reading) of every path, as each is done; always by processes of their own, however few the files."""
    for index, result, late in results([Read(path) for path in paths], definition, workers, seconds):
        if isinstance(result, Reading):
            yield index, result
        else:
            what = f"读了{seconds:.0f}秒还没有读完，已放弃" if late else "读取它的进程中途退出，已跳过"
            yield index, Reading(refused(rules.OVERSIZED_FILE, what))


def mark_all(jobs: Sequence[Mark], definition: Definition, workers: int) -> list[bytes]:
    """The marked copy for each job, in their order; a file that cannot be copied gets its list alone."""
    from docgen.ledgers.annotate import listed

    made: dict[int, bytes] = {}
    for index, result, _ in results(jobs, definition, workers, SECONDS_A_FILE):
        made[index] = result if isinstance(result, bytes) else listed(jobs[index].problems)
    return [made[index] for index in range(len(jobs))]


def results(
    jobs: Sequence[Job], definition: Definition, workers: int, seconds: float
) -> Iterator[tuple[int, Reading | bytes | None, bool]]:
    """(index, result, whether time ran out) of every job, as each is done; None for one that its process died of."""
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")
    pool = [_start(context, definition) for _ in range(max(1, min(workers, len(jobs))))]
    waiting = iter(range(len(jobs)))
    try:
        for worker in pool:
            _give(worker, waiting, jobs)
        while busy := [w for w in pool if w.index >= 0]:
            ready = set(wait([w.pipe for w in busy], timeout=_patience(busy, seconds)))
            for worker in busy:
                if worker.pipe in ready and not worker.greeted:
                    _greet(worker)
                    continue
                late = time.monotonic() - worker.started > seconds
                if worker.pipe not in ready and not late:
                    continue
                index, result = worker.index, _receive(worker) if worker.pipe in ready else None
                yield index, result, late
                if result is None:
                    _stop(worker)
                    pool[pool.index(worker)] = worker = _start(context, definition)
                _give(worker, waiting, jobs)
    finally:
        for worker in pool:
            _stop(worker)


def _start(context: Any, definition: Definition) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, definition), daemon=True)
    with apart():
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


def _give(worker: _Worker, waiting: Iterator[int], jobs: Sequence[Job]) -> None:
    worker.index = next(waiting, -1)
    worker.started = time.monotonic()
    if worker.index >= 0:
        try:
            worker.pipe.send(jobs[worker.index])
        except OSError:  # it died between two jobs; the wait on its pipe says so
            return


def _receive(worker: _Worker) -> Reading | bytes | None:
    try:
        result: Reading | bytes = worker.pipe.recv()
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
