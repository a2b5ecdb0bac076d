"""How cells look, where that changes what they say: struck out, raised, shown as percentages, with words behind."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import Any

from docgen.ledgers.sheet import Marked

LITERAL = re.compile('"([^"]*)"')
HAN = re.compile("[\u4e00-\u9fff]+")
DATE_WORDS = re.compile("[年月日时分秒点]|上午|下午|[ymdhs]", re.IGNORECASE)
NUMBER_FORMAT = re.compile(rb'<numFmt\b[^<>]{0,300}?numFmtId="(\d{1,9})"[^<>]{0,300}?formatCode="([^"<>]{0,500})"')
SCALING = re.compile(rb'formatCode="[^"]*(?:\xe4\xb8\x87|\xe5\x8d\x83|0!\.|[0#],+(?:[^0#,]|"))')
"""Formats with 万, 千, or a scaling comma: the clerk sees another number than the cell holds."""


def struck_rows(cells: Iterable[tuple[int, int]], struck: Container[tuple[int, int]]) -> frozenset[int]:
    """The rows whose every filled cell is struck through."""
    whole: dict[int, bool] = {}
    for at in cells:
        whole[at[0]] = whole.get(at[0], True) and at in struck
    return frozenset(row for row, every in whole.items() if every)


def partly_marked(text: Iterable[Any]) -> Marked | None:
    """What a text says without the part that is struck out, raised or lowered; None where no part is."""
    kept, struck, moved = [], False, False
    for run in text:
        font = getattr(run, "font", None)
        if font is not None and str(run).strip() and (font.strike or font.vertAlign in ("superscript", "subscript")):
            struck, moved = struck or bool(font.strike), True
        else:
            kept.append(str(run))
    return Marked("".join(kept), struck) if moved else None


def looks(numbers: Mapping[tuple[int, int], str]) -> dict[str, Any]:
    """Numbers that show otherwise than they are stored, by their formats: the three fields of a sheet for them."""
    scaled = {at: "".join(LITERAL.findall(code)) for at, code in numbers.items() if scales(code)}
    worded = {at: word for at, code in numbers.items() if at not in scaled and (word := words(code))}
    percents = frozenset(at for at, code in numbers.items() if "%" in LITERAL.sub("", code))
    return {"scaled": scaled, "worded": worded, "percents": percents}


@lru_cache(1000)
def scales(code: str) -> bool:
    """Whether a number format divides what it shows."""
    return SCALING.search(f'formatCode="{html.escape(code)}"'.encode()) is not None


@lru_cache(1000)
def words(code: str) -> str:
    """The Chinese words or the digits that a number format shows with the number; none for a date."""
    first = code.split(";")[0]
    rest = re.sub(r"\[[^\[\]]*\]", "", first)
    typed = "".join(LITERAL.findall(rest))
    if any(character.isdecimal() for character in typed):
        return typed
    return "" if DATE_WORDS.search(LITERAL.sub("", rest)) else "".join(HAN.findall(rest))


@lru_cache(100)
def percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show percentages."""
    return frozenset(i for i, code in formats(styles) if "%" in LITERAL.sub("", code))


@lru_cache(100)
def worded_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show words with a number."""
    return frozenset(i for i, code in formats(styles) if words(code))


def formats(styles: bytes) -> list[tuple[str, str]]:
    """(number of the cell style, number format) where the format is known."""
    found = {n.decode(): html.unescape(c.decode("utf-8", "replace")) for n, c in NUMBER_FORMAT.findall(styles)}
    cells = styles[styles.find(b"<cellXfs") : styles.find(b"</cellXfs>")]
    known = {"9": "0%", "10": "0.00%", **found}
    ids = [n.decode() for n in re.findall(rb'<xf\b[^<>]{0,300}?numFmtId="(\d{1,9})"', cells)]
    return [(str(i), known[number]) for i, number in enumerate(ids) if number in known]
