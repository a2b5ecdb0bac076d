"""How much: totals of tables, totals told in the text, rates and breakdowns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.gongwen.agreement.evidence import Contradiction, Evidence, Passage, Sheet

PLAIN = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?")
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
DONE = r"(?<![未没不待])(?:{0})(?:完成|到位|合格|办结|通过|问题|任务|了|的|共)*(\d{{1,9}})({1})"
WHOLE = rf"(?:发现|查出|排查|应|共有|共|梳理|涉及|合计)[^\d，。；、]{{0,10}}(\d{{1,9}})({UNIT})"

BROKEN_DOWN = re.compile(
    rf"(?:共|共计|合计|总计|发现)[^\d，。；：]{{0,10}}(?P<n>\d{{1,9}})(?P<unit>{UNIT})[^\d，。；：]{{0,6}}[，：（]+(?:其中[，：]?)?(?P<items>[^。；]+)"
)
LED_BY = re.compile(rf"[，、]共[^\d，。；：]{{0,4}}(?P<n>\d{{1,9}})(?P<unit>{UNIT})")
ITEM = r"(?P<label>[^\d，、；：（）]{{1,12}}?)(?P<n>\d{{1,9}}){0}"
SCALES = (
    ("重大", "较大|重要", "一般"),
    ("高", "中", "低"),
    ("已", "未|尚未|正在"),
    ("员工|一般员工|普通员工", "中层", "高管|高级|领导"),
    ("男", "女"),
)
"""Kinds that leave nothing between them: all steps named, their numbers make up the whole."""


def totals(evidence: Evidence) -> Iterator[Contradiction]:
    """S13: the row 合计 is the sum of the rows above (or below) it."""
    for sheet in evidence.sheets:
        if (total := total_row(sheet)) is None:
            continue
        for x, heading in enumerate(sheet.header):
            column = [row[x] for row in sheet.rows]
            summed = plain_sum([cell for cell in column if cell is not total[x]])
            told = plain(total[x].text)
            if NOT_SUMMED.search(heading) or told is None or summed is None or len(set(map(id, column))) < len(column):
                continue
            if told != summed and (unrounded(told, summed) or abs(told - summed) > Decimal(len(column)) / 100):
                place = total[x].mention(f"{heading}合计{total[x].text}")
                message = f"表格{place.quoted}不对：“{heading}”一列各行加起来是{summed}，请核对合计或各行的数"
                yield Contradiction("S13", "error", message, (place,))


def total_row(sheet: Sheet) -> tuple[Passage, ...] | None:
    """The row 合计 of a table, where it is the only one that stands for others."""
    labels = [next((cell.text for cell in row if cell.text), "") for row in sheet.rows]
    found = [row for row, label in zip(sheet.rows, labels, strict=True) if TOTAL.fullmatch(label)]
    others = [cell.text for row in sheet.rows if row not in found for cell in row[:2]]
    return found[0] if len(found) == 1 and len(sheet.rows) > 2 and not any(map(BETWEEN.fullmatch, others)) else None


def plain(text: str) -> Decimal | None:
    """The number that a cell is, if it is nothing else."""
    return Decimal(text.replace(",", "")) if PLAIN.fullmatch(text) else None


def plain_sum(cells: list[Passage]) -> Decimal | None:
    """The sum of cells that are all plain numbers."""
    numbers = [plain(cell.text) for cell in cells]
    return sum((number for number in numbers if number is not None), Decimal()) if None not in numbers else None


def unrounded(*numbers: Decimal) -> bool:
    """Whether all are whole numbers, which no rounding has changed."""
    return all(number == number.to_integral_value() for number in numbers)


def told_totals(evidence: Evidence) -> Iterator[Contradiction]:
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
                message = f"正文写{places[0].quoted}，表格{places[1].quoted}，两处不一致，请核对"
                yield Contradiction("S14", "warning", message, places)


def rates(evidence: Evidence) -> Iterator[Contradiction]:
    """S15: a rate is what the two numbers of its sentence make."""
    for passage in evidence.prose:
        for sentence in passage.sentences():
            told = list(RATE.finditer(sentence))
            if len(told) != 1:
                continue
            done = re.findall(DONE.format(told[0]["what"], UNIT), sentence)
            of = [entry for entry in re.findall(WHOLE, sentence) if entry not in done]
            if len(done) != 1 or len(of) != 1 or done[0][1] != of[0][1] or not int(of[0][0]):
                continue
            right = Decimal(done[0][0]) * 100 / Decimal(of[0][0])
            if abs(right - Decimal(told[0]["rate"])) >= digit(told[0]["rate"]):
                place = passage.mention(told[0][0])
                counts = f"{done[0][0]}÷{of[0][0]}"
                message = f"{place.quoted}和同一句里的数对不上：{counts}约为{right:.1f}%，请核对"
                yield Contradiction("S15", "warning", message, (place,))


def digit(number: str) -> Decimal:
    """The last digit's worth of a number; a rate that was cut off instead of rounded is let pass."""
    return Decimal(1).scaleb(-len(number.partition(".")[2]))


def breakdowns(evidence: Evidence) -> Iterator[Contradiction]:
    """S16: the parts of a whole that leave nothing between them add up to it."""
    for passage in evidence.prose:
        for sentence in passage.sentences():
            whole = BROKEN_DOWN.search(sentence) or LED_BY.search(sentence)
            if whole is None:
                continue
            parts = whole["items"] if whole.re is BROKEN_DOWN else sentence[: whole.start()]
            items = re.findall(ITEM.format(whole["unit"]), parts)
            total = sum(int(number) for _, number in items)
            if total != int(whole["n"]) and exhaustive([label for label, _ in items]):
                place = passage.mention(sentence[:60] if whole.re is LED_BY else whole[0][:60])
                message = f"{place.quoted}：各项加起来是{total}，总数写的是{whole['n']}，请核对"
                yield Contradiction("S16", "warning", message, (place,))


def exhaustive(labels: list[str]) -> bool:
    """Whether the labels are all the steps of one scale, each once."""
    bare = [re.sub("^(?:给予|其中|处分|处理|问责|属于|为)+", "", label) for label in labels]
    return any(
        len(bare) == len(scale) and all(sum(bool(re.match(step, label)) for label in bare) == 1 for step in scale)
        for scale in SCALES
    )
