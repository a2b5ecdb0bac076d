"""What was found, of which kind, and how it is taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.core.rules import Severity
from docgen.live.names import Element


@dataclass(frozen=True)
class Kind:
    """A kind of live content. ``needed``: without it something is missing that a reader sees, so it cannot go."""

    severity: Severity
    name: str
    cure: str
    needed: bool = False


KINDS = {
    "field": Kind("error", "会取外部内容或运行程序的域", "请选中它按 Ctrl+Shift+F9 变成普通文字，或者删去"),
    "odd_field": Kind("warning", "不常见的域", "请选中它按 Ctrl+Shift+F9 变成普通文字，或者删去"),
    "link": Kind("warning", "指向本机或局域网文件的链接", "请右键取消超链接，或者改成网址"),
    "object": Kind("warning", "嵌入或链接的对象", "请删去，要紧的内容另作附件，或贴成图片"),
    "control": Kind("error", "控件（ActiveX）", "请删去，或改成普通文字"),
    "chunk": Kind("error", "引用另一份文件作正文的地方", "请用 Word 打开，另存为 .docx，让内容并进来", True),
    "picture": Kind("error", "不在文件里、要从别处取的图片", "请把图片存下来，重新插入到文件里", True),
    "template": Kind("error", "要从网上或别的电脑取的模板", "请在“开发工具—文档模板”里改回 Normal，再保存"),
    "own_template": Kind("info", "自己电脑上的模板的位置", "不影响使用；不想让人看到，可把模板改回 Normal 再保存"),
    "source": Kind("error", "外部的数据源（邮件合并）", "请在“邮件”里改回“普通 Word 文档”，再保存"),
    "external": Kind("error", "要从别处取的内容", "请删去，或把内容放进文件里"),
    "macro": Kind("error", "宏或加载项", "请另存为不带宏的 .docx"),
    "binding": Kind("info", "随文件里的数据变的内容控件", "打开时文字可能改变；请选中它，“删除内容控件”，只留文字"),
    "hidden": Kind("error", "隐藏的文字", "请让隐藏文字显示出来，核对后删去"),
    "hidden_shape": Kind("error", "隐藏的图形、文本框", "请在“选择窗格”里让它显示出来，核对后删去"),
}


PARTS = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "settings": "文件设置",
    "websettings": "网页设置",
    "glossary": "自动图文集",
    "charts": "图表",
    "diagrams": "SmartArt 图形",
    "styles": "样式",
    "numbering": "编号",
}
"""What clerks call a part, by how a step of its name begins."""


def part_word(part: str) -> str:
    """A part of the package as a clerk would call it."""
    steps = [step.lower() for step in part.split("/")]
    return next((word for step in steps for key, word in PARTS.items() if step.startswith(key)), part or "文件")


@dataclass(frozen=True)
class Live:
    """One thing: its kind, the part that holds it, the element where it stands (None: none), and what it says."""

    kind: str
    part: str
    at: Element | None
    said: str
    take_out: Callable[[], None] = field(compare=False, repr=False)


def nothing() -> None:
    """What is taken out with its relationship or its part alone."""
