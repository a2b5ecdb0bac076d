"""Runs of docgen in processes of their own, each forked off one that has it loaded: many races and kills in little time."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn


class Runs:
    """Starts runs and waits for them; ``folder`` is where each leaves what it raised."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.folder = folder
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, folder))
        self.process.start()
        theirs.close()

    def start(self, function: Callable[..., object], *arguments: Any) -> int:
        """Call a function of a module in a process of its own; returns its id."""
        self.pipe.send((function, arguments))
        pid: int = self.pipe.recv()
        return pid

    def end(self, pid: int) -> str:
        """Wait for a process; what it raised, or the signal that ended it, or nothing."""
        self.pipe.send(pid)
        status: int = self.pipe.recv()
        told = self.folder / str(pid)
        return told.read_text(encoding="utf-8") if status == 1 else f"signal {-status}" if status < 0 else ""

    def together(self, *calls: tuple[Any, ...]) -> list[str]:
        """Call functions, each with its arguments, at one time, and wait for all."""
        return [self.end(pid) for pid in [self.start(*call) for call in calls]]

    def close(self) -> None:
        """Start no more."""
        self.pipe.close()
        self.process.join()


def _serve(pipe: Connection, folder: Path) -> None:
    for module in ("docgen.workspace", "docgen.reporting", "pandas", "openpyxl"):
        importlib.import_module(module)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        if isinstance(job, int):
            pipe.send(os.waitstatus_to_exitcode(os.waitpid(job, 0)[1]))
        elif pid := os.fork():
            pipe.send(pid)
        else:
            _run(folder, *job)


def _run(folder: Path, function: Callable[..., object], arguments: tuple[Any, ...]) -> NoReturn:
    try:
        function(*arguments)
        os._exit(0)
    except BaseException:
        (folder / str(os.getpid())).write_text(traceback.format_exc(), encoding="utf-8")
        os._exit(1)
