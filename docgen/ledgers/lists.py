"""A list that a data file names, opened as a return is: by a process of its own, whose memory and time are bounded.

A workbook of a few kilobytes can stand for any number of cells and formats; what bursts, bursts there.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys

from docgen import bounds
from docgen.core.rules import Rule
from docgen.ledgers import rules
from docgen.ledgers.book import RESAVE, Book, Refused
from docgen.ledgers.intake import open_book
from docgen.ledgers.workers import MEMORY, SECONDS_A_FILE

MOST_CELLS = 1_000_000
MOST_CHARACTERS = 20_000_000
"""Characters of all cells together, a text that stands in many cells counted in each."""
TOO_MUCH = "请只留名单，删去其他的行、列和表后另存"
Answer = Book | tuple[Rule, str, str | None]
"""A book, or the rule, the message and the cure of a refusal."""


def open_list(data: bytes, name: str) -> Book:
    """The sheets of a list. Raises Refused for what is no workbook or cannot be read safely."""
    answer = _known.get(key := (hashlib.sha256(data).hexdigest(), name))
    if answer is None:
        answer = _known[key] = asked(data, name)
        while len(_known) > MOST_KNOWN:
            del _known[next(iter(_known))]
    if isinstance(answer, Book):
        return answer
    raise Refused(*answer)


MOST_KNOWN = 4
_known: dict[tuple[str, str], Answer] = {}
"""The last answers, by fingerprint and name: a command asks for the same list several times."""


def asked(data: bytes, name: str) -> Answer:
    """What a process of its own makes of a list."""
    path = os.pathsep.join(folder or os.getcwd() for folder in sys.path)
    try:
        made = subprocess.run(
            [sys.executable, "-P", "-m", __name__, name], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path}, timeout=SECONDS_A_FILE, check=True,
        )  # fmt: skip
        answer: Answer = pickle.loads(made.stdout)
        return answer
    except subprocess.TimeoutExpired:
        return rules.OVERSIZED_FILE, f"读了{SECONDS_A_FILE:.0f}秒还没有读完，已放弃", RESAVE
    except (subprocess.CalledProcessError, OSError, EOFError, pickle.UnpicklingError):
        return rules.OVERSIZED_FILE, "读取它的进程中途退出，多半是内容太多", TOO_MUCH


def answered(data: bytes, name: str) -> bytes:
    """The answer to be sent back, whatever goes wrong."""
    try:
        book = open_book(data, name)
        return pickle.dumps(book if is_small(book) else (rules.OVERSIZED_FILE, "内容太多，不像一份名单", TOO_MUCH))
    except Refused as refused:
        return pickle.dumps((refused.problem.rule, refused.problem.message, refused.problem.cure))
    except MemoryError:
        return pickle.dumps((rules.OVERSIZED_FILE, "太大，读取它要的内存超过了限制", TOO_MUCH))
    except Exception as error:  # the last fence: a file that no reader foresaw
        return pickle.dumps((rules.UNREADABLE_FILE, f"读取时出错（{type(error).__name__}）", RESAVE))


def is_small(book: Book) -> bool:
    """Whether a book can be worked with without taking up the memory."""
    values = [value for sheet in book.sheets for value in sheet.cells.values()]
    return len(values) <= MOST_CELLS and sum(len(v) for v in values if isinstance(v, str)) <= MOST_CHARACTERS


def serve() -> None:
    """The process: a list comes in, its answer goes out."""
    bounds.limit_memory(MEMORY)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a reader that prints must not spoil the answer
    with out:
        out.write(answered(sys.stdin.buffer.read(), sys.argv[1]))


if __name__ == "__main__":
    serve()
