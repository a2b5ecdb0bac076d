"""The rules of an imprint by where they stand: over its first line, between, and under its last one."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.redrule import Drawn, rules_of
from docgen.gongwen.manuscript import Grid, Line

NAMES = FIRST, _, LAST = ("首条", "中间", "末条")


@dataclass(frozen=True)
class Rules:
    """The rules of an imprint of so many lines: over the first line, between, under the last, and those of no place."""

    count: int
    first: tuple[Drawn, ...] = ()
    inner: tuple[Drawn, ...] = ()
    last: tuple[Drawn, ...] = ()
    loose: tuple[Drawn, ...] = ()

    @property
    def ends(self) -> tuple[Drawn, ...]:
        """The first and the last."""
        return self.first + self.last

    @property
    def there(self) -> tuple[Drawn, ...]:
        """All of them."""
        return self.first + self.inner + self.last + self.loose

    @property
    def wanted(self) -> tuple[str, ...]:
        """The names of the rules that there should be."""
        return NAMES if self.count > 1 else (FIRST, LAST)

    @property
    def missing(self) -> list[str]:
        """The names of those that are not there; rules of no certain place may be any of them."""
        found = dict(zip(NAMES, (self.first, self.inner, self.last), strict=True))
        names = [name for name in self.wanted if not found[name]]
        return names if len(names) > len(self.loose) else []


def grid_rules(grid: Grid) -> Rules:
    """The rules of a table: its own, and those of the paragraphs in its cells."""
    found: dict[str, list[Drawn]] = {"top": [], "insideH": [], "bottom": []}
    for side, rule in grid.borders:
        if side in found:
            found[side].append(Drawn(rule, grid, 0))
    own = line_by_line([line for line in grid.lines() if not line.empty])
    top, inner, bottom = (tuple(each) for each in found.values())
    return Rules(len(grid.rows), top or own.first, inner or own.inner, bottom or own.last, own.loose)


def line_rules(case: Case) -> Rules:
    """The rules of an imprint of paragraphs, those of blank lines around it too."""
    places = [i for i, p in enumerate(case.reading.placed) if p.role == "imprint" and p.line]
    if not places:
        return Rules(0)
    around = case.reading.placed[max(places[0] - 1, 0) : places[-1] + 2]
    return line_by_line([p.line for p in around if p.line and p.role in ("imprint", "blank")])


def line_by_line(items: list[Line]) -> Rules:
    """The rules of paragraphs by where they hang: those of blank ones stand where the next or last text begins or ends."""
    filled = [at for at, line in enumerate(items) if not line.empty]
    if not filled:
        return Rules(0)
    first: list[Drawn] = []
    inner: list[Drawn] = []
    last: list[Drawn] = []
    loose: list[Drawn] = []
    for at, line in enumerate(items):
        for drawn in rules_of(line, at):
            over = drawn.rule is line.above
            if not over and not drawn.under:
                loose.append(drawn)
            elif at < filled[0] or over and at == filled[0]:
                first.append(drawn)
            elif at > filled[-1] or not over and at == filled[-1]:
                last.append(drawn)
            else:
                inner.append(drawn)
    if not first + inner + last and len(loose) > 1:
        first, inner, last, loose = loose[:1], loose[1:-1], loose[-1:], []
    return Rules(len(filled), tuple(first), tuple(inner), tuple(last), tuple(loose))
