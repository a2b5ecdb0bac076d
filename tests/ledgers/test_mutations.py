"""Damaged files: whatever happened to a file on its way, it costs itself alone and nothing is raised."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from docgen.ledgers.facts import Return
from docgen.ledgers.workers import read_all, read_file
from tests.ledgers.test_intake import strict
from tests.ledgers.workbooks import (
    DEFINITION,
    FILLED_ROWS,
    LEDGER,
    ONE,
    TWO,
    biff,
    counted,
    filled,
    filled_form,
    hand_parts,
    office,
    packed,
    parts,
    rules,
    sheet_xml,
    xlsx,
)

EACH = 200
CSV = "序号,问题,笔数,金额,状态,日期\r\n1,台账不全,3,1.5,整改中,2026-05-06\r\n2,印章外借,0,0.5,已销号,2026-05-20\r\n".encode()


@cache
def seeds() -> dict[str, tuple[str, bytes]]:
    """Five files that are read without a fault."""
    form = filled((LEDGER, FILLED_ROWS))
    again = office({"form.xlsx": form}, "xlsx")["form"]
    return {
        "form": ("台账.xlsx", form),
        "openpyxl": ("台账.xlsx", xlsx(ONE, TWO)),
        "libreoffice": ("台账.xlsx", again),
        "xls": ("台账.xls", biff()["form"]),
        "csv": ("排查台账.csv", CSV),
    }


Mutation = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def truncated(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def holed(chance: random.Random, data: bytes) -> bytes:
    """A piece in the middle is missing or full of zeros."""
    a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:a] + b"\0" * chance.choice([0, b - a]) + data[b:]


def in_a_part(change: Mutation) -> Mutation:
    """Something happens to the content of one part of a package, which is packed again properly."""

    def mutate(chance: random.Random, data: bytes) -> bytes:
        if data[:2] != b"PK":
            return change(chance, data)
        found = parts(data)
        name = chance.choice(sorted(n for n in found if found[n]))
        if chance.random() < 0.5:
            name = chance.choice([n for n in found if "worksheets/sheet" in n and n.endswith(".xml")])
        return packed({**found, name: change(chance, found[name])})

    return mutate


def without_a_part(chance: random.Random, data: bytes) -> bytes:
    """A part is missing."""
    if data[:2] != b"PK":
        return truncated(chance, data)
    found = parts(data)
    del found[chance.choice(sorted(found))]
    return packed(found)


def with_parts_swapped(chance: random.Random, data: bytes) -> bytes:
    """Two parts stand for each other, or one twice."""
    if data[:2] != b"PK":
        return holed(chance, data)
    found = parts(data)
    one, other = chance.sample(sorted(found), 2)
    return packed({**found, one: found[other], other: found[chance.choice([one, other])]})


def cut_tags(chance: random.Random, xml: bytes) -> bytes:
    """A few tags are missing."""
    tags = [m.span() for m in re.finditer(rb"<[^>]*>", xml)]
    for a, b in sorted(chance.sample(tags, min(len(tags), chance.randint(1, 3))), reverse=True):
        xml = xml[:a] + xml[b:]
    return xml


def shuffled_attributes(chance: random.Random, xml: bytes) -> bytes:
    """Attributes stand in another order and change their values among each other."""

    def shuffle(match: re.Match[bytes]) -> bytes:
        pairs = re.findall(rb'([\w:]+)="([^"]*)"', match[2])
        values = [value for _, value in pairs]
        if chance.random() < 0.05:
            chance.shuffle(values)
        made = [b' %s="%s"' % (key, value) for (key, _), value in zip(pairs, values, strict=True)]
        chance.shuffle(made)
        return match[1] + b"".join(made) + match[3]

    return re.sub(rb"(<[\w:]+)((?:\s+[\w:]+=\"[^\"]*\")+)(\s*/?>)", shuffle, xml)


def other_numbers(chance: random.Random, xml: bytes) -> bytes:
    """Some numbers in attributes and cells are absurd."""
    absurd = [b"-1", b"0", b"99999", b"4294967296", b"1E+300", b"NaN", b"", b"x", "甲".encode()]
    return re.sub(rb'(?<=["v]>|=")\d+', lambda m: chance.choice(absurd) if chance.random() < 0.02 else m[0], xml)


def garbage(chance: random.Random, xml: bytes) -> bytes:
    """Something else stands in its place."""
    return chance.choice([b"", b"\0" * 100, chance.randbytes(500), b"<sst><si><t>x</si>", b"<a/>", xml * 2, xml[::-1]])


MUTATIONS: tuple[Mutation, ...] = (
    flipped, truncated, holed, without_a_part, with_parts_swapped, in_a_part(flipped), in_a_part(truncated), in_a_part(cut_tags),
    in_a_part(shuffled_attributes), in_a_part(other_numbers), in_a_part(garbage),
)  # fmt: skip


class Endless(BaseException):
    """A file is read without end. No Exception, which would be taken for a fault of the file."""


@contextmanager
def fence(seconds: int = 600) -> Iterator[None]:
    """Around what might never end: far beyond what the slowest machine needs, so that no file is judged by its time."""

    def over(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("seed", ["form", "openpyxl", "libreoffice", "xls", "csv"])
def test_no_damage_raises_or_is_unforeseen(seed: str, tmp_path: Path) -> None:
    name, data = seeds()[seed]
    assert not read_file(write(tmp_path / name, data), DEFINITION).content.refused
    chance = random.Random(f"docgen {seed}")
    for number in range(EACH):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        path = write(tmp_path / name, mutate(chance, data))
        with fence():
            found = read_file(path, DEFINITION).content
        assert isinstance(found, Return)
        assert "L199" not in rules(found), (number, found.problems)


def write(path: Path, data: bytes) -> Path:
    """The file with this content."""
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("content", [b"", b"<a/>", b"\0" * 9, b"<styleSheet>"])
def test_a_damaged_stylesheet_does_not_cost_the_figures(content: bytes, tmp_path: Path) -> None:
    data = packed({**parts(xlsx(ONE, TWO)), "xl/styles.xml": content})
    found = read_file(write(tmp_path / "台账.xlsx", data), DEFINITION).content
    assert (counted(found, "笔数"), counted(found, "金额")) == ({"C2": "3", "C3": "0"}, {"D2": "1.5", "D3": "0.5"})


def test_a_file_that_kills_its_process_and_one_that_is_a_pipe_cost_themselves_alone(tmp_path: Path) -> None:
    row = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c></row><row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'
    killer = write(tmp_path / "3.xlsx", strict(packed(hand_parts(sheet_xml(row)))))
    pipe = tmp_path / "5.xlsx"
    os.mkfifo(pipe)
    good = [write(tmp_path / f"{i}.xlsx", xlsx(ONE, TWO)) for i in (1, 2, 4, 6, 7)]
    paths = sorted([killer, pipe, *good])
    found = {index: reading.content for index, reading in read_all(paths, DEFINITION, 2, seconds=20)}
    assert sorted(found) == list(range(7))
    assert {path.stem: rules(found[i]) for i, path in enumerate(paths) if found[i].refused} == {
        "3": ["L104"],
        "5": ["L101"],
    }
    assert all(found[paths.index(path)] == read_file(path, DEFINITION).content for path in good)


def test_a_process_that_stands_still_costs_its_file_alone(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{i}.xlsx", xlsx(ONE, TWO)) for i in range(8)]
    found, stopped = {}, False
    for index, reading in read_all(paths, DEFINITION, 2, seconds=8):
        found[index] = reading.content
        if not stopped:
            pid = multiprocessing.active_children()[0].pid
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            stopped = True
    assert sorted(found) == list(range(8))
    assert [rules(content) for content in found.values() if content.refused] == [["L104"]]
    own = read_file(paths[0], DEFINITION).content
    assert [content for content in found.values() if not content.refused] == [own] * 7


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_workers_reads_the_same(tmp_path: Path, workers: int) -> None:
    contents = [xlsx(ONE, TWO), b"", CSV, filled_form()]
    paths = [write(tmp_path / f"{i}.xlsx", data) for i, data in enumerate(contents)]
    assert dict(read_all(paths, DEFINITION, workers)) == {i: read_file(p, DEFINITION) for i, p in enumerate(paths)}


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    assert rules(read_file(tmp_path / "没有.xlsx", DEFINITION).content) == ["L101"]
    assert rules(read_file(tmp_path, DEFINITION).content) == ["L101"]
