"""A panel of figures as a chart of the document: headings, number formats, what it says in words."""

from __future__ import annotations

from docgen.figures.answer import Answer
from docgen.figures.panel import Panel
from docgen.figures.printed import value_text
from docgen.gongwen.document import Chart, Series


def chart(shown: Panel, number: int) -> Chart:
    """The chart with the values that its table prints."""
    assert shown.chart
    series = tuple(
        Series(heading(shown.answers[x]), tuple(p.rounded if (p := row.pieces[x]) else None for row in shown.rows))
        for x in shown.curves
    )
    labels = tuple(row.label for row in shown.rows)
    name = f"图{number}　{shown.caption}"
    return Chart(
        number, shown.chart, name, labels, series, number_format(shown.answers[shown.curves[0]]), alternative(shown)
    )


def heading(answer: Answer) -> str:
    """What a column of a table is called: the figure with its unit of measure, what was made of it."""
    unit = answer.item.measure.unit
    named = answer.query.name.rpartition(".")[2] + answer.change
    return f"{named}（{unit}）" if unit and unit != "%" and not answer.change else named


def number_format(answer: Answer) -> str:
    """Excel's format for the values of a figure."""
    ratio = answer.is_ratio or answer.change in ("环比", "同比")
    places = 1 if answer.change and ratio else answer.item.measure.decimals
    return ("0." + "0" * places if places else "0") + ("%" if ratio else "")


def alternative(shown: Panel) -> str:
    """What the chart shows, for those who cannot see it."""
    told = []
    for row in shown.rows:
        values = [
            f"{answer.query.name}{value_text(answer, piece)}"
            for answer, piece in zip(shown.answers, row.pieces, strict=True)
            if piece is not None and piece.rounded is not None
        ]
        told.append(f"{row.label}{'，'.join(values) or '无数据'}")
    return f"{shown.caption}：{'；'.join(told)}。"
