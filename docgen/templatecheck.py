"""Templates judged before they are used: their tags, the names they may use, their styles and faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput
from docgen.documents import KINDS
from docgen.documents.attachments import ACTION_HEADINGS, ACTION_TABLE, HEADINGS, TASK_HEADINGS, TASK_TABLE
from docgen.documents.make import MUST_PRINT
from docgen.documents.values import IMPRINT_PAGE, Sheet, sheets
from docgen.gongwen.document import (
    Block,
    Caption,
    Cell,
    Document,
    Heading,
    Imprint,
    Meeting,
    Paragraph,
    Part,
    Table,
)
from docgen.gongwen.profiles.typefaces import face_class
from docgen.live import look
from docgen.rendering import faults, lint, rules, template
from docgen.rendering.foreign import told_by_place
from docgen.rendering.template import TemplateFile, w
from docgen.rendering.wml import Styles
from docgen.shipped import resources, shipped_names


@cache
def shipped(name: str) -> TemplateFile:
    """A template that comes with docgen."""
    return template.read(resources("templates") / f"{name}.docx", name)


def check_template(path: Path) -> list[Diagnostic]:
    """Everything that is wrong with a template; one with another name than the shipped ones may use all names."""
    name = path.stem if path.stem in shipped_names() else ""
    found = lint.lint(path, known(name), required(name))
    try:
        file = template.read(path)
    except InvalidInput:
        return found
    return [*found, *missing_styles(file, name), *other_faces(file, name), *alive(file)]


# what a template gets


def known(name: str) -> frozenset[str]:
    """The names that a template's data have, those inside of lists too; of all templates for an unknown name."""
    wanted = [name] if name else list(shipped_names())
    return frozenset(key for one in wanted for sheet in samples(one) for key in keys(sheet.values))


def keys(value: Any) -> Iterator[str]:
    """The keys of data at every depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from keys(inner)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


@cache
def required(name: str) -> dict[str, str]:
    """What a template must print, with its tag: of what must not be lost, all that the shipped one prints."""
    if not name:
        return {}
    used = lint.used_names(shipped(name))
    return {key: tag_of(shipped(name), key) for key in MUST_PRINT if key in used}


def tag_of(file: TemplateFile, name: str) -> str:
    """The tag by which a template prints a value."""
    tags = [tag for _, _, text in lint.paragraphs(file) for tag in faults.TAG.findall(text) if name in tag]
    printing = [tag for tag in tags if tag.startswith("{{") or "for" in tag]
    return next(iter(printing or tags), f"{{{{ {name} }}}}")


@cache
def samples(name: str) -> tuple[Sheet, ...]:
    """What a template gets from documents that have everything."""
    if name in {kind for one in KINDS.values() for kind in (one.template, one.upward_template)}:
        alone = replace(full(name), issuers=("甲单位",), signature=("甲单位",), signing="unsealed")
        return (sheets(full(name))[0], sheets(alone)[0])
    if name == IMPRINT_PAGE:
        return (Sheet(name, {"版记": sheets(full("通知"))[0].values["版记"]}),)
    part = Part(name, "附件1", "有关事项", part_blocks(name), ("注：略",), ("甲", "乙"), subtitle=("（试行）",))
    return (sheets(Document("通知", "通知", "关于有关事项的通知", parts=(part,), imprint=Imprint(cc="甲")))[1],)


def full(name: str) -> Document:
    """A document with every element."""
    names = ("甲单位", "乙单位")
    return Document(
        name, "通知", "关于有关事项的通知", names, names, "文件", "甲发〔2026〕1号", "第1期", names, "000001", "机密", "特急",
        "各部门", body(), ("甲", "乙"), names, "sealed", None, "此件公开", Meeting((("出席", "甲"),)),
        imprint=Imprint("甲", "乙", "办公室"), label="附件", subtitle=("（试行）",), date_text="2026年1月1日",
    )  # fmt: skip


def body() -> tuple[Block, ...]:
    """Blocks of every kind that can stand in a text."""
    heads = (Heading(level, "", "标题", rest) for level in range(1, 6) for rest in ("", "正文"))
    grid = Table((1, 1), 1, ((Cell("甲"), Cell("乙")), (Cell("1", align="center"), Cell("2"))), ("注：略",))
    return (*heads, Paragraph("正文"), Caption("表"), grid, Paragraph("正文"))


def part_blocks(name: str) -> tuple[Block, ...]:
    """What a part of a template is made of."""
    if name == TASK_TABLE:
        heads = {key: Cell(text, rows=2) for key, text in TASK_HEADINGS.items()}
        top = (heads["类别"], heads["内容"], Cell(TASK_HEADINGS["责任"], columns=2), heads["时限"])
        below = (Cell(TASK_HEADINGS["牵头"]), Cell(TASK_HEADINGS["配合"]))
        return (Table((1,) * 5, 2, (top, below, tuple(Cell(text) for text in "甲乙丙丁戊"))),)
    if name == ACTION_TABLE:
        head = tuple(Cell(text) for text in ACTION_HEADINGS.values())
        return (Table((1,) * 3, 1, (head, tuple(Cell(text) for text in "甲乙丙"))),)
    return body() if name not in HEADINGS else ()


# how it looks


@dataclass(frozen=True)
class Asked(Styles):
    """Styles that note which of them are asked for."""

    names: set[str] = field(default_factory=set)

    def id(self, name: str) -> str:
        """The name itself."""
        self.names.add(name)
        return name


@cache
def named_styles(name: str) -> dict[str, frozenset[str]]:
    """By value, the styles that it is set in when it is put into a template, of those that the shipped one has."""
    own = template.style_index(shipped(name).styles)
    found: dict[str, frozenset[str]] = {}
    for sheet in samples(name):
        for key, inner in sheet.values.items():
            asked = Asked(own.ids, own.sizes)
            for value in wml_values(inner):
                value.wml(asked)
            found[key] = found.get(key, frozenset()) | (asked.names & own.ids.keys())
    return found


def wml_values(value: Any) -> Iterator[Any]:
    """The values at every depth that print themselves."""
    if hasattr(value, "wml"):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from wml_values(inner)


def missing_styles(file: TemplateFile, name: str) -> Iterator[Diagnostic]:
    """D17: styles that what is put in is set in, and that the template lacks."""
    used = lint.used_names(file)
    wanted = {style for key, styles in (named_styles(name) if name else {}).items() if key in used for style in styles}
    lost = sorted(wanted - template.style_index(file.styles).ids.keys())
    if lost:
        what = f"模板“{file.path.name}”里少了样式“{'”“'.join(lost)}”，用到的地方会印成默认的字体和间距"
        cure = "请从自带的模板里复制这些样式，样式的名字不要改"
        yield Diagnostic(
            Place(str(file.path)), rules.MISSING_STYLE, "warning", what, expected="、".join(lost), cure=cure
        )


def alive(file: TemplateFile) -> Iterator[Diagnostic]:
    """D18: fields that fetch, objects, macros, hidden text: every document made with the template would carry them."""
    for kind, place in told_by_place(look(file.parts, {template.DOCUMENT: file.root})):
        what = f"模板“{file.path.name}”里有{kind.name}（{place}），会带进每一份文件"
        yield Diagnostic(Place(str(file.path)), rules.LIVE_TEMPLATE_CONTENT, kind.severity, what, cure=kind.cure)


def faces(file: TemplateFile) -> dict[str, str]:
    """The Chinese face of each style that sets one, its own or that of the style it is based on."""
    by_id = {item.get(w("styleId"), ""): item for item in file.styles.findall(w("style"))}
    index = template.style_index(file.styles)
    found = {label: face(by_id, id_) for label, id_ in index.ids.items()}
    return {label: own for label, own in found.items() if own}


def face(by_id: dict[str, Any], id_: str) -> str:
    """The Chinese face of a style."""
    for _ in range(20):
        style = by_id.get(id_)
        if style is None:
            return ""
        fonts = style.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is not None and fonts.get(w("eastAsia")):
            return str(fonts.get(w("eastAsia")))
        parent = style.find(w("basedOn"))
        id_ = parent.get(w("val"), "") if parent is not None else ""
    return ""


@cache
def usual_faces(name: str) -> dict[str, str]:
    """The faces of a shipped template's styles; of all of them for an unknown name."""
    return {label: own for one in ([name] if name else shipped_names()) for label, own in faces(shipped(one)).items()}


def other_faces(file: TemplateFile, name: str) -> Iterator[Diagnostic]:
    """D16: styles in another face than the standard names; a unit may want it so."""
    usual = usual_faces(name)
    for label, own in faces(file).items():
        wanted = usual.get(label)
        if wanted and face_class(own) != face_class(wanted):
            what = f"模板“{file.path.name}”里样式“{label}”的字体是“{own}”，通常用“{wanted}”"
            yield Diagnostic(
                Place(str(file.path)), rules.UNUSUAL_STYLE_FONT, "info", what, own, wanted, "本单位有规定的可以不改；否则请在样式里改回来",
                clause="5.2.2", strength="practice",
            )  # fmt: skip
