"""A notice that conforms to GB/T 9704-2012, made without docgen, and faults: each changes one thing in it.

The numbers of the standard stand here literally, on purpose: the checker has its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from tests.gongwen.messy import DRAWING, MAIN, SHAPE, package, shown

FANG, KAI, HEI, SONG, BIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
RED = "FF0000"
CELL = 315.9
ISSUER = "华澜能源集团有限公司"
PORTRAIT_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
    'w:header="851" w:footer="1446" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/>'
)
LANDSCAPE_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2098" w:bottom="1474" '
    'w:left="1984" w:header="851" w:footer="1446" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/>'
)


# ---- the conforming file


def fonts(face: str, latin: str = "") -> str:
    """The fonts of a run; letters are in Times New Roman unless named."""
    latin = latin or "Times New Roman"
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}" w:hint="eastAsia"/>'


def para(
    text: str = "", face: str = "", size: float = 16, *, latin: str = "", color: str = "", scale: int = 0, **place: str
) -> str:
    """A paragraph; ``place`` holds the elements of w:pPr by local name: the inside of the tag."""
    order = ("pageBreakBefore", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc", "sectPr")
    properties = "".join(element(name, place[name]) for name in order if name in place)
    look = fonts(face, latin) if face else '<w:rFonts w:hint="eastAsia"/>'
    look += f'<w:color w:val="{color}"/>' if color else ""
    if size != 16:
        look += '<w:spacing w:val="0"/>' + (f'<w:w w:val="{scale}"/>' if scale else "")
        look += f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>'
    inside = f"<w:r><w:rPr>{look}</w:rPr>{shown(text)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def element(name: str, inside: str) -> str:
    """An element of its attributes (val="center") or of its content (<w:…>)."""
    if inside.startswith("<"):
        return f"<w:{name}>{inside}</w:{name}>"
    return f"<w:{name} {inside}/>"


def exact(line: int, before: int = 0) -> str:
    """Exact line spacing in twips."""
    return f'w:before="{before}" w:after="0" w:line="{line}" w:lineRule="exact"'


CENTERED, FLUSH = 'w:val="center"', 'w:val="left"'
TWO_IN = 'w:firstLineChars="200" w:firstLine="632"'


def text(words: str, face: str = "") -> str:
    """A paragraph of the text, two characters in."""
    return para(words, face, ind=TWO_IN)


def big(words: str) -> str:
    """A line of a title."""
    return para(words, BIAOSONG, 22, snapToGrid='w:val="0"', spacing=exact(579), jc=CENTERED)


def right(words: str, characters: float) -> str:
    """A line of the signature, so many characters from the right."""
    indent = f'w:rightChars="{round(characters * 100)}" w:right="{round(characters * CELL)}"'
    return para(words, ind=indent, jc='w:val="right"')


def listed(words: str, hanging: float) -> str:
    """A line of 附件说明: its name begins 6.5 characters in, the label hangs in front of it."""
    indent = (
        f'w:leftChars="{round(650 - hanging * 100)}" w:left="2053" w:hangingChars="{round(hanging * 100)}" '
        f'w:hanging="{round(hanging * CELL)}"'
    )
    return para(words, ind=indent)


def references(default: str, even: str) -> str:
    """What names the footers of a section."""
    pairs = (("default", default), ("even", even))
    return "".join(f'<w:footerReference w:type="{kind}" r:id="rId_{name}"/>' for kind, name in pairs)


def page_number(place: str, align: str) -> str:
    """— 1 — in 四号 宋体."""
    look = f'<w:rPr>{fonts(SONG, SONG)}<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    pieces = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    runs = "".join(f"<w:r>{look}{piece}</w:r>" for piece in pieces)
    spacing = element("snapToGrid", 'w:val="0"') + element("spacing", exact(280))
    return f'<w:p><w:pPr>{spacing}<w:ind {place}/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def floating(
    content: str, number: int, x: tuple[str, int], y: int, size: tuple[int, int], body: str = 'anchor="t"'
) -> str:
    """A paragraph that anchors a text box; twips, y from the top of the page."""
    cx, cy = size[0] * 635, size[1] * 635
    tiny = element("snapToGrid", 'w:val="0"') + element("spacing", exact(20))
    return (
        f'<w:p><w:pPr>{tiny}</w:pPr><w:r><w:drawing><wp:anchor xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
        'distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{x[0]}"><wp:posOffset>{x[1] * 635}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{y * 635}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{number}" name="框{number}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{SHAPE}"><wps:wsp xmlns:wps="{SHAPE}"><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r></w:p>"
    )


def imprint() -> str:
    """版记: a table of two rows in a text box whose lower edge is that of the text area; rules 0.35, 0.25, 0.35 mm."""
    rows = (
        ("抄送：集团党委，集团董事会。", 'w:left="1120" w:right="280" w:hanging="840"', (8, 6)),
        (f"{ISSUER}办公室\t2025年5月9日印发", 'w:left="280" w:right="280"', (6, 8)),
    )
    made = ""
    stops = '<w:tab w:val="right" w:pos="8565"/>'
    for words, indent, (above, below) in rows:
        rules = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
            for side, size in (("top", above), ("bottom", below))
        )
        line = para(words, FANG, 14, snapToGrid='w:val="0"', spacing=exact(400), ind=indent, jc=FLUSH, tabs=stops)
        made += (
            '<w:tr><w:trPr><w:trHeight w:val="579" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8845" w:type="dxa"/>'
            f'<w:tcBorders>{rules}</w:tcBorders><w:vAlign w:val="center"/></w:tcPr>{line}</w:tc></w:tr>'
        )
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" '
        'w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8845"/></w:tblGrid>'
        f"{made}</w:tbl>"
    )
    tail = para(snapToGrid='w:val="0"', spacing=exact(20))
    return floating(table + tail, 1, ("margin", 0), 16838 - 1984 - 2 * 579, (8845, 2 * 579 + 20))


def stock_table() -> str:
    """A table as wide as the landscape text area, its heading row repeated."""
    widths = (1000, 2800, 2200, 1000, 1500, 1500, 2756)
    rows = [
        ("序号", "物资名称", "规格型号", "单位", "应储数量", "实储数量", "存放地点"),
        ("1", "编织袋", "55×95", "条", "500", "480", "东库"),
        ("2", "潜水泵", "QS-40", "台", "6", "6", "泵房"),
    ]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    made = ""
    for i, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            + para(
                words,
                FANG if i else HEI,
                12,
                spacing='w:before="0" w:after="0" w:line="240" w:lineRule="auto"',
                jc=CENTERED,
            )
            + "</w:tc>"
            for words, width in zip(row, widths, strict=True)
        )
        made += f"<w:tr><w:trPr><w:cantSplit/>{'' if i else '<w:tblHeader/>'}</w:trPr>{cells}</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="12756" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def red_rule() -> str:
    """The red rule under the number, 4 mm below it."""
    return f'<w:bottom w:val="single" w:sz="12" w:space="7" w:color="{RED}"/>'


def section(footers: str, page: str) -> str:
    """The inside of w:sectPr."""
    return f'{footers}<w:type w:val="nextPage"/>{page}'


PORTRAIT = section(references("footer1", "footer2"), PORTRAIT_PAGE)
LANDSCAPE = section(references("footer3", "footer4"), LANDSCAPE_PAGE)
BLANK = para()
NORMAL = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" '
    'w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="1"/>'
    f'<w:spacing {exact(579)}/><w:jc w:val="both"/></w:pPr><w:rPr>{fonts(FANG)}<w:spacing w:val="-5"/><w:sz w:val="32"/>'
    '<w:szCs w:val="32"/></w:rPr></w:style>'
)
SETTINGS = (
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def turned(align: str, number: int) -> str:
    """The page number of a landscape page: in its left margin, turned clockwise."""
    return floating(
        page_number('w:right="0"', align), number, ("page", 1307), 1867, (560, 8285), 'vert="vert" anchor="ctr"'
    )


def body() -> str:
    """The paragraphs of the notice."""
    mark = para(
        f"{ISSUER}文件",
        BIAOSONG,
        54,
        color=RED,
        scale=66,
        snapToGrid='w:val="0"',
        spacing=exact(1188, 211),
        jc=CENTERED,
    )
    head = [para("000001", jc=FLUSH), BLANK, BLANK, mark, BLANK, BLANK]
    number = para("华澜发〔2025〕15号", pBdr=red_rule(), jc=CENTERED)
    title = [big(ISSUER), big("关于做好2025年防汛物资储备工作的通知")]
    words = [
        text("为做好2025年汛期防汛物资储备工作，保障人员和设施安全，现将有关事项通知如下。"),
        text("一、总体要求", HEI),
        text("各单位要坚持预防为主，按照“谁使用、谁保管”的原则，把防汛物资备足、备齐、备到位，确保险情发生时用得上。"),
        text("二、主要任务", HEI),
        text("（一）摸清库存底数", KAI),
        text("各单位要在2025年5月20日前完成库存盘点，填写防汛物资储备清单（见附件1），账物不符的要逐项查明原因。"),
        text("（二）补齐物资缺口", KAI),
        text("1. 核定需求。以所辖泵站、仓库和工地为单位，核定沙袋、水泵、发电机等物资数量。"),
        text("2. 落实采购。对缺口物资列出采购计划，于2025年6月10日前到货入库。"),
        text("三、工作要求", HEI),
        text("物资要分类存放、挂牌管理，每月检查1次，检查情况记入防汛物资检查台账（见附件2）。"),
        text("集团将于2025年6月12日（星期四）召开现场会，查看各单位储备情况。"),
    ]
    closing = [
        BLANK,
        listed("附件：1．防汛物资储备清单", 4.5),
        listed("2．防汛物资检查台账", 1.5),
        BLANK,
        BLANK,
        right(ISSUER, 2.55),
        right("2025年5月8日", 4),
        para("（此件公开发布）", ind=TWO_IN, sectPr=PORTRAIT),
    ]
    note = para("注：应储数量按核定的需求填写。", FANG, 12, sectPr=LANDSCAPE)
    stock = [para("附件1", HEI, latin=HEI, jc=FLUSH), BLANK, big("防汛物资储备清单"), BLANK, stock_table(), note]
    ledger = [
        para("附件2", HEI, latin=HEI, jc=FLUSH),
        BLANK,
        big("防汛物资检查台账"),
        BLANK,
        text("本台账由物资保管人按月填写，内容包括检查日期、检查人、物资状况和处理结果。"),
        text("检查中发现的问题应当天登记，处理完毕后由负责人确认。"),
    ]
    opening = [number, BLANK, BLANK, *title, BLANK, para("各子公司，各分公司，集团总部各部门：", jc='w:val="both"')]
    return "".join([*head, *opening, *words, *closing, *stock, *ledger, imprint()])


def conforming(path: Path) -> Path:
    """The file without a fault."""
    footers = {
        "footer1": page_number('w:rightChars="100" w:right="280"', "right"),
        "footer2": page_number('w:leftChars="100" w:left="280"', "left"),
        "footer3": turned("right", 11),
        "footer4": turned("left", 12),
    }
    return package(path, body(), {"styles": NORMAL, "settings": SETTINGS, **footers}, last=PORTRAIT)


# ---- changing a file


def w(name: str) -> str:
    """A name of the w: namespace."""
    return f"{{{MAIN}}}{name}"


def read(item: etree._Element) -> str:
    """What a paragraph shows, text boxes that it anchors left out."""
    return "".join(
        "\t" if t.tag == w("tab") else t.text or ""
        for r in item.iterchildren(w("r"))
        for t in r.iter(w("t"), w("tab"))
        if owner(t) is item
    )


def owner(item: etree._Element) -> etree._Element:
    """The paragraph that an element stands in."""
    return next(item.iterancestors(w("p")))


@dataclass
class File:
    """A .docx to be changed: its parts as trees."""

    source: Path

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """The parts by name, the relationships and types too."""
        with zipfile.ZipFile(self.source) as archive:
            return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}

    def part(self, name: str) -> etree._Element:
        """A part of the word/ folder."""
        return self.trees[f"word/{name}.xml"]

    def paragraphs(self) -> list[etree._Element]:
        """All paragraphs of the body in the order of the file."""
        return list(self.part("document").iter(w("p")))

    def matches(self, start: str) -> list[tuple[int, etree._Element]]:
        """The paragraphs that begin so, with their numbers from 1; a $ at the end asks for the whole paragraph."""
        words = start.strip("↓$")
        numbered = [(i, item, read(item).strip()) for i, item in enumerate(self.paragraphs(), 1)]
        return [
            (i, item)
            for i, item, text in numbered
            if (text == words if start.endswith("$") else text.startswith(words))
        ]

    def find(self, start: str) -> etree._Element:
        """The first paragraph that begins so, or the last one where ↓ stands in front."""
        return self.matches(start)[-1 if start.startswith("↓") else 0][1]

    def write(self, path: Path) -> Path:
        """The changed file on disk."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, tree in sorted(self.trees.items()):
                archive.writestr(name, etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True))
        return path


Change = Callable[[File], None]


def parsed(xml: str) -> list[etree._Element]:
    """Elements written with the prefix w:."""
    return list(etree.fromstring(f'<w:x xmlns:w="{MAIN}">{xml}</w:x>'))


def runs(item: etree._Element) -> Iterator[etree._Element]:
    """The properties of a paragraph's runs."""
    for run in item.iterchildren(w("r")):
        found = run.find(w("rPr"))
        assert found is not None
        yield found


RUN_ORDER = ("rFonts", "b", "color", "spacing", "w", "sz", "szCs")
PARAGRAPH_ORDER = (
    "pageBreakBefore",
    "widowControl",
    "pBdr",
    "tabs",
    "overflowPunct",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "sectPr",
)


def put(properties: etree._Element, name: str, order: tuple[str, ...], **attributes: object) -> None:
    """Set a property anew, at its place in the schema; without attributes it is taken away."""
    for old in properties.findall(w(name)):
        properties.remove(old)
    if not attributes:
        return
    made = etree.Element(w(name), {w(key): str(value) for key, value in attributes.items()})
    after = set(order[order.index(name) + 1 :])
    place = next((i for i, other in enumerate(properties) if etree.QName(other).localname in after), len(properties))
    properties.insert(place, made)


def looks(properties: etree._Element, face: str = "", size: float = 0, color: str = "", bold: bool = False) -> None:
    """Change the looks of one run or style."""
    if face:
        put(
            properties,
            "rFonts",
            RUN_ORDER,
            ascii="Times New Roman",
            hAnsi="Times New Roman",
            eastAsia=face,
            hint="eastAsia",
        )
    if bold:
        put(properties, "b", RUN_ORDER, val="1")
    if color:
        put(properties, "color", RUN_ORDER, val=color)
    if size:
        put(properties, "sz", RUN_ORDER, val=round(size * 2))
        put(properties, "szCs", RUN_ORDER, val=round(size * 2))


def look(start: str, **changes: Any) -> Change:
    """A paragraph in another face, size or colour."""

    def change(file: File) -> None:
        for properties in runs(file.find(start)):
            looks(properties, **changes)

    return change


def normal(face: str = "", size: float = 0, **spacing: object) -> Change:
    """The body text in another face, size or line spacing: its style is changed."""

    def change(file: File) -> None:
        style = file.part("styles").find(w("style"))
        assert style is not None
        own, place = style.find(w("rPr")), style.find(w("pPr"))
        assert own is not None
        assert place is not None
        looks(own, face, size)
        if spacing:
            put(place, "spacing", PARAGRAPH_ORDER, before=0, after=0, **spacing)

    return change


def place(start: str, name: str, **attributes: object) -> Change:
    """A paragraph with another indent, alignment or other property."""

    def change(file: File) -> None:
        properties = file.find(start).find(w("pPr"))
        assert properties is not None
        put(properties, name, PARAGRAPH_ORDER, **attributes)

    return change


def retype(start: str, old: str, new: str) -> Change:
    """Other words in a paragraph."""

    def change(file: File) -> None:
        item = file.find(start)
        hit = next(t for t in item.iter(w("t")) if old in (t.text or ""))
        hit.text = (hit.text or "").replace(old, new, 1)

    return change


def everywhere(old: str, new: str) -> Change:
    """Other words wherever they stand in the body."""

    def change(file: File) -> None:
        for item in file.part("document").iter(w("t")):
            item.text = (item.text or "").replace(old, new)

    return change


def drop(start: str) -> Change:
    """A paragraph less."""

    def change(file: File) -> None:
        cut(file.find(start))

    return change


def cut(item: etree._Element) -> None:
    """Take an element out of the tree."""
    parent = item.getparent()
    assert parent is not None
    parent.remove(item)


def before(start: str, *paragraphs: str) -> Change:
    """Paragraphs more, in front of one."""

    def change(file: File) -> None:
        for xml in paragraphs:
            file.find(start).addprevious(parsed(xml)[0])

    return change


def closed_up(start: str, leave: int = 0) -> Change:
    """Fewer blank lines in front of a paragraph."""

    def change(file: File) -> None:
        blanks = []
        previous = file.find(start).getprevious()
        while previous is not None and previous.tag == w("p") and not read(previous):
            blanks.append(previous)
            previous = previous.getprevious()
        for blank in blanks[leave:]:
            cut(blank)

    return change


def both(*changes: Change) -> Change:
    """Changes that make one fault together."""

    def change(file: File) -> None:
        for one in changes:
            one(file)

    return change


def page(name: str = "pgMar", landscape: bool = False, **attributes: int) -> Change:
    """Another page set-up of the portrait sections, or of the landscape one."""

    def change(file: File) -> None:
        for found in file.part("document").iter(w("sectPr")):
            size = found.find(w("pgSz"))
            item = found.find(w(name))
            assert size is not None
            assert item is not None
            if (size.get(w("orient")) == "landscape") is landscape:
                for key, value in attributes.items():
                    item.set(w(key), str(value))

    return change


def rule(**attributes: object) -> Change:
    """Another red rule; None takes it away."""

    def change(file: File) -> None:
        for item in list(file.find("华澜发").iter(w("pBdr"))):
            if not attributes:
                cut(item)
            for key, value in attributes.items():
                item[0].set(w(key), str(value))

    return change


def footers(edit: Callable[[etree._Element], None]) -> Change:
    """The same change in the footers of upright pages."""

    def change(file: File) -> None:
        for name in ("footer1", "footer2"):
            edit(file.part(name))

    return change


def hyphens(root: etree._Element) -> None:
    """- 1 - in place of — 1 —."""
    for item in root.iter(w("t")):
        item.text = (item.text or "").replace("—", "-")


def centered(root: etree._Element) -> None:
    """A page number in the middle."""
    for properties in root.iter(w("pPr")):
        put(properties, "ind", PARAGRAPH_ORDER)
        put(properties, "jc", PARAGRAPH_ORDER, val="center")


def smaller(root: etree._Element) -> None:
    """A page number in 小四."""
    for properties in root.iter(w("rPr")):
        looks(properties, size=12)


def emptied(root: etree._Element) -> None:
    """A footer without a number."""
    for run in list(root.iter(w("r"))):
        cut(run)


def without_setting(name: str) -> Change:
    """A setting of the whole file less."""

    def change(file: File) -> None:
        for item in file.part("settings").findall(w(name)):
            cut(item)

    return change


def imprint_rules(size: int = 0) -> Change:
    """The rules of 版记 in one weight; 0 takes them away."""

    def change(file: File) -> None:
        for item in list(file.part("document").iter(w("tcBorders"))):
            if not size:
                cut(item)
            for side in item:
                side.set(w("sz"), str(size))

    return change


def imprint_first() -> Change:
    """版记 under the signature, before the attachments."""

    def change(file: File) -> None:
        anchor = file.paragraphs()[-4]
        while anchor.getparent() is not file.part("document")[0]:
            anchor = next(anchor.iterancestors(w("p")))
        file.find("（此件").addprevious(anchor)

    return change


def wider_table(width: int) -> Change:
    """The table of attachment 1 as wide as this."""

    def change(file: File) -> None:
        table = next(file.part("document").iter(w("tbl")))
        for found in table.iter(w("tblW")):
            found.set(w("w"), str(width))
        columns = list(table.iter(w("gridCol")))
        for column in columns:
            column.set(w("w"), str(width // len(columns)))
        for cell in table.iter(w("tcW")):
            cell.set(w("w"), str(width // len(columns)))

    return change


def no_page_break(file: File) -> None:
    """Attachment 2 begins under the table of attachment 1: the section ends two lines later."""
    found = next(file.find("注：").iter(w("sectPr")))
    properties = file.find("附件2").find(w("pPr"))
    assert properties is not None
    properties.append(found)


def tracked(file: File) -> None:
    """A deletion and an insertion that nobody has accepted."""
    mark = 'w:id="{}" w:author="甲" w:date="2025-05-01T00:00:00Z"'
    item = file.find("物资要分类存放")
    item.extend(parsed(f"<w:ins {mark.format(1)}><w:r><w:t>请遵照执行。</w:t></w:r></w:ins>"))
    item.extend(parsed(f"<w:del {mark.format(2)}><w:r><w:delText>另行通知。</w:delText></w:r></w:del>"))


def commented(file: File) -> None:
    """A comment that was left in the file."""
    item = file.find("物资要分类存放")
    item.extend(parsed('<w:r><w:commentReference w:id="0"/></w:r>'))
    comment = '<w:comment w:id="0" w:author="甲"><w:p><w:r><w:t>这里再核一下</w:t></w:r></w:p></w:comment>'
    root = etree.Element(w("comments"), nsmap={"w": MAIN})
    root.extend(parsed(comment))
    file.trees["word/comments.xml"] = root
    types, rels = file.trees["[Content_Types].xml"], file.trees["word/_rels/document.xml.rels"]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    etree.SubElement(
        types, f"{{{etree.QName(types).namespace}}}Override", PartName="/word/comments.xml", ContentType=kind
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    etree.SubElement(
        rels, f"{{{etree.QName(rels).namespace}}}Relationship", Id="rId_c", Type=office, Target="comments.xml"
    )


def hidden(file: File) -> None:
    """Words that are there but are not shown."""
    item = file.find("物资要分类存放")
    item.extend(parsed("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握，不对外公布。</w:t></w:r>"))


def fetching(file: File) -> None:
    """A field that takes its words from another file."""
    item = file.find("物资要分类存放")
    item.extend(parsed('<w:fldSimple w:instr="INCLUDETEXT &quot;C:\\内部.docx&quot;"/>'))


def second_line(*paragraphs: str) -> Change:
    """密级 and 紧急程度 in the lines under 份号, in place of the blanks there."""

    def change(file: File) -> None:
        copy_number = file.find("000001")
        for _ in paragraphs:
            cut(next(copy_number.itersiblings(w("p"))))
        for xml in reversed(paragraphs):
            copy_number.addnext(parsed(xml)[0])

    return change


def tracking(value: int) -> Change:
    """Another distance between the characters of the text."""

    def change(file: File) -> None:
        style = file.part("styles").find(w("style"))
        assert style is not None
        own = style.find(w("rPr"))
        assert own is not None
        put(own, "spacing", RUN_ORDER, val=value)

    return change


# ---- the faults


@dataclass(frozen=True)
class Fault:
    """One change, and what must be found: one of ``rules`` (any if empty) under ``clause`` (a beginning; None: not compared).

    ``least`` is the mildest severity that will do; ``words`` are alternatives of which one is in the finding;
    ``place`` are alternatives for the beginning of its paragraph, None where no paragraph is asked for.
    """

    name: str
    change: Change
    rules: str
    clause: str | None
    least: Literal["error", "warning", "info"]
    words: str
    place: str | None = None


NUMBER, TITLE, SECOND, TO, SIGNATURE, DATE, NOTE = (
    "华澜发", f"{ISSUER}$", "关于做好", "各子公司", f"↓{ISSUER}$", "2025年5月8日", "（此件公开发布"
)  # fmt: skip
FIRST, PLAIN, MARK = "为做好2025年", "物资要分类存放", f"{ISSUER}文件"
H1, H2, H3, MEETING, STOCKTAKING = "二、主要任务", "（一）摸清", "1. 核定需求", "集团将于", "各单位要在"
LIST1, LIST2 = "附件：1", "2．防汛"
LABEL, ANNEX = "附件2", "防汛物资检查台账"
CC, PRINTED = "抄送", f"{ISSUER}办公室"
COMMAND = both(
    retype(SECOND, "通知", "报告"), retype(FIRST, "通知如下", "报告如下"), retype(TO, "各子公司，各分公司，集团总部各部门", "砚屏市国资委")
)  # fmt: skip
SECRET, URGENT = "秘密★1年", "特急"

PAGE_FAULTS = (
    Fault("paper Letter", page("pgSz", w=12240, h=15840), "G01", "5.1", "error", "纸|A4|210"),
    Fault("top margin 25 mm", page(top=1417), "G02", "5.2.1", "error", "25|37"),
    Fault("left margin 31.7 mm", page(left=1797), "G03", "5.2.1", "error", "31.7|28"),
    Fault("text area too narrow", page(right=1800), "G04", "5.2.1", "error", "156|版心"),
    Fault("text area too low", page(bottom=2500), "G05", "5.2.1", "error", "225|版心"),
    Fault("lines of 30 pt", normal(line=600, lineRule="exact"), "G06", "5.2.3", "warning", "22|30|21"),
    Fault("lines of 1.5", normal(line=360, lineRule="auto"), "G06", "5.2.3", "warning", "1.5|行距|22"),
    Fault("27 characters a line", tracking(0), "G07", "5.2.3", "info", "28|27"),
    Fault("blue words", look(PLAIN, color="0070C0"), "G08", "5.2.4", "error", "颜色|黑|蓝", PLAIN),
    Fault("red words", look(MEETING, color="FF0000"), "G08", "5.2.4", "error", "颜色|黑|红", MEETING),
    Fault("body in 宋体", normal(face=SONG), "G09", "5.2.2", "warning", SONG),
    Fault("one paragraph in 宋体", look(PLAIN, face=SONG), "G09", "5.2.2", "warning", SONG, PLAIN),
    Fault("body in 小四", normal(size=12), "G10", "5.2.2", "warning", "小四|12"),
    Fault("one paragraph in 四号", look(PLAIN, size=14), "G10", "5.2.2", "warning", "四号|14", PLAIN),
    Fault("page number missing", footers(emptied), "G50", "7.5", "warning", "页码"),
    Fault("page number with hyphens", footers(hyphens), "G50 G52", "7.5", "warning", "-|一字线|—"),
    Fault("page number in 小四", footers(smaller), "G53", "7.5", "warning", "小四|四号|12"),
    Fault("page number in the middle", footers(centered), "G51", "7.5", "info", "居中|外侧|右|左"),
    Fault("no odd and even", without_setting("evenAndOddHeaders"), "G51", "7.5", "info", "奇|偶|双页"),
    Fault("table wider than the text", wider_table(14000), "G54 G55", None, "info", "表|宽"),
    Fault("landscape margins off", page(landscape=True, left=1000, right=1000), "G02 G05 G54", None, "info", "横"),
)

HEAD_FAULTS = (
    Fault("copy number of 5 digits", retype("000001", "000001", "00001"), "G11", "7.2.1", "warning", "6位|六位|00001", "00001"),
    Fault("secrecy in 仿宋", second_line(para(SECRET, FANG, jc=FLUSH)), "G12", "7.2.2", "warning", "黑体|仿宋", SECRET),
    Fault(
        "urgency in 仿宋",
        second_line(para(SECRET, HEI, jc=FLUSH), para(URGENT, FANG, jc=FLUSH)),
        "G13", "7.2.3", "warning", "黑体|仿宋", URGENT,
    ),
    Fault(
        "urgency above secrecy",
        second_line(para(URGENT, HEI, jc=FLUSH), para(SECRET, HEI, jc=FLUSH)),
        "G14", "7.2", "info", "顺序|上面|之前|之后|上方", f"{URGENT}|{SECRET}|000001",
    ),
    Fault("mark flush left", place(MARK, "jc", val="left"), "G15", "7.2.4", "error", "居中", MARK),
    Fault("mark black", look(MARK, color="000000"), "G16", "7.2.4", "info", "红", MARK),
    Fault("mark in 宋体", look(MARK, face=SONG), "G16", "7.2.4", "info", SONG, MARK),
    Fault("one blank line under the mark", closed_up(NUMBER, 1), "G17", "7.2.5", "error", "空", f"{NUMBER}|{MARK}"),
    Fault("number flush left", place(NUMBER, "jc", val="left"), "G18", "7.2.5", "error", "居中", NUMBER),
    Fault("number in square brackets", retype(NUMBER, "〔2025〕", "[2025]"), "T01", "7.2.5", "error", "〔", NUMBER),
    Fault("number with 第", retype(NUMBER, "15号", "第15号"), "T01", "7.2.5", "error", "第", NUMBER),
    Fault("number with a zero", retype(NUMBER, "15号", "015号"), "T01", "7.2.5", "error", "0", NUMBER),
    Fault("number with a short year", retype(NUMBER, "2025", "25"), "T01", "7.2.5", "error", "年", NUMBER),
    Fault("number of another year", retype(NUMBER, "2025", "2024"), "T02", None, "warning", "2024", f"{NUMBER}|{DATE}"),
    Fault("red rule missing", rule(), "G20", "7.2.7", "error", "线"),
    Fault("red rule black", rule(color="000000"), "G20", "7.2.7", "error", "红", NUMBER),
    Fault("red rule short", place(NUMBER, "ind", left=2400, right=2400), "G20", "7.2.7", "error", "宽|长|156", NUMBER),
    Fault("report without a signer", COMMAND, "G19", "7.2.6", "error", "签发人"),
    Fault(
        "signer on a notice",
        before(NUMBER, para("签发人：林知远", jc='w:val="right"')), "G19", "7.2.6", "info", "签发人", f"签发人|{NUMBER}",
    ),
)  # fmt: skip

TITLE_FAULTS = (
    Fault(
        "title in 三号", both(look(TITLE, size=16), look(SECOND, size=16)),
        "G21 G22 G23", "7.3.1", "warning", "二号|22", f"{SECOND}|{TITLE}",
    ),
    Fault("second line of the title in 三号", look(SECOND, size=16), "G21 G22 G23", "7.3.1", "warning", "二号|22", f"{SECOND}|{TITLE}"),
    Fault(
        "title in bold 宋体", both(look(TITLE, face=SONG, bold=True), look(SECOND, face=SONG, bold=True)),
        "G21 G22 G23", "7.3.1", "warning", SONG, f"{SECOND}|{TITLE}",
    ),
    Fault(
        "title flush left", both(place(TITLE, "jc", val="left"), place(SECOND, "jc", val="left")),
        "G21 G22 G23", "7.3.1", "warning", "居中", f"{SECOND}|{TITLE}",
    ),
    Fault("second line of the title flush left", place(SECOND, "jc", val="left"), "G21 G22 G23", "7.3.1", "warning", "居中", f"{SECOND}|{TITLE}"),
    Fault("no blank lines above the title", closed_up(TITLE), "G24", "7.3.1", "warning", "空", f"{TITLE}|{SECOND}"),
    Fault(
        "title like an hourglass",
        both(
            retype(TITLE, ISSUER, f"{ISSUER}关于做好"),
            before(SECOND, big("2025年汛期")), retype(SECOND, "关于做好2025年", ""),
        ),
        "G25", "7.3.1", "info", "梯形|菱形", f"{ISSUER}关于做好|2025年汛期|防汛物资储备工作的通知",
    ),
    Fault("title with a full stop", retype(SECOND, "通知", "通知。"), "T20", "7.3.1", "warning", "。", f"{SECOND}|{TITLE}"),
    Fault("关于 twice", retype(SECOND, "关于", "关于关于"), "T22", None, "info", "关于", f"关于关于|{TITLE}"),
    Fault("的 twice", retype(SECOND, "的通知", "的的通知"), "T22", None, "info", "的的", f"{SECOND}|{TITLE}"),
    Fault("title of a plan", retype(SECOND, "工作的通知", "工作方案"), "T20 T23", None, "warning", "方案", f"{SECOND}|{TITLE}"),
    Fault("title of another company", retype(TITLE, "能源", "水务"), "T33", None, "info", "水务", f"华澜水务|{SIGNATURE}"),
    Fault("recipients indented", place(TO, "ind", firstLineChars=200, firstLine=632), "G26", "7.3.2", "error", "顶格|缩进", TO),
    Fault("recipients with a half-width colon", retype(TO, "：", ":"), "G26 T08 T31", None, "info", "冒号|半角|：", TO),
    Fault("recipients missing", drop(TO), "T30", None, "error", "主送"),
    Fault("no blank line above the recipients", closed_up(TO), "G27", "7.3.2", "error", "空", f"{TO}|{SECOND}"),
)  # fmt: skip

TEXT_FAULTS = (
    Fault("no indent", place(PLAIN, "ind"), "G28", "7.3.3", "warning", "2|两|二", PLAIN),
    Fault("indent of 4", place(PLAIN, "ind", firstLineChars=400, firstLine=1264), "G28", "7.3.3", "warning", "4", PLAIN),
    Fault(
        "indent by blanks", both(place(PLAIN, "ind"), retype(PLAIN, PLAIN, f"　　{PLAIN}")),
        "G29", "7.3.3", "info", "空格", PLAIN,
    ),
    Fault("heading 1 in 仿宋", look(H1, face=FANG), "G30", "7.3.3", "warning", "黑体", H1),
    Fault("heading 2 in 黑体", look(H2, face=HEI), "G30", "7.3.3", "warning", "楷体", H2),
    Fault("heading 1 bold", look(H1, bold=True), "G31", None, "info", "加粗|粗", H1),
    Fault("blank lines in the text", before(PLAIN, BLANK, BLANK), "G32", None, "info", "空"),
    Fault("一、三、", retype(H1, "二、", "三、"), "T04", "7.3.3", "warning", "二、", "三、主要"),
    Fault("1、", retype(H3, "1. ", "1、"), "T05", "7.3.3", "warning", "1、", "1、核定"),
    Fault("（一）、", retype(H2, "（一）", "（一）、"), "T05", "7.3.3", "warning", "（一）、", "（一）、"),
    Fault("heading with a full stop", retype(H1, "任务", "任务："), "T07", None, "info", "标点|：", H1),
    Fault("half-width comma", retype(FIRST, "，", ","), "T08", None, "warning", ",", FIRST),
    Fault("half-width full stop", retype(MEETING, "。", "."), "T08", None, "info", ".", MEETING),
    Fault("straight quotes", both(everywhere("“", '"'), everywhere("”", '"')), "T08", None, "warning", '"|引号', "各单位要坚持"),
    Fault("unbalanced 《", retype(MEETING, "查看", "按照《防汛手册查看"), "T09", None, "warning", "《", MEETING),
    Fault("half-width brackets", retype(MEETING, "（星期四）", "(星期四)"), "T06 T08", None, "warning", "(|半角", MEETING),
    Fault("one half-width bracket", retype(MEETING, "（星期四）", "（星期四)"), "T06 T08 T09", None, "warning", ")|半角", MEETING),
    Fault("hyphen in a range", retype(PLAIN, "1次", "3-5次"), "T11", None, "info", "3-5|-", PLAIN),
    Fault("padded date in the text", retype(STOCKTAKING, "5月20日", "05月20日"), "T12", None, "info", "05|0", STOCKTAKING),
    Fault("date with dots", retype(STOCKTAKING, "2025年5月20日", "2025.5.20"), "T12", None, "info", "2025.5.20", STOCKTAKING),
    Fault("号 for 日", retype(STOCKTAKING, "20日", "20号"), "T12", None, "info", "号", STOCKTAKING),
    Fault("year of 2 digits", retype(STOCKTAKING, "2025年", "25年"), "T12", None, "info", "25年", STOCKTAKING),
    Fault("impossible date", retype(STOCKTAKING, "5月20日", "2月30日"), "T13", None, "error", "2月30日", STOCKTAKING),
    Fault("wrong weekday", retype(MEETING, "星期四", "星期五"), "T13", None, "warning", "星期", MEETING),
    Fault("×××", retype(MEETING, "各单位", "×××单位"), "T44", None, "error", "×××", MEETING),
    Fault("{{ 标题 }}", retype(MEETING, "现场会", "{{ 会议 }}"), "T44", None, "error", "{{", MEETING),
    Fault("【待补】", retype(MEETING, "现场会", "【待补】"), "T44", None, "error", "待补", MEETING),
    Fault("date left blank", retype(MEETING, "2025年6月12日", "　年　月　日"), "T44", None, "warning", "年", MEETING),
    Fault("deletions and insertions", tracked, "T46", None, "warning", "修订"),
    Fault("comment", commented, "T46", None, "info", "批注"),
    Fault("hidden words", hidden, "T46", None, "warning", "隐藏"),
    Fault("a field that fetches", fetching, "T47", None, "error", "INCLUDETEXT", "物资要分类存放"),
    Fault("an unseen sign in the title", retype(SECOND, "通知", "\u202e通知"), "T48", None, "warning", "202E", f"{SECOND}|{TITLE}"),
    Fault("an unseen sign in the number", retype(NUMBER, "〔2025〕", "〔2025〕\u200b"), "T48", None, "warning", "200B", NUMBER),
)  # fmt: skip

END_FAULTS = (
    Fault("no blank line above 附件说明", closed_up(LIST1), "G33 G34 G35", "7.3.4", "error", "空", LIST1),
    Fault("附件说明 not indented", place(LIST1, "ind"), "G33 G34 G35", "7.3.4", "error", "2|两|二|缩进", LIST1),
    Fault("附件说明 with another name", retype(LIST2, "检查", "巡查"), "T41", None, "error", "巡查", f"2．防汛物资巡查|{ANNEX}"),
    Fault("three listed, two there", before(SIGNATURE, listed("3．通讯录", 1.5)), "T41", None, "error", "3|通讯录"),
    Fault(
        "listed in another order", both(retype(LIST1, "储备清单", "检查台账"), retype(LIST2, "检查台账", "储备清单")),
        "T41", None, "error", "防汛物资", f"{LIST1}|2．防汛物资储备|{ANNEX}|防汛物资储备清单|附件1|附件2",
    ),
    Fault("attachments not listed", both(drop(LIST1), drop(LIST2)), "T41", None, "warning", "附件"),
    Fault("name with a full stop", retype(LIST2, "台账", "台账。"), "T42", "7.3.4", "warning", "。", LIST2),
    Fault("name in 《》", both(retype(LIST2, "防汛", "《防汛"), retype("2．《", "台账", "台账》")), "T42", None, "info", "《", "2．《"),
    Fault("附件: half-width", retype(LIST1, "：", ":"), "T42 T08", None, "warning", "：|半角", "附件:"),
    Fault("attachment that is not there", retype(PLAIN, "附件2", "附件3"), "T42", None, "error", "附件3", PLAIN),
    Fault("date 2 from the right", place(DATE, "ind", rightChars=200, right=632), "G36 G37 G38", "7.3.5", "info", "4|字", f"{DATE}|{SIGNATURE}"),
    Fault("date flush right", place(DATE, "ind"), "G36 G37 G38", "7.3.5", "warning", "4|字", f"{DATE}|{SIGNATURE}"),
    Fault("name not over the date", place(SIGNATURE, "ind", rightChars=600, right=1895), "G37", "7.3.5.1", "warning", "居中|中心", f"{SIGNATURE}|{DATE}"),
    Fault("date in Han numerals", retype(DATE, "2025年5月8日", "二〇二五年五月八日"), "G39 T12 T40", "7.3.5.4", "error", "阿拉伯|数字|2025年5月8日", "二〇二五"),
    Fault("date padded", retype(DATE, "5月8日", "05月08日"), "G39 T12 T40", "7.3.5.4", "error", "05|0", "2025年05月"),
    Fault("date that is no day", retype(DATE, "5月8日", "2月30日"), "T13 T40", None, "error", "2月30日", "2025年2月"),
    Fault("date to come", retype(DATE, "2025", "2099"), "T40", None, "warning", "2099", "2099"),
    Fault("date missing", drop(DATE), "T40 G36", None, "warning", "成文日期|日期"),
    Fault("date in 楷体", look(DATE, face=KAI), "G39 G09", None, "info", "楷体", DATE),
    Fault("another name signs", retype(SIGNATURE, "能源", "水务"), "T32", None, "warning", "水务", "华澜水务"),
    Fault("page without text", before(SIGNATURE, text("（此页无正文）")), "", None, "info", "此页无正文"),
    Fault("note without brackets", both(retype(NOTE, "（", ""), retype("此件", "）", "")), "G40", "7.3.6", "info", "括号|（", "此件"),
    Fault("note flush left", place(NOTE, "ind"), "G40", "7.3.6", "info", "2|两|二", NOTE),
    Fault("attachment under another", no_page_break, "G41", "7.3.7", "error", "页", LABEL),
    Fault("label in 仿宋", look(LABEL, face=FANG), "G42", "7.3.7", "error", "黑体", LABEL),
    Fault("label in 四号", look(LABEL, size=14), "G42", "7.3.7", "error", "三号|四号|14", LABEL),
    Fault("label indented", place(LABEL, "ind", firstLineChars=200, firstLine=632), "G42 G43", "7.3.7", "error", "顶格|缩进", LABEL),
    Fault("label with a colon", retype(LABEL, "附件2", "附件2："), "G42 G43 T42", None, "info", "：|冒号", LABEL),
    Fault("no blank line under the label", closed_up(f"↓{ANNEX}"), "G43", "7.3.7", "error", "空|第三行|第3行", f"{LABEL}|{ANNEX}"),
    Fault("attachment title flush left", place(ANNEX, "jc", val="left"), "G44", "7.3.7", "error", "居中", ANNEX),
    Fault("attachment title in 仿宋", look(ANNEX, face=FANG), "G44", None, "info", "小标宋|仿宋", ANNEX),
    Fault("rules of the imprint missing", imprint_rules(), "G45", "7.4.1", "info", "线"),
    Fault("rules of the imprint too thick", imprint_rules(24), "G45", "7.4.1", "info", "线|0.35"),
    Fault("imprint in 三号", both(look(CC, size=16), look(PRINTED, size=16)), "G46", "7.4", "warning", "四号|三号|14", f"{CC}|{PRINTED}"),
    Fault("imprint in 宋体", both(look(CC, face=SONG), look(PRINTED, face=SONG)), "G46", "7.4", "warning", SONG, f"{CC}|{PRINTED}"),
    Fault("抄送 without a full stop", retype(CC, "。", ""), "G47 T50", "7.4.2", "info", "。|句号", CC),
    Fault("抄报", retype(CC, "抄送", "抄报"), "G47 T50", None, "info", "抄报"),
    Fault("recipients in 抄送 again", retype(CC, "集团党委", "各分公司"), "T50", None, "info", "各分公司|主送"),
    Fault("printed before its date", retype(PRINTED, "5月9日", "5月7日"), "G48 T40", None, "warning", "印发", f"{PRINTED}|{DATE}"),
    Fault("印发 left out", retype(PRINTED, "印发", ""), "G48", "7.4.3", "info", "印发", PRINTED),
    Fault("padded date of printing", retype(PRINTED, "5月9日", "05月09日"), "G48 T12", None, "info", "05|0", PRINTED),
    Fault("imprint before the attachments", imprint_first(), "G49", "7.4", "info", "最后|末"),
)  # fmt: skip

FAULTS = (*PAGE_FAULTS, *HEAD_FAULTS, *TITLE_FAULTS, *TEXT_FAULTS, *END_FAULTS)
