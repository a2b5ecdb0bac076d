"""The rows under a heading become facts: every cell used, converted, questioned or refused, nothing passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from docgen.campaign.ledger import Column
from docgen.errors import Place, Problem, Severity
from docgen.ledgers.definition import Check, Definition
from docgen.ledgers.expression import BLANK, Value, Vector
from docgen.ledgers.facts import Fact, LedgerReturn, Sum
from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.sheet import ErrorValue, Scalar, Sheet, address
from docgen.ledgers.spec import LedgerSpec, Node
from docgen.ledgers.values import raw_text, read_value, value_text

NUMERIC = ("整数", "金额", "比率")
CURES = {"退回": "请核对有关各格，改正后重新报送", "核实": "请核实；确实无误的，请书面说明", "试行": "请留意"}
SEVERITY: dict[str, Severity] = {"退回": "error", "核实": "warning", "试行": "info"}
ENDINGS = ("填表说明", "填报说明", "填写说明", "说明：", "说明:", "注：", "注1", "备注：", "填表人", "填报人", "制表", "审核人", "审核：",
           "负责人：", "单位负责人", "部门负责人", "填报日期", "联系电话", "（盖章）", "盖章")  # fmt: skip
TOTALS = ("合计", "总计", "共计", "累计合计")
SUBTOTALS = ("小计", "本页合计")
PRECISION = Decimal("0.000001")
BY_STATUS: dict[str, Severity] = {"question": "warning", "bad": "error", "converted": "info", "blank": "info"}


@dataclass(frozen=True)
class RowScope:
    """One row's values for its rules. A questioned or refused cell is unknown, an empty one BLANK."""

    values: Mapping[str, Value]
    columns: Mapping[str, Column]

    def value(self, name: str) -> Value:
        """A cell of the row."""
        return self.values.get(name)

    def previous(self, name: str) -> Value:
        """Rules of a row know no other period."""
        return None

    def column(self, ledger: str, name: str) -> Vector:
        """Rules of a row know no other ledger."""
        return ()

    def decimals(self, name: str) -> int | None:
        """Digits that the column is rounded to, as a fraction for a ratio."""
        return decimals(self.columns.get(name))


def decimals(column: Column | None) -> int | None:
    """Digits behind the point that a column declares; None where it is exact."""
    if column is None or column.type not in ("金额", "比率"):
        return None
    given = 2 if column.decimals is None else column.decimals
    return given + 2 if column.type == "比率" else given


class Rows:
    """Reads one sheet under its heading."""

    def __init__(
        self, sheet: Sheet, heading: Heading, definition: Definition, month: int | None, plain_text: bool
    ) -> None:
        self.sheet, self.heading, self.spec, self.definition = sheet, heading, heading.spec, definition
        self.month, self.plain_text = month, plain_text
        self.columns = sorted(heading.columns.items())
        self.by_name = {column.name: column for column in self.spec.columns}
        self.inputs = {c.name for c in self.spec.inputs()}
        self.given = given_texts(self.spec)
        self.held = set(heading.remeasured) | set(heading.doubled)
        self.problems: list[Problem] = []
        self.facts: list[Fact] = []
        self.sums: list[Sum] = []
        self.rows = 0
        self.last = heading.bottom
        self.carried: dict[str, Scalar] = {}
        self.broken: set[str] = set()
        self.inside, self.wide = self.merged()
        self.by_row: dict[int, list[int]] = {}
        for y, x in sheet.cells:
            if y > heading.bottom:
                self.by_row.setdefault(y, []).append(x)

    def say(self, at: tuple[int, int] | None, rule: str, severity: Severity, message: str, *,
            found: str | None = None, expected: str | None = None, cure: str | None = None) -> None:  # fmt: skip
        """Note a problem at a cell of the sheet."""
        place = Place("", sheet=self.sheet.name, cell=address(*at) if at else None)
        self.problems.append(Problem(place, rule, severity, message, found, expected, cure))

    def merged(self) -> tuple[dict[tuple[int, int], tuple[int, int]], set[int]]:
        """For each merged cell under the heading its first cell, and the rows that are one wide cell."""
        inside: dict[tuple[int, int], tuple[int, int]] = {}
        wide: set[int] = set()
        first, last = (self.columns[0][0], self.columns[-1][0]) if self.columns else (1, 1)
        for top, left, bottom, right in self.sheet.merges:
            if bottom <= self.heading.bottom:
                continue
            if top == bottom and left <= first and right >= last and right > left:
                wide.add(top)
                continue
            for y in range(max(top, self.heading.bottom + 1), bottom + 1):
                for x in range(left, right + 1):
                    inside[y, x] = (top, left)
        return inside, wide

    def read(self) -> LedgerReturn:
        """The ledger of the sheet."""
        expected = self.fixed_rows()
        wanted = sorted(set(self.by_row) | {y for y, _ in self.inside} | expected)
        ended = 0
        for y in wanted:
            if ended:
                break
            first = self.first_text(y)
            if first.startswith(ENDINGS) and not self.is_filled(y):
                ended = y
            elif first.startswith(TOTALS):
                self.read_sums(y)
            elif first.startswith(SUBTOTALS):
                self.say((y, self.columns[0][0]), "L117", "info", "小计行没有计入，避免重复")
            elif y in self.wide:
                if first:
                    self.say((y, self.columns[0][0]), "L117", "info", f"通栏文字“{first[:20]}”没有计入")
            elif self.repeats_heading(y):
                continue
            elif y in expected or self.has_content(y):
                self.read_row(y, y in expected)
        if ended:
            self.beyond(ended)
        return LedgerReturn(
            self.spec.name,
            self.sheet.name,
            tuple(self.facts),
            tuple(self.sums),
            headings=tuple((name, y, x) for name, (y, x) in self.heading.cells.items()),
            rows=self.rows,
        )

    def fixed_rows(self) -> set[int]:
        """Rows that must be filled in: those of tasks and departments, the one row of a form with one."""
        if not self.spec.fixed:
            return set()
        sources = [x for x, column in self.columns if column.source]
        if not sources:
            return {self.heading.bottom + 1}
        return {
            y for y, xs in self.by_row.items()
            if set(xs) & set(sources) and not self.first_text(y).startswith((*ENDINGS, *TOTALS, *SUBTOTALS)) and y not in self.wide
        }  # fmt: skip

    def first_text(self, y: int) -> str:
        """The first text of a row, without blanks."""
        for x in sorted(self.by_row.get(y, ())):
            value = self.sheet.cells[y, x]
            if isinstance(value, str) and (text := tidy(value)):
                return text
            if value is not None and not isinstance(value, str):
                return ""
        return ""

    def is_filled(self, y: int) -> bool:
        """Whether a row has numbers in columns of numbers: then its first word is no ending."""
        return any(
            column.type in NUMERIC and isinstance(self.sheet.cells.get((y, x)), int | float)
            for x, column in self.columns
        )

    def repeats_heading(self, y: int) -> bool:
        """Whether the row is the heading once more, as on every printed page."""
        same = [x for x, column in self.columns
                if isinstance(v := self.sheet.cells.get((y, x)), str) and tidy(v).startswith(tidy(column.name))]  # fmt: skip
        return len(same) > 1 and len(same) * 2 > len(self.by_row.get(y, ()))

    def has_content(self, y: int) -> bool:
        """Whether a unit filled anything in: more than a number of the row or a row of dots."""
        for x, column in self.columns:
            value = self.sheet.cells.get((y, x))
            if value is None and (y, x) not in self.inside:
                continue
            if column.name in self.inputs and not blank(value) and self.is_own(column.name, raw_text(value)):
                return True
        return any(
            column.name in self.inputs and (first := self.inside.get((y, x))) and first[0] < y
            and not blank(self.sheet.cells.get(first)) and self.others_filled(y, x)
            for x, column in self.columns
        )  # fmt: skip

    def is_own(self, name: str, raw: str) -> bool:
        """Whether a unit wrote it: in a column to be filled in, and not what the form came with."""
        return name in self.inputs and bool(raw.strip()) and tidy(raw) not in self.given.get(name, ())

    def others_filled(self, y: int, x: int) -> bool:
        """Whether a row under a merged cell has anything of its own."""
        return any(
            not blank(self.sheet.cells.get((y, other))) for other, c in self.columns if other != x and not c.formula
        )

    def read_row(self, y: int, expected: bool) -> None:
        """The facts of one row, its missing cells and its rules."""
        self.rows += 1
        self.last = y
        values: dict[str, Value] = {}
        start = len(self.facts)
        struck = y in self.sheet.struck_rows
        if y in self.sheet.hidden_rows:
            self.say((y, self.columns[0][0]), "L116", "info", f"第{y}行被隐藏，已计入")
        if struck:
            self.say((y, self.columns[0][0]), "L214", "warning", f"第{y}行整行画了删除线，是不是要删去？这一行的数暂不计入",
                     cure="要删去就删掉整行，要保留就去掉删除线")  # fmt: skip
        for x, column in self.columns:
            if not column.formula:
                values[column.name] = self.read_cell(y, x, column, struck)
        filled = any(self.is_own(f.field, f.raw) for f in self.facts[start:])
        if filled or expected:
            self.missing(y, values, filled)
        self.compute(y, values)
        if filled:
            self.apply(y, values)

    def read_cell(self, y: int, x: int, column: Column, struck: bool) -> Value:
        """One cell as a fact; returns its value for the rules."""
        at, raw = (y, x), self.sheet.cells.get((y, x))
        if at in self.inside:
            at = self.inside[at]
            if at != (y, x):
                if at[1] != x or column.type in NUMERIC:
                    self.facts.append(Fact(y, *at, column.name, "", "", "blank", "L213", "在合并单元格里"))
                    return None if column.type in NUMERIC and at[1] == x else BLANK
                raw = self.sheet.cells.get(at)
        elif column.source and column.source != "序号" and self.spec.fixed:
            raw = self.carry(at, column, raw)
        if raw is None and at in self.sheet.uncached:
            self.say(at, "L206", "warning", "公式没有算出结果", found=self.formula(at), expected=column.name,
                     cure="请用 WPS 或 Excel 打开，保存后重新发送；或直接填数")  # fmt: skip
            self.facts.append(Fact(y, *at, column.name, self.formula(at), "", "question", "L206", "公式没有算出结果"))
            return None
        read = read_value(raw, column, self.definition.year, self.month, at in self.sheet.scaled)
        value, status, rule, message = read.value, read.status, read.rule, read.message
        text = raw_text(raw)
        if self.plain_text and status == "converted" and rule == "L204":
            status, rule, message = "used", "", ""
        if status in ("used", "converted") and column.type in NUMERIC and not self.adds_up(at, column, struck):
            value, status, rule = (
                None,
                "question",
                "L213" if self.is_split(at, column) else "L115" if not struck else "L214",
            )
            message = "这一格的数暂不计入"
        elif message and not (status == "converted" and raw is None):
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
            Fact(y, *at, column.name, text, value_text(value) if value is not None else "", status, rule, message)
        )
        if status == "blank":
            return BLANK
        return value

    def adds_up(self, at: tuple[int, int], column: Column, struck: bool) -> bool:
        """Whether a number may be added: not in merged rows, not under another unit of measure, not struck out."""
        if self.is_split(at, column):
            self.say(
                at, "L213", "warning", "金额或数字写在合并的几行里，不知道怎么分", cure="请取消合并，每行各填各的"
            )
            return False
        return column.name not in self.held and not struck

    def is_split(self, at: tuple[int, int], column: Column) -> bool:
        """Whether a number stands in a cell merged over several rows."""
        return (at[0] + 1, at[1]) in self.inside and self.inside[at[0] + 1, at[1]] == at

    def carry(self, at: tuple[int, int], column: Column, raw: Scalar) -> Scalar:
        """A given cell whose merge was broken takes the text above it."""
        if raw is not None:
            self.carried[column.name] = raw
            return raw
        if column.name in self.carried and column.name not in self.broken:
            self.broken.add(column.name)
            self.say(at, "L135", "info", f"“{column.name}”的合并单元格被拆开了，空格按上面一行补")
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
                "L217",
                "warning",
                "公式引用了别的文件，数是上次保存时的",
                found=self.formula(at),
                cure="请核对后改填数字",
            )
        elif "!" in formula:
            self.say(at, "L218", "info", "公式引用了别的表，取的是保存的结果", found=self.formula(at))

    def missing(self, y: int, values: Mapping[str, Value], filled: bool) -> None:
        """Required cells that are empty."""
        for x, column in self.columns:
            if column.required and values.get(column.name) is BLANK:
                if not filled and not self.must_be_filled():
                    continue
                first = self.inside.get((y, x), (y, x))
                if first == (y, x) or not self.is_split(first, column):
                    self.say((y, x), "L201", "error", f"“{column.name}”没有填", expected=column.name,
                             cure="没有发生的填“0”" if column.type in NUMERIC else "请补填")  # fmt: skip

    def must_be_filled(self) -> bool:
        """Whether an untouched given row is a gap: not when the whole form is untouched (a nil report, or nothing)."""
        return any(self.is_own(fact.field, fact.raw) for fact in self.facts)

    def compute(self, y: int, values: dict[str, Value]) -> None:
        """Computed columns, from their parts; what was reported is only compared."""
        for column, expression in self.definition.formulas[self.spec.name]:
            result = expression.evaluate(RowScope(values, self.by_name))
            value = result.quantize(PRECISION, ROUND_HALF_UP) if isinstance(result, Decimal) else None
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
        reported = read_value(raw, column, self.definition.year, self.month).value
        half = Decimal(5).scaleb(-(decimals(column) or 0) - 1)
        if isinstance(reported, Decimal) and abs(reported - value) <= half:
            return
        if isinstance(raw, ErrorValue) and (y, x) in self.sheet.formulas:
            return
        self.say((y, x), "L302", "warning", f"填的“{column.name}”是{raw_text(raw)}，按 {column.formula} 应为{shown(column, value)}，汇总用算出来的数",
                 found=raw_text(raw), expected=shown(column, value), cure="这一列不用填，由公式算出")  # fmt: skip

    def apply(self, y: int, values: Mapping[str, Value]) -> None:
        """The rules of a row."""
        scope = RowScope(values, self.by_name)
        for check in self.definition.checks[self.spec.name]:
            if check.rule.scope == "行" and check.expression is not None and broken(check, scope):
                self.say(self.spot(y, check), check.rule.id, SEVERITY[check.rule.level], said(check),
                         found=operands(check, values), expected=in_words(check.rule.expression),
                         cure=CURES[check.rule.level])  # fmt: skip

    def spot(self, y: int, check: Check) -> tuple[int, int]:
        """The cell to go to: that of the first column that the rule names."""
        assert check.expression is not None
        text = check.rule.expression
        places = {c.name: x for x, c in self.columns}
        names = sorted((n for n in check.expression.names if n in places), key=text.find)
        return (y, places[names[0]]) if names else (y, self.columns[0][0])

    def read_sums(self, y: int) -> None:
        """The unit's own totals, to be compared."""
        for x, column in self.columns:
            value = self.sheet.cells.get((y, x))
            if column.type in ("整数", "金额") and value is not None and (y, x) not in self.sheet.uncached:
                read = read_value(value, column, self.definition.year, self.month)
                if isinstance(read.value, Decimal):
                    self.sums.append(Sum(column.name, value_text(read.value), y, x))

    def beyond(self, ended: int) -> None:
        """Numbers under the form that nobody adds up."""
        for y in sorted(row for row in self.by_row if row > ended):
            for x, column in self.columns:
                value = self.sheet.cells.get((y, x))
                if column.type in NUMERIC and isinstance(value, int | float) and not isinstance(value, bool):
                    self.say((y, x), "L117", "warning", f"表格结束（第{ended}行）以后还有数，没有计入",
                             found=raw_text(value), cure="请移到表格里面")  # fmt: skip
                    return


@lru_cache(100)
def given_texts(spec: LedgerSpec) -> Mapping[str, frozenset[str]]:
    """What the form comes with in columns to be filled in, tidied, by column."""
    found: dict[str, set[str]] = {}

    def collect(node: Node) -> None:
        for name, text in node.cells:
            found.setdefault(name, set()).add(tidy(text))
        for child in node.rows:
            collect(child)

    for node in spec.rows:
        collect(node)
    return {name: frozenset(texts) for name, texts in found.items()}


def blank(value: Scalar) -> bool:
    """Whether a cell holds nothing."""
    return (
        value is None
        or isinstance(value, str)
        and not isinstance(value, ErrorValue)
        and not tidy(value).strip("…．.·")
    )


def broken(check: Check, scope: RowScope) -> bool:
    """Whether a rule applies and fails; what is unknown breaks nothing."""
    if check.when is not None and check.when.evaluate(scope, Decimal(0)) is not True:
        return False
    assert check.expression is not None
    return check.expression.evaluate(scope, tolerance(check)) is False


def tolerance(check: Check) -> Decimal | None:
    """The rule's tolerance; None for the automatic one."""
    text = check.rule.tolerance
    return None if text in ("", "自动") else Decimal(text)


def said(check: Check) -> str:
    """What a rule says when it fails."""
    return check.rule.message or f"应当满足：{in_words(check.rule.expression)}"


SIGNS = (
    ('!= ""', "不为空"), ('== ""', "为空"), ("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "＝"), ("*", "×"),
    (" and ", " 且 "), (" or ", " 或 "),
)  # fmt: skip


def in_words(expression: str) -> str:
    """An expression as a clerk reads it: 已整改笔数 ≤ 发现问题笔数."""
    for sign, word in SIGNS:
        expression = expression.replace(sign, word)
    return expression


def operands(check: Check, values: Mapping[str, Value]) -> str:
    """The values that a rule was applied to."""
    assert check.expression is not None
    names = sorted(check.expression.names, key=check.rule.expression.find)
    return told({name: values.get(name) for name in names})


def told(values: Mapping[str, Value]) -> str:
    """The known ones of some values: 已整改笔数=5，发现问题笔数=3."""
    known = {n: v for n, v in values.items() if isinstance(v, str | Decimal | date)}
    return "，".join(f"{name}={value_text(value)}" for name, value in known.items())


def shown(column: Column, value: Decimal) -> str:
    """A computed value as people write it."""
    if column.type != "比率":
        return value_text(value)
    digits = 2 if column.decimals is None else column.decimals
    return f"{(value * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"


def texts(sheet: Sheet, bottom: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts above a row, in reading order."""
    for at in sorted(at for at in sheet.cells if at[0] < bottom):
        value = sheet.cells[at]
        if isinstance(value, str):
            yield at, value
