"""A report's text with its figures put in: sentences, tables, charts, quotations; every figure is marked and recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.campaign.figure import Highlight
from docgen.campaign.model import Campaign, Person, Unit
from docgen.core.diagnostic import Diagnostic, Place
from docgen.documents import rules
from docgen.documents.drawing import chart, heading
from docgen.documents.regrouping import GONE, recounted, renumbered, without_empty
from docgen.figures.answer import Answer, Piece
from docgen.figures.catalog import BadFigure
from docgen.figures.cells import words as period_words
from docgen.figures.citing import HIGHLIGHTS, Cited, Press, Uncomputable
from docgen.figures.compute import Calculator
from docgen.figures.listing import Older, faults, older_reports
from docgen.figures.panel import Panel, Row, panel
from docgen.figures.printed import HELD_BACK, doubtful_cells
from docgen.figures.reference import CHART, REFERENCE, SEPARATOR, TABLE, parse_panel
from docgen.gongwen.document import Block, Caption, Cell, Chart, Table
from docgen.gongwen.parse import block, lines, marker, sentence_end
from docgen.ledgers.periods import parse_period
from docgen.rendering.charts import says_all
from docgen.wording import GAP, chinese_date, marked

OPTIONAL = re.compile(r"(?:\[\[|［［)((?:(?!\[\[|\]\]|［［|］］).)*)(?:\]\]|］］)")
"""A piece of a sentence that goes when a figure in it is nil."""
LOOSE = ((re.compile(r"（[，、；：。]*）"), ""), (re.compile(r"(?<![，、；：])[，、；：]+(?=[。；）])"), ""), (re.compile(r"(?<=[。；，（])[，、；：。]+"), ""),
         (re.compile(r"(?<![，、；])[，、；]+$"), "。"), (re.compile(r"^[，、；：。]+"), ""))  # fmt: skip
"""Marks that stand beside one another when a piece between them is gone, and what becomes of them."""
DASH = "——"


def fault(line: int, message: str, cure: str, missing: bool = False, found: str = "") -> Diagnostic:
    """What is wrong at a line of the text, from 0; what is missing only stops a final document.

    ``found`` is what stands there in the text.
    """
    rule = rules.MISSING_FIGURE if missing else rules.WRONG_REFERENCE
    return Diagnostic(Place("", line), rule, "error", message, found or None, cure=cure or None)


@dataclass
class Filled:
    """A text with its figures: blocks, what was cited in the order of marks, what is wrong."""

    blocks: list[Block] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    drawn: list[Cited] = field(default_factory=list)
    """Figures that stand in a chart and in no text: they have sources and no marks."""
    faults: list[Diagnostic] = field(default_factory=list)


class Filler:
    """Fills the text of one document; ``highlights`` are what {亮点} quotes, ``unit`` or ``person`` is whom it is about, if one.

    ``special`` are lists of its kind that a line of the text may name.

    In a ``shipped`` text an optional piece also goes where the campaign has no such figure.
    """

    def __init__(
        self,
        campaign: Campaign,
        calculator: Calculator,
        highlights: tuple[Highlight, ...] = (),
        shipped: bool = False,
        unit: Unit | None = None,
        special: Mapping[str, Special] | None = None,
        person: Person | None = None,
    ) -> None:
        self.campaign, self.calculator, self.highlights, self.shipped = campaign, calculator, highlights, shipped
        self.unit, self.person = unit, person
        self.special = {**SPECIAL, **(special or {})}
        self.press = Press(campaign, calculator)
        self.made = Filled()
        self.words = words(campaign, calculator)
        self.told: set[str] = set()
        self.line = self.charts = self.tables = 0

    def fill(self, text: str) -> Filled:
        """The whole text."""
        for number, line in lines(of_unit(text, self.unit)):
            self.line = number
            self.made.blocks += list(self.blocks(line)) or [GONE]
        if GONE in self.made.blocks:
            self.made.blocks = renumbered(without_empty(self.made.blocks))
        return self.made

    def blocks(self, line: str) -> Iterator[Block]:
        """The blocks of one line: a table, a chart with its table, quotations, or a paragraph."""
        optional = OPTIONAL.fullmatch(line)
        match = REFERENCE.fullmatch(optional[1] if optional else line)
        inner = match[1].strip() if match else ""
        try:
            wanted = parse_panel(inner, self.campaign.units)
            shown = panel(wanted, self.calculator, self.press.labels) if wanted else None
        except BadFigure as error:
            if not (optional and self.shipped):
                yield block(self.gap(inner, error))
            return
        if shown:
            if not (optional and all(is_empty(answer) for answer in shown.answers)):
                yield from self.panel(shown)
        elif inner in self.special:
            yield from self.special[inner](self)
        elif text := self.sentence(line):
            yield block(text)

    # -- sentences ------------------------------------------------------------------------------------------------

    def sentence(self, line: str) -> str:
        """A line with its figures, without what is optional and nil."""
        written, gone = line, False  # whether a piece of this sentence went
        tail = line.rstrip().endswith(("]]", "］］"))
        while match := OPTIONAL.search(line):
            nil = self.is_nil(match[1])
            gone = gone or nil
            line = line[: match.start()] + ("" if nil else match[1]) + line[match.end() :]
        if gone and is_bare_heading(line):
            return ""
        text = REFERENCE.sub(self.figure, recounted(tightened(line, tail), written) if gone else line).strip()
        if found := STRAY.search(text):
            self.gap(found[0], unbalanced(found[0]))
        return text

    def is_nil(self, text: str) -> bool:
        """Whether a figure in the text is 0 or empty."""
        names = [match[1].strip() for match in REFERENCE.finditer(text)]
        return any(self.is_nil_figure(name) for name in names if name not in self.words)

    def is_nil_figure(self, inner: str) -> bool:
        """Whether one figure is 0, or was not to be reported; one that is none is told when it is printed."""
        try:
            return is_empty(self.press.answer(inner))
        except BadFigure:
            return self.shipped

    def figure(self, match: re.Match[str]) -> str:
        """What stands in place of one reference."""
        inner = match[1].strip()
        if inner in self.words:
            return self.words[inner]
        if inner in self.special or SEPARATOR.split(inner)[0].strip() in (TABLE, CHART):
            return self.gap(inner, BadFigure(f"“{{{inner}}}”要单独占一行", cure="请在它前后换行"))
        try:
            cited = self.press.cite(inner)
            return (self.cite(cited) or "无") + self.basis(cited)
        except BadFigure as error:
            return self.gap(inner, error)

    def cite(self, cited: Cited) -> str:
        """The figure's text, marked; an empty one is not."""
        if not cited.text:
            return ""
        self.made.cited.append(cited)
        return marked(cited.text, len(self.made.cited) - 1)

    def basis(self, cited: Cited) -> str:
        """What a quotient leaves out, said where it is printed first: it cannot be worked out of the numbers beside it."""
        answer = cited.answer
        if (
            cited.piece is None
            or answer is None
            or not answer.item.is_quotient
            or answer.change
            or not cited.piece.held
        ):
            return ""
        if answer.query.name in self.told:
            return ""
        self.told.add(answer.query.name)
        return f"（{NOT_IN_DOUBTFUL if doubtful_cells(answer) else NOT_IN_BLANK}没有计算在内）"

    def gap(self, inner: str, error: BadFigure) -> str:
        """What a draft shows in place of a figure; noted as a fault."""
        missing = isinstance(error, Uncomputable)
        cure = "请补齐台账后重新汇总，或改写这句话；草稿（--draft）里先写“缺”" if missing else error.cure
        self.made.faults.append(fault(self.line, str(error), cure, missing, inner))
        return GAP.format(inner)

    # -- tables and charts ----------------------------------------------------------------------------------------

    def panel(self, shown: Panel) -> Iterator[Block]:
        """A chart if there is one, then the table of the same figures where it adds something."""
        lacking = [answer for answer in shown.answers if answer.why]
        for answer in lacking:
            self.gap(answer.query.name, Uncomputable(f"“{answer.query.name}”算不出来：{answer.why}"))
        if not shown.rows and not lacking:
            self.gap(shown.caption, Uncomputable(f"“{shown.caption}”没有可以列的内容"))
        if not shown.rows or len(lacking) == len(shown.answers):
            yield block(GAP.format(shown.caption))
            return
        if shown.chart:
            self.charts += 1
            drawn = chart(shown, self.charts)
            yield drawn
            if not self.adds(shown, drawn):
                pairs = [pair for row in shown.rows for pair in zip(shown.answers, row.pieces, strict=True)]
                self.made.drawn += [self.press.cell(answer, piece) for answer, piece in pairs if piece]
                return
        self.tables += 1
        yield Caption(f"表{self.tables}　{shown.caption}")
        yield self.table(shown)

    @staticmethod
    def adds(shown: Panel, drawn: Chart) -> bool:
        """Whether a table says what the chart before it does not: ranks, a total, further figures, a note, numbers."""
        more = shown.ranked or shown.total or len(shown.curves) < len(shown.answers) or dropped(shown.answers)
        return bool(more) or not says_all(drawn)

    def table(self, shown: Panel) -> Table:
        """The figures as a table of the body."""
        names = [shown.heading, *(heading(answer).replace("（", "\n（", 1) for answer in shown.answers)]
        head = tuple(Cell(name, align="center") for name in (["名次", *names] if shown.ranked else names))
        rows = [self.row(shown, row) for row in (*shown.rows, *([shown.total] if shown.total else []))]
        widths = (1.0,) * shown.ranked + (2.4, *(max(1.4, min(3.0, len(heading(a)) * 0.22)) for a in shown.answers))
        return Table(widths, 1, (head, *rows), tuple(self.left_out(shown)))

    def left_out(self, shown: Panel) -> Iterator[str]:
        """The note under a table of which rows are held back: how many cells of which column, of whom."""
        rows = dropped(shown.answers)
        cells = shown.answers[0].source.cells
        doubtful = {row for leaf in leaves(shown) for row in doubtful_cells(leaf)}
        told = [f"{name}有{self.cite(self.press.cite(inner))}" for name, inner in columns_in_doubt(shown)]
        if told:
            others = "，同一行的其他数也没有计入" if any(cells[row].counted for row in rows) else "，没有计入"
            yield f"注：{'、'.join(told)}待核实或者有错{others}，涉及{self.called(cells[row].unit for row in doubtful)}。"
        whose = {cells[row].unit for row in rows} - {cells[row].unit for row in doubtful}
        if whose:
            yield f"注：{self.called(whose)}有没有填全的，不全的行没有计入。"

    def called(self, codes: Iterable[str]) -> str:
        """Units by the names that a report prints, in the order of the data file."""
        wanted = set(codes)
        return "、".join(self.press.labels.get(u.code, u.code) for u in self.campaign.units if u.code in wanted)

    def row(self, shown: Panel, row: Row) -> tuple[Cell, ...]:
        """One group's cells."""
        texts = [self.cell(answer, piece) for answer, piece in zip(shown.answers, row.pieces, strict=True)]
        front = ([str(row.rank) if row.rank else DASH] if shown.ranked else []) + [row.label]
        return tuple(Cell(text, align="center") for text in (*front, *texts))

    def cell(self, answer: Answer, piece: Piece | None) -> str:
        """One value, marked; a dash where there is none."""
        if piece is None or piece.rounded is None:
            return DASH
        return self.cite(self.press.cell(answer, piece))


NOT_IN_DOUBTFUL, NOT_IN_BLANK = "待核实、有错的数", "没有填全的"


def dropped(answers: Sequence[Answer]) -> set[int]:
    """The cells that would be in some figures but are not, as rows of the frame of facts."""
    return {
        row
        for answer in answers
        if not answer.change
        for piece in (answer.total, *answer.pieces)
        for row in piece.held
    }


def columns_in_doubt(shown: Panel) -> Iterator[tuple[str, str]]:
    """(name, reference to the number of its cells that are held back) of each figure behind a table that has any."""
    told = set()
    for answer in shown.answers:
        for leaf in answer.leaves() if not answer.change else ():
            name = leaf.query.name
            if name not in told and doubtful_cells(leaf):
                told.add(name)
                yield name, f"{name}|按{answer.by}|{HELD_BACK}"


def leaves(shown: Panel) -> Iterator[Answer]:
    """The figures behind a table, those that it compares with another period left out."""
    return (leaf for answer in shown.answers if not answer.change for leaf in answer.leaves())


def quotations(filler: Filler) -> Iterator[Block]:
    """What units did well, in their own words and under their names."""
    if filler.highlights:
        yield block("活动中，各单位结合实际形成了一些可以推广的做法：")
    for wanted in filler.highlights:
        try:
            cited = filler.press.quoted(wanted)
        except BadFigure as error:
            yield block(filler.gap(f"{wanted.unit}的{wanted.column}", Uncomputable(str(error))))
            continue
        assert cited.quotation
        yield block(f"{cited.quotation.unit.label}：{filler.cite(cited)}。")


def recurring(filler: Filler) -> Iterator[Block]:
    """What more than one unit filled in wrongly, as a table; nothing where there is none."""
    found = faults(filler.calculator)
    if not found:
        return
    filler.tables += 1
    yield Caption(f"表{filler.tables}　多个单位都出现的填报问题")
    head = tuple(Cell(name, align="center") for name in ("填报问题", "涉及单位", "处数"))
    rows = [
        (
            Cell(fault.example),
            Cell("、".join(filler.press.labels.get(code, code) for code in fault.units)),
            Cell(str(fault.places), align="center"),
        )
        for fault in found
    ]
    yield Table((3.4, 3.0, 0.8), 1, (head, *rows))


def statement(filler: Filler) -> Iterator[Block]:
    """What the figures stand on: the day, what of it is still in doubt, the units whose latest report is older."""
    calculator, labels = filler.calculator, filler.press.labels
    told = filler.sentence(IN_DOUBT if calculator.in_doubt else SETTLED)
    yield block(told + "".join(older_words(older, labels) for older in older_reports(calculator)))


SETTLED = "本报告的数据来自各单位报送并经核对的台账，截至{截止日期}。"
IN_DOUBT = (
    "本报告的数据来自各单位报送的台账，截至{截止日期}。[[{退回单位数}单位有退回修改的台账，]][[{待核实单位数}单位有待核实的台账，]]"
    "[[{待认定单位数}单位报来的台账还没有认定，]][[另有{无主文件数}文件看不出是哪个单位的，]]"
    "[[看不准或者有错的{未计入格数}没有计入。]]"
)
"""What is said of the data, without anything and with something that is to be mended or looked at."""


def older_words(older: Older, labels: Mapping[str, str]) -> str:
    """What is said of units whose latest report is not of the last period, or that have none."""
    names = "、".join(labels.get(code, code) for code in older.units)
    ledgers = "".join(f"《{name}》" for name in older.ledgers)
    whose = f"{names}的{ledgers}" if ledgers else names
    if older.period:
        return f"{whose}此后{older.why}，用的是{parse_period(older.period)}的数。"
    return f"{whose}{older.why}，不在其内。"


Special = Callable[[Filler], Iterator[Block]]
SPECIAL: Mapping[str, Special] = {
    HIGHLIGHTS: quotations,
    "填报问题": recurring,
    "数据说明": statement,
}
"""Blocks that stand for more than a figure, by the word that a line of the text has for them."""


def of_unit(text: str, unit: Unit | None) -> str:
    """The text with 本单位 in its references made the unit's own code: {积分|本单位}."""
    return REFERENCE.sub(lambda m: SEPARATED.sub(rf"\g<1>{unit.code}", m[0]), text) if unit else text


SEPARATED = re.compile(r"([|｜]\s*)本单位(?=\s*[|｜}｝])")
"""The word for the unit that a document is about, as an option of a figure."""


def tightened(line: str, tail: bool) -> str:
    """A line without the marks that a missing piece leaves; with ``tail`` a piece stood at its end."""
    for pattern, instead in LOOSE:
        line = pattern.sub(instead, line.strip())
    return re.sub("：$", "。", line) if tail else line


STRAY = re.compile(r"[{}｛｝]|\[\[|\]\]|［［|］］")
"""What is left of references and optional pieces that are not closed."""


def unbalanced(mark: str) -> BadFigure:
    """The complaint about a bracket without its other half."""
    pair = "{指标}" if mark in "{}｛｝" else "[[……]]"
    return BadFigure(f"“{mark}”没有成对", cure=f"要写成 {pair}，前后都要有")


def is_bare_heading(line: str) -> bool:
    """Whether all that is left of a line is the numbered sentence that a paragraph begins with."""
    text = line.strip()
    found = marker(text)
    return (
        found is not None and text.endswith("。") and sentence_end(text[len(found[1]) :]) == len(text) - len(found[1])
    )


def is_empty(answer: Answer) -> bool:
    """Whether there is nothing to say of a figure: it is 0, or was not to be reported in this period."""
    return answer.is_nil or not answer.due and bool(answer.why)


WORDS = ("活动", "年度", "主办", "期间", "截止日期", "单位总数", "考评对象")
"""Words of the campaign and of the report that texts may name."""


def words(campaign: Campaign, calculator: Calculator) -> Mapping[str, str]:
    """Their values."""
    activity, span, periods = campaign.activity, calculator.period, calculator.source.periods
    told = str(span) if span else period_words([p.key for p in periods if p.month] or [p.key for p in periods])
    until = chinese_date(calculator.catalog.today)
    scored = campaign.rubric.called if campaign.rubric else "单位"
    values = (activity.name, str(activity.year), activity.host, told, until, str(len(campaign.units)), scored)
    return dict(zip(WORDS, values, strict=True))
