"""Rules of how a document closes: 附件说明, signature, date, 附注 (GB/T 9704-2012, 7.3.4–7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.edits import bracketed, change
from docgen.gongwen.layout.case import Case, is_blank
from docgen.gongwen.layout.compare import NEAR, blank, blank_lines, face, plain, size, start, untyped
from docgen.gongwen.layout.measure import Extent, extent, left, wraps
from docgen.gongwen.layout.redrule import is_order
from docgen.gongwen.manuscript import Line
from docgen.gongwen.operations import Operation
from docgen.wording import width

LISTED = re.compile(r"附\s*[件表图录]\s*[:：]\s*")
LABEL = re.compile(r"(附\s*[件表图录]\s*[:：]\s*)?(\d{1,2}\s*[.．、﹒]\s*)?")
CENTRED_NEAR = 0.75
"""字; what 0.3 字 at either end may add up to, and a Latin digit's width beside Han characters is an estimate."""

NOTE = re.compile(r"[（(](?=.*(?:联系人|联系电话|电话|此件|公开|印发|传达)).*[）)]")
LINE_WEIGHT = 2
"""字; what a blank line too many or too few counts when sealed and unsealed layouts are told apart."""


def listed_above(case: Case) -> Iterator[Diagnostic]:
    """One blank line stands above the 附件说明."""
    for line in case.free("listed")[:1]:
        yield from blank_lines(case, line, "附件说明上空行", "正文和附件说明之间")


def listed_start(case: Case) -> Iterator[Diagnostic]:
    """附件说明 begins two 字 in."""
    for line in case.free("listed")[:1]:
        yield from start(case, line, "附件说明左空", Operation.LISTED_ATTACHMENT)


def listed_wraps(case: Case) -> Iterator[Diagnostic]:
    """Wrapped lines and further items are aligned with the first character of the name, or with the numbers."""
    lines = case.free("listed")
    if not lines or not LISTED.match(lines[0].stripped):
        return
    head = LISTED.match(lines[0].stripped)
    numbers = case.number("附件说明左空") + width(head[0].rstrip().replace(":", "：") if head else "")
    for line in lines:
        label = LABEL.match(line.stripped)
        wide = width(label[0].rstrip()) if label else 0.0
        page = case.page(line)
        if line is not lines[0] and wide and abs(extent(line, page).start - numbers) > NEAR:
            seen, right = blank("左", extent(line, page).start), blank("左", numbers)
            message = f"附件说明“{line.stripped[:8]}”{seen}，序号应与上一项对齐（{right}）"
            cure = f"请{untyped(line)}在“段落→缩进”里设左侧{plain(numbers)}字符、悬挂缩进{plain(wide)}字符"
            yield deviation(message, seen, right, cure, line)
        elif wide and wraps(line, page) and "\n" not in line.text:
            yield from hanging(case, line, wide)


def hanging(case: Case, line: Line, wide: float) -> Iterator[Diagnostic]:
    """The second line of an item begins under the name's first character."""
    page = case.page(line)
    begins = extent(line, page).start
    found, right = left(line, page), begins + wide
    if abs(found - right) > NEAR:
        seen, wanted = f"回行{blank('左', found)}", f"回行{blank('左', right)}，与名称首字对齐"
        cure = f"请{untyped(line)}在“段落→缩进”里设左侧{plain(begins)}字符、悬挂缩进{plain(wide)}字符"
        yield deviation(f"附件说明“{line.stripped[:8]}”的回行没有与名称首字对齐", seen, wanted, cure, line)


def signed(case: Case) -> tuple[Line, Line, Extent, Extent] | None:
    """The signature's last line and the date with where they stand; None where one is missing or in a table."""
    names, days = case.free("signature"), case.free("date")
    if not names or not days:
        return None
    name, day = names[-1], days[0]
    return name, day, extent(name, case.page(name)), in_cells_of(name, day, case)


def in_cells_of(name: Line, day: Line, case: Case) -> Extent:
    """Where the date stands; both lines share one page, so that 字 of equal size can be compared."""
    found = extent(day, case.page(day))
    factor = extent(name, case.page(name)).area / found.area if found.area else 1.0
    return Extent(found.start * factor, found.end * factor, found.area * factor)


def off_centre(case: Case, name: Extent, day: Extent) -> float:
    """字 by which the name is off the middle of the date, or of where the date should stand, whichever is nearer."""
    proper = day.area - case.number("成文日期右空") - (day.end - day.start) / 2
    return min(name.centre - day.centre, name.centre - proper, key=abs)


def sealed_off(case: Case, name: Extent, day: Extent) -> float:
    """How far a layout is from that of a sealed document, in 字."""
    return abs(day.blank - case.number("成文日期右空")) + abs(off_centre(case, name, day))


def unsealed_off(case: Case, name: Extent, day: Extent) -> float:
    """How far a layout is from that of a document without a seal, in 字; blank lines that a seal asks for count."""
    name_blank, day_blank = unsealed_blanks(case, name.end - name.start, day.end - day.start)
    above = case.blanks_above(case.free("signature")[0])
    wanted = case.number("署名上空行")
    return (
        abs(name.blank - name_blank)
        + abs(day.blank - day_blank)
        + LINE_WEIGHT * abs((wanted if above is None else above) - wanted)
    )


def unsealed_blanks(case: Case, name: float, day: float) -> tuple[float, float]:
    """The blanks at the right of name and date: the date begins two 字 behind the name, the longer ends two 字 in."""
    edge = case.number("署名右空")
    return (edge, name - day) if name >= day else (edge + 2 + day - name, edge)


def joint(case: Case) -> bool:
    """Whether several organs sign; their names stand as their seals do, none of them but the last over the date."""
    return len(case.reading.document.signature) > 1 or len(case.free("signature")) > 1


def is_sealed(case: Case) -> bool:
    """Whether the layout is nearer to that of a sealed document; names side by side have a seal each."""
    found = signed(case)
    side_by_side = len(case.reading.document.signature) > len(case.free("signature"))
    return found is None or side_by_side or sealed_off(case, *found[2:]) <= unsealed_off(case, *found[2:])


def sealed_date(case: Case) -> Iterator[Diagnostic]:
    """The date of a sealed document ends four 字 from the right."""
    days = case.free("date")
    if not days or not is_sealed(case):
        return
    found, usual, room = extent(days[0], case.page(days[0])).blank, case.number("成文日期右空"), room_for_name(case)
    if not case.near(found, "成文日期右空") and not usual < found <= room + 1:
        wanted = max(usual, room)
        seen, right = blank("右", found), blank("右", wanted)
        message = f"成文日期{seen}，盖章的公文一般应{right}" + "（署名长，再往右会超出版心）" * (room > usual)
        cure = from_right(days[0], wanted)
        yield deviation(
            message, seen, right, cure, days[0], "成文日期右空", fix=Fix(Operation.FROM_RIGHT, amount=wanted)
        )


def room_for_name(case: Case) -> float:
    """字 at the right of the date that a name centred on it needs, so that it does not stand over the margin."""
    found = signed(case)
    if found is None or len(case.reading.document.signature) > len(case.free("signature")):
        return 0.0
    name, day = found[2:]
    return ((name.end - name.start) - (day.end - day.start)) / 2


def from_right(line: Line, wanted: float) -> str:
    """How a line of the signature is brought so many 字 from the right edge."""
    return f"请{untyped(line, True)}点“开始→右对齐”，再在“段落→缩进→右侧”里设{plain(wanted)}字符"


def name_over_date(case: Case) -> Iterator[Diagnostic]:
    """The name of a sealed document is centred on the date."""
    found = signed(case)
    if found is None or not is_sealed(case) or joint(case) or is_order(case):
        return
    name, _, own, day = found
    if own.start < left(name, case.page(name)):
        return  # set in two lines
    off = off_centre(case, own, day)
    if abs(off) > CENTRED_NEAR:
        seen = f"偏{'右' if off > 0 else '左'}{plain(abs(off))}字"
        wanted = "以成文日期为准居中"
        right = max(case.number("成文日期右空") - (own.end - own.start - day.end + day.start) / 2, 0.0)
        proper = max(case.number("成文日期右空"), room_for_name(case))
        cure = f"日期右空{plain(proper)}字时，{from_right(name, right)}"
        yield deviation(
            f"署名{seen}，一般应{wanted}", seen, wanted, cure, name, fix=Fix(Operation.FROM_RIGHT, amount=right)
        )


def unsealed(case: Case) -> Iterator[Diagnostic]:
    """Without a seal the name ends two 字 from the right, and the date begins two 字 behind the name."""
    found = signed(case)
    if found is None or is_sealed(case):
        return
    name, day, own, its = found
    name_blank, day_blank = unsealed_blanks(case, own.end - own.start, its.end - its.start)
    for line, at, right in ((name, own, name_blank), (day, its, day_blank)):
        if abs(at.blank - right) > case.value("署名右空").tolerance + 0.02:
            seen, wanted = blank("右", at.blank), blank("右", right)
            message = f"{case.called(line)}{seen}，不盖章的公文应{wanted}" + "（日期首字比署名首字右移2字）" * (
                line is day
            )
            cure = from_right(line, right)
            yield deviation(message, seen, wanted, cure, line, "署名右空", fix=Fix(Operation.FROM_RIGHT, amount=right))
    yield from blank_lines(case, case.free("signature")[0], "署名上空行", "署名上面")


def date_looks(case: Case) -> Iterator[Diagnostic]:
    """The date is in the type of the body."""
    for line in case.lines("date"):
        yield from face(case, line, "正文字体")
        yield from size(case, line, "正文字号")


def note(case: Case) -> Iterator[Diagnostic]:
    """附注 stands in brackets, two 字 in, in the line under the date."""
    yield from misplaced_notes(case)
    for line in case.free("note"):
        yield from start(case, line, "附注左空")
    for line in case.lines("note"):
        if not (line.stripped.startswith("（") and line.stripped.endswith("）")):
            cure = "请把附注两头的括号改成全角的（）" if line.stripped[0] in "(（" else "请在附注两头加上全角的（）"
            yield deviation(
                "附注没有用全角圆括号括起来",
                line.stripped[:10],
                "（……）",
                cure,
                line,
                fix=change(line.stripped, bracketed(line.stripped)),
            )


def misplaced_notes(case: Case) -> Iterator[Diagnostic]:
    """A note that stands over the signature or the date, as the last thing before them or between them."""
    ends = [at for at, p in enumerate(case.flow) if p.role in ("signature", "date") and p.part == 0]
    for at in range(ends[-1] if ends else 0):
        placed = case.flow[at]
        line = placed.line
        behind = next((p for p in case.flow[at + 1 :] if not is_blank(p)), None)
        if line is None or placed.part or behind is None or behind.role not in ("signature", "date"):
            continue
        if placed.role in ("note", "text", "signature") and NOTE.fullmatch(line.stripped):
            seen, right = "在署名或成文日期上面", "在成文日期下一行"
            cure = "请把附注移到成文日期下面一行，左空2字"
            yield deviation(f"附注{seen}，应{right}", seen, right, cure, line)
