"""YAML as clerks write it: every scalar is text, every value keeps its line and column, every trap has its word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from docgen import bounds
from docgen.campaign import rules
from docgen.campaign.skeleton import KeysAt, Loc, Skeleton, Slip
from docgen.campaign.typed import PROPER_DASH, QUOTE_CURE, fault, in_quotes
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.encoding import Undecodable, decoded
from docgen.core.errors import InvalidInput, invalid
from docgen.core.rules import UNNAMED, Rule, Severity
from docgen.wording import UNSEEN, seen, unseen_names

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SUSPECT = (rules.MALFORMED_STRUCTURE, rules.UNQUOTED_SPECIAL_CHARACTER)
"""Rules of indents, braces and signs: what YAML takes in a file that it can read may be meant so."""
MOST_DEPTH = 50
PROSE_KEYS = ("标题", "内容", "主送", "正文")
"""Where a remark behind the text is more likely a part of it."""
MOST_NODES = 200_000
MOST_BYTES = 20_000_000
MOST_LINES = 500_000
MOST_ROUNDS = 100
"""So many lines that cannot be read are looked for in one file."""
MOST_REREAD = 300_000
"""Characters of a file that is read again and again; of a longer one the first is told."""
MOST_JUDGED = 5_000
"""Lines that are looked at for how they are typed; no campaign has as many."""
MOST_TOLD = 500
"""Problems of one severity that are told; a file with more is damaged as a whole."""
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
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


@dataclass
class Source:
    """The data of one file as plain mappings, lists and texts, and where each of them stands."""

    file: str
    lines: list[str]
    data: object = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[Loc, int] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    prose: set[int] = field(default_factory=set)
    told: Counter[Severity] = field(default_factory=Counter)
    blanked: bool = False
    """Whether lines had to be left out so that the rest could be read."""

    suspected: bool = False
    """Whether something was found that is only told of files whose data are wrong."""

    @property
    def is_wrong(self) -> bool:
        """Whether something in the file must be mended before it can be used."""
        return any(problem.severity == "error" for problem in self.problems)

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
        rule: Rule,
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
            self.problems.append(Diagnostic(place, rule, severity, message, cure=cure))


def anything(loc: Loc) -> frozenset[str] | None:
    """No rule on which keys may stand at a place."""
    return None


def read(path: Path, known_keys: frozenset[str]) -> Source:
    """The source of a data file. Raises InvalidInput when the file is no YAML, with a word for each known trap."""
    source = recovered(path, known_keys)
    if source.is_wrong:
        raise InvalidInput(source.problems)
    return source


def recovered(path: Path, known_keys: frozenset[str], keys_at: KeysAt = anything, suspects: bool = False) -> Source:
    """The source of a data file, read on behind what is wrong in it, as ``problems`` tells.

    ``keys_at`` says which keys may stand where. With ``suspects`` also what YAML takes, but is probably not meant so, is told:
    for files whose data are wrong. Raises InvalidInput when nothing can be read.
    """
    try:
        raw = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge as error:
        size = f"文件有 {error.size // 1_000_000} MB，数据文件不会这么大"
        raise invalid(path, rules.UNUSABLE_DATA_FILE, size, "请检查是不是选错了文件") from None
    except FileNotFoundError:
        raise invalid(path, rules.UNUSABLE_DATA_FILE, f"没有这个文件：{path}") from None
    except OSError as error:
        raise invalid(
            path, rules.UNUSABLE_DATA_FILE, "文件读不出来", "请检查文件名和权限，以及是不是选错了文件"
        ) from error
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise invalid(
            path,
            rules.UNUSABLE_DATA_FILE,
            "这是 Word 或 Excel 文件，不是数据文件",
            "数据文件是文本文件，如 活动.yaml；可用 docgen init 生成样例",
        )
    source = Source(str(path), [])
    text = decode(raw, source)
    if sum(map(text.count, LINE_ENDS)) > MOST_LINES:
        raise invalid(
            path,
            rules.UNUSABLE_DATA_FILE,
            f"文件超过了{MOST_LINES // 10_000}万行，数据文件不会这么长",
            "请检查是不是选错了文件",
        )
    source.lines = text.splitlines()
    root = composed(text, source, known_keys, keys_at, suspects)
    if root is None:
        raise invalid(path, rules.EMPTY_DATA_FILE, "文件是空的", "可用 docgen init 生成一个可以直接修改的样例")
    source.data = _Walker(source).walk(root, ())
    told = {p.place.line for p in source.problems if p.rule == rules.IRREGULAR_WHITESPACE}
    source.problems[:] = [
        p for p in source.problems if p.rule != rules.INVISIBLE_CHARACTER or p.place.line not in told
    ]
    return source


def composed(
    text: str, source: Source, known_keys: frozenset[str], keys_at: KeysAt, suspects: bool
) -> yaml.Node | None:
    """The file's nodes, read on behind whatever is wrong; what is wrong is noted."""
    spoilt: yaml.YAMLError | None = None
    root = None
    try:
        events(text, source)
        if not source.is_wrong:
            root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        spoilt = error
    except yaml.YAMLError as error:  # a character that YAML forbids; the C reader counts bytes
        forbidden(text, source)
        raise InvalidInput(source.problems) from error
    found = Skeleton(source.lines[:MOST_JUDGED], known_keys, keys_at)
    prose = running_text(root, source) if found.slips else set[int]()
    slips = [slip for slip in found.slips if slip.line not in prose]
    if spoilt is None and not source.is_wrong:
        sure = [slip for slip in slips if suspects or slip.fault.rule not in SUSPECT]
        source.suspected, slips = len(sure) < len(slips), sure
        if not slips:
            return root
    lines = list(source.lines)
    for slip in slips:
        lines[slip.line - 1] = slip.mended
    return again(lines, slips, source, spoilt)


def again(lines: list[str], slips: list[Slip], source: Source, spoilt: yaml.YAMLError | None) -> yaml.Node | None:
    """The nodes of the lines as they should be; where that does not help, of those that can be read.

    Raises InvalidInput where nothing more can be read.
    """
    note(slips, source)
    left_out = set[int]()
    for _ in range(MOST_ROUNDS):
        text, aside = "\n".join(lines), Source(source.file, lines)
        try:
            events(text, aside)
            if aside.is_wrong:
                break
            return yaml.compose(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            slip = explained(error, lines, {p.place.line for p in source.problems})
            if slip is None or len(text) > MOST_REREAD:
                break
            if slip.fault.message and not (slip.mended == "" and follows(slip.line, left_out, source.lines)):
                note([slip], source)
            if not slip.mended:
                source.blanked = True
                left_out.add(slip.line)
            lines[slip.line - 1] = slip.mended
    raise InvalidInput(source.problems) from spoilt


def follows(line: int, others: set[int], lines: list[str]) -> bool:
    """Whether a line comes next behind one that was left out: what is wrong there is that it hangs in the air."""
    line -= 1
    while line > 0 and not lines[line - 1].strip():
        line -= 1
    return line in others


def note(slips: list[Slip], source: Source) -> None:
    """Tell what is wrong in some lines."""
    references = {p.place.line for p in source.problems if p.rule == rules.UNSUPPORTED_YAML_FEATURE}
    for slip in slips:
        if source.told["error"] > MOST_TOLD:
            return
        if slip.line not in references:
            source.add(slip.fault.rule, slip.fault.message, slip.line, cure=slip.fault.cure)


def running_text(root: yaml.Node | None, source: Source) -> set[int]:
    """The lines of texts in a file that can be read: what looks odd in them is prose."""
    if root is None:
        return set()
    aside = Source(source.file, source.lines)
    _Walker(aside).walk(root, ())
    return aside.prose


def forbidden(text: str, source: Source) -> None:
    """Tell of a character that no data file may hold."""
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: bad.start()] if bad else ""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    what = "这里有一个看不见的控制字符，多半是从网页或表格里粘贴来的"
    source.add(rules.CONTROL_CHARACTER, what, line, column, "请删掉这一行重新输入")


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
            raise invalid(
                Place(source.file, line, column), rules.UNUSABLE_DATA_FILE, f"一层套一层超过了{MOST_DEPTH}层"
            )
        if isinstance(event, yaml.AliasEvent):
            source.add(
                rules.UNSUPPORTED_YAML_FEATURE,
                "这里用了 YAML 的引用（*名称），docgen 不支持",
                line,
                column,
                "请把内容直接写出来",
            )
        elif getattr(event, "anchor", None):
            source.add(
                rules.UNSUPPORTED_YAML_FEATURE,
                "这里用了 YAML 的锚点（&名称），docgen 不支持",
                line,
                column,
                QUOTE_CURE,
            )


def too_many(source: Source, line: int, column: int) -> Diagnostic:
    """The complaint about a file that says more than any campaign has to say."""
    place, cure = Place(source.file, line, column), "请检查是不是选错了文件"
    return Diagnostic(place, rules.UNUSABLE_DATA_FILE, "error", f"数据超过了{MOST_NODES}项", cure=cure)


AS_UTF_16 = rules.UNEXPECTED_ENCODING, "文件是 UTF-16 编码（记事本的“Unicode”），已按此读取", 1
AS_GBK = rules.UNEXPECTED_ENCODING, "文件是 GBK 编码（记事本的“ANSI”），已按 GBK 读取", 1


def decode(raw: bytes, source: Source) -> str:
    """The text, with a note where it is not in UTF-8. Raises InvalidInput for what is no text."""
    try:
        text, encoding = decoded(raw)
    except Undecodable as error:
        if error.encoding == "utf-16":
            source.add(*AS_UTF_16, severity="info", cure="建议另存为 UTF-8")
            at, what, cure = 1, "文件不完整，后面的字读不出来", "请用记事本打开检查，另存为 UTF-8 编码"
        else:
            at, what = raw.count(b"\n", 0, error.at) + 1, "文件既不是 UTF-8 也不是 GBK 编码的文字"
            cure = "请用记事本打开，另存为 UTF-8 编码"
        source.add(rules.UNEXPECTED_ENCODING, what, at, cure=cure)
        raise InvalidInput(source.problems) from error
    if encoding != "utf-8":
        source.add(*(AS_UTF_16 if encoding == "utf-16" else AS_GBK), severity="info", cure="建议另存为 UTF-8")
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
                rules.TEXT_WITHOUT_BAR, "“正文”有几行，会被连成一段", first, node.start_mark.column + 1,
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
        self.source.problems.append(
            Diagnostic(place, rules.INVISIBLE_CHARACTER, "warning", message, expected=seen(text)[:80], cure=cure)
        )
        return text if names_file else seen(text)

    def cut_by_comment(self, node: yaml.ScalarNode, key: str) -> None:
        """A plain value that ends before “ #文字”: YAML takes the rest of the line for a remark."""
        line = node.end_mark.line
        if line >= len(self.source.lines):
            return
        rest = self.source.lines[line][node.end_mark.column :]
        if re.match(r"[ \t]+#[^\s#]", rest) or (key in PROSE_KEYS and re.match(r"[ \t]+#", rest)):
            self.source.add(
                rules.CUT_BY_COMMENT,
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
                self.source.add(rules.UNSUPPORTED_YAML_FEATURE, "这里的键不是文字", line, column, QUOTE_CURE)
                continue
            key = self.readable_key(str(key_node.value), line, column)
            if key_node.tag.endswith(":merge"):
                self.source.add(
                    rules.UNSUPPORTED_YAML_FEATURE,
                    "这里用了 YAML 的合并（<<），docgen 不支持",
                    line,
                    column,
                    "请把内容直接写出来",
                )
                continue
            if key in data:
                self.source.add(
                    rules.DUPLICATE_KEY, f"“{key}”写了两次：第{first[key]}行、第{line}行", line, column, "请只保留一个"
                )
                continue
            first[key] = line
            self.source.keys[(*loc, key)] = line, column
            data[key] = self.walk(value_node, (*loc, key))
        return data

    def readable_key(self, key: str, line: int, column: int) -> str:
        """A key without characters that show nothing, which is said."""
        if UNSEEN.search(key):
            message = f"“{seen(key)}”里有看不见的字符：{unseen_names(key)}，没有采用"
            self.source.add(rules.INVISIBLE_CHARACTER, message, line, column, "请把它重新打一遍", "warning")
        return seen(key)


def explained(error: yaml.MarkedYAMLError, lines: list[str], told: set[int | None]) -> Slip | None:
    """Why the lines are no YAML, at the parser's own place, and the line as it should be; empty where nobody can tell.

    A line of which something was told already is left out without another word. None where no line is left.
    """
    unclosed = re.search("quoted scalar|flow|simple key", str(error.context))
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    line = min(mark.line + 1 if mark else 1, max(len(lines), 1))
    for number in (line, line - 1):
        if number < 1 or number > len(lines) or number in told:
            continue
        text = lines[number - 1]
        body = text.lstrip(" ")
        dashes = PROPER_DASH.match(body)
        head = re.match(r"(?:[^\s:\"'{}\[\],]++: ++)?", body[dashes.end() if dashes else 0 :])
        front = (dashes[0] if dashes else "") + (head[0] if head else "")
        bare_key = re.fullmatch(r"[^\s:]+:", body[len(front) :])
        if not bare_key and (quoted := in_quotes(body[len(front) :])):
            right = front + quoted
            found = fault(
                rules.UNQUOTED_SPECIAL_CHARACTER, "这一行的值里有 YAML 的特殊符号", f"{QUOTE_CURE}，即“{right}”"
            )
            return Slip(number, found, text[: len(text) - len(body)] + right)
    while line > 0 and not lines[line - 1].strip():
        line -= 1
    if line == 0:
        return None
    if line in told:
        return Slip(line, fault(UNNAMED, "", ""), "")
    indent = "indent" in str(error.problem) or "block" in str(error.context)
    what = "缩进没有对齐" if indent else "写法不合 YAML 的规矩"
    cure = "请检查这一行和上一行：同级的键要左对齐，冒号后面要有空格，引号括号要成对"
    return Slip(
        line, fault(rules.MALFORMED_STRUCTURE, f"第{line}行附近{what}（“{lines[line - 1].strip()[:40]}”）", cure), ""
    )
