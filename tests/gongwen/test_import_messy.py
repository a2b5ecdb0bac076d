"""Import reads what people really make, and nothing of it is lost on the way through format."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree

import docgen.cli
from tests.gongwen.messy import CASES, MAIN, SENTENCE, Messy, only_a_picture, package

TEXT = f"{{{MAIN}}}t"


def ran(*arguments: str | Path) -> tuple[int, str]:
    """(status, output) of a command in this process."""
    for module in pkgutil.iter_modules(docgen.cli.__path__):
        register = getattr(importlib.import_module(f"docgen.cli.{module.name}"), "register", None)
        if register is not None:
            register(docgen.cli.cli)
    result = CliRunner().invoke(docgen.cli.cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result.exit_code, result.stdout if "--json" in arguments else result.output


def json_of(verb: str, path: Path) -> dict[str, Any]:
    """What a command prints of a file with --json."""
    status, output = ran(verb, path, "--json")
    assert status in {0, 1}, output
    found: dict[str, Any] = json.loads(output)
    return found


def imported(path: Path) -> dict[str, Any]:
    """What import prints of a file."""
    return json_of("import", path)


def like(expected: Any, found: Any) -> Any:
    """What was found, cut down to the keys that are expected, so that a difference shows both sides."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: like(value, found.get(key, "（没有这一项）")) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [like(a, b) for a, b in zip(expected, found, strict=True)]
    return found


def visible(path: Path) -> str:
    """All text of a .docx, blanks taken out, each text of a box once."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for fallback in root.findall(".//{*}Fallback"):
        fallback.clear()
    return bare("".join(item.text or "" for item in root.iter(TEXT)))


def bare(text: str) -> str:
    """A text without blanks and with one kind of dot behind numbers."""
    return re.sub(r"(?<=\d)[．﹒]", ".", re.sub(r"\s", "", text))


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> Messy:
    return CASES[request.param]()


def trimmed(value: Any) -> Any:
    """The same without full stops at the ends: whether 抄送 or a run-in heading keeps its own is not what is compared."""
    if isinstance(value, dict):
        return {key: trimmed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [trimmed(item) for item in value]
    return value.rstrip("。") if isinstance(value, str) else value


def test_import_reads_it_as_a_clerk_would(case: Messy, tmp_path: Path) -> None:
    found = imported(case.write(tmp_path / "原稿.docx"))
    assert like(trimmed(case.expected), trimmed(found)) == trimmed(case.expected)


def test_nothing_is_lost_when_it_is_laid_out_again(case: Messy, tmp_path: Path) -> None:
    source, target = case.write(tmp_path / "原稿.docx"), tmp_path / "排好.docx"
    before = source.read_bytes()
    status, output = ran("format", source, "-o", target)
    assert status in {0, 1}, output
    assert target.exists(), output
    text = visible(target)
    assert [sentence for sentence in case.kept if bare(sentence) not in text] == []
    assert [sentence for sentence in case.gone if bare(sentence) in text] == []
    assert source.read_bytes() == before


def test_a_text_box_is_laid_out_once(tmp_path: Path) -> None:
    for name in ("text_box_in_the_body", "imprint_in_a_text_box"):
        made, target = CASES[name](), tmp_path / f"{name} 排好.docx"
        ran("format", made.write(tmp_path / f"{name}.docx"), "-o", target)
        assert [visible(target).count(bare(sentence)) for sentence in made.kept[:2]] == [1, 1]


def test_a_text_file_reads_like_the_same_words_in_word(tmp_path: Path) -> None:
    lines = ["华澜能源集团有限公司文件", "华澜发[2026]18号", "", "关于开展库房盘点工作的通知", "", "各子公司："]
    lines += [
        f"　　{SENTENCE}",
        "一、盘点范围",
        "全部库房。",
        "附件：盘点明细表",
        "华澜能源集团有限公司",
        "2026年5月8日",
    ]
    path = tmp_path / "原稿.txt"
    expected = {
        "issuer": ["华澜能源集团有限公司"],
        "doc_number": "华澜发〔2026〕18号",
        "title": "关于开展库房盘点工作的通知",
        "recipients": "各子公司",
        "attachments": [{"number": None, "title": "盘点明细表"}],
        "signature": ["华澜能源集团有限公司"],
        "date": "2026-05-08",
        "headings": [{"part": 0, "level": 1, "marker": "一、", "text": "盘点范围", "kind": "line"}],
    }
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path.write_bytes("\r\n".join(lines).encode(encoding))
        assert like(expected, imported(path)) == expected


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_a_file_that_is_no_docx_is_refused_with_a_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "坏文件.docx"
    path.write_bytes(data)
    status, output = ran("import", path, "--json")
    assert status == 1
    assert re.search("[\u4e00-\u9fff]", json.loads(output)["error"])


def test_of_a_picture_nothing_is_read_and_the_clerk_is_told(tmp_path: Path) -> None:
    found = imported(only_a_picture().write(tmp_path / "扫描件.docx"))
    assert "图片" in json.dumps(found, ensure_ascii=False)
    assert {found.get(key) or None for key in ("title", "doc_number", "headings", "tables", "parts")} == {None}


def test_an_empty_document_says_so_without_a_trace(tmp_path: Path) -> None:
    found = imported(package(tmp_path / "空.docx", "", {}))
    assert {found.get(key) or None for key in ("title", "doc_number", "headings", "tables", "parts")} == {None}


def test_there_are_enough_messy_files() -> None:
    assert len(CASES) >= 45
