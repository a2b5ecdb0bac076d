"""How the elements of an official document are written, also carelessly: patterns on one line of text."""

from __future__ import annotations

import re
from datetime import date

from docgen.gongwen.check import YEAR_CLOSES, YEAR_OPENS
from docgen.wording import from_han, half_width

BLANKS = re.compile(r"[\s\u3000\xa0\u200b\ufeff]+")
NUMBER = re.compile(
    rf"^(?P<code>[\u4e00-\u9fff][\u4e00-\u9fff（）()]{{0,14}}?){YEAR_OPENS}(?P<year>\d{{2,4}}){YEAR_CLOSES}第?(?P<serial>\d+)号"
    r"(?:签发人[：:](?P<signers>.+))?$"
)
"""发文字号 with blanks taken out; 签发人 may share its line."""
OTHER_SIGNERS = re.compile(r"^[\u4e00-\u9fff·、]{2,12}$")
SIGNERS = re.compile(r"^签\s*发\s*人\s*[：:]\s*(?P<signers>\S.*)$")
COPY_NO = re.compile(r"^\d{4,8}$")
SECRECY = re.compile(r"^(绝密|机密|秘密)(?:[★☆*].+)?$")
URGENCY = re.compile(r"^(特急|加急|特提|平急|急件)$")
EDITED = re.compile(r"^(?P<by>.*?)(?<!\s)\s*+(?P<day>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)$")
"""编印单位 and date of minutes on one line."""
ISSUE = re.compile(r"^(?:[〔（(\[]?\d{4}[〕）)\]]?年?)?[〔（(\[]?第?[0-9一二三四五六七八九十百]+[期号][）)〕\]]?$")
LABEL = re.compile(r"^附[件表图录]([0-9０-９]{1,2}(?:[-－—][0-9０-９]{1,2})?|[一二三四五六七八九十]{1,3})?[：:]?$")
"""What stands over an attachment, without blanks: 附件1, 附表2, 附图, 附件1-1."""
LABEL_AND_TITLE = re.compile(
    r"^(?P<label>附\s*[件表图录]\s*+(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?)\s*+[：:]\s*(?P<title>\S.*)$"
)
CHAPTER_OF_COLLECTION = re.compile(r"^第[一二三四五六七八九十]{1,3}篇\s*[：:].+$")
LISTED = re.compile(
    r"^(?P<word>附\s*[件表图录])(?:\s*[：:]\s*|\s*(?=[0-9０-９]{1,2}\s*[.．、﹒·：:]\s*\S))(?P<rest>.*)$", re.S
)
"""The beginning of a 附件说明, and an item of one that repeats the word: 附件：1.…, 附件1.…, 附件2：…."""
LISTED_ITEM = re.compile(r"^(?P<number>[0-9０-９]{1,2})\s*[.．、﹒·：:]\s*(?P<title>\S.*)$")
CC = re.compile(r"^(?P<kind>抄\s*[送报]|分\s*送|主\s*送|报|送|发)\s*[：:]\s*(?P<names>.+)$", re.S)
PRINTED = re.compile(
    r"^(?P<by>.*?)(?<!\s)\s*+(?P<day>[0-9０-９〇○零一二三四五六七八九十][^，。；]{5,18}?日)\s*印\s*发[。]?$"
)
NOTE = re.compile(r"^[（(](?P<note>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]$")
BARE_NOTE = re.compile(r"^(?:此件|本文|联系人|联系电话|信息公开).{0,60}$|^(?:依申请公开|主动公开|不予公开)$")
"""附注 that was typed without its brackets."""
ROLL = re.compile(
    r"^(?P<label>(?:出\s*席|列\s*席)(?:\s*人\s*员)?|请\s*假|缺\s*席|参\s*[加会](?:\s*人\s*员)?|(?:主\s*持|记\s*录)(?:\s*人)?)"
    r"\s*[：:]\s*(?P<names>\S.*)$",
    re.S,
)
"""Who was at a meeting, as the standard calls them or as they are often called."""
PRESENT = re.compile(r"^(?:出\s*席|请\s*假|列\s*席)")
"""A label that the standard knows."""
PRESENT_AT_ALL = re.compile(r"^(?:出\s*席|请\s*假|列\s*席|参\s*[加会]|缺\s*席)")
"""The same, or one that minutes have instead."""
SIGNED = re.compile(
    r"^(?P<name>\S.*?)(?<!\s)\s++(?P<day>[〇○零一二三四五六七八九\d]{4}\s*年.{1,12}[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2})$"
)
"""A signature with the date on its line."""
SUBJECT = re.compile(r"^主\s*题\s*词\s*[：:]")
"""What documents bore over their imprint until 2012."""
OPEN_NOTE = re.compile(r"^[（(][^（）()]*$")
"""A remark in brackets that goes on in the next line."""
DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,4}[.．]?[ \u3000\t]+\S")
"""A heading that is numbered 1, 1.1, 1.1.1."""
ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}(?:[编章节条篇]|部分(?=[ \u3000]|$))")
"""A chapter or an article of rules."""
PAGE = re.compile(
    r"^(?:[-—–－_·•]{1,3}\s*\d{1,4}\s*[-—–－_·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
"""The number of a page on a line of its own."""
CONTENTS = re.compile(r"^目\s*[录次]$")
"""The word over a table of contents."""
NOTES = re.compile(r"^(?:注|备注|说明|(?:数据|资料)?来源|填表说明|填报说明|填写说明|填表要求)\s*[：:]")
UNIT_HEAD = re.compile(r"^[（(]?(?:金额|计量|计价|货币|数量|面积)?单位\s*[：:]\s*[^：:。；\s]{1,16}$")
"""单位：万元, which stands at the right over a table."""
TABLE_HEAD = re.compile(
    r"^[（(]?(?:(?:填报|填表|报送|上报|编制|编报|制表|汇总|申报|金额|计量|计价|货币|数量|面积|责任|所属|被检查)?"
    r"(?:单位|部门|企业|机构|公司|科室|处室)(?:名称|全称)?(?:[（(][^（）()]{1,6}[）)])?"
    r"|(?:填报|填表|制表|报送|上报|编制|审核|负责|联系)人(?:[（(][^（）()]{1,6}[）)])?"
    r"|(?:填报|填表|制表|报送|上报|编制|统计|截止)(?:日期|时间|年度|期间)|(?:所属|报告|统计)(?:时期|期间)|日\s*期|年\s*度)\s*[：:]"
)
"""A line over a table that says who fills it in, when, and in which unit."""
NUMBERED = re.compile(r"^(?:\d{1,2}\s*[.．、﹒]|[（(]\d{1,2}[）)])")

ORGAN_END = (
    "公司|集团|中心|委员会|委|局|厅|部|处|署|院|校|会|社|政府|银行|支行|分行|办公室|办|所|队|站|科|室|组|党委|党组|工会|馆|"
    "联社|总社|法院|检察院|大学|学院|医院|总部|企业|单位|机构|事务所|基金会|协会|联合会|园区|街道|镇|乡|村|厂|矿|港|段"
)
NO_ORGAN = re.compile(
    r"请|参加|按[照时]|现[将就]|为了|[一二三四五六七八九十]是|\d{1,4}年|\d{1,2}月|\d{1,2}日|第[一二三四五六七八九十\d]{1,3}(?:天|小?组|批|期|轮|场|次|阶段|节|班)"
)
"""How a sentence or a line of a plan begins that ends like a name: 请准时参会, 7月6日 第一组."""
PRINT_RUN = re.compile(r"^[（(]?\s?共?\s?印\s?[发制刷]?\s?\d{1,6}\s?份[。]?[）)]?[。]?$")
"""How many copies were printed, under the imprint: （共印80份）."""
SHORTEST_ORGAN = 4
APART = re.compile(r"\t+|\u3000{2,}| {2,}|(?: \u3000|\u3000 )")
"""What parts the names of two organisations on one line."""
ORGAN = re.compile(rf"^[\u4e00-\u9fffA-Za-z0-9（）()·、　 ]{{2,40}}(?:{ORGAN_END})(?:[（(][\u4e00-\u9fff]+[）)])?$")
KIND_END = re.compile(
    r"(?:通知|通报|报告|请示|批复|意见|决定|决议|公告|通告|公报|命令|令|议案|函|纪要|方案|办法|规定|细则|规则|制度|计划|规划|纲要|总结|"
    r"要点|表|台账|清单|目录|模板|样表|样式|说明|书|预案|安排|规程|规范|指南|公示|简报|大纲|名单|汇编|指引|手册|条例|章程|守则|准则|标准|提纲|材料|讲话|附则|须知|流程图|卡|答复)"
    r"(?:[（(][^（）()]{1,12}[）)])?$"
)
"""How titles end."""

_DIGIT = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_SHORT = re.compile(r"^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$")
"""A date with dots or dashes, as it is typed in a hurry."""
_DATE = re.compile(
    r"^(\d{4}|[〇○零Ｏ一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]$"
)


MEANT_DAY = re.compile(
    r"^[\d〇○零一二三四五六七八九×xX]{0,4}年[\d一二三四五六七八九十×xX]{0,3}月[\d一二三四五六七八九十×xX]{0,3}[日号]$"
)


def bare(text: str) -> str:
    """The text without any blanks."""
    return BLANKS.sub("", text)


def doc_number(text: str) -> tuple[str, str] | None:
    """The document number as the standard writes it, and the signers that share its line; None for other text."""
    front, _, names = text.strip(" \t\u3000").partition("\t")
    more = bool(OTHER_SIGNERS.match(bare(names)))  # the last line of several, which bears no 签发人 of its own
    match = NUMBER.match(bare(half_width(front if more else text)))
    if match is None:
        return None
    number = f"{match['code'].replace('(', '（').replace(')', '）')}〔{match['year']}〕{int(match['serial'])}号"
    return number, names.strip(" \t\u3000") if more else signers_of(text) if match["signers"] else ""


def signers_of(text: str) -> str:
    """The names behind 签发人, as typed."""
    return re.split(r"签\s*发\s*人\s*[：:]", text, maxsplit=1)[-1].strip(" \t\u3000")


def date_line(text: str) -> date | None:
    """The date of a line that holds nothing else: 2026年5月8日, 2026 年 05 月 08 日, 二〇二六年五月八日."""
    short = bare(half_width(text))
    match = _DATE.match(short)
    if match is None and (quick := _SHORT.match(short)):
        year, month, day = quick[1], quick[3], quick[4]
    elif match is None:
        return None
    else:
        year, month, day = match.groups()
    try:
        return date(int(year.translate(_DIGIT)), numeral(month), numeral(day))
    except ValueError:
        return None


def looks_dated(text: str) -> bool:
    """Whether a line is meant as a date, a blank or an impossible one too: 2026年 月 日, 2026年2月30日, 2026.7.5."""
    short = bare(half_width(text))
    return bool(MEANT_DAY.match(short) or _SHORT.match(short))


def printed_without_word(text: str) -> re.Match[str] | None:
    """印发机关 and 印发日期 on a line under 抄送, 印发 forgotten; None for a date alone."""
    match = PRINTED.match(f"{text}印发") if len(text) <= 60 and not CC.match(text) else None
    return match if match and match["by"] else None


def is_note(text: str) -> bool:
    """Whether a line under the date is a 附注."""
    return bool(NOTE.match(text) or BARE_NOTE.match(text))


def numeral(text: str) -> int:
    """A number in Arabic or Han numerals. Raises ValueError for other text."""
    number = int(text) if text.isdecimal() else from_han(text)
    if number is None:
        raise ValueError(text)
    return number


def is_organ(text: str) -> bool:
    """Whether a short line looks like the name of an organisation."""
    name = text.strip(" \t\u3000")
    return bool(ORGAN.match(name)) and not NO_ORGAN.match(name)


def organs(text: str) -> list[str]:
    """The organisations on a line, where blanks part several; a name that is only spread with blanks is one."""
    names = text.split()
    return (
        names if len(names) > 1 and all(len(name) >= SHORTEST_ORGAN and is_organ(name) for name in names) else [text]
    )


def signing_names(text: str) -> list[str]:
    """The organisations that sign on one line: parted by two blanks or a tab, short names too (财务部)."""
    names = [name for name in APART.split(text.strip(" \t\u3000")) if name]
    return names if len(names) > 1 and all(map(is_organ, names)) else organs(text)
