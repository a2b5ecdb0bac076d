"""What is wrong with a template's tags, place by place, in the clerk's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError

from docgen.errors import InvalidInput, Place, Problem
from docgen.rendering.template import TemplateFile, paragraph_text, places

FULL_WIDTH_TAG = re.compile(r"[｛{][｛{%％][^｛｝{}]*[%％}｝][｝}]")

EXPRESSION = re.compile(r"\{\{(?:p|r|tr|tc)?(\s[^{}]*|[^{}\s][^{}]*)\}\}")

STATEMENT = re.compile(r"\{%-?(?:p|r|tr|tc)?\s+(\w+)[^{}]*%\}")

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

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""docxtpl takes curly quotes inside a tag for straight ones."""


def faults(file: TemplateFile, env: Environment) -> list[Problem]:
    """Everything that is wrong with a template's tags: the place, the tag and what to do, in Chinese."""
    from docxtpl_lint import lint

    found = [
        Problem(
            Place(str(file.path)), "D10", "error" if issue.severity == "error" else "warning",
            f"模板“{file.path.name}”{issue.location.human('zh')} {issue.snippet}：{issue.message_for('zh')}",
            found=issue.snippet or None,
        )
        for issue in lint(str(file.path), autoescape=True, ignore=("DTL002",)).issues
    ]  # fmt: skip
    told = " ".join(problem.message for problem in found)
    return found + [problem for problem in tag_faults(file, env) if (problem.found or "") not in told]


def tag_faults(file: TemplateFile, env: Environment) -> Iterator[Problem]:
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
            except TemplateSyntaxError as error:
                yield tag_problem(
                    file, where, match.group(0), f"读不懂（{error.message}）", "请检查名称、过滤器和括号"
                )


def tag_problem(file: TemplateFile, where: str, tag: str, what: str, cure: str) -> Problem:
    """A complaint about one tag."""
    message = f"模板“{file.path.name}”{where} {tag}：{what}"
    return Problem(Place(str(file.path)), "D10", "error", message, found=tag, cure=cure)


def tags_with(file: TemplateFile, name: str) -> list[str]:
    """Where the tags stand that use a name: “表1 第3行第2列 {{ … }}” or “第7段 {{ … }}”."""
    last = name.rpartition(".")[2]
    found = []
    for paragraph, where in places(file.root):
        text = paragraph_text(paragraph)
        found += [
            f"{where} {tag}"
            for tag in re.findall(r"\{[{%].*?[}%]\}", text)
            if re.search(rf"\b{re.escape(last)}\b", tag)
        ]
    return found


def undefined_name(file: TemplateFile, name: str) -> InvalidInput:
    """The complaint about a name that the data do not have."""
    where = "；".join(tags_with(file, name)) or f"标签 {{{{ {name} }}}}"
    return InvalidInput(
        [
            Problem(
                Place(str(file.path)),
                "D11",
                "error",
                f"模板“{file.path.name}”{where} 要用“{name}”，数据里没有",
                cure="请在数据文件里补上，或从模板里删去这个标签；先看样子可加 --draft",
            )
        ]
    )
