"""Headings are known by the numbering that clerks type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.gongwen.document import Heading, Paragraph
from docgen.gongwen.parse import block, parse, parse_lines, texts


@pytest.mark.parametrize(
    ("text", "level", "marker", "head", "rest"),
    [
        ("一、总体要求", 1, "一、", "总体要求", ""),
        ("十二、附则", 1, "十二、", "附则", ""),
        ("（一）指导思想", 2, "（一）", "指导思想", ""),
        ("（一）高度重视，注重落实。主要负责人要亲自部署。", 2, "（一）", "高度重视，注重落实。", "主要负责人要亲自部署。"),
        ("1.编制清单（4月至6月）", 3, "1.", "编制清单（4月至6月）", ""),
        ("1．编制清单", 3, "1．", "编制清单", ""),
        ("（1）编制清单。逐岗梳理。（责任部门：各科室）", 4, "（1）", "编制清单。", "逐岗梳理。（责任部门：各科室）"),
        ("①准备", 5, "①", "准备", ""),
        ("一、任务目标（由各单位对照年度任务，结合实际提出可以衡量、可以检查、可以评比的目标和要求）", 1, "一、",
         "任务目标（由各单位对照年度任务，结合实际提出可以衡量、可以检查、可以评比的目标和要求）", ""),
    ],
)  # fmt: skip
def test_a_heading_by_its_numbering(text: str, level: int, marker: str, head: str, rest: str) -> None:
    assert block(text) == Heading(level, marker, head, rest)


@pytest.mark.parametrize(
    "text",
    [
        "一是健全机制；二是压实责任。",
        "第一，提高认识。",
        "2026年第一季度",
        "3.5万元以上的项目",
        "一、2025年以来辖内机构满意度调查的分机构结果。",
        "（一）" + "各单位要切实把思想和行动统一到年度部署上来，" * 3 + "确保完成。",
    ],
)
def test_text_that_is_no_heading(text: str) -> None:
    assert block(text) == Paragraph(text)


def test_a_full_stop_inside_brackets_does_not_end_the_heading() -> None:
    assert block("（二）落实“先审后签。”要求。各单位执行。") == Heading(
        2, "（二）", "落实“先审后签。”要求。", "各单位执行。"
    )


def test_indents_and_blank_lines_are_layout_not_text() -> None:
    assert parse("　　一、目标\n\n  （一）要求\n") == (Heading(1, "一、", "目标"), Heading(2, "（一）", "要求"))


@given(st.lists(st.text("一二（）、。1.①甲乙丙，：“”", min_size=1).filter(lambda s: s.strip(" \t\u3000"))))
def test_no_character_is_lost_in_parsing(lines: list[str]) -> None:
    assert texts(parse("\n".join(lines))) == lines


@pytest.mark.parametrize(
    "text",
    [
        "一、领导重视，组织有力。我们召开了三次会议。",
        "（一）摸清底数。逐村登记造册。",
        "2.限期整改。十日内报送结果。",
        "三、全站向水务局报告。",
        "三、按“先急后缓。”的次序排查。随查随改。",
    ],
)
def test_full_stops_typed_as_dots_end_sentences_as_full_stops_do(text: str) -> None:
    own, dotted = (parse_lines([each])[0] for each in (text, text.replace("。", ".")))
    assert type(own) is type(dotted)
    assert texts([dotted]) == [text.replace("。", ".")]
    if isinstance(own, Heading) and isinstance(dotted, Heading):
        assert (own.kind, len(own.text), own.level) == (dotted.kind, len(dotted.text), dotted.level)


@pytest.mark.parametrize("text", ["一、阿不都.艾力同志的事迹", "二、增长三.五倍", "三、实施方案2.0版"])
def test_a_dot_in_a_heading_that_is_no_sentence_ends_nothing(text: str) -> None:
    assert [(own.kind, own.full_text) for own in parse_lines([text]) if isinstance(own, Heading)] == [("line", text)]
