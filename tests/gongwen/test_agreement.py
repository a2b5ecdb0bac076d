"""Facts that contradict each other across the files of a set, and near misses that must stay silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.core.rules import Rule
from docgen.gongwen.agreement import contradictions
from docgen.gongwen.document import Document, Heading, Part
from docgen.gongwen.manuscript import Box, Grid, Item, Line, Manuscript
from docgen.gongwen.parse import block
from docgen.gongwen.roles import Placed, Reading, Role
from docgen.gongwen.rules import agreement

Rows = list[list[str]]
Found = list[tuple[str, list[tuple[str, int | None, str]]]]


def paper(
    *body: str | Rows, title: str = "", number: str = "", day: date | None = None, parts: tuple[str, ...] = ()
) -> Reading:
    """A document: its number and title, then paragraphs and tables; “#…” is a caption."""
    placed: list[Placed] = []
    count = 0

    def line(text: str, role: Role, part: int = 0, level: int = 0) -> None:
        nonlocal count
        count += 1
        placed.append(Placed(Line(count, text), role, part, level))

    if number:
        line(number, "number")
    if title:
        line(title, "title")
    for entry in body:
        if isinstance(entry, list):
            rows = []
            start = count + 1
            for row in entry:
                boxes = []
                for cell in row:
                    count += 1
                    boxes.append(Box((Line(count, cell, in_table=True),)))
                rows.append(tuple(boxes))
            placed.append(Placed(Grid(start, tuple(rows), (1,) * len(entry[0])), "table"))
        elif entry.startswith("#"):
            line(entry[1:], "caption")
        elif isinstance(heading := block(entry), Heading):
            line(entry, "heading", 0, heading.level)
        else:
            line(entry, "text")
    for part, name in enumerate(parts, 1):
        line(name, "title", part)
    items: tuple[Item, ...] = tuple(p.item for p in placed)
    document = Document(
        "",
        "通知",
        title,
        doc_number=number,
        date=day,
        parts=tuple(Part("", f"附件{i}", n) for i, n in enumerate(parts, 1)),
    )
    return Reading(document, Manuscript("", items), tuple(placed))


def found(**papers: Reading) -> Found:
    """The contradictions of papers, as rule and places; every message names every place."""
    hits = contradictions([(f"{name}.docx", reading) for name, reading in papers.items()])
    for hit in hits:
        assert all(str(place) in hit.message and words in hit.message for place, words in hit.spoken)
    return [
        (hit.rule.number, [(p.file.removesuffix(".docx"), p.paragraph, words) for p, words in hit.spoken])
        for hit in hits
    ]


def firms(count: int) -> Rows:
    return [["序号", "企业名称"], *([str(i + 1), f"澜川第{i}公司"] for i in range(count))]


TASKS: Rows = [
    ["序号", "工作任务", "牵头部门", "完成时限"],
    ["1", "修订合同管理办法", "法律合规部", "2026年6月底"],
    ["2", "开展制度执行检查", "审计风控部", "9月30日"],
    ["3", "建立合规联络员队伍", "人力资源部", "12月底"],
]


def tasks(row: int, column: int, text: str) -> Rows:
    changed = [list(cells) for cells in TASKS]
    changed[row][column] = text
    return changed


def test_the_number_of_all_units_is_the_same_in_two_files() -> None:
    assert found(方案=paper("集团所属32家企业都要参加。"), 通知=paper("各部门：", "请所属31家企业按时报送。")) == [
        ("S02", [("方案", 1, "32家企业"), ("通知", 2, "31家企业")])
    ]


def test_the_number_of_all_units_is_that_of_the_list_of_them() -> None:
    assert found(通知=paper("请各企业（共4家）填报。"), 表=paper("#参加企业名单", firms(3))) == [
        ("S02", [("通知", 1, "各企业（共4家）"), ("表", 2, "参加企业名单")])
    ]


@pytest.mark.parametrize(
    "other",
    [
        "抽查所属5家企业。",
        "所属31家试点企业先行一步。",
        "近31家企业参加了培训。",
        "市属31家企业参加。",
        "其余所属30家企业下半年开展。",
        "全部12个部门参加。",
        "所属三十二家企业都要参加。",
        "所属 ３２ 家企业参加。",
    ],
)
def test_the_number_of_some_units_may_differ(other: str) -> None:
    assert found(方案=paper("集团所属32家企业都要参加。"), 报告=paper(other)) == []


def test_a_number_that_is_nearly_that_of_a_list_is_a_question() -> None:
    assert found(通知=paper("现将方案印发给32家企业。"), 表=paper("#任务表", firms(31))) == [
        ("S02", [("通知", 1, "32家企业"), ("表", 2, "任务表")])
    ]
    assert found(通知=paper("请组织32家子公司按时报送。"), 方案=paper("组织31家子公司开展自查。")) == [
        ("S02", [("方案", 1, "31家子公司"), ("通知", 1, "32家子公司")])
    ]


@pytest.mark.parametrize(
    "text", ["其中32家企业已经报送。", "问题企业32家。", "印发给60家企业。", "印发给31家企业，抽查32家企业。"]
)
def test_a_number_far_from_a_list_or_of_some_units_is_none(text: str) -> None:
    assert found(通知=paper(text), 表=paper("#任务表", firms(31))) == []


def test_a_list_of_units_with_problems_is_no_list_of_all() -> None:
    assert found(通知=paper("请各企业（共4家）填报。", "#问题企业名单", firms(2))) == []


def test_the_number_of_tasks_is_that_of_the_table() -> None:
    assert found(方案=paper("方案明确了四项重点任务。"), 表=paper("#任务分解表", TASKS)) == [
        ("S03", [("方案", 1, "四项重点任务"), ("表", 2, "任务分解表")])
    ]


def test_the_number_of_measures_is_the_same_in_two_files() -> None:
    assert found(方案=paper("共21条措施。"), 通知=paper("请落实全部22条措施。")) == [
        ("S03", [("方案", 1, "21条措施"), ("通知", 1, "22条措施")])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "方案明确了三项重点任务。",
        "已完成全部2项任务。",
        "其中共2项任务延期。",
        "共2项任务书已签订。",
        "部署了2项任务推进会。",
    ],
)
def test_the_number_of_some_tasks_may_differ(text: str) -> None:
    assert found(方案=paper(text, "#任务分解表", TASKS)) == []


def test_six_tasks_may_be_the_six_classes_of_the_table() -> None:
    rows = [
        ["类别", "序号", "行动任务"],
        ["制度", "1", "清理制度"],
        ["制度", "2", "修订制度"],
        ["培训", "3", "开展培训"],
    ]
    assert found(方案=paper("提出了三项任务。", "#任务表", rows)) == []


STAGES = ("（一）动员部署阶段（3月）", "（二）组织实施阶段（4月至11月）", "（三）总结评估阶段（12月）")


def test_so_many_stages_are_told_as_have_headings() -> None:
    assert found(方案=paper("三、工作步骤", "分四个阶段推进。", *STAGES)) == [
        ("S04", [("方案", 2, "四个阶段"), ("方案", 3, "（一）动员部署阶段（3月）")])
    ]


@pytest.mark.parametrize(
    "text", ["分三个阶段推进。", "前两个阶段要抓紧。", "分四个方面推进。", "每四个阶段小结一次。"]
)
def test_stages_that_agree_or_are_not_meant_are_silent(text: str) -> None:
    assert found(方案=paper("三、工作步骤", text, *STAGES)) == []


def test_headings_of_another_kind_do_not_count_as_stages() -> None:
    assert found(方案=paper("三、工作步骤", "分四个阶段推进。", "（一）动员部署", "（二）组织实施阶段")) == []


def test_stages_named_in_one_breath_are_counted() -> None:
    assert found(方案=paper("活动分为准备、实施、总结四个阶段。")) == [
        ("S04", [("方案", 1, "分为准备、实施、总结四个阶段")])
    ]
    assert found(方案=paper("活动分为准备、实施、检查和总结四个阶段。", "分为准备、实施等四个阶段。")) == []


def test_a_monthly_report_has_one_deadline() -> None:
    assert found(
        方案=paper("各单位应于每月20日前报送工作进展情况。"),
        通知=paper("各单位每月25日前，将进展情况报送集团办公室。"),
    ) == [("S05", [("方案", 1, "每月20日前报送工作进展情况"), ("通知", 1, "每月25日前，将进展情况报送集团办公室")])]


@pytest.mark.parametrize(
    "other",
    [
        "各单位每月25日前报送宣传报道情况。",
        "集团办公室每月25日前向市国资委报送进展情况。",
        "各单位每月25日前随简报一并报审计风控部。",
        "各单位每季度25日前报送进展情况。",
        "各单位每月20日前将本单位进展情况报送集团办公室。",
    ],
)
def test_other_reports_have_other_deadlines(other: str) -> None:
    assert found(方案=paper("各单位应于每月20日前向审计风控部报送进展情况。"), 通知=paper(other)) == []


def test_a_plan_is_due_on_one_day_but_a_summary_may_come_twice() -> None:
    first = paper("请于4月10日前报送实施方案。", "6月10日前报送总结材料。")
    assert found(通知=first, 方案=paper("4月15日前将实施方案报集团办公室。", "12月10日前报送总结材料。")) == [
        ("S05", [("方案", 1, "4月15日前将实施方案报集团办公室"), ("通知", 1, "4月10日前报送实施方案")])
    ]


def test_a_stage_has_the_same_months_in_every_file() -> None:
    assert found(方案=paper(*STAGES), 通知=paper("（二）组织实施阶段（4月—12月）")) == [
        ("S06", [("方案", 2, "组织实施阶段（4月至11月）"), ("通知", 1, "组织实施阶段（4月—12月）")])
    ]


@pytest.mark.parametrize(
    "text", ["（二）组织实施阶段（4-11月）", "（二）自查自纠阶段（5月—6月）", "（二）组织实施阶段（2026年4月—11月）"]
)
def test_the_same_months_or_another_stage_are_silent(text: str) -> None:
    assert found(方案=paper(*STAGES), 通知=paper(text)) == []


def test_stages_of_two_years_are_two_stages() -> None:
    assert found(甲=paper("实施阶段（2025年4月至6月）"), 乙=paper("实施阶段（2026年5月至6月）")) == []


NUMBER = "澜川发〔2026〕15号"


def test_one_number_is_one_title_and_one_date() -> None:
    one = paper(title="关于开展检查的通知", number=NUMBER, day=date(2026, 5, 8))
    other = paper(title="关于开展自查的通知", number=NUMBER, day=date(2026, 5, 9))
    assert found(甲=one, 乙=other) == [
        ("S07", [("乙", 2, "关于开展自查的通知"), ("甲", 2, "关于开展检查的通知")]),
        ("S07", [("乙", None, "2026年5月9日"), ("甲", None, "2026年5月8日")]),
    ]
    assert [hit.severity for hit in contradictions([("甲", one), ("乙", other)])] == ["error", "warning"]
    assert found(甲=one, 乙=one) == []


def test_one_paper_has_one_number_but_a_title_may_come_again_on_another_day() -> None:
    def issued(number: str, day: int) -> Reading:
        return paper(title="关于报送进展的通知", number=number, day=date(2026, 5, day))

    assert found(甲=issued(NUMBER, 8), 乙=issued("澜川发〔2026〕16号", 8)) == [
        ("S07", [("乙", 1, "澜川发〔2026〕16号"), ("甲", 1, NUMBER)])
    ]
    assert found(甲=issued(NUMBER, 8), 乙=issued("澜川发〔2026〕16号", 30)) == []


def test_the_same_letter_to_two_units_has_two_numbers() -> None:
    def letter(number: str, to: str) -> Reading:
        reading = paper(title="关于催报台账的函", number=number, day=date(2026, 5, 8))
        return replace(reading, document=replace(reading.document, recipients=to))

    assert found(甲=letter(NUMBER, "第一分公司"), 乙=letter("澜川发〔2026〕16号", "第二分公司")) == []


def test_a_number_is_cited_with_its_title_or_what_it_issues() -> None:
    own = paper(title="关于印发《合同管理办法》的通知", number=NUMBER)
    assert found(甲=own, 乙=paper(f"按照《采购管理办法》（{NUMBER}）执行。")) == [
        ("S07", [("乙", 1, f"《采购管理办法》（{NUMBER}）"), ("甲", 2, "关于印发《合同管理办法》的通知")])
    ]
    assert found(甲=own, 乙=paper(f"按照《合同管理办法》（{NUMBER}）执行。")) == []


def test_a_task_has_one_deadline_and_one_lead_in_two_tables() -> None:
    assert found(台账=paper(tasks(1, 3, "7月底")), 任务表=paper(TASKS)) == [
        ("S08", [("任务表", 8, "2026年6月底"), ("台账", 8, "7月底")])
    ]
    assert found(台账=paper(tasks(2, 2, "党委办公室")), 任务表=paper(TASKS)) == [
        ("S08", [("任务表", 11, "审计风控部"), ("台账", 11, "党委办公室")])
    ]


@pytest.mark.parametrize(
    "other",
    [
        tasks(1, 3, "2026-06-30"),
        tasks(1, 3, "6月30日前"),
        tasks(1, 3, "全年"),
        tasks(1, 3, "7月底并长期坚持"),
        tasks(1, 1, "修订采购管理办法"),
        tasks(2, 2, "审计部"),
        tasks(1, 1, "1.修订合同管理办法。逐条核对"),
    ],
)
def test_the_same_deadline_or_lead_may_be_written_otherwise(other: Rows) -> None:
    assert found(台账=paper(other), 任务表=paper(TASKS)) == []


def test_two_deadlines_of_a_task_may_go_without_their_year() -> None:
    short, long = tasks(1, 3, "5月底、9月底"), tasks(1, 3, "2026-05-31、2026-09-30")
    assert found(台账=paper(short), 任务表=paper(long)) == []
    assert [rule for rule, _ in found(台账=paper(short), 任务表=paper(tasks(1, 3, "2026-05-31、2026-10-31")))] == [
        "S08"
    ]


def test_a_department_keeps_the_order_of_its_name() -> None:
    assert found(方案=paper("（责任部门：合规法律部、人力资源部）"), 任务表=paper(TASKS)) == [
        ("S09", [("任务表", 7, "法律合规部"), ("方案", 1, "合规法律部")])
    ]


@pytest.mark.parametrize("name", ["法律事务部", "审计部", "人力财务部", "法律合规处"])
def test_other_departments_are_no_misspellings(name: str) -> None:
    assert found(方案=paper(f"（责任部门：{name}）"), 任务表=paper(TASKS)) == []


def test_departments_named_side_by_side_are_two() -> None:
    assert (
        found(方案=paper("（责任部门：东城管理部、西城管理部）", "（责任部门：资产经营管理部、资本经营管理部）")) == []
    )


def test_whoever_holds_a_post_has_one_name() -> None:
    assert found(方案=paper("组长：张晓明，副组长：李立群。"), 通知=paper("由组长张小明担任召集人。")) == [
        ("S10", [("方案", 1, "组长张晓明"), ("通知", 1, "组长张小明")])
    ]


@pytest.mark.parametrize(
    "text",
    ["组长：李晓明。", "副主任：张小明。", "组长：张晓明。", "组长张建国、张晓明同志。", "组长负责，抓好落实。"],
)
def test_other_people_and_posts_are_silent(text: str) -> None:
    assert found(方案=paper("组长：张晓明，副组长：李立群。"), 通知=paper(text)) == []


PLAN = "澜川集团“合规管理深化年”活动实施方案"


@pytest.mark.parametrize("cited", ["澜川集团合规管理深化年活动实施方案", "澜川集团“合规管理深化年”行动实施方案"])
def test_a_paper_is_cited_by_its_exact_title(cited: str) -> None:
    assert found(方案=paper(title=PLAN), 通知=paper(f"现将《{cited}》印发给你们。")) == [
        ("S11", [("通知", 1, f"《{cited}》"), ("方案", 1, PLAN)])
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"现将《{PLAN}》印发给你们。",
        "按照《关于印发〈澜川集团‘合规管理深化年’活动实施方案〉的通知》办理。",
        "按照《合规管理办法》办理。",
        "按照《澜川集团“合规管理深化年”活动考核方案》办理。",
        "按照《澜川集团“合规管理深化年”活动实施方案》（市国资发〔2026〕1号）办理。",
    ],
)
def test_exact_titles_and_other_papers_are_silent(text: str) -> None:
    assert found(方案=paper(title=PLAN), 通知=paper(text)) == []


def test_titles_of_two_years_are_two_papers() -> None:
    title = "澜川集团2026年合规培训工作计划"
    assert found(计划=paper(title=title), 通知=paper("按照《澜川集团2025年合规培训工作计划》办理。")) == []


def test_the_title_of_a_notice_cites_its_enclosure_exactly() -> None:
    assert found(通知=paper(title="关于印发《澜川集团合规管理深化年活动实施方案》的通知", parts=(PLAN,))) == [
        ("S11", [("通知", 1, "《澜川集团合规管理深化年活动实施方案》"), ("通知", 2, PLAN)])
    ]


def test_the_campaign_has_one_name() -> None:
    text = "为搞好“合规管量深化年”活动，特制定本方案。"
    assert found(通知=paper("一是推进“合规管理深化年”。", text, title=PLAN)) == [
        ("S12", [("通知", 1, "“合规管理深化年”"), ("通知", 3, "“合规管量深化年”")])
    ]


@pytest.mark.parametrize("name", ["合规管理强化年", "合规文化建设年", "制度执行年", "合规管理深化年"])
def test_campaigns_of_other_years_are_silent(name: str) -> None:
    assert found(通知=paper(f"在“{name}”基础上巩固提高。", title=PLAN)) == []


def sums(total: str, *cells: str) -> Rows:
    return [["单位", "发现问题数（个）"], *([f"第{i}分公司", c] for i, c in enumerate(cells)), ["合计", total]]


def test_a_total_is_the_sum_of_its_column() -> None:
    table = sums("121", "100", "20")
    assert found(报告=paper(table)) == [("S13", [("报告", 8, "发现问题数（个）合计121")])]
    assert contradictions([("甲", paper(table))])[0].severity == "error"


@pytest.mark.parametrize(
    "table",
    [
        sums("1,120", "1,100", "20"),
        sums("121", "100", "—"),
        sums("121", "100", ""),
        sums("121", "约100", "20"),
        [["单位", "整改率"], ["甲公司", "90"], ["乙公司", "80"], ["合计", "85"]],
        [["单位", "金额"], ["甲公司", "3.33"], ["乙公司", "3.33"], ["合计", "6.67"]],
        [["单位", "问题"], ["一、集团", "20"], ["甲公司", "20"], ["合计", "20"]],
    ],
)
def test_totals_that_may_be_right_are_silent(table: Rows) -> None:
    assert found(报告=paper(table)) == []


def test_a_total_told_in_the_text_is_that_of_the_table() -> None:
    table = sums("120", "100", "20")
    assert found(报告=paper("各单位共发现问题125个。", table)) == [
        ("S14", [("报告", 1, "共发现问题125个"), ("报告", 9, "合计120")])
    ]
    assert found(报告=paper("共发现问题120个。", "第一分公司共发现问题20个，其中本月共发现问题3个。", table)) == []
    assert found(甲报告=paper("共发现问题125个。"), 乙报告=paper(table)) == []


def test_a_rate_is_what_its_numbers_make() -> None:
    assert found(报告=paper("发现问题120个，已整改102个，整改率90%。")) == [("S15", [("报告", 1, "整改率90%")])]


@pytest.mark.parametrize(
    "text",
    [
        "发现问题120个，已整改102个，整改率85％。",
        "发现问题3个，已整改2个，整改率66.7%。",
        "发现问题3个，已整改2个，整改率66%。",
        "发现问题26个，已整改15个，整改率62.50%（待核实、有错的数没有计算在内）。",
        "发现问题26个，已整改15个，整改率62.50%（按到期的24个计算）。",
        "发现问题120个，已整改102个，其中重大问题整改率100%，整改率85%。",
        "发现问题120个，涉及金额50万元，已整改102个。整改率90%。",
        "发现问题120个，立案5件，整改率90%。",
    ],
)
def test_rates_that_fit_or_may_mean_something_else_are_silent(text: str) -> None:
    assert found(报告=paper(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "共问责13人，其中：一般员工8人、中层3人、高管1人。",
        "一般员工8人、中层3人、高管1人，共13人。",
        "共问责13个，其中已整改9个，未整改3个。",
    ],
)
def test_a_breakdown_adds_up_to_its_whole(text: str) -> None:
    assert [rule for rule, _ in found(报告=paper(text))] == ["S16"]


@pytest.mark.parametrize(
    "text",
    [
        "共问责12人，其中：一般员工8人、中层3人、高管1人。",
        "共问责12人，其中党员5人、女性9人。",
        "共问责12人，其中中层3人、高管1人。",
        "共处理12人，其中：警告5人、降级3人、通报批评9人。",
    ],
)
def test_breakdowns_that_add_up_or_overlap_are_silent(text: str) -> None:
    assert found(报告=paper(text)) == []


def test_a_person_has_one_telephone() -> None:
    table = [["单位", "联系人", "联系电话"], ["甲公司", "周立群", "0537-2345679"]]
    assert found(通知=paper("（联系人：周立群，联系电话：0537-2345678）"), 表=paper(table)) == [
        ("S17", [("通知", 1, "周立群0537-2345678"), ("表", 6, "周立群0537-2345679")])
    ]


@pytest.mark.parametrize("phone", ["13912345678", "0537-2345678", "2345678", "05372345678、05372345679"])
def test_a_mobile_beside_a_desk_telephone_is_no_contradiction(phone: str) -> None:
    table = [["单位", "联系人", "联系电话"], ["甲公司", "周立群", phone]]
    assert found(通知=paper("（联系人：周立群，联系电话：0537-2345678）"), 表=paper(table)) == []


def test_the_order_of_the_files_does_not_matter() -> None:
    papers = [
        ("甲", paper("集团所属32家企业。", "组长：张晓明。", TASKS, title=PLAN, number=NUMBER)),
        ("乙", paper("集团所属31家企业。", "组长：张小明。", tasks(1, 3, "7月底"), title="通知", number=NUMBER)),
        ("丙", paper(f"按照《{PLAN}》和《澜川集团合规管理深化年活动实施方案》办理。", tasks(1, 3, "8月底"))),
    ]
    results = [contradictions(list(order)) for order in permutations(papers)]
    assert len(results[0]) >= 5
    assert all(result == results[0] for result in results)


def test_every_rule_has_its_number_once() -> None:
    told = [value.number for value in vars(agreement).values() if isinstance(value, Rule)]
    assert told == [f"S{number:02}" for number in range(1, 18)]


WORDS = st.sampled_from(
    [
        "共",
        "全部",
        "所属",
        "各企业",
        "三十二",
        "32",
        "0",
        "９",
        "百",
        "家企业",
        "项任务",
        "个阶段",
        "分为",
        "、",
        "和",
        "每月",
        "20日前",
        "2月30日前",
        "报送",
        "将",
        "进展情况",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "合规深化年",
        "实施阶段",
        "13月",
        "4月至",
        "组长：",
        "张晓明",
        "整改率",
        "85%",
        "发现问题",
        "个",
        "已整改",
        "，",
        "。",
        "其中",
        "一、",
        "（一）",
        "责任部门：",
        "法律合规部",
        "合计",
        "联系人",
        "澜川发〔2026〕1号",
    ]
)
TEXTS: st.SearchStrategy[str] = st.one_of(st.lists(WORDS, max_size=12).map("".join), st.text(max_size=30))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(TEXTS, TABLES), max_size=5), min_size=1, max_size=3), st.randoms())
def test_no_text_whatever_breaks_a_rule(bodies: list[list[str | Rows]], chance: Callable[[], object]) -> None:
    readings = [(f"{i}.docx", paper(*body, title=str(body[0]) if body else "")) for i, body in enumerate(bodies)]
    assert contradictions(readings[::-1]) == contradictions(readings)


def test_names_of_one_campaign_come_in_the_same_order_each_time() -> None:
    right, *wrong = "合规管理深化年", "合规管量深化年", "合规官理深化年", "合归管理深化年"
    texts = [f"“{name}”活动已经开始。" for name in (right, *wrong)]
    told = found(通知=paper(*texts, title=f"关于开展“{right}”活动的通知"))
    assert [places[1][2] for _, places in told] == [f"“{name}”" for name in sorted(wrong)]
