"""A template looked over before anything is made with it: every fault at its place, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from lxml import etree

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput
from docgen.core.nearest import nearest
from docgen.core.rules import Rule
from docgen.opc import relationships
from docgen.rendering import dialect, faults, rules, template
from docgen.rendering.template import DOCUMENT, RID, TemplateFile, w

QUOTED = re.compile(r"\{[{%][^{}“”‘’]*[“”‘’][^{}]*[%}]\}")
LOOP = ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth")
"""What every loop knows of itself."""
OUTSIDE = {
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "glossary": "构建基块",
    "charts": "图表",
    "diagrams": "图形",
    "docProps": "文件属性",
    "header": "没有用到的页眉",
    "footer": "没有用到的页脚",
}
"""Parts whose tags are not filled in, as a clerk calls them."""
SAID: dict[str, tuple[str, str]] = {
    "DTL001": ("没有写完，缺少“{close}”", "请补全花括号"),
    "DTL002": ("分在了几段里，填的时候这几段会并成一段", "请把一个标签写在同一段里"),
    "DTL101": (
        "只有开头，没有结尾",
        "请在它管的内容后面另起一段，写上 {{%p end{kw} %}}（表格里用 {{%tr end{kw} %}}）",
    ),
    "DTL102": ("找不到对应的开头", "请删去这个标签，或补上前面的 if、for"),
    "DTL103": ("读不懂", "请检查名称和括号"),
    "DTL104": ("没有“{name}”这种写法", "请删去竖线“|”后面的部分"),
    "DTL105": ("没有“is {name}”这种写法", "请改写这个条件"),
    "DTL106": ("“{name}”只能在它的 for 和 endfor 之间用", "请把它移到循环里面"),
    "DTL201": ("里面不能再有 % 或 }}", "请把条件写简单些"),
    "DTL202": ("“%”和“{prefix}”之间多了空格", "请写成 {{%{prefix} …"),
    "DTL203": ("只能写在表格里", "请移到表格的一行里，或改用 {{%p … %}}"),
    "DTL204": ("和它的开头“{open_raw}”写法不一样", "请把两个标签都写成 p 或都写成 tr"),
    "DTL205": ("和它的开头“{open_raw}”不在同一个表里", "请移到同一个表里"),
    "DTL206": ("和它的开头“{open_raw}”在表格的同一行", "请让开头和结尾各占一行，内容放在中间的行"),
    "DTL207": ("和它的开头“{open_raw}”不在同一行", "请移到同一行里"),
    "DTL208": ("只能写在表格的单元格里", "请移到单元格里，或删去"),
    "DTL209": ("旁边还有“{rest}”，填的时候会丢掉", "请让这个标签单独占一段（表格里单独占一行）"),
    "DTL210": ("和它的开头“{open_raw}”在同一段", "请让开头和结尾各占一段"),
}
"""What a finding of docxtpl-lint is called, and its cure; other findings of it do not concern docgen."""


def lint(path: Path, known: Collection[str], required: Mapping[str, str]) -> list[Diagnostic]:
    """Everything that is wrong with a template's tags, in the order of its paragraphs.

    ``known`` are the names that its data have, those inside of lists too; ``required`` maps the names that it must
    print to the tag that prints them. A file that cannot be read at all is told as one problem.
    """
    try:
        file = template.read(path)
    except InvalidInput as error:
        return list(error.problems)
    found = [*tags(file), *quotes(file), *names(file, known), *unprinted(file, required), *unfilled(file)]
    return sorted(found, key=lambda problem: problem.place.paragraph or 0)


def problem(file: TemplateFile, rule: Rule, where: str, what: str, **other: Any) -> Diagnostic:
    """A complaint about a template."""
    place = Place(str(file.path), paragraph=other.pop("paragraph", None))
    return Diagnostic(place, rule, other.pop("severity", "error"), f"模板“{file.path.name}”{where}{what}", **other)


def paragraphs(file: TemplateFile) -> list[tuple[int, str, str]]:
    """The paragraphs of the body: number as in the whole part, place in words, text."""
    spots = template.places(file.root)
    words = {id(item): where for item, where in spots}
    return [
        (number, words.get(id(item), f"文本框（第{number}段）"), own_text(item))
        for number, item in enumerate(file.root.iter(w("p")), 1)
    ]


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph, that of text boxes in it left out."""
    texts = (t for t in paragraph.iter(w("t")) if next(t.iterancestors(w("p")), None) is paragraph)
    return "".join(t.text or "" for t in texts)


def tags(file: TemplateFile) -> list[Diagnostic]:
    """D10: tags that are not balanced, stand at the wrong place, are not closed or cannot be read."""
    found = [told(file, issue) for issue in faults.examined(file) if concerns(issue)]
    told_tags = {item.found for item in found}
    env = dialect.environment(template.style_index(file.styles))
    others = (placed(file, item) for item in faults.tag_faults(file, env))
    return found + [item for item in others if item.found not in told_tags]


def concerns(issue: Any) -> bool:
    """Whether a finding of docxtpl-lint is ours to tell; a tag that there is not, ``faults`` tells better."""
    statement = faults.STATEMENT.search(issue.snippet) if issue.rule == "DTL103" else None
    foreign = statement is not None and statement[1] not in faults.STATEMENTS
    return issue.rule in SAID and issue.location.part != "footnotes" and not foreign


def told(file: TemplateFile, issue: Any) -> Diagnostic:
    """A finding of docxtpl-lint in the clerk's words."""
    what, cure = SAID[issue.rule]
    params = {**issue.params, "name": issue.params.get("name", "")}
    body = issue.location.part == "body" and issue.location.paragraph > 0
    return problem(
        file,
        rules.MALFORMED_TAG,
        faults.place_words(replace(issue.location, part="body" if body else part_words(issue.location.part))),
        f" {issue.snippet}：{what.format(**params)}",
        paragraph=issue.location.paragraph if body else None,
        severity="warning" if issue.severity == "warning" else "error",
        found=issue.snippet or None,
        cure=cure.format(**params),
    )


def placed(file: TemplateFile, item: Diagnostic) -> Diagnostic:
    """A complaint that names its place in words, with the number of its paragraph."""
    start = f"模板“{file.path.name}”"
    number = next(
        (
            n
            for n, where, text in paragraphs(file)
            if item.message.startswith(f"{start}{where} ") and (item.found or "") in text
        ),
        None,
    )
    return item.at(replace(item.place, paragraph=number))


def part_words(part: str) -> str:
    """A part as a clerk calls it."""
    return "页眉" if part.startswith("header") else "页脚" if part.startswith("footer") else part


def quotes(file: TemplateFile) -> Iterator[Diagnostic]:
    """D14: Chinese quotes in a tag are read as straight ones, which goes wrong as soon as a text holds quotes."""
    for number, where, text in paragraphs(file):
        for match in QUOTED.finditer(text):
            yield problem(
                file, rules.CHINESE_QUOTES_IN_TAG, where, f" {match[0]}：用了中文引号", paragraph=number, severity="warning",
                found=match[0], cure="请改成英文的单引号 '",
            )  # fmt: skip


def filled_parts(file: TemplateFile) -> dict[str, etree._Element]:
    """The parts whose tags are filled in: the body, and the headers and footers that a section uses."""
    used = {str(item.get(f"{RID}id")) for item in file.root.iter(w("headerReference"), w("footerReference"))}
    targets = [rel.target for rel in relationships(file.parts, DOCUMENT) if rel.id in used]
    heads = {name: template.parse(file.parts[name], file.path, name) for name in targets if name in file.parts}
    return {DOCUMENT: file.root, **heads}


@dataclass(frozen=True)
class Tags:
    """The tags of a part as they are understood, and the names that the data must give them."""

    part: str
    tree: nodes.Template
    names: frozenset[str]


def understood(file: TemplateFile) -> list[Tags]:
    """The tags of each part; a part that cannot be understood is told elsewhere."""
    env = dialect.environment(template.style_index(file.styles))
    found = []
    for part, root in filled_parts(file).items():
        try:
            tree = env.parse(dialect.to_jinja(etree.tostring(root, encoding="unicode")))
            found.append(Tags(part, tree, frozenset(find_undeclared_variables(tree))))
        except TemplateSyntaxError:
            continue
    return found


def names(file: TemplateFile, known: Collection[str]) -> Iterator[Diagnostic]:
    """D11: names that the data do not have, each where it stands."""
    for item in understood(file):
        own = {node.name for node in item.tree.find_all(nodes.Name) if node.ctx == "store"}
        inner = {node.attr for node in item.tree.find_all(nodes.Getattr)} - {*known, *LOOP}
        for name in sorted((item.names - {*known, *own}) | inner):
            yield from unknown(file, item.part, name, known)


def unknown(file: TemplateFile, part: str, name: str, known: Collection[str]) -> Iterator[Diagnostic]:
    """A complaint for each paragraph whose tags use a name that there is not."""
    near = nearest(name, sorted(known), 0.5)
    cure = f"是不是“{near}”？请改正" if near else "请改正或删去这个标签"
    what = f"要用“{name}”，数据里没有这一项"
    spots = [
        (number, where, match[0])
        for number, where, text in (paragraphs(file) if part == DOCUMENT else [])
        for match in faults.TAG.finditer(text)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", match[0])
    ]
    for number, where, tag in spots:
        yield problem(
            file, rules.UNKNOWN_TAG_NAME, where, f" {tag} {what}", paragraph=number, found=name, expected=near, cure=cure
        )  # fmt: skip
    if not spots:
        where = part_words(part.rpartition("/")[2]) if part != DOCUMENT else "里的标签"
        yield problem(file, rules.UNKNOWN_TAG_NAME, where, what, found=name, expected=near, cure=cure)


def used_names(file: TemplateFile) -> set[str]:
    """The names that a template's tags use."""
    return {name for item in understood(file) for name in item.names}


def unprinted(file: TemplateFile, required: Mapping[str, str]) -> Iterator[Diagnostic]:
    """D13: things that a document may have and this template does not print."""
    if len(understood(file)) < len(filled_parts(file)):
        return  # which names it uses cannot be told
    used = used_names(file)
    for name, tag in required.items():
        if name not in used:
            what = f"里没有“{name}”标签，文件里有{name}也印不出来"
            yield problem(
                file, rules.UNPRINTED_VALUE, "", what, severity="warning", expected=tag, cure=f"请在模板里补上 {tag}"
            )


def unfilled(file: TemplateFile) -> Iterator[Diagnostic]:
    """D15: tags in parts of the file that are not filled in."""
    filled = filled_parts(file)
    for part, data in file.parts.items():
        if part in filled or not part.endswith(".xml"):
            continue
        shown = re.sub(r"<[^<>]*>", "", data.decode("utf-8", "replace"))
        if match := faults.TAG.search(shown):
            kind = next((word for key, word in OUTSIDE.items() if key in part), part)
            what = f"的{kind}里有标签 {match[0]}，那里的标签不会填"
            yield problem(
                file,
                rules.TAG_NOT_FILLED,
                "",
                what,
                severity="warning",
                found=match[0],
                cure="请把它移到正文里，或删去",
            )
