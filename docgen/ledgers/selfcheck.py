"""The self-check of an issued form: the rules of return as formulas that a unit sees while it fills in."""

from __future__ import annotations

from docgen.campaign.ledger import Column
from docgen.ledgers import identity
from docgen.ledgers.expression import BadExpression, Expression, parse
from docgen.ledgers.formgrid import Grid
from docgen.ledgers.formstyle import cut, quoted, units
from docgen.ledgers.limits import LONGEST_MESSAGE
from docgen.ledgers.value import NUMERIC

LONGEST_FORMULA, MOST_TESTS = 8000, 50
"""Excel takes 8192 characters and 64 nested calls; what the self-check leaves out is still checked on return."""
ASK = "请核实"
"""How the self-check begins what a unit may leave as it is after a look."""


class SelfCheck:
    """The formulas of one sheet."""

    def __init__(self, grid: Grid) -> None:
        self.grid, self.spec, self.index = grid, grid.spec, grid.index
        self.given, self.tops, self.rows = grid.given, grid.tops, grid.rows
        self.expressions: dict[str, Expression] = {}

    def verdict(self, y: int) -> str:
        """The formula of the self-check of a row."""
        tests = self.tests(y)[:MOST_TESTS]
        while True:
            said = quoted(identity.PASSED)
            for test, words in reversed(tests):
                said = f"IF({test},{quoted(words)},{said})"
            formula = f"=IF({self.filled(y)}=0,{self.left_out()},{said})"
            if len(formula) <= LONGEST_FORMULA or not tests:
                return formula
            tests.pop()

    def tests(self, y: int) -> list[tuple[str, str]]:
        """What may be wrong with a row: a formula that is true then, and the words for it."""
        found = [(f'{self.grid.cell(c.name, y)}=""', f"请填{c.name}") for c in self.spec.inputs() if c.required]
        numbers = ",".join(self.grid.cell(c.name, y) for c in self.spec.inputs() if c.type in NUMERIC)
        if numbers:
            found.append((f"COUNT({numbers})<COUNTA({numbers})", "数字列里有文字，请只填数字"))
        for rule in self.spec.rules:
            test = self.test(rule.expression, rule.when, y) if rule.scope == "行" and rule.level != "试行" else None
            if test:
                words = cut(rule.message or f"应当满足：{rule.expression}", LONGEST_MESSAGE)
                found.append((f"NOT({test})", words if rule.level == "退回" else f"{ASK}：{words}"))
        return found

    def filled(self, y: int) -> str:
        """How many cells of a row a unit filled in: what the form came with does not count until it is changed."""
        own = [c.name for c in self.spec.inputs() if (y, self.index[c.name]) not in self.tops]
        texts = {name: cell.text for name in own if (cell := self.given.get((y, self.index[name]))) and cell.text}
        blank = [self.grid.cell(name, y) for name in own if name not in texts]
        counted = [f"COUNTA({','.join(blank)})"] if blank else []
        counted += [f"(LEN({self.grid.cell(name, y)})<>{units(text)})" for name, text in texts.items()]
        return "+".join(counted) if len(counted) < 2 else f"({'+'.join(counted)})" if counted else "0"

    def left_out(self) -> str:
        """What an untouched row says: nothing, but in a form with given rows that others were filled in."""
        inputs = [self.index[c.name] for c in self.spec.inputs()]
        required = any(c.required for c in self.spec.inputs())
        if not (self.spec.fixed and self.rows > 1 and required) or any(
            cell.text and x in inputs for (_, x), cell in self.given.items()
        ):
            return '""'
        return f'IF(COUNTA({",".join(self.grid.column_range(x) for x in inputs)})=0,"","本行没有填")'

    def test(self, expression: str, when: str, y: int) -> str | None:
        """A rule as a spreadsheet's test; None where a spreadsheet cannot say it.

        As on return, what is unknown breaks nothing: a blank operand lets it pass unless the rule asks for blanks.
        """
        try:
            parsed = self.parsed(expression)
            condition = self.parsed(when) if when else None
        except BadExpression:
            return None
        test = parsed.excel(lambda name: self.grid.cell(name, y))
        wanted = condition.excel(lambda name: self.grid.cell(name, y)) if condition else None
        if test is None or condition and wanted is None:
            return None
        escapes = []
        for name in sorted(parsed.names | (condition.names if condition else set()), key=self.index.__getitem__):
            cell, column = self.grid.cell(name, y), self.spec.columns[self.index[name]]
            asked = any(f"{cell}{sign}" in f"{wanted}{test}" for sign in ('=""', '<>""'))
            if not asked and not (column.type in NUMERIC and column.blank == "零" and not column.formula):
                escapes.append(f'{cell}=""')
        if wanted:
            escapes.append(f"NOT({wanted})")
        return f"IFERROR(OR({','.join([*escapes, test])}),TRUE)"

    def parsed(self, expression: str) -> Expression:
        """An expression over the columns of this ledger, parsed once. Raises BadExpression."""
        if expression not in self.expressions:
            self.expressions[expression] = parse(expression, list(self.index))
        return self.expressions[expression]

    def computed(self, column: Column, y: int) -> str:
        """The formula of a computed cell; nothing while its parts are missing."""
        parsed = self.parsed(column.formula)
        text = parsed.excel(lambda name: self.grid.cell(name, y))
        if not text:
            return '=""'
        parts = [self.spec.columns[self.index[name]] for name in sorted(parsed.names, key=self.index.__getitem__)]
        missing = [f'{self.grid.cell(c.name, y)}=""' for c in parts if c.blank != "零" or c.formula]
        nothing = (
            f"OR({','.join(missing)})"
            if missing
            else f"COUNTA({','.join(self.grid.cell(c.name, y) for c in parts)})=0"
        )
        return f'=IF({nothing},"",IFERROR({text},""))' if parts else f"={text}"

    def computed_sum(self, column: Column, y: int) -> str:
        """The formula of a computed cell in the row of sums: computed from the sums, never added up."""
        parsed = self.parsed(column.formula)
        text = parsed.excel(lambda name: f"N({self.grid.cell(name, y)})")
        if not text or not parsed.names:
            return '=""'
        parts = ",".join(self.grid.cell(name, y) for name in sorted(parsed.names, key=self.index.__getitem__))
        return f'=IF(COUNT({parts})=0,"",IFERROR({text},""))'
