"""人员: who signs, from the data file and from a list in a workbook, with what is wrong at its line or cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen import bounds
from docgen.campaign.load import Loaded
from docgen.campaign.model import Campaign, Person, Unit
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.documents import rules
from docgen.ledgers.book import Refused
from docgen.ledgers.headings import SEARCHED_ROWS, tidy
from docgen.ledgers.intake import MOST_BYTES
from docgen.ledgers.lists import TOO_MUCH, open_list
from docgen.ledgers.naming import Names
from docgen.ledgers.region import ENDINGS, SUBTOTALS, SUMS
from docgen.ledgers.sheet import ErrorValue, Sheet, address
from docgen.wording import seen

HEADINGS = {
    "姓名": ("姓名", "名字", "员工姓名", "人员姓名", "承诺人"),
    "单位": ("单位", "机构", "单位名称", "机构名称", "所在单位", "所属单位", "所属机构", "工作单位"),
    "部门": ("部门", "科室", "部门名称", "所在部门", "所属部门", "处室"),
    "岗位": ("岗位", "职务", "岗位名称", "所在岗位", "现任职务", "岗位（职务）", "职务（岗位）"),
}
"""What a list may call each column, the usual word first."""
FIELDS = tuple(HEADINGS)
BLANK = "\u3000" * 5
"""Stands for what a list does not say of a person, to be filled in by hand."""
FORM = "第一行写“姓名、单位、部门、岗位”，下面一人一行"


@dataclass
class Roll:
    """The people of a campaign, and what is wrong with the lists they come from."""

    people: list[Person] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    known: dict[tuple[str, str], list[tuple[Person, Place]]] = field(default_factory=dict)
    """Those of a name and a unit, with the place of the name."""

    def add(self, rule: Rule, severity: Severity, place: Place, message: str, cure: str, found: str = "") -> None:
        """Note a problem."""
        self.problems.append(Diagnostic(place, rule, severity, message, found or None, cure=cure))

    def take(self, person: Person, places: Mapping[str, Place]) -> None:
        """Take a person in; somebody who is there already is said to be, and taken once."""
        namesakes = self.known.setdefault((person.name, person.unit), [])
        twin = next((place for other, place in namesakes if other == person), None)
        if twin:
            self.add(rules.DUPLICATE_PERSON, "warning", places["姓名"], f"“{person.name}”写了两次（另一处在 {twin}），只算一次",
                     "请删去一处；是同名的两个人，请在姓名后面加以区别", person.name)  # fmt: skip
            return
        if namesakes:
            message = f"同一单位有两个“{person.name}”（另一处在 {namesakes[0][1]}），部门或岗位不同，各做了一份"
            self.add(rules.DUPLICATE_PERSON, "warning", places["姓名"], message,
                     "请核实：是一个人的请删去一处；是同名的两个人，请在姓名后面加以区别", person.name)  # fmt: skip
        namesakes.append((person, places["姓名"]))
        self.people.append(person)


def roll(loaded: Loaded, folder: Path) -> Roll:
    """Everybody of the data file and of the list that it names; ``folder`` is where the list is looked for."""
    made = Roll()
    names = Names(loaded.campaign.units)
    for i, person in enumerate(loaded.campaign.people):
        places = {name: loaded.source.place(("人员", i, name)) for name in FIELDS}
        made.take(of_unit(made, person, names, places["单位"]), places)
    if named := loaded.campaign.people_file:
        of_file(made, folder / named, named, names, loaded.source.place(("人员名单",)))
    return made


def with_people(loaded: Loaded, folder: Path) -> Loaded:
    """The campaign with everybody in its 人员, also those of the list."""
    people = tuple(roll(loaded, folder).people)
    return replace(loaded, campaign=loaded.campaign.model_copy(update={"people": people}))


def unit_of(person: Person, campaign: Campaign) -> Unit | None:
    """The unit that somebody belongs to; None where none is written."""
    return next((unit for unit in campaign.units if unit.name == person.unit), None)


def person_fields(person: Person) -> dict[str, str]:
    """What a text may say of somebody, by name."""
    return dict(zip(FIELDS, (person.name, person.unit, person.department, person.post), strict=True))


def of_unit(made: Roll, person: Person, names: Names, place: Place) -> Person:
    """The person with the full name of the unit; a unit that there is none of is said."""
    if not person.unit or not names.units:
        return person
    code = names.match(person.unit)
    if code is None:
        cure = (
            names.suggestion(person.unit)
            or f"请写单位名单里的编号或名称：{'、'.join(u.label for u in names.units[:8])}"
        )
        made.add(rules.UNKNOWN_PERSON_UNIT, "error", place, f"单位名单里没有“{person.unit}”", cure, person.unit)
        return person
    return person.model_copy(update={"unit": names.by_code[code].name})


# -- a list in a workbook -------------------------------------------------------------------------------------------------


def of_file(made: Roll, path: Path, named: str, names: Names, at: Place) -> None:
    """Everybody of a workbook; ``at`` is where the data file names it."""
    try:
        book = open_list(bounds.content(path, MOST_BYTES), path.name)
    except bounds.TooLarge as error:
        message = f"人员名单“{named}”过大（{error.size // 1_000_000}MB）"
        made.add(rules.UNREADABLE_PEOPLE_LIST, "error", at, message, TOO_MUCH, named)
        return
    except OSError:
        cure = "请检查文件名；位置从数据文件所在的文件夹算起"
        made.add(rules.UNREADABLE_PEOPLE_LIST, "error", at, f"人员名单“{named}”找不到或读不出来", cure, named)
        return
    except Refused as error:
        cure = TOO_MUCH if error.problem.cure == TOO_MUCH else f"请用 WPS 或 Excel 打开，另存为 .xlsx；{FORM}"
        made.add(rules.UNREADABLE_PEOPLE_LIST, "error", at, f"人员名单“{named}”{error.problem.message}", cure, named)
        return
    before = len(made.people)
    sheets = [sheet for sheet in book.sheets if sheet.visible and sheet.cells]
    headings = {sheet.name: found for sheet in sheets if (found := heading(sheet))}
    for sheet in sheets:
        if sheet.name in headings:
            of_sheet(made, sheet, *headings[sheet.name], named, names)
        elif headings:
            message = f"“{sheet.name}”这张表没有“姓名”这一列，没有读"
            made.add(
                rules.UNREADABLE_PEOPLE_LIST, "info", Place(named, sheet=sheet.name), message, "不是人员名单可以不管"
            )
    if not headings:
        made.add(rules.UNREADABLE_PEOPLE_LIST, "error", at, f"人员名单“{named}”里没有找到“姓名”这一列", FORM, named)
    elif len(made.people) == before and not any(
        p.rule in (rules.INVALID_PERSON_ROW, rules.DUPLICATE_PERSON) for p in made.problems
    ):
        made.add(rules.UNREADABLE_PEOPLE_LIST, "error", at, f"人员名单“{named}”里一个人也没有", FORM, named)


def heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings with the column of each field: the row that names the most of them."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for y, x in sorted(at for at in sheet.cells if at[0] <= SEARCHED_ROWS):
        word = tidy(said(sheet.cells[y, x]))
        for name, words in HEADINGS.items():
            if word in words:
                claim = (words.index(word), x)
                row = found.setdefault(y, {})
                row[name] = min(row.get(name, claim), claim)
    rows = [(len(columns), -y) for y, columns in found.items() if "姓名" in columns]
    if not rows:
        return None
    y = -max(rows)[1]
    return y, {name: x for name, (_, x) in found[y].items()}


def of_sheet(made: Roll, sheet: Sheet, top: int, columns: Mapping[str, int], named: str, names: Names) -> None:
    """Everybody of one sheet, under its headings."""
    firsts = {y: tidy(said(sheet.cells[y, x])) for y, x in sorted(sheet.cells, reverse=True) if y > top}
    for y, first in sorted(firsts.items()):
        own = {name: text for name, x in columns.items() if (text := said(sheet.cells.get((y, x))))}
        if len(own) < 2 and first.startswith(ENDINGS):
            return
        if not own or SUMS.fullmatch(first) or SUBTOTALS.fullmatch(first) or own.get("姓名") in HEADINGS["姓名"]:
            continue
        cells = {name: address(y, columns.get(name, columns["姓名"])) for name in FIELDS}
        places = {name: Place(named, sheet=sheet.name, cell=cell) for name, cell in cells.items()}
        if y in sheet.struck_rows:
            message = f"“{own.get('姓名', '')}”这一行加了删除线，没有算进去"
            made.add(rules.INVALID_PERSON_ROW, "info", places["姓名"], message, "还在岗的请去掉删除线")
        elif person := of_row(made, own, {name: merged(sheet, (y, x)) for name, x in columns.items()}, places):
            made.take(of_unit(made, person, names, places["单位"]), places)


def of_row(made: Roll, own: Mapping[str, str], texts: Mapping[str, str], places: Mapping[str, Place]) -> Person | None:
    """The person of a row; None where the row says no name."""
    if broken := [name for name, text in texts.items() if text.startswith("#")]:
        for name in broken:
            message = f"“{name}”这一格是公式错误（{texts[name]}）"
            made.add(rules.INVALID_PERSON_ROW, "error", places[name], message, "请直接写上文字", texts[name])
        return None
    if "姓名" not in own:
        told = "、".join(own.values())
        message = f"这一行写了{told}，没有写“姓名”"
        made.add(rules.INVALID_PERSON_ROW, "error", places["姓名"], message, "请补上姓名；不是人员的行请删去", told)
        return None
    return Person(
        name=own["姓名"], unit=texts.get("单位", ""), department=texts.get("部门", ""), post=texts.get("岗位", "")
    )


def merged(sheet: Sheet, at: tuple[int, int]) -> str:
    """What a cell says, or the first of the merged cells that it is one of."""
    if text := said(sheet.cells.get(at)):
        return text
    inside = [m for m in sheet.merges if m[0] <= at[0] <= m[2] and m[1] <= at[1] <= m[3]]
    return said(sheet.cells.get(inside[0][:2])) if inside else ""


def said(value: object) -> str:
    """A cell as one line of text; blanks inside a Han text are only layout (张　三)."""
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        return str(value) if value.startswith("#") else f"#{value}"
    text = f"{value:g}" if isinstance(value, float) else seen(str(value))
    return re.sub(r"\s+", " ", text).strip() if re.search("[A-Za-z]", text) else re.sub(r"\s", "", text)
