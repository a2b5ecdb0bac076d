"""Processes that help with the work of this one: Ctrl-C is for their parent alone, which ends them itself."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


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


def turn_deaf() -> None:
    """Let this process not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
