"""The library of risk points on disk: what it takes, what it refuses and where, and the numbers that it never forgets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.core.errors import DocgenError, InvalidInput
from docgen.figures.risks.library import Chapter, Entry, Library
from docgen.figures.risks.numbering import following
from docgen.figures.risks.stored import backup, read

YEAR = "2026 合规风险排查年"
WORDS = {"风险表现": "贷前调查只看材料", "业务领域": "信贷管理"}
POINT = Entry(WORDS, "U01", "一季度.xlsx", "风险点台账", "G5", "ab", ("信贷管理|贷前调查只看材料",))
TWO = Library(
    {
        "2025 排查年": Chapter(2025, {"U01|1": "FX0001"}, {"FX0001": POINT}),
        YEAR: Chapter(
            2026, {"U01|1": "FX0001", "U02|7": "FX0009"}, {"FX0001": POINT}, {"FX0009": POINT}, {"FX0009": "FX0001"}
        ),
    }
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library stands."""
    return tmp_path / "风险点库.json"


def data() -> dict[str, Any]:
    """What docgen writes, as plain data."""
    made: dict[str, Any] = json.loads(TWO.as_bytes())
    return made


def put(path: Path, value: Any) -> None:
    """Write what somebody made of it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


def line(path: Path, words: str) -> int:
    """The line on which words stand for the first time below the year."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next((i for i, text in enumerate(lines) if YEAR in text), 0)
    return next(i for i, text in enumerate(lines, 1) if i > start and words in text)


def test_what_is_written_is_what_is_read(path: Path) -> None:
    path.write_bytes(TWO.as_bytes())
    assert read(path).chapters == TWO.chapters
    assert read(path).as_bytes() == TWO.as_bytes()
    assert data()["form"] == 2


@pytest.mark.parametrize("form", [None, 1])
def test_libraries_of_the_first_form_are_read(path: Path, form: int | None) -> None:
    old = data()
    del old["numbers"], old["form"]
    for own in old["campaigns"].values():
        del own["missed"], own["merged"]
        for entry in own["points"].values():
            del entry["told"]
    put(path, old if form is None else {"form": form, **old})
    assert read(path).numbers == {"FX0001", "FX0009"}
    assert read(path).chapters[YEAR].points["FX0001"].told == ()


def test_a_library_that_an_editor_saved_with_its_mark_is_read(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + TWO.as_bytes().replace(b"\n", b"\r\n"))
    assert read(path).chapters == TWO.chapters


Edit = Callable[[dict[str, Any]], object]
NONSENSE: dict[str, tuple[Edit, str]] = {
    "year as text": (lambda own: own.update(year="2026"), '"year"'),
    "year as yes": (lambda own: own.update(year=True), '"year"'),
    "no such year": (lambda own: own.update(year=-3), '"year"'),
    "year gone": (lambda own: own.pop("year"), YEAR),
    "numbers as a list": (lambda own: own.update(given=["FX0001"]), '"given"'),
    "number null": (lambda own: own["given"].update({"U02|7": None}), '"U02|7"'),
    "number empty": (lambda own: own["given"].update({"U02|7": ""}), '"U02|7"'),
    "number a number": (lambda own: own["given"].update({"U02|7": 9}), '"U02|7"'),
    "number in words": (lambda own: own["given"].update({"U02|7": "九号"}), '"U02|7"'),
    "points gone": (lambda own: own.update(points=None), '"points"'),
    "point null": (lambda own: own["points"].update({"FX0001": None}), '"FX0001"'),
    "point as text": (lambda own: own["points"].update({"FX0001": "贷前调查"}), '"FX0001"'),
    "point under no number": (lambda own: own["points"].update({"": own["points"]["FX0001"]}), '"points"'),
    "texts null": (lambda own: own["points"]["FX0001"].update(texts=None), '"texts"'),
    "text null": (lambda own: own["points"]["FX0001"]["texts"].update(风险表现=None), '"风险表现"'),
    "text a list": (lambda own: own["points"]["FX0001"]["texts"].update(风险表现=["甲", "乙"]), '"风险表现"'),
    "told null": (lambda own: own["points"]["FX0001"].update(told=None), '"told"'),
    "told with null": (lambda own: own["points"]["FX0001"].update(told=["a", None]), '"told"'),
    "unit gone": (lambda own: own["points"]["FX0001"].pop("unit"), '"unit"'),
    "a key of nobody": (lambda own: own["missed"]["FX0009"].update(备注="删"), '"备注"'),
    "merged with a number": (lambda own: own["merged"].update(FX0009=1), '"merged"'),
}


@pytest.mark.parametrize(("edit", "words"), NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused_at_its_line_and_stays_as_it_is(path: Path, edit: Edit, words: str) -> None:
    value = data()
    edit(value["campaigns"][YEAR])
    put(path, value)
    before = path.read_bytes()
    with pytest.raises(InvalidInput) as raised:
        read(path)
    (problem,) = raised.value.problems
    assert (problem.place.file, problem.rule.number, path.read_bytes()) == (str(path), "L712", before)
    lines = path.read_text(encoding="utf-8").splitlines()
    shown = lines[(problem.place.line or 0) - 1]
    assert words in shown or words.strip('"') in problem.message
    assert problem.cure is not None
    assert backup(path).name in problem.cure


def test_every_place_is_told_at_once(path: Path) -> None:
    value = data()
    value["campaigns"][YEAR].update(year=None, given={"U01|1": 3, "U02|7": 4})
    put(path, value)
    with pytest.raises(InvalidInput) as raised:
        read(path)
    assert [p.place.line for p in raised.value.problems] == [line(path, w) for w in ('"year"', "U01|1", "U02|7")]


TEXTS = {
    "nothing": ("", 1),
    "a bracket": ("{", 1),
    "cut in the middle": (TWO.as_bytes().decode()[:300], 21),
    "a comma too many": (TWO.as_bytes().decode().replace('"FX0009"\n ]', '"FX0009",\n ]'), 6),
    "a list": ("[]", None),
    "null": ("null", None),
    "no campaigns": ("{}", None),
    "brackets without end": ("[" * 100_000, None),
    "deep": ('{"form": 1, "campaigns": ' + '{"a": ' * 400 + "1" + "}" * 400 + "}", 1),
    "an endless number": ('{"campaigns": {"a": {"year": ' + "9" * 5000 + "}}}", None),
    "half a character": ('{"campaigns": {"a": {"year": 2026, "given": {"x": "\\ud800 1"}}}}', 1),
    "form null": ('{"form": null, "campaigns": {}}', 1),
    "form 0": ('{"form": 0, "campaigns": {}}', 1),
    "numbers null": ('{"numbers": null,\n "campaigns": {}}', 1),
}


@pytest.mark.parametrize(("text", "at"), TEXTS.values(), ids=TEXTS)
def test_what_is_no_library_is_refused_without_a_traceback(path: Path, text: str, at: int | None) -> None:
    put(path, text)
    with pytest.raises(InvalidInput, match="风险点库读不出来") as raised:
        read(path)
    assert raised.value.problems[0].place.line == at


@pytest.mark.parametrize("key", ["FX0001", YEAR, "风险表现"])
def test_what_stands_twice_is_refused(path: Path, key: str) -> None:
    text = TWO.as_bytes().decode()
    at = text.index(f'"{key}": ', text.index("campaigns"))
    put(path, f'{text[:at]}"{key}": null,{text[at:]}')
    with pytest.raises(InvalidInput, match=f"“{key}”写了两次"):
        read(path)


@pytest.mark.parametrize("data", ["风险点".encode("gbk"), b"\xff\xfe" + "{}".encode("utf-16-le"), b"\x80"])
def test_other_encodings_are_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(InvalidInput, match="不是 UTF-8"):
        read(path)


def test_a_library_of_a_later_docgen_is_told_as_such(path: Path) -> None:
    put(path, {"form": 3, "campaigns": {}, "new": 1})
    with pytest.raises(DocgenError, match="第3版.*升级"):
        read(path)


def without(value: dict[str, Any], number: str) -> dict[str, Any]:
    """The library after somebody took a number out of every campaign."""
    for own in value["campaigns"].values():
        own["given"] = {name: given for name, given in own["given"].items() if given != number}
        for kind in ("points", "missed", "merged"):
            own[kind].pop(number, None)
    return value


def next_number(library: Library) -> str:
    return following(library.numbers | library.spent, "FX", ())


def test_a_number_whose_entry_was_taken_out_is_not_given_again(path: Path) -> None:
    put(path, without(data(), "FX0009"))
    assert (read(path).numbers, next_number(read(path))) == ({"FX0001"}, "FX0010")
    assert (read(path).without(YEAR).numbers, "FX0009" in read(path).as_bytes().decode()) == ({"FX0001"}, True)


def test_nor_where_only_the_backup_knows_it(path: Path) -> None:
    put(path, {**without(data(), "FX0009"), "numbers": []})
    assert next_number(read(path)) == "FX0002"
    backup(path).write_bytes(TWO.as_bytes())
    assert next_number(read(path)) == "FX0010"


@pytest.mark.parametrize("text", ["", "{", "null"])
def test_a_backup_that_is_none_does_not_matter(path: Path, text: str) -> None:
    path.write_bytes(TWO.as_bytes())
    put(backup(path), text)
    assert read(path).chapters == TWO.chapters


def test_a_library_that_is_gone_while_its_backup_is_there_is_no_new_one(path: Path) -> None:
    assert read(path) == Library()
    backup(path).write_bytes(TWO.as_bytes())
    with pytest.raises(DocgenError, match="风险点库不见了.*备份"):
        read(path)
