"""The rules R00–R18: what only shows when a document is printed."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.core.rules import Rule, Stage


@dataclass(frozen=True, eq=False, repr=False)
class PageRule(Rule):
    """A rule on printed pages. ``to_look_at``: no clause forbids it, but a person must look."""

    to_look_at: bool = False


PAGES_NOT_CHECKED = PageRule(
    "R00", "没有检查页面", Stage.PAGES, "warning", "这台电脑装了排版要用的 LibreOffice，文件排得出页面",
    "LibreOffice 打不开“通知.docx”，没有检查它的页面", "用 Word 或 WPS 打开检查，另存为 .docx 以后再检查",
)  # fmt: skip
BODY_OFF_FIRST_PAGE = PageRule(
    "R01", "首页显示正文", Stage.PAGES, "error",
    "有版头的公文，首页有正文",
    "主送机关占满首页，正文从第2页开始",
    "主送机关移到版记里，首页有正文",
    "7.3.3", "must",
)  # fmt: skip
LONE_SIGNATURE = PageRule(
    "R02", "署名不单独成页", Stage.PAGES, "error",
    "署名、成文日期所在的页上还有正文、附件说明或者表格",
    "第3页只有署名和成文日期",
    "第3页有两行正文，下面是署名和成文日期",
    "7.3.5.5", "must",
)  # fmt: skip
IMPRINT_BEFORE_LAST_PAGE = PageRule(
    "R03", "版记在最后一页", Stage.PAGES, "error",
    "版记在最后一页",
    "版记在第3页，最后一页是第4页",
    "版记在最后一页（第4页）",
    "7.4.1", "must",
)  # fmt: skip
IMPRINT_NOT_AT_BOTTOM = PageRule(
    "R04", "版记在版心下边缘", Stage.PAGES, "error",
    "版记的末条分隔线与版心下边缘重合，也就是离纸的上边缘262毫米；信函不看",
    "版记的末条分隔线离纸的上边缘240毫米",
    "版记的末条分隔线离纸的上边缘262毫米",
    "7.4.1", "must",
)  # fmt: skip
IMPRINT_ON_ODD_PAGE = PageRule(
    "R05", "版记在双页", Stage.PAGES, "info",
    "双面印刷的公文，版记通常落在双页（背面）；只有一页的、信函不看",
    "版记在第3页",
    "版记前加一张空白页，版记在第4页",
    "7.4", "practice",
)  # fmt: skip
WRONG_PRINTED_LINES = PageRule(
    "R06", "每页行数", Stage.PAGES, "warning",
    "排满正文的一页一般有22行",
    "排满的一页有20行",
    "排满的一页有22行",
    "5.2.3", "usual",
)  # fmt: skip
WRONG_PRINTED_CHARACTERS = PageRule(
    "R07", "每行字数", Stage.PAGES, "warning",
    "排满的一行一般有28个字，差1个字的只提示",
    "排满的一行有26个字",
    "排满的一行有28个字",
    "5.2.3", "usual",
)  # fmt: skip
WRONG_MARK_HEIGHT = PageRule(
    "R08", "标志上边缘", Stage.PAGES, "error",
    "发文机关标志的上边缘在版心上边缘下35毫米，也就是离纸边72毫米；信函离纸边30毫米",
    "发文机关标志的上边缘离纸边60毫米",
    "发文机关标志的上边缘离纸边72毫米",
    "7.2.4", "must",
)  # fmt: skip
WRONG_RED_RULE_GAP = PageRule(
    "R09", "红线与发文字号的距离", Stage.PAGES, "error",
    "红色分隔线在发文字号下4毫米",
    "红色分隔线在发文字号下8毫米",
    "红色分隔线在发文字号下4毫米",
    "7.2.7", "must",
)  # fmt: skip
WRONG_PAGE_NUMBER_HEIGHT = PageRule(
    "R10", "页码高低", Stage.PAGES, "warning",
    "页码的一字线一般在版心下边缘下7毫米，也就是离纸的上边缘269毫米",
    "页码离纸的上边缘280毫米",
    "页码离纸的上边缘269毫米",
    "7.5", "usual",
)  # fmt: skip
PAGE_NUMBER_NOT_OUTSIDE = PageRule(
    "R11", "页码在外侧", Stage.PAGES, "warning",
    "单页的页码一般居右空1字，双页的居左空1字，居中的只提示",
    "第2页的页码在右边",
    "第2页的页码在左边，空1字",
    "7.5", "usual",
)  # fmt: skip
BROKEN_PAGE_NUMBERING = PageRule(
    "R12", "页码连续", Stage.PAGES, "warning",
    "页码一页接一页，附件也接着编",
    "第4页的页码印成1",
    "第4页的页码是4",
    "7.5", "usual",
)  # fmt: skip
SHORT_TITLE_LINE = PageRule(
    "R13", "标题各行", Stage.PAGES, "warning",
    "标题排成几行的，没有一行只有一两个字",
    "标题最后一行只有“通知”",
    "标题的两行长短相近",
    "7.3.1", "usual",
)  # fmt: skip
SPLIT_TABLE_ROW = PageRule(
    "R14", "表格行不跨页", Stage.PAGES, "warning",
    "表格的一行排在同一页",
    "表格第5行一半在第2页、一半在第3页",
    "表格第5行都在第3页（去掉“允许跨页断行”）",
    None, "practice", to_look_at=True,
)  # fmt: skip
STRAY_BLANK_PAGE = PageRule(
    "R15", "空白页", Stage.PAGES, "warning",
    "没有多余的空白页，为了让版记落在双页加的不算",
    "第3页是空白页",
    "删去第3页前面多余的分页符",
    None, "practice", to_look_at=True,
)  # fmt: skip
TEXT_OUTSIDE_MARGINS = PageRule(
    "R16", "文字在版心内", Stage.PAGES, "error",
    "文字不超出版心的左边、右边",
    "表格里的文字超出版心右边12毫米",
    "表格调到版心以内",
    "5.2.1", "must",
)  # fmt: skip
SUBSTITUTED_FONT = PageRule(
    "R17", "缺字体", Stage.PAGES, "info", "文件里用的字体这台电脑上都有",
    "文件用“仿宋_GB2312”，这台电脑没有，排出来是别的字体", "在装有“仿宋_GB2312”的电脑上检查", None, "practice",
)  # fmt: skip
TEXT_NOT_PRINTED = PageRule(
    "R18", "文字印全", Stage.PAGES, "error",
    "文件里写的文字都印在页面上、PDF 里",
    "表格一行的行高是固定值，后面的字没有印出来",
    "行高改为最小值，这一格的字都印出来",
    None, "must",
)  # fmt: skip
