"""Finished reports opened without docgen: their bookmarks, paragraphs, tables and charts; and the year of the sample."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from docgen.workspace import Workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"
SAMPLE = Path(__file__).parents[2] / "data" / "制度执行年台账"
INBOX = SAMPLE / "收件"
YEAR_END = date(2027, 1, 8)
SUMMARY = "“制度执行年”活动工作总结报告.docx"
JUNE_BULLETIN = "砚屏发〔2026〕1号 关于2026年6月“制度执行年”活动开展情况的通报.docx"
DECEMBER_BULLETIN = "砚屏发〔2027〕1号 关于2026年12月“制度执行年”活动开展情况的通报.docx"
CATALOGUE = "“制度执行年”制度汇编目录.docx"
OPEN_PROBLEMS = "“制度执行年”问题整改“回头看”清单.docx"
ANNEX, RECORD = "数据来源.xlsx", "报告.json"
NAMES = (SUMMARY, JUNE_BULLETIN, DECEMBER_BULLETIN, CATALOGUE, OPEN_PROBLEMS, ANNEX, RECORD)
"""What the sample makes."""


# ---- reading


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def document(path: Path) -> Any:
    """The root of word/document.xml."""
    return etree.fromstring(parts(path)[DOCUMENT])


def text(element: Any) -> str:
    """The text in an element."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(path: Path) -> list[str]:
    """The text of each paragraph, those in tables too."""
    return [text(p) for p in document(path).iter(f"{W}p")]


def body(path: Path) -> list[str]:
    """The text of each paragraph outside of tables that has any."""
    own = [text(p) for p in document(path).find(f"{W}body").iterchildren(f"{W}p")]
    return [line for line in own if line.strip()]


def tables(path: Path) -> list[list[list[str]]]:
    """The text of each cell of each table that has a heading row."""
    made = []
    for table in document(path).iter(f"{W}tbl"):
        rows = [[text(cell) for cell in row.iterchildren(f"{W}tc")] for row in table.iterchildren(f"{W}tr")]
        made.append(rows)
    return made


def bookmarks(path: Path) -> list[tuple[str, str]]:
    """(name, text) of the bookmarks of figures, in the order in which they begin."""
    found: dict[str, tuple[str, list[str]]] = {}
    open_: set[str] = set()
    for element in document(path).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        number = str(element.get(f"{W}id"))
        if element.tag == f"{W}bookmarkStart":
            found[number] = (str(element.get(f"{W}name")), [])
            open_.add(number)
        elif element.tag == f"{W}bookmarkEnd":
            open_.discard(number)
        else:
            for own in open_:
                found[own][1].append(element.text or "")
    return [(name, "".join(texts)) for name, texts in found.values() if name.startswith("指标")]


def figures(path: Path) -> list[tuple[str, str]]:
    """(name without its number, text) of each figure that a report prints."""
    return [(re.sub(r"^指标[0-9]+_", "", name), words) for name, words in bookmarks(path)]


def provenance(path: Path) -> str:
    """What the file says its figures were computed from."""
    (found,) = (data for name, data in parts(path).items() if re.fullmatch(r"customXml/item[0-9]+\.xml", name))
    return "".join(str(words) for words in etree.fromstring(found).itertext())


@dataclass(frozen=True)
class ChartData:
    """A chart of a report: its labels and curves as the chart's part, its workbook and the table of the same title have them."""

    alternative: str
    cached: list[list[Any]]
    """A row for each label: the label, then the value of each curve."""
    curves: list[str]
    workbook: list[list[Any]]
    table: list[list[str]]
    """Empty where the chart says everything itself."""


def charts(path: Path) -> list[ChartData]:
    """The charts of a report in their order, each with the table that has its title."""
    whole = parts(path)
    rels = etree.fromstring(whole["word/_rels/document.xml.rels"])
    targets = {r.get("Id"): r.get("Target") for r in rels}
    made = []
    for frame in document(path).iter(f"{C}chart"):
        name = f"word/{targets[frame.get(f'{R}id')]}"
        leaf = name.rpartition("/")[2]
        (link,) = etree.fromstring(whole[f"word/charts/_rels/{leaf}.rels"])
        book = openpyxl.load_workbook(io.BytesIO(whole["word/" + str(link.get("Target")).removeprefix("../")]))
        under, title, table = islice(next(frame.iterancestors(f"{W}p")).itersiblings(), 3)
        whose = text(under).partition("\u3000")[2] == text(title).partition("\u3000")[2]
        rows = (
            [[text(cell) for cell in row.iterchildren(f"{W}tc")] for row in table.iterchildren(f"{W}tr")]
            if whose
            else []
        )
        series = list(etree.fromstring(whole[name]).iter(f"{C}ser"))
        values = [points(one.find(f"{C}val")) for one in series]
        labels = points(series[0].find(f"{C}cat"))
        cached = [[label, *(own.get(x) for own in values)] for x, label in labels.items()]
        made.append(
            ChartData(
                str(next(frame.iterancestors(f"{WP}inline")).find(f"{WP}docPr").get("descr")),
                cached,
                [next(iter(points(one.find(f"{C}tx")).values())) for one in series],
                [list(row) for row in book.worksheets[0].iter_rows(values_only=True)],
                rows,
            )
        )
    return made


def points(element: Any) -> dict[int, str]:
    """The cached points below an element."""
    return {int(p.get("idx")): p.find(f"{C}v").text for p in element.iter(f"{C}pt")}


# ---- editing


def edited(path: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """A copy of a .docx whose document was changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == DOCUMENT:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(entry, data)
    return target


def span(root: Any, name: str) -> tuple[Any, list[Any], Any]:
    """(begin, elements between, end) of the bookmark whose name ends so; the first one."""
    start = next(b for b in root.iter(f"{W}bookmarkStart") if b.get(f"{W}name").endswith(f"_{name}"))
    inside, at = [], start.getnext()
    while not (at.tag == f"{W}bookmarkEnd" and at.get(f"{W}id") == start.get(f"{W}id")):
        inside.append(at)
        at = at.getnext()
    return start, inside, at


def retype(root: Any, name: str, words: str) -> None:
    """Type something else under a bookmark."""
    _, inside, _ = span(root, name)
    texts = [t for element in inside for t in element.iter(f"{W}t")]
    texts[0].text = words
    for other in texts[1:]:
        other.text = ""


def unmark(root: Any, name: str, keep: bool) -> None:
    """Take away a bookmark, with its text or without."""
    start, inside, end = span(root, name)
    for element in (start, end, *(() if keep else inside)):
        element.getparent().remove(element)


def add(root: Any, words: str) -> None:
    """A new paragraph before the last one of the body, typed by hand."""
    root.find(f"{W}body").findall(f"{W}p")[-1].addprevious(typed(words))


def typed(words: str) -> Any:
    """A plain paragraph."""
    made = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}t").text = words
    return made


# ---- the year of the sample


@dataclass(frozen=True)
class Year:
    """The sample collected and reported."""

    folder: Path
    """What the collection left."""
    reports: Path
    register: Path

    def path(self, name: str) -> Path:
        """One report."""
        return self.reports / name


def report(folder: Path, reports: Path, register: Path) -> Year:
    """The reports of the sample, from a collection of it."""
    Workspace(SAMPLE, register).report(folder, out=reports)
    return Year(folder, reports, register)


_MADE: list[Year] = []


def year(factory: pytest.TempPathFactory) -> Year:
    """The whole inbox collected and reported, once for all tests; nobody changes it."""
    if not _MADE:
        root = factory.mktemp("year")
        Workspace(SAMPLE).collect(INBOX, root / "汇总", today=YEAR_END)
        _MADE.append(report(root / "汇总", root / "报告", root / "登记簿.db"))
    return _MADE[0]


def copied(made: Year, root: Path) -> Path:
    """A copy of the collection, to be changed."""
    return Path(shutil.copytree(made.folder, root))


CHANGED = "2026-12-23/U03 砚屏新材 2026年12月台账.xlsx"
_CHANGED: list[Year] = []


def changed_year(factory: pytest.TempPathFactory) -> Year:
    """The same year, had U03 mended five of its five problems in December, not four: one cell is another."""
    if not _CHANGED:
        before, root = year(factory), factory.mktemp("changed")
        inbox = Path(shutil.copytree(INBOX, root / "收件"))
        book = openpyxl.load_workbook(inbox / CHANGED)
        assert book["活动统计表"]["H6"].value == 4
        book["活动统计表"]["H6"].value = 5
        book.save(inbox / CHANGED)
        folder = Path(shutil.copytree(before.folder, root / "汇总"))  # with what was read before: one file is read
        Workspace(SAMPLE).collect(inbox, folder, today=YEAR_END, workers=1)
        register = Path(shutil.copy(before.register, root / "登记簿.db"))
        _CHANGED.append(report(folder, root / "报告", register))
    return _CHANGED[0]


def ran(*arguments: str | Path) -> tuple[int, str, str]:
    """(status, output, errors) of a command in this process, which needs no start."""
    from click.testing import CliRunner

    from docgen.cli import cli, reports

    reports.register(cli)
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr
