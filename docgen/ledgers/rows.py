"""The rows under a heading become facts: every cell used, converted, questioned or refused, nothing passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from docgen.campaign.ledger import Column
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers import rules
from docgen.ledgers.appearance import appearance
from docgen.ledgers.checks import (
    CURES,
    Known,
    broken,
    decimals,
    in_order,
    in_words,
    operands,
    rounded,
    said,
    shown,
)
from docgen.ledgers.definition import Check, Definition
from docgen.ledgers.expression import BLANK, Value
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.headings import Heading
from docgen.ledgers.owners import NOBODY, Owners
from docgen.ledgers.region import SUMMED, Region, RowKind, blank
from docgen.ledgers.sheet import ErrorValue, Scalar, Sheet, address
from docgen.ledgers.sums import Written, adds_up, wrong
from docgen.ledgers.value import NUMERIC, exact, raw_text, value_text
from docgen.ledgers.values import read_value

KIND_WORDS: dict[RowKind, str] = {"sums": "合计", "subtotal": "小计", "part": "“其中”"}
COMPARED: dict[RowKind, str] = {"sums": "各行相加", "subtotal": "它那一组各行相加", "part": "它上面一行"}
MOST_OUTSIDE, LONGEST_LIST = 5, 20
"""Complaints about numbers beside a table, one a cell; cells that a further one lists."""
ALL_OF_IT = re.compile("汇总|合计|总计|小计|共计|累计|全公司|全集团|全系统|全部|总数|本单位")
"""Words of a row that may be the sum of the others."""
BY_STATUS: dict[str, Severity] = {"question": "warning", "bad": "error", "converted": "info", "blank": "info"}


class Rows:
    """Reads one sheet under its heading."""

    def __init__(
        self,
        sheet: Sheet,
        heading: Heading,
        definition: Definition,
        month: int | None,
        kind: str,
        owners: Owners = NOBODY,
    ) -> None:
        self.sheet, self.heading, self.spec, self.definition = sheet, heading, heading.spec, definition
        self.month, self.kind = month, kind
        self.columns = sorted(heading.columns.items())
        self.by_name = {column.name: column for column in self.spec.columns}
        self.region = Region(sheet, heading, owners)
        self.inside = self.region.inside
        self.held = {*heading.remeasured, *heading.contradicted, *heading.doubled}
        self.problems: list[Diagnostic] = []
        self.facts: list[Fact] = []
        self.written: list[Written] = []
        self.read_rows: list[int] = []
        self.lacking: dict[str, list[int]] = {}
        """The rows in which a required column is empty."""
        self.carried: dict[str, Scalar] = {}
        self.broken: set[str] = set()

    def say(self, at: tuple[int, int] | None, rule: Rule, severity: Severity, message: str, *,
            found: str | None = None, expected: str | None = None, cure: str | None = None) -> None:  # fmt: skip
        """Note a problem at a cell of the sheet."""
        place = Place("", sheet=self.sheet.name, cell=address(*at) if at else None)
        self.problems.append(Diagnostic(place, rule, severity, message, found, expected, cure))

    def read(self) -> LedgerReturn:
        """The ledger of the sheet."""
        first = self.columns[0][0]
        ended = None
        for y, kind in self.region.rows():
            if kind in ("data", "given"):
                self.read_row(y, kind == "given")
            elif kind in SUMMED:
                self.read_sums(y, kind)
            elif kind == "wide":
                self.say(
                    (y, first), rules.UNCOUNTED_CONTENT, "info", f"通栏文字“{self.region.first_text(y)[:20]}”没有计入"
                )
            else:
                ended = y
                self.beyond(y)
        self.one_row_only()
        self.outside(ended)
        self.gaps()
        self.disguised_sum()
        self.compare_sums()
        headings = tuple((name, y, x) for name, (y, x) in self.heading.cells.items())
        return LedgerReturn(
            self.spec.name, self.sheet.name, tuple(self.facts), headings=headings, rows=len(self.read_rows)
        )

    def read_row(self, y: int, expected: bool) -> None:
        """The facts of one row, its missing cells and its rules."""
        self.read_rows.append(y)
        values: dict[str, Value] = {}
        start = len(self.facts)
        struck = y in self.sheet.struck_rows
        if y in self.sheet.hidden_rows:
            self.say((y, self.columns[0][0]), rules.HIDDEN_ROW_OR_COLUMN, "info", f"第{y}行被隐藏，已计入")
        if struck:
            self.say((y, self.columns[0][0]), rules.STRUCK_OUT_ROW, "warning", f"第{y}行整行画了删除线，是不是要删去？这一行的数暂不计入",
                     cure="要删去就删掉整行，要保留就去掉删除线")  # fmt: skip
        for x, column in self.columns:
            if not column.formula:
                values[column.name] = self.read_cell(y, x, column, struck)
        filled = any(self.region.is_own(f.field, f.raw) for f in self.facts[start:])
        if filled or expected:
            self.missing(y, values, filled)
        self.compute(y, values)
        if filled or expected and self.must_be_filled():
            self.apply(y, values)

    def read_cell(self, y: int, x: int, column: Column, struck: bool) -> Value:
        """One cell as a fact; returns its value for the rules."""
        at, raw = (y, x), self.sheet.cells.get((y, x))
        if at in self.inside:
            at = self.inside[at]
            if at != (y, x):
                if at[1] != x or column.type in NUMERIC:
                    self.facts.append(
                        Fact(
                            y, *at, column.name, "", "", "blank", rules.NUMBER_IN_MERGED_ROWS.number, "在合并单元格里"
                        )
                    )
                    return None if column.type in NUMERIC and at[1] == x else BLANK
                raw = self.sheet.cells.get(at)
        elif column.source and column.source != "序号" and self.spec.fixed:
            raw = self.carry(at, column, raw)
        if raw is None and at in self.sheet.uncached:
            self.say(at, rules.FORMULA_NOT_CALCULATED, "warning", "公式没有算出结果", found=self.formula(at), expected=column.name,
                     cure="请用 WPS 或 Excel 打开，保存后重新发送；或直接填数")  # fmt: skip
            self.facts.append(
                Fact(
                    y,
                    *at,
                    column.name,
                    self.formula(at),
                    "",
                    "question",
                    rules.FORMULA_NOT_CALCULATED.number,
                    "公式没有算出结果",
                )
            )
            return None
        read = appearance(self.sheet, at, raw, column) or read_value(
            raw, column, self.definition.year, self.month, self.is_scaled(at, column)
        )
        value, status, rule, message = read.value, read.status, read.rule, read.message
        text = raw_text(raw)
        if self.kind == "csv" and status == "converted" and rule == rules.ADJUSTED_NUMBER:
            status, rule, message = "used", None, ""
        if status in ("used", "converted") and column.type in NUMERIC and not self.adds_up(at, column, struck):
            value, status, rule = (
                None,
                "question",
                rules.NUMBER_IN_MERGED_ROWS
                if self.region.is_split(at)
                else rules.ALTERED_MEASURE_UNIT
                if not struck
                else rules.STRUCK_OUT_ROW,
            )
            message = "这一格的数暂不计入"
        elif rule and message and not (status == "converted" and raw is None):
            self.say(
                at,
                rule,
                BY_STATUS.get(status, "info"),
                message,
                found=text[:80],
                expected=read.expected or None,
                cure=read.cure or None,
            )
        if at in self.sheet.formulas and status in ("used", "converted") and not column.source:
            self.look_at_formula(at)
        self.facts.append(
            Fact(
                y,
                *at,
                column.name,
                text,
                value_text(value) if value is not None else "",
                status,
                rule.number if rule else "",
                message,
            )
        )
        if status == "blank":
            return BLANK
        return value

    def adds_up(self, at: tuple[int, int], column: Column, struck: bool) -> bool:
        """Whether a number may be added: not in merged rows, not under another unit of measure, not struck out."""
        if self.region.is_split(at):
            self.say(
                at,
                rules.NUMBER_IN_MERGED_ROWS,
                "warning",
                "金额或数字写在合并的几行里，不知道怎么分",
                cure="请取消合并，每行各填各的",
            )
            return False
        return column.name not in self.held and not struck

    def is_scaled(self, at: tuple[int, int], column: Column) -> bool:
        """Whether a number shows in another size than it has; a format may well add the column's own unit."""
        words = self.sheet.scaled.get(at)
        return words is not None and (not words or words != column.unit)

    def carry(self, at: tuple[int, int], column: Column, raw: Scalar) -> Scalar:
        """A given cell whose merge was broken takes the text above it."""
        if raw is not None:
            self.carried[column.name] = raw
            return raw
        if column.name in self.carried and column.name not in self.broken:
            self.broken.add(column.name)
            self.say(at, rules.FILLED_FROM_ABOVE, "info", f"“{column.name}”的合并单元格被拆开了，空格按上面一行补")
        return self.carried.get(column.name)

    def formula(self, at: tuple[int, int]) -> str:
        """A cell's formula as it is typed."""
        return f"={self.sheet.formulas.get(at, '')}"

    def look_at_formula(self, at: tuple[int, int]) -> None:
        """A number that comes from elsewhere is said to."""
        formula = self.sheet.formulas[at]
        if "[" in formula:
            self.say(
                at,
                rules.FORMULA_FROM_OTHER_FILE,
                "warning",
                "公式引用了别的文件，数是上次保存时的",
                found=self.formula(at),
                cure="请核对后改填数字",
            )
        elif "!" in formula:
            self.say(
                at,
                rules.FORMULA_FROM_OTHER_SHEET,
                "info",
                "公式引用了别的表，取的是保存的结果",
                found=self.formula(at),
            )

    def missing(self, y: int, values: Mapping[str, Value], filled: bool) -> None:
        """Required cells that are empty."""
        for x, column in self.columns:
            if column.required and values.get(column.name) is BLANK:
                if not filled and not self.must_be_filled():
                    continue
                first = self.inside.get((y, x), (y, x))
                if first == (y, x) or not self.region.is_split(first):
                    self.lacking.setdefault(column.name, []).append(y)

    def must_be_filled(self) -> bool:
        """Whether an untouched given row is a gap: not when the whole form is untouched (a nil report, or nothing)."""
        return any(self.region.is_own(fact.field, fact.raw) for fact in self.facts)

    def compute(self, y: int, values: dict[str, Value]) -> None:
        """Computed columns, from their parts; what was reported is only compared."""
        for column, expression in self.definition.formulas[self.spec.name]:
            result = expression.evaluate(Known(values, self.by_name))
            value = rounded(result) if isinstance(result, Decimal) else None
            values[column.name] = value if value is not None else BLANK
            x = next((x for x, c in self.columns if c.name == column.name), 0)
            raw = self.sheet.cells.get((y, x)) if x else None
            status, note = ("used", f"由 {column.formula} 算得") if value is not None else ("blank", "")
            self.facts.append(
                Fact(
                    y,
                    y if x else 0,
                    x,
                    column.name,
                    raw_text(raw),
                    value_text(value) if value is not None else "",
                    status,
                    "",
                    note,
                )
            )
            if x and value is not None and not blank(raw):
                self.compare(y, x, column, raw, value)

    def compare(self, y: int, x: int, column: Column, raw: Scalar, value: Decimal) -> None:
        """Ask about a reported result that is not the computed one."""
        reported: Value = read_value(raw, column, self.definition.year, self.month).value
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            reported = exact(raw)  # a rate above 1 is a question for an input cell, not for a computed one
        half = Decimal(5).scaleb(-(decimals(column) or 0) - 1)
        if isinstance(reported, Decimal) and abs(reported - value) <= half:
            return
        if isinstance(raw, ErrorValue) and (y, x) in self.sheet.formulas:
            return
        self.say((y, x), rules.COMPUTED_VALUE_MISMATCH, "warning", f"填的“{column.name}”是{raw_text(raw)}，按 {column.formula} 应为{shown(column, value)}，汇总用算出来的数",
                 found=raw_text(raw), expected=shown(column, value), cure="这一列不用填，由公式算出")  # fmt: skip

    def apply(self, y: int, values: Mapping[str, Value]) -> None:
        """The rules of a row."""
        scope = Known(values, self.by_name)
        for check in self.definition.checks[self.spec.name]:
            if check.rule.scope == "行" and broken(check, scope):
                self.say(self.spot(y, check), check.complains_as, check.severity, said(check),
                         found=operands(check, self.spec.columns, values.get), expected=in_words(check.rule.expression),
                         cure=CURES[check.rule.level])  # fmt: skip

    def spot(self, y: int, check: Check) -> tuple[int, int]:
        """The cell to go to: that of the first column that the rule names."""
        assert check.expression is not None
        text = check.rule.expression
        places = {c.name: x for x, c in self.columns}
        names = [n for n in in_order(check.expression, text) if n in places]
        return (y, places[names[0]]) if names else (y, self.columns[0][0])

    def read_sums(self, y: int, kind: RowKind) -> None:
        """The unit's own totals, to be compared; those that it typed itself are said not to count."""
        found: dict[str, tuple[Decimal, tuple[int, int]]] = {}
        typed = False
        for x, column in self.columns:
            value = self.sheet.cells.get((y, x))
            typed = typed or column.type in NUMERIC and not blank(value) and (y, x) not in self.sheet.formulas
            if (y, x) in self.sheet.formulas and any(f.status != "used" for f in self.facts if f.field == column.name):
                continue  # a spreadsheet's own sum passes over what is written as text
            if column.type in ("整数", "金额") and value is not None and (y, x) not in self.sheet.uncached:
                read = read_value(value, column, self.definition.year, self.month)
                if isinstance(read.value, Decimal):
                    found[column.name] = (read.value, (y, x))
        self.written.append(Written(y, kind, found))
        # where a file shows no formulas, a 合计 in the first column may be the form's own
        own = not typed or self.kind != "xlsx" and (y, self.columns[0][0]) in self.sheet.cells
        if kind != "sums" or not own:
            self.say(
                (y, self.columns[0][0]), rules.UNCOUNTED_CONTENT, "info", f"{KIND_WORDS[kind]}行没有计入，避免重复"
            )

    def compare_sums(self) -> None:
        """Ask about the unit's own totals that are not those of its rows."""
        columns = self.numbers()
        for at, name, written, right in wrong(self.written, columns):
            kind = next(w.kind for w in self.written if w.row == at[0])
            message = f"{KIND_WORDS[kind]}行的“{name}”是{written}，{COMPARED[kind]}是{right}，汇总用各行的数"
            self.say(
                at,
                rules.WRITTEN_TOTAL_MISMATCH,
                "warning",
                message,
                found=written,
                expected=right,
                cure="请核对是不是漏行、多行",
            )

    def numbers(self) -> dict[str, list[tuple[int, Decimal | None]]]:
        """(row, value) of the numbers of each column that is added up, None for those that are held back."""
        columns: dict[str, list[tuple[int, Decimal | None]]] = {}
        for fact in self.facts:
            if self.by_name[fact.field].type in ("整数", "金额") and (fact.counts or fact.is_held):
                columns.setdefault(fact.field, []).append((fact.record, Decimal(fact.value) if fact.counts else None))
        return columns

    def disguised_sum(self) -> None:
        """Ask about a last row that is the sum of those above, and has no name or one that says so."""
        last = self.read_rows[-1] if self.read_rows else 0
        if self.spec.fixed or not adds_up({n: v for n, v in self.numbers().items() if v[-1][0] == last}):
            return
        texts = [f.raw for f in self.facts if f.record == last and f.raw and self.by_name[f.field].type not in NUMERIC]
        nameless = any(last in rows for name, rows in self.lacking.items() if self.by_name[name].type not in NUMERIC)
        if not texts or nameless or any(ALL_OF_IT.search(text) for text in texts):
            why = "这一行的数正好是上面各行的和，像是合计"
            self.facts = [
                f._replace(status="question", value="", rule=rules.UNCOUNTED_CONTENT.number, note=why)
                if f.record == last and f.counts and self.by_name[f.field].type in NUMERIC
                else f
                for f in self.facts
            ]
            self.say((last, self.columns[0][0]), rules.UNCOUNTED_CONTENT, "warning", f"{why}；这一行的数暂不计入",
                     cure="是合计的请在第一个文字格里写“合计”；是单独一项的请写清楚名称")  # fmt: skip

    def one_row_only(self) -> None:
        """A form of one row in which there are several: perhaps of departments, perhaps of other months."""
        filled = [y for y in self.read_rows if any(f.counts for f in self.facts if f.record == y)]
        alone = self.spec.fixed and len(self.spec.rows) == 1 and not self.region.owners.tell
        if alone and len(filled) > 1:
            listed = "、".join(f"第{y}行" for y in filled)
            self.say((filled[1], self.columns[0][0]), rules.SINGLE_ROW_REPEATED, "warning", f"这张表只有一行，却填了{len(filled)}行（{listed}），已经相加",
                     cure="请核对是不是应当相加；不该加的请删去，要分开的请另附")  # fmt: skip

    def outside(self, ended: int | None) -> None:
        """Numbers beside the table, under no heading, that nobody adds up."""
        own = (*self.spec.guide, *self.spec.remarks)
        told = ((at, raw_text(self.sheet.cells[at])) for at in self.region.told_beside(set(self.read_rows)))
        for at, text in [(at, text) for at, text in told if not any(note in text for note in own)][:MOST_OUTSIDE]:
            word = text.strip()[:30]
            self.say(at, rules.UNCOUNTED_CONTENT, "warning", f"表格外面写着“{word}”，里面的数没有计入", found=word,
                     cure="要计入的请填到表里相应的行和列；不用的请删去")  # fmt: skip
        cells = sorted(self.region.numbers_beside(ended))
        for at in cells[:MOST_OUTSIDE]:
            word = raw_text(self.sheet.cells[at])
            self.say(at, rules.UNCOUNTED_CONTENT, "warning", f"表格外面的格子里有数“{word}”，不在任何一列下面，没有计入",
                     found=word, cure="要计入的请填到相应的列里；不用的请删去")  # fmt: skip
        if len(cells) > MOST_OUTSIDE:
            rest = "、".join(address(*at) for at in cells[MOST_OUTSIDE:][:LONGEST_LIST])
            self.say(cells[MOST_OUTSIDE], rules.UNCOUNTED_CONTENT, "warning", f"表格外面另有{len(cells) - MOST_OUTSIDE}格数没有计入：{rest}",
                     cure="要计入的请填到相应的列里；不用的请删去")  # fmt: skip

    def gaps(self) -> None:
        """Required cells that are empty, one complaint for each run of rows: a merge that was broken leaves many."""
        for x, column in self.columns:
            rows = self.lacking.get(column.name, [])
            for run in runs(rows, sorted(self.read_rows)):
                span = address(run[0], x) if len(run) == 1 else f"{address(run[0], x)}至{address(run[-1], x)}"
                many = f"（{span}，共{len(run)}格）" if len(run) > 1 else ""
                merge = "；如果是拆开了合并单元格，请每行各填各的" if len(run) > 1 else ""
                self.say((run[0], x), rules.REQUIRED_CELL_EMPTY, "error", f"“{column.name}”没有填{many}", expected=column.name,
                         cure=("没有发生的填“0”" if column.type in NUMERIC else "请补填") + merge)  # fmt: skip

    def beyond(self, ended: int) -> None:
        """Numbers under the form that nobody adds up."""
        if at := self.region.first_number_below(ended):
            self.say(at, rules.UNCOUNTED_CONTENT, "warning", f"表格结束（第{ended}行）以后还有数，没有计入",
                     found=raw_text(self.sheet.cells[at]), cure="请移到表格里面")  # fmt: skip


def runs(rows: Sequence[int], every: Sequence[int]) -> Iterator[list[int]]:
    """Some of the rows in groups that stand together among all."""
    places = {row: i for i, row in enumerate(every)}
    group: list[int] = []
    for row in rows:
        if group and places[row] != places[group[-1]] + 1:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
