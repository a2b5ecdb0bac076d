"""The copy that goes back: the unit's own workbook with each wrong cell filled and a comment beside it."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
from collections.abc import Container, Iterable
from typing import Any

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import SEVERITY_WORDS
from docgen.ledgers import scan
from docgen.ledgers.book import Refused
from docgen.ledgers.formstyle import sheet_names
from docgen.ledgers.intake import open_book
from docgen.ledgers.quieted import MOST_NOTED, Quieted, quiet
from docgen.ledgers.sheet import address
from docgen.wording import ILLEGAL, width

NOTES_SHEET = "退回说明"
MOST_BYTES, MOST_UNPACKED = 5_000_000, 50_000_000
"""Bytes of a workbook that is copied with its formats; of a larger one only the contents."""
COLOURS = {"error": "FFFFC7CE", "warning": "FFFFF2CC"}
FIXED = (1980, 1, 1, 0, 0, 0)
CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
HEADINGS = ("序号", "级别", "表", "单元格", "问题", "填的是", "应为", "怎么改")
WIDTHS = (6, 8, 16, 9, 50, 20, 24, 40)


def annotated(data: bytes, name: str, problems: Iterable[Diagnostic], own: Container[str] = frozenset()) -> bytes:
    """A copy of a returned workbook, always .xlsx, in which every cell to be mended is marked.

    A first sheet lists everything. The original is not touched; pictures may be missing from the copy, which it says.
    Formulas stay live whose ``quieted.shape`` is in ``own``; others become their text, which a note beside them says.
    """
    told = [p for p in problems if p.severity in COLOURS]
    book, titles = _open(data) or _rebuilt(data, name)
    done = quiet(book, own)
    by_cell: dict[tuple[str, str], list[Diagnostic]] = {}
    for problem in told:
        sheet, cell = titles.get(problem.place.sheet or "", ""), problem.place.cell
        if sheet and cell:
            by_cell.setdefault((sheet, cell), []).append(problem)
    for (name_of_sheet, at), found in by_cell.items():
        _mark(book[name_of_sheet], at, found)
    _note_formulas(book, done, data, name)
    _list(book, told, done.told())
    return _saved(book)


def _note_formulas(book: Any, done: Quieted, data: bytes, name: str) -> None:
    """Say beside each formula that became text what it was, and what it showed."""
    from openpyxl.comments import Comment

    shown = _values(data, name) if done.formulas else {}
    for sheet, at, _ in done.formulas[:MOST_NOTED]:
        value = shown.get((sheet, at))
        was = f"，原来显示：{str(value)[:200]}" if value not in (None, "") else ""
        text = f"这里原是公式，不是表上原有的，副本里改成了文字{was}"
        cell = book[sheet][at]
        before = f"{cell.comment.text}\n" if cell.comment else ""
        note = Comment(ILLEGAL.sub("", before + text)[:3000], "docgen")
        note.width, note.height = 320, min(400, 100 + 18 * (before.count("\n") + len(before) // 20))
        cell.comment = note


def _values(data: bytes, name: str) -> dict[tuple[str, str], Any]:
    """What the cells of a file show, by sheet and address; nothing where it cannot be read."""
    try:
        book = open_book(data, name)
    except Refused:
        return {}
    return {(sheet.name, address(y, x)): value for sheet in book.sheets for (y, x), value in sheet.cells.items()}


def listed(problems: Iterable[Diagnostic]) -> bytes:
    """A workbook with the list alone, for a file that nobody can write a copy of."""
    import openpyxl

    book = openpyxl.Workbook()
    plain = book.active
    _list(book, [p for p in problems if p.severity in COLOURS])
    book.remove(plain)  # type: ignore[arg-type]
    return _saved(book)


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return _timeless(out.getvalue())


def _open(data: bytes) -> tuple[Any, dict[str, str]] | None:
    """The workbook as openpyxl opens it, and its sheets' titles by name; None where it does not, or not safely."""
    import openpyxl

    if data[:4] != b"PK\x03\x04" or len(data) > MOST_BYTES:
        return None
    try:
        found = scan.parts(data)
        sheets = [part for name, part in found.items() if scan.SHEET_PART.search(name)]
        if sum(map(len, found.values())) > MOST_UNPACKED or any(scan.scan(part).giant_merges for part in sheets):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
        return (book, {name: name for name in book.sheetnames}) if book.sheetnames else None
    except Exception:  # openpyxl raises whatever its descriptors do; the contents are written anew instead
        return None


def _rebuilt(data: bytes, name: str) -> tuple[Any, dict[str, str]]:
    """A plain workbook with the contents of a file that openpyxl cannot open; empty where nobody can."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    try:
        book = open_book(data, name)
    except Refused:
        return made, {}
    titles = dict(zip((s.name for s in book.sheets), sheet_names([s.name for s in book.sheets]), strict=True))
    for sheet in book.sheets:
        target = made.create_sheet(titles[sheet.name])
        if not sheet.visible:
            target.sheet_state = "hidden"
        for (y, x), value in sheet.cells.items():
            cell = target.cell(y, x)
            cell.value = ILLEGAL.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
        for top, left, bottom, right in sheet.merges:
            target.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return made, titles


def _mark(sheet: Any, cell: str, problems: list[Diagnostic]) -> None:
    """Fill a cell and say in a comment what was found, what is expected and how to mend it."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    target = sheet[cell]
    if isinstance(target, MergedCell):
        target = next((sheet.cell(r.min_row, r.min_col) for r in sheet.merged_cells.ranges if cell in r), target)
    worst = "error" if any(p.severity == "error" for p in problems) else "warning"
    target.fill = PatternFill("solid", fgColor=COLOURS[worst])
    text = ILLEGAL.sub("", "\n".join(comment(p) for p in problems))
    mark = Comment(text[:3000], "docgen")
    mark.width, mark.height = 320, min(400, 60 + 18 * (len(text) // 20 + text.count("\n")))
    target.comment = mark


def comment(problem: Diagnostic) -> str:
    """A problem as a comment beside its cell."""
    lines = [f"【{SEVERITY_WORDS[problem.severity]}】{problem.message}"]
    lines += [f"应为：{problem.expected}"] if problem.expected else []
    lines += [f"怎么改：{problem.cure}"] if problem.cure else []
    return "\n".join(lines)


def _list(book: Any, problems: list[Diagnostic], changed: str = "") -> None:
    """A first sheet with every problem, those of the whole file included, and what else differs in the copy."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    name = NOTES_SHEET
    while name in book.sheetnames:
        name += "_"
    sheet = book.create_sheet(name, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    side = Side(style="thin", color="FFA6A6A6")
    wrap = Alignment(wrap_text=True, vertical="center")
    rows = [[str(i), SEVERITY_WORDS[p.severity], p.place.sheet or "", p.place.cell or "", p.message, p.found or "", p.expected or "", p.cure or ""]
            for i, p in enumerate(problems, 1)]  # fmt: skip
    sheet.cell(
        1, 1
    ).value = (
        "退回说明：请按下表修改，改好后重新发送原来的表格（不要发这一份）。这是加了标记的副本，图片可能没有保留。"
    )
    sheet.cell(1, 1).font = Font(name="宋体", size=11, bold=True)
    if changed:
        sheet.cell(2, 1).value = ILLEGAL.sub("", changed)
        sheet.cell(2, 1).font = Font(name="宋体", size=11)
    for y, row in enumerate([list(HEADINGS), *rows], 3):
        for x, text in enumerate(row, 1):
            cell = sheet.cell(y, x)
            cell.value = ILLEGAL.sub("", text)
            cell.data_type = "s"
            cell.alignment, cell.border = wrap, Border(side, side, side, side)
            cell.font = Font(name="宋体", size=10, bold=y == 3)
            if y > 3 and x == 2:
                cell.fill = PatternFill("solid", fgColor=COLOURS[problems[y - 4].severity])
    for y, row in enumerate(rows, 4):
        lines = (math.ceil(2.1 * width(text) / (chars - 1.5)) for text, chars in zip(row, WIDTHS, strict=True))
        sheet.row_dimensions[y].height = min(400, 14 * max(1, *lines) + 3)
    for x, chars in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGH"[x]].width = chars
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, _fit()
    sheet.freeze_panes = "A4"


def _fit() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _timeless(data: bytes) -> bytes:
    """The package without the clock that openpyxl writes into it, so that the same copy has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = CLOCK.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", part)
            new.writestr(zipfile.ZipInfo(entry.filename, FIXED), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
