"""A .docx with as much in it as an office puts in: header with logo, notes, comments, lists, tables, text boxes, changes."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.shared import Cm

from tests.renaming import packed, parts_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLES, KEPT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", ("TableNormal", "TableGrid")
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEXT = (
    "砚屏集团有限公司文件", "砚屏发〔2026〕8号", "关于开展档案整理工作的通知", "各部门、各单位：",
    "为做好档案整理工作,现将有关事项通知如下。", "一、总体要求", "各单位要逐卷核对，6月30日前报送。",
    "（一）整理范围。上一年度形成的文件。", "二、工作安排", "各单位要明确专人负责。", "附件：1．整理计划",
    "砚屏集团有限公司", "2026年5月8日",
)  # fmt: skip
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>以档案局的规定为准。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
ENDNOTES = FOOTNOTES.replace("footnote", "endnote").replace("以档案局的规定为准", "见上年通报")


def picture() -> io.BytesIO:
    """A red square."""
    rows = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 8, 8, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def paragraph(inner: str) -> Any:
    return parse_xml(f"<w:p {W} {V}>{inner}</w:p>")


def slim(styles: Any) -> None:
    """Take out the styles of tables that nothing uses, which take most of the time."""
    for item in list(styles):
        name = item.get(f"{{{TABLES}}}styleId", "")
        if item.tag.endswith("}latentStyles") or item.get(f"{{{TABLES}}}type") == "table" and name not in KEPT:
            styles.remove(item)


def rich(path: Path) -> Path:
    """The document, written to a file."""
    document = docx.Document()
    for text in TEXT:
        document.add_paragraph(text)
    document.add_paragraph("逐卷核对", style="List Number")
    document.add_paragraph("编好目录", style="List Bullet")
    table = document.add_table(3, 3, style="Table Grid")
    for y, row in enumerate((("序号", "内容", "时限"), ("1", "合同", "6月"), ("2", "账簿", "7月"))):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_picture(picture(), Cm(2))
    section = document.sections[0]
    section.header.paragraphs[0].text = "砚屏集团"
    section.header.paragraphs[0].add_run().add_picture(picture(), Cm(1))
    section.footer.paragraphs[0]._p.extend(paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))  # fmt: skip
    document.add_comment(document.paragraphs[4].runs, text="请核对", author="办公室")
    body = document.element.body
    for inner in (
        '<w:r><w:t>经办</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>',
        '<w:ins w:id="90" w:author="乙" w:date="2026-05-08T00:00:00Z"><w:r><w:t>新增的一句。</w:t></w:r></w:ins>'
        '<w:del w:id="91" w:author="乙" w:date="2026-05-08T00:00:00Z"><w:r><w:delText>删去的一句。</w:delText></w:r></w:del>',
        '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>砚</w:t></w:r></w:rubyBase></w:ruby></w:r>',
        '<w:r><w:pict><v:shape style="width:100pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的字</w:t>'
        "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        '<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件里的字。</w:t></w:r></w:sdtContent></w:sdt>',
    ):  # fmt: skip
        body.insert(len(body) - 1, paragraph(inner))
    slim(document.styles.element)
    document.save(str(path))
    parts = parts_of(path)
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    for kind, data in (("footnotes", FOOTNOTES), ("endnotes", ENDNOTES)):
        line = f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/></Relationships>'
        override = f'<Override PartName="/word/{kind}.xml" ContentType="{WORD}.{kind}+xml"/></Types>'
        parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
        parts[types] = parts[types].replace(b"</Types>", override.encode())
        parts[f"word/{kind}.xml"] = data.encode()
    return packed(path, parts)
