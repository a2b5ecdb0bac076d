"""The layout of a document judged clause by clause: what in its type, indents and page set-up deviates."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.finding import SEVERITY, Finding
from docgen.gongwen.layout import (
    attached,
    body,
    closing,
    evenness,
    imprint,
    imprintorgans,
    masthead,
    page,
    pagenumbers,
    redrule,
    special,
    tables,
    titles,
)
from docgen.gongwen.layout.case import Case, Fault, Rule
from docgen.gongwen.layout.drafts import named
from docgen.gongwen.profile import Profile, overlaid, profile
from docgen.gongwen.roles import Reading

RULES: tuple[Rule, ...] = (
    Rule("G01", "纸张", "5.1", "must", page.paper),
    Rule("G02", "天头", "5.2.1", "must", page.top_margin),
    Rule("G03", "订口", "5.2.1", "must", page.left_margin),
    Rule("G04", "版心宽", "5.2.1", "must", page.text_width),
    Rule("G05", "版心高", "5.2.1", "must", page.text_height),
    Rule("G06", "每页行数", "5.2.3", "usual", evenness.lines),
    Rule("G07", "每行字数", "5.2.3", "usual", page.characters),
    Rule("G08", "文字颜色", "5.2.4", "must", body.colours),
    Rule("G09", "正文字体", "5.2.2", "usual", body.body_face),
    Rule("G10", "正文字号", "5.2.2", "usual", body.body_size),
    Rule("G11", "份号", "7.2.1", "usual", masthead.copy_number),
    Rule("G12", "密级", "7.2.2", "usual", masthead.secrecy),
    Rule("G13", "紧急程度", "7.2.3", "usual", masthead.urgency),
    Rule("G14", "版头顺序", "7.2.3", "usual", masthead.order),
    Rule("G15", "标志居中", "7.2.4", "must", masthead.mark_place),
    Rule("G16", "标志颜色和字体", "7.2.4", "recommended", masthead.mark_looks),
    Rule("G17", "标志下空二行", "7.2.5", "must", masthead.number_below_mark),
    Rule("G18", "发文字号", "7.2.5", "must", masthead.number_place),
    Rule("G19", "签发人", "7.2.6", "must", masthead.signers),
    Rule("G20", "红色分隔线", "7.2.7", "must", redrule.red_rule),
    Rule("G21", "标题字体", "7.3.1", "usual", titles.title_face),
    Rule("G22", "标题字号", "7.3.1", "usual", titles.title_size),
    Rule("G23", "标题居中", "7.3.1", "usual", titles.title_place),
    Rule("G24", "标题上空二行", "7.3.1", "usual", titles.title_below_rule),
    Rule("G25", "标题分行", "7.3.1", "usual", titles.title_shape),
    Rule("G26", "主送机关顶格", "7.3.2", "must", titles.recipients_place),
    Rule("G27", "主送机关上空一行", "7.3.2", "must", titles.recipients_below_title),
    Rule("G28", "正文缩进", "7.3.3", "usual", body.body_indent),
    Rule("G29", "空格缩进", "7.3.3", "usual", body.typed_indent),
    Rule("G30", "层次标题字体", "7.3.3", "usual", body.headings),
    Rule("G31", "加粗", "7.3.3", "practice", body.bold),
    Rule("G32", "正文空行", "7.3.3", "practice", body.stray_blanks),
    Rule("G33", "附件说明上空一行", "7.3.4", "must", closing.listed_above),
    Rule("G34", "附件说明左空二字", "7.3.4", "must", closing.listed_start),
    Rule("G35", "附件说明对齐", "7.3.4", "must", closing.listed_wraps),
    Rule("G36", "成文日期右空四字", "7.3.5.1", "usual", closing.sealed_date),
    Rule("G37", "署名居中", "7.3.5.1", "usual", closing.name_over_date),
    Rule("G38", "不盖章的署名和日期", "7.3.5.2", "must", closing.unsealed),
    Rule("G39", "成文日期字体字号", "7.3.5.4", "usual", closing.date_looks),
    Rule("G40", "附注", "7.3.6", "must", closing.note),
    Rule("G41", "附件另面", "7.3.7", "must", attached.new_page),
    Rule("G42", "附件标注", "7.3.7", "must", attached.label),
    Rule("G43", "附件标注和标题的行", "7.3.7", "must", attached.label_lines),
    Rule("G44", "附件标题", "7.3.7", "must", attached.title),
    Rule("G45", "版记和分隔线", "7.4.1", "must", imprint.present),
    Rule("G46", "版记字体字号", "7.4.2", "usual", imprint.looks),
    Rule("G47", "抄送机关", "7.4.2", "must", imprint.copies),
    Rule("G48", "印发机关和印发日期", "7.4.3", "must", imprint.printed),
    Rule("G49", "版记位置", "7.4.1", "practice", imprint.at_bottom),
    Rule("G50", "页码", "7.5", "must", pagenumbers.present),
    Rule("G51", "页码位置", "7.5", "must", pagenumbers.side),
    Rule("G52", "页码形式", "7.5", "must", pagenumbers.form),
    Rule("G53", "页码字体字号", "7.5", "usual", pagenumbers.looks),
    Rule("G54", "横排页面", "8", "practice", tables.landscape),
    Rule("G55", "表格", "5.2.1", "must", tables.table_size),
    Rule("G56", "信函格式", "10.1", "must", special.letter),
    Rule("G57", "纪要格式", "10.3", "usual", special.rolls),
    Rule("G58", "标记残留", None, "practice", body.leftovers),
    Rule("G59", "主送机关下一行", "7.3.3", "usual", titles.body_below_recipients),
    Rule("G60", "页码连续", "7.5", "must", pagenumbers.run_on),
    Rule("G61", "印发机关", "7.4.3", "usual", imprintorgans.own_office),
    Rule("G62", "版记各项的顺序", "7.4.2", "must", imprintorgans.order),
)
"""All rules in their order: a new one is a function and a line here."""
MASTHEAD_RULES = frozenset(f"G{number}" for number in (*range(11, 21), 24))
SINGLY = frozenset(("G08", "G09", "G10", "G28"))
"""Rules that name a few paragraphs with the same fault one by one, so that each can be found."""
MOST_SINGLE = 5
MOST_NAMED = 12


def layout_findings(reading: Reading, profile: Profile) -> list[Finding]:
    """What deviates from the profile, in the order of the rules; nothing for a text without layout."""
    if not reading.manuscript.looks_known:
        return []
    case = fitting(reading, profile)
    rules = [rule for rule in RULES if case.has_masthead or rule.number not in MASTHEAD_RULES]
    return [found for rule in rules for found in judged(rule, case)]


def fitting(reading: Reading, given: Profile) -> Case:
    """The case with the profile that the document takes: without a masthead it is judged as one without."""
    reading = named(reading)
    case = Case(reading, given)
    return case if case.has_masthead or given.form == "无版头" else Case(reading, overlaid(given, "无版头"))


def suited(reading: Reading) -> str:
    """The name of the profile that a document is judged by when the user names none."""
    letter = Case(reading, profile("信函"))
    marks = [line.stripped for line in letter.mark]
    if any(mark.endswith("纪要") for mark in marks):
        return "纪要"
    plain = not any(mark.endswith("文件") for mark in marks) or redrule.double_rules(letter)
    if marks and plain and special.is_letter(letter):
        return "信函"
    return "国标" if letter.has_masthead and reading.of("mark") else "无版头"


def judged(rule: Rule, case: Case) -> Iterator[Finding]:
    """The findings of one rule; many paragraphs or pages with the same fault make one."""
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for fault in rule.judge(case):
        same = (fault.found, fault.expected, fault.key, fault.strength, fault.line is None)
        groups.setdefault(same, []).append(fault)
    for faults in groups.values():
        if rule.number in SINGLY and len(faults) <= min(MOST_SINGLE, len(case.body) / 2):
            yield from (finding(rule, case, fault, fault.message) for fault in faults)
        else:
            yield finding(rule, case, faults[0], f"{where(case, faults)}{faults[0].message}{spread(faults)}")


def where(case: Case, faults: list[Fault]) -> str:
    """The sections and kinds of pages that have a fault; nothing where all have it."""
    sections = sorted({fault.section + 1 for fault in faults if fault.section is not None})
    kinds = list(dict.fromkeys(fault.kind for fault in faults if fault.kind))
    shown = {pagenumbers.KINDS[kind] for page in case.pages for kind in pagenumbers.kinds(case, page)}
    named = f"第{'、'.join(map(str, sections))}节" if 0 < len(sections) < len(case.pages) else ""
    named += "" if shown <= set(kinds) else "、".join(kinds)
    return f"{named}的" if named and not faults[0].message.startswith("没有") else named


def spread(faults: list[Fault]) -> str:
    """How many paragraphs have a fault, and which; nothing for one, nor for pages, which are named in front."""
    if len(faults) > 1 and faults[0].line is None and faults[0].section is None:
        return f"（共{len(faults)}处）"
    numbers = list(dict.fromkeys(fault.line.number for fault in faults if fault.line and fault.line.number))
    if len(numbers) < 2:
        return ""
    shown = "、".join(map(str, numbers[:MOST_NAMED])) + ("等" if len(numbers) > MOST_NAMED else "")
    return f"（共{len(numbers)}段：文件的第{shown}段）"


def finding(rule: Rule, case: Case, fault: Fault, message: str) -> Finding:
    """A fault weighed by the strength of its clause; what house rules set is their own matter, no clause's."""
    value = case.profile.values.get(fault.key)
    strength = fault.strength or (value.strength if value else rule.strength)
    clause = fault.clause or (value.clause if value else rule.clause)
    severity = SEVERITY[strength]
    line, own = fault.line, ""
    if fault.key in case.profile.overridden:
        strength, clause, severity, own = "practice", None, "warning", "（本单位规则）"
    number = line.number or None if line else None
    text = line.stripped[:20] if line else ""
    return Finding(
        rule.number, severity, message + own, fault.found, fault.expected, fault.cure, number, text, clause, strength
    )
