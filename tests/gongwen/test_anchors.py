"""What a document says is found from what is sure in it: number, addressees, signature, date, list of attachments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen.document import Heading, Table, flat
from docgen.gongwen.outline import outline
from docgen.gongwen.plain import manuscript
from docgen.gongwen.reading.read import read, understand
from docgen.gongwen.roles import Reading

CASES = Path(__file__).parents[1] / "cases" / "text"
BODY = "各科室：\n请按时报送。\n云栖市园林管理局\n2026年5月8日\n"


def case(name: str) -> Reading:
    """One of the inputs that were read wrong."""
    return read(CASES / f"{name}.txt")


def of(text: str) -> Reading:
    """The reading of a text."""
    return understand(manuscript(text, "稿.txt"))


def told(reading: Reading) -> dict[str, Any]:
    """What ``import --json`` prints."""
    return outline(reading.document)


def headings(reading: Reading) -> list[str]:
    """The headings of all parts, their numbers in front."""
    document = reading.document
    blocks = [*document.blocks, *(block for part in document.parts for block in part.blocks)]
    return [block.marker + block.text for block in blocks if isinstance(block, Heading)]


def tables(reading: Reading) -> list[list[list[str]]]:
    """The tables of all parts, what stands at each place."""
    document = reading.document
    blocks = [*document.blocks, *(block for part in document.parts for block in part.blocks)]
    return [[[cell.text for cell in row] for row in block.grid()] for block in blocks if isinstance(block, Table)]


def roles(reading: Reading, role: str) -> list[str]:
    """The paragraphs of a role."""
    return [placed.line.stripped for placed in reading.placed if placed.role == role and placed.line is not None]


# ---- titles


def test_a_title_of_three_lines_reaches_to_the_number() -> None:
    found = told(case("a2_title3"))
    assert found["title"] == "青岚市水务局关于全面推行河道巡查公示制度巡查全过程记录制度重大隐患审核制度的指导意见"
    assert (found["doc_number"], found["recipients"]) == ("青水发〔2026〕8号", "各处室、直属单位")
    assert (found["subtitle"], found["signature"], found["date"]) == ([], ["青岚市水务局"], "2026-05-08")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("关于推行领导接访制度", "首问负责制度", "限时办结制度的意见"),
            "关于推行领导接访制度首问负责制度限时办结制度的意见",
        ),
        (("云栖市园林管理局", "关于公园管理办法", "执行情况的通报"), "云栖市园林管理局关于公园管理办法执行情况的通报"),
        (
            ("关于印发《公园管理规定》", "《绿道管理规定》", "《苗木管理规定》的通知"),
            "关于印发《公园管理规定》《绿道管理规定》《苗木管理规定》的通知",
        ),
        (("关于2026年部分节假日", "值班安排", "的通知"), "关于2026年部分节假日值班安排的通知"),
    ],
)
def test_a_title_reaches_to_the_addressees(lines: tuple[str, ...], title: str) -> None:
    assert told(of("\n".join(lines) + "\n" + BODY))["title"] == title


@pytest.mark.parametrize("under", ["（试行）", "（征求意见稿）", "（2026年5月6日局务会议\n第3次会议通过）"])
def test_what_stands_in_brackets_under_a_title_is_none_of_it(under: str) -> None:
    found = told(of(f"关于加强公园管理的意见\n{under}\n{BODY}"))
    assert (found["title"], found["subtitle"]) == ("关于加强公园管理的意见", under.split("\n"))


def test_a_note_of_two_lines_stands_under_the_enclosed_title_and_a_chapter_below_it() -> None:
    found = case("d2_note")
    assert told(found)["parts"] == [
        {
            "part": 1,
            "label": None,
            "title": "青岚市水务局工作规则",
            "subtitle": ["（二○二六年四月二十日青岚市水务局", "第6次局务会议修订通过）"],
        }
    ]
    assert headings(found) == ["第一章　总  则", "第二章　会议"]


@pytest.mark.parametrize(
    "first", ["第一章　总则", "第一条　为了规范管理，制定本办法。", "1　总则", "1.1　范围", "一、总则"]
)
def test_a_chapter_or_a_number_is_no_title(first: str) -> None:
    text = f"关于印发《公园管理办法》的通知\n{BODY}公园管理办法\n{first}\n各单位要执行。\n"
    assert told(of(text))["parts"][0]["title"] == "公园管理办法"


# ---- mastheads


def test_a_line_above_a_title_is_no_mark_without_evidence() -> None:
    found = told(case("b_forward"))
    assert (found["issuer"], found["title"]) == ([], "青岚市政府办公室转发市水务局关于加强河道巡查工作意见的通知")
    assert found["signature"] == ["青岚市政府办公室"]


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("云栖市园林管理局文件\n云园发〔2026〕8号\n关于加强管理的通知\n", ["云栖市园林管理局"]),
        ("云栖市园林管理局\n云园发〔2026〕8号\n关于加强管理的通知\n", ["云栖市园林管理局"]),
        ("云栖市园林管理局\n关于加强管理的通知\n云园发〔2026〕8号\n", []),
        (
            "云栖市园林管理局 砚屏市财政局文件\n云园发〔2026〕8号\n关于加强管理的通知\n",
            ["云栖市园林管理局", "砚屏市财政局"],
        ),
    ],
)
def test_a_mark_is_what_ends_in_document_or_has_the_number_below(head: str, issuer: list[str]) -> None:
    assert told(of(head + BODY))["issuer"] == issuer


@pytest.mark.parametrize("gap", [" ", "　", "   ", "\t"])
def test_two_issuers_parted_by_blanks_are_two(gap: str) -> None:
    found = told(of((CASES / "l_joint.txt").read_text(encoding="utf-8").replace("局 青岚", f"局{gap}青岚")))
    assert found["signature"] == ["青岚市水务局", "青岚市财政局"]
    assert found["title"].replace("\t", "") == "青岚市水务局青岚市财政局关于印发《河道巡查奖励办法》的通知"


def test_a_name_that_is_spread_with_blanks_is_one() -> None:
    assert told(of(f"关于报送的通知\n{BODY}".replace("云栖市园林管理局", "云 栖 市 园 林 管 理 局")))["signature"] == [
        "云 栖 市 园 林 管 理 局"
    ]


@pytest.mark.parametrize("rule", ["_" * 40, "＿" * 20, "━" * 20, "————————————————————", "= = = = = = = = = ="])
def test_a_rule_that_was_typed_is_neither_title_nor_text(rule: str) -> None:
    found = of(f"云栖市园林管理局文件\n云园发〔2026〕8号\n{rule}\n关于加强管理的通知\n{BODY}")
    assert (told(found)["title"], roles(found, "ruled")) == ("关于加强管理的通知", [rule])
    assert [p["text"] for p in told(found)["paragraphs"]] == ["请按时报送。"]


# ---- web pages, mails, contents


def test_the_index_of_a_web_page_is_left_out_and_listed() -> None:
    found = case("v_meta")
    assert (told(found)["title"], told(found)["recipients"]) == (
        "青岚市水务局关于加强河道巡查工作的通知",
        "各处室、直属单位",
    )
    assert (told(found)["issuer"], told(found)["note"]) == ([], "此件公开发布")
    assert headings(found) == ["一、提高认识", "二、落实责任"]
    assert len(roles(found, "web")) == 5
    assert any("索 引 号" in doubt.message for doubt in found.doubts)


def test_head_and_foot_of_a_web_page_are_left_out_and_listed() -> None:
    found = case("w_noise")
    assert (told(found)["doc_number"], told(found)["label"], told(found)["subtitle"]) == (
        "青水发〔2026〕8号",
        None,
        [],
    )
    assert (told(found)["signature"], told(found)["parts"]) == (["青岚市水务局"], [])
    assert len(roles(found, "web")) == 7
    for word in ("首页", "来源", "责任编辑", "分享到", "上一篇", "下一篇", "扫一扫"):
        assert any(word in doubt.message for doubt in found.doubts), word


@pytest.mark.parametrize(
    "head",
    [
        "索引号：\n0001/2026-8\n发文字号：\n云园发〔2026〕8号\n标题：\n关于加强管理的通知\n发布日期：\n2026-05-12\n",
        "您现在的位置：首页 > 通知\n",
        "信息分类：通知　公开方式：主动公开\n生成日期：2026-05-12　有效性：有效\n",
        "发件人：办公室\n收件人：各科室\n主题：关于加强管理的通知\n发送时间：2026-05-12 10:20\n",
    ],
)
def test_what_stands_over_a_document_elsewhere_is_none_of_it(head: str) -> None:
    found = told(of(f"{head}关于加强管理的通知\n{BODY}"))
    assert (found["title"], found["recipients"], found["issuer"]) == ("关于加强管理的通知", "各科室", [])
    assert [p["text"] for p in found["paragraphs"]] == ["请按时报送。"]


@pytest.mark.parametrize("line", ["时间：2026年5月8日上午9时", "来源地：云栖市", "主题：安全生产", "编辑部要按时报送"])
def test_a_line_that_only_resembles_such_a_head_is_text(line: str) -> None:
    found = told(of(f"关于召开会议的通知\n各科室：\n定于近期开会。\n{line}\n云栖市园林管理局\n2026年5月8日\n"))
    assert line in [p["text"] for p in found["paragraphs"]]


def test_typed_contents_are_no_headings() -> None:
    found = case("c_toc")
    assert told(found)["parts"][0]["title"] == "青岚市水务局防汛应急预案"
    assert len(roles(found, "contents")) == 7
    assert [p["text"] for p in told(found)["paragraphs"] if p["part"] == 1][0] == "1　总则"
    other = case("n_toc")
    assert headings(other) == ["一、基本情况", "二、存在问题", "三、对策建议"]
    assert any("目录没有带进来" in doubt.message for doubt in other.doubts)


@pytest.mark.parametrize("leader", ["\t", "……", "...............", "      "])
def test_contents_are_known_by_what_leads_to_the_page(leader: str) -> None:
    text = f"工作报告\n目　录\n一、情况{leader}1\n二、打算{leader}2\n一、情况\n巡查12次。\n二、打算\n继续巡查。\n"
    assert headings(of(text)) == ["一、情况", "二、打算"]


# ---- signature, date, attachments


def test_a_list_of_attachments_ends_where_the_name_ends() -> None:
    found = told(case("e3_sign"))
    assert found["attachments"] == [{"number": None, "title": "青岚市河道巡查专用标志牌式样和巡查车辆涂装样图"}]
    assert (found["signature"], found["date"]) == (["青岚市水务局"], "2026-05-08")


@pytest.mark.parametrize(
    ("end", "date"),
    [
        ("　　　　　　云栖市园林管理局\n　　　　　　2026年5月8日\n", "2026-05-08"),
        ("\t\t\t云栖市园林管理局\n\t\t\t2026.5.8\n", "2026-05-08"),
        ("云栖市园林管理局\n2026-05-08\n", "2026-05-08"),
        ("云栖市园林管理局　　　　2026年5月8日\n", "2026-05-08"),
        ("云栖市园林管理局\t2026/5/8\n", "2026-05-08"),
        ("云栖市园林管理局\n二〇二六年五月八日\n", "2026-05-08"),
    ],
)
def test_signature_and_date_are_known_however_they_are_set(end: str, date: str) -> None:
    found = told(of(f"关于报送的通知\n各科室：\n请按时报送。\n{end}"))
    assert (found["signature"], found["date"]) == (["云栖市园林管理局"], date)
    assert [p["text"] for p in found["paragraphs"]] == ["请按时报送。"]


@pytest.mark.parametrize("day", ["2026年5月20日", "2026.5.20", "5月20日"])
def test_a_line_that_is_only_a_date_ends_no_document(day: str) -> None:
    found = of(
        f"关于召开会议的通知\n各科室：\n现通知如下。\n一、时间\n{day}\n二、地点\n局三楼会议室\n三、人员\n各科室负责人\n"
        "云栖市园林管理局\n2026年5月8日\n"
    )
    assert headings(found) == ["一、时间", "二、地点", "三、人员"]
    assert (told(found)["signature"], told(found)["date"]) == (["云栖市园林管理局"], "2026-05-08")
    assert told(found)["parts"] == []


@pytest.mark.parametrize(
    "lines",
    [
        ("附件1.报送表", "附件2.汇总表"),
        ("附件1：报送表", "附件2：汇总表"),
        ("附件：1.报送表", "2.汇总表"),
        ("附件 1. 报送表", "附件 2. 汇总表"),
    ],
)
def test_a_list_of_attachments_may_repeat_the_word(lines: tuple[str, ...]) -> None:
    text = "关于报送的通知\n各科室：\n请按时报送。\n{}\n云栖市园林管理局\n2026年5月8日\n".format("\n".join(lines))
    assert told(of(text))["attachments"] == [{"number": 1, "title": "报送表"}, {"number": 2, "title": "汇总表"}]


def test_a_list_under_the_date_is_one_too() -> None:
    found = of(f"关于报送的通知\n{BODY}附件：1.报送表\n2.汇总表\n")
    assert [item["title"] for item in told(found)["attachments"]] == ["报送表", "汇总表"]
    assert any("落款下面" in doubt.message for doubt in found.doubts)


def test_two_enclosures_are_two() -> None:
    found = case("h_two")
    assert [part["title"] for part in told(found)["parts"]] == ["河道巡查办法", "河道保洁办法"]
    assert headings(found) == ["一、巡查范围", "二、巡查频次", "一、保洁范围", "二、保洁频次"]


def test_words_for_a_catalogue_are_no_attachment() -> None:
    found = told(case("zt"))
    assert (found["parts"], found["cc"], found["printed_by"]) == ([], "市政府办公室", "青岚市水务局办公室")
    assert found["printed_date"] == "2026-05-08"
    assert any("主题词" in doubt.message for doubt in case("zt").doubts)


# ---- Word files


def word(name: str) -> Reading:
    """A Word file that was read wrong."""
    return read(CASES.parent / "documents" / f"{name}.docx")


def test_the_line_under_a_typed_rule_is_the_title() -> None:
    found = told(word("m1c"))
    assert (found["title"], found["recipients"]) == ("关于做好2026年“安全生产月”活动的通知", "各子公司,集团总部各部门")
    assert [item["title"] for item in found["attachments"]] == ["活动安排表", "隐患排查记录表"]
    assert [(part["label"], part["title"]) for part in found["parts"]] == [
        ("附件1", "活动安排表"),
        ("附件2", "隐患排查记录表"),
    ]


@pytest.mark.parametrize(
    "rule", ["________________", "★━━━━━━━━★", "————————★————————", "＝＝＝＝＝＝＝＝＝＝", "★━━━━★"]
)
def test_a_rule_that_was_typed_parts_the_number_from_the_title(rule: str, tmp_path: Path) -> None:
    lines = ["青岚市水务局文件", "青水发〔2026〕8号", rule, "关于做好供水工作的通知", "各处室：", "请做好供水工作。"]
    lines += ["青岚市水务局", "2026年5月8日"]
    (tmp_path / "旧文.txt").write_text("\n".join(lines), encoding="utf-8")
    reading = read(tmp_path / "旧文.txt")
    assert told(reading)["title"] == "关于做好供水工作的通知"
    assert [placed.role for placed in reading.placed if placed.line and placed.line.stripped == rule] == ["ruled"]


def test_a_date_in_figures_is_the_date() -> None:
    found = told(word("m2"))
    assert (found["signature"], found["date"]) == (["岚海港航集团有限公司"], "2026-07-05")
    assert headings(word("m2"))[:1] == ["一.主要做法"]


def test_a_date_under_a_heading_ends_no_word_file() -> None:
    found = word("date_line_in_body")
    assert (told(found)["date"], told(found)["signature"]) == ("2017-09-20", ["某某大学"])
    assert headings(found) == ["一、举办时间", "二、举办地点", "三、参会对象"]


# ---- lines that stand by themselves


@pytest.mark.parametrize(
    "lines",
    [
        ("王明 李强 赵刚 钱伟 孙丽 周敏 吴磊 郑洁 陈涛", "张华 刘洋 杨帆 黄勇 何静 林峰 罗娜 高翔 谢军"),
        ("强化责任落实推动各项巡查任务落地见效取得新的进展", "各单位按照要求开展巡查。"),
        ("局三楼会议室", "各科室负责人"),
    ],
)
def test_a_line_swallows_none_of_its_neighbours(lines: tuple[str, ...]) -> None:
    found = told(
        of("关于工作情况的通知\n各科室：\n现通知如下。\n{}\n云栖市园林管理局\n2026年5月8日\n".format("\n".join(lines)))
    )
    assert [p["text"] for p in found["paragraphs"]] == ["现通知如下。", *lines]
    assert found["signature"] == ["云栖市园林管理局"]


def test_items_of_one_series_have_one_face() -> None:
    assert headings(case("j_mixed")) == []
    assert headings(
        of(f"关于安排的通知\n各科室：\n现通知如下。\n一、总体要求\n坚持标准。\n二、请按时报送。\n{BODY[14:]}")
    ) == [
        "一、总体要求",
        "二、请按时报送。",
    ]


def test_numbers_that_run_on_through_chapters_are_one_series() -> None:
    text = "工作规则\n第一章　总则\n一、为了规范工作，制定本规则。\n二、坚持标准。按时报送。\n第二章　会议\n三、会议由局长召集。每月一次。\n"
    assert headings(of(text)) == ["第一章　总则", "第二章　会议"]


# ---- tables of a text


def test_cells_that_reach_over_rows_are_put_together() -> None:
    assert tables(case("g_table_rowspan")) == [
        [
            ["类别", "事项", "要求", "单位"],
            ["一、巡查", "网格巡查", "责任到人", "东片所"],
            ["一、巡查", "无人机巡查", "每周一次", "西片所"],
            ["一、巡查", "视频巡查", "全天值守", "北片所"],
            ["二、整改", "限期整改", "十日内完成", "南片所"],
            ["二、整改", "挂牌督办", "专人负责", "办公室"],
        ]
    ]


def test_a_form_with_empty_cells_is_a_table_with_its_note_under_it() -> None:
    found = case("m_form")
    assert tables(found) == [
        [["姓名", "", "证件号码", ""], ["时间", "", "联系方式", ""], ["内容", "", "", ""], ["意见", "", "", ""]]
    ]
    assert roles(found, "table_note") == ["注：一式3份。"]


def test_text_after_a_table_is_text() -> None:
    found = case("txt_table_blank_then_text")
    assert tables(found) == [
        [["单位", "学习次数", "测试人次"], ["一公司", "21", "402"], ["二公司", "37", "724"], ["合计", "58", "1126"]]
    ]
    assert headings(found) == ["一、总体情况", "二、存在问题"]
    assert (told(found)["signature"], told(found)["date"]) == (["某某集团有限公司"], "2025-12-29")


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            ("单位\t数量\t备注", "", "东片所\t12\t", "", "合计\t12\t"),
            [["单位", "数量", "备注"], ["东片所", "12", ""], ["合计", "12", ""]],
        ),
        (
            ("序号\t事项\t单位", "一、巡查工作", "1\t网格巡查\t东片所", "2\t视频巡查\t西片所"),
            [["序号", "事项", "单位"], ["一、巡查工作"] * 3, ["1", "网格巡查", "东片所"], ["2", "视频巡查", "西片所"]],
        ),
        (
            ("单位\t数量\t备注", "东片所\t12\t漏报", "西片所\t30"),
            [["单位", "数量", "备注"], ["东片所", "12", "漏报"], ["西片所", "30", ""]],
        ),
        (
            ("\t一季度\t二季度", "东片所\t12\t15", "西片所\t30\t28"),
            [["", "一季度", "二季度"], ["东片所", "12", "15"], ["西片所", "30", "28"]],
        ),
    ],
)
def test_lines_with_tabs_are_one_table(lines: tuple[str, ...], rows: list[list[str]]) -> None:
    found = of(
        "关于公布数据的通知\n各科室：\n现公布如下。\n{}\n请核对。\n云栖市园林管理局\n2026年5月8日\n".format(
            "\n".join(lines)
        )
    )
    assert tables(found) == [rows]
    assert [p["text"] for p in told(found)["paragraphs"]] == ["现公布如下。", "请核对。"]


def test_tabs_that_are_left_in_the_text_are_doubted() -> None:
    found = of(f"关于报送的通知\n各科室：\n联系人：周岚\t电话：12345678\n{BODY[4:]}")
    assert any("制表符" in doubt.message for doubt in found.doubts)


# ---- minutes


@pytest.mark.parametrize("number", ["〔2026〕8号", "第8期", "（第8期）", "2026年第8期"])
def test_minutes_have_issuer_number_and_copies(number: str) -> None:
    found = told(
        of(
            f"云栖市园林管理局\n局长办公会议纪要\n{number}\n2026年5月6日，局长主持召开会议。\n一、关于经费\n会议同意列支。\n"
            "出席：周岚、何一舟\n分送：局领导，各科室。\n云栖市园林管理局办公室　2026年5月8日印发\n"
        )
    )
    assert (found["kind"], found["issuer"], found["issue_number"]) == ("纪要", ["云栖市园林管理局"], number)
    assert found["other_copies"] == [{"label": "分送", "names": "局领导，各科室"}]
    assert found["meeting"] == [{"label": "出席", "names": "周岚、何一舟"}]


def test_no_character_of_a_case_is_lost_but_what_is_told() -> None:
    for path in sorted(CASES.glob("*.txt")):
        reading = read(path)
        kept = "".join(line.text for line in reading.manuscript.lines())
        typed = path.read_text(encoding="utf-8")
        assert sorted("".join(kept.split())) == sorted("".join(typed.split())), path.name
    assert flat(case("a2_title3").document.title)
