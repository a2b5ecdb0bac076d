"""A .docx as a package: the same bytes every time, and nothing but a plain .docx let in."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import package
from docgen.core.errors import InvalidInput
from docgen.partnames import CONTENT_TYPES
from docgen.rendering import template
from docgen.rendering.render import Properties, compile_files
from tests.rendering.helpers import DOCUMENT, FOOTER, OFFICE, TYPES, Parts, W, docx, p, saved, tbl, tr, written

CHINESE = re.compile("[\u4e00-\u9fff]")
GOOD = docx(p("{{ 文 }}") + tbl(tr("甲", "乙")), footer=p("脚 {{ 文 }}"))

MAKE = """
import hashlib, sys
from pathlib import Path
from docgen.rendering import template
from docgen.rendering.render import Properties, compile_files
from docgen.workspace import Workspace
file = template.read(Path(sys.argv[1]))
data = compile_files([file, file]).fill([{"文": "甲&乙"}, {"文": "丙"}], Properties("题"))
print(hashlib.sha256(data).hexdigest())
for made in Workspace(Path(sys.argv[2])).build(Path(sys.argv[3]))[0]:
    print(made.path.name, hashlib.sha256(made.path.read_bytes()).hexdigest())
"""
CAMPAIGN = """
活动: {名称: 制度执行年, 年度: 2026, 主办: 华澜能源集团有限公司, 机关代字: 华澜发}
任务:
  - 类别: 组织
    事项:
      - {内容: 制定方案, 牵头: [办公室], 配合: [各部门], 时限: 5月底前}
      - {内容: 动员部署, 牵头: [办公室]}
文件:
  - 类型: 通知
    发文字号: 华澜发〔2026〕15号
    标题: 关于做好制度执行年活动有关工作的通知
    主送: 各子公司
    正文: 现将有关事项通知如下。
    成文日期: 2026-05-08
    附件: [{名称: 任务分解表}, {标题: 清单, 正文: 内容}]
    版记: {抄送: 党委, 印发机关: 办公室, 印发日期: 2026-05-08}
"""


# ---- the same bytes


def made_afresh(folder: Path, out: str, **environment: str) -> str:
    """What a fresh interpreter makes of the same input: fingerprints."""
    whole = {**os.environ, "PYTHONUTF8": "1", **environment}
    script = [sys.executable, "-c", MAKE, *(str(folder / name) for name in ("模板.docx", "活动.yaml", out))]
    done = subprocess.run(script, env=whole, capture_output=True, check=True, cwd=Path(package.__file__).parents[2])
    return done.stdout.decode("utf-8")


def test_the_same_input_makes_the_same_bytes_in_any_process(tmp_path: Path) -> None:  # P46 P49
    saved(tmp_path / "模板.docx", GOOD)
    (tmp_path / "活动.yaml").write_text(CAMPAIGN, encoding="utf-8")
    first = made_afresh(tmp_path, "甲", TZ="Asia/Shanghai", PYTHONHASHSEED="1", LANG="zh_CN.UTF-8")
    second = made_afresh(tmp_path, "乙", TZ="America/New_York", PYTHONHASHSEED="2", LC_ALL="C")
    assert first == second
    file = template.read(tmp_path / "模板.docx")
    data = compile_files([file, file]).fill([{"文": "甲&乙"}, {"文": "丙"}], Properties("题"))
    assert hashlib.sha256(data).hexdigest() == first.split()[0]


def test_the_same_compiled_template_fills_to_the_same_bytes_twice(tmp_path: Path) -> None:
    made = compile_files([written(tmp_path, p("{{ 文 }}"))])
    assert made.fill([{"文": "甲"}], Properties("题")) == made.fill([{"文": "甲"}], Properties("题"))


def test_the_order_of_parts_does_not_show() -> None:
    assert package.build(GOOD) == package.build(dict(reversed(GOOD.items())))


def test_a_file_is_a_sound_zip_with_its_types_first_and_no_dates(tmp_path: Path) -> None:
    data = compile_files([written(tmp_path, p("{{ 文 }}"), footer=p("{{ 文 }}"))]).fill([{"文": "甲"}], Properties())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == CONTENT_TYPES
        assert sorted(archive.namelist()) == sorted(docx("", footer=p("脚")))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(e.create_system, e.external_attr, e.extra) for e in archive.infolist()} == {(0, 0, b"")}


def test_names_of_parts_may_be_chinese(tmp_path: Path) -> None:
    parts = GOOD | {"word/media/图片1.png": b"\x89PNG", "word/media/𠮷.bin": b""}
    path = saved(tmp_path / "件.docx", parts)
    assert package.read(path) == parts
    with zipfile.ZipFile(path) as archive:
        assert {"word/media/图片1.png", "word/media/𠮷.bin"} <= set(archive.namelist())


@settings(max_examples=60, deadline=None)
@given(parts=st.dictionaries(st.text("abc甲乙/._", min_size=1, max_size=9), st.binary(max_size=2000), max_size=6))
def test_whatever_is_packed_comes_out_again(parts: Parts) -> None:
    with zipfile.ZipFile(BytesIO(package.build(parts))) as archive:
        assert archive.testzip() is None
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == parts


# ---- what is refused


def packed(changes: Parts) -> bytes:
    """A sound document with some parts changed."""
    return package.build(GOOD | changes)


def of_kind(kind: str) -> bytes:
    """The document declared as another kind."""
    mine = package.DOCUMENT_TYPE.encode()
    return packed({TYPES: GOOD[TYPES].replace(mine, kind.encode())})


def bomb() -> bytes:
    """A small file with large parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in GOOD.items():
            archive.writestr(name, data)
        archive.writestr("word/media/big.xml", b"<w>" + b"\0" * 60_000_000)
    assert target.tell() < 100_000
    return target.getvalue()


def many() -> bytes:
    """A file with far too many parts."""
    return packed({f"word/media/{i}.png": b"" for i in range(6_000)})


def marked_encrypted() -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(package.build(GOOD))
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(head), bytes(data)):
            flag = struct.unpack_from("<H", data, found.start() + at)[0]
            struct.pack_into("<H", data, found.start() + at, flag | 1)
    return bytes(data)


def with_doctype(part: str, encoding: str = "utf-8") -> bytes:
    """The document with an external entity in one part."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    xml = f'{head}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:ftr xmlns:w="{W}">&e;</w:ftr>'
    return packed({part: xml.encode(encoding)})


def damaged(mark: bytes, at: int, value: bytes) -> bytes:
    """The document with some bytes changed after the first such mark."""
    data = bytearray(package.build(GOOD))
    place = data.index(mark) + at
    data[place : place + len(value)] = value
    return bytes(data)


def misnamed() -> bytes:
    """The document with a part whose name is said to be UTF-8 and is not."""
    data = package.build(GOOD | {"word/字.bin": b""})
    return data.replace("word/字.bin".encode(), b"word/\xff\xfe\xfd.bin")


END, LINE, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048
REFUSED: dict[str, tuple[bytes, str]] = {
    "旧格式.doc": (OLE, "另存为 .docx"),
    "金山.wps": (OLE, "另存为 .docx"),
    "加密.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "压缩包密码.docx": (marked_encrypted(), "密码"),
    "带宏.docm": (of_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "模板.dotx": (of_kind(f"{OFFICE}.template.main+xml"), "模板"),
    "带宏模板.dotm": (of_kind("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "宏"),
    "藏着宏.docx": (packed({"word/vbaProject.bin": b"x"}), "宏"),
    "表格.docx": (package.build({TYPES: b"<Types/>", "xl/workbook.xml": b"<w/>"}), "不是 .docx"),
    "截断.docx": (package.build(GOOD)[:-200], "损坏"),
    "半个.docx": (package.build(GOOD)[:900], "损坏"),
    "目录位置坏了.docx": (damaged(END, 16, b"\xff\xff\xff"), "损坏"),
    "部件名乱码.docx": (misnamed(), "损坏"),
    "压缩方法不对.docx": (damaged(LINE, 10, b"\x0c"), "损坏"),
    "压缩数据坏了.docx": (damaged(LOCAL, 60, b"\xff" * 20), "损坏"),
    "空.docx": (b"", "空"),
    "文字.docx": ("这是一段文字".encode(), "不是 .docx"),
    "压缩炸弹.docx": (bomb(), "不像正常的文档"),
    "部件太多.docx": (many(), "不像正常的文档"),
    "实体.docx": (with_doctype(FOOTER), "DOCTYPE"),
    "正文实体.docx": (with_doctype(DOCUMENT), "DOCTYPE"),
    "双字节实体.docx": (with_doctype(FOOTER, "utf-16"), "DOCTYPE"),
    "坏正文.docx": (packed({DOCUMENT: b"<w:document"}), "损坏"),
    "坏样式.docx": (packed({"word/styles.xml": b"<w:styles"}), "损坏"),
    "没有正文.docx": (packed({DOCUMENT: f'<w:document xmlns:w="{W}"/>'.encode()}), "页面设置"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plain_docx_is_refused_in_chinese(tmp_path: Path, name: str) -> None:  # P32 P33 P34
    data, word = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidInput) as caught:
        template.read(tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.place.file == str(tmp_path / name)
    assert name in problem.message
    assert word in str(problem).replace(name, "")
    assert CHINESE.search(problem.message.replace(name, ""))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "文件夹.docx").mkdir()
    for name in ("没有.docx", "文件夹.docx"):
        with pytest.raises(InvalidInput, match=name):
            template.read(tmp_path / name)


@pytest.mark.parametrize("where", ["body", "footer"])
@pytest.mark.parametrize(
    "change",
    [
        '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins></w:p>',
        '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>',
        '<w:p><w:moveFrom w:id="1" w:author="x"><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>',
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="x"/></w:rPr></w:pPr></w:p>',
        '<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>',
    ],
    ids=["inserted", "deleted", "moved", "mark", "row"],
)
def test_tracked_changes_are_refused(tmp_path: Path, change: str, where: str) -> None:  # P25
    path = saved(tmp_path / "修订.docx", docx(change) if where == "body" else docx(p("文"), footer=change))
    with pytest.raises(InvalidInput, match=r"修订\.docx.*接受所有修订"):
        template.read(path)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(package.build(GOOD))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "坏.docx"
    path.write_bytes(whole)
    with suppress(InvalidInput):
        template.read(path)
