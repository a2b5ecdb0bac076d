"""Names that are longer than their line: of issuers, under the text, in the imprint; they break between words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from docgen.campaign.load import load
from docgen.campaign.naming import proper_names
from docgen.checking import check
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice
from tests.office import Page, pages

CASES = Path(__file__).parent.parent / "cases"
LONG = "岚海市高新技术产业开发区管理委员会国有资产监督管理与公共资源交易服务中心"
COMMITTEE = "岚海市人民政府国有资产监督管理委员会"
OFFICES = {
    "岚海市人民政府办公室": "岚海市人民政府办公室",
    "岚海市人民政府国有资产监督管理委员会办公室": "办公室",
    "中国共产党岚海市人民政府国有资产监督管理委员会机关委员会办公室": "机关委员会办公室",
    "岚海市住房和城乡建设局房地产市场监管与住房保障综合科": "房地产市场监管与住房保障综合科",
}
"""Printing offices, and what of them should stand beside the date; the committee is an issuer of the same data."""
JOINT = [COMMITTEE, "岚海市公共资源交易监督管理办公室综合处", "岚海市财政局"]
Printed = dict[str, tuple[Path, list[Page]]]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Files and pages by the word between 关于 and 的."""
    folder = tmp_path_factory.mktemp("long")
    entries = [
        notice(标题=f"关于版记{i}的通知", 版记={"印发机关": office, "印发日期": "2026-05-09"})
        for i, office in enumerate(OFFICES)
    ]
    plain = {"印发机关": "岚海市财政局办公室", "印发日期": "2026-05-09"}
    entries += [
        notice(标题=f"关于{signing}的通知", 发文机关=LONG, 落款=signing, 版记=plain) for signing in ("盖章", "不盖章")
    ]
    entries.append(notice(标题="关于联合的通知", 发文机关=JOINT, 版记=plain))
    entries = [entry | {"发文字号": f"华澜发〔2026〕{number}号"} for number, entry in enumerate(entries, 1)]
    (folder / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, _ = Workspace(folder).build()
    sheets = pages([item.path for item in made], folder)
    return {
        item.path.stem.partition("关于")[2].removesuffix("的通知"): (item.path, sheets[item.path.stem])
        for item in made
    }


def texts(sheets: list[Page]) -> list[str]:
    return [line.text.replace(" ", "") for sheet in sheets for line in sheet.lines]


def rules(path: Path) -> list[str]:
    """What check finds; who prints is chosen here for the length of the name, not as an office of the issuer (G61)."""
    return [found.rule.number for judged in check([path]) for found in judged.problems if found.rule.number != "G61"]


@pytest.mark.parametrize("place", range(len(OFFICES)))
def test_the_date_of_the_imprint_stands_at_the_right_of_the_last_line(printed: Printed, place: int) -> None:  # 7.4.3
    path, sheets = printed[f"版记{place}"]
    [found] = [line for sheet in sheets for line in sheet.lines if "日印发" in line.text.replace(" ", "")]
    assert found.text.replace(" ", "") == f"{list(OFFICES.values())[place]}2026年5月9日印发"
    assert abs(found.glyphs[-1].x - (184 - 2 * 14 / 72 * 25.4)) < 1.0
    [judged] = check([path])
    assert judged.reading is not None
    assert judged.reading.document.imprint is not None
    assert judged.reading.document.imprint.printed_by == list(OFFICES)[place]


@pytest.mark.parametrize("signing", ["盖章", "不盖章"])
def test_a_signature_in_two_lines_divides_no_word_and_is_one_name(printed: Printed, signing: str) -> None:
    path, sheets = printed[signing]
    lines = texts(sheets)
    assert lines[lines.index("2026年5月8日") - 2 :][:2] == [
        "岚海市高新技术产业开发区管理委员会国有资产",
        "监督管理与公共资源交易服务中心",
    ]
    [judged] = check([path])
    assert judged.reading is not None
    assert judged.reading.document.signature == (LONG,)


def test_long_joint_signatures_break_between_words(printed: Printed) -> None:
    assert any(line.startswith("岚海市人民政府国有资产岚海市公共资源交易") for line in texts(printed["联合"][1]))


def test_check_finds_nothing_in_any_of_them(printed: Printed) -> None:
    assert {name: found for name, (path, _) in printed.items() if (found := rules(path))} == {}


def test_a_long_printing_office_of_a_real_notice_is_in_order(tmp_path: Path) -> None:
    shutil.copy(CASES / "imprint.yaml", tmp_path / "活动.yaml")
    made, _ = Workspace(tmp_path).build()
    assert rules(made[0].path) == []


def test_names_of_the_data_are_units_departments_places_and_the_campaign(campaign: Callable[..., Workspace]) -> None:
    workspace = campaign(
        单位=[{"编号": "U01", "全称": "石梁县水务有限公司", "简称": "石梁水务", "别名": ["水务公司"]}],
        任务=[{"类别": "建制度", "事项": [{"内容": "清理", "牵头": "法律合规部", "时限": "6月底"}]}],
        文件=[notice()],
    )
    names = proper_names(load(workspace.path).campaign)
    assert {"石梁县水务有限公司", "石梁水务", "水务公司", "法律合规部", "石梁县"} <= set(names)
    assert {workspace.loaded.campaign.activity.name, workspace.loaded.campaign.activity.host} <= set(names)


def test_a_short_name_of_fifty_signs_does_not_keep_a_file_from_being_made(tmp_path: Path) -> None:
    shutil.copy(CASES / "long_short_name.yaml", tmp_path / "活动.yaml")
    made, _ = Workspace(tmp_path).build()
    assert [len(item.path.name.encode()) <= 255 and item.path.is_file() for item in made] == [True, True]


BUREAU = "岚海市人民政府国有资产监督管理委员会"
NAMED = {
    "国资": (BUREAU, f"{BUREAU}综合办公室（信访工作办公室）", [BUREAU, "综合办公室（信访工作办公室）"]),
    "港航": (
        "岚海市港航发展与口岸管理委员会",
        "岚海市港航发展与口岸管理委员会综合业务与信息公开处",
        ["岚海市港航发展与口岸管理委员会", "综合业务与信息公开处"],
    ),
    "开发区": (
        "岚海市高新技术产业开发区管理委员会",
        f"{LONG}综合业务与信息公开科",
        ["岚海市高新技术产业开发区管理委员会", "国有资产监督管理与公共资源交易服务中心", "综合业务与信息公开科"],
    ),
}
"""Issuer, printing office, and the lines of the office."""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("named")
    entries = [
        notice(
            标题=f"关于{word}的通知",
            发文机关=[issuer, "岚海市人力资源和社会保障局", LONG],
            发文字号=f"华澜发〔2026〕{number}号",
            成文日期="2026-11-28",
            版记={"抄送": "市财政局", "印发机关": office, "印发日期": "2026-11-28"},
        )
        for number, (word, (issuer, office, _)) in enumerate(NAMED.items(), 1)
    ]
    (folder / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, _ = Workspace(folder).build()
    sheets = pages([item.path for item in made], folder)
    return {
        item.path.stem.partition("关于")[2].removesuffix("的通知"): (item.path, sheets[item.path.stem])
        for item in made
    }


@pytest.mark.parametrize("word", NAMED)
def test_a_long_office_of_the_imprint_breaks_behind_its_organ_and_clears_the_date(named: Printed, word: str) -> None:
    _, sheets = named[word]
    lines = [line for sheet in sheets for line in sheet.lines]
    at = next(i for i, line in enumerate(lines) if "日印发" in line.text.replace(" ", ""))
    office = NAMED[word][2]
    found = [line.text.replace(" ", "") for line in lines[at - len(office) + 1 : at + 1]]
    assert found == [*office[:-1], f"{office[-1]}2026年11月28日印发"]
    glyphs = [glyph for glyph in lines[at].glyphs if glyph.text.strip()]
    first = len(office[-1])
    assert glyphs[first].text == "2"
    assert glyphs[first].x - glyphs[first - 1].x > 1.5 * 14 / 72 * 25.4


@pytest.mark.parametrize("word", NAMED)
def test_joint_signatures_in_several_lines_divide_no_word(named: Printed, word: str) -> None:
    path, sheets = named[word]
    whole = "".join(texts(sheets))
    [judged] = check([path])
    assert judged.reading is not None
    assert set(judged.reading.document.signature) == {NAMED[word][0], "岚海市人力资源和社会保障局", LONG}
    assert not any(half in texts(sheets) for half in ("会", "员会", "委")), whole
    for line in texts(sheets):
        assert not line.startswith(("委员会", "员会", "会综合", "中心综合"))


def test_no_line_of_the_imprint_stands_over_another(tmp_path: Path) -> None:
    names = ["市委办公室", "市人大常委会办公室", "市政协办公室", "市纪委监委机关", "市中级人民法院", "市人民检察院"]
    copies = [
        "、".join(names[at:] + names * more)[cut:] for at in (0, 1, 3) for more in (0, 1, 2) for cut in (0, 1, 2)
    ]
    imprint = {"印发机关": "岚海市财政局办公室", "印发日期": "2026-05-09"}
    entries = [
        notice(标题=f"关于抄送{n}的通知", 版记=imprint | {"抄送": text}) | {"发文字号": f"华澜发〔2026〕{n}号"}
        for n, text in enumerate(copies, 1)
    ]
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, _ = Workspace(tmp_path).build()
    sheets = pages([item.path for item in made], tmp_path)
    for item in made:
        lines = [line for line in sheets[item.path.stem][-1].lines if line.text.strip()]
        first = next(n for n, line in enumerate(lines) if line.text.replace(" ", "").startswith("抄送"))
        last = next(n for n, line in enumerate(lines) if "日印发" in line.text.replace(" ", ""))
        gaps = [below.y - above.y for above, below in pairwise(lines[first : last + 1])]
        assert min(gaps) > 6.5, (item.path.stem, gaps)  # 14 pt type, 20 pt from line to line
