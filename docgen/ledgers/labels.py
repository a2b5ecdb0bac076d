"""What stands on a sheet for people to read: whose it is, for when, and the day on which it was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.measures import FARTHEST, listed, plain
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import find_period
from docgen.ledgers.sheet import Scalar, Sheet
from docgen.ledgers.value import raw_text
from docgen.wording import half_width

WHOSE = "(?:填报|报送|上报|申报|填表|编报|呈报)"
BODY = "(?:单位|公司|企业|机构)(?:名称|全称)?"
SEAL = "(?:（[^（）]{0,6}）)?"
UNIT = re.compile(f"{WHOSE}?{BODY}{SEAL}")
UNIT_BELOW = re.compile(f"{WHOSE}{BODY}{SEAL}|{BODY}（(?:盖章|公章|签章)）")
"""Under a table only what cannot be taken for a cell of it."""
ROLE = re.compile(
    "协办|协助|配合|牵头|承办|主办|主管|对口|对接|对方|合作|合同|相对|交易|供应|服务|检查|监督|监管|审核|审批|批准|上级|来源|接收|接受|"
    "主送|抄送|分送|呈送|涉及|相关|关联|^被|受检|受理|受托|承包|发包|分包|施工|监理|设计|建设|督办|验收|投诉|举报|移交|往来|客户|担保|"
    "委托|代理|参与|参加|培训|授课|出具|印发|颁发|制定|签约|签订|付款|收款|金额|计量|货币|数量|监制|收件|下发|发至"
)
"""Words of a label or a heading that make the name behind it somebody else's than who reports."""
OTHERS = f"(?![\u4e00-\u9fff]{{0,8}}(?:{ROLE.pattern.replace('^', '')}))"
SOME_UNIT = re.compile(f"{OTHERS}[\u4e00-\u9fff]{{0,8}}?(?:单位|公司|企业|机构|部门|主体)(?:名称|全称|简称)?{SEAL}")
"""Any label that may stand before the name of a unit; only a name of the list counts behind it."""
COMPILED = re.compile(f"(?:编制|制表|汇报|填制|编写|造表)(?:单位|公司|企业|机构)(?:名称|全称)?{SEAL}")
UNIT_CODE = re.compile("(?:单位|公司|企业|机构)(?:编号|代码|编码)")
PERIOD = re.compile("(?:填报|报送|报告|统计|所属)?(?:期间|月份|季度)|所属期|报送期|报告期")
FILLED = re.compile(f"(?:{WHOSE}|制表|报表)(?:日期|时间)")
LAST = {
    UNIT: "位司业构称",
    UNIT_BELOW: "位司业构称",
    SOME_UNIT: "位司业构称门体",
    COMPILED: "位司业构称",
    UNIT_CODE: "号码",
    PERIOD: "间份度期",
    FILLED: "期间",
}
"""How each label may end: most cells of a table are none, and are passed over by this alone."""
PEOPLE = "填报人|填表人|报送人|制表人|经办人|审核人|负责人|联系人|联系电话|电话|期间|报送截止|核对码|日期|时间|单位"
NEXT_LABEL = re.compile(rf"\s+[^\s：]{{1,12}}：|\s{{2,}}|[\t\n]|(?:{PEOPLE})(?:（[^（）]{{0,6}}）)?：")
DAY = re.compile(r"(?:(20[0-9]{2})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
ADDRESSEE = re.compile("(?:报|送|致|呈|发|主送|抄送|分送|呈报|报送)：")
"""What a text begins with that names who gets the table, and not whose it is."""
MOST_ALONE = 2
"""So many units may stand alone outside a table; more are a list of units, and no signature."""
ADDRESSED = re.compile("(?:报|送|致|呈|发|报送|主送|抄送|分送|呈报|送达|发送)(?:对象|范围)?：?")
OTHERS_LABEL = re.compile(".{1,10}(?:单位|公司|企业|机构|部门|主体|对象|方|人|：)(?:名称|全称)?：?")


@dataclass(frozen=True)
class Stated:
    """What a sheet says of itself, as it is written; days are ISO dates."""

    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


def stated(sheet: Sheet, heading: Heading, names: Names, year: int, claimed: Sequence[str] = ()) -> Stated:
    """Who, when and on which day, above the table or under it; in its title or its name where no label says it.

    ``claimed`` are the names that stand there without a label that is known.
    """
    units = [word for word in values(sheet, heading, UNIT, UNIT_BELOW) if not is_measure(word)]
    periods = list(values(sheet, heading, PERIOD, None))
    above = [value for (y, _), value in sorted(sheet.cells.items()) if y < heading.top and isinstance(value, str)]
    if not units:
        units = one_named([*titles(sheet, heading.top, names), sheet.name], names)
    units += claimed
    if not periods:
        found = (find_period(text, year, heading.spec.frequency) for text in [*above, sheet.name])
        periods = [period.key for period in found if period][:1]
    return Stated(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(periods)), tuple(days(sheet, heading, year)))


def on_cover(sheet: Sheet, year: int) -> Stated:
    """The same on the cover of an issued form; the number of the unit is a name, too."""
    units = [word for label in (UNIT, UNIT_CODE) for word in beside(sheet, label) if not is_measure(word)]
    return Stated(
        tuple(units), tuple(beside(sheet, PERIOD)), tuple(day_of(w, year) for w in raw_beside(sheet, FILLED))
    )


def is_addressed(sheet: Sheet, at: tuple[int, int]) -> bool:
    """Whether a name stands beside or under a word that makes it somebody else's: 主送单位, 报：, 协办单位."""
    left = next(
        (v for x in range(at[1] - 1, max(0, at[1] - FARTHEST), -1) if (v := sheet.cells.get((at[0], x)))), None
    )
    for value in (left, sheet.cells.get((at[0] - 1, at[1]))):
        word = tidy(raw_text(value)) if isinstance(value, str) else ""
        if word and (ADDRESSED.fullmatch(word) or ROLE.search(word) and OTHERS_LABEL.fullmatch(word)):
            return True
    return False


def titles(sheet: Sheet, top: int, names: Names) -> list[str]:
    """The texts above a row that may say whose the sheet is: none that says who gets it, or takes part, or who there is."""
    cells = [(at, value) for at, value in sorted(sheet.cells.items()) if at[0] < top and isinstance(value, str)]
    many = len({names.match(value) for _, value in cells if names.names_unit(value)}) > MOST_ALONE
    return [
        value for at, value in cells
        if not (many and names.names_unit(value)) and not ADDRESSEE.match(tidy(value)) and not is_addressed(sheet, at)
        and not ROLE.search(tidy(value).rpartition("：")[0])
    ]  # fmt: skip


def one_named(texts: list[str], names: Names) -> list[str]:
    """The name of the one unit that the first of some texts names; a text that names several says nothing."""
    for text in texts:
        if codes := set(names.within(text)):
            return [names.by_code[codes.pop()].name] if len(codes) == 1 else []
    return []


def is_measure(word: str) -> bool:
    """Whether a text behind 单位 is a unit of measure: 万元, 个、万元."""
    return bool(listed(plain(word)))


def values(sheet: Sheet, heading: Heading, label: re.Pattern[str], below: re.Pattern[str] | None) -> Iterator[str]:
    """What stands behind a label: in its cell after a colon, in the next cell, or in the one under it."""
    for at in sorted(sheet.cells):
        text = sheet.cells[at]
        form = label if at[0] < heading.top else below if at[0] > heading.bottom else None
        if form is not None and isinstance(text, str):
            yield from (raw_text(value).strip() for value in behind(sheet, at, text, form, heading.top))


def behind(sheet: Sheet, at: tuple[int, int], text: str, label: re.Pattern[str], top: int) -> Iterator[Scalar]:
    """The values of the labels in one cell."""
    if not any(sign in text for sign in LAST[label]):
        return
    whole = half_width(text).replace(":", "：").replace("(", "（").replace(")", "）")
    if label.fullmatch(tidy(whole).rstrip("：")):
        value = next_value(sheet, at, top)
        if value is not None:
            yield value
        return
    for match in re.finditer(f"(?<![\u4e00-\u9fff])(?:{label.pattern})：\\s*", whole):
        cut = NEXT_LABEL.search(whole, match.end())
        word = text[match.end() : cut.start() if cut else None].strip()
        value = word or (None if text[match.end() :].strip() else next_value(sheet, at, top))
        if value is not None:
            yield value


def next_value(sheet: Sheet, at: tuple[int, int], top: int) -> Scalar:
    """What stands to the right of a cell, or else under it; nothing where that is a label, too."""
    bottom, right = next(((m[2], m[3]) for m in sheet.merges if m[:2] == at), at)
    for x in range(right + 1, right + FARTHEST + 1):
        value = sheet.cells.get((at[0], x))
        if value is not None and raw_text(value).strip():
            if not is_label(value):
                return value
            break
    value = sheet.cells.get((bottom + 1, at[1])) if bottom + 1 != top else None
    return None if value is None or is_label(value) else value


def is_label(value: Scalar) -> bool:
    """Whether a cell holds the name of another field."""
    word = tidy(raw_text(value))
    return (
        word.endswith("：")
        or any(form.fullmatch(word.rstrip("：")) for form in (UNIT, UNIT_CODE, COMPILED, PERIOD, FILLED))
        or bool(re.fullmatch(f"(?:{PEOPLE}){SEAL}：?", word))
    )


def beside(sheet: Sheet, label: re.Pattern[str]) -> list[str]:
    """What stands beside a label on a sheet that holds no table."""
    return [raw_text(value).strip() for value in raw_beside(sheet, label)]


def raw_beside(sheet: Sheet, label: re.Pattern[str]) -> Iterator[Scalar]:
    """The same as the cells hold it."""
    for at, text in sorted(sheet.cells.items()):
        if isinstance(text, str):
            yield from behind(sheet, at, text, label, 0)


def days(sheet: Sheet, heading: Heading, year: int) -> Iterator[str]:
    """The days on which the sheet says that it was filled in."""
    for at, text in sorted(sheet.cells.items()):
        if isinstance(text, str) and not heading.top <= at[0] <= heading.bottom:
            for value in behind(sheet, at, text, FILLED, heading.top):
                if day := day_of(value, year):
                    yield day


def day_of(value: Scalar, year: int) -> str:
    """A day as people write it, as an ISO date; empty for what is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = DAY.match(tidy(raw_text(value)))
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""
