"""What stands in the register: numbers with their states, and who bore a number before."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.core.errors import DocgenError

USED, VOID, FORMER, RETURNED, UNSEEN = "已用", "作废", "原号", "退号", "未打印"
"""A number is in use, void for good, kept for the document that bore it, given back, or was never shown."""


@dataclass(frozen=True)
class Entry:
    """One line of the register. ``document`` identifies a document within its campaign."""

    code: str
    year: int
    serial: int
    state: str = USED
    title: str = ""
    dated: str = ""
    reason: str = ""
    campaign: str = ""
    document: str = ""
    position: int = 0

    @property
    def key(self) -> tuple[str, int, int]:
        """Code, year and serial."""
        return self.code, self.year, self.serial

    @property
    def number(self) -> str:
        """The number as printed: 华澜发〔2026〕15号."""
        return f"{self.code}〔{self.year}〕{self.serial}号"

    @property
    def told(self) -> str:
        """Whose number it is, in a sentence that refuses it."""
        return f"{self.number} 已经登记过：{self.state}，《{self.title}》{self.reason}"


@dataclass(frozen=True)
class Bearer:
    """A document that bore a number which is another's now."""

    code: str
    year: int
    serial: int
    campaign: str
    document: str
    title: str

    @property
    def key(self) -> tuple[str, int, int]:
        """Code, year and serial."""
        return self.code, self.year, self.serial


@dataclass(frozen=True)
class Contents:
    """All of a register at one moment: its lines by code, year and serial, and earlier bearers of the same numbers."""

    entries: tuple[Entry, ...] = ()
    bearers: tuple[Bearer, ...] = ()

    def bore(self, key: tuple[str, int, int]) -> list[Bearer]:
        """Who bore a number before."""
        return [bearer for bearer in self.bearers if bearer.key == key]

    def note(self, entry: Entry) -> str:
        """What is to be said of a line: why it is void, what it was changed to, whose it was before."""
        own = (entry.campaign, entry.document)
        before = [f"原给《{b.title}》" for b in self.bore(entry.key) if (b.campaign, b.document) != own]
        return "；".join(text for text in (entry.reason, *before) if text)


def first_taken(entry: Entry, register: str) -> tuple[str, str]:
    """What to say of the first number of a year, and what to do where others were given before: message and cure."""
    other = Entry(entry.code, entry.year, 14).number
    where = f'"{register}"' if " " in register else register
    message = f"{entry.number} 是登记簿里“{entry.code}”{entry.year}年的第一个号"
    cure = (
        f"今年以前没有发过文就不用管；发过的（如已发到14号），请先登记最后一个号：docgen number use {other} --title 那份文件的标题"
        f" --register {where}，再退掉这个号：docgen number free {entry.number} --reason 从15号起 --register {where}"
    )
    return message, cure


class NumberTaken(DocgenError):
    """A number that stands in the register already."""


class UnknownNumber(DocgenError):
    """A number that does not stand in the register."""
