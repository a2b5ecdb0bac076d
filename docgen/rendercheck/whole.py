"""What a document says is what was printed: texts of the pages held against those of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import Unavailable
from docgen.gongwen.deviation import deviation
from docgen.gongwen.rules import pages as rules
from docgen.gongwen.word import read_word
from docgen.pages import Page, available, pages, plain
from docgen.rendercheck.proof import Proof

CURE = "请把这一格的内容分成几行，或调宽这一列；印发以前用 Word 或 WPS 打开看一遍"
PIECE = re.compile(r"[^。、,;:!?]+[。、,;:!?]*|[。、,;:!?]+")
"""A text is looked for clause by clause; its full-width marks are plain ones by then (NFKC)."""
LONGEST = 24
"""Characters of what is missing that a message shows."""


def not_printed(texts: Sequence[str], sheets: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """(index of a text, what of it is on no page), in their order; text may be printed more often than it is written."""
    wanted = Counter(c for text in texts for c in plain(text))
    short = wanted - Counter(c for sheet in sheets for c in sheet.stream)
    if not short:
        return
    streams = [sheet.stream for sheet in sheets]
    pieces = [PIECE.findall(plain(text)) for text in texts]
    absent = {
        piece: wanted - printed_times(piece, streams, wanted)
        for piece, wanted in Counter(piece for each in pieces for piece in each).items()
    }
    found: list[tuple[int, str]] = []
    for at in range(len(texts) - 1, -1, -1):  # what does not fit is cut off at the end
        lost: list[str] = []
        for piece in reversed(pieces[at]):
            rest = cut_off(piece, streams)
            if absent[piece] > 0 and lacks(rest, short):
                lost.append(rest)
                absent[piece] -= 1
                short -= Counter(rest)
        if lost:
            found.append((at, "".join(reversed(lost))))
    yield from reversed(found)


def cut_off(piece: str, streams: Sequence[str]) -> str:
    """The end of a clause of which some page shows only the beginning; all of it where its beginning is nowhere."""
    shown = next((at for at in range(len(piece), 0, -1) if any(piece[:at] in stream for stream in streams)), 0)
    return piece[shown:] or piece


def lacks(piece: str, short: Counter[str]) -> bool:
    """Whether most of a clause's characters are among those that were printed too seldom."""
    return 2 * (Counter(piece) & short).total() >= len(piece)


def printed_times(piece: str, streams: Sequence[str], wanted: int) -> int:
    """How often a clause was printed, as far as it is ``wanted``; the end of a page may divide it."""
    found = 0
    for number, stream in enumerate(streams):
        found += stream.count(piece)
        below = streams[number + 1] if number + 1 < len(streams) else ""
        if found < wanted and any(piece[:at] in stream and piece[at:] in below for at in range(1, len(piece))):
            found += 1
        if found >= wanted:
            break
    return found


def shown(text: str) -> str:
    """What is missing, as a message shows it: its end where it is long."""
    return text if len(text) <= LONGEST else f"……{text[-LONGEST:]}"


def lost_text(proof: Proof) -> Iterator[Diagnostic]:
    """Every text of the file is on a page."""
    lines = list(proof.reading.manuscript.lines())
    for at, lost in not_printed([line.text for line in lines], proof.pages):
        message = f"印出来的页面上少了{len(lost)}个字：“{shown(lost)}”"
        yield deviation(message, f"少{len(lost)}个字", "写的都印出来", CURE, lines[at])


def compared(document: Path, pdf: bytes) -> list[Diagnostic]:
    """What of a .docx its PDF does not show; a word where this computer cannot tell."""
    place = Place(str(document))
    if not available():
        return [Diagnostic(place, rules.TEXT_NOT_PRINTED, "info", "没有 pypdfium2，PDF 里的文字没有和 .docx 核对")]
    lines = list(read_word(document).lines())
    try:
        sheets = pages(pdf)
    except Unavailable as error:
        return [Diagnostic(place, rules.TEXT_NOT_PRINTED, "warning", f"PDF 没有和 .docx 核对：{error}")]
    return [
        Diagnostic(
            Place(str(document), paragraph=lines[at].number or None),
            rules.TEXT_NOT_PRINTED,
            "error",
            f"PDF 里少了{len(lost)}个字：“{shown(lost)}”",
            found=f"少{len(lost)}个字",
            expected="写的都印出来",
            cure=CURE,
            text=lines[at].stripped[:20],
        )
        for at, lost in not_printed([line.text for line in lines], sheets)
    ]
