"""Profiles: the values of the standard, and a unit's own rules over them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.core.errors import DocgenError, InvalidInput, WrongUsage
from docgen.gongwen.profile import house, names, overlaid, profile


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "本局格式.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def spots(path: Path) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InvalidInput) as caught:
        house(path)
    return [(problem.rule.number, problem.place.line, problem.place.column) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "value", "tolerance", "clause", "strength"),
    [
        ("纸宽", 210, 0.35, "5.1", "must"),
        ("上边距", 37, 1, "5.2.1", "must"),
        ("左边距", 28, 1, "5.2.1", "must"),
        ("版心宽", 156, 1, "5.2.1", "must"),
        ("版心高", 225, 1, "5.2.1", "must"),
        ("每页行数", 22, 0, "5.2.3", "usual"),
        ("每行字数", 28, 0, "5.2.3", "usual"),
        ("正文字号", 16, 0, "5.2.2", "usual"),
        ("标题字号", 22, 0, "7.3.1", "usual"),
        ("成文日期右空", 4, 0.3, "7.3.5.1", "usual"),
        ("署名右空", 2, 0.3, "7.3.5.2", "must"),
        ("版记字号", 14, 0, "7.4.2", "usual"),
        ("一级标题字体", ("黑体",), 0, "7.3.3", "usual"),
        ("页码位置", "外侧", 0, "7.5", "must"),
    ],
)
def test_the_values_of_the_standard(name: str, value: object, tolerance: float, clause: str, strength: str) -> None:
    found = profile("国标").values[name]
    assert (found.value, found.tolerance, found.clause, found.strength) == (value, tolerance, clause, strength)


@pytest.mark.parametrize(
    ("alias", "name", "form"),
    [
        ("gbt9704", "国标", "公文"),
        ("e33476", "电子公文", "公文"),
        ("letter", "信函", "信函"),
        ("minutes", "纪要", "纪要"),
        ("plain", "无版头", "无版头"),
    ],
)
def test_every_profile_has_a_chinese_and_an_english_name(alias: str, name: str, form: str) -> None:
    assert profile(alias) == profile(name)
    assert (profile(name).name, profile(name).form, profile(name).overridden) == (name, form, frozenset())
    assert name in names()


def test_the_electronic_form_has_its_own_margins_and_lines() -> None:
    values = profile("电子公文").values
    assert [values[name].value for name in ("上边距", "下边距", "行距")] == [34.58, 32.58, 29.45]


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(WrongUsage, match="是不是“电子公文”"):
        profile("电子公告")


def test_house_rules_change_what_they_name_and_nothing_else(tmp_path: Path) -> None:
    made = house(
        write(tmp_path, "依据: 国标\n行距: 28磅\n上边距: 35\n正文字体: [仿宋]\n页码位置: 居中\n正文字号: 小三\n")
    )
    assert made.name == "本局格式"
    assert made.overridden == {"行距", "上边距", "正文字体", "页码位置", "正文字号"}
    values = made.values
    assert [values[name].value for name in ("行距", "上边距", "正文字体", "页码位置", "正文字号")] == [
        28, 35, ("仿宋",), "居中", 15,
    ]  # fmt: skip
    assert values["左边距"] == profile("国标").values["左边距"]


def test_a_line_can_be_copied_from_the_standard_and_changed(tmp_path: Path) -> None:
    made = house(write(tmp_path, "上边距: {值: 3.5厘米, 容差: 2, 单位: 毫米, 条款: 5.2.1, 强度: 必须}\n"))
    assert (made.values["上边距"].value, made.values["上边距"].tolerance) == (35, 2)


def test_margins_on_both_sides_make_the_text_area(tmp_path: Path) -> None:
    made = house(write(tmp_path, "上边距: 35\n下边距: 35\n左边距: 28\n右边距: 28\n"))
    assert (made.values["版心高"].value, made.values["版心宽"].value) == (227, 154)


def test_house_rules_over_another_form_keep_what_they_set(tmp_path: Path) -> None:
    made = house(write(tmp_path, "依据: 国标\n页码位置: 居中\n"))
    plain = overlaid(made, "无版头")
    assert (plain.form, plain.values["页码位置"].value, plain.values["页码空"].strength) == (
        "无版头",
        "居中",
        "practice",
    )
    assert overlaid(profile("国标"), "无版头").values["页码位置"].value == "不限"


def test_all_that_is_wrong_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    text = "依据: 国家标准\n行间距: 28磅\n上边距: 很宽\n正文字号: 三十号\n页码位置: 左边\n左边距: {值: 28, 容许: 1}\n"
    path = write(tmp_path, text)
    assert sorted(spots(path)) == [
        ("P03", 2, 1),
        ("P03", 6, 18),
        ("P04", 3, 6),
        ("P04", 4, 7),
        ("P04", 5, 7),
        ("P06", 1, 5),
    ]
    with pytest.raises(InvalidInput, match="是不是“行距”"):
        house(path)


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("上边距：35\n", ("P02", 1, 4)),
        ("依据: 国标\n上边距：35\n", ("P02", 2, 4)),
        ("上边距:35\n", ("P02", 1, 4)),
        ("", ("P02", None, None)),
        ("- 35\n", ("P02", 1, 1)),
        ("上边距: [35\n", ("P02", 2, 1)),
        ("上边距: 35\n上边距: 36\n", ("P05", 2, 1)),
        ("上边距: {值: {值: 1}}\n", ("P02", 1, 6)),
        ("上边距: [35, 36]\n", ("P04", 1, 6)),
        ("上边距:\n", ("P04", 1, 5)),
        ("上边距: {容差: 1}\n", ("P04", 1, 1)),
        ("[" * 200, ("P02", None, None)),
        (b"\xff\xfe\x00\xd8", ("P01", None, None)),
        (b"PK\x03\x04", ("P01", None, None)),
    ],
)
def test_what_is_no_profile(tmp_path: Path, text: str | bytes, spot: tuple[str, int | None, int | None]) -> None:
    assert spots(write(tmp_path, text)) == [spot]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert spots(tmp_path / "没有.yaml") == [("P01", None, None)]


def test_a_file_that_notepad_saved(tmp_path: Path) -> None:
    assert house(write(tmp_path, "依据: 国标\n上边距: 35\n".encode("gb18030"))).values["上边距"].value == 35


@given(st.text(alphabet="上边距正文字体: [仿]{值}35,\n-&*!|'\"#：三号磅", max_size=40) | st.text(max_size=30))
def test_any_text_is_a_profile_or_is_refused_kindly(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("规则"), text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(DocgenError):
        assert house(path).name
