"""Which line of a data file belongs where: read as a clerk means it, where YAML would stop at the first wrong blank."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from docgen.campaign import rules
from docgen.campaign.flow import Flow
from docgen.campaign.typed import Line, Typist, closed, fault
from docgen.core.diagnostic import Diagnostic

Loc = tuple[str | int, ...]
KeysAt = Callable[[Loc], frozenset[str] | None]
"""The keys that may stand at a place of the data; None where anything may."""
TEXT_KEYS = ("正文", "body")
"""Texts of several lines."""
BLANKS = {"\t": "Tab 键", "\u3000": "全角空格", "\u00a0": "不间断空格（多半是从网页粘贴的）"}
WIDTH = {"\t": 2, "\u3000": 2}
ODD_RULE = {"\t": rules.TAB_INDENTATION, "\u3000": rules.IRREGULAR_WHITESPACE, "\u00a0": rules.IRREGULAR_WHITESPACE}
STEP = 2
LISTS = ("部门", "单位", "任务", "事项", "文件", "附件", "人员", "别名", "发文机关", "签发人", "表格", "列", "校验")
"""Keys that lists stand under."""


def respaced(blank: str, count: int) -> str:
    """What to put in the place of odd blanks before a line."""
    if not count:
        return "请删去行首的空白"
    if blank == "\t":
        return f"请换成{'两' if count == STEP else count}个空格"
    return f"请换成普通的英文空格，行首空{count}格（{count}个英文空格）"


@dataclass(frozen=True)
class Slip:
    """Something wrong in a line (from 1), and the whole line as it should be."""

    line: int
    fault: Diagnostic
    mended: str


@dataclass
class Level:
    """An open list or mapping: how far it is indented, and where in the data it stands."""

    indent: int
    loc: Loc
    is_list: bool
    items: int = 0


@dataclass
class Text:
    """A text of several lines: the indent of its key, its own where it is known, and its first line (from 0)."""

    key: str
    outer: int
    inner: int | None = None
    first: int = -1
    lines: int = 0


class Skeleton:
    """Reads the lines of a file; ``slips`` is what is wrong, ``lines`` how they read when it is mended."""

    def __init__(self, lines: list[str], known_keys: frozenset[str], keys_at: KeysAt) -> None:
        self.given, self.lines = lines, list(lines)
        self.typist, self.keys_at = Typist(known_keys), keys_at
        self.slips: list[Slip] = []
        self.levels = [Level(0, (), False)]
        self.waiting: tuple[int, Loc] | None = None
        """The last key, where nothing stands behind it: its indent and place."""
        self.text: Text | None = None
        self.seen = False
        """Whether the data have begun."""
        self.flow: tuple[int, Flow] | None = None
        """What the last line left open, and the line."""
        self.plain: tuple[int, int, Loc] | None = None
        """The last key with a plain value: line, indent and place."""
        for at, line in enumerate(lines):
            self._line(at, line)

    # -- one line ---------------------------------------------------------------------------------------------------

    def _line(self, at: int, line: str) -> None:
        body = line.lstrip(" \t\u3000\u00a0")
        if not body:
            return
        blanks = line[: len(line) - len(body)]
        width = sum(WIDTH.get(blank, 1) for blank in blanks)
        if self.text is not None:
            if not self._ends_text(at, line, body, width):
                self._in_text(at, line, body, blanks)
                return
            self.text = None
        if self.flow is not None:
            self._go_on(at, line, body, width, blanks)
        elif re.fullmatch(r"(?:-{3,}|\.{3}|[_=]{3,})\s*", body) and self.seen:
            self._slip(
                at, fault(rules.MALFORMED_STRUCTURE, "这一行只是一道线，写法不合 YAML 的规矩", "请删去这一行"), ""
            )
        elif body[0] not in "#＃":
            self.seen = True
            self._structure(at, body, width, blanks)
        elif body[0] == "＃":
            self._slip(
                at,
                fault(rules.WRONG_LINE_MARKER, "注释用了中文全角的“＃”", f"请改成英文的，即“#{body[1:]}”"),
                f"{blanks}#{body[1:]}",
            )

    def _slip(self, at: int, fault: Diagnostic, mended: str) -> None:
        self.slips.append(Slip(at + 1, fault, mended))
        self.lines[at] = mended

    # -- texts of several lines ---------------------------------------------------------------------------------------

    def _ends_text(self, at: int, line: str, body: str, width: int) -> bool:
        """Whether a line is no part of the text before it, but goes on with the data."""
        assert self.text is not None
        depth = len(line) - len(line.lstrip(" "))
        if depth > self.text.outer and (self.text.inner is None or depth >= self.text.inner):
            return False
        if body.startswith("#"):
            behind = next((b for b in self.given[at + 1 :] if b.strip() and not b.lstrip().startswith("#")), "")
            if not behind:
                return True
            inner = behind.lstrip(" \t\u3000\u00a0")
            return self._ends_text(
                at + 1, behind, inner, sum(WIDTH.get(b, 1) for b in behind[: len(behind) - len(inner)])
            )
        return self._is_data(body, width)

    def _in_text(self, at: int, line: str, body: str, blanks: str) -> None:
        """A line of a text; one that is not indented as far is put right."""
        text = self.text
        assert text is not None
        depth = len(line) - len(line.lstrip(" "))
        if text.inner is None and depth > text.outer:
            text.inner, text.first = depth, at
        text.lines += 1
        if text.inner is not None and depth >= text.inner:
            return
        if text.inner not in (None, text.outer + STEP) and text.outer < depth and text.lines == 2:
            first, inner = text.first, self.given[text.first].lstrip(" ")
            cure = f"请把这一行行首改成空{depth}格（{depth}个英文空格），和下面的正文对齐"
            found = fault(rules.MALFORMED_STRUCTURE, f"“{text.key}”的第一行比后面的行空得多", cure)
            text.inner = depth
            self._slip(first, found, " " * depth + inner)
            return
        wanted = text.inner or text.outer + STEP
        odd = next((blank for blank in blanks if blank in BLANKS), "")
        what = f"行首用了{BLANKS[odd]}缩进" if odd else f"“{text.key}”的这一行没有缩进，“{body[:20]}”不算在正文里"
        cure = respaced(odd, wanted) if odd else f"请在行首空{wanted}格（{wanted}个英文空格）"
        self._slip(
            at,
            fault(ODD_RULE.get(odd, rules.MALFORMED_STRUCTURE), what, f"{cure}，正文的每一行都要这样"),
            " " * wanted + body,
        )
        if text.inner is None:
            text.inner, text.first = wanted, at

    def _is_data(self, body: str, width: int) -> bool:
        """Whether a line that stands too far left for the text before it goes on with the data."""
        line = self.typist.line(body)
        if line.head:
            lists = [level for level in self.levels if level.is_list]
            if line.key and any(line.key in (self.keys_at((*level.loc, 0)) or ()) for level in lists):
                return True
            exact = [level for level in lists if level.indent == width]
            return any(self.keys_at((*level.loc, 0)) is None or line.value[:1] in tuple("{[｛［") for level in exact)
        if not line.key:
            return False
        maps = [level for level in self.levels if not level.is_list]
        here = any(level.indent == width and self._takes(level, line.key) for level in maps)
        proper = re.match(r"[^\s:：]+:(?:\s|$)", body)
        if proper:
            return here or any(line.key in (self.keys_at(level.loc) or ()) for level in maps)
        nested = self.keys_at((line.key,)) is not None
        return here and not (nested and line.value and line.value[0] not in "{[")

    def _takes(self, level: Level, key: str) -> bool:
        allowed = self.keys_at(level.loc)
        return allowed is None or key in allowed

    # -- braces and quotation marks over several lines ----------------------------------------------------------------

    def _go_on(self, at: int, line: str, body: str, width: int, blanks: str) -> None:
        """A line behind one that left a brace or a quotation mark open."""
        assert self.flow is not None
        started, flow = self.flow
        before = self.lines[started].rstrip()
        expects = flow.open and before[-1:] in ",，{["
        if self._outside(body, width) if expects else self._is_data(body, width):
            right = closed(before, flow)
            what = f"这一行的{'引号' if flow.quote else '括号'}只有前一半，没有后一半"
            if flow.quote and before[-1] in "”’“":
                what = "这一行前面用了英文引号，后面用了中文引号"
            self._slip(
                started, fault(rules.UNQUOTED_SPECIAL_CHARACTER, what, f"请在行末补上，即“{right.strip()}”"), right
            )
            self.flow = None
            self._structure(at, body, width, blanks)
            return
        flow.faults.clear()
        made = flow.line(body) if flow.open or flow.quote else body
        if flow.faults:
            cure = f"请改成英文半角的符号，即“{made}”"
            self._slip(
                at,
                fault(rules.UNQUOTED_SPECIAL_CHARACTER, "、".join(flow.faults), cure),
                line[: len(line) - len(body)] + made,
            )
        self.flow = (at, flow) if flow.open or flow.quote else None

    def _outside(self, body: str, width: int) -> bool:
        """Whether a line belongs to what is open round the braces before it, and surely not into them."""
        exact = [level for level in self.levels if level.indent == width]
        if not exact:
            return False
        line = self.typist.line(body)
        exact = [level for level in exact if level.is_list == bool(line.head)]
        if line.head:
            return any(self._fits(level.loc, line) for level in exact)
        return any(line.key in (self.keys_at(level.loc) or ()) for level in exact)

    # -- keys and items -----------------------------------------------------------------------------------------------

    def _structure(self, at: int, body: str, width: int, blanks: str) -> None:
        """A line with a key or an item."""
        line = self._numbered(body, width) or self.typist.line(body)
        if self._is_prose(at, line, body, width):
            return
        if not line.key and (lost := self._without_colon(line)):
            found = fault(rules.MISSING_COLON_OR_SPACE, f"“{lost.key}”后面少了英文的冒号", f"请改成“{lost.mended}”")
            line = replace(lost, faults=(*line.faults, found, *lost.faults))
        wanted = self._item(at, line, width) if line.head else self._key(at, line, width) if line.key else None
        if wanted is None:
            if line.value[:1] in "{[\"'":  # the value of the key before
                self.waiting = self.plain = None
                self.flow = (at, line.flow) if line.flow else None
            return
        odd = next((blank for blank in blanks if blank in BLANKS), "")
        if odd:
            cure = respaced(odd, wanted)
            self._slip(at, fault(ODD_RULE[odd], f"行首用了{BLANKS[odd]}缩进", cure), " " * wanted + body)
        elif wanted != width:
            self._slip(at, self._misplaced(line, wanted, width), " " * wanted + body)
        if problem := line.problem:
            self._slip(at, problem, " " * wanted + line.mended)
        self._behind(at, line, wanted)

    def _numbered(self, body: str, width: int) -> Line | None:
        """An item of a list that has a number in place of its dash, put right."""
        found = re.match(r"(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑳]) *(?=\S)", body)
        inside = self.waiting[1] if self.waiting else self.levels[-1].loc if self.levels[-1].is_list else ()
        if (
            found is None
            or not inside
            or inside[-1] not in LISTS
            or not (self.waiting or self.levels[-1].indent == width)
        ):
            return None
        line = self.typist.line(f"- {body[found.end() :]}")
        cure = f"请改成英文减号“-”，后面加一个空格，即“{line.mended}”"
        return replace(
            line, faults=(fault(rules.WRONG_LINE_MARKER, f"列表项用了“{found[0].strip()}”开头", cure), *line.faults)
        )

    def _without_colon(self, line: Line) -> Line | None:
        """A line with a key and a value but no colon between them, or a wrong one behind a name, put right."""
        named = re.fullmatch(r"([^\s:：]{1,30})[：﹕∶]", line.value)
        if named and self.waiting and self.keys_at(self.waiting[1]) is None and self.keys_at((*self.waiting[1], "")):
            return self.typist.line(f"{line.head}{named[1]}:")
        found = re.fullmatch(r"([^\s:：]{1,12})[ \u3000]+([^\s:：].*)", line.value)
        owners = [level.loc if not level.is_list else (*level.loc, 0) for level in self.levels]
        owners += [self.waiting[1]] if self.waiting else []
        if found is None or not any(found[1] in (self.keys_at(loc) or ()) for loc in owners):
            return None
        return self.typist.line(f"{line.head}{found[1]}: {found[2]}")

    def _misplaced(self, line: Line, wanted: int, width: int) -> Diagnostic:
        shown = (line.head + line.key if line.key else line.mended)[:20]
        cure = f"请在行首空{wanted}格（{wanted}个英文空格）" if wanted else "请删去行首的空格，顶格写"
        cure += "；同级的键要左对齐"
        return fault(rules.MALFORMED_STRUCTURE, f"“{shown}”的缩进没有对齐：行首空了{width}格", cure)

    def _is_prose(self, at: int, line: Line, body: str, width: int) -> bool:
        """Whether a line is the text of the key before it: one that goes on, or one that lacks its bar."""
        behind = self.waiting and self.waiting[1][-1] in TEXT_KEYS
        if self.waiting and behind and not self._is_data(body, width) and body[0] not in "|>\"'{[":
            place = next(i for i in range(at - 1, -1, -1) if self.given[i].strip())
            self._without_bar(place, self.waiting[0], f"“{self.waiting[1][-1]}:”后面少一个竖线，正文会被连成一段")
            self._line(at, self.given[at])
            return True
        if line.key and re.match(r"[^\s:：]+:(?:\s|$)", body) or line.head and self.plain is None:
            return False
        if self.plain is None:
            return False
        place, indent, loc = self.plain
        if loc[-1] in TEXT_KEYS and not self._is_data(body, width):
            self._without_bar(place, indent, f"“{loc[-1]}”有几行，会被连成一段")
            self._line(at, self.given[at])
            return True
        return width > indent and not self._is_data(body, width)

    def _without_bar(self, at: int, indent: int, what: str) -> None:
        """A text of several lines whose key has no bar behind it."""
        self.slips = [
            slip for slip in self.slips if slip.line != at + 1 or slip.fault.rule == rules.MALFORMED_STRUCTURE
        ]
        head = re.match(r".*?(?:正文|body)\s*[:：]", self.lines[at])
        key = head[0] if head else "正文:"
        name = key.strip(" -:：")
        cure = f"请在“{name}:”后面加一个竖线，写成“{name}: |”，正文从下一行开始、每行前面空{indent + STEP}格"
        self._slip(at, fault(rules.TEXT_WITHOUT_BAR, what, cure), key.rstrip(":：") + ": |")
        self.waiting = self.plain = None
        self.text = Text(name, indent)

    def _item(self, at: int, line: Line, width: int) -> int | None:
        """Where an item of a list belongs; None where it is no item."""
        lists = [level for level in self.levels if level.is_list]
        fitting = [level for level in lists if self._fits(level.loc, line)]
        level = next((level for level in fitting if level.indent == width), None)
        if self.waiting and level is None:
            indent, loc = self.waiting
            if width >= indent or self._fits(loc, line) and not (line.key and fitting):
                level = Level(self._usual(at, width, indent, True) if width >= indent else indent + STEP, loc, True)
                self.levels.append(level)
        if level is None:
            exact = next((level for level in lists if level.indent == width), None)
            level = min(fitting or lists, key=lambda one: abs(one.indent - width), default=None)
            level = exact if exact and not fitting else level
        if level is None:
            return None
        del self.levels[self.levels.index(level) + 1 :]
        self.waiting = None
        level.items += 1
        if line.key:
            self.levels.append(Level(level.indent + len(line.head), (*level.loc, level.items - 1), False))
        return level.indent

    def _fits(self, loc: Loc, line: Line) -> bool:
        """Whether an item may stand in the list at a place."""
        allowed = self.keys_at((*loc, 0))
        if allowed is None or line.value[:1] in "{[":
            return True
        return line.key in allowed if line.key else False

    def _key(self, at: int, line: Line, width: int) -> int | None:
        """Where a key belongs; None where the line has none."""
        maps = [level for level in self.levels if not level.is_list]
        fitting = [level for level in maps if line.key in (self.keys_at(level.loc) or ())]
        if self.waiting and width > self.waiting[0]:
            allowed = self.keys_at(self.waiting[1])
            if allowed is None or line.key in allowed or not fitting:
                wanted = width if not line.value else self._usual(at, width, self.waiting[0] + 1, False)
                self.levels.append(Level(wanted, self.waiting[1], False))
                self.waiting = None
                return wanted
        level = next((level for level in maps if level.indent == width), None)
        if level is None or not self._takes(level, line.key) and fitting:
            level = min(fitting or maps, key=lambda one: (abs(one.indent - width), -one.indent))
        self.waiting = None
        del self.levels[self.levels.index(level) + 1 :]
        return level.indent

    def _usual(self, at: int, width: int, least: int, items: bool) -> int:
        """How far the first item of a list, or the first key of a group, is to be indented: as far as those behind it."""
        others = []
        for line in self.given[at + 1 :]:
            body = line.lstrip(" ")
            indent = len(line) - len(body)
            if not body or body[0] in "#\t\u3000\u00a0":
                continue
            if indent < least:
                break
            if body.startswith("-") == items:
                others.append(indent)
        nearest = min(others, default=width)
        return nearest if width not in others and (nearest < width or not items) else width

    def _behind(self, at: int, line: Line, indent: int) -> None:
        """What the line lets expect of the next ones."""
        self.flow = (at, line.flow) if line.flow else None
        self.plain = None
        if not line.key:
            self.plain = (at, indent, ("-",)) if line.value else None
            return
        owner = self.levels[-1]
        loc, inner = (*owner.loc, line.key), owner.indent
        value = line.value if line.value[:1] in tuple("\"'") else re.sub(r"(?:^|\s)#.*", "", line.value).strip()
        if not value:
            self.waiting = inner, loc
        elif re.fullmatch(r"[|>][-+0-9]*", value):
            self.text = Text(line.key, inner)
        elif line.flow is None and value[0] not in "\"'{[":
            self.plain = (at, inner, loc)
