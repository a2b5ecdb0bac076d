"""The risk points of the library that still have to be guarded against, by post, for cards and promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.campaign.fields import divided
from docgen.campaign.model import Unit
from docgen.campaign.risks import LIBRARY, LIVING, Risks
from docgen.documents.filling import Filler
from docgen.figures.listing import HELD, Record, records
from docgen.gongwen.document import Cell, Table

UNCERTAIN = "待核实"
NO_SAFEGUARD = "待制定"
GREY = "F2F2F2"


@dataclass(frozen=True)
class RiskPoint:
    """One risk point: where it stands in the library, what it is, and how it is guarded against."""

    number: str
    text: str
    grade: str
    business: str
    department: str
    posts: tuple[str, ...]
    """None where the ledger names no post, or what it names is held back."""
    safeguards: tuple[str, ...]
    units: tuple[str, ...]
    """The units that found it, as tables call them."""


def risk_points(filler: Filler, unit: Unit | None = None, where: str = LIVING) -> list[RiskPoint]:
    """Those that the report counts as not gone, of one unit where one is given; the gravest first.

    Raises BadFigure without a library.
    """
    settings = filler.campaign.risks or Risks()
    order = {grade: place for place, grade in enumerate(reversed(settings.grades))}
    found = [
        risk_point(record, filler)
        for record, answer in records(filler.calculator, LIBRARY, where)
        if answer is not False
    ]
    own = [point for point in found if unit is None or unit.label in point.units]
    return sorted(own, key=lambda point: (order.get(point.grade, len(order)), point.number))


def risk_point(record: Record, filler: Filler) -> RiskPoint:
    """A row of the library."""
    finders = (*record.text("发现单位").split("、"), filler.press.labels.get(record.unit, record.unit))
    return RiskPoint(
        record.text("库编号"),
        record.text("风险表现"),
        sure(record.text("等级")) or UNCERTAIN,
        sure(record.text("业务领域")),
        sure(record.text("责任部门")),
        several(sure(record.text("岗位"))),
        tuple(line.strip() for line in record.text("防范措施").split("\n") if line.strip()),
        tuple(dict.fromkeys(name for name in finders if name)),
    )


def sure(text: str) -> str:
    """A text that may be printed on its own; nothing of what is held back."""
    return "" if text.endswith(HELD) else text


def several(text: str) -> tuple[str, ...]:
    """The posts that one cell names, divided by 、 or a new line."""
    return tuple(dict.fromkeys(post.strip() for post in divided(text) if post.strip()))


def of_post(points: Sequence[RiskPoint], post: str) -> list[RiskPoint]:
    """The risk points of one post."""
    return [point for point in points if post and post in point.posts]


def by_post(points: Sequence[RiskPoint]) -> dict[str, list[RiskPoint]]:
    """The risk points of each post, posts in the order of the gravest point that they have."""
    posts = dict.fromkeys(post for point in points for post in point.posts)
    return {post: of_post(points, post) for post in posts}


def safeguards(point: RiskPoint) -> str:
    """The safeguards of a point, counted where there are several, one a line."""
    lines = point.safeguards
    if len(lines) < 2:
        return lines[0] if lines else NO_SAFEGUARD
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def remainder(points: Sequence[RiskPoint], by_post: bool = False) -> Table:
    """Risk points that no card or form has, each with its business, or with its posts."""
    names = ("编号", "风险点", "岗位" if by_post else "业务", "发现单位")
    head = tuple(Cell(text, align="center", shade=GREY) for text in names)
    rows = (
        (
            Cell(p.number, align="center"),
            Cell(p.text),
            Cell("、".join(p.posts) or "未写" if by_post else p.business, align="center"),
            Cell("、".join(p.units), align="center"),
        )
        for p in points
    )
    return Table((2.1, 6.2, 3.0, 4.6), 0, (head, *rows))
