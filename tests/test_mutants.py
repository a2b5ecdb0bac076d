"""Documents damaged in many ways: whatever is asked for, a file costs a message that names the part, never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from docgen.checking import check
from docgen.core.errors import DocgenError, InvalidInput
from docgen.importing import bring_in, lay_out
from docgen.inspecting import inspected, written_copies
from docgen.rendering.foreign import bound, header_texts
from tests.mutants import mutants
from tests.renaming import packed, parts_of
from tests.rich import rich

DOZENS = 24


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("rich") / "通知.docx")


def checked(path: Path) -> None:
    for item in inspected([path], None, None):
        list(written_copies(item, annotate=True, fix=True, out=path.parent / "副本", force=True))


VERBS: dict[str, Callable[[Path], object]] = {
    "check": checked,
    "import": lambda path: bring_in(path, path.parent / "数据", force=True),
    "format": lambda path: lay_out(path, path.parent / "排好.docx", force=True),
    "装订": lambda path: header_texts(bound(path).file),
}


def raised(path: Path, verbs: Mapping[str, Callable[[Path], object]]) -> list[str]:
    """What a verb raises that is no complaint of ours."""
    found = []
    for verb, run in verbs.items():
        try:
            run(path)
        except DocgenError:
            continue
        except Exception as error:
            found.append(f"{verb}: {type(error).__name__} {error}")
    return found


def test_the_whole_document_is_taken_by_every_verb(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "通知.docx"))
    for verb in ("check", "import", "format"):
        VERBS[verb](path)
    assert sorted(p.name for p in (tmp_path / "副本").glob("*.docx")) == ["通知（已改）.docx", "通知（批注）.docx"]


@pytest.mark.parametrize("third", range(3))
def test_a_damaged_document_is_a_message_for_every_verb(whole: Path, tmp_path: Path, third: int) -> None:
    parts = parts_of(whole)
    for number, (label, made) in enumerate(mutants(parts, DOZENS)):
        if number % 3 == third:
            assert raised(packed(tmp_path / "通知.docx", made), VERBS) == [], label


SPOILT = {"空的": b"", "不是XML": b"\x00\x01<", "没有声明的前缀": b"<w:x/>", "截断": b"<?xml version='1.0'?><a><b"}
READ = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/comments.xml",
        "word/footnotes.xml", "word/endnotes.xml", "word/header1.xml", "word/footer1.xml",
        "word/_rels/document.xml.rels")  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_the_message_names_the_part_that_is_damaged(whole: Path, tmp_path: Path, name: str) -> None:
    for way, data in SPOILT.items():
        path = packed(tmp_path / "通知.docx", {**parts_of(whole), name: data})
        (judged,) = check([path])
        assert [(p.rule.number, name in p.message) for p in judged.problems] == [("G00", True)], way
    for verb in ("import", "format"):
        with pytest.raises(InvalidInput) as refused:
            VERBS[verb](path)
        assert name in refused.value.problems[0].message
