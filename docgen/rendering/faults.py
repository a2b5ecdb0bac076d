"""What is wrong with a template's tags, place by place, in the clerk's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, TemplateSyntaxError

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput
from docgen.core.nearest import nearest
from docgen.rendering import rules
from docgen.rendering.template import TemplateFile, paragraph_text, places

FULL_WIDTH_TAG = re.compile(r"[｛{][｛{%％][^｛｝{}]*[%％}｝][｝}]")

EXPRESSION = re.compile(r"\{\{(?:p|r|tr|tc)?(\s[^{}]*|[^{}\s][^{}]*)\}\}")

TAG = re.compile(r"\{[{%](?:(?!\{[{%]).)*?[%}]\}")

STATEMENT = re.compile(r"\{%-?(?:p|r|tr|tc)?\s+(\w++)[^{}]*%\}")

STATEMENTS = [
    "for",
    "endfor",
    "if",
    "elif",
    "else",
    "endif",
    "set",
    "endset",
    "vm",
    "hm",
    "colspan",
    "cellbg",
    "raw",
    "endraw",
]

UNREADABLE = (RecursionError, SyntaxError, MemoryError, ValueError, OverflowError)
"""What Jinja and Python raise besides for tags that are nested too deeply or hold numbers without end."""

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""docxtpl takes curly quotes inside a tag for straight ones."""


def faults(file: TemplateFile, env: Environment) -> list[Diagnostic]:
    """Everything that is wrong with a template's tags: the place, the tag and what to do, in Chinese."""
    found = [
        Diagnostic(
            Place(str(file.path)), rules.MALFORMED_TAG, "error" if issue.severity == "error" else "warning",
            f"模板“{file.path.name}”{place_words(issue.location)} {issue.snippet}：{issue.message_for('zh')}",
            found=issue.snippet or None,
        )
        for issue in examined(file, ignore=("DTL002",))
    ]  # fmt: skip
    told = " ".join(problem.message for problem in found)
    return found + [problem for problem in tag_faults(file, env) if (problem.found or "") not in told]


def examined(file: TemplateFile, **options: Any) -> list[Any]:
    """What docxtpl-lint finds; nothing where a tag is too much for it, which is told as one that cannot be read."""
    from docxtpl_lint import lint

    try:
        return list(lint(str(file.path), autoescape=True, **options).issues)
    except UNREADABLE:
        return []


def place_words(location: Any) -> str:
    """Where a fault is, as a clerk counts."""
    if location.cells:
        return " ".join(f"表{c.table} 第{c.row}行第{c.col}列" for c in location.cells)
    part = "" if location.part in ("body", "document") else f"{location.part} "
    return f"{part}第{location.paragraph}段"


def tag_faults(file: TemplateFile, env: Environment) -> Iterator[Diagnostic]:
    """Tags in full-width braces, and expressions that cannot be read or use a filter that does not exist."""
    for paragraph, where in places(file.root):
        text = paragraph_text(paragraph)
        for match in FULL_WIDTH_TAG.finditer(text):
            if match.group(0).isascii() or not set(match.group(0)) & set("｛｝％"):
                continue
            yield tag_problem(file, where, match.group(0), "用了全角的花括号", "请改成英文半角的 { }")
        for match in STATEMENT.finditer(text):
            if match.group(1) not in STATEMENTS:
                yield tag_problem(
                    file,
                    where,
                    match.group(0),
                    f"没有“{match.group(1)}”这种标签",
                    "常用的是 for、if、else、endif、endfor",
                )
        for match in EXPRESSION.finditer(text):
            try:
                env.from_string("{{" + match.group(1).translate(STRAIGHT) + "}}")
            except (TemplateSyntaxError, *UNREADABLE) as error:
                yield tag_problem(
                    file, where, match.group(0), f"读不懂（{str(error)[:100]}）", "请检查名称、过滤器和括号"
                )


def tag_problem(file: TemplateFile, where: str, tag: str, what: str, cure: str) -> Diagnostic:
    """A complaint about one tag."""
    message = f"模板“{file.path.name}”{where} {tag}：{what}"
    return Diagnostic(Place(str(file.path)), rules.MALFORMED_TAG, "error", message, found=tag, cure=cure)


def tags_with(file: TemplateFile, name: str) -> list[str]:
    """Where the tags stand that use a name: “表1 第3行第2列 {{ … }}” or “第7段 {{ … }}”."""
    last = name.rpartition(".")[2]
    found = []
    for paragraph, where in places(file.root):
        text = paragraph_text(paragraph)
        found += [
            f"{where} {tag}"
            for tag in re.findall(r"\{[{%](?:(?!\{[{%]).)*?[}%]\}", text)
            if re.search(rf"\b{re.escape(last)}\b", tag)
        ]
    return found


def stopped_at(source: str, values: Mapping[str, Any], env: Environment) -> str:
    """The tag at which the filling of a template stops: filled once more with every tag on a line of its own."""
    lines = TAG.sub(lambda match: f"\n{match[0]}", source.replace("\n", " ")).split("\n")
    try:
        env.from_string("\n".join(lines)).render(values)
    except Exception as error:  # whatever stopped it the first time
        steps = [step.lineno or 0 for step in extract_tb(error.__traceback__) if step.filename == "<template>"]
        at = steps[-1] if steps else 0
        match = TAG.match(lines[at - 1]) if 0 < at <= len(lines) else None
        return match[0] if match else ""
    return ""


def spots(file: TemplateFile, tag: str) -> list[str]:
    """Where tags stand that say the same: “第7段 {{ … }}”."""
    return [
        f"{where} {found}"
        for paragraph, where in places(file.root)
        for found in TAG.findall(paragraph_text(paragraph))
        if tag and inside(found) == inside(tag)
    ]


def inside(tag: str) -> str:
    """What a tag says, however it is written."""
    return re.sub(r"^\{[{%]-?(?:p|r|tr|tc)?\s|(?<![-%}])[-%}]++$|\s", "", tag.translate(STRAIGHT))


def undefined_name(file: TemplateFile, name: str, known: Iterable[str] = ()) -> InvalidInput:
    """The complaint about a name that the data do not have."""
    near = nearest(name.rpartition(".")[2], known, 0.5)
    where = "；".join(tags_with(file, name)) or f"标签 {{{{ {name} }}}}"
    return InvalidInput(
        [
            Diagnostic(
                Place(str(file.path)),
                rules.UNKNOWN_TAG_NAME,
                "error",
                f"模板“{file.path.name}”{where} 要用“{name}”，数据里没有",
                cure=f"标签是不是写错了，应为“{near}”？" if near else "请改正模板里的这个标签；先看样子可加 --draft",
            )
        ]
    )
