"""Files as a clerk makes them by hand: plain paragraphs with direct formatting, one red line, blanks in place of tabs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FANG, KAI, HEI, BIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}
WORDS = (
    "为保障汛期供水安全，我公司拟对青石桥泵站进线电缆实施改造，施工期间需要贵局协助维持周边道路交通。",
    "改造自2026年6月1日开始，6月10日结束，每日施工时间为8时至18时。",
)


class Made:
    """A file in the making; the margins are those of the standard unless told."""

    def __init__(self, margins: tuple[float, float, float, float] = (3.7, 3.5, 2.8, 2.6)) -> None:
        self.file: Document = docx.Document()
        page = self.file.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = map(Cm, margins)

    def add(
        self, text: str = "", face: str = FANG, size: float = 16, *, align: str = "", red: bool = False,
        first: float = 0, right: float = 0, line: float = 28.95, new_page: bool = False,
    ) -> Paragraph:  # fmt: skip
        """A paragraph; its indents are in 字."""
        made = self.file.add_paragraph()
        place = made.paragraph_format
        place.space_before = place.space_after = Pt(0)
        place.line_spacing = Pt(line) if line else 1.0
        place.page_break_before = new_page or None
        place.first_line_indent = Pt(first * size) if first else None
        place.right_indent = Pt(right * size) if right else None
        if align:
            made.alignment = ALIGN[align]
        for number, piece in enumerate(text.split("\n")):
            run = made.add_run(piece)
            if number:
                run._r.insert(0, OxmlElement("w:br"))
            run.font.size, run.font.name = Pt(size), "Times New Roman"
            next(run._r.iter(qn("w:rFonts"))).set(qn("w:eastAsia"), face)
            run.font.color.rgb = RGBColor(255, 0, 0) if red else None
        return made

    def mark(self, *names: str, size: float = 40) -> list[Paragraph]:
        """The red head, a paragraph for each name."""
        return [self.add(name, BIAOSONG, size, align="center", red=True, line=0) for name in names]

    def blank(self, count: int = 1) -> None:
        """Empty paragraphs."""
        for _ in range(count):
            self.add()

    def title(self, *lines: str, new_page: bool = False) -> None:
        """A title, a paragraph for each line."""
        for number, line in enumerate(lines):
            self.add(line, BIAOSONG, 22, align="center", new_page=new_page and not number)

    def text(self, *paragraphs: str) -> None:
        """Paragraphs of the body."""
        for words in paragraphs:
            self.add(words, first=2)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table in 小四."""
        table = self.file.add_table(len(rows), len(rows[0]), "Table Grid")
        for row, cells in zip(rows, table.rows, strict=True):
            for words, cell in zip(row, cells.cells, strict=True):
                cell.paragraphs[0].add_run(words).font.size = Pt(12)

    def page_number(self) -> None:
        """— 1 — in the middle of the footer."""
        line = self.file.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for words in ("— ", " PAGE ", " —"):
            run = line.add_run("" if "PAGE" in words else words)
            run.font.size, run.font.name = Pt(14), "宋体"
            for kind in ("begin", "instr", "end") if "PAGE" in words else ():
                field = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
                if kind == "instr":
                    field.text = words
                else:
                    field.set(qn("w:fldCharType"), kind)
                run._r.append(field)

    def save(self, path: Path) -> Path:
        """The file on disk."""
        self.file.save(str(path))
        return path


def ruled(line: Paragraph, side: str = "bottom", color: str = "FF0000", size: int = 12, gap: int = 7) -> None:
    """Draw a rule over or under a paragraph."""
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        behind = [qn(f"w:{name}") for name in ("shd", "tabs", "snapToGrid", "spacing", "ind", "jc", "rPr")]
        place = next((i for i, each in enumerate(properties) if each.tag in behind), len(properties))
        properties.insert(place, borders)
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(gap)), ("color", color)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)


def letter(mark: str = "澄湖水务有限公司", align: str = "right", under_mark: bool = True) -> Made:
    """A letter as a clerk sets it: one red line under the mark, the number under it at the right."""
    made = Made()
    (head,) = made.mark(mark)
    if under_mark:
        ruled(head)
    number = made.add("澄水函〔2026〕9号", align=align)
    if not under_mark:
        ruled(number)
    made.blank(2)
    made.title("关于商请协助维持施工期间", "道路交通的函")
    made.blank()
    made.add("市公安局交通管理支队：")
    made.text(*WORDS, "妥否，请函复。")
    closing(made)
    return made


def closing(made: Made) -> None:
    """The signature over the date, for a seal."""
    made.blank(2)
    made.add("澄湖水务有限公司", align="right", right=3.5)
    made.add("2026年5月20日", align="right", right=4)


def notice(*mark: str) -> Made:
    """A notice under an ordinary red head, up to its body."""
    made = Made()
    made.mark(*(mark or ("澄湖水务有限公司文件",)))
    made.blank(2)
    ruled(made.add("澄水发〔2026〕12号", align="center"))
    made.blank(2)
    made.title("关于开展管网巡查工作的通知")
    made.blank()
    made.add("各营业所：")
    made.text("为保证夏季供水，现就管网巡查工作通知如下。", "各营业所每周巡查1次，巡查结果记入台账。")
    return made
