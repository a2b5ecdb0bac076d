"""A .docx read as a manuscript: numbers, text, labels, looks, spacing, pages and tables."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen import package
from docgen.core.errors import InvalidInput
from docgen.gongwen import document
from docgen.gongwen.manuscript import Grid, Line, Manuscript, Rule
from docgen.gongwen.word import paragraph_elements, read_word
from docgen.gongwen.word.numerals import numeral
from docgen.samples import init, samples
from docgen.workspace import Workspace

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
W = f"{{{SPACES['w']}}}"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, form: str = "") -> str:
    runs = "".join(each if each.startswith("<") else r(each) for each in inside)
    return f"<w:p><w:pPr>{form}</w:pPr>{runs}</w:p>"


def tc(*inside: str, form: str = "") -> str:
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{''.join(inside)}</w:tc>"


def tr(*cells: str, form: str = "") -> str:
    whole = "".join(cell if cell.startswith("<") else tc(p(cell)) for cell in cells)
    return f"<w:tr><w:trPr>{form}</w:trPr>{whole}</w:tr>"


def tbl(*rows: str, columns: int = 2, form: str = "") -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr>{form}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def boxed(*inside: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:spPr/><wps:txbx><w:txbxContent>{''.join(inside)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{''.join(inside)}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def packed(body: str, **parts: str) -> dict[str, bytes]:
    """A document of raw XML; ``parts`` are the insides of its other parts, by their kind."""
    rels = "".join(f'<Relationship Id="{k}" Type="{SPACES["r"]}/{k.rstrip("12")}" Target="{k}.xml"/>' for k in parts)
    made = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{rels}</Relationships>",
    }
    made |= {f"word/{name}.xml": f"<w:part {NAMES}>{inside}</w:part>" for name, inside in parts.items()}
    return {name: text.encode() for name, text in made.items()}


def read(folder: Path, body: str, **parts: str) -> Manuscript:
    path = folder / "文.docx"
    path.write_bytes(package.build(packed(body, **parts)))
    return read_word(path)


def line(folder: Path, paragraph: str, **parts: str) -> Line:
    return next(read(folder, paragraph, **parts).lines())


def texts(made: Manuscript) -> list[str]:
    return [line.text for line in made.lines()]


def grid(folder: Path, table: str, **parts: str) -> Grid:
    (item,) = (item for item in read(folder, table, **parts).items if isinstance(item, Grid))
    return item


def filled(table: Grid) -> list[list[str]]:
    """The text at each place of the grid; raises where the rows do not fill it."""
    rows = tuple(tuple(document.Cell(box.text, box.rows, box.columns) for box in row) for row in table.rows)
    made = document.Table(tuple(map(float, table.widths)), 0, rows).grid()
    return [[cell.text for cell in row] for row in made]


def test_paragraphs_of_cells_and_text_boxes_count_and_those_of_fallbacks_do_not(tmp_path: Path) -> None:
    body = p("一") + tbl(tr("二", "三")) + p("四", boxed(p("五"), p("六"))) + p("七")
    made = read(tmp_path, body)
    assert [(line.number, line.text) for line in made.lines()] == list(enumerate("一二三四五六七", 1))
    assert [line.boxed for line in made.lines()] == [False] * 4 + [True] * 2 + [False]
    elements = paragraph_elements(etree.fromstring(packed(body)["word/document.xml"]))
    assert [next(each.iter(f"{W}t")).text for each in elements] == list("一二三四五六七")


def test_a_text_box_in_a_cell_belongs_to_the_cell_and_a_table_in_a_text_box_is_boxed(tmp_path: Path) -> None:
    made = read(tmp_path, tbl(tr(tc(p("甲", boxed(p("乙"))), p("丙")), "丁")) + p("戊", boxed(tbl(tr("己", "庚")))))
    first, anchor, second = made.items
    assert isinstance(first, Grid)
    assert filled(first) == [["甲\n乙\n丙", "丁"]]
    assert isinstance(anchor, Line)
    assert isinstance(second, Grid)
    assert (second.boxed, second.number, filled(second)) == (True, 6, [["己", "庚"]])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/></w:r>", "甲\t乙\n丙\n"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>", "a-b"),
        ("<w:r><w:t> 甲 </w:t></w:r>" + r(" 乙 "), "甲 乙 "),
        (field("IF " + field("PAGE", r("9")) + " = 1", r("甲")), "甲"),
        ('<w:fldSimple w:instr="DATE">' + r("今天") + "</w:fldSimple>", "今天"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("不丢"), "不丢"),
        (f'<w:hyperlink><w:smartTag>{r("甲")}</w:smartTag></w:hyperlink><w:sdt><w:sdtPr><w:alias w:val="无"/></w:sdtPr>'
         f"<w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>", "甲乙"),
        (f"<w:r><w:ruby><w:rt>{r('han')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>", "汉"),
        ("<m:oMathPara><m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>+b</m:t></m:r></m:oMath></m:oMathPara>", "a+b"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="宋体" w:char="2605"/></w:r>', "☑★"),
        ("<w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback>"
         "</mc:AlternateContent></w:r>", "甲"),
        ("甲&#xF0001;乙&#x10FFFD;&#x7F;", "甲乙"),
        ("<w:hyperlink>" * 200 + r("深") + "</w:hyperlink>" * 200, "深"),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(tmp_path: Path, inside: str, text: str) -> None:
    found = line(tmp_path, p(inside))
    assert found.text == text
    assert "".join(run.text for run in found.runs) == text


def test_tracked_changes_read_as_accepted_and_are_told(tmp_path: Path) -> None:
    body = p("甲", f"<w:ins>{r('增')}</w:ins>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>")
    body += p("前", form="<w:rPr><w:del/></w:rPr>") + p("后")
    body += tbl(tr("留", "下"), tr("去", "掉", form="<w:del/>"))
    made = read(tmp_path, body)
    assert texts(made) == ["甲增", "前后", "留", "下"]
    found = {(n.kind, n.text.replace("\n", ""), n.line) for n in made.notices}
    assert found == {("inserted", "增", 1), ("deleted", "删", 1), ("deleted", "去掉", 6)}


def test_hidden_text_is_not_read_even_when_its_style_hides_it(tmp_path: Path) -> None:
    style = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("见", r("藏", "<w:vanish/>"), r("匿", '<w:rStyle w:val="H"/>'), r("现", '<w:vanish w:val="0"/>'))
    made = read(tmp_path, body, styles=style)
    assert texts(made) == ["见现"]
    assert [(n.kind, n.text) for n in made.notices] == [("hidden", "藏"), ("hidden", "匿")]


def test_notes_comments_pictures_and_unknown_symbols_leave_notices(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr descr="示意图"/><pic:pic/></wp:inline></w:drawing></w:r>'
    refs = '<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r>'
    body = p("空") + p(picture, refs, '<w:r><w:sym w:font="Wingdings" w:char="F0AA"/></w:r>', "<w:r><w:object/></w:r>")
    made = read(
        tmp_path, body, footnotes=f'<w:footnote w:id="2">{p("注文")}</w:footnote>',
        comments=f'<w:comment w:id="0">{p("请核")}{p("再核")}</w:comment>',
    )  # fmt: skip
    assert [(n.kind, n.text) for n in made.notices] == [
        ("picture", "示意图"),
        ("footnote", "注文"),
        ("comment", "请核\n再核"),
        ("symbol", "Wingdings F0AA"),
        ("object", ""),
    ]
    assert {n.line for n in made.notices} == {2}
    last = list(made.lines())[-1]
    assert (last.text, last.pictures) == ("□", 1)


def test_a_page_break_goes_to_the_text_behind_it(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = p("一", page) + p("二") + p(page, "三") + p("四", page, "五") + p("六", form="<w:pageBreakBefore/>")
    body += p(page) + tbl(tr("七", "八"))
    made = read(tmp_path, body)
    assert [line.text for line in made.lines() if line.new_page] == ["二", "三", "五", "六"]
    assert [(line.number, line.text) for line in made.lines()][3:5] == [(4, "四"), (4, "五")]
    assert [item.new_page for item in made.items if isinstance(item, Grid)] == [True]


def level(at: int, form: str, text: str, extra: str = "") -> str:
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def numbered(text: str, num: int, at: int = 0) -> str:
    return p(text, form=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、", '<w:pPr><w:ind w:left="640" w:hanging="320"/></w:pPr>')
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "&#xF06C;", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:pPr><w:ind w:left="420"/></w:pPr>')
    + level(1, "bullet", "—")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)  # fmt: skip


def test_automatic_numbers_count_as_word_counts_them(tmp_path: Path) -> None:
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (3, 0), (0, 0), (9, 0)]
    made = read(tmp_path, "".join(numbered("文", *place) for place in places), numbering=LISTS)
    labels = ["一、", "（一）", "（二）", "1.1", "二、", "（一）", "三、", "五、", "六、", "", ""]
    assert [line.auto for line in made.lines()] == labels
    assert texts(made) == [label + "文" for label in labels]


def test_bullets_of_symbol_fonts_are_no_text_but_their_indent_stays(tmp_path: Path) -> None:
    first, second = read(tmp_path, numbered("甲", 4) + numbered("乙", 4, 1), numbering=LISTS).lines()
    assert (first.text, first.auto, first.spacing.left) == ("甲", "", 420)
    assert (second.text, second.auto) == ("—乙", "—")


def test_a_style_numbers_and_its_own_indent_wins_over_that_of_the_list(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:ind w:left="100"/></w:pPr></w:style>'
    )
    found = line(tmp_path, p("文", form='<w:pStyle w:val="T"/>'), styles=style, numbering=LISTS)
    assert (found.text, found.style, found.spacing.left, found.spacing.first) == ("一、文", "条", 100, -320)
    plain = p("文", form='<w:pStyle w:val="T"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert line(tmp_path, plain, styles=style, numbering=LISTS).text == "文"


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("chineseCountingThousand", 11, "十一"), ("taiwaneseCountingThousand", 20, "二十"), ("japaneseCounting", 1, "一"),
        ("chineseLegalSimplified", 3, "叁"), ("ideographDigital", 10, "一〇"), ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07"),
        ("upperLetter", 28, "BB"), ("lowerLetter", 2, "b"), ("upperRoman", 14, "XIV"), ("lowerRoman", 9, "ix"),
        ("none", 3, ""), ("unheard", 4, "4"), ("upperRoman", 10**9, "1000000000"), ("chineseCounting", 0, "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_format(form: str, number: int, text: str) -> None:
    assert numeral(number, form) == text


THEME = (
    '<a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText"/></a:dk1>'
    '<a:accent1><a:srgbClr val="4472c4"/></a:accent1></a:clrScheme><a:fontScheme><a:minorFont>'
    '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont>'
    "</a:fontScheme></a:themeElements>"
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:b/></w:rPr>'
    '<w:pPr><w:jc w:val="both"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题行"/><w:basedOn w:val="a"/><w:rPr>'
    '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr><w:pPr><w:outlineLvl w:val="1"/><w:pBdr>'
    '<w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:rPr><w:color w:themeColor="accent1"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="t"><w:rPr><w:sz w:val="18"/></w:rPr><w:pPr><w:spacing w:line="300"/></w:pPr></w:style>'
)  # fmt: skip


def test_a_run_looks_as_its_nearest_formatting_says(tmp_path: Path) -> None:
    direct = '<w:rStyle w:val="c"/><w:b w:val="off"/><w:spacing w:val="-5"/><w:w w:val="66"/><w:u w:val="single"/>'
    body = p(r("甲"), form='<w:pStyle w:val="b"/>') + p(r("乙", direct)) + p(r("丙", '<w:color w:val="auto"/>'))
    made = read(tmp_path, body, styles=STYLES, theme=THEME)
    first, second, third = (line.looks() for line in made.lines())
    assert (first.face, first.latin, first.size, first.bold) == ("黑体", "Calibri", 16, True)
    assert (second.face, second.size, second.bold, second.color) == ("宋体", 10.5, False, "4472C4")
    assert (second.tracking, second.scale, second.underline) == (-5, 66, True)
    assert third.color == ""
    assert (made.default.face, made.default.bold) == ("宋体", True)


def test_a_theme_font_wins_over_a_named_one_beside_it(tmp_path: Path) -> None:
    fonts = '<w:rFonts w:eastAsia="楷体" w:eastAsiaTheme="minorEastAsia" w:ascii="Arial"/>'
    found = line(tmp_path, p(r("甲", fonts)), styles=STYLES, theme=THEME).looks()
    assert (found.face, found.latin) == ("宋体", "Arial")


def test_a_file_without_styles_has_type_of_10_pt_and_stands_left(tmp_path: Path) -> None:
    found = line(tmp_path, p("甲"))
    assert (found.looks().size, found.spacing.align, found.style) == (10, "left", "")


def test_text_of_a_cell_takes_the_style_of_its_table_over_the_defaults(tmp_path: Path) -> None:
    found = grid(tmp_path, tbl(tr("甲", "乙"), form='<w:tblStyle w:val="t"/>'), styles=STYLES)
    first = found.rows[0][0].lines[0]
    assert (first.looks().size, first.spacing.line, first.in_table) == (9, 300, True)


def test_each_attribute_of_indents_and_spacing_is_inherited_by_itself(tmp_path: Path) -> None:
    forms = [
        '<w:ind w:firstLine="0"/>',
        '<w:ind w:firstLineChars="0" w:firstLine="0" w:start="200"/><w:jc w:val="end"/>',
        '<w:ind w:hangingChars="450" w:hanging="1421"/><w:spacing w:line="579" w:lineRule="exact" w:beforeLines="50"/>',
    ]
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
    made = read(tmp_path, "".join(p("文", form=form) for form in forms) + section, styles=STYLES)
    first, second, third = (line.spacing for line in made.lines())
    assert (first.first_chars, first.align) == (2, "both")
    assert (second.first_chars, second.first, second.left, second.align) == (None, 0, 200, "right")
    assert (third.first_chars, third.first, third.line, third.rule, third.before) == (
        -4.5,
        -1421,
        579,
        "exact",
        156,
    )


def test_borders_and_outline_level_come_from_the_style(tmp_path: Path) -> None:
    found = line(tmp_path, p("文", form='<w:pStyle w:val="b"/>'), styles=STYLES)
    assert (found.below, found.above, found.outline) == (Rule("FF0000", 12, "single", None, 7), None, 1)
    bare = p("文", form='<w:pStyle w:val="b"/><w:pBdr><w:bottom w:val="none"/></w:pBdr><w:outlineLvl w:val="9"/>')
    assert (line(tmp_path, bare, styles=STYLES).below, line(tmp_path, bare, styles=STYLES).outline) == (None, None)


def test_lines_drawn_as_shapes_are_found_in_both_drawing_languages(tmp_path: Path) -> None:
    shape = (
        '<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:ext cx="5616575" cy="0"/>'
        '</a:xfrm><a:prstGeom prst="line"/><a:ln w="19050"><a:solidFill><a:srgbClr val="ff0000"/></a:solidFill></a:ln>'
        "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    old = '<w:r><w:pict><v:line from="0,9pt" to="442.25pt,9pt" strokecolor="red" strokeweight="2pt"/></w:pict></w:r>'
    rect = '<w:r><w:pict><v:rect style="width:100pt;height:1.5pt" fillcolor="#f00 [3]"/></w:pict></w:r>'
    assert line(tmp_path, p(shape, old, rect)).drawn == (
        Rule("FF0000", 12, "single", 8845),
        Rule("FF0000", 16, "single", 8845),
        Rule("FF0000", 12, "single", 2000),
    )


def test_sections_inherit_headers_and_begin_pages_unless_continuous(tmp_path: Path) -> None:
    refs = '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    first = f'<w:sectPr>{refs}<w:footerReference w:type="default" r:id="footer1"/><w:titlePg/></w:sectPr>'
    second = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    third = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:left="1000" w:right="838"/></w:sectPr>'
    body = p("一", form=first) + p("二", form=second) + tbl(tr("三", "四")) + p("五") + third
    footer = p("— ", field(" PAGE \\* MERGEFORMAT ", r("1") + r("2")), " —", boxed(p("<w:fldSimple w:instr='PAGE'/>")))
    settings_ = "<w:evenAndOddHeaders/><w:mirrorMargins/>"
    made = read(tmp_path, body, header1=p("眉"), header2=p("") + p("某某局"), footer1=footer, settings=settings_)
    assert [page.landscape for page in made.pages] == [False, False, True]
    assert made.pages[2].text_width == 15000
    assert [line.text for line in dict(made.pages[2].footers)["default"]] == ["— {PAGE} —", "{PAGE}"]
    assert [(item.section, item.new_page) for item in made.items] == [(0, False), (1, False), (2, True), (2, False)]
    assert [(line.text, line.number) for line in made.header_lines] == [("某某局", 0)]
    assert (made.pages[0].first_differs, made.pages[1].first_differs) == (True, False)
    assert (made.odd_even, made.mirrored) == (True, True)


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_cover_the_grid_and_keep_text_that_they_hide(tmp_path: Path) -> None:
    table = tbl(
        tr(tc(p("头"), form='<w:gridSpan w:val="3"/>'), form="<w:tblHeader/>"),
        tr(tc(p("甲"), form=RESTART), "一", "二"),
        tr(
            tc(p("藏"), form=CONTINUE),
            tc(p("并"), form='<w:hMerge w:val="restart"/>'),
            tc(p("了"), form="<w:hMerge/>"),
        ),
        tr("末", form='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        columns=3,
    )
    found = grid(tmp_path, table)
    assert filled(found) == [["头"] * 3, ["甲\n藏", "一", "二"], ["甲\n藏", "并\n了", "并\n了"], ["", "末", ""]]
    assert (found.header_rows, found.ragged, found.widths) == (1, (), (2000, 2000, 2000))


def test_rows_that_do_not_fit_are_filled_up_and_told(tmp_path: Path) -> None:
    found = grid(tmp_path, tbl(tr("一", "二"), tr("三"), tr("四", "五", "六")))
    assert filled(found) == [["一", "二", ""], ["三", "", ""], ["四", "五", "六"]]
    assert found.ragged == (2, 3)


def test_controls_around_rows_and_nested_tables_lose_no_text(tmp_path: Path) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    inner = tc(p("乙"), tbl(tr("丙", "丁")), p("戊"))
    made = read(tmp_path, control(tbl(control(tr(control(tc(p("甲"))), inner)))))
    (table,) = made.items
    assert isinstance(table, Grid)
    assert filled(table) == [["甲", "乙\n丙\n丁\n戊"]]
    assert [(n.kind, n.text, n.line) for n in made.notices] == [("nested", "丙\n丁", 3)]


def test_borders_and_width_of_a_table(tmp_path: Path) -> None:
    bare, edge = (
        tbl(tr("一", "二")),
        '<w:tblBorders><w:top w:val="single" w:sz="8"/><w:left w:val="nil"/></w:tblBorders>',
    )
    wide = tbl(tr("一", "二"), form=f'<w:tblW w:w="2500" w:type="pct"/>{edge}')
    cell = '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'
    assert (grid(tmp_path, bare).ruled, grid(tmp_path, bare).width) == (False, None)
    assert (grid(tmp_path, wide).borders, grid(tmp_path, wide).width) == ((("top", Rule("", 8)),), 4153)
    assert grid(tmp_path, tbl(tr(tc(p("一"), form=cell), "二"))).ruled


def test_a_file_of_python_docx_is_read_with_its_styles(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("标题", 1)
    made.add_paragraph("正文").runs[0].font.size = Pt(16)
    made.add_table(2, 2, style="Table Grid").cell(0, 0).merge(made.tables[0].cell(1, 0)).text = "合"
    made.save(str(tmp_path / "文.docx"))
    heading, text, table = read_word(tmp_path / "文.docx").items
    assert isinstance(heading, Line)
    assert isinstance(text, Line)
    assert isinstance(table, Grid)
    assert (heading.style, heading.outline, heading.looks().color) == ("heading 1", 0, "365F91")
    assert text.looks().size == 16
    assert (filled(table), table.ruled) == ([["合", ""], ["合", ""]], True)


def test_every_text_of_every_sample_is_in_its_manuscript(tmp_path: Path) -> None:
    for sample in samples():
        init(tmp_path / sample, sample)
        for made in Workspace(tmp_path / sample).build()[0]:
            with zipfile.ZipFile(made.path) as archive:
                root = etree.fromstring(archive.read("word/document.xml"))
            again = {s for s in root.iter(f"{W}pStyle") if s.get(f"{W}val", "").startswith("GwAgain")}
            left_out = [*root.iter(f"{{{SPACES['mc']}}}Fallback"), *(next(s.iterancestors(f"{W}p")) for s in again)]
            spare = {t for f in left_out for t in f.iter(f"{W}t")}
            wanted = "".join(t.text or "" for t in root.iter(f"{W}t") if t not in spare)
            read_back = read_word(made.path)
            assert "".join(texts(read_back)).replace("\n", "").replace("\t", "") == wanted
            numbers = [line.number for line in read_back.lines()]
            assert numbers == sorted(numbers)
            for item in read_back.items:
                assert isinstance(item, Line) or filled(item)


def test_a_file_in_the_strict_form_of_the_format_is_read(tmp_path: Path) -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>' + p(
        r("甲", '<w:sz w:val="16pt"/>')
    )
    parts = packed("") | {"word/document.xml": f"{strict}</w:body></w:document>".encode()}
    (tmp_path / "文.docx").write_bytes(package.build(parts))
    (found,) = read_word(tmp_path / "文.docx").lines()
    assert (found.text, found.looks().size) == ("甲", 16)


@pytest.mark.parametrize("part", ["document", "styles", "numbering", "theme", "settings", "header1"])
def test_a_damaged_part_is_refused_in_plain_words(tmp_path: Path, part: str) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    parts = packed(p("文") + section, styles="", numbering="", theme=THEME, settings="", header1=p("眉"))
    path = tmp_path / "坏.docx"
    path.write_bytes(package.build(parts | {f"word/{part}.xml": b"<w:broken"}))
    with pytest.raises(InvalidInput, match="已损坏"):
        read_word(path)


def test_odd_values_do_not_stop_the_reading(tmp_path: Path) -> None:
    loop = '<w:style w:styleId="x"><w:basedOn w:val="x"/><w:rPr><w:sz w:val="大"/></w:rPr></w:style>'
    odd = '<w:pStyle w:val="x"/><w:ind w:left="1e9" w:firstLineChars="?"/><w:numPr><w:numId w:val="1"/><w:ilvl w:val="77"/></w:numPr>'
    cells = tr(tc(p("甲"), form='<w:gridSpan w:val="99999999"/>'), tc(p("乙"), form='<w:gridSpan w:val="-3"/>'))
    body = p("文", form=odd) + tbl(cells) + '<w:sectPr><w:pgSz w:w="" w:h="宽"/></w:sectPr>'
    assert texts(read(tmp_path, body, styles=loop, numbering=LISTS)) == ["文", "甲", "乙"]


WORDS = st.text("甲乙丙AB1 ", min_size=1, max_size=6).filter(str.strip)
"""Blanks alone are no text: those of a cell that another one covers are left out."""
PARAGRAPHS = st.lists(WORDS, max_size=3).map(lambda words: p(*words))
ROWS = st.lists(
    st.tuples(PARAGRAPHS, st.integers(1, 3), st.sampled_from(["", RESTART, CONTINUE, "<w:hMerge/>"])), min_size=1, max_size=4
)  # fmt: skip


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Tables of what is inside, and text boxes that hold it."""

    def table(rows: list[list[tuple[str, int, str]]], inside: str) -> str:
        made = (tr(*(tc(inside, e, form=f'<w:gridSpan w:val="{n}"/>{m}') for e, n, m in row)) for row in rows)
        return tbl(*made, columns=3)

    tables = st.builds(table, st.lists(ROWS, min_size=1, max_size=3), inner)
    return st.one_of(tables, inner.map(lambda inside: p("框", boxed(inside))), st.tuples(inner, inner).map("".join))


@settings(max_examples=60, deadline=None)
@given(body=st.recursive(PARAGRAPHS, blocks, max_leaves=8))
def test_no_text_of_nested_tables_and_boxes_is_lost(tmp_path: Path, body: str) -> None:
    made = read(tmp_path, body)
    root = etree.fromstring(packed(body)["word/document.xml"])
    wanted = sorted("".join(t.text or "" for e in paragraph_elements(root) for t in e.findall(f"{W}r/{W}t")))
    assert sorted("".join(texts(made))) == wanted
    for item in made.items:
        assert isinstance(item, Line) or filled(item)
