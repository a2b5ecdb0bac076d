"""What a draft leaves behind: empty places, and changes, comments and hidden text in the file: T44, T46."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Severity
from docgen.gongwen.textrules.case import BODY, HAN, Case, Passage, fault, masked, places

BLANK = r"[ \u3000\xa0\t]"
THING = (
    "(?:单位|机关|部门|企业|公司|文件|会议|项目|活动|发文机关|主送机关|领导|人员|当事人)(?:全称|名称|姓名)|具体"
    "(?:内容|时间|地点|情况|事项|要求|措施|日期|名称|数字|数据|金额|原因|理由|任务|目标|做法|问题|步骤|条款|事由|标题|单位|部门)"
    "{1,2}|请?(?:在此|在这里|此处|在此处)[^()（）【】\\[\\]]{0,20}|请(?:填写|填入|输入|写明|插入)[^()（）【】\\[\\]]{0,20}"
    "|(?:填写|填入|输入|插入)(?:具体)?(?:单位|名称|内容|时间|日期|姓名|数字|金额|地点|事由|标题|正文|电话)[^()（）【】\\[\\]]{0,8}"
    "|待(?:补|填|核|完善|编号)[^()（）【】\\[\\]]{0,6}|待定"
)
"""What stands in brackets in place of what is to be filled in."""
NOUN = (
    "名称|全称|简称|姓名|日期|时间|地点|内容|单位|部门|机关|电话|手机|数字|数量|金额|标题|正文|事由|文号|字号|年份|月份|年|月|日"
    "|地址|职务|原因|情况|事项|理由|签名|盖章|联系人|负责人"
)
"""The last word of what stands in square brackets, which no text uses otherwise."""
PLACEHOLDERS = re.compile(
    rf"[（(](?:{THING}|姓名)[）)]|【(?:{THING}|[{HAN}]{{0,8}}(?:名称|全称|简称|姓名|文号|字号|年份|事由))】"
    rf"|〔(?:{THING})〕|(?<=[{HAN}])【(?:日期|时间|地点|单位|部门|金额)】(?=[{HAN}，。；、]|$)"
    r"|(?<=[于在至到从自由向])[（(](?:日期|时间|地点|单位|部门)[）)]"
    rf"|[\[［](?:{THING}|[{HAN}]{{0,10}}(?:{NOUN}))[\]］]|[<＜{{](?:{THING}|[{HAN}]{{0,8}}(?:{NOUN}))[>＞}}]"
    rf"|(?:(?<=[{HAN}])|^)[（(]{BLANK}*+[）)]|[〔\[［](?:20)?{BLANK}*+年?{BLANK}*+[〕\]］]{BLANK}*+第?{BLANK}*+\d{{0,5}}号?"
    rf"|[〔\[［]\d{{4}}[〕\]］]{BLANK}*+第?{BLANK}*+号(?![楼院])|第{BLANK}+[号次期届]|(?<![\d几])月{BLANK}+日"
    rf"|(?:联系人|联系电话|电话|地点|时间)[：:]{BLANK}*+(?=[，；。]|(?:联系电话|电话|地点)[：:])"
    rf"|(?<![A-Za-z0-9Ｘ])[XxＸ](?=年|月|日|号|次|届|期|单位|公司|部门|局|处|市|县|区|乡|镇|同志)"
    r"|×{2,}|×(?=[年月日号])|(?<![A-Za-zＸ])(?:X{2,}|x{3,}|Ｘ{2,})(?![A-Za-zＸ])"
    rf"|\*{{2,}}|(?<=.)\*(?=[{HAN}])|(?<![〇○一二三四五六七八九])○{{2,}}(?![○一二三四五六七八九])"
    r"|\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|【(?=[^【】]*(?:缺|待补|待定|待填|待核|待编号|填写|此处))[^【】]*】|_{2,}|＿{2,}"
    r"|年[ \u3000\xa0\t]+月[ \u3000\xa0\t]*日?|(?<=年)[ \u3000\xa0\t]*\d{0,2}月[ \u3000\xa0\t]+日"
    r"|20(?:[X×xＸ]{1,2}|2[X×xＸ])(?=年)"
)
WITHHELD = re.compile(r"[×*＊]{2,}|×|\*")
SOMEBODY = re.compile(rf"[{HAN}]某(?:某|[，。；、：（）的在于甲乙丙])")
"""A person, an organ or a place that is not called by its name: 张某，李某某."""
DRAWN = re.compile(r"[_＿—－─-]{8,}")
"""A rule under the masthead that is drawn with characters."""
FORM = re.compile("模板|样表|样式|样本|范本|格式|表|台账|清单|回执|登记")
NOTICES: dict[str, tuple[Severity, str, str]] = {
    "deleted": ("error", "修订痕迹里还有删除的文字", "请在“审阅”里接受或者拒绝全部修订"),
    "inserted": ("error", "修订痕迹里还有插入的文字", "请在“审阅”里接受或者拒绝全部修订"),
    "hidden": ("error", "文件里有隐藏文字", "请让隐藏文字显示出来，核对后删去"),
    "struck": ("warning", "文件里还有划掉（加了删除线）的文字", "不要的请删去，要的请去掉删除线"),
    "comment": ("warning", "文件里还有批注", "请处理完以后，把批注删去"),
}


def placeholders(case: Case) -> Iterator[Diagnostic]:
    """T44: nothing is left to be filled in; forms and templates that are attached may have such places."""
    begun = False
    nameless = any(SOMEBODY.search(at.text) for at in case.passages)
    for at in case.passages:
        begun = begun or (at.role in BODY and not DRAWN.fullmatch(at.text))
        if not begun and DRAWN.fullmatch(at.text):
            continue
        text = masked(at.text)
        matches = [match for match in PLACEHOLDERS.finditer(text) if match[0].strip()]
        found = [at.text[m.start() : m.end()].strip() for m in matches]
        if found:
            if all(is_withheld(match, nameless) for match in matches):
                message, cure = f"有隐去的地方：{places(found)}", "不便公开而隐去的，不必改；没填的，请填上"
                yield fault(at, "info", message, found[0], "", cure)
                continue
            if is_form(case, at):
                if not any(map(str.isalnum, "".join(found).translate(NO_WORDS))):
                    continue  # blanks of a form: 填报日期：　年　月　日
                message, cure = f"留有供填写的地方：{places(found)}", "是让别人填的，不必改；不是的，请填上"
                yield fault(at, "info", message, found[0], "实际内容", cure)
            else:
                message, cure = f"还有没填的地方：{places(found)}", "请填上实际内容，或者删去"
                yield fault(at, "error", message, found[0], "实际内容", cure)


def is_withheld(match: re.Match[str], nameless: bool) -> bool:
    """Whether signs stand for what is not to be told: within a number, anywhere in a ``nameless`` text, which says 某."""
    if not WITHHELD.fullmatch(match[0]):
        return False
    before, behind = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    in_number = before.isascii() and before.isalnum() or behind.isascii() and behind.isalnum()
    return nameless or in_number


def is_form(case: Case, at: Passage) -> bool:
    """Whether the paragraph is a place to be filled in by others: in a table or over it, or in an attached form."""
    signed = at.part == 0 and at.role in ("date", "signature")
    return not signed and (
        at.role in ("table", "table_head") or (at.part > 0 and bool(FORM.search(whole_title(case, at.part))))
    )


def whole_title(case: Case, part: int) -> str:
    """The title of a part with what stands under it, such as （模板）."""
    return case.part_title(part) + "".join(p.text for p in case.of("title", "subtitle", part=part))


NO_WORDS = str.maketrans("", "", "年月日第号次期届_＿")
NO_TEXT = re.compile(r"此页无正文|本页无正文|以下无正文")


def page_without_text(case: Case) -> Iterator[Diagnostic]:
    """T45: the seal is given room by closer lines, not by a page that says it has no text (7.3.5.5)."""
    cure = "请删去这句话，调整行距、字距，让署名和成文日期与正文排在同一页"
    for at in case.passages:
        if match := NO_TEXT.search(at.text):
            yield fault(at, "warning", f"文件里写了“{match.group(0)}”", match.group(0), "不写", cure)


def traces(case: Case) -> Iterator[Diagnostic]:
    """T46: the file holds no tracked changes, comments or hidden text, and is no classified document."""
    notices = case.reading.manuscript.notices
    for kind, (severity, message, cure) in NOTICES.items():
        found = [notice for notice in notices if notice.kind == kind]
        if found:
            at = next((p for p in case.passages if p.line.number == found[0].line), None)
            told = places([notice.text[:12] for notice in found if notice.text])
            yield fault(at, severity, f"{message}（{len(found)}处{'：' if told else ''}{told}）", "", "没有", cure)
    if (at := case.first("secrecy")) or case.reading.document.secrecy:
        cure = "请核对：涉密文件只能在涉密计算机上处理"
        yield fault(at, "warning", f"文件标有密级{f'“{at.text}”' if at else ''}", at.text if at else "", "", cure)
