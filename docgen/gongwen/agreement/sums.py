"""How much: totals of tables, totals told in the text, and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import Evidence, Passage, Sheet, contradiction, first_text
from docgen.gongwen.rules import agreement as rules

PLAIN = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)(?:[个项条笔件起人次份家])?")
TOTAL = re.compile("合计|总计|共计")
BETWEEN = re.compile(
    "(?:小计|其中|平均|同比|增减|合计|总计|共计|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、).*"
)
NOT_SUMMED = re.compile("率|均|比|占|涉及|累计|排名|得分|评分|序号|编号|年份|日期|时间|电话")
UNIT = "[个项条笔件起人次份家万元]"
HEADING_UNIT = re.compile("(?:(?:个|项|条|笔|件)?数量?)?(?:[（(][^（）()]*[）)])?$")
TOLD = re.compile(
    rf"(?P<all>(?:共|共计|累计|合计|总计)(?P<what>[\u4e00-\u9fff]{{3,12}}?)[为达了]?(?P<n>\d{{1,9}}){UNIT})"
)
SLICE = re.compile("其中|本月|上月|季度|上半年|下半年|月份|截至|同比|去年|上年|分别")

RATE = re.compile(
    r"(?P<what>整改|办结|销号|完成|参训|参加|报送|合格|通过|覆盖)(?:完成)?率(?:达到|达|为|是)?(?P<rate>\d{1,3}(?:\.\d{1,4})?)[%％]"
)
OWN_BASIS = re.compile(
    r"[（(][^（）()]{0,60}?(?:不含|不包括|不计|剔除|扣除|除外|(?:没有?|未)(?:计算?|统计|包括|包含|纳入|列入)|按[^（）()]{1,40}?(?:计算|统计|算))"
)
"""Behind a rate: it is not worked out of the numbers that stand beside it."""
DONE = r"(?<![未没不待])(?:{0})(?:完成|到位|合格|办结|通过|问题|任务|了|的|共)*(\d{{1,9}})({1})"
WHOLE = rf"(?:发现|查出|排查|应|共有|共|梳理|涉及|合计)[^\d，。；、]{{0,10}}(\d{{1,9}})({UNIT})"


def totals(evidence: Evidence) -> Iterator[Diagnostic]:
    """S13: the row 合计 is the sum of the rows above (or below) it, each 小计 that of its group."""
    for sheet in evidence.sheets:
        for total, parts in summed_rows(sheet):
            for x, heading in enumerate(sheet.header):
                yield from unequal(heading, total[x], [row[x] for row in parts])


def unequal(heading: str, total: Passage, column: list[Passage]) -> Iterator[Diagnostic]:
    """The sum of a column that is not what the cells make."""
    summed, told = plain_sum(column), plain(total.text)
    merged = len({*map(id, column), id(total)}) <= len(column)
    if NOT_SUMMED.search(heading) or told is None or summed is None or merged:
        return
    if told != summed and (unrounded(told, summed) or abs(told - summed) > Decimal(len(column) + 1) / 100):
        place = total.mention(f"{heading}合计{total.text}")
        message = f"表格{place.quoted}不对：“{heading}”一列各行加起来是{summed}"
        yield contradiction(rules.WRONG_TABLE_TOTAL, "error", message, (place,))


Row = tuple[Passage, ...]


def summed_rows(sheet: Sheet) -> list[tuple[Row, list[Row]]]:
    """The rows that stand for others, each with those."""
    if (total := total_row(sheet)) is not None:
        return [(total, [row for row in sheet.rows if row is not total])]
    groups: list[tuple[Row, list[Row]]] = []
    group: list[Row] = []
    for row in sheet.rows:
        labels = [cell.text for cell in row[:2]]
        if "小计" in labels:
            groups.append((row, group))
            group = []
        elif row is sheet.rows[-1] and TOTAL.fullmatch(first_text(row)) and not group and groups:
            groups.append((row, [subtotal for subtotal, _ in groups]))
        elif any(map(BETWEEN.fullmatch, labels)):
            return []
        else:
            group.append(row)
    return groups if groups and not group and all(parts for _, parts in groups) else []


def total_row(sheet: Sheet) -> Row | None:
    """The row 合计 of a table, where it is the only one that stands for others."""
    found = [row for row in sheet.rows if TOTAL.fullmatch(first_text(row))]
    others = [cell.text for row in sheet.rows if row not in found for cell in row[:2]]
    return found[0] if len(found) == 1 and len(sheet.rows) > 2 and not any(map(BETWEEN.fullmatch, others)) else None


def plain(text: str) -> Decimal | None:
    """The number that a cell is, if it is nothing else but its unit."""
    found = PLAIN.fullmatch(text)
    return Decimal(found[1].replace(",", "")) if found else None


def plain_sum(cells: list[Passage]) -> Decimal | None:
    """The sum of cells that are all plain numbers."""
    numbers = [plain(cell.text) for cell in cells]
    return sum((number for number in numbers if number is not None), Decimal()) if None not in numbers else None


def unrounded(*numbers: Decimal) -> bool:
    """Whether all are whole numbers, which no rounding has changed."""
    return all(number == number.to_integral_value() for number in numbers)


def told_totals(evidence: Evidence) -> Iterator[Diagnostic]:
    """S14: a total told in the text is that of the table with such a column in the same file."""
    columns: dict[tuple[str, str], list[tuple[Passage, set[Decimal | None]]]] = {}
    for sheet in evidence.sheets:
        if (row := total_row(sheet)) is not None:
            for x, heading in enumerate(sheet.header):
                if plain(row[x].text) is not None and len(stem := HEADING_UNIT.sub("", heading)) >= 3:
                    seen = {plain(line[x].text) for line in sheet.rows}
                    columns.setdefault((sheet.file, stem), []).append((row[x], seen))
    for passage in evidence.prose:
        for sentence in passage.sentences():
            for match in TOLD.finditer(sentence):
                found = columns.get((passage.file, HEADING_UNIT.sub("", match["what"])), [])
                if not found or SLICE.search(sentence) or any(Decimal(match["n"]) in seen for _, seen in found):
                    continue
                places = (passage.mention(match["all"]), found[0][0].mention(f"合计{found[0][0].text}"))
                message = f"正文写{places[0].quoted}，表格{places[1].quoted}，两处不一致"
                yield contradiction(rules.TEXT_TOTAL_MISMATCH, "warning", message, places)


def rates(evidence: Evidence) -> Iterator[Diagnostic]:
    """S15: a rate is what the two numbers of its sentence make, unless it tells its own basis."""
    for passage in evidence.prose:
        for sentence in passage.sentences():
            told = list(RATE.finditer(sentence))
            if len(told) != 1 or OWN_BASIS.match(sentence, told[0].end()):
                continue
            done = re.findall(DONE.format(told[0]["what"], UNIT), sentence)
            of = [entry for entry in re.findall(WHOLE, sentence) if entry not in done]
            if len(done) != 1 or len(of) != 1 or done[0][1] != of[0][1] or not int(of[0][0]):
                continue
            right = Decimal(done[0][0]) * 100 / Decimal(of[0][0])
            if abs(right - Decimal(told[0]["rate"])) >= digit(told[0]["rate"]):
                place = passage.mention(told[0][0])
                counts = f"{done[0][0]}÷{of[0][0]}"
                message = f"{place.quoted}和同一句里的数对不上：{counts}约为{right:.1f}%"
                yield contradiction(rules.RATE_MISMATCH, "warning", message, (place,))


def digit(number: str) -> Decimal:
    """The last digit's worth of a number; a rate that was cut off instead of rounded is let pass."""
    return Decimal(1).scaleb(-len(number.partition(".")[2]))
