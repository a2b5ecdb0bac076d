"""What a clerk overlooks in a small document or between two files is found; the right text beside it stays silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.gongwen.agreement import contradictions
from docgen.gongwen.roles import Reading
from tests.gongwen.test_agreement import Rows, firms, found, paper

DAY = date(2026, 4, 28)


def issued_by(reading: Reading, name: str) -> Reading:
    """The paper signed by an organisation."""
    return replace(reading, document=replace(reading.document, signature=(name,)))


def rules(*body: str | Rows, title: str = "", day: date | None = None, parts: tuple[str, ...] = ()) -> list[str]:
    """The rules that one paper breaks."""
    return [rule for rule, _ in found(文=paper(*body, title=title, day=day, parts=parts))]


def test_two_字_put_into_the_name_of_a_department() -> None:
    assert found(通知=paper("由安全环保部牵头。", "安全生产环保部按月通报。")) == [
        ("S09", [("通知", 1, "安全环保部"), ("通知", 2, "安全生产环保部")])
    ]


def test_a_department_whose_name_is_turned_round_in_a_notice() -> None:
    assert found(通知=paper("由法律合规部汇总。", "材料请报合规法律部。")) == [
        ("S09", [("通知", 1, "法律合规部"), ("通知", 2, "合规法律部")])
    ]


def test_a_wrong_字_in_a_department_that_is_named_often() -> None:
    text = "办公室设在法规稽查科，由孟之恒任主任，法规稽核科科长任副主任。"
    assert rules(text, "由法规稽核科汇总。", "问题报法规稽核科。") == ["S09"]


@pytest.mark.parametrize(
    "body",
    [
        ("由财务部、资产财务部共同负责。",),
        ("请报集团安全环保部。", "安全环保部汇总。"),
        ("安全生产环保部（以下简称安全环保部）牵头。", "安全环保部按月通报。"),
        ("战略投资部、战略发展投资部分工负责。", "由战略投资部汇总。", "由战略发展投资部考核。"),
        ("市场开发部牵头，市场研发部配合。", "由市场开发部汇总。"),
        ("资金管理部汇总。", "由资金管理部通报。", "由资产管理部盘点。"),
        ("各单位财务部门负责。", "由财务管理部汇总。"),
    ],
)
def test_departments_that_are_two_or_a_short_form_are_silent(body: tuple[str, ...]) -> None:
    assert rules(*body) == []


def test_departments_of_two_organisations_are_not_compared() -> None:
    one, other = paper("由法律合规部汇总。"), paper("由合规法律部汇总。")
    assert found(甲=issued_by(one, "澜川集团"), 乙=issued_by(other, "砚屏公司")) == []
    assert [rule for rule, _ in found(甲=issued_by(one, "澜川集团"), 乙=issued_by(other, "澜川集团"))] == ["S09"]


CAMPAIGN = "关于开展“制度执行年”活动的通知"


def test_the_text_calls_the_campaign_of_the_title_by_another_name() -> None:
    assert found(通知=paper("“制度落实年”活动要抓实抓细。", title=CAMPAIGN)) == [
        ("S12", [("通知", 1, "“制度执行年”"), ("通知", 2, "“制度落实年”")])
    ]


def test_two_files_of_one_year_have_two_campaigns_in_their_titles() -> None:
    one = paper("请报送。", title="关于开展“合规管理提升年”活动的通知", day=DAY)
    other = paper("请落实。", number="澜川发〔2026〕3号", title="“合规体系建设强化年”活动实施方案")
    assert found(通知=one, 方案=other) == [
        ("S12", [("方案", 2, "“合规体系建设强化年”"), ("通知", 1, "“合规管理提升年”")])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "在去年“制度建设年”的基础上，集团继续抓制度。",
        "巩固“制度建设年”成果。",
        "按照上级“制度建设年”要求抓好落实。",
        "2025年“制度建设年”取得明显进步。",
        "由“制度建设年”转入“制度执行年”。",
    ],
)
def test_an_earlier_campaign_may_be_mentioned(text: str) -> None:
    assert rules(text, title=CAMPAIGN, day=DAY) == []


def test_campaigns_of_two_years_or_two_organisations_are_two() -> None:
    def campaign(name: str, day: date, issuer: str) -> Reading:
        return issued_by(paper("请落实。", title=f"关于开展“{name}”活动的通知", day=day), issuer)

    first = campaign("合规管理提升年", DAY, "澜川集团")
    assert found(甲=first, 乙=campaign("合规文化建设年", date(2025, 4, 1), "澜川集团")) == []
    assert found(甲=first, 乙=campaign("合规文化建设年", DAY, "砚屏公司")) == []


def test_a_person_of_two_字_has_one_telephone_in_texts_and_tables() -> None:
    rows = [["单位", "联系人", "电话"], ["甲公司", "周敏", "0871-66881243"], ["乙公司", "何平", "0871-66880000"]]
    text = "联系人：周敏，电话：0871-66881234。"
    assert found(通知=paper(text, rows)) == [
        ("S17", [("通知", 1, "周敏0871-66881234"), ("通知", 7, "周敏0871-66881243")])
    ]
    assert rules(text, "如有疑问，请联系周敏，电话0871-66881243。") == ["S17"]
    assert rules(text, "联系人：法律合规部周敏，手机：13800001234。", "联系人：周敏，电话：66881234。") == []


def test_people_of_one_short_name_in_a_table_are_several() -> None:
    rows = [["单位", "联系人", "电话"], ["甲公司", "王强", "0871-66881243"], ["乙公司", "王强", "0871-66880000"]]
    assert rules(rows) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年发现问题35个，其中采购12个、合同10个、财务14个。",
        "共立案35件（起诉12件、应诉10件、仲裁14件）。",
        "新订制度15项、修订28项、废止9项，合计53项。",
        "三类问题占比分别为45%、30%、35%。",
        "采购占45%、合同占30%、财务占35%。",
    ],
)
def test_parts_that_do_not_make_the_whole(text: str) -> None:
    assert rules(text) == ["S16"]


@pytest.mark.parametrize(
    "text",
    [
        "全年发现问题35个，其中采购12个、合同10个。",
        "全年发现问题35个，其中重大问题12个、已整改30个。",
        "新订制度15项（其中基本制度9项）、修订28项、废止9项，合计52项。",
        "发现问题35个：采购11个、合同10个、财务14个，合计35个。",
        "三类问题占比分别为45%、30%、25%。",
        "三类问题占比分别为33.3%、33.3%、33.3%。",
        "前三类问题占比分别为45%、30%、15%。",
        "一、二、三季度完成投资占比分别为30%、60%、95%。",
    ],
)
def test_parts_that_make_the_whole_or_need_not_are_silent(text: str) -> None:
    assert rules(text) == []


def plan(task: str, lead: str, due: str) -> Rows:
    return [["序号", "重点任务", "牵头部门", "完成时限"], ["1", task, lead, due], ["2", "组织培训", "人资部", "9月底"]]


def test_a_short_task_has_one_deadline_and_one_lead_in_two_tables() -> None:
    one, other = paper(plan("排查隐患", "生产部", "6月底前")), paper(plan("排查隐患", "安全部", "7月底前"))
    assert [rule for rule, _ in found(甲=one, 乙=other)] == ["S08", "S08"]
    assert found(甲=one, 乙=one) == []


def test_a_task_has_one_deadline_and_one_lead_in_table_and_text() -> None:
    table = plan("排查隐患", "生产部", "2026年6月底前")
    assert found(文=paper("7月底前排查隐患工作要全部完成。", table)) == [
        ("S08", [("文", 1, "7月底前"), ("文", 9, "2026年6月底前")])
    ]
    told = "（一）排查隐患。2026年8月底前完成。（责任部门：安全环保部）"
    assert rules(told, table) == ["S08", "S08"]


@pytest.mark.parametrize(
    "text",
    [
        "2026年6月底前排查隐患。",
        "6月底前排查隐患工作要全部完成。",
        "4月底前排查隐患要完成第一轮。",
        "组织培训班8月10日前开班。",
        "（一）排查隐患。6月底前完成。（责任部门：生产部、各单位）",
    ],
)
def test_the_same_deadline_or_that_of_a_step_is_silent(text: str) -> None:
    assert rules(text, plan("排查隐患", "生产部", "2026年6月底前")) == []


THREE = ("动员部署", "组织实施", "总结评估")


@pytest.mark.parametrize(
    "stages",
    [
        [f"第{n}阶段：{name}（{m}月）。抓好落实。" for n, name, m in zip("一二三", THREE, (5, 6, 12), strict=True)],
        [f"{n}.{name}阶段（{n + 4}月至{n + 5}月）。抓好落实。" for n, name in enumerate(THREE, 1)],
        [f"（{n}）{name}（{m}月）。抓好落实。" for n, name, m in zip("一二三", THREE, (5, 6, 12), strict=True)],
    ],
)
def test_stages_are_counted_however_they_are_numbered(stages: list[str]) -> None:
    assert rules("活动分四个阶段：", *stages) == ["S04"]
    assert rules("活动分三个阶段：", *stages) == []


@pytest.mark.parametrize(
    "text",
    [
        "坚持四条原则：一是突出重点；二是分类推进；三是注重长效。",
        "坚持四项原则：问题导向、系统推进、注重长效。",
        "坚持问题导向、系统推进、注重长效四条原则。",
        "要做到三个到位：一是认识到位；二是措施到位。",
        "给予孟之恒、温以宁、高明3名同志通报表扬，给予袁一、方其2名同志奖励。给予甲乙、丙丁3名同志批评。",
        "决定给予4名同志通报表扬：孟之恒、温以宁、高明。",
    ],
)
def test_principles_and_people_in_one_sentence_are_counted(text: str) -> None:
    assert rules(text) == ["S04"]


@pytest.mark.parametrize(
    "text",
    [
        "坚持三条原则：一是突出重点；二是分类推进；三是注重长效。",
        "坚持三项原则：问题导向、系统推进、注重长效。",
        "决定给予孟之恒、温以宁等4名同志通报表扬。",
        "给予孟之恒、温以宁2名同志通报表扬。",
        "针对上述三个方面的问题：一是整改；二是问责。",
    ],
)
def test_what_is_counted_right_or_not_in_full_is_silent(text: str) -> None:
    assert rules(text) == []


def test_aspects_are_the_headings_below() -> None:
    below = [
        f"（{n}）抓{what}。认真落实。" for n, what in zip("一二三四", ("学习", "整改", "督导", "宣传"), strict=True)
    ]
    assert rules("二、主要任务", "重点抓好五个方面工作。", *below, "三、要求") == ["S04"]
    assert rules("二、主要任务", "重点抓好四个方面工作。", *below, "三、要求") == []
    assert rules("二、主要任务", "围绕三个方面，抓好以下工作。", *below) == []


def test_a_roll_of_people_is_counted_line_by_line() -> None:
    people = ["孟之恒 澜川公司", "温以宁 砚屏公司", "高明 岚山公司"]
    assert rules("决定给予以下4名同志通报表扬：", *people) == ["S04"]
    assert rules("决定给予以下3名同志通报表扬：", *people) == []


def test_the_sum_of_a_list_is_no_unit() -> None:
    total = [*firms(8), ["合计", "8"]]
    text = "在集团9家企业推行，名单附后。"
    assert found(通知=paper(text, "#参加企业名单", total)) == [
        ("S02", [("通知", 1, "9家企业"), ("通知", 3, "参加企业名单")])
    ]
    assert rules(text.replace("9", "8"), "#参加企业名单", total) == []


def test_a_number_of_units_in_one_file_does_not_excuse_that_of_another() -> None:
    table = paper("#任务表", firms(31))
    assert [
        rule for rule, _ in found(方案=paper("全系统32家单位都要编制。"), 通知=paper("31家单位报送。"), 表=table)
    ] == [
        "S02",
        "S02",
    ]
    assert rules("9家子公司都要开展。", "8家子公司要一家不落。") == ["S02"]
    assert rules("9家子公司都要开展。", "8家子公司已经报送。") == []


def groups(first: str, total: str) -> Rows:
    return [
        ["单位", "问题数"],
        ["甲公司", "3"],
        ["乙公司", "4"],
        ["小计", first],
        ["丙公司", "2"],
        ["丁公司", "1"],
        ["小计", "3"],
        ["合计", total],
    ]


def test_the_sums_of_groups_and_of_all_are_right() -> None:
    assert rules(groups("8", "11")) == ["S13"]
    assert rules(groups("7", "11")) == ["S13"]
    assert rules(groups("7", "10")) == []


def test_a_notice_issues_what_its_title_says() -> None:
    title = "关于印发《专项行动方案》的通知"
    assert found(通知=paper("现将《专项工作方案》印发给你们。", title=title)) == [
        ("S11", [("通知", 2, "《专项工作方案》"), ("通知", 1, "《专项行动方案》")])
    ]
    assert rules("现将《方案》印发给你们。", "按照《专项考核办法》执行。", title=title) == []


def test_a_plan_of_the_campaign_is_cited_by_its_kind_too() -> None:
    title = "“制度执行年”活动实施方案"
    assert rules("按照《“制度执行年”活动工作方案》抓好落实。", title=title) == ["S11"]
    assert rules("按照《“制度执行年”活动考核方案》抓好落实。", title=title) == []


def test_what_is_cited_with_the_number_of_an_attachment_is_its_title() -> None:
    def notice(title: str) -> Reading:
        return paper(f"对照《{title}》（详见附件1）落实。", title="关于检查的通知", parts=("联络员信息登记表",))

    assert found(通知=notice("任务分解表")) == [
        ("S11", [("通知", 2, "《任务分解表》"), ("通知", 3, "联络员信息登记表")])
    ]
    assert found(通知=notice("联络员信息登记表")) == found(通知=notice("登记表")) == []


def stages(*months: str) -> list[str]:
    return [f"（{n}）{name}阶段（{m}）。落实。" for n, name, m in zip("一二三", THREE, months, strict=True)]


def test_a_stage_does_not_begin_before_the_one_in_front_is_over() -> None:
    assert found(方案=paper(*stages("5月", "6月至11月", "10月"))) == [
        ("S06", [("方案", 2, "组织实施阶段（6月至11月）"), ("方案", 3, "总结评估阶段（10月）")])
    ]
    assert rules(*stages("5月", "5月至11月", "11月至12月")) == []
    assert rules(*stages("2026年11月", "2026年12月至2027年2月", "2027年3月")) == []
    assert rules("1.编制清单（4月至6月）。逐岗编制。", "2.排查问题（5月至10月）。逐项排查。") == []


def test_the_stages_lie_within_the_period_announced() -> None:
    months = ("5月", "6月至11月", "12月")
    assert found(方案=paper("集团自2026年5月至11月开展专项行动。", *stages(*months))) == [
        ("S06", [("方案", 4, "总结评估阶段（12月）"), ("方案", 1, "自2026年5月至11月")])
    ]
    assert rules("集团自2026年5月至12月开展专项行动。", *stages(*months)) == []
    assert rules("2025年5月至6月开展的检查活动发现了问题。", *stages(*months)) == []


def test_the_campaign_has_one_period_in_two_files() -> None:
    def campaign(last: str) -> Reading:
        return paper(f"活动自2026年5月至{last}月开展。", title=CAMPAIGN)

    assert [rule for rule, _ in found(甲=campaign("12"), 乙=campaign("11"))] == ["S06"]
    assert found(甲=campaign("12"), 乙=campaign("12")) == []


def test_a_report_is_not_due_before_the_notice_is_dated() -> None:
    assert found(通知=paper("请于2026年4月20日前报送联络员名单。", day=DAY)) == [
        ("S05", [("通知", 1, "2026年4月20日前报送联络员名单"), ("通知", None, "2026年4月28日")])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "请于2026年5月20日前报送联络员名单。",
        "请于1月10日前报送年度总结。",
        "你单位应于4月20日前报送台账，至今未报。",
        "各单位已于4月20日前报送名单。",
    ],
)
def test_days_to_come_and_days_told_of_are_silent(text: str) -> None:
    assert rules(text, day=DAY) == []


def test_a_monthly_report_has_one_day_even_beside_other_papers() -> None:
    plan_ = paper("每月25日前，通过办公平台报送工作进展和《“制度执行年”宣传报道情况表》。")
    note = paper("本表于每月20日前随工作进展一并报集团法律合规部。")
    assert [rule for rule, _ in found(方案=plan_, 表=note)] == ["S05"]
    assert rules("每月25日前报送台账。", "各单位应于每月20日前报送台账。") == ["S05"]
    assert rules("每月25日前报送风险台账。", "每月20日前报送整改台账。") == []


def test_monthly_reports_of_two_organisations_are_two() -> None:
    one, other = paper("每月25日前报送进展情况。"), paper("每月20日前报送进展情况。")
    assert found(甲=issued_by(one, "澜川集团"), 乙=issued_by(other, "砚屏公司")) == []


def test_no_message_says_how_to_mend_as_the_check_does_so() -> None:
    told = contradictions([("文", paper("由安全环保部牵头。", "安全生产环保部按月通报。", groups("8", "11")))])
    assert told
    assert not [hit.message for hit in told if "请核对" in hit.message]


def test_the_parts_of_a_whole_are_not_the_number_of_units_of_another_table() -> None:
    told = "参加考评的共24家。其中蓝色6家，绿色8家，黄色7家，红色3家。"
    assert found(通报=paper(told), 目录=paper(firms(9))) == []


def test_a_roll_under_a_heading_is_counted_name_by_name() -> None:
    names = "孟之恒　温　宁　高明亮　欧阳一川"
    assert rules("一、优秀员工（5名）", names, "二、要求") == ["S04"]
    assert rules("一、优秀员工（4名）", names, "二、要求") == []
    assert rules("一、优秀员工（2名）", "孟之恒　澜川公司", "温宁　砚屏公司") == []


def test_names_before_others_are_counted_where_but_one_is_missing() -> None:
    assert rules("授予孟之恒、温以宁、高明、方其、袁一等6名同志称号。") == ["S04"]
    assert rules("授予孟之恒、温以宁、高明等2名同志称号。") == ["S04"]
    assert rules("授予孟之恒、温以宁等6名同志称号。", "授予孟之恒、温以宁等3名同志称号。") == []


def test_the_number_in_a_title_is_that_of_the_lines_below() -> None:
    assert rules("澜川公司", "砚屏公司", title="优秀集体名单（共3个）") == ["S04"]
    assert rules("澜川公司", "砚屏公司", title="优秀集体名单（共2个）") == []
