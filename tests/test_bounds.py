"""Whatever is opened has bounds: a file that is small on disk and large in memory costs a message, by every verb."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from docgen import bounds
from docgen.rendering.charts import held
from docgen.workspace import Workspace
from tests.conftest import notice
from tests.hostile import TEXT, docx, fenced, relations
from tests.ledgers.returns import inbox, progress

Campaign = Callable[..., Workspace]
FENCE = 700_000_000
RELS = "word/_rels/document.xml.rels"


def stored(path: Path, body: str) -> Path:
    """A .docx that is not packed, so that no ratio gives it away."""
    docx(path, body)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as plain:
        for name, data in parts.items():
            plain.writestr(name, data)
    return path


def understated(path: Path) -> None:
    """A .docx whose part is a thousand times as long as its entry says."""
    docx(path, TEXT, {"word/media/a.bin": b"\0" * 100_000_000})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = data.rindex(mark)
        struct.pack_into("<I", data, place + at, 100_000)
    path.write_bytes(bytes(data))


def odd_method(path: Path) -> None:
    """A .docx with a part that is packed as no office program packs it: a kilobyte that is two hundred million bytes."""
    docx(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive,
        archive.open("word/media/a.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(12):
            part.write(b"\0" * 16_000_000)


BURSTING: dict[str, Callable[[Path], object]] = {
    "压得太狠": lambda path: docx(path, "<w:p/>" * 1_000_000),
    "元素太多": lambda path: stored(path, "<w:x/>" * 2_100_000 + TEXT),
    "属性太多": lambda path: stored(path, '<w:p w:a=""/>' * 1_050_000 + TEXT),
    "段落太多": lambda path: stored(path, "<w:p/>" * 150_000 + TEXT),
    "单元格太多": lambda path: stored(path, f"<w:tbl><w:tr>{'<w:tc/>' * 150_000}</w:tr></w:tbl>{TEXT}"),
    "一段太长": lambda path: stored(path, f"<w:p><w:r><w:t>甲</w:t>{'<w:tab/>' * 200_000}</w:r></w:p>"),
    "文字太多": lambda path: stored(path, f"<w:p><w:r><w:t>{'管理' * 45_000}</w:t></w:r></w:p>" * 40),
    "部件太多": lambda path: docx(path, TEXT, {f"word/media/{n}.bin": b"" for n in range(6_000)}),
    "不说真话": understated,
    "怪的压缩": odd_method,
    "别的编码": lambda path: docx(path, TEXT, {"word/styles.xml": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-"}),
    "注释后面的声明": lambda path: docx(path, TEXT, {"word/a.xml": f"<!--{' ' * 9000}--><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one folder, with a good one."""
    made = tmp_path_factory.mktemp("收到的")
    for name, make in BURSTING.items():
        make(made / f"{name}.docx")
    docx(made / "好的.docx")
    return made


def test_documents_that_burst_cost_a_message_each(folder: Path) -> None:
    made = fenced("check", folder, "--json", fence=FENCE)
    told = {Path(p["file"]).stem for p in json.loads(made.stdout)["problems"] if p["rule"] == "G00"}
    assert told == set(BURSTING)


@pytest.mark.parametrize("name", ["元素太多", "不说真话"])
def test_every_verb_has_the_same_bounds(folder: Path, tmp_path: Path, campaign: Campaign, name: str) -> None:
    path = folder / f"{name}.docx"
    attached = campaign(文件=[notice(附件=[{"文件": str(path)}])])
    for command in (
        ("import", path, "-o", tmp_path / "读成"),
        ("format", path, "-o", tmp_path / "排好.docx"),
        ("build", attached.path, "-o", tmp_path / "生成"),
    ):
        made = fenced(*command, fence=FENCE)
        assert (made.returncode, "Traceback" in made.stderr, f"{name}.docx" in made.stderr) == (1, False, True)


def test_what_stays_inside_the_bounds_is_read(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 5}</w:tr>' * 300}</w:tbl>"
    made = fenced("check", docx(tmp_path / "大表.docx", TEXT + table + TEXT), "--json", fence=FENCE)
    assert "G00" not in {p["rule"] for p in json.loads(made.stdout)["problems"]}


def test_labels_and_insertions_are_not_multiplied(tmp_path: Path) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="{"甲" * 300_000}%1"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        f'{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
        * 2_000
    )
    inserted = f"<w:p>{'<w:ins>' * 200}<w:r><w:t>{'乙' * 40_000}</w:t></w:r>{'</w:ins>' * 200}</w:p>" * 3
    parts = {RELS: relations(numbering="numbering.xml"), "word/numbering.xml": numbering}
    made = fenced(
        "import", docx(tmp_path / "放大.docx", listed + inserted, parts), "-o", tmp_path / "out", fence=FENCE
    )
    assert ("Traceback" in made.stderr, (tmp_path / "out").is_dir()) == (False, True)


SOURCES = {
    "引用": "活动: &a [甲]\n" + "甲: *a\n" * 100_000,
    "一行里的引用": "活动: &a [甲]\n甲: [" + "*a," * 1_000_000 + "]",
    "套起来的引用": "".join(f"键{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9) if n else '甲'}]\n" for n in range(30)),
    "项太多": "甲: [" + "乙," * 1_000_000 + "]",
    "行太多": "\n" * 3_000_000,
    "错处太多": "活动:\n" + "名称：甲\n" * 30_000,
    "套得太深": "甲: " + "[" * 200_000,
    "太大": "甲: " + "乙" * 8_000_000,
}


@pytest.mark.parametrize("name", SOURCES)
def test_data_files_that_burst_cost_a_message_with_its_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "活动.yaml"
    path.write_text(SOURCES[name], encoding="utf-8")
    made = fenced("validate", path, "--json", fence=FENCE)
    problems = json.loads(made.stdout)["problems"]
    assert (made.returncode, made.stderr) == (1, "")
    assert 0 < len(problems) <= 502
    assert name in ("行太多", "太大") or problems[0]["line"]


@pytest.mark.parametrize("name", ["引用", "套起来的引用", "项太多"])
def test_house_rules_have_bounds_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / "规则.yaml"
    path.write_text(SOURCES[name][:900_000], encoding="utf-8")
    made = fenced("check", docx(tmp_path / "好的.docx"), "--profile", path, fence=FENCE)
    assert (made.returncode, "Traceback" in made.stderr, "规则.yaml" in made.stderr) == (1, False, True)


@pytest.mark.parametrize("text", ["甲\n" * 200_000, "甲" * 3_100_000, "甲乙丙" * 2_000_000, "\r" * 2_000_000 + "甲"])
def test_texts_that_are_no_documents_cost_a_message(tmp_path: Path, text: str) -> None:
    path = tmp_path / "长.txt"
    path.write_text(text, encoding="utf-8")
    made = fenced("check", path, "--json", fence=FENCE)
    assert [p["rule"] for p in json.loads(made.stdout)["problems"]] == ["G00"]


@pytest.mark.parametrize(
    "text", ["[" * 500_000, "[" + "1," * 4_000_000 + "1]", '"' + "a" * 60_000_000 + '"', "9" * 5_000]
)
def test_json_that_bursts_is_no_value(text: str) -> None:
    with pytest.raises(ValueError, match="too|limit"):
        bounds.load_json(text)


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    for path in (tmp_path, tmp_path / "管道", Path("/dev/zero"), tmp_path / "没有"):
        with pytest.raises(OSError, match="Errno"):
            bounds.content(path, 1_000)


def test_a_file_that_does_not_say_its_size_is_read_to_the_bound() -> None:
    assert bounds.content(Path("/proc/self/status"), 100_000).startswith(b"Name:")
    with pytest.raises(bounds.TooLarge):
        bounds.content(Path("/proc/self/status"), 10)


def test_a_return_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("好.xlsx", progress("一公司", 3, 2))
    with (box.folder / "大.xlsx").open("wb") as out:
        out.write(b"PK\3\4")
        out.truncate(2_000_000_000)  # more than a reading process may take
    done = fenced("collect", box.root, box.folder, "-o", tmp_path / "汇总", "--date", "2026-06-30")
    summary = json.loads((tmp_path / "汇总" / "collected.json").read_text(encoding="utf-8"))
    assert {file["path"]: [p["rule"] for p in file["problems"]] for file in summary["files"] if file["problems"]} == {
        "大.xlsx": ["L104"]
    }
    assert (done.returncode, "过大（2000MB）" in done.stdout + done.stderr) == (1, True)


def test_the_workbook_inside_a_chart_is_not_unpacked_when_it_bursts() -> None:
    burst = BytesIO()
    with zipfile.ZipFile(burst, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<a/>" * 20_000_000)
    with pytest.raises(bounds.Unfit):
        bounds.check_package(burst.getvalue())
    link = relations(package="../embeddings/a.xlsx").encode()
    parts = {"word/charts/_rels/chart1.xml.rels": link, "word/embeddings/a.xlsx": burst.getvalue()}
    assert held(parts, "word/charts/chart1.xml") is None
