"""What is sure in a document and encloses the rest: the number, the addressees, and the date that closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.gongwen.manuscript import Grid
from docgen.gongwen.reading.patterns import (
    KIND_END,
    LABEL,
    LISTED,
    LISTED_ITEM,
    NOTE,
    ORGAN_END,
    SIGNED,
    SUBJECT,
    bare,
    is_note,
    is_organ,
    looks_dated,
    signing_names,
)
from docgen.gongwen.reading.sorting import BIG_TYPE, Sorting, centred, numbered, right_aligned
from docgen.gongwen.reading.webpages import THANKS

LONGEST_TITLE_LINE = 45
"""Characters; a longer line is text, unless its type says otherwise."""
LONGEST_NAME = 40
"""Characters of an organisation's name."""
LONG = 25
"""A line longer than this (characters), or one that ends like a sentence, is body text."""
MOST_BETWEEN = 8
"""Lines in which the addressees are looked for under the beginning of a title."""
MOST_CLOSING = 20
"""Lines in which something new is looked for under a date."""
BODIES = re.compile(r"^(?:各(?!位)|全(?!体)|所属|下属|机关|有关|本|局属|市直|驻|在)")
"""How bodies of a kind are addressed: 各子公司."""
LABELLED = re.compile(
    r"^(?:(?:填[报表写]|[报上]送|上报|编[制报]|制表|汇总|申[报请]|推荐|责任|被?(?:检查|考核|评价|审计|巡查)|受检|主办|承办|协办|主管|牵头|配合|建设|施工|监理"
    r"|设计|委托|受托|使用|发[布文]|印发|起草|提交|收文|来文|工作|完成|实施|采购|供货|报名|参赛|调查|自查|整改|验收|移交|接收|计量|所在)?"
    r"(?:单位|部门|企业|机构|公司|科室|处室)"
    r"|.{0,12}(?:名称|全称|日期|时间|地点|说明|编号|电话|地址|邮编|传真|邮箱|姓名|内容|议题|主题|要求|事项|情况|方式|对象|目的|依据|范围|标准|负责人|联系人"
    r"|主持人|记录人|经办人|填报人|填表人|审核人|(?:参[会加]|出席|列席|与会)人员|备注|年度|期限|金额|意见|结果|问题|原因|措施|参会|主持|记录|缺席))"
    r"(?:[（(][^（）()]{1,8}[）)])?$"
)
"""What stands before a colon on a form or over minutes, without blanks."""
FOR_ALL = re.compile(
    r"^(?:各|全|所有|有关|相关|贵).{0,30}(?:人|人员|单位|部门|企业|机构|公司|科室|处室)(?:[（(][^（）()]{1,8}[）)])?$"
)
"""All of a kind, who are addressed though they are called as on a form: 各部门负责人."""
PERSONS = re.compile(
    r"^(?:各位|全体|尊敬的|亲爱的)|(?:同志|先生|女士|老师|同学|同事|领导|代表|委员|员工|职工|朋友|家长|[们长]|主任|经理|书记)(?:[（(][^（）()]{1,12}[）)])?$"
)
"""How persons are addressed."""
BRACKETS = re.compile(r"[（(][^（）()]{0,30}[）)]")
MOST_ADDRESSED = 6
"""Lines over which addressees are written."""
ALL_OF = re.compile(r"^[\u4e00-\u9fff]{1,20}各[\u4e00-\u9fff]{1,12}$")
"""All of a kind that belong to one: 市政府各部门."""
SHORT_BODY = re.compile(rf"^(?:[省市县区州盟旗乡镇局厅院校]|集团|公司)[\u4e00-\u9fff]{{0,4}}?(?:{ORGAN_END})?$")
NOT_ADDRESSED = re.compile(
    r"如下|现将|为了|根据|按照|。|；|^附\s*件|[0-9一二三四五六七八九十]、|关于"
    r"|^因|^为(?!民)|以下|下列|决定|定于|经研究|\d\s*[月日]"
)
FORWARDS = re.compile(r"(?:印发|转发|批转|公布|发布|颁发|颁布|下发)(?:给你|《|.{0,60}的(?:通知|公告|通告|决定|函))")
"""How a document says that it sends out another paper."""
SHORTEST_PAPER = 3
"""Characters of the name of a paper."""
MOST_LAST = 4
"""Lines under a date that begin nothing new."""
SENTENCE = ("。", "；", ";", "：", ":", "，", ",", "！", "？")


def is_body(sorting: Sorting, i: int) -> bool:
    """Whether an item shows that the body has begun."""
    if isinstance(sorting.items[i], Grid):
        return True
    text = sorting.text(i)
    if text.endswith(("：", ":")) and sorting.parts[i] == 0:
        return True
    line = sorting.line(i)
    large = line is not None and sorting.looks_known and line.looks().size >= BIG_TYPE
    return not large and (text.endswith(("。", "；", ";")) or numbered(text) or len(text) > 2 * LONG)


def closing_date(sorting: Sorting, places: Sequence[int]) -> int | None:
    """The line that closes the main document, its date: under a signature before all; as its order among the places.

    A line that is only a date and has a heading or a sentence above it says when something is.
    """
    begun = next((k for k, i in enumerate(places) if is_body(sorting, i)), len(places))
    end = next((k for k in range(begun, len(places)) if labels(sorting, places, k)), len(places))
    dated = [k for k in range(begun, end) if is_day(sorting, places[k]) or is_signed(sorting.text(places[k]))]
    signed = [k for k in dated if is_signed_above(sorting, places, k, begun)]
    sure = [k for k in signed if not is_signed(sorting.text(places[k])) or is_organ(signer(sorting.text(places[k])))]
    for own in (closing(sorting, places, sure), sure, closing(sorting, places, signed), signed):
        if own:
            return own[0]
    set_off = [k for k in dated if stands_right(sorting, places[k]) or not under_text(sorting, places, k)]
    own = closing(sorting, places, set_off)
    if own:
        return own[0]
    last = next((k for k in reversed(dated) if ends_file(sorting, places, k)), None)
    return last if last is not None else next((k for k in reversed(set_off) if near_end(sorting, places, k)), None)


def closing(sorting: Sorting, places: Sequence[int], dated: Sequence[int]) -> list[int]:
    """Those of some dates under which something new begins, or nothing stands."""
    return [k for k in dated if ends(sorting, places, k)]


def signer(text: str) -> str:
    """The name before the date on its line."""
    match = SIGNED.match(text)
    return match["name"] if match else ""


def near_end(sorting: Sorting, places: Sequence[int], k: int) -> bool:
    """Whether only a few lines stand under a date, none of them numbered: words of politeness, an address."""
    return len(places) - k <= 1 + MOST_LAST and not any(numbered(sorting.text(i)) for i in places[k + 1 :])


def labels(sorting: Sorting, places: Sequence[int], k: int) -> bool:
    """Whether a line is the mark over an attachment and no list of them."""
    short = bare(sorting.text(places[k]))
    below = sorting.text(places[k + 1]) if k + 1 < len(places) else ""
    return bool(LABEL.match(short)) and not (short.endswith(("：", ":")) or LISTED_ITEM.match(below))


def is_day(sorting: Sorting, i: int) -> bool:
    """Whether a paragraph is nothing but a date."""
    return sorting.line(i) is not None and looks_dated(sorting.text(i))


def is_signed(text: str) -> bool:
    """Whether a line holds a signature and the date behind it."""
    match = SIGNED.match(text)
    return (
        match is not None
        and looks_dated(match["day"])
        and len(match["name"]) <= LONGEST_NAME
        and "。" not in match["name"]
    )


def is_signed_above(sorting: Sorting, places: Sequence[int], k: int, begun: int) -> bool:
    """Whether a signature stands above a date, or on its line."""
    if is_signed(sorting.text(places[k])) and k > begun:
        return True
    above = places[k - 1] if k else None
    text = sorting.text(above) if above is not None else ""
    if above is None or not text or len(text) > LONGEST_NAME or text.endswith(SENTENCE) or numbered(text):
        return False
    named = is_organ(text) or len(signing_names(text)) > 1
    return named or (stands_right(sorting, above) and stands_right(sorting, places[k]))


def stands_right(sorting: Sorting, i: int) -> bool:
    """Whether a paragraph stands at the right."""
    line = sorting.line(i)
    return line is not None and right_aligned(line)


def under_text(sorting: Sorting, places: Sequence[int], k: int) -> bool:
    """Whether the line above a date is a heading or a sentence, so that the date says when something is."""
    text = sorting.text(places[k - 1]) if k else ""
    return not text or text.endswith(SENTENCE) or numbered(text)


def ends(sorting: Sorting, places: Sequence[int], k: int) -> bool:
    """Whether what stands under a date begins something new, or nothing does."""
    m = below(sorting, places, k)
    if m is None:
        return True
    return labels(sorting, places, m) or bool(LISTED.match(sorting.text(places[m]))) or encloses(sorting, places, m, k)


def encloses(sorting: Sorting, places: Sequence[int], m: int, closed: int) -> bool:
    """Whether something enclosed begins with a line under the date: more must show it than where it stands.

    ``m`` and ``closed`` are the orders of the line and of the date among the places.
    """
    i, text = places[m], sorting.text(places[m])
    if isinstance(sorting.items[i], Grid) or begins_page(sorting, i):
        return True
    if THANKS.match(text):
        return False
    tail = own_tail(sorting, places, m)
    if is_named(sorting, places[:closed], text):
        return True
    if forwards(sorting, places[:closed]):
        return len(tail) > 1
    if text.endswith(SENTENCE) or numbered(text) or len(text) > 2 * LONGEST_TITLE_LINE or "：" in text:
        return False
    line = sorting.line(i)
    if KIND_END.search(text) or (line is not None and sorting.looks_known and centred(line)):
        return len(tail) > 1
    body = any(is_body(sorting, k) for k in tail[1:])
    return body and not any(looks_dated(sorting.text(k)) or is_signed(sorting.text(k)) for k in tail)


def own_tail(sorting: Sorting, places: Sequence[int], m: int) -> list[int]:
    """The places from the order ``m`` to the next label over an attachment, without those of the imprint."""
    end = next((k for k in range(m, len(places)) if labels(sorting, places, k)), len(places))
    return [i for i in places[m:end] if sorting.roles[i] != "imprint"]


def is_named(sorting: Sorting, main: Sequence[int], text: str) -> bool:
    """Whether the main document names a paper that is called so, in 《》 or in its list of attachments."""
    own = bare(text).strip("《》")
    if len(own) < SHORTEST_PAPER:
        return False
    texts = [sorting.text(i) for i in main]
    named = [bare(name) for said in texts for name in re.findall(r"《([^《》]{2,80})》", said)]
    first = next((k for k, said in enumerate(texts) if LISTED.match(said)), len(texts))
    return any(name.startswith(own) for name in named) or own in bare("".join(texts[first:]))


def forwards(sorting: Sorting, main: Sequence[int]) -> bool:
    """Whether the main document is there to send out another paper."""
    return any(FORWARDS.search(sorting.text(i)) for i in main)


def begins_page(sorting: Sorting, i: int) -> bool:
    """Whether an item, or a blank one directly before it, begins a page."""
    for k in range(i, -1, -1):
        item = sorting.items[k]
        if item.new_page:
            return True
        if k < i and sorting.roles[k] != "blank":
            return False
        if k == 0:
            return True
    return False


def ends_file(sorting: Sorting, places: Sequence[int], k: int) -> bool:
    """Whether nothing of the document stands under a date."""
    m = below(sorting, places, k)
    return m is None or labels(sorting, places, m)


def below(sorting: Sorting, places: Sequence[int], k: int) -> int | None:
    """The first of a few lines under a date that is no note, imprint or other date; None where nothing stands there."""
    for m in range(k + 1, min(k + 1 + MOST_CLOSING, len(places))):
        text = sorting.text(places[m])
        closes = sorting.roles[places[m]] == "imprint" or is_note(text) or looks_dated(text) or SUBJECT.match(text)
        if not closes:
            return m
    return None


def fence(sorting: Sorting, places: Sequence[int]) -> int | None:
    """How many of the places at the beginning stand before the addressees or a number under the title; None: not known."""
    if not places:
        return None
    below = next((i for i in sorting.filled(places[0]) if sorting.roles[i] == "number"), None)
    for k, i in enumerate(places[:MOST_BETWEEN]):
        if below is not None and below < i:
            return k
        text = sorting.text(i)
        own = addressed_lines(sorting, places[k:]) if k else 0
        if own and names_bodies("".join(sorting.text(m) for m in places[k : k + own])):
            return k
        if not text or text.endswith(("。", "；")) or numbered(text) or len(text) > 2 * LONGEST_TITLE_LINE:
            break
    return None


def is_addressed(text: str) -> bool:
    """Whether a line names addressees: it ends with a colon and is no sentence."""
    return text.endswith(("：", ":")) and not NOT_ADDRESSED.search(text) and 2 < len(text) < 600


def names_bodies(text: str) -> bool:
    """Whether each name before the colon is that of an organisation or of all of a kind (各子公司)."""
    names = re.split("[、，,；]", BRACKETS.sub("", text).rstrip("：: "))
    return all(is_body_name(name.strip()) and not is_labelled(name) for name in names)


def is_body_name(name: str) -> bool:
    """Whether a name is that of an organisation or of all of a kind."""
    return is_organ(name) or bool(BODIES.match(name) or ALL_OF.match(name))


def names_short_bodies(text: str) -> bool:
    """The same where a name may be as short as 市委."""
    names = [name.strip() for name in re.split("[、，,；]", BRACKETS.sub("", text).rstrip("：: "))]
    return all((is_body_name(name) or SHORT_BODY.match(name)) and not is_labelled(name) for name in names)


def is_labelled(text: str) -> bool:
    """Whether the words before a colon say what is to be written behind it, as on a form: 填报单位, 项目名称."""
    name = text.rstrip("：: ").strip(" \t\u3000")
    return bool(LABELLED.match(bare(name))) and not FOR_ALL.match(name)


def greets(text: str) -> bool:
    """Whether a line addresses persons."""
    return bool(PERSONS.search(text.rstrip("：: ")))


def addressed_lines(sorting: Sorting, places: Sequence[int]) -> int:
    """How many of the first places name the addressees of one document: each line but the last ends in the middle."""
    for k, i in enumerate(places[:MOST_ADDRESSED]):
        text = sorting.text(i)
        if is_addressed(text):
            whole = "".join(sorting.text(m) for m in places[: k + 1])
            return k + 1 if not k or names_bodies(whole) else 0
        if not text.endswith(("，", "、", ",")) or NOT_ADDRESSED.search(text):
            return 0
    return 0


def ends_title(text: str) -> bool:
    """Whether a line can be the last of a title: the kind of the document ends it."""
    return bool(KIND_END.search(text)) and not NOTE.match(text)
