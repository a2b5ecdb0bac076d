"""Rules of the attachments (GB/T 9704-2012, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.edits import change, no_stop
from docgen.gongwen.layout.case import Case, is_blank, lines_of
from docgen.gongwen.layout.compare import blank_lines, centred, face, flush_left, plain, size
from docgen.gongwen.manuscript import Line
from docgen.gongwen.operations import Operation

NO_COLON, TO_TOP = "冒号", "页首"
SHORT = 12
"""Characters of what may be the label of a part under another name."""
LABEL = re.compile(r"附\s*件")
OWN_LABEL = re.compile(
    r"附\s*[表图录]\s*+(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?(?=[:：\s\u3000\u4e00-\u9fff])"
)
LABEL_ALONE = re.compile(r"附\s*件\s*+(?:[0-9０-９一二三四五六七八九十]++\s*+)?[:：]?")


def parts(case: Case) -> range:
    """The numbers of the parts that follow the main document."""
    return range(1, max((p.part for p in case.reading.placed), default=0) + 1)


def beginning(case: Case, part: int) -> tuple[int, int] | None:
    """The places in the flow where the text before a part ends and where the part's own text begins."""
    here = next(
        (i for i, p in enumerate(case.flow) if p.part == part and not is_blank(p) and p.role != "imprint"), None
    )
    if here is None:
        return None
    above = here - 1
    while above >= 0 and is_blank(case.flow[above]):
        above -= 1
    return above, here


def page_begins(case: Case, above: int, here: int) -> int | None:
    """The place, behind one and up to another, of the first item on a new page."""
    for place in range(max(above + 1, 0), here + 1):
        if case.flow[place].item.new_page:
            return place
    return None


def new_page(case: Case) -> Iterator[Diagnostic]:
    """Each attachment begins a new page; so does, in practice, a text that is issued with the document."""
    for part in parts(case):
        found = beginning(case, part)
        if found is None or found[0] < 0 or page_begins(case, *found) is not None:
            continue
        line = next(lines_of(case.flow[found[1]]), None)
        cure, what = "请把光标放在这一段最前面，按 Ctrl+Enter 分页", case.part_name(part)
        if any(LABEL.match(each.stripped) for each in case.lines("label", part=part)):
            yield deviation(f"{what}没有另起一页", "接在前文后面", "另起一页", cure, line)
        elif not headed(case, found[0]):
            cure = f"不必改；如果要另起一页，{cure}"
            yield deviation(
                f"{what}通常另起一页",
                "接在前文后面",
                "另起一页",
                cure,
                line,
                strength="practice",
                fix=Fix(Operation.LEAVE),
            )


def headed(case: Case, above: int) -> bool:
    """Whether the line at a place is but a few words at the top of a page, over what follows."""
    line = case.flow[above].line
    before = above - 1
    while before >= 0 and is_blank(case.flow[before]):
        before -= 1
    short = line is not None and len(line.stripped) <= SHORT and not line.stripped.endswith("。")
    return short and page_begins(case, before, above) is not None


def labels(case: Case) -> list[Line]:
    """The labels (附件1) over the attachments; other words over a title, 附表1 too, are the unit's own."""
    return [line for line in case.lines("label", part=None) if LABEL.match(line.stripped)]


def label(case: Case) -> Iterator[Diagnostic]:
    """附件1 is 三号黑体 at the left."""
    for line in labels(case):
        yield from face(case, line, "附件标注字体", f"附件标注“{line.stripped[:6]}”")
        yield from size(case, line, "附件标注字号", f"附件标注“{line.stripped[:6]}”")
        if line.stripped.endswith(("：", ":")):
            seen = line.stripped[:10]
            yield deviation(
                f"附件标注“{seen}”后面多了冒号",
                seen,
                seen.rstrip("：:"),
                "请删去冒号",
                line,
                fix=change(line.stripped, no_stop(line.stripped)),
            )
        if not line.in_table and not line.boxed:
            yield from flush_left(case, line)


def label_lines(case: Case) -> Iterator[Diagnostic]:
    """附件1 is on the first line of the page, the title on the third."""
    for line in labels(case):
        if not LABEL_ALONE.fullmatch(line.stripped):
            seen, right = "同在一行", "附件标注在第1行、标题在第3行"
            cure = "请在附件标注后面按 Enter 换行，空1行再写标题"
            yield deviation("附件标注和附件标题写在了一行", seen, right, cure, line)
        yield from first_line(case, line)
    for part in parts(case):
        title = case.free("title", part=part)[:1]
        marked = any(LABEL.match(each.stripped) for each in case.lines("label", part=part))
        for line in title if marked else []:
            yield from blank_lines(case, line, "附件标题上空行", "附件标注和附件标题之间")


def first_line(case: Case, line: Line) -> Iterator[Diagnostic]:
    """No blank line stands between the top of the page and the label."""
    place = case.place(line)
    if place is None:
        return
    begins = place
    while begins > 0 and is_blank(case.flow[begins - 1]) and not case.flow[begins].item.new_page:
        begins -= 1
    top = page_begins(case, begins - 1, place) if begins else 0
    blank = place - top if top is not None else 0
    if blank:
        seen = f"上面空{plain(blank)}行"
        cure = f"请删去这一段上面的{plain(blank)}个空行"
        yield deviation(
            f"附件标注{seen}，应在这一页第1行", seen, "第1行", cure, line, fix=Fix(Operation.TO_TOP, amount=blank)
        )


def title(case: Case) -> Iterator[Diagnostic]:
    """The title of an attachment is centred, in practice in the type of a title."""
    for part in parts(case):
        for line in case.lines("title", part=part):
            if OWN_LABEL.match(line.stripped):
                continue  # label and title in one line: what the unit calls its tables is no label of the standard
            if not line.in_table and not line.boxed:
                yield from centred(case, line)
            yield from face(case, line, "附件标题字体", "附件标题")
            yield from size(case, line, "附件标题字号", "附件标题")
