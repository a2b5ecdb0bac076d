"""The rules of reading a finished document: G00, G91 and G92."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

UNREADABLE_DOCUMENT = Rule(
    "G00", "读不了的文件", Stage.READING, "error",
    "文件是打得开的 .docx 或 .txt，里面有文字，大小像一份公文；要自动修改、加批注的是普通的 .docx",
    "通知.wps", "通知.docx",
)  # fmt: skip
UNCERTAIN_READING = Rule(
    "G91", "可能认错的地方", Stage.READING, "warning",
    "导入、重新排版公文时，标题、主送机关、署名等都认得清，图片、批注、页眉等没有带进来的逐处列出",
    "有署名“华澜能源集团有限公司”，下面没有成文日期", "署名下面一行写“2026年7月20日”",
)  # fmt: skip
REWRITTEN_TEXT = Rule(
    "G92", "和原文不同的写法", Stage.READING, "error",
    "导入、重新排版的结果和原文一样，写法按标准改了的、换了位置的逐处列出；重新排版会多字、少字的，不写出结果",
    "原文的发文字号是“华澜发〔2026〕第08号”，结果里写成“华澜发〔2026〕8号”", "原文的发文字号就写“华澜发〔2026〕8号”",
)  # fmt: skip
