"""What people who write in Word type into a data file although docgen prints it, or prints it itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from docgen.campaign.model import DocumentEntry
from docgen.campaign.skeleton import Loc
from docgen.documents import KINDS, rules
from docgen.documents.draw import issuers, signatures, signs
from docgen.documents.entries import meant
from docgen.documents.findings import FIELDS, Review, exact, walk
from docgen.gongwen.document import flat
from docgen.gongwen.parse import lines
from docgen.gongwen.reading.patterns import is_organ
from docgen.gongwen.word.symbols import FONTS
from docgen.wording import half_width

NOTHING_TYPED = re.compile(r"[（(]?(?:暂?无|没有|不适用|略|[-—–/／\\]+|N/?A)[）)]?[。.]?", re.IGNORECASE)
MAY_SAY_NOTHING = ("署名", "标注", "列名")
"""Keys whose 无 means something."""
COMMA = re.compile("[,，]")
DATE_LINE = re.compile(
    r"(?:\d{4}|[〇○Ｏ零一二三四五六七八九]{4})年[\d〇零一二三四五六七八九十]{1,3}月[\d〇零一二三四五六七八九十]{1,3}日"
)
LAST_LINES = 3
"""So many lines of a text are looked at for its signature and date."""
LONGEST_ADDRESS = 60
PRIVATE = re.compile("[\ue000-\uf8ff\ufffc\ufffd]")
MARKDOWN = (
    (re.compile(r"\*\*[^*\s][^*]*\*\*|(?<![A-Za-z0-9_])__[^_\s][^_]*__(?![A-Za-z0-9_])"), "加粗的记号（**）", "请删去记号；标题自动用黑体、楷体，不用加粗"),
    (re.compile(r"^#{1,6}\s+\S"), "标题的记号（#）", "请删去记号，标题写成“一、”“（一）”“1.”"),
    (re.compile(r"^[-*+]\s+\S"), "列表的记号（- 或 *）", "请删去记号，写成“一是”“（一）”“1.”，或直接写成一段"),
    (re.compile(r"^\|.*\|$"), "表格的记号（|）", "表格请写在“表格”里，或附一个 Word 文件"),
    (re.compile(r"^>\s*\S"), "引用的记号（>）", "请删去记号"),
    (re.compile(r"(?<!`)`{1,3}[^`]{1,200}`|^```"), "代码的记号（`）", "请删去记号"),
    (re.compile(r"\[[^\[\]]{1,200}\]\((?:https?:|mailto:|/)[^)]{0,300}\)"), "链接的记号（[文字](网址)）", "请只写文字，或写出网址"),
    (re.compile(r"^(?:-{3,}|\*{3,}|={3,}|_{3,})$"), "分隔线的记号", "请删去这一行"),
)  # fmt: skip
"""Marks of Markdown, which would be printed as they stand."""
TEXT_KEYS = ("正文", "内容")


def habits_review(found: Review) -> None:
    """Every such habit in the documents and tasks of a campaign."""
    for i, entry in enumerate(found.campaign.documents):
        loc: Loc = ("文件", i)
        entry = meant(entry)
        titles(found, loc, entry)
        nothing(found, loc, entry.model_dump(by_alias=True, exclude_defaults=True))
        if entry.kind in KINDS:
            repeated(found, loc, entry)
        names_with_commas(found, loc, entry)
        signs_of_word(found, loc, entry.model_dump(by_alias=True, exclude_defaults=True))
    for c, group in enumerate(found.campaign.tasks):
        signs_of_word(found, ("任务", c), group.model_dump(by_alias=True, exclude_defaults=True))
        for t, task in enumerate(group.tasks):
            for key, departments in (("牵头", task.lead), ("配合", task.support)):
                comma(found, ("任务", c, "事项", t, key), departments)
    comma(found, ("部门",), found.campaign.departments)
    name_ends(found)


def name_ends(found: Review) -> None:
    """Names end without a stop: it would be printed with them wherever they stand."""
    activity = found.campaign.activity
    named: list[tuple[Loc, str]] = [
        (("活动", "名称"), activity.name),
        (("活动", "主办"), activity.host),
        (("活动", "机关代字"), activity.code),
    ]
    for i, unit in enumerate(found.campaign.units):
        named += [
            (("单位", i, key), text) for key, text in (("编号", unit.code), ("全称", unit.name), ("简称", unit.short))
        ]
    for loc, text in named:
        if text.endswith(tuple("，,。；;、：")):
            found.add(loc, rules.SUPERFLUOUS_TEXT, "warning", f"“{text}”末尾多了“{text[-1]}”，会照样印出来", found=text,
                      expected=text[:-1], cure=f"请改成“{text[:-1]}”")  # fmt: skip


def titles(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """A title is written without quotation marks round it."""
    places: list[tuple[Loc, str]] = [((*loc, "标题"), entry.title)]
    if entry.enclosure:
        places.append(((*loc, "印发件", "标题"), entry.enclosure.title))
        places += [
            ((*at, "标题"), one.title) for at, one in walk((*loc, "印发件", "附件"), entry.enclosure.attachments)
        ]
    places += [((*at, "标题"), one.title) for at, one in walk((*loc, "附件"), entry.attachments)]
    for place, text in places:
        if match := re.fullmatch(
            r"“([^“”]+)”|\"([^\"]+)\"|《([^《》]+)》|「([^「」]+)」|‘([^‘’]+)’|'([^']+)'", flat(text).strip()
        ):
            inside = next(filter(None, match.groups()))
            found.add(place, rules.SUPERFLUOUS_TEXT, "warning", f"标题外面的{text.strip()[0]}{text.strip()[-1]}会印出来", found=text,
                      expected=inside, cure=f"请去掉，写成：{inside}")  # fmt: skip


def nothing(found: Review, loc: Loc, value: Any) -> None:
    """What there is none of is left out, not written as 无."""
    for key, text in value.items() if isinstance(value, dict) else ():
        if isinstance(text, dict) and key in ("版记", "会议"):
            nothing(found, (*loc, key), text)
        plain = "、".join(text) if isinstance(text, tuple) and all(isinstance(t, str) for t in text) else text
        if isinstance(plain, str) and key not in MAY_SAY_NOTHING and NOTHING_TYPED.fullmatch(plain.strip()):
            found.add((*loc, key), rules.SUPERFLUOUS_TEXT, "warning", f"“{key}”写了“{plain.strip()}”，会印出来", found=plain,
                      cure=f"没有就把“{key}”这一行删去")  # fmt: skip


def repeated(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """What docgen prints round the text is not in the text again: title, recipients, signature, date."""
    text = [(index, line) for index, line in lines(entry.body) if line.strip()]
    if not text:
        return
    kind, place = KINDS[entry.kind], (*loc, "正文")
    first, opening = text[0]
    if entry.title and loose(opening) == loose(flat(entry.title)):
        again(found, place, first, opening, "标题", "标题")
        first, opening = text[1] if len(text) > 1 else (first, "")
    if "主送" not in kind.unprinted and addresses(opening, entry):
        again(found, place, first, opening, "主送机关", "主送", no_recipients(entry))
    if not kind.signed or not signs(entry, kind):
        return
    names = {loose(name) for name in signatures(entry, issuers(entry, found.campaign))}
    for index, line in text[1:][-LAST_LINES:]:
        if loose(line) in names:
            again(found, place, index, line, "署名", "署名")
        elif DATE_LINE.fullmatch(loose(half_width(line))):
            again(found, place, index, line, "成文日期", "成文日期", entry.date is None)
        elif signed_and_dated(line, names):
            again(found, place, index, line.strip(), "署名和成文日期", "成文日期", entry.date is None)


def signed_and_dated(line: str, names: Set[str]) -> bool:
    """Whether a line is a signature with the date behind it: of who issues the document, or of another organ."""
    plain = loose(half_width(line))
    day = DATE_LINE.search(plain)
    if day is None or day.end() != len(plain) or not day.start():
        return False
    name = plain[: day.start()].rstrip("，,、；;：:")
    whole = len(name) <= LONGEST_ADDRESS and not re.search("[，,。；;：:]", name)
    return name in set(map(half_width, names)) or (
        whole and bool(re.search(r"[\s\u3000]", line.strip())) and is_organ(name)
    )


def no_recipients(entry: DocumentEntry) -> bool:
    """Whether a document names nobody that it goes to."""
    return not entry.targets and (not entry.recipients or bool(NOTHING_TYPED.fullmatch(entry.recipients)))


def addresses(line: str, entry: DocumentEntry) -> bool:
    """Whether a line is the salutation: the recipients again, or what addresses somebody and ends with a colon."""
    plain = loose(line).rstrip("：:")
    if entry.recipients and plain == loose(entry.recipients).rstrip("：:"):
        return True
    ends = line.rstrip().endswith(("：", ":")) and len(plain) <= LONGEST_ADDRESS and "。" not in plain
    return (
        ends
        and bool(re.match(r"各[^，。：]{1,12}(?:[，、：:]|$)|尊敬的", line))
        and not re.search("如下|以下|下列|要求|事项", plain)
    )


def again(found: Review, place: Loc, index: int, line: str, what: str, key: str, missing: bool = False) -> None:
    """Say that a line of the text is printed anyway, or has a key of its own."""
    told = f"“{line[:20]}”是{what}，不写在正文里" if missing else f"正文里又写了{what}“{line[:20]}”，会印两遍"
    cure = f"请移到“{key}:”后面" if missing else f"{what}由“{key}”自动印，请从正文里删去这一行"
    found.add(place, rules.SUPERFLUOUS_TEXT, "warning", told, found=line[:40], line=index, cure=cure)


def loose(text: str) -> str:
    """A text without blanks, for comparing."""
    return re.sub(r"\s", "", text)


def names_with_commas(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """Several names in one text are divided by 、 so that they are several."""
    for key in ("发文机关", "署名", "签发人", "发给"):
        value = entry.issuers if key == "发文机关" else getattr(entry, FIELDS[key])
        comma(found, (*loc, key), value)
    if re.search("[,;]", entry.recipients):
        right = "；".join("，".join(map(str.strip, part.split(","))) for part in entry.recipients.split(";"))
        found.add((*loc, "主送"), rules.SUPERFLUOUS_TEXT, "warning", "主送机关之间用了英文的标点，会照样印出来", found=entry.recipients,
                  expected=right, cure=f"同类的机关之间用顿号，不同类的用中文逗号，如“{right}”")  # fmt: skip


def comma(found: Review, loc: Loc, names: tuple[str, ...]) -> None:
    """A comma does not divide names."""
    for i, name in enumerate(names):
        if COMMA.search(name) and not re.search(r"[（(][^（()）]*[,，]", name):
            right = "、".join(part.strip() for part in COMMA.split(name) if part.strip())
            found.add(exact(found, loc, i), rules.SUPERFLUOUS_TEXT, "warning", f"“{name}”中间是逗号，会当成一个名称", found=name,
                      expected=right, cure=f"几个名称之间请用顿号，即“{right}”")  # fmt: skip


def signs_of_word(found: Review, loc: Loc, value: Any) -> None:
    """Signs of symbol fonts, and marks of Markdown, in every text; each kind once for a text."""
    for place, text in texts(value, loc):
        if hits := dict.fromkeys(PRIVATE.findall(text)):
            at = text.count("\n", 0, PRIVATE.search(text).start())  # type: ignore[union-attr]
            shown = "、".join(f"U+{ord(sign):04X}" for sign in hits)
            known = {FONTS["wingdings"].get(ord(sign) - 0xF000) for sign in hits} - {None}
            cure = f"请重新打一遍，如“{'”“'.join(sorted(map(str, known)))}”" if known else "请删去，或换成普通的字符"
            what = f"“{named(place)}”里有只在 Word 符号字体里才有的字符（{shown}），印出来是方框或空白"
            found.add(place, rules.STRAY_MARKUP, "warning", what, found=shown, line=at, cure=cure)
        is_body = named(place) in TEXT_KEYS
        for pattern, what, cure in MARKDOWN if is_body else MARKDOWN[:1]:
            marked = [(index, line) for index, line in lines(text) if pattern.search(line)]
            if marked:
                more = f"（共{len(marked)}行）" if len(marked) > 1 else ""
                found.add(place, rules.STRAY_MARKUP, "warning", f"“{named(place)}”里有{what}{more}，会照样印出来：{marked[0][1][:20]}",
                          found=marked[0][1][:40], line=marked[0][0], cure=cure)  # fmt: skip


def named(loc: Loc) -> str:
    """The key that a place ends with."""
    return next((str(step) for step in reversed(loc) if isinstance(step, str)), "文件")


def texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text of some data with its place."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*loc, key))
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from texts(item, (*loc, i))
