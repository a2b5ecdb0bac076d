"""What a web page, a mail or a form puts around a document is none of it: it is left out and listed, or kept and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen.outline import outline
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.importing import lay_out

TITLE = "砚屏市林业局关于做好春季造林工作的通知"
BODY = "各林场：\n请做好造林工作。\n砚屏市林业局\n2026年3月2日\n"


def of(folder: Path, text: str) -> Reading:
    """The reading of a text in a file."""
    path = folder / "稿.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def told(reading: Reading) -> dict[str, Any]:
    """What ``import --json`` prints."""
    return outline(reading.document)


def left_out(reading: Reading) -> list[str]:
    """The paragraphs that were taken for those of a page or a mail."""
    return [placed.line.stripped for placed in reading.placed if placed.role == "web" and placed.line is not None]


def plain(reading: Reading) -> tuple[Any, ...]:
    """What every paper of this file says, whatever stands around it."""
    found = told(reading)
    texts = [paragraph["text"] for paragraph in found["paragraphs"]]
    return (
        found["issuer"],
        found["title"],
        found["recipients"],
        texts,
        found["signature"],
        found["date"],
        found["parts"],
    )


PLAIN: tuple[Any, ...] = ([], TITLE, "各林场", ["请做好造林工作。"], ["砚屏市林业局"], "2026-03-02", [])


@pytest.mark.parametrize(
    "head",
    [
        "您当前的位置：首页>信息公开>政策文件>部门文件",
        "您现在所在的位置：首页 » 文件",
        "政务公开 > 政策文件 > 部门文件",
        "首页＞公开文件",
        "无障碍阅读\n长者模式",
        "无障碍 | 适老化版 | 繁体",
        "砚屏市林业局门户网站\n网站首页 信息公开 搜索\n您的位置：首页 > 文件",
        "来源：砚屏日报\n作者：周岚\n2026-03-03 08:30",
        "发布时间：2026-03-03\n编辑：何一舟\n审核：周岚",
        "信息公开指南 信息公开年报 依申请公开\n名称：造林通知\n索引号：0001",
        "无障碍阅读\n索引号：1137/2026-0012\n主题分类：林业\n发布机构：砚屏市林业局\n发文日期：2026-03-02\n有效性：有效",
    ],
)
def test_the_head_of_a_page_is_neither_masthead_nor_title(head: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"{head}\n{TITLE}\n{BODY}")
    assert plain(found) == PLAIN
    assert left_out(found) == head.split("\n")
    assert any("抬头没有带进来" in doubt.message for doubt in found.doubts)


@pytest.mark.parametrize(
    "foot",
    [
        "TOP\n网站地图 | 联系我们\n",
        "【字体：大 中 小】\n打印本页 关闭窗口\n上一条：关于放假的通知\n点击数：123\n",
        "返回顶部\n",
        "分享到：\n【打印】 【关闭】\n",
        "浏览次数：12\n",
        "发自我的iPhone\n",
        "Sent from my phone\n",
        "谢谢大家支持！\n",
        "感谢各位的配合。\n发自手机邮箱\n",
    ],
)
def test_the_foot_of_a_page_or_a_mail_is_no_enclosure(foot: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"{TITLE}\n{BODY}{foot}")
    assert plain(found) == PLAIN
    assert left_out(found) == foot.split("\n")[:-1]
    assert any("没有带进来" in doubt.message for doubt in found.doubts)


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ("文号：砚林发〔2026〕9号", "砚林发〔2026〕9号"),
        ("发文字号：\n砚林发[2026]09号", "砚林发〔2026〕9号"),
        ("文  号：砚林函〔2026〕12号", "砚林函〔2026〕12号"),
        ("文号：无", None),
    ],
)
def test_the_index_gives_the_number_where_the_text_has_none_and_a_doubt_says_so(
    entry: str, number: str | None, tmp_path: Path
) -> None:
    index = f"索引号：0001\n{entry}\n发布机构：砚屏市林业局\n"
    found = of(tmp_path, f"{index}{TITLE}\n{BODY}")
    assert (told(found)["doc_number"], plain(found)) == (number, PLAIN)
    assert any("索引里" in doubt.message for doubt in found.doubts) == bool(number)
    printed = of(tmp_path, f"{index}砚屏市林业局文件\n砚林发〔2026〕1号\n{TITLE}\n{BODY}")
    assert told(printed)["doc_number"] == "砚林发〔2026〕1号"
    assert not any("索引里" in doubt.message for doubt in printed.doubts)


def test_a_paper_whose_number_stands_in_the_index_is_laid_out(tmp_path: Path) -> None:
    of(tmp_path, f"索引号：0001\n文号：砚林发〔2026〕9号\n发布机构：砚屏市林业局\n{TITLE}\n{BODY}")
    made = lay_out(tmp_path / "稿.txt", tmp_path / "结果.docx")
    assert made.path is not None
    assert told(read(made.path))["doc_number"] == "砚林发〔2026〕9号"


@pytest.mark.parametrize(
    "line",
    [
        "编辑：周岚",
        "时间：2026年5月8日上午9时",
        "主题：安全生产",
        "感谢市财政局给予支持。",
        "下载登记表",
        "关闭阀门",
        "投入>产出",
    ],
)
def test_a_line_of_the_text_that_only_resembles_a_page_stays(line: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"{TITLE}\n各林场：\n请做好造林工作。\n{line}\n砚屏市林业局\n2026年3月2日\n")
    assert [paragraph["text"] for paragraph in told(found)["paragraphs"]] == ["请做好造林工作。", line]
    assert left_out(found) == []


# ---- behind the date


def texts(reading: Reading) -> list[str]:
    """The paragraphs of all parts."""
    return [paragraph["text"] for paragraph in told(reading)["paragraphs"]]


@pytest.mark.parametrize(
    "last", ["地址：云栖路8号", "请各林场抓紧落实", "全体职工大会", "校对：周岚\n地址：云栖路8号", "有事打电话！"]
)
def test_a_line_behind_the_date_is_no_enclosure_without_evidence(last: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"{TITLE}\n{BODY}{last}\n")
    assert (told(found)["parts"], told(found)["signature"], told(found)["date"]) == (
        [],
        ["砚屏市林业局"],
        "2026-03-02",
    )
    assert texts(found) == ["请做好造林工作。", *last.split("\n")]
    assert any("落款下面" in doubt.message for doubt in found.doubts)


@pytest.mark.parametrize(
    ("main", "last", "parts"),
    [
        ("请做好造林工作。", "造林验收办法\n第一条　按时验收。\n", ["造林验收办法"]),
        ("请做好造林工作。", "造林分工\n一、东片\n周岚负责。\n", ["造林分工"]),
        ("请执行《造林守则》。", "造林守则\n要爱护苗木。\n", ["造林守则"]),
        ("请做好造林工作。\n附件：造林分工", "造林分工\n东片由周岚负责。\n", ["造林分工"]),
        ("现将造林分工印发给你们。", "东片和西片分工\n东片由周岚负责。\n", ["东片和西片分工"]),
        ("请做好造林工作。", "附件\n造林分工\n东片由周岚负责。\n", ["造林分工"]),
        ("请做好造林工作。", "谢谢大家！\n造林验收办法\n第一条　按时验收。\n", ["造林验收办法"]),
    ],
)
def test_an_enclosure_is_known_by_its_title_its_name_or_its_label(
    main: str, last: str, parts: list[str], tmp_path: Path
) -> None:
    found = of(tmp_path, f"{TITLE}\n各林场：\n{main}\n砚屏市林业局\n2026年3月2日\n{last}")
    assert [part["title"] for part in told(found)["parts"]] == parts
    assert (told(found)["signature"], told(found)["date"]) == (["砚屏市林业局"], "2026-03-02")


@pytest.mark.parametrize("run", ["共印30份", "（共印80份）", "印30份", "（印发 120 份）", "共印20份。"])
def test_how_many_copies_were_printed_belongs_to_the_imprint(run: str, tmp_path: Path) -> None:
    imprint = "抄送：市财政局。\n砚屏市林业局办公室　2026年3月2日印发\n"
    found = of(tmp_path, f"{TITLE}\n{BODY}{imprint}{run}\n")
    assert (*plain(found), told(found)["note"], told(found)["cc"]) == (*PLAIN, None, "市财政局")
    assert any(f"印数没有带进来，国标的版记里没有印数：{run}" == doubt.message for doubt in found.doubts)
    assert lay_out(tmp_path / "稿.txt", tmp_path / "结果.docx").left_out == ("印数",)


@pytest.mark.parametrize(
    ("plan", "end"),
    [
        ("7月6日 第一组\n7月7日 第二组\n2026年7月8日\n全体会议", "砚屏市林业局 2026年7月5日"),
        ("7月6日 第一组\n7月7日 第二组\n2026年7月8日\n全体会议", "砚屏市林业局\n2026年7月5日"),
        ("开幕式 2026年7月8日\n闭幕式 2026年7月9日", "砚屏市林业局\n2026年7月5日"),
        ("2026年7月8日\n东片巡查\n2026年7月9日\n西片巡查", "砚屏市林业局　　2026年7月5日"),
        ("2026年7月8日上午\n全体会议\n2026年7月9日", "砚屏市林业局\n2026年7月5日"),
    ],
)
def test_a_dated_line_of_a_plan_swallows_nothing(plan: str, end: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"{TITLE}\n各林场：\n现将时间安排如下：\n{plan}\n{end}\n")
    assert texts(found) == ["现将时间安排如下：", *plan.split("\n")]
    assert (told(found)["signature"], told(found)["date"], told(found)["parts"]) == (
        ["砚屏市林业局"],
        "2026-07-05",
        [],
    )


# ---- contents, chapters, a number under the title


@pytest.mark.parametrize("heads", ["一、工作通知\n二、实施方案", "一、通知\n二、方案\n三、附表\n四、样表"])
def test_contents_without_pages_are_none_of_the_headings(heads: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"目　录\n{heads}\n{TITLE}\n{BODY}")
    assert (plain(found), told(found)["headings"]) == (PLAIN, [])
    assert any("目录没有带进来" in doubt.message for doubt in found.doubts)


def test_headings_with_text_under_them_are_no_contents(tmp_path: Path) -> None:
    found = of(tmp_path, "工作材料\n目录\n一、巡查\n二、造林\n造林一千亩。\n三、管护\n管护到位。\n")
    assert len(told(found)["headings"]) == 3


@pytest.mark.parametrize("first", ["第一部分　工作回顾", "第一部分 工作回顾", "第一章　工作回顾"])
def test_a_part_is_a_heading_as_a_chapter_is(first: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"年度工作总结\n{first}\n一、造林\n造林一千亩。\n")
    assert [(item["level"], item["text"]) for item in told(found)["headings"]] == [(1, "工作回顾"), (1, "造林")]
    assert told(of(tmp_path, "年度工作总结\n第一部分内容写得很好。\n"))["headings"] == []


@pytest.mark.parametrize("number", ["砚林发〔2026〕8号", "砚林函〔2026〕12号", "砚林办〔2025〕3号"])
def test_a_number_that_moves_above_the_title_is_told_once(number: str, tmp_path: Path) -> None:
    of(tmp_path, f"{TITLE}\n{number}\n{BODY}")
    said = [problem.message for problem in lay_out(tmp_path / "稿.txt", tmp_path / "结果.docx").problems]
    assert [message for message in said if "结果里" in message] == [f"发文字号“{number}”在结果里换了位置"]
