"""Several files become one: each keeps its looks, lists, pictures and pages; the shipped templates are sound."""

from __future__ import annotations

import importlib.util
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docxtpl_lint import lint
from lxml import etree

from docgen import package
from docgen.core.errors import InvalidInput
from docgen.documents.make import Templates
from docgen.rendering import faults, foreign, template
from docgen.rendering.dialect import environment
from docgen.rendering.template import TemplateFile, w
from docgen.rendering.values import Line
from docgen.rendering.wml import Styles
from docgen.shipped import resources
from docgen.workspace import Workspace
from tests.conftest import notice
from tests.rendering.helpers import (
    DOCUMENT,
    FOOTER,
    LANDSCAPE,
    OFFICE,
    RELATIONSHIPS,
    STYLES,
    TYPES,
    Parts,
    R,
    W,
    by_id,
    content_type,
    docx,
    filled,
    named,
    p,
    root,
    saved,
    sections,
    size,
    style,
    targets,
    texts,
    unpacked,
    value,
    written,
)

NORMAL = style("Normal", "Normal", 32, default=True)
SCRIPT = Path(__file__).parents[2] / "scripts" / "make_templates.py"


# ---- styles


def look(parts: Parts, words: str) -> str | None:
    """The type size of the paragraph with these words."""
    return size(parts, named(parts, words))


def test_styles_of_one_name_and_different_looks_keep_both(tmp_path: Path) -> None:
    files = [
        written(tmp_path, p(f"{name}文", style="Gw"), name, styles=NORMAL + style("Gw", "公文正文", points, "Normal"))
        for name, points in (("甲", 32), ("乙", 24))
    ]
    parts = filled(files)
    assert (look(parts, "甲文"), look(parts, "乙文")) == ("32", "24")


def test_equal_styles_are_shared_whatever_their_ids(tmp_path: Path) -> None:
    first = written(tmp_path, p("甲文", style="Gw"), "甲", styles=NORMAL + style("Gw", "公文正文", 24, "Normal"))
    other = style("a", "Normal", 32, default=True) + style("a1", "公文正文", 24, "a")
    parts = filled([first, written(tmp_path, p("乙文", style="a1") + p("丙文"), "乙", styles=other)])
    assert set(by_id(parts)) == {"Normal", "Gw"}
    assert value(named(parts, "乙文"), "pPr/pStyle") == "Gw"
    assert look(parts, "丙文") == "32"


def test_one_id_for_two_styles_is_told_apart(tmp_path: Path) -> None:
    first = written(tmp_path, p("甲文", style="a1"), "甲", styles=NORMAL + style("a1", "标题", 44))
    second = written(tmp_path, p("乙文", style="a1"), "乙", styles=NORMAL + style("a1", "落款", 28))
    parts = filled([first, second])
    assert (look(parts, "甲文"), look(parts, "乙文")) == ("44", "28")


def test_a_style_that_inherits_from_a_differing_parent_keeps_its_look(tmp_path: Path) -> None:
    child = style("Gw", "公文正文", based="Normal")
    files = [
        written(
            tmp_path, p(f"{name}文", style="Gw"), name, styles=style("Normal", "Normal", points, default=True) + child
        )
        for name, points in (("甲", 32), ("乙", 24))
    ]
    parts = filled(files)
    assert (look(parts, "甲文"), look(parts, "乙文")) == ("32", "24")


def test_paragraphs_without_a_style_keep_their_own_default(tmp_path: Path) -> None:
    first = written(tmp_path, p("甲文"), "甲")
    second = written(tmp_path, p("乙文"), "乙", styles=style("a", "Normal", 21, default=True))
    third = written(tmp_path, p("丙文"), "丙", styles=style("b", "正文", 18, default=True))
    parts = filled([first, second, third])
    assert [look(parts, f"{name}文") for name in "甲乙丙"] == ["32", "21", "18"]
    assert [s.get(w("styleId")) for s in by_id(parts).values() if s.get(w("default"))] == ["Normal"]


def test_differing_document_defaults_are_kept(tmp_path: Path) -> None:
    plain = style("Normal", "Normal", default=True)
    first = written(tmp_path, p("甲文"), "甲", styles=plain, defaults=32)
    parts = filled([first, written(tmp_path, p("乙文"), "乙", styles=plain, defaults=21)])
    assert (look(parts, "甲文"), look(parts, "乙文")) == ("32", "21")


def test_a_value_takes_the_style_of_the_template_it_lands_in(tmp_path: Path) -> None:
    files = [
        written(tmp_path, p("{{p 值 }}"), name, styles=NORMAL + style("Gw", "署名", points))
        for name, points in (("甲", 32), ("乙", 24))
    ]
    parts = filled(files, *({"值": Line("署名", ((f"{name}文", ""),), 300)} for name in "甲乙"))
    assert (look(parts, "甲文"), look(parts, "乙文")) == ("32", "24")


def test_names_and_ids_of_styles_are_unique_however_often_a_template_is_used(tmp_path: Path) -> None:
    first = written(tmp_path, p("甲文", style="Gw"), "甲", styles=NORMAL + style("Gw", "公文正文", 32))
    other = written(tmp_path, p("乙文", style="Gw"), "乙", styles=NORMAL + style("Gw", "公文正文", 24))
    parts = filled([first, other, other, first])
    styles = root(parts, STYLES).findall(w("style"))
    names = [value(item, "name") for item in styles]
    assert len(names) == len(set(names))
    assert len(styles) == len(by_id(parts)) == 3


def test_a_footer_keeps_the_looks_of_its_own_template(tmp_path: Path) -> None:
    files = [
        written(
            tmp_path, p("文"), name, styles=NORMAL + style("Gw", "页码", points), footer=p(f"{name}脚", style="Gw")
        )
        for name, points in (("甲", 28), ("乙", 18))
    ]
    parts = filled(files)
    shown = {text: size(parts, foot[0]) for foot, text in footers(parts)}
    assert shown == {"甲脚": "28", "乙脚": "18"}


# ---- footers and sections


def footers(parts: Parts) -> list[tuple[etree._Element, str]]:
    """The footer that each section refers to, with its text; each has its relationship and content type."""
    found = []
    known = targets(parts)
    for section in sections(parts):
        for reference in section.findall(w("footerReference")):
            rel = known[reference.get(f"{{{R}}}id", "")]
            assert rel.type.endswith("/footer")
            assert content_type(parts, rel.target) == f"{OFFICE}.footer+xml"
            found.append((root(parts, rel.target), "".join(texts(parts, rel.target))))
    return found


def test_a_landscape_part_keeps_its_page_and_its_footer(tmp_path: Path) -> None:
    first = written(tmp_path, p("正文"), "通知", footer=p("竖排页码"))
    second = written(tmp_path, p("台账"), "台账", footer=p("横排页码"), page=LANDSCAPE)
    parts = filled([first, second, first])
    assert [value(section, "pgSz", "orient") for section in sections(parts)] == [None, "landscape", None]
    assert [text for _, text in footers(parts)] == ["竖排页码", "横排页码", "竖排页码"]
    assert texts(parts) == ["正文", "", "台账", "", "正文"]


def test_the_tags_of_a_footer_take_the_values_of_their_own_part(tmp_path: Path) -> None:
    first = written(tmp_path, p("文"), "甲", footer=p("{{ 名 }}"))
    second = written(tmp_path, p("文"), "乙", footer=p("{{ 名 }}"))
    parts = filled([first, second, second], {"名": "一"}, {"名": "二"}, {"名": "三"})
    assert [text for _, text in footers(parts)] == ["一", "二", "三"]


def test_the_tags_of_an_earlier_sections_footer_are_filled_too(tmp_path: Path) -> None:
    inner = '<w:p><w:pPr><w:sectPr><w:footerReference w:type="default" r:id="rIdInner"/></w:sectPr></w:pPr></w:p>'
    plain = docx(inner + p("文"), footer=p("尾 {{ 名 }}"))
    parts = plain | {"word/footer2.xml": plain[FOOTER].replace("尾".encode(), "首".encode())}
    inner_rel = f'<Relationship Id="rIdInner" Type="{R}/footer" Target="footer2.xml"/></Relationships>'
    parts[RELATIONSHIPS] = plain[RELATIONSHIPS].replace(b"</Relationships>", inner_rel.encode())
    override = f'<Override PartName="/word/footer2.xml" ContentType="{OFFICE}.footer+xml"/></Types>'
    parts[TYPES] = plain[TYPES].replace(b"</Types>", override.encode())
    made = filled(template.read(saved(tmp_path / "模板.docx", parts)), {"名": "甲"})
    assert [text for _, text in footers(made)] == ["首 甲", "尾 甲"]


def test_a_namespace_declared_on_a_block_survives(tmp_path: Path) -> None:
    space = "http://schemas.microsoft.com/office/word/2010/wordml"
    file = written(tmp_path, f'<w:p xmlns:w14="{space}" w14:paraId="1A2B3C4D"><w:r><w:t>文</w:t></w:r></w:p>')
    assert texts(filled([written(tmp_path, p("前"), "前"), file])) == ["前", "", "文"]


# ---- existing files


def existing(folder: Path, write: Callable[[python_docx.document.Document], object], name: str = "已有") -> Path:
    """A document made with python-docx."""
    document = python_docx.Document()
    write(document)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path


OURS = p("我们的页码")
LABEL = f'<w:p xmlns:w="{W}"><w:r><w:t>附件1</w:t></w:r></w:p>'


def bound(folder: Path, *paths: Path, label: str = "", first: TemplateFile | None = None) -> Parts:
    """A document with existing files bound in behind it."""
    base = first or written(folder, p("通知正文"), "通知", footer=OURS)
    bound_in = [foreign.prepare_foreign(foreign.read_foreign(path), label, base, False) for path in paths]
    return filled([base, *bound_in], foreign=[False] + [True] * len(bound_in))


def png(red: int) -> BytesIO:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = zlib.compress(bytes((0, red, 0, 0)))
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b""))


def test_pictures_of_existing_files_come_along(tmp_path: Path) -> None:
    def picture(red: int) -> Path:
        return existing(tmp_path, lambda document: document.add_picture(png(red)), f"图{red}")

    parts = bound(tmp_path, picture(1), picture(2))
    shown = []
    for blip in root(parts).iter("{*}blip"):
        rel = targets(parts)[blip.get(f"{{{R}}}embed", "")]
        assert rel.type.endswith("/image")
        assert content_type(parts, rel.target) == "image/png"
        shown.append(parts[rel.target])
    assert shown == [png(1).getvalue(), png(2).getvalue()]
    ids = [item.get("id") for item in root(parts).iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 2


def test_links_of_an_existing_file_keep_their_address(tmp_path: Path) -> None:
    def write(document: python_docx.document.Document) -> None:
        made = document.part.relate_to("https://example.cn/?甲=1&乙=2", f"{R}/hyperlink", is_external=True)
        link = etree.SubElement(document.add_paragraph()._p, w("hyperlink"))
        link.set(f"{{{R}}}id", made)

    parts = bound(tmp_path, existing(tmp_path, write))
    (link,) = root(parts).iter(w("hyperlink"))
    rel = targets(parts)[link.get(f"{{{R}}}id", "")]
    assert (rel.target, rel.external) == ("https://example.cn/?甲=1&乙=2", True)


def levels(parts: Parts, paragraph: etree._Element) -> str | None:
    """The number format of the list that a paragraph is in, by itself or by its style."""
    styles = by_id(parts)
    number = value(paragraph, "pPr/numPr/numId")
    at = value(paragraph, "pPr/pStyle") or ""
    while number is None and at in styles:
        number = value(styles[at], "pPr/numPr/numId")
        at = value(styles[at], "basedOn") or ""
    if "word/numbering.xml" not in parts:
        return None
    numbering = root(parts, "word/numbering.xml")
    nums = {item.get(w("numId")): value(item, "abstractNumId") for item in numbering.findall(w("num"))}
    abstracts = {item.get(w("abstractNumId")): item for item in numbering.findall(w("abstractNum"))}
    assert len(nums) == len(numbering.findall(w("num")))
    return value(abstracts.get(nums.get(number)), "lvl/numFmt")


def with_list(folder: Path, name: str, form: str) -> Path:
    """An existing file whose list has number 1 and a number format."""
    parts = docx(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{name}项</w:t></w:r></w:p>"
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    parts["word/numbering.xml"] = numbering.encode()
    rel = f'<Relationship Id="rIdN" Type="{R}/numbering" Target="numbering.xml"/></Relationships>'
    parts[RELATIONSHIPS] = parts[RELATIONSHIPS].replace(b"</Relationships>", rel.encode())
    kind = f'<Override PartName="/word/numbering.xml" ContentType="{OFFICE}.numbering+xml"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", kind.encode())
    return saved(folder / f"{name}.docx", parts)


@pytest.mark.parametrize("base_has_lists", [False, True])
def test_lists_of_existing_files_keep_their_own_numbers(tmp_path: Path, base_has_lists: bool) -> None:
    forms = {"甲": "decimal", "乙": "chineseCounting", "丙": "upperRoman"}
    paths = [with_list(tmp_path, name, form) for name, form in forms.items()]
    base = template.read(paths.pop(0)) if base_has_lists else None
    if base:
        base = foreign.prepare_foreign(base, "", written(tmp_path, p("文"), "通知", footer=OURS), True)
    parts = bound(tmp_path, *paths, first=base)
    got = {name: levels(parts, named(parts, f"{name}项")) for name in (forms if base else forms)}
    assert got == forms
    assert content_type(parts, "word/numbering.xml") == f"{OFFICE}.numbering+xml"
    assert [rel.target for rel in targets(parts).values() if rel.type.endswith("/numbering")] == ["word/numbering.xml"]
    order = [str(item.tag) for item in root(parts, "word/numbering.xml")]
    assert order == sorted(order), "abstractNum stand before num"


@pytest.mark.parametrize(("name", "form"), [("List Number", "decimal"), ("List Bullet", "bullet")])
def test_lists_that_come_from_a_style_keep_their_numbers(tmp_path: Path, name: str, form: str) -> None:
    path = existing(tmp_path, lambda document: document.add_paragraph("列表项", style=name))
    parts = bound(tmp_path, path)
    assert levels(parts, named(parts, "列表项")) == form


def test_the_type_of_an_existing_file_keeps_its_size(tmp_path: Path) -> None:
    def write(document: python_docx.document.Document) -> None:
        document.add_paragraph("原文")
        document.add_heading("原题", 1)

    path = existing(tmp_path, write)
    before = unpacked(path.read_bytes())
    parts = bound(tmp_path, path)
    for words in ("原文", "原题"):
        assert look(parts, words) == look(before, words)
    assert (look(before, "原文"), look(parts, "通知正文")) == ("22", "32")


def test_a_landscape_last_section_is_kept_and_numbered_on(tmp_path: Path) -> None:
    def write(document: python_docx.document.Document) -> None:
        document.add_paragraph("竖排")
        document.sections[0].footer.paragraphs[0].text = "原来的页脚"
        document.sections[0].header.paragraphs[0].text = "原来的页眉"
        last = document.add_section()
        last.orientation, last.page_width, last.page_height = WD_ORIENT.LANDSCAPE, last.page_height, last.page_width
        kind = etree.SubElement(last._sectPr, w("pgNumType"))
        kind.set(w("start"), "1")
        document.add_paragraph("横排")

    parts = bound(tmp_path, existing(tmp_path, write))
    assert [value(section, "pgSz", "orient") for section in sections(parts)] == [None, None, "landscape"]
    width, height = (value(list(sections(parts))[-1], "pgSz", side) for side in ("w", "h"))
    assert int(width or 0) > int(height or 0)
    assert [text for _, text in footers(parts)] == ["我们的页码"] * 3
    assert "原来的页" not in "".join("".join(texts(parts, name)) for name in parts if "er" in name and "foot" in name)
    assert not list(root(parts).iter(w("pgNumType")))


def test_an_existing_file_begins_on_a_page_of_its_own(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "续.docx", docx(p("续"), page='<w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/>')
    )
    assert value(list(sections(bound(tmp_path, path)))[-1], "type") in (None, "nextPage")


def test_the_label_is_the_first_paragraph(tmp_path: Path) -> None:
    path = existing(tmp_path, lambda document: document.add_table(1, 1))
    parts = bound(tmp_path, path, label=LABEL)
    assert texts(parts)[:3] == ["通知正文", "", "附件1"]
    body = root(parts).find(w("body"))
    assert body is not None
    assert [child.tag for child in body][2:4] == [w("p"), w("tbl")]


@pytest.mark.parametrize(
    ("tag", "word"), [("footnoteReference", "脚注"), ("endnoteReference", "尾注"), ("commentReference", "批注")]
)
def test_a_file_with_notes_or_comments_is_refused(tmp_path: Path, tag: str, word: str) -> None:
    path = saved(tmp_path / "已有.docx", docx(f'<w:p><w:r><w:{tag} w:id="1"/></w:r></w:p>'))
    with pytest.raises(InvalidInput, match=rf"已有\.docx.*{word}") as caught:
        foreign.read_foreign(path)
    assert [problem.rule.number for problem in caught.value.problems] == ["D03"]


def test_tags_in_an_existing_file_are_printed_and_not_run(tmp_path: Path) -> None:
    words = ["{{ x }}", "{% for i in x %}", "{%p endfor %}", "{{ ''.__class__ }}", "{# 注 #}", "{_{ x }_}"]

    def write(document: python_docx.document.Document) -> None:
        for text in words:
            document.add_paragraph(text)

    assert texts(bound(tmp_path, existing(tmp_path, write)))[2:] == words


def test_an_existing_file_is_bound_in_by_a_build(tmp_path: Path, campaign: Callable[..., Workspace]) -> None:
    def write(document: python_docx.document.Document) -> None:
        document.add_paragraph("办法全文 {{ x }} & <甲>")
        document.add_picture(png(7))

    existing(tmp_path, write, "办法")
    entry = notice(附件=[{"标题": "管理办法", "文件": "办法.docx"}, {"标题": "清单", "正文": "清单内容"}])
    made, _ = campaign(文件=[entry]).build(tmp_path / "out")
    parts = unpacked(made[0].path.read_bytes())
    printed = texts(parts)
    at = printed.index("办法全文 {{ x }} & <甲>")
    assert printed[at - 2 : at] == ["附件1", ""]
    assert printed.index("附件2") > at
    assert value(by_id(parts)[value(named(parts, "附件1"), "pPr/pStyle") or ""], "name") == "附件标注"


def test_an_existing_file_by_itself_has_its_label_in_the_style_of_labels(
    tmp_path: Path, campaign: Callable[..., Workspace]
) -> None:
    existing(tmp_path, lambda document: document.add_paragraph("办法全文"), "办法")
    entry = notice(附件=[{"标题": "管理办法", "文件": "办法.docx"}])
    made, _ = campaign(文件=[entry]).build(tmp_path / "out", only=["管理办法"])
    parts = unpacked(made[0].path.read_bytes())
    assert value(by_id(parts).get(value(named(parts, "附件"), "pPr/pStyle") or ""), "name") == "附件标注"
    assert {value(foot[0], "pPr/pStyle") for foot, _ in footers(parts)} <= set(by_id(parts))


# ---- a clerk's own templates, and those that are shipped


def test_a_clerks_folder_replaces_one_template_and_leaves_the_others(
    tmp_path: Path, campaign: Callable[..., Workspace]
) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    saved(own / "附件.docx", docx(p("自己的附件") + p("{{ 标题 }}")))
    saved(own / "附件标.docx", docx(p("没有用处")))
    entry = notice(附件=[{"标题": "清单", "正文": "清单内容"}])
    made, _ = campaign(文件=[entry]).build(tmp_path / "out", templates=own)
    printed = texts(unpacked(made[0].path.read_bytes()))
    assert printed[-2:] == ["自己的附件", "清单"]
    assert notice()["发文字号"] in printed
    shipped = Templates(own)
    assert [Path(problem.place.file).name for problem in shipped.unused()] == ["附件标.docx"]
    assert shipped.file("附件").path == own / "附件.docx"
    assert shipped.file("通知").path == resources("templates") / "通知.docx"


def scripted() -> ModuleType:
    """scripts/make_templates.py as a module."""
    spec = importlib.util.spec_from_file_location("make_templates", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHIPPED = sorted(path.name for path in resources("templates").glob("*.docx"))


def test_the_shipped_templates_are_those_that_the_script_makes() -> None:
    made: dict[str, bytes] = scripted().templates()
    assert sorted(f"{name}.docx" for name in made) == SHIPPED
    differing = []
    for name, data in made.items():
        fresh, shipped = unpacked(data), package.read(resources("templates") / f"{name}.docx")
        differing += [
            f"{name}: {part}" for part in fresh.keys() | shipped.keys() if fresh.get(part) != shipped.get(part)
        ]
    assert differing == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_template_has_no_fault(name: str) -> None:
    path = resources("templates") / name
    issues = lint(str(path), autoescape=True, ignore=("DTL002",)).issues
    assert [issue.message_for("zh") for issue in issues if issue.severity == "error"] == []
    assert not [
        problem
        for problem in faults.faults(template.read(path), environment(Styles({}, {})))
        if problem.severity == "error"
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_template_is_complete(name: str) -> None:
    parts = package.read(resources("templates") / name)
    for part in (part for part in parts if part.endswith(".rels")):
        owner = part.replace("_rels/", "").removesuffix(".rels")
        assert all(rel.external or rel.target in parts for rel in targets(parts, owner).values())
    for part in parts:
        assert content_type(parts, part)
    used = {
        item.get(w("val"))
        for part in parts
        if part.startswith("word/") and part.endswith(".xml")
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn")
        for item in root(parts, part).iter(w(tag))
    }
    assert used <= set(by_id(parts))
    assert not list(root(parts).iter(w("pgNumType")))
    with zipfile.ZipFile(resources("templates") / name) as archive:
        assert archive.testzip() is None
    assert DOCUMENT in parts


def test_tags_in_the_footer_of_attachments_are_filled_on_an_existing_file_too(
    tmp_path: Path, campaign: Callable[..., Workspace]
) -> None:
    existing(tmp_path, lambda document: document.add_paragraph("办法全文"), "办法")
    own = tmp_path / "模板"
    own.mkdir()
    template = python_docx.Document(str(resources("templates") / "附件.docx"))
    template.sections[0].footer.paragraphs[0].add_run("{{ 标题 }}")
    template.save(str(own / "附件.docx"))
    made, _ = campaign(文件=[notice(附件=[{"标题": "管理办法", "文件": "办法.docx"}])]).build(templates=own)
    parts = unpacked(made[0].path.read_bytes())
    footers = "".join(data.decode() for name, data in parts.items() if "footer" in name and name.endswith(".xml"))
    assert ("管理办法" in footers, "{{" in footers) == (True, False)
