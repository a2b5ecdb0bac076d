"""What stands in a file and is none of its document: heads and feet of web pages and mails, contents, typed rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from docgen.gongwen.manuscript import Grid
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.patterns import (
    CONTENTS,
    KIND_END,
    LABEL,
    PAGE,
    PRINT_RUN,
    SIGNED,
    bare,
    doc_number,
    is_note,
    looks_dated,
)
from docgen.gongwen.reading.sorting import HEAD_ITEMS, Sorting, numbered
from docgen.gongwen.reading.webpages import LONGEST, THANKS, is_foot, is_web, may_be_web, written_number
from docgen.gongwen.roles import TYPED_RULE, Role

LONGEST_INDEX = 200
MOST_AT_END = 6
"""Lines at the end of a file in which a typed rule and the number of copies are looked for."""
SHOWN, MOST_SHOWN = 30, 6
"""So many characters of a line that was left out are told, and so many lines."""
_ENTRY = (
    r"(?:信息)?索引号(?:码)?|主题(?:分类|词)|(?:信息|体裁|组配|服务对象)分类|发布(?:日期|时间|机构|单位|者)|"
    r"发文(?:机关|单位|日期)|成文日期|生成日期|发文字号|文号|标题|名称|公开(?:方式|范围|属性|类型|时限|主体|日期)|"
    r"有效(?:性|状态|期)|效力(?:状态|级别)?|时效性?|关键词|实施日期|废止日期|信息来源|内容概述|语种"
)
INDEX = re.compile(rf"^[\[【]?(?:{_ENTRY})[\]】]?[：:]")
"""An entry of the index that stands over a document on a web page, without blanks."""
ONLY_WEB = re.compile(
    r"索引号|分类[：:]|发布(?:日期|时间|机构|单位|者)|公开(?:方式|范围|属性|类型|时限)|效力|有效性|关键词[：:]"
)
"""What only an index of a web page says."""
MAIL = re.compile(
    r"^(?:发\s*件\s*人|寄\s*件\s*者|收\s*件\s*人|抄\s*送|密\s*送|主\s*题|发\s*送\s*时\s*间|时\s*间|日\s*期|附\s*件|From|To|Cc|Subject|Date|Sent)\s*[：:]",
    re.I,
)
MAIL_FROM = re.compile(r"^(?:发\s*件\s*人|寄\s*件\s*者|From)\s*[：:]", re.I)
MAIL_TO = re.compile(r"^(?:收\s*件\s*人|To)\s*[：:]", re.I)
DOTS = ".．·…。"
LEADER = re.compile(
    rf"(?:(?<!…)…++|(?<![{DOTS}])[{DOTS}]{{3,}}+|(?<!\s)(?:\t|\s{{3}})|(?<!-)-{{3,}}+)\s*+[(（]?\d{{1,3}}[)）]?$"
)
"""The leader and the number of the page in a line of contents."""


def leave_out(sorting: Sorting) -> None:
    """Give what is none of the document's its role, and say what was left out."""
    places = list(sorting.filled())
    ruled(sorting, places)
    pages = [i for i in places if PAGE.match(sorting.text(i))]
    told(sorting, pages, "web", "单独一行的页码没有带进来")
    told(sorting, head(sorting), "web", "网页或邮件的抬头没有带进来")
    told(sorting, foot(sorting), "web", "网页下方的文字没有带进来")
    runs = [i for i in list(sorting.filled())[-MOST_AT_END:] if PRINT_RUN.match(sorting.text(i))]
    told(sorting, runs, "print_run", "印数没有带进来，国标的版记里没有印数")
    told(sorting, thanks(sorting), "web", "落款下面的客套话没有带进来")
    for found in contents(sorting):
        told(sorting, found, "contents", "目录没有带进来，排好以后请在 Word 或 WPS 里重新生成")


def told(sorting: Sorting, places: Sequence[int], role: Role, message: str) -> None:
    """Give places a role and say so in one doubt."""
    for i in places:
        sorting.give(i, role)
    if not places:
        return
    texts = ["｜".join(filter(None, (line.stripped for line in item.lines()))) if isinstance(item, Grid) else item.stripped
             for item in map(sorting.items.__getitem__, places)]  # fmt: skip
    shown = "；".join(text[:SHOWN] + "…" * (len(text) > SHOWN) for text in texts[:MOST_SHOWN])
    more = f"等{len(texts)}处" if len(texts) > MOST_SHOWN else ""
    sorting.doubt(places[0], f"{message}：{shown}{more}")


def ruled(sorting: Sorting, places: Sequence[int]) -> None:
    """Rules that were typed as a row of underscores or dashes, in the head and at the foot."""
    for order, i in enumerate(places):
        at_end = len(places) - order <= MOST_AT_END
        if (order < HEAD_ITEMS or at_end) and TYPED_RULE.fullmatch(sorting.text(i)):
            sorting.give(i, "ruled")


def head(sorting: Sorting) -> list[int]:
    """The lines of a web page or a mail over the document, and the line of its source under the title."""
    places = list(sorting.filled())[: 2 * HEAD_ITEMS]
    indexed = places[: index(sorting, places)]
    number = doc_number(written_number([text for i in indexed for text in texts_of(sorting, i)]))
    if number:
        sorting.index_number = number[0]
    taken = {*indexed, *places[: mail_head(sorting, places)]}
    for i in places:
        text = sorting.text(i)
        if i in taken or not text:
            continue
        if text.endswith("。") or numbered(text) or len(text) > LONGEST_INDEX:
            break
        if is_web(text):
            taken.add(i)
    for order in (places, places[::-1]):
        for before, i in pairwise(order):
            if before in taken and may_be_web(sorting.text(i)):
                taken.add(i)
    return sorted(taken)


def mail_head(sorting: Sorting, places: Sequence[int]) -> int:
    """How many of the first lines are the head of a mail: who sent it to whom, when, about what."""
    length = next((k for k, i in enumerate(places) if not MAIL.match(sorting.text(i))), len(places))
    texts = [sorting.text(i) for i in places[:length]]
    whole = any(map(MAIL_FROM.match, texts)) and any(map(MAIL_TO.match, texts))
    return length if length >= 3 and whole else 0


def index(sorting: Sorting, places: Sequence[int]) -> int:
    """How many of the first items are an index: entries with a colon, whose values may stand in lines of their own."""
    length, entries, own, waiting = 0, 0, False, ""
    for k, i in enumerate(places):
        item, texts = sorting.items[i], texts_of(sorting, i)
        found = [text for text in map(bare, texts) if INDEX.match(text)]
        if isinstance(item, Grid) and len(found) < 2:
            break
        if not found and not (waiting and fills(waiting, texts[0])):
            if is_web(texts[0]) or may_be_web(texts[0]):
                continue
            break
        entries += len(found)
        own = own or any(ONLY_WEB.search(text) for text in found)
        waiting = bare(texts[-1]) if found and bare(texts[-1]).endswith(("：", ":")) else ""
        length = k + 1
    return length if own and entries >= 2 else 0


def texts_of(sorting: Sorting, i: int) -> list[str]:
    """What stands in an item, each paragraph by itself."""
    item = sorting.items[i]
    return [line.stripped for line in item.lines() if not line.empty] if isinstance(item, Grid) else [item.stripped]


def fills(entry: str, text: str) -> bool:
    """Whether a line is the value of the entry above it, and does not open the document itself."""
    opens = (
        text.endswith(("：", ":", "。"))
        or numbered(text)
        or ("关于" in text and not entry.startswith(("标题", "名称")))
    )
    return len(text) <= LONGEST and not opens


def foot(sorting: Sorting) -> list[int]:
    """The lines of a web page under the document: from the first that only such a page has."""
    places = list(sorting.filled())
    first = next((k for k in range(len(places) - 1, -1, -1) if not in_foot(sorting, places[k])), -1) + 1
    own = places[first:]
    while own and not is_foot(sorting.text(own[0])):
        own.pop(0)
    return own if first > 0 else []


def in_foot(sorting: Sorting, i: int) -> bool:
    """Whether a line may stand in the foot of a web page."""
    text = sorting.text(i)
    if sorting.line(i) is None or not text:
        return False
    if is_foot(text):
        return True
    other = (
        text.endswith(("。", "；"))
        or numbered(text)
        or LABEL.match(bare(text))
        or doc_number(text)
        or looks_dated(text)
    )
    return len(text) <= LONGEST and not other and foot_before(sorting, i)


def foot_before(sorting: Sorting, i: int) -> bool:
    """Whether one of the few lines before is surely of such a foot."""
    before = [k for k in sorting.filled(max(i - 12, 0), i)][-6:]
    return any(is_foot(sorting.text(k)) for k in before)


def thanks(sorting: Sorting) -> list[int]:
    """What is said for politeness in the last lines, under the date."""
    places = list(sorting.filled())
    own: list[int] = []
    while places and THANKS.match(sorting.text(places[-1])):
        own.insert(0, places.pop())
    return own if places and closes(sorting.text(places[-1])) else []


def closes(text: str) -> bool:
    """Whether a document may end with a line: its date, alone or behind the signature, or a remark under it."""
    return looks_dated(text) or is_note(text) or bool((signed := SIGNED.match(text)) and looks_dated(signed["day"]))


def contents(sorting: Sorting) -> list[list[int]]:
    """Tables of contents that were typed: 目录 and the lines that come again below, or lead to a number of a page."""
    places = list(sorting.filled())
    last = {bare(sorting.text(i)): k for k, i in enumerate(places) if sorting.text(i)}
    found, k = [], 0
    while k < len(places):
        end = k + bool(CONTENTS.match(sorting.text(places[k])))
        start = end
        while end < len(places) and is_entry(sorting.text(places[end]), end, last, start > k):
            end += 1
        if end == start > k:
            end += unpaged(sorting, places[start:])
        if (start > k and end > start) or end - start >= 3:
            found.append(places[k:end])
        k = max(end, k + 1)
    return found


def unpaged(sorting: Sorting, places: Sequence[int]) -> int:
    """How many of the first lines are contents without numbers of pages: one series, and a title under it, no sentence."""
    count = 0
    for i in places:
        found = marker(sorting.text(i))
        if found is None or found[:3:2] != (1, count + 1) or sorting.text(i).endswith("。"):
            break
        count += 1
    text = sorting.text(places[count]) if count < len(places) else ""
    title = KIND_END.search(text) and not numbered(text) and text[-1:] not in "。；："
    return count if count >= 2 and title else 0


def is_entry(text: str, k: int, last: dict[str, int], titled: bool) -> bool:
    """Whether a line is one of the contents."""
    if not text or len(text) > LONGEST or text.endswith("。"):
        return False
    led = LEADER.search(text)
    name = bare(text[: led.start()] if led else text)
    again = last.get(name, -1) > k
    dotted = led is not None and led[0][0] in DOTS
    return (
        name != ""
        and not name.isdecimal()
        and (titled and (again or led is not None) or led is not None and (again or dotted))
    )
