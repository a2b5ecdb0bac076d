"""How a document closes: 附件说明, signature, date, 附注; and who was at a meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.gongwen.document import ENCLOSURE
from docgen.gongwen.reading.anchors import LONGEST_NAME, is_signed
from docgen.gongwen.reading.patterns import (
    LISTED,
    LISTED_ITEM,
    PRESENT,
    PRESENT_AT_ALL,
    ROLL,
    bare,
    is_note,
    is_organ,
    looks_dated,
    signing_names,
)
from docgen.gongwen.reading.sorting import Sorting, numbered, right_aligned

MOST_ROLL_LINES = 12
NO_NAME = re.compile(r"^(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬)|^\d{1,2}[:：]\d{2}|^[^：:]{1,12}[：:]")
"""How a line begins that says when something is, or has a label: no signature."""


def close(sorting: Sorting, start: int) -> None:
    """Give the elements at the end of the main document their roles, the last first."""
    places = [i for i in sorting.filled(start) if sorting.parts[i] == 0 and sorting.roles[i] is None]
    if sorting.trailing:
        places = [i for i in places if i < sorting.trailing[0]]
    places = without_last_list(sorting, places)
    while places and is_note(sorting.text(places[-1])) and dated_before(sorting, places):
        sorting.give(places.pop(), "note")
    if places and looks_dated(sorting.text(places[-1])):
        sorting.give(places.pop(), "date")
        named = False
        while (
            places and signs(sorting, places[-1], places[:-1]) and not (named and not also_signs(sorting, places[-1]))
        ):
            named = named or is_organ(sorting.text(places[-1]))
            sorting.give(places.pop(), "signature")
    elif len(places) > 1 and is_signed(sorting.text(places[-1])):
        sorting.give(places.pop(), "signature")
    listed(sorting, places)
    meeting(sorting, [i for i in places if sorting.roles[i] is None])


def without_last_list(sorting: Sorting, places: list[int]) -> list[int]:
    """The places without a list of attachments that stands under the date, as web pages have it; it gets its role."""
    for k in range(len(places) - 1, 0, -1):
        text = sorting.text(places[k])
        if not (LISTED.match(text) or LISTED_ITEM.match(text)):
            break
        if LISTED.match(text) and dated_before(sorting, places[:k]):
            for i in places[k:]:
                sorting.give(i, "listed")
            sorting.doubt(places[k], "附件说明在落款下面，一般排在正文下面、落款上面")
            return places[:k]
    return places


def also_signs(sorting: Sorting, i: int) -> bool:
    """Whether a line above the name of an organisation is one too, or stands at the right with it."""
    line = sorting.line(i)
    return is_organ(sorting.text(i)) or (line is not None and right_aligned(line))


def meeting(sorting: Sorting, places: list[int]) -> None:
    """The lines that say who was at a meeting: the last ones, and of minutes those directly under the title too."""
    last: list[int] = []
    while len(last) < len(places) and (named := roll_lines(sorting, places[: len(places) - len(last)])):
        last = [*named, *last]
    first: list[int] = []
    if is_minutes(sorting):
        first = first_rolls(sorting, places[: len(places) - len(last)])
    present = PRESENT_AT_ALL if is_minutes(sorting) else PRESENT
    for own in (first, last):
        if any(present.match(sorting.text(i)) for i in own):
            for i in own:
                sorting.give(i, "roll")
            if own is first:
                sorting.doubt(first[0], "到会人员写在正文前面，重新排版时按国标排在正文后面")


def is_minutes(sorting: Sorting) -> bool:
    """Whether the mark is that of minutes."""
    return any(role == "mark" and bare(sorting.text(i)).endswith("纪要") for i, role in enumerate(sorting.roles))


def first_rolls(sorting: Sorting, places: list[int]) -> list[int]:
    """The first lines where each of them says who was at a meeting, or goes on with the names."""
    own: list[int] = []
    for i in places:
        if not ROLL.match(sorting.text(i)) and not (own and goes_on_with_names(sorting, i)):
            break
        own.append(i)
    return own


def roll_lines(sorting: Sorting, places: list[int]) -> list[int]:
    """The last lines where they say who was at a meeting: 出席：… and the names that go on under it; else none."""
    for k in range(1, MOST_ROLL_LINES + 1):
        own = places[-k:]
        if len(own) < k or sorting.line(own[0]) is None:
            return []
        if ROLL.match(sorting.text(own[0])):
            return own
        if not goes_on_with_names(sorting, own[0]):
            return []
    return []


def goes_on_with_names(sorting: Sorting, i: int) -> bool:
    """Whether a line may go on with the names that the line over it began."""
    text = sorting.text(i)
    return far_in(sorting, i) and not (numbered(text) or looks_dated(text) or "。" in text)


def dated_before(sorting: Sorting, places: list[int]) -> bool:
    """Whether the line before the last ones in brackets is a date."""
    before = next((i for i in reversed(places) if not is_note(sorting.text(i))), None)
    return before is not None and (looks_dated(sorting.text(before)) or is_signed(sorting.text(before)))


def signs(sorting: Sorting, i: int, before: list[int]) -> bool:
    """Whether a line over the date is a signature."""
    line, text = sorting.line(i), sorting.text(i)
    if line is None or len(text) > LONGEST_NAME or numbered(text) or LISTED.match(text) or NO_NAME.match(text):
        return False
    if text.endswith(("。", "；", "，", "：", ":", ";")) or LISTED_ITEM.match(text):
        return False
    if right_aligned(line) or is_organ(text) or len(signing_names(text)) > 1:
        return True
    return not before or not sorting.looks_known and len(text) <= 20 and not LISTED.match(sorting.text(before[-1]))


def listed(sorting: Sorting, places: list[int]) -> None:
    """The lines of the 附件说明: from “附件：” to the last item, names over two lines included."""
    at = next((k for k in range(len(places) - 1, -1, -1) if LISTED.match(sorting.text(places[k]))), None)
    if at is None or sorting.line(places[at]) is None or not calls(sorting, places[at]):
        return
    while at and repeats_word(sorting.text(places[at])) and repeats_word(sorting.text(places[at - 1])):
        at -= 1
    sorting.give(places[at], "listed")
    first = LISTED.match(sorting.text(places[at]))
    several = first is not None and (not first["rest"].strip() or bool(LISTED_ITEM.match(first["rest"])))
    for i in places[at + 1 :]:
        text = sorting.text(i)
        item = several and (LISTED_ITEM.match(text) or repeats_word(text))
        if sorting.line(i) is None or (text.endswith(("。", "：")) and not item) or len(text) > 2 * LONGEST_NAME:
            break
        if not item and not continues_name(sorting, i):
            break
        sorting.give(i, "listed")


def repeats_word(text: str) -> bool:
    """Whether an item of the list says 附件 anew before its number: 附件2：…."""
    match = LISTED.match(text)
    return match is not None and bool(LISTED_ITEM.match(match["rest"]))


def calls(sorting: Sorting, i: int) -> bool:
    """Whether a list names attachments as they are labelled; what is called 附件 needs none that follow."""
    word = word_of(sorting.text(i))
    labels = (sorting.text(k) for k in sorting.filled(i) if sorting.roles[k] == "label")
    return word in ("", ENCLOSURE) or any(bare(label).startswith(word) for label in labels)


def word_of(text: str) -> str:
    """How a 附件说明 begins: 附件, 附表; "" for another line."""
    match = LISTED.match(text)
    return bare(match["word"]) if match else ""


def continues_name(sorting: Sorting, i: int) -> bool:
    """Whether a line goes on with the name of an attachment that was broken by hand."""
    line = sorting.line(i)
    if line is None or right_aligned(line) or is_organ(line.stripped):
        return False
    return far_in(sorting, i) and not numbered(line.stripped)


def far_in(sorting: Sorting, i: int) -> bool:
    """Whether a line begins further in than a paragraph does."""
    line = sorting.line(i)
    lead = len(line.text) - len(line.text.lstrip(" \u3000\t")) if line else 0
    return line is not None and (lead >= 4 or line.spacing.left > 900 or (line.spacing.left_chars or 0) >= 4)


def names_of_listed(lines: list[str]) -> list[tuple[int | None, str]]:
    """(number, title) of each item of a 附件说明, whose lines may hold several items or part of one."""
    items: list[tuple[int | None, str]] = []
    for line in lines:
        match = LISTED.match(line)
        rest = match["rest"].strip() if match else line.strip()
        anew = match is not None and bool(items) and bool(LISTED_ITEM.match(rest))
        for piece in re.split(r"(?<!\s)\s++(?=[0-9０-９]{1,2}\s*[.．、﹒]\s*\S)", rest):
            item = LISTED_ITEM.match(piece)
            if item:
                items.append((int(item["number"]), item["title"].strip()))
            elif piece and items and (anew or not match):
                number, title = items[-1]
                items[-1] = number, title + piece
            elif piece:
                items.append((None, piece))
    return items


def rolls(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each label with the names behind it, those on the lines under it too."""
    made: list[tuple[str, str]] = []
    for text in texts:
        match = ROLL.match(text)
        if match:
            made.append((bare(match["label"]), match["names"].strip()))
        elif made:
            made[-1] = made[-1][0], f"{made[-1][1]}　{text}"
    return tuple(made)


def listed_word(texts: Sequence[str]) -> str:
    """How the 附件说明 begins."""
    return next((word for text in texts if (word := word_of(text))), ENCLOSURE)
