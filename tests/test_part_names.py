"""Parts of a .docx are found by what refers to them: under whatever names, the document is the same for every verb."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.checking import check
from docgen.core.errors import InvalidInput
from docgen.gongwen.reading.read import read
from docgen.importing import lay_out
from docgen.inspecting import written_copies
from docgen.rendering.foreign import bound
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice
from tests.renaming import WAYS, packed, parts_of, strict

CASES = Path(__file__).parent / "cases" / "documents"
FLAWED = notice(
    标题="关于开展“制度执行年”活动的通知", 正文="现将有关事项通知如下,请认真落实。\n一、总体要求\n各单位要加强管理。"
)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice with footers, styles and lists, under the usual names."""
    folder = tmp_path_factory.mktemp("usual")
    (folder / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": [FLAWED]}), encoding="utf-8")
    (made, *_), _ = Workspace(folder / "活动.yaml").build()
    return Path(shutil.copy(made.path, folder / "通知.docx"))


def findings(path: Path) -> list[tuple[int | None, str, str]]:
    """What a check says of a file: place, rule and words."""
    (judged,) = check([path])
    return [(p.place.paragraph, p.rule.number, p.message.replace(path.name, "")) for p in judged.problems]


def entries(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        yield from archive.namelist()


@pytest.mark.parametrize("way", WAYS)
def test_a_document_is_the_same_under_whatever_names(usual: Path, tmp_path: Path, way: str) -> None:
    path = packed(tmp_path / "通知.docx", WAYS[way](parts_of(usual)))
    assert set(entries(path)) != set(entries(usual)) or way == "大写的引用"
    before, after = read(usual), read(path)
    assert (after.document, after.manuscript.pages) == (before.document, before.manuscript.pages)
    assert [replace(line, number=0) for line in after.manuscript.lines()] == [
        replace(line, number=0) for line in before.manuscript.lines()
    ]
    assert findings(path) == findings(usual) != []


def copies(path: Path, out: Path) -> dict[str, Path]:
    """The copies that a check makes of a file, by name."""
    (judged,) = check([path])
    made = list(written_copies(judged, annotate=True, fix=True, out=out, force=False))
    return {copy.path.name: copy.path for copy in made if copy.path}


@pytest.fixture(scope="module")
def wanted(usual: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The copies of the same notice under the usual names."""
    return copies(usual, tmp_path_factory.mktemp("wanted"))


@pytest.mark.parametrize("way", ["document2", "大写的名字", "在根上", "样式在别处"])
def test_copies_and_attachments_are_made_of_it_as_of_any_other(
    usual: Path, wanted: dict[str, Path], tmp_path: Path, way: str
) -> None:
    path = packed(tmp_path / "通知.docx", WAYS[way](parts_of(usual)))
    own = copies(path, tmp_path / "副本")
    assert sorted(own) == ["通知（已改）.docx", "通知（批注）.docx"]
    for name, copy in own.items():
        assert read(copy).manuscript.items == read(wanted[name]).manuscript.items
    assert lay_out(path, tmp_path / "排好.docx").reading.document == read(usual).document
    assert bound(path).file.root.tag.endswith("}document")


def test_word_for_the_web_is_read_checked_laid_out_and_bound(tmp_path: Path) -> None:
    path = CASES / "word_online.docx"
    document = read(path).document
    assert (document.title, document.recipients, document.signature) == (
        "关于报送材料的通知", "各部门", ("青岚集团有限公司",))  # fmt: skip
    shutil.copy(path, tmp_path / "附件.docx")
    data = {"活动": ACTIVITY, "文件": [notice(附件=[{"标题": "报送要求", "文件": "附件.docx"}])]}
    (tmp_path / "活动.yaml").write_text(dump(data), encoding="utf-8")
    (made, *_), _ = Workspace(tmp_path / "活动.yaml").build()
    assert "请认真执行。" in [line.text for line in read(made.path).manuscript.lines()]


def test_the_strict_dialect_is_read_and_refused_with_a_cure_where_it_would_be_written(
    usual: Path, tmp_path: Path
) -> None:
    path = packed(tmp_path / "通知.docx", strict(parts_of(usual)))
    assert read(path).document == read(usual).document
    assert lay_out(path, tmp_path / "排好.docx").reading.document == read(usual).document
    (judged,) = check([path])
    (copy,) = written_copies(judged, annotate=True, fix=True, out=tmp_path, force=False)
    assert ("Strict Open XML" in copy.told, "另存为普通的" in copy.told, copy.path) == (True, True, None)
    with pytest.raises(InvalidInput) as refused:
        bound(path)
    (problem,) = refused.value.problems
    assert ("Strict Open XML" in problem.message, "另存为普通的" in (problem.cure or "")) == (True, True)


OTHERS = {
    "RTF": b"{\\rtf1\\ansi\\ansicpg936 \\'b8\\'f7}",
    "网页": "<html><body>各单位</body></html>".encode(),
    "XML": b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    "PDF": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_under_this_name_is_called_by_its_kind_and_not_damaged(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(OTHERS[kind])
    with pytest.raises(InvalidInput) as refused:
        read(path)
    (problem,) = refused.value.problems
    assert (kind in problem.message, "损坏" in problem.message) == (True, False)
