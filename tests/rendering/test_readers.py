"""What others find in a file of docgen: old readers the imprint, screen readers its language, everybody the parts by name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from docgen.pdf import convert
from docgen.workspace import Workspace
from tests.conftest import notice
from tests.rendering.helpers import W

IMPRINT = {"抄送": "市财政局", "印发机关": "华澜能源集团有限公司办公室", "印发日期": "2026-05-09"}
ATTACHED = [
    {"标题": "甲清单", "正文": "内容"},
    {"标题": "乙清单", "正文": "内容", "附件": [{"标题": "丙表", "正文": "内容"}]},
]


@pytest.fixture
def made(campaign: Callable[..., Workspace]) -> Path:
    [item], _ = campaign(文件=[notice(附件=ATTACHED, 版记=IMPRINT)]).build()
    return item.path


def root(path: Path, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(part))


def test_a_reader_of_the_old_form_finds_the_whole_imprint(made: Path) -> None:
    [fallback] = root(made).findall(".//{*}AlternateContent/{*}Fallback")
    [choice] = root(made).findall(".//{*}AlternateContent/{*}Choice")
    texts = [[t.text for t in side.iter(f"{{{W}}}t")] for side in (fallback, choice)]
    assert texts[0] == texts[1]
    assert "华澜能源集团有限公司办公室" in "".join(filter(None, texts[0]))
    assert fallback.find(".//{urn:schemas-microsoft-com:vml}textbox") is not None


def test_titles_and_attachments_have_bookmarks_of_their_names(made: Path) -> None:
    marks = list(root(made).iter(f"{{{W}}}bookmarkStart"))
    names = [mark.get(f"{{{W}}}name") for mark in marks]
    assert names == ["标题", "附件1", "标题_2", "附件2", "标题_3", "附件", "标题_4"]
    ids = [mark.get(f"{{{W}}}id") for mark in marks]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {e.get(f"{{{W}}}id") for e in root(made).iter(f"{{{W}}}bookmarkEnd")}


def test_the_file_says_that_it_is_chinese(made: Path) -> None:
    assert root(made, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}language") == "zh-CN"
    lang = root(made, "word/styles.xml").find(f".//{{{W}}}docDefaults//{{{W}}}lang")
    assert lang is not None
    assert [lang.get(f"{{{W}}}{name}") for name in ("val", "eastAsia")] == ["en-US", "zh-CN"]


def test_the_pdf_is_tagged_and_says_that_it_is_chinese(made: Path) -> None:
    [(_, data)] = convert([made])
    assert b"/Lang(zh-CN)" in data
    assert b"/MarkInfo<</Marked true>>" in data.replace(b" <<", b"<<")


def test_no_number_is_divided_between_two_lines(campaign: Callable[..., Workspace]) -> None:
    texts = [f"{'各单位要按时报送' * 4}"[:length] + "1234567890元。" for length in range(14, 29)]
    [item], _ = campaign(文件=[notice(正文="\n".join(texts))]).build()
    [(_, data)] = convert([item.path])
    printed = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert sum(text.count("1234567890") for text in printed) == len(texts)
