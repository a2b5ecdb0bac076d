"""What is not certain about a reading: places that a person should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.document import ENCLOSURE, Document
from docgen.gongwen.manuscript import Grid, Manuscript, Notice
from docgen.gongwen.parse import level_of
from docgen.gongwen.reading.patterns import EDITED, LISTED, PRINTED, SUBJECT, bare, date_line, is_organ, looks_dated
from docgen.gongwen.reading.sorting import Sorting
from docgen.gongwen.reading.webpages import PATH, SOURCE
from docgen.gongwen.roles import Reading, Role, doubt

NOTICES = {
    "deleted": "修订删去的文字没有带进来：{}",
    "comment": "批注没有带进来：{}",
    "footnote": "脚注没有带进来：{}",
    "picture": "图片没有带进来{}",
    "chart": "图表没有带进来{}",
    "object": "嵌入的对象没有带进来{}",
    "nested": "表格里还有表格，里面的文字并进了外层的格：{}",
    "hidden": "隐藏的文字没有带进来：{}",
    "header": "页眉没有带进来：{}",
    "footer": "页脚没有带进来：{}",
    "ruby": "注音没有带进来：{}",
    "inserted": "修订插入、还没有接受的文字当作正文带进来了：{}",
    "struck": "划掉（加了删除线）的文字当作正文带进来了：{}",
    "superscript": "上标“{}”带进来成了普通的字",
    "subscript": "下标“{}”带进来成了普通的字",
    "broken": "这一行像是被断开的，已和上一行连成一段：{}",
    "page_line": "单独一行的页码没有带进来：{}",
    "page_number": "行首的“{}”像是页码，已去掉",
    "flat_table": "这里像是一张拆散的表，已按{}拼回",
    "encoding": "{}",
    "symbol": "有认不出的符号：{}",
    "row_deleted": "修订删去的表格行没有带进来：{}",
}
"""What notices of a manuscript mean to the clerk; others are not doubts."""
MOST_BROKEN = 5
"""Lines that were broken, beyond which they are told in one sentence."""
NOT_SHOWN = {
    "header": "页眉",
    "footer": "页脚",
    "footnote": "脚注",
    "comment": "批注",
    "picture": "图片",
    "chart": "图表",
    "object": "嵌入的对象",
    "ruby": "注音",
    "symbol": "认不出的符号",
    "deleted": "修订删去的文字",
    "row_deleted": "修订删去的表格行",
    "page_line": "单独一行的页码",
    "page_number": "行首的页码",
}
"""What a reader of the source sees and the result does not show, by the kind of notice."""
OTHERWISE = {
    "inserted": "修订插入的文字",
    "struck": "划掉的文字",
    "superscript": "上标",
    "subscript": "下标",
}
"""What the result shows as ordinary text, by the kind of notice."""
LEFT_OUT_DOUBT = re.compile("没有带进来|只用了")
"""How a doubt says that an element found no room."""
NOT_TAKEN: dict[Role, str] = {"web": "网页、邮件上的文字和页码", "contents": "目录", "print_run": "印数"}
"""The same by the role of a paragraph."""
SENT = re.compile(r"^发\s?送\s?[：:]")
"""How copies of minutes are said in a word that a data file has none for."""
HEADING_FACES = ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体")
LONGEST_SMALL, LONGEST_WEB = 30, 80
"""Characters of a heading without a number, of a line of a web page."""
ONCE: dict[Role, str] = {
    "copy_no": "份号",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "number": "发文字号",
    "issue": "期号",
    "edited": "编印单位和日期",
}
"""Elements of which a Document has one."""


def doubts(sorting: Sorting, document: Document) -> Iterator[Diagnostic]:
    """All doubts, those found on the way first."""
    yield from sorting.doubts
    notices = list(told_notices(sorting.manuscript, document))
    broken = [notice for notice in notices if notice.kind == "broken"]
    if len(broken) > MOST_BROKEN:
        yield doubt(f"文字一行一行断开了，已按段落连起来（共{len(broken)}处）", broken[0].line, broken[0].text)
    for notice in notices:
        if notice.kind in NOTICES and not (notice.kind == "broken" and len(broken) > MOST_BROKEN):
            yield doubt(NOTICES[notice.kind].format(notice.text), notice.line)
    yield from elements(sorting, document)
    yield from left_out(sorting, document)
    yield from ragged(sorting)
    yield from attachments(document)
    yield from columns(sorting)
    yield from small_headings(sorting)
    yield from tabs(sorting)
    yield from web(sorting)


def told_notices(manuscript: Manuscript, document: Document) -> Iterator[Notice]:
    """The notices but that of a header which holds the mark of a letter and nothing else."""
    mark = bare("".join(document.mark) + document.mark_suffix)
    for notice in manuscript.notices:
        if notice.kind != "header" or not mark or bare(notice.text).strip("“”") != mark:
            yield notice


def left_out_of(reading: Reading) -> tuple[str, ...]:
    """What a reader of the source sees and the result does not show, each kind once."""
    kinds = [notice.kind for notice in told_notices(reading.manuscript, reading.document)]
    roles = {placed.role for placed in reading.placed}
    around = [NOT_TAKEN[role] for role in NOT_TAKEN if role in roles]
    said = {
        NOTICES[notice.kind].format(notice.text) for notice in reading.manuscript.notices if notice.kind in NOTICES
    }
    elements = [d for d in reading.doubts if d.message not in said and LEFT_OUT_DOUBT.search(d.message)]
    others = ["列出的其他文字"] if elements and not around else []
    return tuple(dict.fromkeys([*(NOT_SHOWN[kind] for kind in kinds if kind in NOT_SHOWN), *around, *others]))


def shown_otherwise(reading: Reading) -> tuple[str, ...]:
    """What the result shows as ordinary text and the source does not, each kind once."""
    kinds = [notice.kind for notice in told_notices(reading.manuscript, reading.document)]
    return tuple(dict.fromkeys(OTHERWISE[kind] for kind in kinds if kind in OTHERWISE))


def elements(sorting: Sorting, document: Document) -> Iterator[Diagnostic]:
    """Elements that an official document has and this one seems to lack."""
    if not document.title and document.kind != "纪要":
        yield doubt("没有认出标题")
    if document.mark and not document.doc_number and document.kind != "纪要":
        yield doubt("有发文机关标志，没有认出发文字号")
    if sorting.index_number and document.doc_number == sorting.index_number and "number" not in sorting.roles:
        yield doubt(f"正文上面没有发文字号，用了网页索引里的“{document.doc_number}”")
    if document.doc_number and not document.mark:
        yield doubt("有发文字号，没有认出发文机关标志（红头），按不带红头的材料理解")
    if document.date_text and document.date is None:
        yield doubt(f"成文日期“{document.date_text}”不是完整的日期")
    if document.signature and not document.date_text:
        yield doubt("有署名，没有认出成文日期")
    for name in document.signature:
        if len(parts := name.split()) > 1 and all(map(is_organ, parts)):
            yield doubt("署名中间有空格，按一个单位理解，是几个单位联合署名的请分开写", text=name)
    for i in sorting.filled():
        if sorting.roles[i] is None and looks_dated(sorting.text(i)):
            yield doubt("单独一行的日期，没有当作成文日期", sorting.items[i].number, sorting.text(i))
        if sorting.roles[i] is None and document.kind == "纪要" and SENT.match(sorting.text(i)):
            yield doubt("像版记里的分送机关，写的是“发送”，按正文理解", sorting.items[i].number, sorting.text(i)[:30])
        if sorting.roles[i] is None and LISTED.match(sorting.text(i)):
            yield doubt("像是附件说明，按正文理解", sorting.items[i].number, sorting.text(i)[:30])


def left_out(sorting: Sorting, document: Document) -> Iterator[Diagnostic]:
    """Lines that were understood, but for which the Document has no room."""
    for i in sorting.filled():
        role, line, text = sorting.roles[i], sorting.items[i].number, sorting.text(i)
        if role in ONCE and role in sorting.roles[:i]:
            yield doubt(f"有不止一个{ONCE[role]}，只用了前一个", line, text)
        elif role == "edited" and (match := EDITED.match(text)) and date_line(match["day"]) != document.date:
            yield doubt(f"编印日期“{match['day']}”没有带进来", line, text)
        elif SUBJECT.match(text) and role == "imprint":
            yield doubt("主题词没有带进来，2012年起公文不再标注主题词", line, text)
    imprint = [(sorting.items[i].number, sorting.text(i)) for i in sorting.filled() if sorting.roles[i] == "imprint"]
    printed = [(line, text, match) for line, text in imprint if (match := PRINTED.match(text))]
    for line, text, match in printed:
        if (line, text, match) != printed[-1]:
            yield doubt("有不止一行印发机关和印发日期，只用了最后一行", line, text)
        elif date_line(match["day"]) is None:
            yield doubt(f"印发日期“{match['day']}”不是完整的日期，没有带进来", line, text)


def ragged(sorting: Sorting) -> Iterator[Diagnostic]:
    """Tables whose rows do not fit their columns."""
    for item in sorting.items:
        if isinstance(item, Grid) and item.ragged:
            rows = "、".join(f"第{y}行" for y in item.ragged[:5])
            yield doubt(
                f"表格的{rows}格数与其他行不同：多出的空格已去掉，少的补了空格，或按上面一格往下合并", item.number
            )


def attachments(document: Document) -> Iterator[Diagnostic]:
    """附件说明 and attachments that do not agree in number; 附表 that no list names are none of its attachments."""
    listed = Counter({document.listed_word: len(document.listed)})
    for part in document.parts:
        listed[part.listed_word] += len(part.listed)
    found = Counter(part.label[: len(ENCLOSURE)] for part in document.parts if part.label)
    for word, count in listed.items():
        if count != found[word] and (count or word == ENCLOSURE):
            yield doubt(f"{word}说明列了{count}个{word}，后面有{found[word]}个")


def columns(sorting: Sorting) -> Iterator[Diagnostic]:
    """Text that stands in columns as in a newspaper, whose order may be another than it looks."""
    pages = sorting.manuscript.pages
    told: set[int] = set()
    for i in sorting.filled():
        item = sorting.items[i]
        if item.section < len(pages) and pages[item.section].columns > 1 and item.section not in told:
            told.add(item.section)
            count = pages[item.section].columns
            message = f"从这里起排成{count}栏，已按先左栏、后右栏的顺序读，重新排版时不再分栏"
            yield doubt(message, item.number, sorting.text(i)[:30])


def small_headings(sorting: Sorting) -> Iterator[Diagnostic]:
    """Lines of the text that are set like headings, but bear no number."""
    text = [i for i in sorting.filled() if sorting.roles[i] is None and sorting.line(i) is not None]
    stressed = [i for i in text if set_off(sorting, i)]
    if not sorting.looks_known or 2 * len(stressed) > len(text):
        return
    for i in stressed:
        said = sorting.text(i)
        if (
            len(said) <= LONGEST_SMALL
            and not said.endswith(("。", "；", "：", "，", ":", ";"))
            and level_of(said) is None
        ):
            message = "像小标题，但没有序号，按正文理解，排出来和正文一样"
            yield doubt(message, sorting.items[i].number, said)


def tabs(sorting: Sorting) -> Iterator[Diagnostic]:
    """Lines of the text that have tabs in them: a table may have been lost, or a place to write in."""
    left = [i for i in sorting.filled() if sorting.roles[i] is None and "\t" in sorting.text(i)]
    if left:
        count = f"（共{len(left)}行）" if len(left) > 1 else ""
        message = f"正文里有制表符{count}，可能是拆散的表格，按文字理解"
        yield doubt(message, sorting.items[left[0]].number, sorting.text(left[0])[:30])


def set_off(sorting: Sorting, i: int) -> bool:
    """Whether a paragraph is bold or in the face of headings from end to end."""
    line = sorting.line(i)
    runs = [run.looks for run in line.runs if run.text.strip()] if line else []
    return bool(runs) and all(look.bold or look.face in HEADING_FACES for look in runs)


def web(sorting: Sorting) -> Iterator[Diagnostic]:
    """What a web page says round a document, taken over as text."""
    for i in sorting.filled():
        role, text = sorting.roles[i], sorting.text(i)
        short = role in (None, "subtitle", "label") and len(text) <= LONGEST_WEB
        if short and (SOURCE.match(text) or PATH.match(text)):
            yield doubt("像是网页上的文字，已原样留着，不要的请删去", sorting.items[i].number, text[:30])
