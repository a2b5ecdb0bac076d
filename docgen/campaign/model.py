"""The data file as a typed value: Chinese keys with English names, and a description of each for editors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from docgen.campaign.fields import TEXT_OR_LIST, Date, Due, Flag, Notes, Number, Text, Texts
from docgen.campaign.figure import Figure, Highlight, figure
from docgen.campaign.keys import Model, key
from docgen.campaign.ledger import Ledger, Rule
from docgen.campaign.risks import Risks
from docgen.campaign.rubric import Rubric


class Activity(Model):
    """活动: the campaign itself."""

    name: Text = key("名称", "活动名称，如 合规体系建设强化年", min_length=1)
    year: Number = key("年度", "活动所在年份，如 2026")
    host: Text = key("主办", "主办单位全称，也是默认的发文机关", min_length=1)
    code: Text = key("机关代字", "发文机关代字，如 华澜发；发文字号写“自动”时要用", "")
    deadline: Text = key("报送截止", "每月报送的截止日，如 每月20日", "")
    return_within: Text = key("退回期限", "退回修改通知和催报函里写的期限", "收到之日起3个工作日内")
    last_year: Text = key("上年汇总", "上一年活动汇总结果的文件夹，用来算同比", "")
    register_file: Text = key("发文登记簿", "发文登记簿文件的位置；不写就放在数据文件旁边", "")


ALL_UNITS = ("全部", "各单位", "所有单位")
"""Words for every unit of the list."""


class Unit(Model):
    """单位: a unit that is addressed or that reports."""

    code: Text = key("编号", "单位编号，如 U01，不能重复", min_length=1)
    name: Text = key("全称", "单位全称", min_length=1)
    short: Text = key("简称", "单位规范化简称", "")
    aliases: Texts = key("别名", "表格里可能出现的其他叫法", ())
    category: Text = key("类别", "单位类别，如 子企业", "")
    since: Text = key("起报", "年中加入的单位从哪一期起报送，如 2026-07；不写就是一开始", "")
    info: dict[Text, Text] = key("信息", "其他可以填进文件的内容，如 联系人: 张三", {})

    @property
    def label(self) -> str:
        """What tables call it: its short name, else the full one."""
        return self.short or self.name


class Task(Model):
    """事项: one task of a category."""

    content: Text = key("内容", "任务内容", min_length=1)
    lead: Texts = key("牵头", "牵头部门，多个用顿号分开", ())
    support: Texts = key("配合", "配合部门，多个用顿号分开", ())
    due: Due | None = key("时限", "完成时限：日期（2026-06-30）或文字（6月底）", None)
    status: Text = key("现状", "填在台账“现状”一栏的提示", "")


def _task(value: Any) -> Any:
    return {"内容": value} if isinstance(value, str) else value


class TaskCategory(Model):
    """任务: a category with its tasks."""

    category: Text = key("类别", "任务类别", min_length=1)
    tasks: tuple[Annotated[Task, BeforeValidator(_task)], ...] = key("事项", "这一类别下的任务", min_length=1)


ListedWord = Literal["附件", "附表", "附图", "附录"]
LISTED_WORD = "附件说明和标注用哪个词，一般是 附件，也可以写 附表"


def _attachment(value: Any) -> Any:
    return {"名称": value} if isinstance(value, str) else value


class TableEntry(Model):
    """表格: a table written out cell by cell."""

    header_rows: Number = key("表头行", "前几行是表头，每页重复", 1)
    widths: tuple[Number, ...] = key("列宽", "各列的相对宽度；不写就一样宽", ())
    centred: tuple[Number, ...] = key("居中列", "第几列居中，如 [1, 3]", ())
    rows: tuple[tuple[Text, ...], ...] = key(
        "行", "一行一个列表，一格一项；和上格合并写 ↑，和左格合并写 ←", min_length=1
    )
    notes: Notes = key("表注", "印在表下面的文字，原样印，一行一条，如 注：…", ())
    heads: Notes = key("表前", "印在表上面的文字，一行一条，如 填报单位：　　填报日期：、单位：万元", ())
    heads_right: tuple[Number, ...] = key("表前靠右", "“表前”的第几行靠右，如 [2]", ())
    heads_middle: tuple[Number, ...] = key("表前居中", "“表前”的第几行居中", ())


class Attachment(Model):
    """附件: a table made from the campaign, a ledger form, a text, or an existing .docx."""

    name: Text = key("名称", "任务分解表、行动任务表，或一个台账的名称", "")
    ledger: Text = key("台账", "台账的名称", "")
    file: Text = key("文件", "已有的 .docx 文件，原样附上", "")
    title: Text = key("标题", "附件标题；不写就用默认标题", "")
    subtitle: Notes = key("题注", "标题下面的文字，如 （模板），一行一条", ())
    body: Text = key("正文", "附件正文", "")
    tables: tuple[TableEntry, ...] = key("表格", "正文里的表格；{表格1} 写在哪一行就印在哪里，不写就印在最后", ())
    paper: Literal["", "横向", "纵向", "A3"] = key(
        "纸张", "正文和表格用 横向、纵向 还是 A3（横向）的纸；台账可写 A3", ""
    )
    label: Text = key("标注", "标题上方的标注；不写就是附件1、附件2……，不要标注写 无", "")
    listed_as: Text = key("列名", "附件说明里的名称；不写就用标题，不列写 无", "")
    apart: Flag = key("另附", "只列在附件说明里，不装订在一起", False)
    headings: dict[Text, Text] = key("表头", "改换任务表的表头，如 类别: 工作要点", {})
    numbered: Flag = key("编号", "任务分解表里是否自动加“一、”“1.”", False)
    attachments: tuple[Annotated[Attachment, BeforeValidator(_attachment)], ...] = key("附件", "附件自己的附件", ())
    listed_word: ListedWord = key("附件说明", LISTED_WORD, "附件")


Attachments = tuple[Annotated[Attachment, BeforeValidator(_attachment)], ...]


class Enclosure(Model):
    """印发件: the text that a 印发 notice carries."""

    title: Text = key("标题", "印发件的标题", min_length=1)
    subtitle: Notes = key("题注", "标题下面的文字，一行一条", ())
    body: Text = key("正文", "印发件正文；按 一、（一）1.（1）① 写标题", min_length=1)
    tables: tuple[TableEntry, ...] = key("表格", "正文里的表格；{表格1} 写在哪一行就印在哪里", ())
    attachments: Attachments = key("附件", "印发件的附件", ())
    listed_word: ListedWord = key("附件说明", LISTED_WORD, "附件")


class ImprintEntry(Model):
    """版记."""

    cc: Text = key("抄送", "抄送机关", "")
    recipients: Text = key("主送", "主送机关太多、移到版记时写在这里", "")
    printed_by: Text = key("印发机关", "印发机关，一般是办公室", "")
    printed_date: Date | None = key("印发日期", "印发日期；写了印发机关、不写日期，就用成文日期", None)
    reported: Text = key("抄报", "原文这一行写“抄报”的，写在这里", "")
    up: Text = key("报", "纪要里“报：”后面的机关", "")
    sent: Text = key("送", "纪要里“送：”后面的机关", "")
    distributed: Text = key("分送", "纪要里“分送：”后面的机关", "")
    issued: Text = key("发", "纪要里“发：”后面的机关", "")


class MeetingEntry(Model):
    """会议: who was there."""

    present: Text = key("出席", "出席人员", "")
    absent: Text = key("请假", "请假人员", "")
    attending: Text = key("列席", "列席人员", "")
    chair: Text = key("主持", "原文写“主持”的，写在这里", "")
    chairperson: Text = key("主持人", "原文写“主持人”的，写在这里", "")
    present_people: Text = key("出席人员", "原文写“出席人员”的，写在这里", "")
    joining: Text = key("参加", "原文写“参加”的，写在这里", "")
    joining_people: Text = key("参加人员", "原文写“参加人员”的，写在这里", "")
    missing: Text = key("缺席", "原文写“缺席”的，写在这里", "")
    attending_people: Text = key("列席人员", "原文写“列席人员”的，写在这里", "")
    minutes: Text = key("记录", "原文写“记录”的，写在这里", "")
    recorder: Text = key("记录人", "原文写“记录人”的，写在这里", "")


def _targets(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class DocumentEntry(Model):
    """文件: one official document to be made."""

    kind: Text = key(
        "类型",
        "文种：通知、实施方案、函、报告、请示、纪要；其他文种写 公文，不带红头的写 材料；用台账的数写的：总结报告、通报、制度汇编目录、问题整改清单、风险点库及防范报告、岗位风险提示卡、廉政风险点和自我防范承诺表；一人一页的：合规承诺书",
        min_length=1,
    )
    id: Text = key("代号", "文件代号；改标题后仍沿用同一个发文字号", "")
    doc_number: Text = key("发文字号", "如 华澜发〔2026〕15号；写“自动”由登记簿给号", "")
    code: Text = key("机关代字", "取号用的机关代字；不写就用活动的", "")
    issuers: Texts = key("发文机关", "发文机关；联合行文写几个，主办的在前", ())
    mark: Text = key("标志", "发文机关标志；不写就是发文机关加“文件”", "")
    issue_number: Text = key("期号", "纪要的期号，如 第3期", "")
    title: Text = key("标题", "标题；要自己定回行就分行写", "")
    period: Text = key("期间", "通报、总结写到哪一期，如 2026-06、2026-Q2；不写就是活动开始以来", "")
    recipients: Text = key("主送", "主送机关，不写冒号", "")
    body: Text = key(
        "正文",
        "正文；按 一、（一）1.（1）① 写标题。总结报告、通报里可以写{指标名}，不写正文就用自带的文字",
        "",
    )
    subtitle: Notes = key("题注", "标题下面的文字，如 （征求意见稿），一行一条", ())
    label: Text = key("标注", "材料标题上方的标注，如 附件3", "")
    tables: tuple[TableEntry, ...] = key("表格", "正文里的表格；{表格1} 写在哪一行就印在哪里，不写就印在最后", ())
    highlights: tuple[Highlight, ...] = key("亮点", "总结、通报里引用哪些单位台账上的亮点做法", ())
    enclosure: Enclosure | None = key("印发件", "随文印发的方案、办法等", None)
    attachments: Attachments = key("附件", "附件，按顺序", ())
    listed_word: ListedWord = key("附件说明", LISTED_WORD, "附件")
    signature: Texts = key("署名", "发文机关署名；不写就用发文机关，不要署名写 无", ())
    signing: Literal["盖章", "不盖章"] = key("落款", "盖章 或 不盖章", "盖章")
    date: Date | None = key("成文日期", "成文日期，如 2026-05-08", None)
    note: Text = key("附注", "附注，不写括号，如 此件公开发布", "")
    copy_no: Text = key("份号", "份号，6位数字", "")
    secrecy: Literal["", "绝密", "机密", "秘密"] = key("密级", "绝密、机密 或 秘密", "")
    secrecy_term: Text = key("保密期限", "保密期限，如 1年", "")
    urgency: Literal["", "特急", "加急"] = key("紧急程度", "特急 或 加急", "")
    signers: Texts = key("签发人", "上行文的签发人", ())
    meeting: MeetingEntry | None = key("会议", "纪要的出席、请假、列席人员", None)
    imprint: ImprintEntry | None = key("版记", "版记", None)
    targets: Annotated[tuple[Text, ...], BeforeValidator(_targets), TEXT_OR_LIST] = key(
        "发给", "每个单位各做一份：全部、某个单位类别，或单位编号；每人各做一份：人员", ()
    )


def _ledger(value: Any) -> Any:
    """A built-in ledger is used by its name alone."""
    return {} if value is None else value


class Waiver(Model):
    """豁免: one rule is not applied to one unit, because somebody decided so."""

    rule: Text = key("规则", "免于执行的规则编号，如 L501", min_length=1)
    unit: Text = key("单位", "单位编号或名称", min_length=1)
    period: Text = key("期间", "期间，如 2026-05；不写就是各期", "")
    ledger: Text = key("台账", "台账名称；不写就是各张台账", "")
    reason: Text = key("原因", "为什么免", min_length=1)
    approver: Text = key("批准人", "谁批准的", min_length=1)


class WorkCalendar(Model):
    """工作日历: days of the office's own, over the official calendar."""

    holidays: tuple[Date, ...] = key("放假", "另外放假的日子", ())
    workdays: tuple[Date, ...] = key("上班", "另外上班的日子", ())


class Person(Model):
    """人员: somebody who signs a promise."""

    name: Text = key("姓名", "姓名；文字里写{姓名}{单位}{部门}{岗位}，每人一份时换成各人的", min_length=1)
    unit: Text = key("单位", "所在单位，写编号或名称", "")
    department: Text = key("部门", "所在部门", "")
    post: Text = key("岗位", "岗位，和风险点台账里的“岗位”一致", "")


class Campaign(Model):
    """The whole data file."""

    activity: Activity = key("活动", "活动的基本情况")
    departments: Texts = key("部门", "部门名单；写了就核对任务里的部门", ())
    units: tuple[Unit, ...] = key("单位", "单位名单", ())
    tasks: tuple[TaskCategory, ...] = key("任务", "任务，按类别", ())
    ledgers: dict[Text, Annotated[Ledger, BeforeValidator(_ledger)]] = key("台账", "台账定义", {})
    rules: tuple[Rule, ...] = key("校验", "收台账时的校验规则；写在这里的要写“台账”", ())
    waivers: tuple[Waiver, ...] = key("豁免", "某个单位免于执行某条规则", ())
    calendar: WorkCalendar = key("工作日历", "官方日历之外的放假和上班日子", WorkCalendar())
    figures: dict[Text, Annotated[Figure, BeforeValidator(figure)]] = key(
        "指标", "总结、通报里用的数；台账的数字列不用写就能用", {}
    )
    risks: Risks | None = key("风险", "风险点库：怎样定等级，哪些风险点是同一个", None)
    rubric: Rubric | None = key("积分", "清廉积分：考评项、权重、颜色，结果怎么用", None)
    people: tuple[Person, ...] = key("人员", "人员名单：合规承诺书、廉政风险点和自我防范承诺表每人一份", ())
    people_file: Text = key(
        "人员名单", "人员名单写在 xlsx 或 csv 里的，写文件的位置；第一行是 姓名、单位、部门、岗位", ""
    )
    documents: tuple[DocumentEntry, ...] = key("文件", "要生成的文件", ())

    @property
    def labels(self) -> dict[str, str]:
        """What units are called, by code."""
        return {unit.code: unit.label for unit in self.units}
