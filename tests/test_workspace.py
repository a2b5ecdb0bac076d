"""Building: what is made, under which names and numbers, and what is refused before anything is written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from docgen.building import Made
from docgen.campaign import schema
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput, Unavailable, WrongUsage
from docgen.documents import KINDS
from docgen.outbox import EDITED_FILE_KEPT, file_name
from docgen.register import Register
from docgen.samples import init, samples
from docgen.shipped import resources
from docgen.workspace import Workspace
from tests.conftest import notice

Campaign = Callable[..., Workspace]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TASKS = [
    {"类别": "建制度", "事项": [{"内容": "清理制度", "牵头": "法规科", "配合": "各科室、各分部", "时限": "2026-06-30"},
                             {"内容": "编制清单", "牵头": "办公室"}]},
    {"类别": "抓学习", "事项": [{"内容": "组织培训", "牵头": "人事科", "时限": "9月底"}]},
]  # fmt: skip


def body(made: Made) -> etree._Element:
    with zipfile.ZipFile(made.path) as package:
        found = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def text_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(made: Made) -> list[str]:
    """The text of each paragraph outside tables and boxes."""
    texts = [text_of(p) for p in body(made).findall(f"{W}p")]
    return [text for text in texts if text]


def kept(problems: list[Diagnostic]) -> list[Path]:
    """The files that were kept because somebody had edited them."""
    return [Path(p.place.file) for p in problems if (p.rule, p.severity) == (EDITED_FILE_KEPT, "warning")]


def names(made: list[Made]) -> list[str]:
    return [item.path.name for item in made]


def test_a_file_is_named_as_clerks_name_it(campaign: Campaign) -> None:
    made, problems = campaign(文件=[notice()]).build()
    assert names(made) == ["华澜发〔2026〕15号 关于做好制度执行年活动有关工作的通知.docx"]
    assert problems == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('关于A/B:C*D?"E"<F>|G\\H的通知', "关于A／B：C＊D？＂E＂＜F＞｜G＼H的通知.docx"),
        ("CON", "CON_.docx"),
        ("结尾有点和空格. ", "结尾有点和空格.docx"),
        ("长" * 200, "长" * 70 + "….docx"),
    ],
)
def test_names_are_safe_on_windows(title: str, name: str) -> None:
    assert file_name(title) == name


def test_one_file_holds_notice_plan_and_attachments_in_order(campaign: Campaign) -> None:
    plan = {"标题": "实施方案", "正文": "一、目标\n做好工作。", "附件": ["任务分解表", {"台账": "宣传报道情况表"}]}
    made, _ = campaign(任务=TASKS, 文件=[notice(标题="关于印发《实施方案》的通知", 印发件=plan)]).build()
    assert len(made) == 1
    text = paragraphs(made[0])
    order = [
        text.index(t) for t in ("实施方案", "附件：1．“制度执行年”任务分解表", "2．宣传报道情况表", "附件1", "附件2")
    ]
    assert order == sorted(order)
    sections = [s.get(f"{W}orient") for s in body(made[0]).iter(f"{W}pgSz")]
    assert sections == [None, None, None, "landscape"]
    assert list(body(made[0]).iter(f"{W}pgNumType")) == []


def test_a_task_table_merges_categories_and_repeats_its_header(campaign: Campaign) -> None:
    made, _ = campaign(任务=TASKS, 文件=[notice(附件=["任务分解表"])]).build()
    table = body(made[0]).find(f"{W}tbl")
    assert table is not None
    rows = table.findall(f"{W}tr")
    merges = [[(c.find(f"{W}tcPr/{W}vMerge") is not None) for c in row.findall(f"{W}tc")] for row in rows]
    assert [m[0] for m in merges] == [True] * 5
    values = [row.find(f"{W}tc/{W}tcPr/{W}vMerge") for row in rows]
    assert [v.get(f"{W}val", "continue") for v in values if v is not None] == [
        "restart", "continue", "restart", "continue", "restart"]  # fmt: skip
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    support = [text_of(p) for p in rows[2].findall(f"{W}tc")[3].findall(f"{W}p")]
    assert support == ["各科室", "各分部"]
    assert text_of(rows[2].findall(f"{W}tc")[4]) == "6月30日"


def test_only_gives_each_wanted_part_by_itself(campaign: Campaign, tmp_path: Path) -> None:
    plan = {"标题": "年度实施方案", "正文": "一、目标\n做好工作。", "附件": ["任务分解表", {"台账": "宣传报道情况表"}]}
    workspace = campaign(任务=TASKS, 文件=[notice(标题="关于印发《年度实施方案》的通知", 印发件=plan)])
    for word, expected in [
        ("通知", "华澜发〔2026〕15号 关于印发《年度实施方案》的通知（不含附件）.docx"),
        ("实施方案", "年度实施方案.docx"),
        ("任务分解表", "附件1 “制度执行年”任务分解表.docx"),
        ("宣传报道情况表", "附件2 宣传报道情况表.docx"),
    ]:
        made, _ = workspace.build(tmp_path / word, only=[word])
        assert names(made) == [expected]
    assert paragraphs(workspace.build(tmp_path / "x", only=["任务分解表"])[0][0])[0] == "华澜发〔2026〕15号附件1"
    with pytest.raises(WrongUsage, match="数据里没有“决议”"):
        workspace.build(tmp_path / "y", only=["决议"])


def test_a_plan_by_itself_has_no_red_head_and_no_signature(campaign: Campaign) -> None:
    plan = {"类型": "实施方案", "标题": "制度执行年实施方案", "正文": "一、目标\n做好工作。", "附件": ["行动任务表"]}
    made, problems = campaign(任务=TASKS, 文件=[plan]).build()
    assert problems == []
    assert paragraphs(made[0])[:5] == [
        "制度执行年实施方案", "一、目标", "做好工作。", "附件：“制度执行年”行动任务表", "附件"]  # fmt: skip
    numbered, _ = campaign(任务=TASKS, 文件=[{**plan, "发文字号": "华澜发〔2026〕7号"}]).build()
    assert paragraphs(numbered[0])[0] == "华澜发〔2026〕7号"


def test_attachments_of_attachments_follow_their_parent(campaign: Campaign) -> None:
    inner = {"标题": "实施方案（模板）", "正文": "一、目标（由各单位填写）", "附件": [{"台账": "实施方案台账"}]}
    made, _ = campaign(任务=TASKS, 文件=[notice(附件=["任务分解表", inner, {"标题": "清单", "正文": "内容"}])]).build()
    labels = [text for text in paragraphs(made[0]) if text.startswith("附件")]
    assert labels == [
        "附件：1．“制度执行年”任务分解表", "附件1", "附件2", "附件：实施方案台账", "附件", "附件3"]  # fmt: skip


UNITS = [
    {"编号": "U01", "全称": "第一工程有限公司", "简称": "一公司", "类别": "子企业", "信息": {"联系人": "沈静"}},
    {"编号": "U02", "全称": "第二工程有限公司", "类别": "子企业", "信息": {"联系人": "许安"}},
    {"编号": "B01", "全称": "北方分公司", "类别": "分公司", "信息": {"联系人": "唐宁"}},
]  # fmt: skip


def test_a_letter_for_each_unit_takes_its_fields_and_a_number_of_its_own(campaign: Campaign) -> None:
    letter = notice(类型="函", 发文字号="自动", 主送=None, 正文="请{简称}（{联系人}）报送。", 发给="子企业")
    made, _ = campaign(单位=UNITS, 文件=[letter]).build()
    assert [(m.number, m.path.name[-10:]) for m in made] == [
        ("华澜发〔2026〕1号", "（一公司）.docx"[-10:]),
        ("华澜发〔2026〕2号", "二工程有限公司）.docx"[-10:]),
    ]
    assert paragraphs(made[0])[2:4] == ["第一工程有限公司：", "请一公司（沈静）报送。"]
    assert paragraphs(made[1])[2:4] == ["第二工程有限公司：", "请第二工程有限公司（许安）报送。"]


@pytest.mark.parametrize(
    ("targets", "codes"),
    [("全部", ["U01", "U02", "B01"]), ("分公司", ["B01"]), (["U02", "B01"], ["U02", "B01"])],
)
def test_recipients_by_code_by_category_or_all_in_the_order_of_the_list(
    campaign: Campaign, targets: Any, codes: list[str]
) -> None:
    jobs = campaign(单位=UNITS, 文件=[notice(发文字号="自动", 发给=targets)]).jobs
    assert [job.unit.code for job in jobs if job.unit] == codes


# ---- numbers


def test_an_automatic_number_is_taken_once_and_kept(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice(发文字号="自动"), notice(发文字号="自动", 标题="关于另一件事的通知")])
    first = [m.number for m in workspace.build()[0]]
    assert first == ["华澜发〔2026〕1号", "华澜发〔2026〕2号"]
    assert [m.number for m in workspace.build()[0]] == first
    assert len(workspace.register.entries()) == 2


def test_a_draft_takes_no_number(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice(发文字号="自动")])
    made, _ = workspace.build(draft=True)
    assert names(made) == ["草稿 【待编号】 关于做好制度执行年活动有关工作的通知.docx"]
    assert workspace.register.entries() == []


def test_a_document_inserted_before_others_changes_no_number(campaign: Campaign) -> None:
    old = notice(发文字号="自动")
    campaign(文件=[old]).build()
    made, _ = campaign(文件=[notice(发文字号="自动", 标题="关于新事项的通知"), old]).build()
    assert [m.number for m in made] == ["华澜发〔2026〕2号", "华澜发〔2026〕1号"]


def test_a_corrected_title_keeps_its_number_and_that_is_said(campaign: Campaign) -> None:
    campaign(文件=[notice(发文字号="自动", 标题="关于开展活动的同知")]).build()
    made, problems = campaign(文件=[notice(发文字号="自动", 标题="关于开展活动的通知")]).build()
    assert made[0].number == "华澜发〔2026〕1号"
    assert [(p.rule.number, p.severity) for p in problems] == [("Y55", "info"), ("Y58", "info")]


def test_a_new_document_in_the_place_of_an_old_one_does_not_inherit_its_number(campaign: Campaign) -> None:
    campaign(文件=[notice(发文字号="自动", 标题="关于召开年度工作会议的通知")]).build()
    made, problems = campaign(文件=[notice(发文字号="自动", 标题="关于防汛值班安排的通知")]).build()
    assert made[0].number == "华澜发〔2026〕2号"
    assert "Y57" in [p.rule.number for p in problems]


def test_an_insertion_and_a_correction_at_once_change_no_number(campaign: Campaign) -> None:
    campaign(文件=[notice(发文字号="自动", 标题="关于开展制度执行年活动的同知")]).build()
    both = [
        notice(发文字号="自动", 标题="关于防汛值班的通知"),
        notice(发文字号="自动", 标题="关于开展制度执行年活动的通知"),
    ]
    assert [m.number for m in campaign(文件=both).build()[0]] == ["华澜发〔2026〕2号", "华澜发〔2026〕1号"]


def test_a_code_given_later_and_a_renamed_campaign_keep_the_number(campaign: Campaign) -> None:
    campaign(文件=[notice(发文字号="自动")]).build()
    assert campaign(文件=[notice(发文字号="自动", 代号="主文")]).build()[0][0].number == "华澜发〔2026〕1号"
    renamed = {"名称": "制度落实年", "年度": "2026", "主办": "华澜能源集团有限公司", "机关代字": "华澜发"}
    assert (
        campaign(活动=renamed, 文件=[notice(发文字号="自动", 代号="主文")]).build()[0][0].number == "华澜发〔2026〕1号"
    )


def test_written_numbers_stand_in_the_register_and_are_given_to_no_other(campaign: Campaign, tmp_path: Path) -> None:
    typed, other = notice(发文字号="华澜发〔2026〕1号"), notice(发文字号="自动", 标题="关于乙的通知")
    workspace = campaign(文件=[typed, other])
    assert [m.number for m in workspace.build()[0]] == ["华澜发〔2026〕1号", "华澜发〔2026〕2号"]
    assert len(workspace.build()[0]) == 2
    with pytest.raises(InvalidInput, match="华澜发〔2026〕2号 已经给了《关于乙的通知》"):
        campaign(文件=[typed, other, notice(发文字号="华澜发〔2026〕2号", 标题="关于丙的通知")]).build()


def test_a_written_number_does_not_pass_to_a_different_document(campaign: Campaign) -> None:
    campaign(文件=[notice(发文字号="华澜发〔2026〕9号", 标题="关于召开年度工作会议的通知")]).build()
    with pytest.raises(InvalidInput, match="华澜发〔2026〕9号 已经给了《关于召开年度工作会议的通知》"):
        campaign(文件=[notice(发文字号="华澜发〔2026〕9号", 标题="关于防汛值班安排的通知")]).build()


def test_another_campaign_with_a_document_of_the_same_title_gets_a_number_of_its_own(
    campaign: Campaign, tmp_path: Path
) -> None:
    book, entry = tmp_path / "全单位登记簿.db", notice(发文字号="自动")
    Workspace(campaign(文件=[entry]).path, book).build(tmp_path / "甲")
    other = {"名称": "清廉金融", "年度": "2026", "主办": "华澜能源集团有限公司", "机关代字": "华澜发"}
    made, _ = Workspace(campaign(活动=other, 文件=[entry]).path, book).build(tmp_path / "乙")
    assert made[0].number == "华澜发〔2026〕2号"


def test_rare_characters_of_the_private_area_are_text_and_no_page_break(campaign: Campaign) -> None:
    made, _ = campaign(文件=[notice(署名="华澜\ue00c集团", 正文="请\ue00c同志参加。")]).build()
    assert "请\ue00c同志参加。" in paragraphs(made[0])
    assert "华澜\ue00c集团" in paragraphs(made[0])


def test_a_heading_at_the_end_keeps_its_face(campaign: Campaign) -> None:
    for lines in range(1, 12):
        text = "现通知如下。\n" + "甲" * 28 * lines + "。\n一、总体要求"
        made, _ = campaign(文件=[notice(正文=text)]).build(force=True)
        (heading,) = [p for p in body(made[0]).findall(f"{W}p") if text_of(p) == "一、总体要求"]
        style = heading.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        assert style.get(f"{W}val") == "GwH1"


def test_only_takes_no_number_for_what_is_not_made(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice(发文字号="自动"), notice(类型="函", 发文字号="自动", 标题="关于商请的函")])
    workspace.build(only=["函"])
    assert [e.title for e in workspace.register.entries()] == ["关于商请的函"]


def test_a_template_without_a_tag_for_what_the_document_has_is_pointed_out(campaign: Campaign, tmp_path: Path) -> None:
    import docx

    own = tmp_path / "模板"
    own.mkdir()
    template = docx.Document(str(resources("templates") / "通知.docx"))
    for paragraph in [p for p in template.paragraphs if "标题 }}" in p.text and "段" not in p.text]:
        for run in paragraph.runs:
            run.text = ""
    template.save(str(own / "通知.docx"))
    _, problems = campaign(文件=[notice()]).build(templates=own)
    assert [(p.rule.number, "标题" in p.message) for p in problems] == [("D13", True)]


def test_one_register_serves_several_campaigns(campaign: Campaign, tmp_path: Path) -> None:
    book = tmp_path / "全单位登记簿.db"
    first, second = campaign(文件=[notice(发文字号="自动")]), tmp_path / "另一个"
    init(second, "集团强化年")
    made, _ = Workspace(first.path, book).build(tmp_path / "甲")
    others, _ = Workspace(second, book).build(tmp_path / "乙")
    assert [m.number for m in [*made, *others]] == [f"华澜发〔2026〕{n}号" for n in (1, 2, 3)]


def test_a_refused_build_takes_no_number_and_writes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    workspace = campaign(文件=[notice(发文字号="自动"), notice(标题="关于乙的通知", 成文日期=None)])
    with pytest.raises(InvalidInput):
        workspace.build(tmp_path / "结果")
    assert workspace.register.entries() == []
    assert not (tmp_path / "结果").exists()


# ---- drafts and gaps


def test_a_draft_shows_every_gap_and_a_final_build_refuses(campaign: Campaign, tmp_path: Path) -> None:
    workspace = campaign(文件=[notice(主送=None, 成文日期=None, 发文字号=None)])
    made, _ = workspace.build(tmp_path / "稿", draft=True)
    text = "".join(paragraphs(made[0]))
    assert [gap in text for gap in ("【缺：主送】", "【缺：成文日期】", "【缺：发文字号】")] == [True] * 3
    assert sorted(made[0].missing) == ["主送", "发文字号", "成文日期"]
    bare, _ = campaign(文件=[notice(标题=None, 正文=None)]).build(tmp_path / "空稿", draft=True)
    assert sorted(bare[0].missing) == ["标题", "正文"]
    with pytest.raises(InvalidInput) as refusal:
        workspace.build(tmp_path / "正式")
    assert sorted(p.expected or "" for p in refusal.value.problems) == ["主送", "发文字号", "成文日期"]


# ---- what stands in the way


def test_a_file_that_was_edited_is_not_overwritten(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice()])
    path = workspace.build()[0][0].path
    path.write_bytes(path.read_bytes() + b"edited")
    made, problems = workspace.build()
    assert (made, kept(problems)) == ([], [path])
    assert path.read_bytes().endswith(b"edited")
    workspace.build(force=True)
    assert not path.read_bytes().endswith(b"edited")


def test_a_file_of_another_program_is_not_overwritten(campaign: Campaign, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    mine = out / "华澜发〔2026〕15号 关于做好制度执行年活动有关工作的通知.docx"
    mine.write_bytes(b"mine")
    made, problems = campaign(文件=[notice()]).build(out)
    assert (made, kept(problems)) == ([], [mine])
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize("edited", [[0], [1], [2], [0, 2], [0, 1, 2]])
def test_an_edited_file_is_kept_and_the_others_are_made_anew(campaign: Campaign, edited: list[int]) -> None:
    titles = [f"关于报送第{word}批材料的通知" for word in "一二三"]
    numbers = [f"华澜发〔2026〕{number}号" for number in (15, 16, 17)]
    papers = [notice(标题=title, 发文字号=number) for title, number in zip(titles, numbers, strict=True)]
    first, _ = campaign(文件=papers).build()
    before = {item.path: item.path.read_bytes() for item in first}
    for place in edited:
        first[place].path.write_bytes(b"edited")
    changed = campaign(文件=[{**paper, "正文": "请按新的要求报送。"} for paper in papers])
    made, problems = changed.build()
    by_hand = [first[place].path for place in edited]
    assert kept(problems) == by_hand
    assert [item.path for item in made] == [item.path for item in first if item.path not in by_hand]
    assert [path for path in by_hand if path.read_bytes() != b"edited"] == []
    assert [item.path for item in made if item.path.read_bytes() == before[item.path]] == []
    assert [entry.number for entry in changed.register.entries()] == numbers
    assert [p for p in problems if p.rule.number == "Y58"] == []  # what is kept is nothing that was left over
    assert len(changed.build(force=True)[0]) == 3


@pytest.mark.parametrize("lock", ["~${}", "~${cut}", ".~{}", ".~lock.{}#"])
def test_a_file_open_in_word_or_wps_is_named(campaign: Campaign, lock: str) -> None:
    workspace = campaign(文件=[notice()])
    path = workspace.build()[0][0].path
    (path.parent / lock.format(path.name, cut=path.name[2:])).write_bytes(b"")
    with pytest.raises(Unavailable, match="打开，请先关闭"):
        workspace.build()


def test_an_output_folder_that_cannot_be_written_is_named(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "占位").write_text("x", encoding="utf-8")
    with pytest.raises(Unavailable, match="输出文件夹不能写入"):
        campaign(文件=[notice()]).build(tmp_path / "占位")


def test_nothing_temporary_is_left_behind(campaign: Campaign) -> None:
    made, _ = campaign(文件=[notice()]).build()
    assert sorted(p.name for p in made[0].path.parent.iterdir()) == [".docgen-written", made[0].path.name]


# ---- the same input, the same bytes


def test_two_builds_give_the_same_bytes(campaign: Campaign, tmp_path: Path) -> None:
    workspace = campaign(任务=TASKS, 文件=[notice(附件=["任务分解表", {"台账": "实施方案台账"}])])
    first, second = (workspace.build(tmp_path / name)[0][0].path.read_bytes() for name in ("甲", "乙"))
    assert first == second


def test_the_order_of_units_decides_the_order_of_letters_and_nothing_else(campaign: Campaign, tmp_path: Path) -> None:
    entry = notice(发给="全部", 主送=None)
    here = {p.path.name: p.path.read_bytes() for p in campaign(单位=UNITS, 文件=[entry]).build(tmp_path / "甲")[0]}
    there = {
        p.path.name: p.path.read_bytes() for p in campaign(单位=UNITS[::-1], 文件=[entry]).build(tmp_path / "乙")[0]
    }
    assert here == there


# ---- samples, kinds


@pytest.mark.parametrize("sample", samples())
def test_every_sample_validates_and_builds_as_it_stands(sample: str, tmp_path: Path) -> None:
    init(tmp_path / "活动", sample)
    workspace = Workspace(tmp_path / "活动")
    assert workspace.validate() == []
    made, problems = workspace.build()
    assert made
    assert {p.rule.number for p in problems} <= {"Y69"}  # the first number of a year
    assert (tmp_path / "活动" / "docgen.schema.json").read_text(encoding="utf-8") == schema.text()


def test_init_writes_over_nothing(tmp_path: Path) -> None:
    init(tmp_path / "活动")
    with pytest.raises(DocgenError, match="没有覆盖"):
        init(tmp_path / "活动")


def test_every_kind_is_built_by_a_sample(tmp_path: Path) -> None:
    built: set[str] = set()
    for sample in samples():
        init(tmp_path / sample, sample)
        workspace = Workspace(tmp_path / sample)
        built |= {made.kind for made in workspace.build()[0]}
    later = {name for name, kind in KINDS.items() if kind.from_facts}
    assert set(KINDS) - {"退回修改通知", "催报函"} - later == built  # those are made when ledgers come back


def test_the_register_of_a_campaign_stands_beside_its_data_file(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice(发文字号="自动")])
    workspace.build()
    assert [e.number for e in Register(workspace.path.parent / "发文登记簿.db").entries()] == ["华澜发〔2026〕1号"]
