"""Tables: where each cell stands in the grid, how wide it is, and which lines are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.gongwen.manuscript import Line, PageSetup, Rule
from docgen.gongwen.word.blocks import cells
from docgen.gongwen.word.spacing import NO_LINE, border, rule
from docgen.gongwen.word.styles import Style
from docgen.gongwen.word.theme import Theme
from docgen.gongwen.word.wml import VAL, Element, child, switched, twips, val, w, whole

WIDEST = 63
"""The most columns that Word lets a table have; no cell can cover more."""
SIDES = {
    "top": "top",
    "bottom": "bottom",
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "insideH": "insideH",
    "insideV": "insideV",
}
AGAIN, ONWARD = "GwAgain", "GwOnward"
"""How the styles of cells are called that say again what stands above, or go on with it, where a page ends."""
FIFTIETHS = 5000
"""A width of 100 per cent."""


@dataclass
class Place:
    """A cell's place in the grid, and its paragraphs."""

    row: int
    column: int
    columns: int
    rows: int = 1
    merges: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass
class Group:
    """Cells of a row that old files merge sideways, or a single one."""

    elements: list[Element]
    columns: int
    merge: str | None


@dataclass
class Layout:
    """The places of a table: those that begin in each row, and the place of each cell in the file."""

    rows: list[list[Place]]
    of_cells: list[list[tuple[Element, Place]]]
    columns: int
    ragged: tuple[int, ...]


def span(element: Element, *path: str) -> int:
    """How many columns are covered, within reason."""
    return min(max(whole(val(element, *path), 0), 0), WIDEST)


def groups(row: Element) -> list[Group]:
    """The cells of a row, those merged sideways in the old way taken together."""
    found: list[Group] = []
    for cell in cells(row):
        columns = max(span(cell, "tcPr", "gridSpan"), 1)
        sideways = child(cell, "tcPr", "hMerge")
        if sideways is not None and sideways.get(VAL, "continue") == "continue" and found:
            found[-1].elements.append(cell)
            found[-1].columns += columns
            continue
        down = child(cell, "tcPr", "vMerge")
        found.append(Group([cell], columns, None if down is None else down.get(VAL, "continue")))
    return found


def layout(rows: Sequence[Element], grid_columns: int) -> Layout:
    """Lay out the rows; rows too short are filled up, and the grid is as wide as the widest row."""
    made = Layout([], [], 0, ())
    ends, reaches = [], []
    above: dict[tuple[int, int], Place] = {}
    for y, row in enumerate(rows):
        end, above = lay_row(made, y, row, above)
        ends.append(end)
        reaches.append(end + span(row, "trPr", "gridAfter"))
    made.columns = max(reaches, default=0)
    wanted = grid_columns if grid_columns in reaches else made.columns
    made.ragged = tuple(y for y, reach in enumerate(reaches, 1) if reach != wanted)
    for y, end in enumerate(ends):
        if end < made.columns:
            made.rows[y].append(Place(y, end, made.columns - end))
    return made


def lay_row(
    made: Layout, y: int, row: Element, above: dict[tuple[int, int], Place]
) -> tuple[int, dict[tuple[int, int], Place]]:
    """Lay out one row under the merged cells above it; returns where it ends, and the cells that stand in it."""
    x = span(row, "trPr", "gridBefore")
    begun = [Place(y, 0, x)] if x else []
    standing: list[Place] = []
    placed = []
    for group in groups(row):
        place = above.get((x, group.columns))
        if place and not (goes_on(group.elements[0]) or (group.merge == "continue" and place.merges)):
            place = None
        if place is None:
            place = Place(y, x, group.columns, merges=group.merge is not None)
            begun.append(place)
        else:
            place.rows += 1
            place.merges = place.merges or group.merge is not None
        standing.append(place)
        placed += [(cell, place) for cell in group.elements]
        x += group.columns
    made.rows.append(begun)
    made.of_cells.append(placed)
    return x, {(place.column, place.columns): place for place in standing}


def goes_on(cell: Element) -> str:
    """The style by which a cell says that it belongs to the one above it on the page before, "" where it does not."""
    style = val(next(cell.iterchildren(w("p")), None), "pPr", "pStyle") or ""
    return next((name for name in (AGAIN, ONWARD) if style.startswith(name)), "")


def widths(table: Element, made: Layout, text_width: int) -> tuple[int, ...]:
    """The widths of the columns: as the grid says, else as the cells say, else shares of what is left."""
    grid = [twips(item.get(w("w"))) for item in grid_columns(table)][: made.columns]
    known = [width if width > 0 else 0 for width in grid] + [0] * (made.columns - len(grid))
    for row in made.of_cells:
        for cell, place in row:
            if place.columns == 1 and not known[place.column]:
                known[place.column] = dxa(child(cell, "tcPr", "tcW"))
    left = known.count(0)
    share = max(text_width - sum(known), 0) // left if left else 0
    mean = sum(known) // max(made.columns - left, 1)
    return tuple(width or share or mean or 1 for width in known)


def grid_columns(table: Element) -> list[Element]:
    """The columns that the table itself names."""
    grid = child(table, "tblGrid")
    return [] if grid is None else grid.findall(w("gridCol"))


def dxa(element: Element | None) -> int:
    """A width in twips; 0 where it is automatic or a share."""
    if element is None or element.get(w("type"), "dxa") != "dxa":
        return 0
    return max(twips(element.get(w("w"))), 0)


def width(table: Element, page: PageSetup) -> int | None:
    """The width of a table in twips, None where it is automatic."""
    element = child(table, "tblPr", "tblW")
    given = "" if element is None else element.get(w("w"), "")
    if element is not None and (element.get(w("type")) == "pct" or given.endswith("%")):
        share = whole(given) * (50 if given.endswith("%") else 1)
        return round(page.text_width * share / FIFTIETHS) or None
    return dxa(element) or None


def cell_borders(table: Element) -> dict[str, str]:
    """The line over the first row, under the last one and between, as their first cells have them."""
    found: dict[str, str] = {}
    rows = list(table.iterchildren(w("tr")))
    for y, row in enumerate(rows):
        cell = next(row.iterchildren(w("tc")), None)
        edges = None if cell is None else child(cell, "tcPr", "tcBorders")
        for edge in () if edges is None else edges.iterchildren(w("top"), w("bottom")):
            top = edge.tag.endswith("}top")
            outer = y == 0 if top else y == len(rows) - 1
            found |= border(edge, ("top" if top else "bottom") if outer else "insideH")
    return found


def borders(table: Element, chain: Sequence[Style], theme: Theme) -> tuple[tuple[str, Rule], ...]:
    """The border lines of the whole table: its own over those of its style, else those of its outermost cells."""
    found = cell_borders(table)
    for element in (*(style.element for style in chain), table):
        edges = child(element, "tblPr", "tblBorders")
        for edge in () if edges is None else edges.iterchildren(*map(w, SIDES)):
            found |= border(edge, SIDES[edge.tag.rpartition("}")[2]])
    made = ((side, rule(found, side, theme)) for side in dict.fromkeys(SIDES.values()))
    return tuple((side, line) for side, line in made if line is not None)


def ruled(table: Element, chain: Sequence[Style], own: object) -> bool:
    """Whether any line of the table is drawn: its own, those of single cells, those of parts of its style."""
    if own:
        return True
    places = [*table.iter(w("tcBorders")), *table.iter(w("tblPrEx"))]
    for style in chain:
        for part in style.element.findall(w("tblStylePr")):
            places += [*part.iter(w("tcBorders")), *part.iter(w("tblBorders"))]
    return any(edge.get(VAL, "none") not in NO_LINE for place in places for edge in place.iter(*map(w, SIDES)))


def header_rows(rows: Sequence[Element]) -> int:
    """How many rows from the first on repeat on every page."""
    count = 0
    for row in rows:
        if not switched(row, "trPr", "tblHeader"):
            break
        count += 1
    return count
