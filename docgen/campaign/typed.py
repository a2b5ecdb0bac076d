"""One line of a data file as it was typed, without its indent: what a Chinese keyboard or Word put wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docgen.campaign import rules
from docgen.campaign.flow import CLOSING, OPENERS, Flow
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.nearest import nearest
from docgen.core.rules import Rule

NOTE_WORDS = ("注", "填表说明", "说明", "备注")
"""What the notes under a table begin with: as an item of a list these words and a full-width colon are text."""
TABLE_HEAD = re.compile(
    r"- +(?:(?:填报|填表|报送|编制|制表|汇总)(?:单位|部门|人|日期|时间)：|(?:金额|计量|计价|货币)?单位：\s*"
    r"(?>(?:[亿万千百]*[元件人个次项吨米家户台套份页亩册篇座辆天]|平方|公里|小时|[、，/%％])+)$)"
)
"""The lines over a table likewise: 填报单位：…, 单位：万元."""
INVISIBLE = {"\u00a0": "不间断空格", "\u200b": "零宽空格", "\ufeff": "零宽字符（BOM）"}
QUOTE_CURE = "值里有 : # [ ] { } * & @ % | ! 这些符号时，请用英文双引号把整个值括起来"
DASH = re.compile(r"(?:- +)+|-(?=[^-\s\d])|[－—–·•] *(?=\S)|[*+] +(?=\S)")
KEY = re.compile(r"(?P<key>[^\s:：﹕∶\"'{}\[\]｛｝［］,，#]{1,12})(?P<gap>[ \u3000]*)(?P<colon>[:：﹕∶])(?P<rest>.*)$")
PROPER_DASH = re.compile(r"(?:- +)+")
BARS = {"｜": "|", "│": "|", "丨": "|", "︱": "|", "＞": ">"}


def fault(rule: Rule, message: str, cure: str) -> Diagnostic:
    """One thing that is wrong in a line; whoever reads the file knows which."""
    return Diagnostic(Place(""), rule, "error", message, cure=cure)


@dataclass(frozen=True)
class Line:
    """A line without its indent: what is wrong in it, and how it reads when that is mended."""

    mended: str
    faults: tuple[Diagnostic, ...] = ()
    head: str = ""
    """The dashes of list items before the rest."""
    key: str = ""
    value: str = ""
    """What stands behind the key, or the whole line where there is none."""
    flow: Flow | None = None
    """Braces or a quotation mark that the line leaves open."""

    @property
    def problem(self) -> Diagnostic | None:
        """All that is wrong in the line as one complaint, with the line as it should be."""
        if not self.faults:
            return None
        first = self.faults[0]
        if len(self.faults) == 1:
            return first
        message = "；".join(dict.fromkeys(each.message for each in self.faults))
        return fault(first.rule, message, f"请改成英文的符号，即“{self.mended}”")


class Typist:
    """Reads lines for a set of keys that mean something."""

    def __init__(self, known_keys: frozenset[str]) -> None:
        self.keys = known_keys

    def known(self, word: str) -> bool:
        """Whether the word is a key of the data file, or nearly one."""
        return word in self.keys or bool(len(word) > 2 and nearest(word, self.keys, 0.75))

    def line(self, body: str) -> Line:
        """What is wrong in one line."""
        faults: list[Diagnostic] = []
        body = self._visible(body, faults)
        head, rest = self._dashes(body, faults)
        key, colon, value = self._key(head, rest, faults)
        if not key:
            value = rest
        value, flow = self._value(value, faults, lambda text: f"{head}{key}{colon}{text}")
        return Line(f"{head}{key}{colon}{value}", tuple(faults), head, key, value, flow)

    def _visible(self, body: str, faults: list[Diagnostic]) -> str:
        """The line without characters that nobody sees, as far as they are not in quotation marks."""
        if not (match := re.match(r"[^\"'#]*?([\u00a0\u200b\ufeff])", body)):
            return body
        name = INVISIBLE[match[1]]
        cure = "请删掉它，换成普通空格"
        faults.append(fault(rules.IRREGULAR_WHITESPACE, f"这一行里有看不见的{name}，多半是从网页或微信粘贴的", cure))
        return re.sub(r"(?<=[:：])[\u00a0\u200b\ufeff]+", " ", body).translate({0xA0: " ", 0x200B: None, 0xFEFF: None})

    def _dashes(self, body: str, faults: list[Diagnostic]) -> tuple[str, str]:
        """The dashes of a list item, put right, and what stands behind them."""
        head, rest = "", body
        while match := DASH.match(rest):
            sign = match[0][0]
            behind = rest[match.end() :]
            if sign != "-" or match[0] == "-":
                if head and sign != "-":
                    break
                cure = f"请改成英文减号“-”，后面加一个空格，即“{head}- {behind}”"
                told = f"列表项用了“{sign}”开头" if sign != "-" else "列表项的“-”后面少一个空格"
                faults.append(fault(rules.WRONG_LINE_MARKER, told, cure))
                return f"{head}- ", behind
            head, rest = head + match[0], behind
        return head, rest

    def _key(self, head: str, rest: str, faults: list[Diagnostic]) -> tuple[str, str, str]:
        """The key of a line, its colon put right, and the value; three empty texts where there is none."""
        bare = re.sub(r"^[“\"](?P<key>[^“”\"\s:：]{1,12})[”\"](?=\s*[:：])", r"\g<key>", rest)
        if bare != rest and self.known(bare[: re.search("[:：]", bare).start()].strip()) and rest[0] == "“":  # type: ignore[union-attr]
            faults.append(fault(rules.FULL_WIDTH_COLON, "键用了引号", f"请去掉引号，即“{head}{bare}”"))
            rest = bare
        if own := re.match(r"([\"'])(?P<key>[^\"']{1,40})\1:(?P<blank>\s+|$)", rest):  # as JSON writes it
            return own["key"], ":" + own["blank"], rest[own.end() :]
        match = KEY.match(rest)
        if match is None:
            return "", "", ""
        key, mark, value = match["key"], match["colon"], match["rest"]
        proper = mark == ":" and (not value or value[0] in " \t")
        if not proper and not self.known(key):
            return "", "", ""
        if mark != ":" and head and (key in NOTE_WORDS or TABLE_HEAD.match(head + rest)):
            return "", "", ""
        right = f"{key}: {value.strip()}".rstrip()
        if mark != ":":
            what = f"“{key}”后面的冒号用了中文全角“{mark}”"
            faults.append(fault(rules.FULL_WIDTH_COLON, what, f"请改成英文半角冒号加一个空格，即“{right}”"))
        elif value[:1] == "\u3000":
            faults.append(
                fault(rules.IRREGULAR_WHITESPACE, f"“{key}”的冒号后面用了全角空格", f"请换成普通空格，即“{right}”")
            )
        elif value and not value[0].isspace():
            faults.append(
                fault(rules.MISSING_COLON_OR_SPACE, f"“{key}”的冒号后面少一个空格", f"请改成“{key}: {value}”")
            )
        elif value[:1] in " \t" and value.strip():
            return key, f"{match['gap']}:{value[: len(value) - len(value.lstrip())]}", value.strip()
        return key, ": " if value.strip() else ":", value.strip()

    def _value(self, value: str, faults: list[Diagnostic], line: Callable[[str], str]) -> tuple[str, Flow | None]:
        """The value put right, and what it leaves open."""
        if value[:1] in BARS and not value[1:].strip():
            faults.append(
                fault(rules.WRONG_LINE_MARKER, "竖线用了中文全角的", f"请改成英文的竖线，即“{line(BARS[value[0]])}”")
            )
            return BARS[value[0]], None
        if behind := re.match(r"[|｜] +([^\s#].*)", value):
            cure = f"请在竖线后面换行，把“{behind[1]}”写到下一行，行首比这一行多空两格"
            faults.append(fault(rules.TEXT_WITHOUT_BAR, "竖线后面不能接着写文字", cure))
            return "|", None
        if value[:1] in OPENERS and (braces := self._braces(value)):
            made, flow = braces
            if flow.faults:
                faults.append(
                    fault(
                        rules.UNQUOTED_SPECIAL_CHARACTER,
                        "、".join(flow.faults),
                        f"请改成英文半角的符号，即“{line(made)}”",
                    )
                )
            return made, flow if flow.open or flow.quote else None
        if value[:1] in "\"'" and value:
            return self._quoted(value, faults, line)
        if re.fullmatch(r"&[A-Za-z0-9_]+", value):
            faults.append(
                fault(
                    rules.UNSUPPORTED_YAML_FEATURE,
                    "这里用了 YAML 的锚点（&名称），docgen 不支持",
                    f"请删去，即“{line('')}”",
                )
            )
            return "", None
        if quoted := in_quotes(value):
            faults.append(
                fault(
                    rules.UNQUOTED_SPECIAL_CHARACTER,
                    "这一行的值里有 YAML 的特殊符号",
                    f"{QUOTE_CURE}，即“{line(quoted)}”",
                )
            )
            return quoted, None
        return value, None

    def _braces(self, value: str) -> tuple[str, Flow] | None:
        """A value in braces or brackets put right; None where it is a text that only begins so: [2026]5号."""
        flow = Flow(self.keys)
        made = flow.line(value)
        rest = flow.rest.strip()
        if rest and not rest.startswith("#"):
            if not re.fullmatch(r"[,，。；;、]", rest):
                return None
            flow.note("行末多了一个标点")
            made = made[: -len(flow.rest)]
        if value[0] in "【［" and not re.search(r"[】］\]]\s*$", value):
            return None
        return made, flow

    def _quoted(self, value: str, faults: list[Diagnostic], line: Callable[[str], str]) -> tuple[str, Flow | None]:
        """A value in half-width quotation marks; one that goes on in the next line leaves its mark open."""
        mark = value[0]
        end = re.compile(r'"(?>(?:[^"\\]|\\.)*)"' if mark == '"' else r"'(?>(?:[^']|'')*)'").match(value)
        if end is None:
            flow = Flow(self.keys, quote=mark)
            return value, flow
        rest = value[end.end() :].strip()
        if rest and not rest.startswith("#"):
            quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
            faults.append(
                fault(
                    rules.UNQUOTED_SPECIAL_CHARACTER,
                    "这一行的值里有 YAML 的特殊符号",
                    f"{QUOTE_CURE}，即“{line(quoted)}”",
                )
            )
            return quoted, None
        return value, None


def in_quotes(value: str) -> str | None:
    """A plain value in quotation marks, if it starts with or holds a character that YAML takes for itself."""
    if not value or re.fullmatch(r"[|>][-+0-9]*(\s+#.*)?", value):
        return None
    text = re.split(r"\s#(?=\s)", value)[0].rstrip()
    special = re.match(r"[\[\]{}*&!@%`,?|>]|- ", text) or re.search(r": |:$", text)
    if not special or text in ("?",):
        return None
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def closed(line: str, flow: Flow) -> str:
    """A line with everything closed that it leaves open."""
    text = line.rstrip(" ,，")
    if flow.quote:
        text = re.sub(r"[”’“]$", "", text) + flow.quote
    return text + "".join(CLOSING[sign] for sign in reversed(flow.open))
