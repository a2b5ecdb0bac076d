"""Where things stand that depend on their own width: 附件说明, signatures, the imprint, tables; in 字 and twips."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.documents.fitting import HEAD_LINES, SEAL_ROOM, Fitting, seals_a_row
from docgen.documents.tables import lines_in
from docgen.gongwen import standard as gb
from docgen.gongwen.document import ENCLOSURE, Document, Imprint
from docgen.gongwen.title import break_name
from docgen.rendering.values import Fit, ImprintBox, ImprintRow, Line, Lines, Mark, SealTable
from docgen.rendering.wml import Wml
from docgen.wording import chinese_date, width

FIT = Fit(gb.CELL, gb.TEXT_WIDTH, gb.LINE)
SIGNATURE_WIDTH = 24
"""字 of the longest name that stands under a text in one line."""
DATE_GAP = 2.0
"""Least 字 between 印发机关 and its date."""
HALF = 0.4
"""字 by which a line is wider than what it should hold."""


def mark(document: Document) -> Mark:
    """发文机关标志 of a document with a red head."""
    letter = document.template == "函"
    names = document.mark[:1] if letter else document.mark  # 10.1: a joint letter bears the lead organ only
    return Mark(
        names,
        document.mark_suffix,
        FIT,
        "信函标志" if letter else "发文机关标志",
        0 if letter else HEAD_LINES,
        0 if letter else gb.MARK_TOP,
        gb.MARK_SCALE_LEAST,
    )


def head_lines(document: Document) -> dict[str, str]:
    """份号 on line 1, 密级 on line 2, 紧急程度 under them, or on line 1 when it stands alone (7.2.1–7.2.3)."""
    alone = document.urgency and not document.copy_no and not document.secrecy
    return {
        "份号": document.copy_no,
        "第一行": document.urgency if alone else "",
        "第二行": document.secrecy,
        "第三行": "" if alone else document.urgency,
    }


def number_and_signers(document: Document) -> Lines:
    """发文字号 left, 签发人 right; the number shares the line of the last signers, two a line (7.2.6)."""
    label, blank = "签发人：", "　" * 4
    signers = aligned(document.signers)
    pairs = ["　".join(signers[i : i + 2]) for i in range(0, len(signers), 2)]
    if len(pairs) > 1 and len(signers) % 2:
        pairs[-1] += "　" + "　" * len(signers[1])
    lines: list[Wml] = []
    for i, names in enumerate(pairs):
        head = label if i == 0 else blank
        last = i == len(pairs) - 1
        front = f"\t{document.doc_number}\t" if last else "\t"
        lines.append(
            Line("发文字号和签发人" if last else "签发人", ((front + head, ""), (names, "签发人姓名")), gb.CELL)
        )
    return Lines(tuple(lines))


def aligned(names: tuple[str, ...]) -> list[str]:
    """Several names set to one width: two characters take a blank between them beside three."""
    longest = max(map(len, names), default=0)
    return [f"{n[0]}　{n[1]}" if len(n) == 2 and longest == 3 else n.ljust(longest, "　") for n in names]


def enclosure_list(titles: tuple[str, ...], word: str = ENCLOSURE) -> Lines:
    """附件说明 (7.3.4): a blank line, 附件： two 字 in, several numbered 1．, wraps under the name's first character."""
    if len(titles) == 1:
        indents = (("left", 5.0), ("hanging", 3.0))
        return Lines((*blanks(1), Line("附件说明", ((f"{word}：{titles[0]}", ""),), gb.CELL, indents, keep_next=True)))
    lines = []
    for i, name in enumerate(titles, 1):
        own = len(str(i)) * 0.5 + 1
        label = f"{word}：" if i == 1 else ""
        indents = (("left", 5 + own), ("hanging", own + width(label)))
        lines.append(Line("附件说明", ((f"{label}{i}．{name}", ""),), gb.CELL, indents, keep_next=True))
    return Lines((*blanks(1), *lines))


def signature(document: Document, fitting: Fitting, names: Sequence[str] = ()) -> Wml | None:
    """署名 and 成文日期 in the layout the standard gives for this case (7.3.5), with the blank lines before them.

    ``names`` are kept whole where a longer one is broken.
    """
    day = date_text(document)
    if not document.signature:
        unsigned = document.template == "纪要" or not day
        return None if unsigned else Lines((*blanks(1), *sealed([""], day, bool(document.note))[1:]))
    keep = bool(document.note)
    if document.signing == "unsealed":
        return Lines((*blanks(1), *unsealed([under(name, names) for name in document.signature], day, keep)))
    if len(document.signature) > 1:
        row = seals_a_row(document.signature)
        room = gb.TEXT_WIDTH / row / gb.CELL
        broken = tuple(tuple(break_name(name, names, room)) for name in document.signature)
        sides = tuple(spare(lines, room) / 2 for lines in broken)
        table = SealTable(broken, sides, day, FIT, "联合署名", row, SEAL_ROOM)
        return Lines((*blanks(1), table))
    return Lines((*blanks(fitting.blanks), *sealed(under(document.signature[0], names), day, keep)))


def closing(document: Document, fitting: Fitting, names: Sequence[str] = ()) -> Wml | None:
    """署名 and 成文日期, and under them every 附注 but the last, which the template prints itself."""
    signed_off = signature(document, fitting, names)
    *notes, _ = document.note.split("\n")
    if not notes:
        return signed_off
    above = (signed_off,) if signed_off else ()
    return Lines((*above, *(Line("附注", ((f"（{note}）", ""),), gb.CELL, keep_next=True) for note in notes)))


def longest(lines: Sequence[str]) -> float:
    """字 of the longest line of a name."""
    return max(map(width, lines))


def spare(lines: Sequence[str], room: float) -> float:
    """字 of its lines that a name in several leaves empty, so that it breaks where it should."""
    return max(room - longest(lines) - HALF, 0.0) if len(lines) > 1 else 0.0


def date_text(document: Document) -> str:
    """成文日期 as it is printed; "" where the document has none."""
    return document.date_text or (chinese_date(document.date) if document.date else "")


def blanks(count: int) -> tuple[Line, ...]:
    """Empty lines that stay with what follows."""
    return (Line("署名", (), gb.CELL, keep_next=True),) * count


def under(name: str, names: Sequence[str]) -> list[str]:
    """The lines of a name that stands under a text."""
    return break_name(name, names, SIGNATURE_WIDTH)


def sealed(name: Sequence[str], day: str, keep: bool) -> tuple[Line, ...]:
    """One organ with a seal: the date four 字 in, the name centred on it (7.3.5.1); a very long name decides itself."""
    lead = (longest(name) - width(day)) / 2
    name_right = max(gb.SEALED_RIGHT - lead, 0.0)
    date_right = name_right + lead if lead > gb.SEALED_RIGHT else float(gb.SEALED_RIGHT)
    return (
        signed(name, name_right),
        Line("成文日期", ((day, ""),), gb.CELL, (("right", date_right),), keep_next=keep),
    )


def signed(name: Sequence[str], right: float) -> Line:
    """A name under the text, so many 字 from the right edge; a long one in two lines."""
    room = gb.TEXT_WIDTH / gb.CELL - right
    left = (("left", room - longest(name) - HALF),) if len(name) > 1 else ()
    indents = (*left, ("right", right))
    return Line("署名", (("".join(name), ""),), gb.CELL, indents, keep_next=True, ends=tuple(name[:-1]))


def unsealed(names: Sequence[Sequence[str]], day: str, keep: bool) -> tuple[Line, ...]:
    """Without a seal: the name two 字 in, the date beginning two 字 after the name's beginning (7.3.5.2)."""
    widths = [longest(name) for name in names]
    most, own = max(widths), width(day)
    name_right, date_right = float(gb.UNSEALED_RIGHT), most - own
    if own > most:
        date_right, name_right = float(gb.UNSEALED_RIGHT), 2.0 * gb.UNSEALED_RIGHT + own - most
    lines = [signed(name, name_right + most - own) for name, own in zip(names, widths, strict=True)]
    return (*lines, Line("成文日期", ((day, ""),), gb.CELL, (("right", date_right),), keep_next=keep))


def roll(rolls: tuple[tuple[str, str], ...]) -> Lines:
    """出席, 请假, 列席: label 黑体 two 字 in, names wrap after the colon (10.3)."""
    return Lines(
        tuple(
            Line("名册", ((f"{label}：", "名册标签"), (names, "")), gb.CELL, (("left", 5.0), ("hanging", 3.0)))
            for label, names in rolls
        )
    )


def imprint_box(imprint: Imprint, letter: bool = False, names: Sequence[str] = ()) -> ImprintBox | None:
    """版记 (7.4): 主送 moved here, 抄送 and the like without rules between them, 印发机关 and date; a letter has no rules.

    ``names`` are kept whole where 印发机关 is broken; only its last line shares its room with the date.
    """
    rows: list[ImprintRow] = []
    for label, text in (("主送", imprint.recipients), *imprint.copies):
        if text:
            own = len(label) + 1.0  # names wrap behind the colon
            indents = (("left", own + 1), ("hanging", own), ("right", 1.0))
            rows.append(ImprintRow(f"{label}：{text}。", indents, not rows))
    if not letter and (imprint.printed_by or imprint.printed_date):
        day = f"{chinese_date(imprint.printed_date)}印发" if imprint.printed_date else ""
        whole = gb.TEXT_WIDTH / gb.CELL_14 - 2
        *above, last = break_name(imprint.printed_by, names, whole, whole - (width(day) + DATE_GAP if day else 0))
        text = f"{''.join(above)}{last}\t{day}"
        rows.append(ImprintRow(text, (("left", 1.0), ("right", 1.0)), True, tuple(above)))
    if not rows:
        return None
    heights = tuple(map(imprint_height, rows))
    return ImprintBox(
        tuple(rows),
        FIT,
        gb.CELL_14,
        gb.PAGE_HEIGHT - gb.BOTTOM,
        "版记文字",
        gb.IMPRINT_THICK,
        gb.IMPRINT_THIN,
        rules=not letter,
        heights=heights,
    )


def imprint_height(row: ImprintRow) -> int:
    """Twips for a row of the imprint: one line of the page, 400 more for each line that wraps."""
    label, _, names = row.text.partition("：")
    room = gb.TEXT_WIDTH / gb.CELL_14 - width(label) - 3
    lines = len(row.ends) + 1 if "\t" in row.text else lines_in(names, room)
    return gb.LINE + 400 * (lines - 1)
