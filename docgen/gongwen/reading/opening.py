"""How a document opens: masthead, title, addressees."""

from __future__ import annotations

import re

from docgen.gongwen.colours import is_red
from docgen.gongwen.manuscript import Line
from docgen.gongwen.parse import CHAPTER
from docgen.gongwen.reading.anchors import (
    LONGEST_TITLE_LINE,
    addressed_lines,
    ends_title,
    fence,
    greets,
    is_labelled,
    names_bodies,
    names_short_bodies,
)
from docgen.gongwen.reading.patterns import (
    ARTICLE,
    CONTENTS,
    COPY_NO,
    DECIMAL,
    EDITED,
    ISSUE,
    KIND_END,
    NOTE,
    OPEN_NOTE,
    SECRECY,
    SIGNERS,
    URGENCY,
    bare,
    doc_number,
    is_organ,
    looks_dated,
    organs,
)
from docgen.gongwen.reading.sorting import BIG_TYPE, HEAD_ITEMS, Sorting, centred, numbered
from docgen.gongwen.roles import Role
from docgen.gongwen.title import kind_of

MARK = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9（）()、·]{2,60}文件$")
"""A 发文机关标志: names and 文件, nothing that parts the steps of a way or a label from what it says."""
MARK_SIZE = 24.0
"""pt: a mark is set larger than a title."""
OVER_TITLE = re.compile(r"^(?:会议)?材料之?[一二三四五六七八九十\d]{1,3}$|^(?:内部|参阅|会议|汇报)(?:资料|材料)")
MOST_BETWEEN = 6
"""Lines in which the addressees are looked for under a title."""
ORNAMENT = re.compile(r"[★☆]+")
"""A star drawn in the red rule."""
MOST_TITLE_LINES, MOST_LINES = 6, 20
"""Lines that a title may have beside its anchor, and at all."""


def masthead(sorting: Sorting) -> int:
    """Give the elements above the title their roles; returns the place of the first item that is none of them."""
    places = [i for i in sorting.filled() if sorting.parts[i] == 0 and sorting.roles[i] is None][:HEAD_ITEMS]
    for i in [i for i in places if ORNAMENT.fullmatch(sorting.text(i))]:
        sorting.give(i, "ruled")
        places.remove(i)
    places = places[: next((k for k, i in enumerate(places) if opens_text(sorting, i)), len(places))]
    if len(places) > 1 and stands_over(sorting, places[0], places[1]):
        sorting.give(places.pop(0), "label")
    numbered_at = next((k for k, i in enumerate(places) if doc_number(sorting.text(i))), None)
    marks = [k for k, i in enumerate(places) if is_mark(sorting, i, places, k)]
    if marks[:1] == [1] and bare(sorting.text(places[1])).endswith("纪要") and is_organ(sorting.text(places[0])):
        marks.insert(0, 0)
    minutes = any(bare(sorting.text(places[k])).endswith("纪要") for k in marks)
    titled_at = next((k for k, i in enumerate(places) if k not in marks and speaks_of(sorting.text(i))), len(places))
    for k, i in enumerate(places):
        role = small_element(sorting.text(i), k)
        if role == "number" and numbers_minutes(sorting.text(i)) and minutes:
            role = "issue"
        above_number = numbered_at is not None and k < numbered_at < titled_at
        if role is None and k < titled_at and (k in marks or above_number):
            role = "mark"
        if role is not None:
            sorting.roles[i] = role
        elif numbered_at is None or numbered_at < k:
            break
    if numbered_at is not None and titled_at < numbered_at:
        sorting.doubt(places[numbered_at], "发文字号在标题下面，一般印在标题上面")
    return next((i for i in places if sorting.roles[i] is None), places[-1] + 1 if places else 0)


def stands_over(sorting: Sorting, i: int, below: int) -> bool:
    """Whether the first line of a paper only says what paper it is (会议材料之二), over its title."""
    line, under = sorting.line(i), sorting.line(below)
    if line is None or under is None or small_element(line.stripped, 0) or len(line.stripped) > 30:
        return False
    if OVER_TITLE.match(line.stripped):
        return True
    large = under.looks().size >= BIG_TYPE and centred(under)
    small = line.looks().size < BIG_TYPE and line.spacing.align in ("left", "both") and not is_red(line.looks().color)
    return sorting.looks_known and large and small and not speaks_of(line.stripped) and not is_organ(line.stripped)


def small_element(text: str, order: int) -> Role | None:
    """The role of a line that only one element can be."""
    short = bare(text)
    if doc_number(text):
        return "number"
    if COPY_NO.match(short) and order <= 1:
        return "copy_no"
    if SECRECY.match(short):
        return "secrecy"
    if URGENCY.match(short):
        return "urgency"
    if SIGNERS.match(text):
        return "signers"
    if ISSUE.match(short):
        return "issue"
    edited = EDITED.match(text) and not looks_dated(text) and re.search(r"\s{2}|\t", text)
    return "edited" if edited else None


def is_mark(sorting: Sorting, i: int, places: list[int], k: int) -> bool:
    """Whether a line is (part of) the 发文机关标志: large and red, …文件, or …纪要 over the number of an issue."""
    line, text = sorting.line(i), bare(sorting.text(i))
    if line is None or doc_number(text) is not None:
        return False
    if is_red(line.looks().color) and line.looks().size >= MARK_SIZE:
        return True
    if text == "文件" or (MARK.match(text) and "关于" not in text):
        return True
    return text.endswith("纪要") and k <= 1 and has_issue(sorting, places)


def has_issue(sorting: Sorting, places: list[int]) -> bool:
    """Whether one of the first lines numbers an issue of minutes."""
    return any(ISSUE.match(bare(sorting.text(i))) or numbers_minutes(sorting.text(i)) for i in places[:4])


def numbers_minutes(text: str) -> bool:
    """Whether a number is that of minutes: 青府纪〔2026〕3号."""
    number = doc_number(text)
    return number is not None and "纪" in number[0].partition("〔")[0]


def speaks_of(text: str) -> bool:
    """Whether a line reads as (the beginning of) a title."""
    return "关于" in text or bool(KIND_END.search(text) and len(text) > 4 and not bare(text).endswith("文件"))


def opens_text(sorting: Sorting, i: int) -> bool:
    """Whether a line can stand in no masthead: a table, a long sentence, a numbered one."""
    line = sorting.line(i)
    if line is None:
        return True
    text = line.stripped
    return len(text) > 2 * LONGEST_TITLE_LINE or (text.endswith(("。", "；")) and len(text) > 12)


def title(sorting: Sorting, start: int, part: int) -> int:
    """Give the lines of a part's title and what stands under it their roles; returns the place after them."""
    places = [i for i in sorting.filled(start) if sorting.parts[i] == part and sorting.roles[i] is None]
    end = fence(sorting, places) if part == 0 else None
    taken: list[int] = []
    for k, i in enumerate(places[: MOST_LINES if end is None else end]):
        if not (continues(sorting, taken, i) if taken else begins_title(sorting, places, k)):
            break
        taken.append(i)
    if not taken:
        return start
    if end is not None:
        taken += rest_of_title(sorting, places[len(taken) : end], taken[0])
    for i in taken:
        sorting.give(i, "title")
    after = taken[-1] + 1
    open_note = False
    for i in places[len(taken) : len(taken) + 4]:
        text = sorting.text(i)
        opens = not open_note and bool(OPEN_NOTE.match(text))
        if not (open_note or opens or is_subtitle(sorting, i, taken[0])) or (open_note and not text):
            break
        open_note = (opens or open_note) and not text.endswith(("）", ")"))
        sorting.give(i, "subtitle")
        after = i + 1
    return after


def rest_of_title(sorting: Sorting, places: list[int], first: int) -> list[int]:
    """The lines between a title and what surely stands under it, as far as they are set like it and end as a title does."""
    own: list[int] = []
    for i in places[:MOST_TITLE_LINES]:
        line, above = sorting.line(i), sorting.line(first)
        if line is None or above is None or not title_like(line.stripped) or looks_dated(line.stripped):
            break
        if len(line.stripped) > LONGEST_TITLE_LINE or (sorting.looks_known and line.looks() != above.looks()):
            break
        own.append(i)
    while own and not ends_title(sorting.text(own[-1])):
        own.pop()
    return own


def begins_title(sorting: Sorting, places: list[int], k: int) -> bool:
    """Whether a part's first line is its title."""
    line = sorting.line(places[k])
    if line is None:
        return False
    text = line.stripped
    if sorting.looks_known and line.looks().size >= BIG_TYPE and len(text) <= 2 * LONGEST_TITLE_LINE:
        return not line.boxed
    if not title_like(text.removesuffix("。") if KIND_END.search(text.removesuffix("。")) else text):
        return False
    return not sorting.looks_known or centred(line) or bool(KIND_END.search(text)) or "关于" in text


def title_like(text: str) -> bool:
    """Whether a line could be (part of) a title by its words."""
    sentence = text.endswith(("。", "；", ";", "，", ",", "：", ":", "！", "？")) or "。" in text
    marked = numbered(text) or DECIMAL.match(text) or ARTICLE.match(text) or doc_number(text) or CONTENTS.match(text)
    remark = NOTE.match(text) or OPEN_NOTE.match(text)
    tabs = "\t" in text and len(organs(text)) < 2
    labelled = is_labelled(re.split("[：:]", text, maxsplit=1)[0]) and re.search("[：:]", text)
    return not (sentence or marked or remark or tabs or labelled) and len(text) <= 2 * LONGEST_TITLE_LINE


def continues(sorting: Sorting, taken: list[int], i: int) -> bool:
    """Whether a line belongs to the title that the lines before it began."""
    line, first = sorting.line(i), sorting.line(taken[0])
    if line is None or first is None:
        return False
    bracketed = sorting.looks_known and NOTE.match(line.stripped) and line.looks() == first.looks()
    big = min(line.looks().size, first.looks().size) >= BIG_TYPE
    text = line.stripped.removesuffix("。") if sorting.looks_known and big else line.stripped
    if not bracketed and not title_like(text):
        return False
    joined = "".join(sorting.text(t) for t in taken)
    finished = bool(KIND_END.search(joined)) and balanced(joined) and not reaches_kind(joined, text)
    if sorting.looks_known:
        same = line.looks().size == first.looks().size and line.looks().face == first.looks().face
        if not finished and speaks_on(line, text):
            return True
        alike = same and line.spacing.align == first.spacing.align
        big = first.looks().size >= BIG_TYPE
        return alike and (big or not finished) and (centred(line) or not finished)
    short = max(len(line.stripped), len(first.stripped)) <= LONGEST_TITLE_LINE - 5
    return not finished and short and not looks_dated(line.text)


def reaches_kind(joined: str, text: str) -> bool:
    """Whether a title has not come to the kind of the document yet (关于…制度), and the next line does."""
    return "关于" in joined and not kind_of(joined) and bool(kind_of(text)) and "关于" not in text


def speaks_on(line: Line, text: str) -> bool:
    """Whether a line ends an unfinished title by its words, or is set large or in the middle as one."""
    return bool(KIND_END.search(text)) or line.looks().size >= BIG_TYPE or centred(line)


def balanced(text: str) -> bool:
    """Whether all brackets and quotes that are opened are closed."""
    return all(text.count(a) == text.count(b) for a, b in ("《》", "“”", "（）"))


def is_subtitle(sorting: Sorting, i: int, first: int) -> bool:
    """Whether a line stands under a title: in brackets, or in the middle and short."""
    line, above = sorting.line(i), sorting.line(first)
    if line is None or above is None or len(line.stripped) > LONGEST_TITLE_LINE:
        return False
    if NOTE.match(line.stripped) and (not sorting.looks_known or centred(line) or len(line.stripped) <= 20):
        return True
    if not sorting.looks_known:
        return looks_dated(line.stripped)
    return line.spacing.align == "center" and title_like(line.stripped) and not CHAPTER.match(line.stripped)


def recipients(sorting: Sorting, start: int) -> int:
    """Give the addressees their role; returns the place after them."""
    places = [i for i in sorting.filled(start) if sorting.roles[i] is None and sorting.parts[i] == 0]
    found = next((k for k, i in enumerate(places[:MOST_BETWEEN]) if stops(sorting, i)), None)
    own = addressed_lines(sorting, places[found:]) if found is not None else 0
    if found is None or not own or not may_address(sorting, places, found, own):
        return start
    for i in places[:found]:
        sorting.give(i, "subtitle")
        sorting.doubt(i, "在标题和主送机关之间，已当作标题下面的文字（题注）")
    for i in places[found : found + own]:
        sorting.give(i, "recipients")
    return places[found + own - 1] + 1


def may_address(sorting: Sorting, places: list[int], found: int, own: int) -> bool:
    """Whether lines that are written as addressees name some: organisations, persons, or what at least is no label."""
    text = "".join(sorting.text(i) for i in places[found : found + own])
    if names_bodies(text):
        return not found or not sorting.looks_known and "title" in sorting.roles
    if found or is_labelled(text):
        return False
    below = sorting.text(places[found + own]) if found + own < len(places) else ""
    if is_labelled(below) and below.endswith(("：", ":")):
        return False
    if not greets(text) and not names_short_bodies(text):
        sorting.doubt(places[found], "像主送机关，但不像单位的名称，已当作主送机关")
    return True


def stops(sorting: Sorting, i: int) -> bool:
    """Whether nothing that stands between a title and the addressees reaches beyond a line."""
    text = sorting.text(i)
    return (
        len(text) > LONGEST_TITLE_LINE
        or text.endswith(("：", ":", "。", "；", "，", "、"))
        or numbered(text)
        or not text
    )
