"""Word files as people really make them, and what an import must read in them.

Nothing here is made with docgen: each file is raw XML, each expectation is typed by hand. Organisations are invented.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE_RELS}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" '
    f'xmlns:pic="{DRAWING}/picture" xmlns:wps="{SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
    "footer": "footer",
    "comments": "comments",
}
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1800" w:right="1440" w:bottom="1800" w:left="1440" w:header="851" w:footer="992" w:gutter="0"/>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:name w:val="Normal"/></w:style>'
)
HAN_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
    '<w:lvlText w:val="%3."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


# ---- XML


def run(text: str, face: str = "", size: float = 0, bold: bool = False, color: str = "", latin: str = "") -> str:
    r"""A run; \t and \n become a tab and a line break."""
    latin = latin or face
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:hint="eastAsia"/>' if face else ""
    look = fonts + ("<w:b/>" if bold else "") + (f'<w:color w:val="{color}"/>' if color else "")
    look += f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>' if size else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{shown(text)}</w:r>"


def shown(text: str) -> str:
    """What stands inside a run."""
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")
        )
        for line in text.split("\n")
    )
    return "<w:br/>".join(lines)


def p(
    *pieces: str,
    align: str = "",
    first: int = 0,
    left: int = 0,
    level: int | None = None,
    new_page: bool = False,
    section: str = "",
    **look: Any,
) -> str:
    """A paragraph with direct formatting; ``level`` is that of an automatic number, ``first`` and ``left`` are in 字."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    indent = f'<w:ind w:left="{left * 320}" w:firstLineChars="{first * 100}" w:firstLine="{first * 320}"/>'
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    place = (
        breaks + number + (indent if first or left else "") + (f'<w:jc w:val="{align}"/>' if align else "") + section
    )
    inside = "".join(piece if piece.startswith("<") else run(piece, **look) for piece in pieces)
    return f"<w:p>{f'<w:pPr>{place}</w:pPr>' if place else ''}{inside}</w:p>"


def tc(content: str, span: int = 1, down: str = "") -> str:
    """A cell; ``down`` is restart or continue of a vertical merge."""
    merged = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{down}"/>' if down else "")
    inside = content if content.startswith("<") else "".join(p(line) for line in content.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{span * 2000}" w:type="dxa"/>{merged}</w:tcPr>{inside}</w:tc>'


def tr(*cells: str, head: bool = False) -> str:
    """A row; texts become cells."""
    inside = "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells)
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{inside}</w:tr>"


def tbl(*rows: str, columns: int, ruled: bool = True) -> str:
    """A table."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    borders = f"<w:tblBorders>{lines}</w:tblBorders>" if ruled else ""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def anchored(content: str, number: int = 1) -> str:
    """A DrawingML text box in a run."""
    size = '<wp:extent cx="5400000" cy="900000"/>'
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
        '<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
        f'</wp:positionV>{size}<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{number}" name="文本框 {number}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{SHAPE}">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def vml(content: str) -> str:
    """A text box as old Word and WPS write it."""
    box = '<v:shape type="#_x0000_t202" style="position:absolute;width:420pt;height:70pt">'
    return f"<w:pict>{box}<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def box(content: str) -> str:
    """A paragraph that anchors a text box, with the fallback that repeats its text."""
    choice = f'<mc:Choice Requires="wps">{anchored(content)}</mc:Choice>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}<mc:Fallback>{vml(content)}</mc:Fallback></mc:AlternateContent></w:r></w:p>"


def section_end(page: str, **place: Any) -> str:
    """An empty paragraph that ends a section."""
    return p(section=f"<w:sectPr>{page}</w:sectPr>", **place)


def png() -> bytes:
    """A grey picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def picture() -> str:
    """A paragraph that holds nothing but a picture (relationship rIdPicture)."""
    shape = '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="9" name="图片 1"/><a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="9" name="扫描件.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>{shape}</pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )


def package(path: Path, body: str, parts: dict[str, str], last: str = PAGE, media: bool = False) -> Path:
    """Write a .docx of a body and further word/ parts (name → inside of the root element)."""
    roots = {
        "styles": "styles",
        "settings": "settings",
        "numbering": "numbering",
        "comments": "comments",
        "footer": "ftr",
    }
    overrides = rels = ""
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE_RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{last}</w:sectPr></w:body></w:document>",
    }
    for name, inside in {"document": "", **parts}.items():
        kind = name.rstrip("0123456789")
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{TYPES[kind]}+xml"/>'
        if name != "document":
            rels += f'<Relationship Id="rId_{name}" Type="{OFFICE_RELS}/{kind}" Target="{name}.xml"/>'
            files[f"word/{name}.xml"] = f"{XML}<w:{roots[kind]} {NAMESPACES}>{inside}</w:{roots[kind]}>"
    if media:
        rels += f'<Relationship Id="rIdPicture" Type="{OFFICE_RELS}/image" Target="media/image1.png"/>'
        files["word/media/image1.png"] = png()
    files["[Content_Types].xml"] = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )
    files["word/_rels/document.xml.rels"] = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):  # [Content_Types].xml comes first
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return path


# ---- the files


@dataclass(frozen=True)
class Messy:
    """A file: its body, what must be read in it, and sentences that a rebuilt file still holds or no longer holds."""

    body: Sequence[str]
    expected: dict[str, Any]
    kept: Sequence[str]
    gone: Sequence[str] = ()
    parts: dict[str, str] = field(default_factory=lambda: {"styles": STYLES})
    media: bool = False

    def write(self, path: Path) -> Path:
        """The file on disk."""
        return package(path, "".join(self.body), self.parts, media=self.media)


CASES: dict[str, Callable[[], Messy]] = {}


def case(make: Callable[[], Messy]) -> Callable[[], Messy]:
    """Put a file on the list under the name of its function."""
    CASES[make.__name__] = make
    return make


MARK = p("华澜能源集团有限公司文件", align="center", size=40, color="FF0000", face="方正小标宋简体")
NUMBER = p("华澜发〔2026〕18号", align="center", size=16, face="仿宋")
TITLE = p("关于开展库房盘点工作的通知", align="center", size=22, face="方正小标宋简体")
TO = p("各子公司，集团总部各部门：", size=16, face="仿宋")
OPENING = p("为摸清各库房家底，集团决定开展一次全面盘点，现将有关事项通知如下。", first=2, size=16, face="仿宋")
SIGNED = p("华澜能源集团有限公司", align="right", size=16, face="仿宋")
DATED = p("2026年5月8日", align="right", size=16, face="仿宋")
BEFORE = (MARK, NUMBER, p(), TITLE, p(), TO, OPENING)
AFTER = (p(), SIGNED, DATED)
ISSUER = "华澜能源集团有限公司"
SENTENCE = "为摸清各库房家底，集团决定开展一次全面盘点，现将有关事项通知如下。"
FRAME = {
    "issuer": [ISSUER],
    "doc_number": "华澜发〔2026〕18号",
    "title": "关于开展库房盘点工作的通知",
    "recipients": "各子公司，集团总部各部门",
    "signature": [ISSUER],
    "date": "2026-05-08",
}


def body(text: str, **look: Any) -> str:
    """A paragraph of the text."""
    return p(text, first=2, **{"size": 16, "face": "仿宋", **look})


def heading(level: int, marker: str, text: str, kind: str = "line", part: int = 0) -> dict[str, Any]:
    """A heading as import prints it."""
    return {"part": part, "level": level, "marker": marker, "text": text, "kind": kind}


def part(number: int, label: str | None, title: str) -> dict[str, Any]:
    """A part as import prints it."""
    return {"part": number, "label": label, "title": title}


def attachment(number: int | None, title: str) -> dict[str, Any]:
    """An item of 附件说明 as import prints it."""
    return {"number": number, "title": title}


@case
def direct_formatting_and_bold_headings() -> Messy:
    return Messy(
        [
            *BEFORE,
            p("　　一、时间安排", bold=True),
            p("　　盘点自五月中旬开始，六月底结束。"),
            p("　　二、有关要求", bold=True),
            p("　　（一）账物逐一核对", bold=True),
            p("　　各单位要对照台账逐件清点，做到账、卡、物相符。"),
            p("　　（二）盘点人员不得少于两人。盘点结果由双方当场签字确认。"),
            *AFTER,
        ],
        FRAME
        | {
            "headings": [
                heading(1, "一、", "时间安排"),
                heading(1, "二、", "有关要求"),
                heading(2, "（一）", "账物逐一核对"),
                heading(2, "（二）", "盘点人员不得少于两人", "run_in"),
            ],
            "parts": [],
            "attachments": [],
        },
        [SENTENCE, "盘点自五月中旬开始，六月底结束。", "做到账、卡、物相符。", "盘点结果由双方当场签字确认。"],
    )


@case
def title_over_three_paragraphs() -> Messy:
    lines = [
        p(text, align="center", size=22, bold=True) for text in (ISSUER, "关于印发《设备点检管理办法》的", "通知")
    ]
    return Messy(
        [MARK, NUMBER, p(), p(), *lines, p(), TO, body("现将《设备点检管理办法》印发给你们，请遵照执行。"), *AFTER],
        FRAME | {"title": "华澜能源集团有限公司关于印发《设备点检管理办法》的通知"},
        ["现将《设备点检管理办法》印发给你们，请遵照执行。"],
    )


@case
def title_with_line_breaks_and_blanks() -> Messy:
    title = p("关于组织参加\n应急救护培训的\n通　 知", align="center", size=22, bold=True)
    return Messy(
        [MARK, NUMBER, title, TO, body("请各单位按名额组织人员参加培训。"), *AFTER],
        FRAME | {"title": "关于组织参加应急救护培训的通知"},
        ["请各单位按名额组织人员参加培训。"],
    )


@case
def stray_empty_paragraphs_everywhere() -> Messy:
    pieces = [MARK, NUMBER, TITLE, TO, OPENING, body("一、盘点范围"), body("集团所属全部库房。"), SIGNED, DATED]
    blanks = (p(), p("　　"), p(" \t "))
    return Messy(
        [piece for paragraph in pieces for piece in (*blanks, paragraph)] + list(blanks),
        FRAME | {"headings": [heading(1, "一、", "盘点范围")], "parts": []},
        [SENTENCE, "集团所属全部库房。"],
    )


@case
def masthead_in_a_text_box() -> Messy:
    return Messy([box(MARK), *BEFORE[1:], *AFTER], FRAME, [SENTENCE])


@case
def masthead_in_an_old_text_box() -> Messy:
    return Messy([f"<w:p><w:r>{vml(MARK + NUMBER)}</w:r></w:p>", *BEFORE[2:], *AFTER], FRAME, [SENTENCE])


@case
def masthead_in_a_table() -> Messy:
    head = tbl(tr(tc(MARK)), tr(tc(NUMBER)), columns=1, ruled=False)
    return Messy([head, p(), *BEFORE[3:], *AFTER], FRAME | {"tables": []}, [SENTENCE])


@case
def masthead_spaced_by_blanks() -> Messy:
    mark = p("华 澜 能 源 集 团 有 限 公 司 文 件", align="center", size=36, color="FF0000", bold=True)
    return Messy([mark, *BEFORE[1:], *AFTER], FRAME, [SENTENCE])


@case
def joint_issuers_in_a_table() -> Messy:
    red: dict[str, Any] = {"align": "distribute", "size": 32, "color": "FF0000"}
    names = ["砚屏市政务服务局", "砚屏市城乡建设局"]
    head = tbl(
        tr(tc(p(names[0], **red)), tc(p("文件", **red), down="restart")),
        tr(tc(p(names[1], **red)), tc(p(), down="continue")),
        columns=2,
        ruled=False,
    )
    signed = [p(f"{name}　　", align="right") for name in names]
    text = body("为方便群众办事，两局决定联合开展竣工验收窗口轮岗。")
    number = p("砚政务〔2026〕5号", align="center")
    return Messy(
        [head, p(), number, p(), p("关于开展竣工验收窗口轮岗的通知", align="center", size=22), p("各区县局：")]
        + [text, p(), *signed, DATED],
        {
            "issuer": names,
            "doc_number": "砚政务〔2026〕5号",
            "title": "关于开展竣工验收窗口轮岗的通知",
            "recipients": "各区县局",
            "signature": names,
            "date": "2026-05-08",
            "tables": [],
        },
        ["为方便群众办事，两局决定联合开展竣工验收窗口轮岗。"],
    )


def numbered(typed: str) -> Messy:
    """A document whose number is typed this way."""
    number = p(typed, align="center", size=16)
    return Messy([MARK, number, *BEFORE[2:], *AFTER], FRAME | {"doc_number": "华澜发〔2023〕7号"}, [SENTENCE])


@case
def number_with_blanks() -> Messy:
    return numbered("华澜发〔2023〕 7 号")


@case
def number_in_square_brackets() -> Messy:
    return numbered("华澜发[2023]7号")


@case
def number_in_round_brackets() -> Messy:
    return numbered("华澜发（2023）7号")


@case
def number_in_full_width_digits() -> Messy:
    return numbered("华澜发［２０２３］７号")


@case
def signer_with_a_tab_on_the_line_of_the_number() -> Messy:
    return Messy(
        [
            MARK,
            p("　华澜发〔2026〕18号\t签发人：林知远"),
            p(),
            p("关于购置应急发电车的请示", align="center", size=22),
            p(),
            p("砚屏市国资委："),
            body("因原有车辆到期报废，拟购置应急发电车一辆。"),
            body("妥否，请批示。"),
            *AFTER,
            p("（联系人：苏筠，电话：0000-2345678）"),
        ],
        {
            "issuer": [ISSUER],
            "doc_number": "华澜发〔2026〕18号",
            "signer": "林知远",
            "title": "关于购置应急发电车的请示",
            "recipients": "砚屏市国资委",
            "note": "联系人：苏筠，电话：0000-2345678",
            "date": "2026-05-08",
        },
        ["因原有车辆到期报废，拟购置应急发电车一辆。", "妥否，请批示。"],
    )


@case
def report_with_a_signer_of_its_own_line() -> Messy:
    return Messy(
        [
            MARK,
            p("签发人：林知远　", align="right"),
            p("　华澜发〔2026〕18号", align="left"),
            p("关于上半年防汛准备情况的报告", align="center", size=22),
            p("砚屏市国资委："),
            body("现将上半年防汛准备情况报告如下。"),
            body("一、物资储备"),
            body("沙袋、水泵均已备足。"),
            body("特此报告。"),
            *AFTER,
        ],
        {
            "doc_number": "华澜发〔2026〕18号",
            "signer": "林知远",
            "title": "关于上半年防汛准备情况的报告",
            "recipients": "砚屏市国资委",
            "headings": [heading(1, "一、", "物资储备")],
            "signature": [ISSUER],
        },
        ["现将上半年防汛准备情况报告如下。", "沙袋、水泵均已备足。", "特此报告。"],
    )


@case
def letter_with_the_number_flush_right() -> Messy:
    return Messy(
        [
            p(ISSUER, align="center", size=36, color="FF0000", bold=True),
            p("华澜函〔2026〕4号", align="right", size=16),
            p(),
            p("关于商请提供水文资料的函", align="center", size=22),
            p(),
            p("砚屏市水文站："),
            body("因编制防洪预案需要，商请贵站提供近十年水文资料。"),
            body("特此函达，请予支持。"),
            *AFTER,
        ],
        {
            "issuer": [ISSUER],
            "doc_number": "华澜函〔2026〕4号",
            "title": "关于商请提供水文资料的函",
            "recipients": "砚屏市水文站",
            "signature": [ISSUER],
            "date": "2026-05-08",
        },
        ["因编制防洪预案需要，商请贵站提供近十年水文资料。", "特此函达，请予支持。"],
    )


@case
def minutes_with_rolls() -> Messy:
    return Messy(
        [
            p("华澜能源集团有限公司会议纪要", align="center", size=36, color="FF0000", bold=True),
            p("第6期", align="center", size=16),
            p("办公室\t2026年5月8日", size=16),
            p("二季度安全例会纪要", align="center", size=22),
            body("5月7日，集团召开二季度安全例会。会议议定以下事项。"),
            body("一、完善值班制度。值班表须提前一周公布。"),
            body("二、更新疏散图。由综合部负责。"),
            body("出席：林知远、苏筠、顾砚秋"),
            body("列席：沈棠、梁书意"),
        ],
        {
            "title": "二季度安全例会纪要",
            "headings": [heading(1, "一、", "完善值班制度", "run_in"), heading(1, "二、", "更新疏散图", "run_in")],
            "signature": [],
            "parts": [],
        },
        ["会议议定以下事项。", "值班表须提前一周公布。", "林知远、苏筠、顾砚秋", "沈棠、梁书意"],
    )


@case
def chapters_and_articles() -> Messy:
    return Messy(
        [
            p("华澜能源集团有限公司公务用车管理办法", align="center", size=22, bold=True),
            p("（试行）", align="center"),
            p("第一章　总则", align="center", bold=True),
            body("第一条　为规范公务用车管理，制定本办法。"),
            body("第二条 本办法适用于集团总部及所属单位。"),
            p("第二章 车辆使用", align="center", bold=True),
            p("第一节　用车申请", align="center", bold=True),
            body("第三条　用车部门应提前一个工作日申请。\u3000"),
            body("（一）市内用车由部门负责人批准；"),
            body("（二）跨市用车由分管领导批准。"),
            body("第四条　本办法自印发之日起施行。"),
        ],
        {
            "title": "华澜能源集团有限公司公务用车管理办法",
            "doc_number": None,
            "headings": [
                heading(1, "第一章", "总则"),
                heading(3, "第一条", "", "run_in"),
                heading(3, "第二条", "", "run_in"),
                heading(1, "第二章", "车辆使用"),
                heading(2, "第一节", "用车申请"),
                heading(3, "第三条", "", "run_in"),
                heading(3, "第四条", "", "run_in"),
            ],
            "parts": [],
        },
        ["为规范公务用车管理，制定本办法。", "（二）跨市用车由分管领导批准。", "本办法自印发之日起施行。", "试行"],
    )


@case
def automatic_numbers() -> Messy:
    return Messy(
        [
            *BEFORE,
            p("盘点范围", level=0),
            p("生产库房", level=1),
            body("含备件库和油料库。"),
            p("生活库房", level=1),
            body("含食堂仓库。"),
            p("结果报送", level=0),
            p("电子版", level=1),
            body("发至集团邮箱。"),
            *AFTER,
        ],
        FRAME
        | {
            "headings": [
                heading(1, "一、", "盘点范围"),
                heading(2, "（一）", "生产库房"),
                heading(2, "（二）", "生活库房"),
                heading(1, "二、", "结果报送"),
                heading(2, "（一）", "电子版"),
            ]
        },
        ["一、盘点范围", "（二）生活库房", "二、结果报送", "含备件库和油料库。", "发至集团邮箱。"],
        parts={"styles": STYLES, "numbering": HAN_NUMBERING},
    )


@case
def merged_cells() -> Messy:
    table = tbl(
        tr("库房", "品类", "数量", head=True),
        tr(tc("东库", down="restart"), "阀门", "40"),
        tr(tc("", down="continue"), "法兰", "25"),
        tr(tc("两项合计", span=2), "65"),
        columns=3,
    )
    return Messy(
        [*BEFORE, table, *AFTER],
        FRAME
        | {
            "tables": [
                {
                    "part": 0,
                    "header_rows": 1,
                    "rows": [
                        ["库房", "品类", "数量"],
                        ["东库", "阀门", "40"],
                        ["东库", "法兰", "25"],
                        ["两项合计", "两项合计", "65"],
                    ],
                    "foot_notes": [],
                }
            ]
        },
        [SENTENCE, "两项合计", "法兰"],
    )


@case
def ragged_rows() -> Messy:
    table = tbl(tr("序号", "库房", "负责人"), tr("1", "东库", "顾砚秋"), tr("2", "西库"), columns=3)
    return Messy(
        [*BEFORE, table, *AFTER],
        FRAME
        | {"tables": [{"part": 0, "rows": [["序号", "库房", "负责人"], ["1", "东库", "顾砚秋"], ["2", "西库", ""]]}]},
        [SENTENCE, "顾砚秋", "西库"],
    )


@case
def nested_header_rows() -> Messy:
    table = tbl(
        tr(tc("单位", down="restart"), tc("盘点数量", span=2), tc("备注", down="restart"), head=True),
        tr(tc("", down="continue"), "账面", "实物", tc("", down="continue"), head=True),
        tr("一公司", "12", "12", "无"),
        tr("二公司", "30", "29", "借出一件"),
        columns=4,
    )
    rows = [
        ["单位", "盘点数量", "盘点数量", "备注"],
        ["单位", "账面", "实物", "备注"],
        ["一公司", "12", "12", "无"],
        ["二公司", "30", "29", "借出一件"],
    ]
    return Messy(
        [*BEFORE, table, *AFTER], {"tables": [{"part": 0, "header_rows": 2, "rows": rows}]}, [SENTENCE, "借出一件"]
    )


@case
def notes_under_a_table() -> Messy:
    notes = ["注：1. 数量按件填写。", "2. 借出物品在备注栏说明。"]
    manual = ["填表说明：", "1. 本表于每月20日前报送。"]
    labels = [p("附件1", face="黑体", size=16, new_page=True), p("库房盘点表", align="center", size=22)]
    rows = [["库房", "数量"], ["东库", "65"]]
    return Messy(
        [*BEFORE, p("附件：1．库房盘点表"), *AFTER, *labels]
        + [tbl(*(tr(*row) for row in rows), columns=2), *(p(note) for note in notes + manual)],
        {
            "attachments": [attachment(1, "库房盘点表")],
            "parts": [part(1, "附件1", "库房盘点表")],
            "tables": [{"part": 1, "rows": rows, "foot_notes": notes + manual}],
        },
        [SENTENCE, *notes, *manual],
    )


@case
def text_box_in_the_body() -> Messy:
    aside = "盘点期间库房暂停领料，急用物资走绿色通道。"
    return Messy([*BEFORE, box(p(aside)), *AFTER], FRAME | {"headings": []}, [SENTENCE, aside])


@case
def tracked_changes() -> Messy:
    mark = 'w:id="{}" w:author="a" w:date="2026-05-01T00:00:00Z"'
    deleted = f"<w:del {mark.format(1)}><w:r><w:delText>各分公司，</w:delText></w:r></w:del>"
    inserted = f"<w:ins {mark.format(2)}>{run('各子公司，')}</w:ins>"
    to = f"<w:p>{deleted}{inserted}{run('集团总部各部门：')}</w:p>"
    whole = f"<w:p><w:pPr><w:rPr><w:del {mark.format(3)}/></w:rPr></w:pPr><w:del {mark.format(4)}><w:r><w:delText>此段已经删去。</w:delText></w:r></w:del></w:p>"
    return Messy(
        [
            *BEFORE[:5],
            to,
            OPENING,
            whole,
            f"<w:p><w:ins {mark.format(5)}>{run('新增一句要求。')}</w:ins></w:p>",
            *AFTER,
        ],
        FRAME,
        [SENTENCE, "新增一句要求。"],
        gone=["各分公司", "此段已经删去"],
    )


PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def with_attachments(listed: Sequence[str], labels: Sequence[str], names: Sequence[str]) -> list[str]:
    """A notice with 附件说明 and attachments of one sentence each."""
    pieces = [*BEFORE, p(), *listed, *AFTER]
    for label, name in zip(labels, names, strict=True):
        pieces.append(p(PAGE_BREAK, label))
        pieces += [p(), p(name, align="center", size=22), body(f"{name}见此页。")]
    return pieces


NAMES = ["盘点任务分工表", "盘点结果汇总表"]


def two_attachments(
    listed: Sequence[str], labels: tuple[str, str] = ("附件1", "附件2"), typed: Sequence[str] = ()
) -> Messy:
    """Two attachments whose 附件说明 and labels are typed this way; ``labels`` are expected."""
    return Messy(
        with_attachments(listed, typed or labels, NAMES),
        FRAME
        | {
            "attachments": [attachment(1, NAMES[0]), attachment(2, NAMES[1])],
            "parts": [part(1, labels[0], NAMES[0]), part(2, labels[1], NAMES[1])],
        },
        [SENTENCE, "盘点任务分工表见此页。", "盘点结果汇总表见此页。"],
    )


@case
def several_attachments() -> Messy:
    return two_attachments([p("附件：1.盘点任务分工表"), p("      2.盘点结果汇总表")])


@case
def attachments_listed_with_full_width_dots() -> Messy:
    return two_attachments([p("附件：1．盘点任务分工表"), p("　　　2．盘点结果汇总表")])


@case
def attachments_listed_with_small_dots() -> Messy:
    return two_attachments([p("附件:1﹒盘点任务分工表"), p("\t2﹒盘点结果汇总表")])


@case
def attachments_listed_in_one_paragraph() -> Messy:
    return two_attachments([p("附件：1. 盘点任务分工表\n　　　2. 盘点结果汇总表")])


@case
def attachment_labels_with_a_colon() -> Messy:
    listed = [p("附件：1.盘点任务分工表"), p("2.盘点结果汇总表", left=3)]
    return two_attachments(listed, typed=("附件1：", "附件 2:"))


@case
def attachment_labels_in_han_numerals() -> Messy:
    return two_attachments([p("附件：1.盘点任务分工表"), p("2.盘点结果汇总表", left=3)], ("附件一", "附件二"))


@case
def single_attachment_without_a_number() -> Messy:
    return Messy(
        with_attachments([p("附件：盘点任务分工表")], ["附件"], NAMES[:1]),
        FRAME | {"attachments": [attachment(None, NAMES[0])], "parts": [part(1, "附件", NAMES[0])]},
        [SENTENCE, "盘点任务分工表见此页。"],
    )


@case
def enclosed_plan_without_a_label() -> Messy:
    plan = [p("库房盘点实施方案", align="center", size=22, new_page=True), body("一、组织机构")]
    return Messy(
        [*BEFORE[:3], p("关于印发《库房盘点实施方案》的通知", align="center", size=22), p(), TO]
        + [body("现将《库房盘点实施方案》印发给你们，请认真执行。"), *AFTER, *plan, body("盘点工作由资产部牵头。")],
        FRAME
        | {
            "title": "关于印发《库房盘点实施方案》的通知",
            "parts": [part(1, None, "库房盘点实施方案")],
            "headings": [heading(1, "一、", "组织机构", part=1)],
            "attachments": [],
        },
        ["现将《库房盘点实施方案》印发给你们，请认真执行。", "盘点工作由资产部牵头。"],
    )


@case
def attachments_of_an_enclosed_plan() -> Messy:
    return Messy(
        [*BEFORE[:3], p("关于印发《库房盘点实施方案》的通知", align="center", size=22), p(), TO]
        + [body("现将《库房盘点实施方案》印发给你们，请认真执行。"), *AFTER]
        + [
            p("库房盘点实施方案", align="center", size=22, new_page=True),
            body("一、组织机构"),
            body("资产部牵头，各部门配合。"),
        ]
        + [p(), body("附件：1．盘点任务分工表"), p("2．盘点结果汇总表", left=5)]
        + [p("附件1", face="黑体", new_page=True), p(), p(NAMES[0], align="center", size=22), body("分工如下。")]
        + [p("附件2", face="黑体", new_page=True), p(), p(NAMES[1], align="center", size=22), body("结果如下。")],
        FRAME
        | {
            "title": "关于印发《库房盘点实施方案》的通知",
            "parts": [part(1, None, "库房盘点实施方案"), part(2, "附件1", NAMES[0]), part(3, "附件2", NAMES[1])],
            "headings": [heading(1, "一、", "组织机构", part=1)],
        },
        ["资产部牵头，各部门配合。", "1．盘点任务分工表", "2．盘点结果汇总表", "分工如下。", "结果如下。"],
    )


def signed_off(signed: str, dated: str, **expected: Any) -> Messy:
    """A notice that ends with these two paragraphs."""
    return Messy([*BEFORE, p(), signed, dated], FRAME | expected, [SENTENCE, ISSUER])


@case
def signature_moved_by_blanks() -> Messy:
    return signed_off(p(" " * 40 + ISSUER), p("　" * 16 + "2026年5月8日　　"))


@case
def signature_moved_by_tabs() -> Messy:
    return signed_off(p("\t\t\t\t" + ISSUER), p("\t\t\t\t\t2026年5月8日"))


@case
def signature_and_date_in_one_paragraph() -> Messy:
    return Messy([*BEFORE, p(), p(f"{ISSUER}\n2026年5月8日", align="right")], FRAME, [SENTENCE, ISSUER])


@case
def date_in_han_numerals() -> Messy:
    return signed_off(SIGNED, p("二〇二六年五月八日", align="right"), date_text="二〇二六年五月八日")


@case
def date_with_circles_for_zeros() -> Messy:
    return signed_off(
        SIGNED, p("二○二六年五月二十八日", align="right"), date="2026-05-28", date_text="二○二六年五月二十八日"
    )


@case
def date_with_blanks() -> Messy:
    return signed_off(SIGNED, p("2026 年 5 月 8 日", align="right"))


@case
def joint_signatures() -> Messy:
    names = ["砚屏市政务服务局", "砚屏市城乡建设局", "砚屏市档案馆"]
    signed = [p(name, align="right") for name in names]
    return Messy([*BEFORE[3:], p(), *signed, DATED], {"signature": names, "date": "2026-05-08"}, [SENTENCE, *names])


@case
def note_in_full_width_brackets() -> Messy:
    return Messy(
        [*BEFORE, *AFTER, body("（此件公开发布）")], FRAME | {"note": "此件公开发布"}, [SENTENCE, "（此件公开发布）"]
    )


@case
def note_in_half_width_brackets() -> Messy:
    return Messy(
        [*BEFORE, *AFTER, body("(此件公开发布)")], FRAME | {"note": "此件公开发布"}, [SENTENCE, "此件公开发布"]
    )


IMPRINT = {
    "cc": "砚屏市国资委，华澜能源集团有限公司监事会、工会",
    "printed_by": "华澜能源集团有限公司办公室",
    "printed_date": "2026-05-10",
    "parts": [],
}
CC = "抄送：砚屏市国资委，华澜能源集团有限公司监事会、工会。"
PRINTED = "华澜能源集团有限公司办公室"
ORGANS = ["砚屏市国资委，华澜能源集团有限公司监事会、工会", "华澜能源集团有限公司办公室"]


@case
def imprint_as_a_table() -> Messy:
    table = tbl(tr(tc(CC, span=2)), tr(PRINTED, "2026年5月10日印发"), columns=2)
    return Messy([*BEFORE, *AFTER, p(), table], FRAME | IMPRINT | {"tables": []}, [SENTENCE, *ORGANS])


@case
def imprint_as_paragraphs_with_a_tab() -> Messy:
    return Messy(
        [*BEFORE, *AFTER, p(), p(CC, size=14), p(f"{PRINTED}\t2026年5月10日印发")],
        FRAME | IMPRINT,
        [SENTENCE, *ORGANS],
    )


@case
def imprint_with_many_blanks() -> Messy:
    last = p(f"　{PRINTED}{' ' * 17}2026年5月10日印发　", size=14)
    return Messy([*BEFORE, *AFTER, p(), p("　" + CC, size=14), last], FRAME | IMPRINT, [SENTENCE, *ORGANS])


@case
def imprint_in_a_text_box() -> Messy:
    table = tbl(tr(CC), tr(f"{PRINTED}\t2026年5月10日印发"), columns=1)
    return Messy([*BEFORE, *AFTER, box(table + p())], FRAME | IMPRINT | {"tables": []}, [SENTENCE, *ORGANS])


@case
def landscape_section_with_a_table() -> Messy:
    rows = [["序号", "库房", "品类", "账面", "实物"], ["1", "东库", "阀门", "40", "40"]]
    return Messy(
        [*BEFORE, p("附件：盘点明细表"), *AFTER, section_end(PAGE), p("附件", face="黑体"), p()]
        + [
            p("盘点明细表", align="center", size=22),
            tbl(*(tr(*row) for row in rows), columns=5),
            section_end(LANDSCAPE),
        ]
        + [p(CC, size=14), p(f"{PRINTED}\t2026年5月10日印发", size=14)],
        FRAME
        | IMPRINT
        | {"parts": [part(1, "附件", "盘点明细表")], "tables": [{"part": 1, "rows": rows}]}
        | {"attachments": [attachment(None, "盘点明细表")]},
        [SENTENCE, "阀门", *ORGANS],
    )


@case
def half_width_punctuation() -> Messy:
    return Messy(
        [
            *BEFORE[:5],
            p("各子公司:"),
            body("请抓紧办理,不得拖延."),
            body("(一)按期上报"),
            body("每月20日前上报."),
            *AFTER,
        ],
        FRAME | {"recipients": "各子公司", "headings": [heading(2, "(一)", "按期上报")]},
        ["请抓紧办理", "不得拖延", "按期上报", "每月20日前上报"],
    )


@case
def page_numbers_typed_into_the_text() -> Messy:
    return Messy(
        [
            *BEFORE,
            p("- 1 -", align="center"),
            body("一、盘点范围"),
            body("集团所属全部库房。"),
            p("— 2 —", align="center"),
            *AFTER,
        ],
        FRAME | {"headings": [heading(1, "一、", "盘点范围")]},
        [SENTENCE, "集团所属全部库房。"],
    )


@case
def secret_and_urgent() -> Messy:
    return Messy(
        [p("000012"), p("机密★1年", face="黑体"), p("特　急", face="黑体"), *BEFORE, *AFTER],
        FRAME | {"copy_no": "000012", "secrecy": "机密★1年", "urgency": "特急"},
        [SENTENCE, "000012", "机密★1年"],
    )


RED_MINUTES = p("青禾县供销合作社办公会议纪要", align="center", size=36, color="FF0000", bold=True)
ISSUE = (p("〔2026〕第4期", align="center", size=16), p("综合科　　　　　　　　2026年3月18日", size=16))
SAID = (
    body("会议研究了春耕物资调运事项。"),
    body("一、核定调运数量。由业务科逐站核对。"),
    body("二、落实车辆。由运输队负责。"),
)


@case
def minutes_that_are_distributed() -> Messy:
    return Messy(
        [
            RED_MINUTES,
            *ISSUE,
            p("第四次办公会议纪要", align="center", size=22),
            *SAID,
            p(run("　　出　　席：", face="黑体"), run("周  岚  何一舟")),
            p("何二舟　林溪二", left=5),
            p(run("　　请  假：", face="黑体"), run("沈  棠")),
            p("　　列 席：各科负责人"),
            p("　报：县供销工作领导小组。", size=14),
            p("　分 送：各基层社，各科室。", size=14),
            p("　青禾县供销合作社综合科　　　2026年3月18日印发", size=14),
        ],
        {
            "kind": "纪要",
            "issue_number": "〔2026〕第4期",
            "meeting": [
                {"label": "出席", "names": "周  岚  何一舟　何二舟　林溪二"},
                {"label": "请假", "names": "沈  棠"},
                {"label": "列席", "names": "各科负责人"},
            ],
            "cc": None,
            "other_copies": [
                {"label": "报", "names": "县供销工作领导小组"},
                {"label": "分送", "names": "各基层社，各科室"},
            ],
            "printed_by": "青禾县供销合作社综合科",
            "printed_date": "2026-03-18",
        },
        ["会议研究了春耕物资调运事项。", "报：县供销工作领导小组", "分送：各基层社，各科室", "何二舟　林溪二"],
        gone=["抄送"],
    )


@case
def minutes_without_a_title() -> Messy:
    return Messy(
        [RED_MINUTES, *ISSUE, p(), *SAID, p("　　出席：周岚、何一舟")],
        {"kind": "纪要", "title": None, "issue_number": "〔2026〕第4期", "date": "2026-03-18", "parts": []},
        ["会议研究了春耕物资调运事项。", "由业务科逐站核对。", "周岚、何一舟"],
    )


@case
def attachments_that_are_called_tables() -> Messy:
    tables = [tbl(tr("库房", "数量"), tr(name, "65"), columns=2) for name in ("东库", "西库")]
    labels = [p("附表1", face="黑体", new_page=True), p("附 表 2：", face="黑体", new_page=True)]
    heads = [p(name, align="center", size=22) for name in NAMES]
    return Messy(
        [*BEFORE, p("附表：1.盘点任务分工表"), p("2.盘点结果汇总表", left=3), *AFTER]
        + [labels[0], heads[0], tables[0], p(), labels[1], heads[1], tables[1]],
        FRAME
        | {
            "attachments": [attachment(1, NAMES[0]), attachment(2, NAMES[1])],
            "parts": [part(1, "附表1", NAMES[0]), part(2, "附表2", NAMES[1])],
        },
        [SENTENCE, "附表：1.", "附表1", "附表2"],
        gone=["附件"],
    )


@case
def tables_of_an_attachment_that_nobody_lists() -> Messy:
    listed = [p("附件：1.盘点任务分工表"), p("2.盘点结果汇总表", left=3)]
    own = [p("附表", face="黑体", new_page=True), p("各库分工表", align="center", size=22), body("东库由顾砚秋负责。")]
    pieces = with_attachments(listed, ("附件1", "附件2"), NAMES)
    return Messy(
        [*pieces[:-4], *own, *pieces[-4:]],
        FRAME
        | {
            "attachments": [attachment(1, NAMES[0]), attachment(2, NAMES[1])],
            "parts": [part(1, "附件1", NAMES[0]), part(2, "附表", "各库分工表"), part(3, "附件2", NAMES[1])],
        },
        [SENTENCE, "东库由顾砚秋负责。", "盘点结果汇总表见此页。"],
    )


@case
def lines_over_tables() -> Messy:
    unit, who = "单位：件、万元", "填报单位：　　　　　　　　填报日期：　　年　月　日"
    table = tbl(tr("库房", "金额"), tr("东库", "65"), columns=2)
    found = {"rows": [["库房", "金额"], ["东库", "65"]]}
    return Messy(
        [*BEFORE, p(unit, align="right"), table, p("附件：库房盘点表"), *AFTER]
        + [p("附件", face="黑体", new_page=True), p("库房盘点表", align="center", size=22)]
        + [p(who), p("（金额单位：元）", align="center"), table],
        FRAME
        | {
            "parts": [part(1, "附件", "库房盘点表") | {"subtitle": []}],
            "tables": [
                found | {"part": 0, "head_lines": [{"text": unit, "align": "right"}]},
                found
                | {
                    "part": 1,
                    "head_lines": [{"text": who, "align": "left"}, {"text": "（金额单位：元）", "align": "center"}],
                },
            ],
        },
        [SENTENCE, unit, "填报日期："],
    )


@case
def lists_under_articles() -> Messy:
    return Messy(
        [
            p("青禾县供销合作社仓储管理办法", align="center", size=22, bold=True),
            p("第一章　总则", align="center", bold=True),
            body("第一条　仓储物资分为下列三类："),
            body("（一）农用物资；"),
            body("（二）应急物资；"),
            body("（三）办公物资。"),
            body("第二条　出库按下列顺序办理："),
            body("1.先开单；"),
            body("2.后提货。"),
            p("第二章　附则", align="center", bold=True),
            body("第三条　本办法自印发之日起施行。"),
        ],
        {
            "headings": [
                heading(1, "第一章", "总则"),
                heading(3, "第一条", "", "run_in"),
                heading(3, "第二条", "", "run_in"),
                heading(1, "第二章", "附则"),
                heading(3, "第三条", "", "run_in"),
            ]
        },
        ["（三）办公物资。", "2.后提货。"],
    )


@case
def only_copies_at_the_end() -> Messy:
    return Messy(
        [*BEFORE, *AFTER, p("　抄送：县档案馆，县供销合作社，", size=14), p("县统计局。", left=4, size=14)],
        FRAME | {"cc": "县档案馆，县供销合作社，县统计局", "printed_by": None, "parts": []},
        [SENTENCE, "县档案馆，县供销合作社，县统计局"],
    )


@case
def copies_before_the_attachment() -> Messy:
    pieces = with_attachments([p("附件：盘点任务分工表")], ["附件"], NAMES[:1])
    return Messy(
        [*pieces[:-4], p("　抄送：县档案馆。", size=14), *pieces[-4:]],
        FRAME | {"cc": "县档案馆", "parts": [part(1, "附件", NAMES[0])]},
        [SENTENCE, "盘点任务分工表见此页。"],
    )


@case
def copies_under_the_line_of_printing() -> Messy:
    return Messy(
        [*BEFORE, *AFTER, p("　办公室　　　2026年5月9日印发", size=14), p("　抄送：县档案馆。", size=14)],
        FRAME | {"cc": "县档案馆", "printed_by": "办公室", "printed_date": "2026-05-09", "parts": []},
        [SENTENCE],
    )


@case
def only_a_table() -> Messy:
    rows = [["库房", "钥匙保管人"], ["东库", "顾砚秋"], ["西库", "沈棠"]]
    empty: dict[str, Any] = {
        "issuer": [],
        "doc_number": None,
        "signature": [],
        "date": None,
        "attachments": [],
        "parts": [],
    }
    return Messy(
        [tbl(*(tr(*row) for row in rows), columns=2), p()],
        empty | {"tables": [{"part": 0, "rows": rows}], "headings": []},
        ["钥匙保管人", "顾砚秋", "沈棠"],
    )


def only_a_picture() -> Messy:
    """A scan in place of a text: nothing can be read in it, so it is not on the list."""
    return Messy([picture()], {}, [], media=True)


@case
def without_any_heading() -> Messy:
    texts = ["今年雨水偏多，各站要备足防汛物资。", "值班人员要保持电话畅通，遇有险情先处置后报告。"]
    return Messy(
        [body(text) for text in texts],
        {"issuer": [], "doc_number": None, "headings": [], "signature": [], "date": None, "parts": []},
        texts,
    )


@case
def without_styles_xml() -> Messy:
    return Messy(
        [*BEFORE, body("一、盘点范围"), body("集团所属全部库房。"), *AFTER],
        FRAME,
        [SENTENCE, "集团所属全部库房。"],
        parts={},
    )
