"""Documents as they come to a clerk: one text set as a web page, a mail, a scanned page, or in Word in several ways."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass
from pathlib import Path

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

ORGANS = ("云栖市园林管理局", "砚屏市城乡建设局", "青禾县供销合作社", "岚海港航集团有限公司", "沙洲县民政局")
CODES = ("云园发", "砚建办", "青供", "岚港航发", "沙民规")
MATTERS = ("公园设施巡查", "燃气管道排查", "仓库盘点", "船舶防台准备", "养老机构检查")
DUTIES = ("摸清底数，列出清单", "明确责任，限期整改", "加强值守，及时报告", "总结经验，完善制度")
NAMES = ("一、提高认识", "二、摸清底数", "三、落实责任", "四、加强督查")
TABLE = (("单位", "数量", "责任人"), ("东片所", "12", "周岚"), ("西片所", "30", "何一舟"), ("北片所", "8", "林溪"))
SPANNED = (
    ("类别", "事项", "责任人"),
    ("巡查", "网格巡查", "周岚"),
    ("视频巡查", "何一舟"),
    ("整改", "限期整改", "林溪"),
)
"""The same size, where a cell reaches over two rows and is not repeated."""
WRITTEN = "2026年12月30日"


@dataclass(frozen=True)
class Paper:
    """What a document says, free of how it is set."""

    organs: tuple[str, ...]
    number: str
    title: tuple[str, ...]
    recipients: str
    body: tuple[str, ...]
    listed: tuple[str, ...]
    date: str
    iso: str
    table: bool
    note: str
    red: bool
    """Whether it has a 发文机关标志."""
    enclosures: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    list_form: int = 0
    one_line: bool = False
    """Whether the date stands on the line of the signature."""
    copies: str = ""
    contents: bool = False
    spanned: bool = False


def paper(seed: int) -> Paper:
    """A paper, the same for the same seed."""
    dice = random.Random(seed)
    at = dice.randrange(len(ORGANS))
    joint = dice.random() < 0.2
    organs = (ORGANS[at], ORGANS[(at + 1) % len(ORGANS)]) if joint else (ORGANS[at],)
    matter = MATTERS[at]
    enclosures = dice.choice(((), (), ("办法",), ("办法", "细则"), ("办法", "细则", "名单")))
    names = tuple(f"{matter}{kind}" for kind in enclosures)
    title = (f"关于印发{'和'.join(f'《{name}》' for name in names)}的通知",) if names else titled(dice, matter)
    headings = NAMES[: dice.randint(2, 4)]
    opening = (
        f"现将{'和'.join(f'《{name}》' for name in names)}印发给你们，请遵照执行。"
        if names
        else f"为做好{matter}，现将有关事项通知如下："
    )
    body = [opening]
    for k, heading in enumerate(headings if not names else ()):
        body += [heading, f"各单位要把{matter}作为一件大事来办，{DUTIES[k]}，有关情况于每月5日以前报送。"]
    day = dice.randint(1, 28)
    month = dice.randint(1, 12)
    date = dice.choice((f"2026年{month}月{day}日", f"2026.{month}.{day}", f"2026-{month:02}-{day:02}"))
    listed = () if names else tuple(f"{matter}{kind}" for kind in dice.choice(((), ("清单",), ("清单", "汇总表"))))
    return Paper(
        organs,
        f"{CODES[at]}〔2026〕{dice.randint(1, 90)}号",
        title,
        dice.choice(("各科室、直属单位", "各区县局，市局各处室", "各基层单位")),
        tuple(body),
        listed,
        date,
        f"2026-{month:02}-{day:02}",
        dice.random() < 0.4,
        dice.choice(("", "", "（此件公开发布）")),
        dice.random() < 0.5,
        names,
        headings if not names else (),
        dice.randrange(3),
        dice.random() < 0.2,
        dice.choice(("", "", "市政府办公室，市财政局")),
        bool(names) and dice.random() < 0.4,
        dice.random() < 0.5,
    )


def titled(dice: random.Random, matter: str) -> tuple[str, ...]:
    """A title of one to three lines."""
    return dice.choice(
        (
            (f"关于开展{matter}工作的通知",),
            (f"关于进一步加强{matter}工作", "切实落实各项制度的通知"),
            (f"关于全面推行{matter}责任制度", f"{matter}报告制度", "问题整改销号制度的通知"),
        )
    )


def rows(paper: Paper) -> list[str]:
    """The table of a paper in a text: a row on each line."""
    if not paper.table:
        return []
    return ["\t".join(row) for row in (SPANNED if paper.spanned else TABLE)]


def cells(paper: Paper) -> tuple[tuple[str, ...], ...]:
    """What stands at each place of its table."""
    if not paper.spanned:
        return TABLE
    return tuple(row if len(row) == 3 else ("巡查", *row) for row in SPANNED)


def listing(paper: Paper) -> list[str]:
    """The list of attachments as one or the other writes it."""
    if len(paper.listed) == 1:
        return [f"附件：{paper.listed[0]}"]
    forms = ("{0}{1}．{2}", "附件{1}.{2}", "附件{1}：{2}")
    return [
        forms[paper.list_form].format("附件：" if k == 1 else "", k, name) for k, name in enumerate(paper.listed, 1)
    ]


def signing(paper: Paper) -> list[str]:
    """Signature and date, on a line each or on one."""
    names = " ".join(paper.organs)
    return [f"{names}\t{paper.date}"] if paper.one_line and len(paper.organs) == 1 else [names, paper.date]


def imprint(paper: Paper) -> list[str]:
    """Who gets a copy, and who printed it."""
    return [f"抄送：{paper.copies}。", f"{paper.organs[0]}办公室　　{WRITTEN}印发"] if paper.copies else []


def head(paper: Paper) -> list[str]:
    """What stands above the body: with a mark, or with the number under the title."""
    if paper.red:
        return [
            *(f"{name}文件" if name == paper.organs[-1] else name for name in paper.organs),
            paper.number,
            *paper.title,
        ]
    first = " ".join(paper.organs)
    return [first, *paper.title, paper.number] if len(paper.organs) > 1 else [*paper.title, paper.number]


def lines(paper: Paper) -> list[str]:
    """The document line by line, not indented."""
    listed = listing(paper)
    signed = [
        *signing(paper),
        *([paper.note] if paper.note else []),
        *([] if paper.enclosures or paper.listed else imprint(paper)),
    ]
    inner = [line for name in paper.enclosures for line in enclosed(name, paper.contents)]
    attached = [
        line
        for k, name in enumerate(paper.listed, 1)
        for line in (f"附件{k if len(paper.listed) > 1 else ''}", name, "请按时填报。")
    ]
    last = imprint(paper) if paper.enclosures or paper.listed else []
    return [
        *head(paper),
        f"{paper.recipients}：",
        *paper.body,
        *rows(paper),
        *listed,
        *signed,
        *inner,
        *attached,
        *last,
    ]


def enclosed(name: str, contents: bool) -> list[str]:
    """A paper that is issued with the document, with its contents typed above it or without."""
    above = ["目　录", "第一章　总则……1", "第二章　分则……2"] if contents else []
    chapters = ["第一章　总则", f"为做好有关工作，制定本{name[-2:]}。", "第二章　分则", "第一条　每月报送一次。"]
    return [name, "（2026年第3次办公会议通过）", *above, *chapters]


def as_web(paper: Paper, dice: random.Random) -> str:
    """As a page of a web site."""
    over = [
        "首页 > 政务公开 > 通知公告",
        *(
            ("索 引 号：\t0001/2026-8\t主题分类：\t城乡建设", f"发文字号：\t{paper.number}\t发布日期：\t{paper.date}")
            if dice.random() < 0.5
            else ()
        ),
    ]
    under = ["【打印本页】【关闭窗口】", "上一篇：关于值班的通知", "下一篇：没有了", "扫一扫在手机打开当前页"]
    text = lines(paper)
    at = len(head(paper))
    source = [f"来源：{paper.organs[0]}　发布时间：2026-05-12 10:20　浏览次数：128"] if dice.random() < 0.5 else []
    return "\n".join([*over, *text[:at], *source, *text[at:], *under])


def as_mail(paper: Paper, dice: random.Random) -> str:
    """As the text of a mail."""
    over = [
        f"发件人：{paper.organs[0]}办公室",
        "收件人：各单位",
        f"主题：{''.join(paper.title)}",
        "发送时间：2026年5月12日 10:20",
        "",
    ]
    return "\n".join([*over, *lines(paper)])


def as_scan(paper: Paper, dice: random.Random) -> str:
    """As a program reads it off a scanned page: paragraphs indented and broken at one width, numbers of pages between."""
    made: list[str] = []
    at = len(head(paper)) + 1
    for k, line in enumerate(lines(paper)):
        if k >= at and line in paper.body:
            made += textwrap.wrap(f"　　{line}", 26)
        elif line in signing(paper) and k > at:
            made.append("　" * 14 + line)
        else:
            made.append(line)
        if dice.random() < 0.1:
            made.append(f"— {dice.randint(1, 9)} —")
    return "\n".join(made)


def as_text(paper: Paper, dice: random.Random) -> str:
    """As it is saved from a word processor as text, paragraphs indented, blank lines between."""
    gap = "\n\n" if dice.random() < 0.5 and not paper.table else "\n"
    return gap.join(f"　　{line}" if line in paper.body else line for line in lines(paper))


TEXTS = {"网页": as_web, "邮件": as_mail, "扫描": as_scan, "文本": as_text}


def as_word(paper: Paper, path: Path, dice: random.Random) -> Path:
    """As somebody types it in Word or WPS: plain, or with sizes and a red mark; the table as a table."""
    dressed = dice.random() < 0.6
    document = new_document()
    first = len(head(paper))
    tables = rows(paper)
    for k, line in enumerate(lines(paper)):
        if line in tables:
            if line == tables[0]:
                grid(document)
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        titled = (
            line in paper.title or line in paper.enclosures or (not paper.red and k == 0 and len(paper.organs) > 1)
        )
        dress(
            paragraph, run, dressed, titled, paper.red and k < len(paper.organs), k < first or line in paper.enclosures
        )
        if dressed and line in signing(paper) and k > first:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))
    return path


def dress(paragraph: Paragraph, run: Run, dressed: bool, titled: bool, mark: bool, middle: bool) -> None:
    """Set a line as such a line is set, where somebody took the trouble."""
    if not dressed:
        return
    size = 36 if mark else 22 if titled else 16
    run.font.name = "Times New Roman"
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体" if titled or mark else "仿宋")
    if mark:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def grid(document: Document) -> None:
    """The table as Word has one."""
    made = document.add_table(len(TABLE), len(TABLE[0]), "Table Grid")
    for y, row in enumerate(TABLE):
        for x, text in enumerate(row):
            made.cell(y, x).text = text
