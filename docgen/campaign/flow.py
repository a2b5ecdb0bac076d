"""What is written between braces and brackets in one line, with the signs of a Chinese keyboard put right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OPENERS = {"{": "{", "[": "[", "｛": "{", "［": "[", "【": "["}
CLOSERS = {"}": "{", "]": "[", "｝": "{", "］": "[", "】": "["}
CLOSING = {"{": "}", "[": "]"}
COLONS = ":：﹕∶︰"
COMMAS = ",，、；;"
SPECIAL = "@%*&`!|>?#"
_ENTRY = re.compile(
    rf"(?P<key>[^\s{COLONS}{COMMAS}{{}}\[\]｛｝［］\"'][^{COLONS}{COMMAS}{{}}\[\]｛｝［］\"']{{0,60}}?)\s{{0,9}}(?P<colon>[{COLONS}])(?P<blank>\s*)"
)
_DOUBLE = re.compile(r'(?>(?:[^"\\]++|\\.)*)"')
_SINGLE = re.compile(r"(?>(?:[^']++|'')*)'")
_NEXT = re.compile(
    rf"\s*(?:[“\"]?(?P<key>[^\s{COLONS}{COMMAS}{{}}\[\]｛｝［］\"'“”]{{1,12}})[”\"]?\s*[{COLONS}](?P<blank>\s?)|(?P<open>[{{\[｛［]))"
)

COLON, COMMA, BRACE, BLANK, LOST, QUOTES, UNPAIRED = (
    "冒号用了中文全角的", "逗号用了中文全角的（或顿号、分号）", "括号用了中文全角的", "冒号后面少一个空格", "少一个逗号",
    "有的值里有 YAML 的特殊符号", "括号不成对",
)  # fmt: skip
"""What may be wrong, in a clerk's words."""


@dataclass
class Flow:
    """Braces and brackets as they are read on; ``open`` are those that are open, over several lines."""

    known: frozenset[str]
    open: list[str] = field(default_factory=list)
    quote: str = ""
    """The quotation mark that is open at the end of a line."""
    faults: list[str] = field(default_factory=list)

    def line(self, text: str) -> str:
        """One line put right; what was wrong is noted."""
        self.text, self.at, self.made = text, 0, list[str]()
        if self.quote and not self._quoted(0):
            return text
        fresh = not self.quote
        while self.at < len(text) and (self.open or self.at == 0 or not fresh):
            self._token()
            fresh = True
        return "".join(self.made) + text[self.at :]

    @property
    def rest(self) -> str:
        """What stands behind the last closing brace of the line."""
        return self.text[self.at :]

    def note(self, fault: str) -> None:
        """Remember what was wrong, each kind once."""
        if fault not in self.faults:
            self.faults.append(fault)

    def _token(self) -> None:
        """One opening or closing sign, separator, key or value."""
        sign = self.text[self.at]
        if sign.isspace():
            self._take(1)
        elif sign in OPENERS:
            self._open(sign)
        elif sign in CLOSERS:
            self._close(sign)
        elif sign == ",":
            self._take(1)
        elif sign in "，；;、" and (
            self.made and self.made[-1][-1:] in "}]\"'" or _NEXT.match(self.text, self.at + 1)
        ):
            self._comma()
        elif sign in "\"'":
            self._quoted(1)
        elif sign in COLONS and self.made and self.made[-1][-1:] in "\"'":
            self._colon(sign)
        elif sign == "#" and (not self.made or self.made[-1][-1:].isspace()):
            self._take(len(self.text) - self.at)
        elif self._at_key() and (entry := _ENTRY.match(self.text, self.at)):
            self._key(entry)
        else:
            self._value()

    def _take(self, count: int) -> None:
        self.made.append(self.text[self.at : self.at + count])
        self.at += count

    def _open(self, sign: str) -> None:
        if sign not in "{[":
            self.note(BRACE)
        self.open.append(OPENERS[sign])
        self.made.append(OPENERS[sign])
        self.at += 1

    def _close(self, sign: str) -> None:
        opened = self.open.pop()
        if sign not in "}]":
            self.note(BRACE)
        if CLOSERS[sign] != opened:
            self.note(UNPAIRED)
        self.made.append(CLOSING[opened])
        self.at += 1

    def _comma(self) -> None:
        self.note(COMMA)
        self.made.append(", ")
        self.at += 1
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def _colon(self, sign: str) -> None:
        """The colon behind a key in quotation marks."""
        if sign != ":":
            self.note(COLON)
        self.made.append(":" if sign == ":" else ": ")
        self.at += 1

    def _at_key(self) -> bool:
        """Whether a key of a pair of braces is what comes next."""
        before = "".join(self.made[-3:]).rstrip()
        return bool(self.open) and self.open[-1] == "{" and (before[-1:] in "{,[" or not before)

    def _key(self, entry: re.Match[str]) -> None:
        self.at = entry.end()
        done = self.text[self.at : self.at + 1] in ("", ",", "}", "｝")
        if entry["colon"] != ":":
            self.note(COLON)
        elif not entry["blank"] and not done:
            self.note(BLANK)
        kept = entry["blank"] if entry["colon"] == ":" and entry["blank"] else " "
        self.made.append(f"{entry['key']}:{'' if done and not entry['blank'] else kept}")

    def _quoted(self, skip: int) -> bool:
        """A text in half-width quotation marks; whether it ends in this line."""
        mark = self.quote or self.text[self.at]
        start = self.at + skip
        end = _DOUBLE.match(self.text, start) if mark == '"' else _SINGLE.match(self.text, start)
        if end is None:
            self.quote = mark
            self.made.append(self.text[self.at :])
            self.at = len(self.text)
            return False
        self.quote = ""
        self._take(end.end() - self.at)
        return True

    def _value(self) -> None:
        """A plain text up to what ends it."""
        start = end = self.at
        inner, lost = 0, False
        while end < len(self.text):
            sign = self.text[end]
            if sign in "[［{｛【":
                inner += 1
            elif sign in CLOSERS and inner:
                inner -= 1
            elif self._ends(end, sign, inner):
                break
            elif sign.isspace() and not inner and self.open[-1:] == ["{"] and self._next(end + 1, braces=False):
                lost = True
                break
            elif sign == "#" and self.text[end - 1].isspace():
                break
            end += 1
        text = self.text[start:end].rstrip()
        quoted = text[:1] in SPECIAL or re.search(r"[{}\[\]]|: |:$| #", text) or text.startswith("- ")
        self.made.append('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if quoted else text)
        if quoted:
            self.note(QUOTES)
        self.at = start + len(text)
        if lost:
            self.note(LOST)
            self.made.append(",")

    def _ends(self, at: int, sign: str, inner: int) -> bool:
        """Whether a sign ends a plain text; ``inner`` brackets are open in it."""
        if sign in CLOSERS or sign == "," and not inner:
            return True
        return sign in "，；;、" and not inner and self._next(at + 1, anew=True)

    def _next(self, at: int, braces: bool = True, anew: bool = False) -> bool:
        """Whether another pair, or the next thing in braces, begins here."""
        found = _NEXT.match(self.text, at)
        if found is None:
            return False
        if found["open"]:
            return braces and self.open[-1:] == ["["]
        return self.open[-1:] == ["{"] and (found["key"] in self.known or anew and bool(found["blank"]))
