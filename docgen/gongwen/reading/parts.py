"""Where a document ends and what follows it begins: attachments with a label, enclosed plans without one."""

from __future__ import annotations

import re

from docgen.gongwen.reading.anchors import begins_page, closing_date, encloses, is_body
from docgen.gongwen.reading.patterns import (
    CC,
    CHAPTER_OF_COLLECTION,
    LABEL,
    LABEL_AND_TITLE,
    LISTED,
    LISTED_ITEM,
    PRINTED,
    SUBJECT,
    bare,
    is_note,
    is_organ,
    looks_dated,
    printed_without_word,
)
from docgen.gongwen.reading.sorting import BIG_TYPE, Sorting, centred, numbered


def divide(sorting: Sorting) -> None:
    """Give each item the number of its part, and labels and imprints their roles."""
    imprints(sorting)
    part, dated, body = 0, False, False
    before: int | None = None
    places = list(sorting.filled())
    closed = closing_date(sorting, places)
    listed_from = last_list(sorting, places)
    names = named_papers(sorting, places[:closed])
    for order, i in enumerate(places):
        text = sorting.text(i)
        if sorting.roles[i] == "imprint":
            continue
        if is_label(sorting, places, order, dated or part > 0) and before is not None:
            part, dated, body = part + 1, True, False
            sorting.give(i, "label")
        elif before is None and is_label(sorting, places, order, True):
            sorting.give(i, "label")
        else:
            behind = closed is not None and dated and part == 0 and order < listed_from and not goes_on(text)
            opens = behind and closed is not None and encloses(sorting, places, order, closed)
            if behind and not opens:
                sorting.trailing.append(i)
            if opens or (body and (heads_page(sorting, i) or (part and bare(text) in names))):
                part, body = part + 1, False
        sorting.parts[i] = part
        dated = dated or (part == 0 and order == closed)
        body = body or is_body(sorting, i)
        before = i
    fill_blanks(sorting)
    for i in sorting.trailing:
        sorting.doubt(i, "在落款下面，看不出是附件，按正文留着")


def goes_on(text: str) -> bool:
    """Whether a line under the date still belongs to the document: a 附注, another date."""
    return is_note(text) or looks_dated(text)


def last_list(sorting: Sorting, places: list[int]) -> int:
    """The order of the first of the last lines where they only list attachments; else that behind the last."""
    k = len(places)
    while k and (LISTED.match(text := sorting.text(places[k - 1])) or LISTED_ITEM.match(text)):
        k -= 1
    return next((m for m in range(k, len(places)) if LISTED.match(sorting.text(places[m]))), len(places))


def named_papers(sorting: Sorting, places: list[int]) -> set[str]:
    """The papers in 《》 that the main document names, without blanks."""
    return {bare(name) for i in places for name in re.findall(r"《([^《》]{2,80})》", sorting.text(i))}


def fill_blanks(sorting: Sorting) -> None:
    """Blank lines belong to the part before them."""
    part = 0
    for i, role in enumerate(sorting.roles):
        if role == "blank" or role == "imprint":
            sorting.parts[i] = part
        part = sorting.parts[i]


def imprints(sorting: Sorting) -> None:
    """The lines of 版记: 印发机关和印发日期, 抄送 and the like above them with the lines that continue them."""
    places = list(sorting.filled())
    begun = next((k for k, i in enumerate(places) if is_body(sorting, i)), len(places))
    copied = [k for k, i in enumerate(places) if is_copied(sorting, i, k > begun)]
    for order, i in enumerate(places):
        after = [k for k in copied if order - 8 < k < order]
        after = [k for k in after if all(continues_copies(sorting, places[m]) for m in range(k + 1, order))]
        under_copies = any(not sorting.text(places[k]).startswith("主送") for k in after)
        if not (is_printed(sorting, i) or (under_copies and printed_without_word(sorting.text(i)))):
            continue
        sorting.give(i, "imprint")
        for k in range(min(after, default=order), order):
            sorting.give(places[k], "imprint")
    for k in reversed(copied):
        line = sorting.line(places[k])
        own = copied_lines(sorting, places, k)
        at_end = closes_paper(sorting, places, k + len(own), k > begun) and not bare(sorting.text(own[0])).startswith(
            "主送"
        )
        if line and (line.boxed or at_end):
            for i in own if at_end else own[:1]:
                sorting.give(i, "imprint")
    subject_words(sorting, places, begun)


def subject_words(sorting: Sorting, places: list[int], begun: int) -> None:
    """主题词, which stood over the imprint until 2012, belongs to it."""
    for k, i in enumerate(places):
        if k > begun and SUBJECT.match(sorting.text(i)) and closes_paper(sorting, places, k + 1, True):
            sorting.give(i, "imprint")


def copied_lines(sorting: Sorting, places: list[int], k: int) -> list[int]:
    """A line that names who gets a copy, and those that go on with the names until a full stop."""
    own = [places[k]]
    for i in places[k + 1 :]:
        text = sorting.text(i)
        open_end = not sorting.text(own[-1]).endswith("。") and sorting.roles[i] is None and not CC.match(text)
        if not open_end or not continues_copies(sorting, i) or numbered(text) or LABEL.match(bare(text)):
            break
        own.append(i)
    return own


def closes_paper(sorting: Sorting, places: list[int], after: int, below_body: bool) -> bool:
    """Whether nothing, or only more of the imprint, or an attachment on a new page, stands at ``after``."""
    if after == len(places) or sorting.roles[places[after]] == "imprint":
        return True
    return below_body and is_label(sorting, places, after, True) and begins_page(sorting, places[after])


def is_copied(sorting: Sorting, i: int, below_body: bool) -> bool:
    """Whether a line names organs that get a copy, or addressees that were moved to the imprint."""
    match = CC.match(sorting.text(i))
    return match is not None and (below_body or bare(match["kind"]) != "主送")


def is_printed(sorting: Sorting, i: int) -> bool:
    """Whether a line is 印发机关和印发日期."""
    return len(sorting.text(i)) <= 60 and bool(PRINTED.match(sorting.text(i)))


def continues_copies(sorting: Sorting, i: int) -> bool:
    """Whether a line may stand between 抄送 and 印发机关."""
    line = sorting.line(i)
    return line is not None and not is_note(line.stripped) and (line.boxed or not looks_dated(line.stripped))


def is_label(sorting: Sorting, places: list[int], order: int, after_main: bool) -> bool:
    """Whether a line is the mark over an attachment (附件1), not the beginning of a 附件说明."""
    i = places[order]
    text = sorting.text(i)
    if CHAPTER_OF_COLLECTION.match(text):
        return True
    short = bare(text)
    if not LABEL.match(short) and (len(text) > 60 or not LABEL_AND_TITLE.match(text)):
        return False
    if not named_attachment(text) and not (
        after_main or begins_page(sorting, i) or nothing_signed(sorting, places, order)
    ):
        return False  # 附表1 over a table of the text
    following = sorting.text(places[order + 1]) if order + 1 < len(places) else ""
    previous = sorting.text(places[order - 1]) if order else ""
    if LABEL.match(short):
        listing = short.endswith(("：", ":")) and LISTED_ITEM.match(following) and not begins_page(sorting, i)
        return not listing
    listing = any(LABEL_AND_TITLE.match(t) or LISTED_ITEM.match(t) for t in (following, previous))
    if listing or looks_dated(following) or is_organ(following) or LABEL.match(bare(following)):
        return False
    title = LABEL_AND_TITLE.match(text)
    if title is None or LISTED_ITEM.match(title["title"]):
        return False
    return begins_page(sorting, i) or (after_main and len(bare(title["label"])) > 2)


def named_attachment(text: str) -> bool:
    """Whether a label says 附件, which nothing but an attachment is called."""
    return bare(text).startswith("附件")


def nothing_signed(sorting: Sorting, places: list[int], order: int) -> bool:
    """Whether no date follows that could close the main document."""
    return not any(looks_dated(sorting.text(i)) for i in places[order + 1 :])


def heads_page(sorting: Sorting, i: int) -> bool:
    """Whether a line begins a page and is set as a title is: in the middle and in large type."""
    line = sorting.line(i)
    if line is None or not sorting.looks_known or line.boxed or numbered(line.stripped) or not begins_page(sorting, i):
        return False
    return centred(line) and line.looks().size >= BIG_TYPE
