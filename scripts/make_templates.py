"""Make the Word templates of templates/docx; run again at will, the same files come out.

    python scripts/make_templates.py [DIR]

Numbers come from docgen.gongwen.standard; measured reasons for their use stand in docs/decisions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from docgen.gongwen import standard as gb
from docgen.package import CONTENT_TYPES, DOCUMENT_TYPE, build

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# ---- styles


def fonts(face: str, latin: str = gb.LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"/>'


def face(name: str = "", size: float = 0, latin: str = gb.LATIN, color: str = "") -> str:
    """Run properties in the order of the schema; only 16 pt type is set tighter."""
    out = fonts(name, latin) if name else ""
    out += f'<w:color w:val="{color}"/>' if color else ""
    if size:
        out += f'<w:spacing w:val="{gb.TRACKING if size == 16 else 0}"/>'
        out += f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>'
    return out


def exact(line: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'


def at_least(line: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="atLeast"/>'


def first_line(characters: int, size: float = 16) -> str:
    cell = gb.CELL if size == 16 else size * 20
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{round(characters * cell)}"/>'


def style(name: str, id_: str, ppr: str = "", rpr: str = "", based: str = "Normal", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    paragraph = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    run = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>{parent}<w:qFormat/>'
        f"{paragraph}{run}</w:style>"
    )


NO_GRID = '<w:snapToGrid w:val="0"/>'
CENTER, LEFT, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'
RED_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="{gb.RED}"/></w:pBdr>'


def heading(level: int, name: str, typeface: str) -> str:
    return style(
        f"{name}级标题",
        f"GwH{level}",
        f'<w:keepNext/>{first_line(2)}<w:outlineLvl w:val="{level - 1}"/>',
        face(typeface),
        "GwBody",
    )


def letter_rule(kind: str) -> str:
    return f'<w:pBdr><w:bottom w:val="{kind}" w:sz="24" w:space="1" w:color="{gb.RED}"/></w:pBdr>'


def styles(own: tuple[str, ...] = ()) -> str:
    """The styles of a template; ``own`` are further ones, or such as stand in place of those of their id."""
    normal_ppr = (
        '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="1"/>'
        f'{exact(gb.LINE)}<w:jc w:val="both"/>'
    )
    table_text = f"{NO_GRID}{exact(330)}"
    made = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{normal_ppr}</w:pPr><w:rPr>{face(gb.FANG, 16)}</w:rPr></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>",
        style("公文正文", "GwBody", first_line(2)),
        heading(1, "一", gb.HEI),
        heading(2, "二", gb.KAI),
        heading(3, "三", gb.FANG),
        heading(4, "四", gb.FANG),
        heading(5, "五", gb.FANG),
        style("一级标题字", "GwH1Char", rpr=face(gb.HEI), based="", kind="character"),
        style("二级标题字", "GwH2Char", rpr=face(gb.KAI), based="", kind="character"),
        style("名册标签", "GwRollChar", rpr=face(gb.HEI), based="", kind="character"),
        style("签发人姓名", "GwSignerChar", rpr=face(gb.KAI), based="", kind="character"),
        style("份号", "GwCopyNo", LEFT),
        style("密级和紧急程度", "GwSecrecy", LEFT, face(gb.HEI, 16, gb.HEI)),
        style("发文机关标志", "GwMark", NO_GRID + CENTER, face(gb.BIAOSONG, gb.MARK_SIZE, gb.BIAOSONG, gb.RED)),
        style("信函标志", "GwLetterMark", NO_GRID + CENTER, face(gb.BIAOSONG, 36, gb.BIAOSONG, gb.RED)),
        style("期号", "GwIssue", CENTER),
        style("发文字号", "GwNumber", RED_RULE + CENTER),
        style(
            "发文字号和签发人",
            "GwNumberUp",
            RED_RULE + f'<w:tabs><w:tab w:val="left" w:pos="{round(gb.CELL)}"/>'
            f'<w:tab w:val="right" w:pos="{round(gb.TEXT_WIDTH - gb.CELL)}"/></w:tabs>' + LEFT,
        ),
        style(
            "签发人",
            "GwSigners",
            f'<w:tabs><w:tab w:val="right" w:pos="{round(gb.TEXT_WIDTH - gb.CELL)}"/></w:tabs>' + LEFT,
        ),
        style("信函发文字号", "GwLetterNumber", RIGHT),
        style("章标题", "GwChapter", f'<w:keepNext/>{CENTER}<w:outlineLvl w:val="0"/>', face(gb.HEI)),
        style("节标题", "GwSection", f'<w:keepNext/>{CENTER}<w:outlineLvl w:val="1"/>', face(gb.KAI)),
        style("公文标题", "GwTitle", NO_GRID + CENTER, face(gb.BIAOSONG, 22)),
        style("题注", "GwSubtitle", NO_GRID + CENTER, face(gb.KAI)),
        style("主送机关", "GwTo"),
        style("附件说明", "GwEnclosures", LEFT),
        style("署名", "GwSignature", NO_GRID + RIGHT),
        style("联合署名", "GwJointSignature", NO_GRID + CENTER),
        style("成文日期", "GwDate", NO_GRID + RIGHT),
        style("附注", "GwNote", NO_GRID + first_line(2)),
        style("附件标注", "GwLabel", "<w:keepNext/>" + LEFT, face(gb.HEI, 16, gb.HEI)),
        style("名册", "GwRoll"),
        style("表头", "GwTableHead", table_text + CENTER, face(gb.HEI, 12, gb.HEI)),
        style("表文", "GwTableText", table_text + LEFT, face(gb.FANG, 12)),
        style("表文居中", "GwTableCentered", CENTER, based="GwTableText"),
        style("续表文", "GwAgain", based="GwTableText"),
        style("续表文居中", "GwAgainCentered", based="GwTableCentered"),
        style("接排表文", "GwOnward", based="GwTableText"),
        style("接排表文居中", "GwOnwardCentered", based="GwTableCentered"),
        style("图表标题", "GwCaption", f"<w:keepNext/>{NO_GRID}{at_least(400)}{CENTER}", face(gb.HEI, 12, gb.HEI)),
        style("表前", "GwTableLead", f"<w:keepNext/>{NO_GRID}{at_least(340)}{LEFT}", face(gb.FANG, 12)),
        style("表前靠右", "GwTableLeadRight", RIGHT, based="GwTableLead"),
        style("表前居中", "GwTableLeadMiddle", CENTER, based="GwTableLead"),
        style("表注", "GwTableNote", f"<w:keepNext/>{NO_GRID}{at_least(340)}{first_line(2, 12)}", face(gb.FANG, 12)),
        style("版记文字", "GwImprint", NO_GRID + exact(400) + LEFT, face(gb.FANG, 14)),
        style("页码", "GwPageNumber", NO_GRID + exact(280), face(gb.SONG, 14, gb.SONG)),
        table_style(),
    ]
    made = [shared for shared in made if style_id(shared) not in map(style_id, own)] + list(own)
    # the language of digits and Latin letters is English, as Word writes it: in Chinese LibreOffice divides numbers
    return (
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(gb.FANG)}'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(made)}</w:styles>"
    )


def style_id(xml: str) -> str:
    return xml.partition('w:styleId="')[2].partition('"')[0]


def table_style() -> str:
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="GwTable"><w:name w:val="公文表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


# ---- body


def run(text: str, style_id: str = "") -> str:
    chosen = f'<w:rStyle w:val="{style_id}"/>' if style_id else ""
    return f'<w:r><w:rPr>{chosen}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(style_id: str, *runs: str, ppr: str = "") -> str:
    content = "".join(r if r.startswith("<w:r>") else run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{ppr}</w:pPr>{content}</w:p>'


def tag(text: str) -> str:
    """A paragraph that only carries a tag and vanishes."""
    return p("Normal", text)


def optional(name: str, *content: str) -> str:
    return tag(f"{{%p if {name} %}}") + "".join(content) + tag("{%p endif %}")


BLANK = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'


def body_blocks() -> str:
    """The loop over 正文: a sample paragraph for each kind of block."""
    h1, h2 = run("{{ 段.标题 }}", "GwH1Char"), run("{{ 段.标题 }}", "GwH2Char")
    branches = [
        ("一级标题", p("GwH1", "{{ 段.标题 }}")),
        ("二级标题", p("GwH2", "{{ 段.标题 }}")),
        ("三级标题", p("GwH3", "{{ 段.标题 }}")),
        ("四级标题", p("GwH4", "{{ 段.标题 }}")),
        ("五级标题", p("GwH5", "{{ 段.标题 }}")),
        ("一级标题接正文", p("GwBody", h1, run("{{ 段.正文 }}"))),
        ("二级标题接正文", p("GwBody", h2, run("{{ 段.正文 }}"))),
        ("表格", tag("{{p 段.表格 }}")),
        ("末段", p("GwBody", "{{ 段.正文 }}", ppr="<w:keepNext/>")),
        ("一级标题接末段", p("GwBody", h1, run("{{ 段.正文 }}"), ppr="<w:keepNext/>")),
        ("二级标题接末段", p("GwBody", h2, run("{{ 段.正文 }}"), ppr="<w:keepNext/>")),
    ]
    out = tag("{%p for 段 in 正文 %}")
    for i, (kind, content) in enumerate(branches):
        out += tag(f"{{%p {'el' if i else ''}if 段.类型 == '{kind}' %}}") + content
    return out + tag("{%p else %}") + p("GwBody", "{{ 段.正文 }}") + tag("{%p endif %}") + tag("{%p endfor %}")


ENCLOSURES = optional("附件说明", tag("{{p 附件说明 }}"))
SIGNATURE = optional("落款", tag("{{p 落款 }}"))
NOTE = optional("附注", p("GwNote", "（{{ 附注 }}）"))
IMPRINT = optional("版记", tag("{{p 版记 }}"))
TOP = (
    tag("{%p if 份号 %}")
    + p("GwCopyNo", "{{ 份号 }}")
    + tag("{%p else %}")
    + p("GwSecrecy", "{{ 第一行 }}")
    + tag("{%p endif %}")
    + p("GwSecrecy", "{{ 第二行 }}")
    + p("GwSecrecy", "{{ 第三行 }}")
)
SUBTITLE = optional("题注", tag("{%p for 行 in 题注 %}") + p("GwSubtitle", "{{ 行 }}") + tag("{%p endfor %}"))
TITLE = p("GwTitle", "{{ 标题 }}") + SUBTITLE
TITLED = optional("标题", TITLE, BLANK)
TO = optional("主送机关", p("GwTo", "{{ 主送机关 }}："))
NOTES = tag("{%p for 注 in 表注 %}") + p("GwTableNote", "{{ 注 }}") + tag("{%p endfor %}")
LABEL = optional("附件标注", p("GwLabel", "{{ 附件标注 }}"), BLANK)
LABELLED = LABEL + TITLED


def cell(width: int, content: str, extra: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def row(*cells: str, head: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: list[int], *rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="GwTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def department(name: str, keep: str) -> str:
    """One paragraph for each department."""
    return (
        p("GwTableCentered", f"{{%p for 部门 in 事项.{name} %}}")
        + p("GwTableCentered", "{{ 部门 }}", ppr=keep)
        + p("GwTableCentered", "{%p endfor %}")
    )


def task_rows(widths: list[int], *contents: Callable[[str], str]) -> str:
    """The loops over categories and tasks: a category may go on from the page before, a task belong on that of the next."""
    cases = {
        "类.续 and 事项.同页": ("GwAgainCentered", "<w:keepNext/>"),
        "类.续": ("GwAgainCentered", ""),
        "事项.同页": ("GwTableCentered", "<w:keepNext/>"),
    }
    rows = ""
    for i, (case, (category, keep)) in enumerate([*cases.items(), ("", ("GwTableCentered", ""))]):
        rows += tag_row(widths, f"{{%tr {'el' if i else ''}if {case} %}}" if case else "{%tr else %}")
        cells = [p(category, "{% vm %}{{ 类.类别 }}", ppr=keep), *(content(keep) for content in contents)]
        rows += row(*(cell(w, content) for w, content in zip(widths, cells, strict=True)))
    loops = tag_row(widths, "{%tr for 类 in 任务 %}") + tag_row(widths, "{%tr for 事项 in 类.事项 %}")
    ends = [tag_row(widths, f"{{%tr {end} %}}") for end in ("endif", "endfor", "endfor")]
    return loops + rows + "".join(ends)


def kept(style_id: str, text: str) -> Callable[[str], str]:
    """A paragraph of a task's row."""
    return lambda keep: p(style_id, text, ppr=keep)


def tag_row(widths: list[int], text: str) -> str:
    return row(*(cell(w, p("GwTableText", text if i == 0 else "")) for i, w in enumerate(widths)))


def task_table() -> str:
    """任务分解表: categories merged over their tasks, 责任部门 over 牵头 and 配合."""
    w = [1300, 3265, 1480, 1480, 1320]
    empty = p("GwTableHead", "")
    return table(
        w,
        row(
            cell(w[0], p("GwTableHead", "{{ 表头.类别 }}"), RESTART),
            cell(w[1], p("GwTableHead", "{{ 表头.内容 }}"), RESTART),
            cell(w[2] + w[3], p("GwTableHead", "{{ 表头.责任 }}"), '<w:gridSpan w:val="2"/>'),
            cell(w[4], p("GwTableHead", "{{ 表头.时限 }}"), RESTART),
            head=True,
        ),
        row(
            cell(w[0], empty, CONTINUE),
            cell(w[1], empty, CONTINUE),
            cell(w[2], p("GwTableHead", "{{ 表头.牵头 }}")),
            cell(w[3], p("GwTableHead", "{{ 表头.配合 }}")),
            cell(w[4], empty, CONTINUE),
            head=True,
        ),
        task_rows(
            w,
            kept("GwTableText", "{{ 事项.内容 }}"),
            lambda keep: department("牵头", keep),
            lambda keep: department("配合", keep),
            kept("GwTableCentered", "{{ 事项.时限 }}"),
        ),
    )


def action_table() -> str:
    """行动任务表: category, number, task."""
    w = [1900, 800, 6145]
    return table(
        w,
        row(
            cell(w[0], p("GwTableHead", "{{ 表头.类别 }}")),
            cell(w[1], p("GwTableHead", "{{ 表头.序号 }}")),
            cell(w[2], p("GwTableHead", "{{ 表头.内容 }}")),
            head=True,
        ),
        task_rows(
            w,
            kept("GwTableCentered", "{{ 事项.序号 }}"),
            kept("GwTableText", "{{ 事项.内容 }}"),
        ),
    )


# ---- pages


LANDSCAPE_FOOTER = 720
"""Twips; the empty footer of a landscape page, whose number stands in the margin, must not reach into the text area."""


def page_number(properties: str, after: int = 0) -> str:
    """— 1 — in 四号 宋体 (7.5)."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    spacing = f'<w:spacing w:before="0" w:after="{after}" w:line="280" w:lineRule="exact"/>' if after else ""
    return f'<w:p><w:pPr><w:pStyle w:val="GwPageNumber"/>{spacing}{properties}</w:pPr>{field}</w:p>'


ODD = f'<w:ind w:rightChars="100" w:right="{gb.CELL_14}"/>{RIGHT}'
EVEN = f'<w:ind w:leftChars="100" w:left="{gb.CELL_14}"/>{LEFT}'


def turned_number(odd: bool, height: int = gb.LANDSCAPE_TEXT_HEIGHT) -> str:
    """The page number of a landscape page: in its left margin, turned clockwise, where the bound sheet has its foot."""
    across, along = 560, height - 2 * gb.CELL_14
    x = gb.LANDSCAPE_LEFT - round(7 * gb.TWIPS_PER_MM) - across // 2
    y = gb.LANDSCAPE_TOP + gb.CELL_14
    cx, cy = across * gb.EMU_PER_TWIP, along * gb.EMU_PER_TWIP
    a = "http://schemas.openxmlformats.org/drawingml/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    box = (
        f'<w:drawing><wp:anchor xmlns:wp="{a}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x * gb.EMU_PER_TWIP}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y * gb.EMU_PER_TWIP}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{8001 + odd}" name="横排页码" descr="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{a}/main"><a:graphicData uri="{shape}"><wps:wsp xmlns:wps="{shape}"><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>"
        f"{page_number(RIGHT if odd else LEFT)}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic>'
        f"</wp:anchor></w:drawing>"
    )
    return f'<w:p><w:pPr><w:pStyle w:val="GwPageNumber"/></w:pPr><w:r>{box}</w:r></w:p>'


def footer(content: str) -> str:
    return f'{XML}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{content}</w:ftr>'


def header(content: str) -> str:
    return f'{XML}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{content}</w:hdr>'


def section(
    references: str,
    landscape: bool = False,
    first_page: bool = False,
    foot: int = gb.FOOTER,
    head: int = gb.HEADER,
    a3: bool = False,
) -> str:
    size = (gb.PAGE_HEIGHT, gb.PAGE_WIDTH) if landscape else (gb.PAGE_WIDTH, gb.PAGE_HEIGHT)
    size = (gb.A3_WIDTH, gb.A3_HEIGHT) if a3 else size
    orient = ' w:orient="landscape"' if landscape else ""
    top, right, bottom, left = (
        (gb.LANDSCAPE_TOP, gb.LANDSCAPE_RIGHT, gb.LANDSCAPE_BOTTOM, gb.LANDSCAPE_LEFT)
        if landscape
        else (gb.TOP, gb.RIGHT, gb.BOTTOM, gb.LEFT)
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{size[0]}" w:h="{size[1]}"{orient}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{head}" '
        f'w:footer="{foot}" w:gutter="0"/>{"<w:titlePg/>" if first_page else ""}'
        f'<w:docGrid w:type="lines" w:linePitch="{gb.LINE}"/></w:sectPr>'
    )


SETTINGS = (
    f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    '<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
CORE = (
    f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>公文模板</dc:title></cp:coreProperties>'
)
APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>docgen</Application></Properties>"
)


def docx(
    body: str,
    landscape: bool = False,
    extra: dict[str, tuple[str, str]] | None = None,
    own: tuple[str, ...] = (),
    **page: int,
) -> bytes:
    """A package: ``extra`` maps (word/…) part names to their section reference kind and XML; ``own`` are its styles."""
    height = gb.A3_TEXT_HEIGHT if page.get("a3") else gb.LANDSCAPE_TEXT_HEIGHT
    numbers = {
        "word/footer1.xml": (
            "default",
            footer(turned_number(True, height) if landscape else page_number(ODD, page.get("after", 0))),
        ),
        "word/footer2.xml": (
            "even",
            footer(turned_number(False, height) if landscape else page_number(EVEN, page.get("after", 0))),
        ),
    }
    if landscape:
        name_of = "footer_a3_" if page.get("a3") else "footer_landscape"
        numbers = {name.replace("footer", name_of): value for name, value in numbers.items()}
    related = numbers | (extra or {})
    overrides, rels, references = "", "", ""
    for i, (name, (when, _)) in enumerate(sorted(related.items(), key=lambda item: "footer" in item[0]), 1):
        kind = "header" if "header" in name else "footer"
        overrides += f'<Override PartName="/{name}" ContentType="{OFFICE}.{kind}+xml"/>'
        rels += f'<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{name.removeprefix("word/")}"/>'
        references += f'<w:{kind}Reference w:type="{when}" r:id="rId{i}"/>'
    sect = section(
        references,
        landscape,
        bool(extra),
        page.get("foot", LANDSCAPE_FOOTER if landscape else gb.FOOTER),
        page.get("head", gb.HEADER),
        bool(page.get("a3")),
    )
    parts = {
        CONTENT_TYPES: f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{OFFICE}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{OFFICE}.settings+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/><Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>",
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "word/document.xml": f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{sect}</w:body></w:document>',
        "word/styles.xml": styles(own),
        "word/settings.xml": SETTINGS,
        "word/_rels/document.xml.rels": f"{XML}<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}'
        f'<Relationship Id="rIdStyles" Type="{R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdSettings" Type="{R}/settings" Target="settings.xml"/></Relationships>',
    } | {name: xml for name, (_, xml) in related.items()}
    return build({name: text.encode("utf-8") for name, text in parts.items()})


# ---- the templates


LETTER_SIDES = f'<w:ind w:left="{round((20 - 28) * gb.TWIPS_PER_MM)}" w:right="{round((20 - 26) * gb.TWIPS_PER_MM)}"/>'


def letter() -> bytes:
    """函: mark and upper double rule in the first page's header, lower rule in its footer (10.1)."""
    top = header(
        tag("{{p 发文机关标志 }}")
        + p("Normal", ppr=f"{letter_rule('thickThinSmallGap')}{NO_GRID}{exact(200)}{LETTER_SIDES}")
        + p("Normal", ppr=f"{NO_GRID}{exact(280)}")
    )
    bottom = footer(p("Normal", ppr=f"{letter_rule('thinThickSmallGap')}{NO_GRID}{exact(40)}{LETTER_SIDES}"))
    body = (
        optional("密级行", tag("{%p for 行 in 密级行 %}"), p("GwSecrecy", "{{ 行 }}"), tag("{%p endfor %}"))
        + p("GwLetterNumber", "{{ 发文字号 }}")
        + BLANK * 2
        + TITLE
        + BLANK
        + TO
        + body_blocks()
        + ENCLOSURES
        + SIGNATURE
        + NOTE
        + IMPRINT
    )
    parts = {"word/header_first.xml": ("first", top), "word/footer_first.xml": ("first", bottom)}
    foot = round(20 * gb.TWIPS_PER_MM)
    return docx(body, extra=parts, foot=foot, after=gb.FOOTER - foot, head=round(30 * gb.TWIPS_PER_MM) - 60)


CUT_LINE = '<w:pBdr><w:top w:val="dashed" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>'
CUT_SPACING = '<w:spacing w:before="200" w:after="0" w:line="120" w:lineRule="exact"/>'


def cards() -> bytes:
    """岗位风险提示卡: the head of a table is the name of a card, a caption the line to cut along."""
    own = (
        style("表头", "GwTableHead", f"{NO_GRID}{at_least(560)}{CENTER}", face(gb.HEI, 18, gb.HEI)),
        style("图表标题", "GwCaption", f"<w:keepNext/>{CUT_LINE}{NO_GRID}{CUT_SPACING}{CENTER}", face(gb.FANG, 9)),
        style("表文", "GwTableText", f"{NO_GRID}{at_least(380)}{LEFT}", face(gb.FANG, 14)),
    )
    return docx(TITLE + BLANK + body_blocks() + ENCLOSURES + IMPRINT, own=own)


def pledge() -> bytes:
    """承诺书: text with lines to sign under it, or a form."""
    left = round(13 * gb.CELL)
    lines = tag("{%p for 行 in 表注 %}") + p("GwSign", "{{ 行 }}") + tag("{%p endfor %}")
    signed = borderless([left, gb.TEXT_WIDTH - left], row(cell(left, p("GwSign")), cell(gb.TEXT_WIDTH - left, lines)))
    body = TITLED + body_blocks() + optional("表注", p("Normal", ppr="<w:keepNext/>"), signed) + IMPRINT
    return docx(body, own=(style("签名", "GwSign", NO_GRID + LEFT),))


def borderless(widths: list[int], *rows: str) -> str:
    """A table that only arranges."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def templates() -> dict[str, bytes]:
    ending = ENCLOSURES + SIGNATURE + NOTE + IMPRINT
    head = TOP + tag("{{p 发文机关标志 }}") + BLANK * 2
    rolls = tag("{{p 名册 }}")
    return {
        "通知": docx(head + p("GwNumber", "{{ 发文字号 }}") + BLANK * 2 + TITLE + BLANK + TO + body_blocks() + ending),
        "上行文": docx(
            head + tag("{{p 发文字号和签发人 }}") + BLANK * 2 + TITLE + BLANK + TO + body_blocks() + ending
        ),
        "函": letter(),
        "纪要": docx(
            head
            + p("GwIssue", "{{ 期号 }}")
            + p("GwNumberUp", "{{ 编印 }}")
            + BLANK * 2
            + TITLED
            + body_blocks()
            + optional("名册", BLANK, rolls)
            + ENCLOSURES
            + NOTE
            + IMPRINT
        ),
        "实施方案": docx(
            optional("发文字号", p("GwCopyNo", "{{ 发文字号 }}"), BLANK) + TITLE + BLANK + TO + body_blocks() + ending
        ),
        "材料": docx(
            LABEL + optional("发文字号", p("GwCopyNo", "{{ 发文字号 }}"), BLANK) + TITLED + TO + body_blocks() + ending
        ),
        "总结报告": docx(TITLE + BLANK + TO + body_blocks() + ending),
        "通报": docx(head + p("GwNumber", "{{ 发文字号 }}") + BLANK * 2 + TITLE + BLANK + TO + body_blocks() + ending),
        "制度汇编目录": docx(TITLE + BLANK + body_blocks() + ending, landscape=True),
        "问题整改清单": docx(TITLE + BLANK + body_blocks() + ending, landscape=True),
        "岗位风险提示卡": cards(),
        "承诺书": pledge(),
        "印发件": docx(TITLE + BLANK + body_blocks() + ENCLOSURES + IMPRINT),
        "附件": docx(LABELLED + body_blocks() + ENCLOSURES + NOTES + IMPRINT),
        "附件（横向）": docx(LABELLED + body_blocks() + ENCLOSURES + NOTES, landscape=True),
        "附件（A3）": docx(LABELLED + body_blocks() + ENCLOSURES + NOTES, landscape=True, a3=1),
        "任务分解表": docx(LABELLED + task_table() + NOTES + ENCLOSURES + IMPRINT),
        "行动任务表": docx(LABELLED + action_table() + NOTES + ENCLOSURES + IMPRINT),
        "台账（横向）": docx(LABELLED + tag("{{p 表格 }}") + NOTES + ENCLOSURES, landscape=True),
        "台账（A3）": docx(LABELLED + tag("{{p 表格 }}") + NOTES + ENCLOSURES, landscape=True, a3=1),
        "台账（纵向）": docx(LABELLED + tag("{{p 表格 }}") + NOTES + ENCLOSURES + IMPRINT),
        "版记页": docx(BLANK + IMPRINT),
    }


def main() -> None:
    """Write them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "templates" / "docx"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in templates().items():
        (folder / f"{name}.docx").write_bytes(data)
        print(f"{name}.docx {len(data)}")


if __name__ == "__main__":
    main()
