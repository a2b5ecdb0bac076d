"""Fields that fetch or run, objects, links to files, hidden text: taken out of what is bound in, named by a check."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from docgen import live, package
from docgen.checking import check
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from docgen.rendering import foreign
from docgen.templatecheck import check_template
from docgen.workspace import Workspace
from tests.rendering.helpers import DOCUMENT, RELATIONSHIPS, TYPES, Parts, R, W, docx, p, root, saved, texts, unpacked

TODAY = date(2026, 10, 1)
OFFICE_SPACE, VML_SPACE = "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:vml"
SPACES = (
    f'xmlns:o="{OFFICE_SPACE}" xmlns:v="{VML_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


# ---- writing


def r(inside: str, look: str = "") -> str:
    """A run."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>"


def t(text: str) -> str:
    """Text of a run."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def mark(kind: str) -> str:
    """A mark of a field."""
    return r(f'<w:fldChar w:fldCharType="{kind}"/>')


def code(text: str) -> str:
    """An instruction, or a piece of one."""
    return r(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def fld(instruction: str, result: str = r(t("显示的字"))) -> str:
    """A field between marks; an instruction that is XML stays so."""
    own = instruction if instruction.startswith("<") else code(instruction)
    return mark("begin") + own + mark("separate") + result + mark("end")


def para(inside: str, look: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{inside}</w:p>"


def with_parts(body: str, *rels: tuple[str, str, str], parts: Parts | None = None, **options: Any) -> Parts:
    """A document; ``rels`` are (id, last word of the type, target), targets with a colon or \\ are external."""
    made = docx(body, parts=parts or {}, **options)
    made[DOCUMENT] = made[DOCUMENT].replace(b"<w:document ", f"<w:document {SPACES} ".encode())
    lines = ""
    for id_, kind, target in rels:
        outside = ' TargetMode="External"' if ":" in target or target.startswith(("\\", "..")) else ""
        lines += f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"{outside}/>'
    made[RELATIONSHIPS] = made[RELATIONSHIPS].replace(b"</Relationships>", f"{lines}</Relationships>".encode())
    extra = '<Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="png" ContentType="image/png"/>'
    made[TYPES] = made[TYPES].replace(b"<Override", extra.encode() + b"<Override", 1)
    return made


def kinds(parts: Parts) -> list[str]:
    """The kinds of what is found in a package."""
    return sorted(item.kind for item in live.look(parts).live)


def clean(parts: Parts) -> Parts:
    """The package without what was found; nothing is found in it again."""
    made = live.disarmed(parts, live.look(parts))
    assert kinds(made) == []
    for name, data in made.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    return made


def shown(parts: Parts) -> str:
    """All that the body prints."""
    return "|".join(line for line in texts(parts) if line)


def whole(parts: Parts) -> str:
    """All parts as text, for what must not be there any more."""
    return "\n".join(data.decode("utf-8", "replace") for data in parts.values())


# ---- fields

LIVE_FIELDS = {
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"": "field",
    "dde Excel \"C:\\\\账.xlsx\" R1C1": "field",
    " INCLUDETEXT \"file:///C:/别的.docx\" ": "field",
    "INCLUDEPICTURE \"http://example.com/x.png\" \\d": "field",
    "IMPORT c:\\\\x.gif": "field",
    "LINK Excel.Sheet.12 \"C:\\\\账.xlsx\" \"Sheet1!R1C1\" \\a \\f 5": "field",
    "DATABASE \\d \"C:\\\\x.mdb\" \\s \"SELECT * FROM x\"": "field",
    "RD C:\\\\章.docx": "field",
    "ASK 姓名 \"您是？\"": "field",
    "PRINT 27": "field",
    "ADDIN EN.CITE": "odd_field",
    "某某域 1": "odd_field",
    "HYPERLINK \"file:///C:/内部.docx\"": "link",
    "HYPERLINK \"\\\\\\\\10.0.0.1\\\\共享\\\\x.exe\"": "link",
    "HYPERLINK \\o \"提示\" \"..\\\\附件.docx\"": "link",
    "HYPERLINK javascript:alert(1)": "link",
    "EMBED Excel.Sheet.12": "object",
}  # fmt: skip
KEPT_FIELDS = (
    "PAGE", " NUMPAGES \\* Arabic ", "TOC \\o \"1-3\" \\h \\z \\u", "REF _Ref1 \\h", "PAGEREF _Toc1 \\h", "SEQ 图 \\* ARABIC",
    "=SUM(ABOVE)", "= 1 + 2", "STYLEREF \"标题 1\"", "SECTIONPAGES", "EQ \\o\\ac(○,1)", "HYPERLINK \"https://example.cn/?a=1\"",
    "HYPERLINK \\l \"_Toc1\" \\o \"到目录\"", "HYPERLINK \"mailto:a@example.cn\"", "HYPERLINK http://example.cn", "page",
    "DATE \\@ \"yyyy年M月d日\"", "FORMTEXT", "_Toc1", "",
)  # fmt: skip


def escaped(text: str) -> str:
    """Text inside an attribute."""
    return text.replace("&", "&amp;").replace('"', "&quot;")


def pieces(text: str) -> str:
    """An instruction in runs of three characters."""
    return "".join(code(text[i : i + 3]) for i in range(0, len(text), 3))


FORMS: dict[str, Callable[[str], str]] = {
    "complex": lambda text: para(fld(text)),
    "in pieces": lambda text: para(fld(pieces(text))) if text else para(fld(text)),
    "simple": lambda text: para(f'<w:fldSimple w:instr="{escaped(text)}">{r(t("显示的字"))}</w:fldSimple>'),
    "in an IF": lambda text: para(fld(code(" IF 1 = 1 ") + fld(text) + code(' "" '), r(t("真")))),
    "in the result of a TOC": lambda text: para(fld('TOC \\o "1-3"', fld(text))),
    "in a table": lambda text: f"<w:tbl><w:tblGrid/><w:tr><w:tc>{para(fld(text))}</w:tc></w:tr></w:tbl>",
    "in a text box": lambda text: para(r(f"<w:pict><v:shape><v:textbox><w:txbxContent>{para(fld(text))}</w:txbxContent>"
                                         "</v:textbox></v:shape></w:pict>")),
    "over paragraphs": lambda text: para(mark("begin") + code(text)) + para(mark("separate") + r(t("显示的字")) + mark("end")),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", LIVE_FIELDS)
def test_a_field_that_reaches_out_becomes_what_it_shows(form: str, text: str) -> None:
    bookmark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    parts = with_parts(para(bookmark) + FORMS[form](text) + p("后面的字"))
    assert kinds(parts) == [LIVE_FIELDS[text]]
    made = clean(parts)
    assert "".join(item.text or "" for item in root(made).iter(f"{{{W}}}t")).count("显示的字") == 1
    assert shown(made).endswith("后面的字")
    assert text.split()[0] not in whole(made)


@pytest.mark.parametrize("form", ["complex", "in pieces", "simple", "in a text box"])
@pytest.mark.parametrize("text", KEPT_FIELDS)
def test_a_field_that_counts_or_refers_stays(form: str, text: str) -> None:
    bookmark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    parts = with_parts(para(bookmark) + FORMS[form](text))
    assert kinds(parts) == []
    assert live.disarmed(parts, live.look(parts)) == parts


def test_the_words_of_a_button_stay() -> None:
    button = mark("begin") + code(" MACROBUTTON 某宏 点此填写 ") + mark("end")
    simple = '<w:fldSimple w:instr="MACROBUTTON x &quot;或点这里&quot;"/>'
    made = clean(with_parts(para(r(t("请")) + button + r(t("。"))) + para(simple)))
    assert shown(made) == "请点此填写。|或点这里"


def test_an_instruction_that_is_put_together_by_another_field_is_not_trusted() -> None:
    put_together = fld("<w:r/>" + fld("QUOTE 68 68 69", r(t("DDE"))) + code(" c:\\x"), r(t("结果")))
    parts = with_parts(para(put_together))
    assert kinds(parts) == ["odd_field"]
    assert shown(clean(parts)) == "结果"


def test_a_field_that_never_ends_takes_no_text_with_it() -> None:
    body = para(mark("begin") + code("DDE x y") + r(t("甲"))) + para(fld("PAGE", r(t("1")))) + p("乙")
    assert shown(clean(with_parts(body))) == "甲|1|乙"


def test_very_many_open_fields_and_links_are_looked_at_once_each() -> None:
    open_ones = para("".join(mark("begin") + code("DDE x y") + r(t("甲")) for _ in range(3000)))
    links = "".join(f'<w:hyperlink r:id="rId{i}">{r(t("乙"))}</w:hyperlink>' for i in range(3000))
    rels = [(f"rId{i}", "hyperlink", f"file:///C:/{i}.docx") for i in range(3000)]
    parts = with_parts(open_ones + para(links), *rels)
    assert Counter(kinds(parts)) == {"field": 3000, "link": 3000}
    assert shown(clean(parts)) == "甲" * 3000 + "|" + "乙" * 3000


def test_a_long_instruction_is_looked_at_in_one_go() -> None:
    long = [" HYPERLINK " + piece * 20_000 for piece in ("“", '"a', "\\l ", " \\")]
    parts = with_parts("".join(para(fld(text)) for text in long) + para(fld(code("DDE x") * 20_000)))
    assert set(kinds(parts)) <= {"field", "link"}
    assert "field" in kinds(parts)


# ---- objects, controls, links

PNG = b"\x89PNG\r\n\x1a\n"
IMAGE = ("rIdImage", "image", "media/i.png")
SHAPE = '<v:shape id="s" style="width:9pt;height:9pt" o:ole=""><v:imagedata r:id="rIdImage"/></v:shape>'
OLE = '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s" DrawAspect="Content" ObjectID="_1" r:id="rIdX"/>'


def blip(attribute: str) -> str:
    """A drawing of a picture."""
    return f'<w:drawing><wp:inline><wp:docPr id="1" name="图"/><a:graphic><a:blip {attribute}/></a:graphic></wp:inline></w:drawing>'


OBJECTS: dict[str, tuple[str, str, tuple[str, str, str], str]] = {
    "an embedded sheet": ("object", f"<w:object>{SHAPE}{OLE}</w:object>", ("rIdX", "package", "embeddings/b.xlsx"), "imagedata"),
    "an OLE object": ("object", f"<w:object>{SHAPE}{OLE}</w:object>", ("rIdX", "oleObject", "embeddings/b.bin"), "imagedata"),
    "a linked object": ("object", f"<w:object>{SHAPE}{OLE}</w:object>", ("rIdX", "oleObject", "file:///C:/b.xlsx"), "imagedata"),
    "an object in a picture": ("object", f"<w:pict>{SHAPE}{OLE}</w:pict>", ("rIdX", "oleObject", "embeddings/b.bin"), "imagedata"),
    "an object that shows nothing": ("object", f"<w:object>{OLE}</w:object>", ("rIdX", "oleObject", "embeddings/b.bin"), ""),
    "a control": ("control", f'<w:object>{SHAPE}<w:control r:id="rIdX" w:name="按钮" w:shapeid="s"/></w:object>',
                  ("rIdX", "control", "activeX/a.xml"), "imagedata"),
    "a control by itself": ("control", '<w:control r:id="rIdX" w:name="按钮"/>', ("rIdX", "control", "activeX/a.xml"), ""),
    "a picture with its source": ("external", blip('r:embed="rIdImage" r:link="rIdX"'), ("rIdX", "image", "http://example.com/i.png"), "blip"),
    "a picture that leads to a file": ("link", blip('r:embed="rIdImage"').replace(
        'name="图"/>', 'name="图"><a:hlinkClick r:id="rIdX"/></wp:docPr>'), ("rIdX", "hyperlink", "file:///C:/x.docx"), "blip"),
    "a film": ("object", '<w:object><w:movie r:id="rIdX"/></w:object>', ("rIdX", "video", "media/v.bin"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", OBJECTS)
def test_an_object_goes_and_its_picture_stays(case: str) -> None:
    kind, inside, rel, left = OBJECTS[case]
    stored = {f"word/{rel[2]}": b"<x/>"} if ":" not in rel[2] else {}
    body = para(r(t("前")) + r(inside) + r(t("后")))
    parts = with_parts(body, IMAGE, rel, parts={"word/media/i.png": PNG, **stored})
    assert kinds(parts) == [kind]
    made = clean(parts)
    assert shown(made) == "前后"
    assert [item.tag.rpartition("}")[2] for item in root(made).iter("{*}imagedata", "{*}blip")] == [left] * bool(left)
    assert not set(stored) & set(made)
    assert made["word/media/i.png"] == PNG or not left
    assert not list(root(made).iter(f"{{{W}}}object"))
    assert rel[2] not in whole(made)


@pytest.mark.parametrize(
    "target", ["file:///C:/x.docx", "file://server/x", "\\\\server\\x", "../x.docx", "ms-word:ofe|u|x"]
)
def test_a_link_to_a_file_becomes_its_words(target: str) -> None:
    parts = with_parts(
        para(r(t("见")) + f'<w:hyperlink r:id="rIdX">{r(t("附件"))}</w:hyperlink>'), ("rIdX", "hyperlink", target)
    )
    assert kinds(parts) == ["link"]
    made = clean(parts)
    assert shown(made) == "见附件"
    assert target not in whole(made)
    assert not list(root(made).iter(f"{{{W}}}hyperlink"))


@pytest.mark.parametrize("target", ["https://example.cn/", "mailto:a@example.cn", "HTTP://example.cn", "tel:12345"])
def test_a_link_to_the_web_stays(target: str) -> None:
    parts = with_parts(para(f'<w:hyperlink r:id="rIdX">{r(t("网址"))}</w:hyperlink>'), ("rIdX", "hyperlink", target))
    assert kinds(parts) == []


@pytest.mark.parametrize("inside", ['<v:shape href="file:///C:/x.exe"/>', '<v:rect href="\\\\server\\x"/>'])
def test_a_shape_that_leads_to_a_file_leads_nowhere(inside: str) -> None:
    parts = with_parts(para(r(f"<w:pict>{inside}</w:pict>")))
    assert kinds(parts) == ["link"]
    assert "href" not in whole(clean(parts))


@pytest.mark.parametrize(
    "inside", ['<v:imagedata src="http://example.com/i.png"/>', '<v:fill o:href="http://example.com/i"/>']
)
def test_a_shape_that_fetches_its_filling_does_so_no_more(inside: str) -> None:
    parts = with_parts(para(r(f"<w:pict><v:shape>{inside}</v:shape></w:pict>")))
    assert kinds(parts) == ["external"]
    assert "example.com" not in whole(clean(parts))


@pytest.mark.parametrize("binding", ["w:dataBinding", "w15:dataBinding"])
def test_a_bound_content_control_keeps_its_text_only(binding: str) -> None:
    control = f'<w:sdt><w:sdtPr><{binding} w:xpath="/a" w:storeItemID="{{1}}"/></w:sdtPr><w:sdtContent>{r(t("文"))}</w:sdtContent></w:sdt>'
    parts = with_parts(para(control))
    assert kinds(parts) == ["binding"]
    assert shown(clean(parts)) == "文"


SETTINGS = {
    "template": ('<w:attachedTemplate r:id="rIdT"/>', "attachedTemplate", "http://example.com/x.dotm", "template"),
    "template on a server": ('<w:attachedTemplate r:id="rIdT"/>', "attachedTemplate", "file://server/x.dotm", "template"),
    "template on a share": ('<w:attachedTemplate r:id="rIdT"/>', "attachedTemplate", "file:///\\\\10.0.0.1\\x.dotm", "template"),
    "template of one's own": ('<w:attachedTemplate r:id="rIdT"/>', "attachedTemplate", "file:///C:\\Users\\甲\\x.dotm", "own_template"),
    "mail merge": ('<w:mailMerge><w:query w:val="SELECT"/><w:dataSource r:id="rIdT"/></w:mailMerge>', "mailMergeSource",
                   "file:///C:/x.mdb", "source"),
    "stylesheet": ('<w:saveThroughXslt r:id="rIdT"/>', "transform", "http://example.com/x.xsl", "external"),
}  # fmt: skip


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_fetch_nothing(case: str) -> None:
    inside, kind, target, found = SETTINGS[case]
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdT" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    parts = with_parts(p("文"))
    parts["word/settings.xml"] = (
        f'<w:settings xmlns:w="{W}" xmlns:r="{R}">{inside}<w:zoom w:percent="100"/></w:settings>'.encode()
    )
    parts["word/_rels/settings.xml.rels"] = rels.encode()
    assert set(kinds(parts)) == {found}
    made = clean(parts)
    assert target not in whole(made)
    assert [item.tag.rpartition("}")[2] for item in root(made, "word/settings.xml")] == ["zoom"]


@pytest.mark.parametrize(
    ("inside", "rel"),
    [
        ('<w:altChunk r:id="rIdX"/>', ("rIdX", "aFChunk", "chunk.bin")),
        ('<w:altChunk r:id="rIdX"/>', ("rIdX", "aFChunk", "http://example.com/x.html")),
        (f'<w:p><w:subDoc r:id="rIdX"/>{r(t("章"))}</w:p>', ("rIdX", "subDocument", "file:///C:/章.docx")),
        (para(r(blip('r:link="rIdX"'))), ("rIdX", "image", "http://example.com/i.png")),
        (para(r('<w:pict><v:shape><v:imagedata r:id="rIdX"/></v:shape></w:pict>')), ("rIdX", "image", "file:///C:/i.png")),
    ],
)  # fmt: skip
def test_what_stands_in_another_file_is_refused(tmp_path: Path, inside: str, rel: tuple[str, str, str]) -> None:
    stored = {f"word/{rel[2]}": b"<html/>"} if ":" not in rel[2] else {}
    path = saved(tmp_path / "已有.docx", with_parts(p("文") + inside, rel, parts=stored))
    with pytest.raises(InvalidInput) as caught:
        foreign.read_foreign(path)
    assert [problem.rule.number for problem in caught.value.problems] == ["D03"]


@pytest.mark.parametrize(
    ("entry", "found"),
    [("xl/workbook.xml", []), ("xl/externalLinks/externalLink1.xml", ["object"]), ("xl/vbaProject.bin", ["object"])],
)
def test_the_workbook_behind_a_chart_stays_where_it_is_plain(entry: str, found: list[str]) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(entry, "<x/>")
    chart = f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="{R}"><c:externalData r:id="rId1"/></c:chartSpace>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/package" Target="../embeddings/b.xlsx"/></Relationships>'
    more = {
        "word/charts/chart1.xml": chart.encode(),
        "word/charts/_rels/chart1.xml.rels": rels.encode(),
        "word/embeddings/b.xlsx": out.getvalue(),
    }
    parts = with_parts(p("文"), ("rIdC", "chart", "charts/chart1.xml"), parts=more)
    assert kinds(parts) == found
    assert ("word/embeddings/b.xlsx" in clean(parts)) == (not found)


@pytest.mark.parametrize("kind", ["vbaProject", "attachedToolbars", "keyMapCustomizations", "webextension"])
def test_macros_and_add_ins_go(kind: str) -> None:
    parts = with_parts(p("文"), ("rIdX", kind, "x.bin"), parts={"word/x.bin": b"x"})
    assert kinds(parts) == ["macro"]
    assert "word/x.bin" not in clean(parts)


# ---- hidden text

VANISH, SHOWN = "<w:vanish/>", '<w:vanish w:val="0"/>'
HIDING = (
    f'<w:style w:type="character" w:styleId="H"><w:name w:val="藏"/><w:rPr>{VANISH}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="H2"><w:name w:val="藏2"/><w:basedOn w:val="H"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="P"><w:name w:val="藏段"/><w:rPr>{VANISH}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="P2"><w:name w:val="藏段2"/><w:basedOn w:val="P"/></w:style>'
    f'<w:style w:type="table" w:styleId="T"><w:name w:val="藏表"/><w:rPr>{VANISH}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
HIDDEN = {
    "a run": (para(r(t("暗文"), VANISH)), True),
    "a run by its style": (para(r(t("暗文"), '<w:rStyle w:val="H"/>')), True),
    "a run by what its style is based on": (para(r(t("暗文"), '<w:rStyle w:val="H2"/>')), True),
    "a paragraph by its style": (para(r(t("暗文")), '<w:pStyle w:val="P2"/>'), True),
    "a table by its style": (f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid/><w:tr><w:tc>{para(r(t("暗文")))}</w:tc></w:tr></w:tbl>', True),
    "a picture": (para(r(blip('r:embed="rIdImage"'), VANISH)), True),
    "a hidden text box": (para(r(f'<w:pict><v:shape style="visibility: hidden"><v:textbox><w:txbxContent>{p("暗文")}</w:txbxContent></v:textbox></v:shape></w:pict>')), True),
    "a hidden drawing": (para(r(blip('r:embed="rIdImage"').replace('name="图"', 'name="暗文" hidden="1"'))), True),
    "shown again": (para(r(t("明"), f'<w:rStyle w:val="H"/>{SHOWN}')), False),
    "switched off": (para(r(t("明"), '<w:vanish w:val="false"/>')), False),
    "switched over twice": (para(r(t("明"), '<w:rStyle w:val="H"/>'), '<w:pStyle w:val="P"/>'), False),
    "hidden on the web only": (para(r(t("明"), "<w:webHidden/>")), False),
}  # fmt: skip


@pytest.mark.parametrize("case", HIDDEN)
def test_hidden_text_goes_and_shown_text_stays(case: str) -> None:
    body, is_hidden = HIDDEN[case]
    parts = with_parts(body + p("后"), IMAGE, styles=HIDING, parts={"word/media/i.png": PNG})
    assert len(kinds(parts)) == is_hidden
    made = clean(parts)
    assert shown(made) == ("后" if is_hidden else "明|后")
    assert "暗文" not in whole(made)
    assert "blip" not in whole(made)


def test_a_hidden_entry_of_an_index_keeps_its_field() -> None:
    entry = mark("begin") + r('<w:instrText>XE "合规"</w:instrText>', VANISH) + mark("end")
    parts = with_parts(para(r(t("合规")) + entry))
    assert kinds(parts) == []


# ---- as a clerk meets it


def attached(folder: Path, parts: Parts, campaign: Callable[..., Workspace]) -> tuple[Workspace, list[Diagnostic]]:
    """A campaign that attaches a file, and what validate says of the file."""
    saved(folder / "已有.docx", parts)
    notice = {"类型": "通知", "发文字号": "甲发〔2026〕1号", "标题": "关于甲的通知", "主送": "各单位", "正文": "请办。",
              "成文日期": "2026-05-08", "附件": [{"文件": "已有.docx", "标题": "附表"}]}  # fmt: skip
    made = campaign(文件=[notice])
    return made, [problem for problem in made.validate() if problem.rule.number in ("D03", "D06")]


def test_what_is_taken_out_is_told_once_for_a_kind_and_place(
    tmp_path: Path, campaign: Callable[..., Workspace]
) -> None:
    body = p("甲") + para(fld("DDE a b") + fld("DDEAUTO c d") + r(t("暗文"), VANISH)) + para(fld("INCLUDETEXT x"))
    cell = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{para(fld('DDE e f'))}</w:tc></w:tr></w:tbl>"
    _, told = attached(tmp_path, with_parts(body + cell), campaign)
    assert [(problem.rule.number, problem.severity) for problem in told] == [("D06", "warning")] * 4
    places = [place for problem in told for place in ("第2段", "第3段", "表1 第1行第1列") if place in problem.message]
    assert sorted(places) == sorted(["第2段", "第2段", "第3段", "表1 第1行第1列"])
    assert len({problem.place.line for problem in told}) == 1


@pytest.mark.parametrize("only", [(), ("附表",)])
def test_the_official_file_carries_nothing_alive(
    tmp_path: Path, campaign: Callable[..., Workspace], only: tuple[str, ...]
) -> None:
    body = para(fld("DDEAUTO c:\\\\cmd.exe") + r(t("暗文"), VANISH) + r(f"<w:object>{SHAPE}{OLE}</w:object>"))
    link = para(f'<w:hyperlink r:id="rIdL">{r(t("附件"))}</w:hyperlink>')
    rels = (IMAGE, ("rIdX", "oleObject", "embeddings/b.bin"), ("rIdL", "hyperlink", "file:///C:/x.docx"))
    parts = with_parts(body + link, *rels, parts={"word/media/i.png": PNG, "word/embeddings/b.bin": b"OLE"})
    workspace, told = attached(tmp_path, parts, campaign)
    assert len(told) == 4
    made, _ = workspace.build(tmp_path / "out", only=list(only))
    final = unpacked(made[0].path.read_bytes())
    assert kinds(final) == []
    assert "附件" in shown(final)
    assert PNG in final.values()
    assert b"OLE" not in final.values()
    assert "暗文" not in whole(final)


def told(path: Path, rule: str = "T47") -> list[tuple[int | None, str]]:
    """(paragraph, severity) of what a check says by a rule."""
    (judged,) = check([path], today=TODAY)
    return [(problem.place.paragraph, problem.severity) for problem in judged.problems if problem.rule.number == rule]


def test_a_check_names_the_paragraph(tmp_path: Path) -> None:
    cell = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{p('甲')}{para(fld('DDE e f'))}</w:tc></w:tr></w:tbl>"
    box = FORMS["in a text box"]("DDE a b")
    blank = para(fld("LINK x", ""))
    parts = with_parts(p("甲") + para(fld("INCLUDETEXT x")) + cell + box + para(fld("PAGE")) + blank)
    assert told(saved(tmp_path / "文.docx", parts)) == [(2, "error"), (4, "error"), (6, "error"), (8, "error")]


@pytest.mark.parametrize(("part", "kind", "outer"), [("header1", "header", "hdr"), ("footer1", "footer", "ftr"), ("footnotes", "footnotes", "footnotes"), ("endnotes", "endnotes", "endnotes"), ("comments", "comments", "comments")])  # fmt: skip
def test_a_check_looks_into_every_part(tmp_path: Path, part: str, kind: str, outer: str) -> None:
    inside = para(fld("DDE a b") + r(t("暗文"), VANISH))
    note = f'<w:{outer[:-1]} w:id="9">{inside}</w:{outer[:-1]}>' if outer.endswith("s") else inside
    parts = with_parts(
        p("文"),
        ("rIdX", kind, f"{part}.xml"),
        parts={f"word/{part}.xml": f'<w:{outer} xmlns:w="{W}">{note}</w:{outer}>'.encode()},
    )
    path = saved(tmp_path / "文.docx", parts)
    assert told(path) == [(None, "error")]
    assert told(path, "T46") == [(None, "error")]


def test_names_of_parts_hide_nothing(tmp_path: Path) -> None:
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/attachedTemplate" Target="https://example.com/x.dotx" TargetMode="External"/></Relationships>'
    header = f'\ufeff<?xml version="1.0" encoding="UTF-16"?><w:hdr xmlns:w="{W}">{para(fld("DDE a b"))}</w:hdr>'
    more = {"word/_Rels/Settings.xml.RELS": rels.encode(), "word/kopf.bin": header.encode("utf-16-le")}
    parts = with_parts(p("文"), ("rIdH", "header", "kopf.bin"), parts=more)
    assert kinds(parts) == ["field", "template"]
    clean(parts)
    assert told(saved(tmp_path / "文.docx", parts)) == [(None, "error"), (None, "error")]


def test_a_check_names_a_template_of_another_computer(tmp_path: Path) -> None:
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/attachedTemplate" Target="{}" TargetMode="External"/></Relationships>'
    found = []
    for target in ("https://example.com/x.dotx", "file:///C:/Users/x.dotx"):
        parts = with_parts(p("文"), parts={"word/_rels/settings.xml.rels": rels.format(target).encode()})
        found += told(saved(tmp_path / "文.docx", parts))
    assert found == [(None, "error"), (None, "info")]


def test_a_check_names_what_a_clerks_own_template_carries(tmp_path: Path) -> None:
    parts = package.read(Path(__file__).parents[2] / "templates" / "docx" / "通知.docx")
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", f"<w:body>{FORMS['simple']('DDE a b')}".encode())
    path = saved(tmp_path / "通知.docx", parts)
    assert [(problem.rule.number, problem.severity) for problem in check_template(path)] == [("D18", "error")]


def test_a_damaged_part_that_nobody_reads_stops_no_check(tmp_path: Path) -> None:
    parts = with_parts(para(fld("DDE a b")), parts={"customXml/item1.xml": b"<a><b></a>"})
    assert told(saved(tmp_path / "文.docx", parts)) == [(1, "error")]


def test_what_docgen_binds_in_is_found_nowhere_in_its_own_templates() -> None:
    folder = Path(__file__).parents[2] / "templates" / "docx"
    found = {path.name: kinds(package.read(path)) for path in sorted(folder.glob("*.docx"))}
    assert found == dict.fromkeys(found, [])
    assert len(found) > 5
