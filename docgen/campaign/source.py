"""YAML as clerks write it: every scalar is text, every value keeps its line and column, every trap has its word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import yaml

from docgen import bounds
from docgen.errors import InvalidInput, Place, Problem, Severity, invalid
from docgen.wording import UNSEEN, seen, unseen_names

Loc = tuple[str | int, ...]
"""A path into the data: keys and list indices."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTE_WORDS = ("注", "填表说明", "说明", "备注")
"""What the notes under a table begin with: as an item of a list these words and a full-width colon are text."""
TABLE_HEAD = re.compile(
    r"- +(?:(?:填报|填表|报送|编制|制表|汇总)(?:单位|部门|人|日期|时间)：|(?:金额|计量|计价|货币)?单位：\s*"
    r"(?:[亿万千百]*[元件人个次项吨米家户台套份页亩册篇座辆天]|平方|公里|小时|[、，/%％])++$)"
)
"""The lines over a table likewise: 填报单位：…, 单位：万元."""
MOST_DEPTH = 50
PROSE_KEYS = ("标题", "内容", "主送", "正文")
"""Where a remark behind the text is more likely a part of it."""
MOST_NODES = 200_000
MOST_BYTES = 20_000_000
MOST_LINES = 500_000
MOST_TOLD = 500
"""Problems of one severity that are told; a file with more is damaged as a whole."""
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
INVISIBLE = {"\u00a0": "不间断空格", "\u200b": "零宽空格", "\ufeff": "零宽字符（BOM）", "\u3000": "全角空格"}
FILE_KEYS = (
    "文件",
    "人员名单",
    "上年汇总",
    "上年结果",
    "发文登记簿",
    "库",
    "file",
    "people_file",
    "register_file",
    "library",
)
"""Values that name files: they are called as they are called on the disk."""
_QUOTE_CURE = "值里有 : # [ ] { } * & @ % | ! 这些符号时，请用英文双引号把整个值括起来"


@dataclass
class Source:
    """The data of one file as plain mappings, lists and texts, and where each of them stands."""

    file: str
    lines: list[str]
    data: object = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    prose: set[int] = field(default_factory=set)
    told: Counter[Severity] = field(default_factory=Counter)

    def place(self, loc: Loc, line: int = 0) -> Place:
        """Where the value stands, or its nearest parent that exists; ``line`` counts inside a multi-line text."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        at = self.values.get(loc, (1, 1))
        if loc in self.blocks:
            return Place(self.file, at[0] + 1 + self.blocks[loc] + line, 1)
        return Place(self.file, at[0], at[1])  # quoted and folded texts have other lines than they show

    def spot(self, loc: Loc, line: int, text: str) -> Place:
        """Where a piece of a text stands, to the column where that can be told."""
        place = self.place(loc, line)
        number = place.line or 1
        at = self.lines[number - 1].find(text) if text and number <= len(self.lines) else -1
        return replace(place, column=at + 1) if at >= 0 else place

    def key_place(self, loc: Loc) -> Place:
        """Where the key stands that the path ends with."""
        if loc in self.keys:
            line, column = self.keys[loc]
            return Place(self.file, line, column)
        return self.place(loc)

    def add(
        self,
        rule: str,
        message: str,
        line: int,
        column: int = 1,
        cure: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note a problem at a line; those that are too many to be read are left out."""
        self.told[severity] += 1
        place = Place(self.file, line, column)
        if self.told[severity] == MOST_TOLD + 1:
            message, cure = f"这样的问题太多，从这里起没有再列出（已列出{MOST_TOLD}处）", "请先改好已列出的"
        if self.told[severity] <= MOST_TOLD + 1:
            self.problems.append(Problem(place, rule, severity, message, cure=cure))


def read(path: Path, known_keys: frozenset[str]) -> Source:
    """The source of a data file. Raises InvalidInput when the file is no YAML, with a word for each known trap."""
    try:
        raw = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge as error:
        size = f"文件有 {error.size // 1_000_000} MB，数据文件不会这么大"
        raise invalid(path, "Y01", size, "请检查是不是选错了文件") from None
    except FileNotFoundError:
        raise invalid(path, "Y01", f"没有这个文件：{path}") from None
    except OSError as error:
        raise invalid(path, "Y01", "文件读不出来", "请检查文件名和权限，以及是不是选错了文件") from error
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise invalid(
            path,
            "Y01",
            "这是 Word 或 Excel 文件，不是数据文件",
            "数据文件是文本文件，如 活动.yaml；可用 docgen init 生成样例",
        )
    source = Source(str(path), [])
    text = decode(raw, source)
    if sum(map(text.count, LINE_ENDS)) > MOST_LINES:
        raise invalid(
            path, "Y01", f"文件超过了{MOST_LINES // 10_000}万行，数据文件不会这么长", "请检查是不是选错了文件"
        )
    source.lines = text.splitlines()
    try:
        events(text, source)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        explain(error, source, known_keys)
        raise InvalidInput(source.problems) from error
    except yaml.YAMLError as error:  # a character that YAML forbids; the C reader counts bytes
        bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: bad.start()] if bad else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        source.add(
            "Y02", "这里有一个看不见的控制字符，多半是从网页或表格里粘贴来的", line, column, "请删掉这一行重新输入"
        )
        raise InvalidInput(source.problems) from error
    if root is None:
        raise invalid(path, "Y03", "文件是空的", "可用 docgen init 生成一个可以直接修改的样例")
    walker = _Walker(source)
    source.data = walker.walk(root, ())
    look_for_traps(source, known_keys)
    if any(problem.severity == "error" for problem in source.problems):
        raise InvalidInput(source.problems)
    return source


def events(text: str, source: Source) -> None:
    """Refuse what compose would hide or fall over: anchors and aliases with their own places, deep nesting."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=LOADER):
        assert event.start_mark is not None
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        nodes += isinstance(event, yaml.NodeEvent)
        if nodes > MOST_NODES:
            raise InvalidInput([*source.problems, too_many(source, line, column)])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise invalid(Place(source.file, line, column), "Y01", f"一层套一层超过了{MOST_DEPTH}层")
        if isinstance(event, yaml.AliasEvent):
            source.add("Y05", "这里用了 YAML 的引用（*名称），docgen 不支持", line, column, "请把内容直接写出来")
        elif getattr(event, "anchor", None):
            source.add("Y05", "这里用了 YAML 的锚点（&名称），docgen 不支持", line, column, _QUOTE_CURE)
    if any(problem.severity == "error" for problem in source.problems):
        raise InvalidInput(source.problems)


def too_many(source: Source, line: int, column: int) -> Problem:
    """The complaint about a file that says more than any campaign has to say."""
    place, cure = Place(source.file, line, column), "请检查是不是选错了文件"
    return Problem(place, "Y01", "error", f"数据超过了{MOST_NODES}项", cure=cure)


def decode(raw: bytes, source: Source) -> str:
    """The text: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030 with a note."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        source.add(
            "Y04", "文件是 UTF-16 编码（记事本的“Unicode”），已按此读取", 1, severity="info", cure="建议另存为 UTF-8"
        )
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            source.add("Y04", "文件不完整，后面的字读不出来", 1, cure="请用记事本打开检查，另存为 UTF-8 编码")
            raise InvalidInput(source.problems) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reached = error.start
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, max(reached, error.start)) + 1
        source.add("Y04", "文件既不是 UTF-8 也不是 GBK 编码的文字", line, cure="请用记事本打开，另存为 UTF-8 编码")
        raise InvalidInput(source.problems) from error
    source.add("Y04", "文件是 GBK 编码（记事本的“ANSI”），已按 GBK 读取", 1, severity="info", cure="建议另存为 UTF-8")
    return text


class _Walker:
    """Turns YAML nodes into plain data with places."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def walk(self, node: yaml.Node, loc: Loc) -> object:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.source.values[loc] = line, column
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.walk(child, (*loc, i)) for i, child in enumerate(node.value)]
        return self.mapping(node, loc)

    def scalar(self, node: yaml.ScalarNode, loc: Loc) -> str | None:
        if node.style in ("|", ">"):
            self.source.blocks[loc] = str(node.value)[: -len(str(node.value).lstrip(" \n\t")) or None].count("\n")
        if not node.style and node.tag.endswith(":null"):
            return None
        first, last = node.start_mark.line + 1, node.end_mark.line + 1
        if node.style in ("'", '"') or not node.style and self.source.keys.get(loc, (0,))[0] == first:
            self.source.prose.update(range(first + 1, last + 1))  # goes on from its key's line: running text
        elif loc[-2:-1] in (("填表说明",), ("注",)):
            self.source.prose.update(range(first, last + 1))
        if not node.style:
            self.cut_by_comment(node, str(loc[-1]) if loc else "")
        if loc[-1:] == ("正文",) and not node.style and last > first and node.end_mark.column > 0:
            self.source.add(
                "Y17", "“正文”有几行，会被连成一段", first, node.start_mark.column + 1,
                "请在“正文:”后面加一个竖线，写成“正文: |”，正文从下一行开始、每行前面空两格",
            )  # fmt: skip
        return self.readable(str(node.value), loc)

    def readable(self, text: str, loc: Loc) -> str:
        """The text without characters that show nothing, which is said; a file keeps its name."""
        hit = UNSEEN.search(text)
        if hit is None:
            return text
        names_file = loc[-1:] and loc[-1] in FILE_KEYS
        place = self.source.place(loc, text.count("\n", 0, hit.start()))
        key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "文件")
        message = f"“{key}”里有看不见的字符：{unseen_names(text)}{'' if names_file else '，没有采用'}"
        cure = (
            "请把那个文件改名，再改这里" if names_file else "多半是从网页或微信粘贴来的，请删去，或把这一处重新打一遍"
        )
        self.source.problems.append(Problem(place, "Y18", "warning", message, expected=seen(text)[:80], cure=cure))
        return text if names_file else seen(text)

    def cut_by_comment(self, node: yaml.ScalarNode, key: str) -> None:
        """A plain value that ends before “ #文字”: YAML takes the rest of the line for a remark."""
        line = node.end_mark.line
        if line >= len(self.source.lines):
            return
        rest = self.source.lines[line][node.end_mark.column :]
        if re.match(r"[ \t]+#[^\s#]", rest) or (key in PROSE_KEYS and re.match(r"[ \t]+#", rest)):
            self.source.add(
                "Y06",
                f"“{node.value}”后面的“{rest.strip()}”被当成注释，没有读进来",
                line + 1,
                node.end_mark.column + 1,
                "如果它是内容，请用英文双引号把整个值括起来；如果是注释，请在 # 后面加一个空格",
                "warning",
            )

    def mapping(self, node: yaml.Node, loc: Loc) -> dict[str, object]:
        data: dict[str, object] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.source.add("Y05", "这里的键不是文字", line, column, _QUOTE_CURE)
                continue
            key = self.readable_key(str(key_node.value), line, column)
            if key_node.tag.endswith(":merge"):
                self.source.add("Y05", "这里用了 YAML 的合并（<<），docgen 不支持", line, column, "请把内容直接写出来")
                continue
            if key in data:
                self.source.add("Y07", f"“{key}”写了两次：第{first[key]}行、第{line}行", line, column, "请只保留一个")
                continue
            first[key] = line
            self.source.keys[(*loc, key)] = line, column
            data[key] = self.walk(value_node, (*loc, key))
        return data

    def readable_key(self, key: str, line: int, column: int) -> str:
        """A key without characters that show nothing, which is said."""
        if UNSEEN.search(key):
            message = f"“{seen(key)}”里有看不见的字符：{unseen_names(key)}，没有采用"
            self.source.add("Y18", message, line, column, "请把它重新打一遍", "warning")
        return seen(key)


def prose_lines(lines: list[str]) -> set[int]:
    """The (0-based) lines that belong to a text written under “|” or “>”: what looks odd there is prose."""
    prose: set[int] = set()
    indent: int | None = None
    for i, line in enumerate(lines):
        if indent is not None:
            if not line.strip() or len(line) - len(line.lstrip(" ")) > indent:
                prose.add(i)
                continue
            indent = None
        if re.search(r"(?:^|[:\-]\s)\s*+[|>][+\-0-9]*+\s*+(?:#(?s:.*))?$", line):
            before, colon, _ = line.rpartition(": ")
            head = re.match(r" *(?:- ++(?=\S))*", before) if colon else re.match(" *", line)
            indent = len(head.group()) if head else 0
    return prose


def look_for_traps(source: Source, known_keys: frozenset[str]) -> None:
    """Note what parsed but cannot be meant: full-width colons after a known key, odd blanks, full-width dashes."""
    flagged = {p.place.line for p in source.problems if p.severity == "error"} | source.prose
    for number, problem in traps(source.lines, known_keys):
        if source.told["error"] > MOST_TOLD:
            return
        if number not in flagged:
            rule, message, cure = problem
            source.add(rule, message, number, cure=cure)
    told = {p.place.line for p in source.problems if p.rule == "Y12"}
    source.problems[:] = [p for p in source.problems if p.rule != "Y18" or p.place.line not in told]


def traps(lines: list[str], known_keys: frozenset[str]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """(line number, (rule, message, cure)) of each line that holds a known trap outside running text."""
    prose = prose_lines(lines)
    for i, line in enumerate(lines):
        if i in prose or line.lstrip().startswith("#"):
            continue
        if found := trap(line, known_keys):
            yield i + 1, found


def trap(line: str, known_keys: frozenset[str]) -> tuple[str, str, str] | None:
    """The trap that one line of YAML holds, or None."""
    if re.match(r" *\t", line):
        return "Y11", "行首用了 Tab 键缩进", "请换成两个空格"
    if re.match(r"[ ]*[\u3000\u00a0]", line):
        name = "全角空格" if "\u3000" in line[: len(line) - len(line.lstrip())] else "不间断空格（多半是从网页粘贴的）"
        return "Y12", f"行首用了{name}缩进", "请换成普通的英文空格"
    body = re.sub(r"^(?:- +)+", "", line.strip(" "))
    if match := re.match(r"[－—–·•]\s*\S", line.strip(" ")):
        return "Y13", f"列表项用了“{match.group(0)[0]}”开头", "请改成英文减号“-”，后面加一个空格"
    for mark in "\u00a0\u200b\ufeff":
        if mark in body and re.match(rf"[^\"'#]*{mark}", body):
            return "Y12", f"这一行里有看不见的{INVISIBLE[mark]}，多半是从网页或微信粘贴的", "请删掉它，换成普通空格"
    match = re.match(r"(?P<key>[^\s:：\"'{}\[\],#]{1,12})(?P<colon>[:：])(?P<rest>.*)$", body)
    if match is None or not known(match["key"], known_keys):
        return None
    noted = match["key"] in NOTE_WORDS and line.lstrip().startswith("- ")
    if match["colon"] == "：" and (noted or TABLE_HEAD.match(line.strip())):
        return None
    if match["colon"] == "：":
        right = f"{match['key']}: {match['rest'].strip()}".rstrip()
        return "Y14", f"“{match['key']}”后面的冒号用了中文全角“：”", f"请改成英文半角冒号加一个空格，即“{right}”"
    if match["rest"].startswith("\u3000"):
        right = f"{match['key']}: {match['rest'].strip()}"
        return "Y12", f"“{match['key']}”的冒号后面用了全角空格", f"请换成普通空格，即“{right}”"
    if match["rest"] and not match["rest"][0].isspace():
        return "Y15", f"“{match['key']}”的冒号后面少一个空格", f"请改成“{match['key']}: {match['rest']}”"
    return None


def known(word: str, known_keys: frozenset[str]) -> bool:
    """Whether the word is a key of the data file, or nearly one."""
    return word in known_keys or bool(len(word) > 2 and get_close_matches(word, known_keys, 1, 0.75))


def explain(error: yaml.MarkedYAMLError, source: Source, known_keys: frozenset[str]) -> None:
    """Note why the file is no YAML, in the clerk's words: the known traps first, then the parser's own place."""
    for number, (rule, message, cure) in traps(source.lines, known_keys):
        source.add(rule, message, number, cure=cure)
        if source.told["error"] > MOST_TOLD:
            return
    unclosed = re.search("quoted scalar|flow", str(error.context))
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    line = min(mark.line + 1 if mark else 1, max(len(source.lines), 1))
    flagged = {p.place.line for p in source.problems if p.severity == "error"}
    for number in (line, line - 1):
        if number in flagged:
            return
        text = source.lines[number - 1] if 0 < number <= len(source.lines) else ""
        if quoted := needs_quotes(text):
            source.add("Y16", "这一行的值里有 YAML 的特殊符号", number, cure=f"{_QUOTE_CURE}，即“{quoted}”")
            return
    if flagged:
        return
    column = mark.column + 1 if mark else 1
    what = (
        "缩进没有对齐" if "indent" in str(error.problem) or "block" in str(error.context) else "写法不合 YAML 的规矩"
    )
    shown = source.lines[line - 1].strip()[:40] if source.lines else ""
    source.add(
        "Y10",
        f"第{line}行附近{what}（“{shown}”）",
        line,
        column,
        "请检查这一行和上一行：同级的键要左对齐，冒号后面要有空格，引号括号要成对",
    )


def needs_quotes(line: str) -> str | None:
    """The line with its value quoted, if the value starts with or holds a character that YAML takes for itself."""
    match = re.match(r" *+(?P<head>(?:- ++)*(?:[^\s:\"'{}\[\],]++: ++)?)(?P<value>\S(?s:.*))", line.rstrip())
    if match is None:
        return None
    head, value = match["head"], match["value"]
    bare_key = re.fullmatch(r"\S+:", value) and ":" not in head
    if bare_key or re.match(r"\{.*: ", value) or re.fullmatch(r"[|>][-+0-9]*(\s+#.*)?", value):
        return None
    if value[0] in "\"'":
        special = re.match(rf"{value[0]}[^{value[0]}]*{value[0]}\s*[^\s#]", value)  # text after the closing quote
    else:
        special = re.match(r"[\[\]{}*&!@%`,?|>]|- ", value) or re.search(r": |:$| #", value)
    if special:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{head}"{escaped}"'
    return None
