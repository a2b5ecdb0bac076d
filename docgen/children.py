"""Processes that help with the work of this one: they run docgen and not the script that asked for it.

Ctrl-C is for their parent alone, which ends them itself.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType


@contextmanager
def deaf() -> Iterator[None]:
    """Processes that are started meanwhile do not hear Ctrl-C, from their first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: they turn deaf as soon as they run
        yield
        return
    resource_tracker.ensure_running()  # its start would open the ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def apart() -> Iterator[None]:
    """Processes that are started meanwhile do not run the script of this one again.

    They would, to find what it defines, and a script that collects without asking whether it is the main one would
    collect in each of them, too. What they get to do is docgen's own.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        with deaf():
            yield
    finally:
        sys.modules["__main__"] = main


def turn_deaf() -> None:
    """Let this process not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
