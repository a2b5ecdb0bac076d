"""The rules S01–S17: whether the files of a set agree with each other and with themselves."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

ENCLOSED_TITLE_MISMATCH = Rule(
    "S01", "印发件和附件的标题", Stage.AGREEMENT, "warning",
    "数据文件里，印发件的标题和文件标题里《》中的名称一样，附件的标题和附件文件里面的标题一样",
    "标题是“关于印发《制度管理办法》的通知”，印发件的标题是“制度清理办法”",
    "标题是“关于印发《制度管理办法》的通知”，印发件的标题是“制度管理办法”",
    None, "practice",
)  # fmt: skip
UNIT_COUNT_MISMATCH = Rule(
    "S02", "单位个数", Stage.AGREEMENT, "warning",
    "全部单位的个数在正文里、各文件里都一样，和单位名单列出的个数也一样",
    "方案写“集团所属32家企业”，通知写“集团所属31家企业”",
    "方案、通知都写“集团所属32家企业”",
    None, "practice",
)  # fmt: skip
TASK_COUNT_MISMATCH = Rule(
    "S03", "任务个数", Stage.AGREEMENT, "warning",
    "任务、措施的个数在正文里、各文件里都一样，和任务表列出的个数也一样",
    "方案写“明确了四项重点任务”，任务分解表列了3项",
    "方案写“明确了三项重点任务”，任务分解表列了3项",
    None, "practice",
)  # fmt: skip
ANNOUNCED_COUNT_MISMATCH = Rule(
    "S04", "阶段、原则、人员等个数", Stage.AGREEMENT, "warning",
    "前面说几个阶段、几项原则、几个方面、几名人员，后面就列出几个",
    "坚持四项原则：问题导向、系统推进、注重长效。",
    "坚持三项原则：问题导向、系统推进、注重长效。",
    None, "practice",
)  # fmt: skip
CONFLICTING_REPORT_DEADLINE = Rule(
    "S05", "报送时间", Stage.AGREEMENT, "warning",
    "同一样材料的报送时间各处一样，要报送的时间不早于成文日期",
    "方案写“每月20日前报送工作进展情况”，通知写“每月25日前报送工作进展情况”",
    "方案、通知都写“每月20日前报送工作进展情况”",
    None, "practice",
)  # fmt: skip
CONFLICTING_STAGE_PERIOD = Rule(
    "S06", "阶段起止时间", Stage.AGREEMENT, "warning",
    "同一阶段、同一活动的起止时间各处一样，各阶段前后不重叠、不颠倒，不超出整个活动的时间",
    "方案写“组织实施阶段（4月至11月）”，通知写“组织实施阶段（4月至12月）”",
    "方案、通知都写“组织实施阶段（4月至11月）”",
    None, "practice",
)  # fmt: skip
CONFLICTING_DOCUMENT_NUMBER = Rule(
    "S07", "发文字号、标题和成文日期", Stage.AGREEMENT, "error",
    "一个发文字号只给一份文件，标题、成文日期都一样，别处引用这个字号时写的也是它的标题",
    "《关于开展检查的通知》和《关于开展自查的通知》都是“华澜发〔2026〕15号”",
    "《关于开展检查的通知》是“华澜发〔2026〕15号”，《关于开展自查的通知》是“华澜发〔2026〕16号”",
    None, "practice",
)  # fmt: skip
CONFLICTING_TASK_ASSIGNMENT = Rule(
    "S08", "同一任务的时限和牵头部门", Stage.AGREEMENT, "warning",
    "同一项任务的时限和牵头部门，在各张表里、正文里都一样",
    "“修订合同管理办法”在任务分解表里是6月底前完成，在台账里是7月底前完成",
    "“修订合同管理办法”在任务分解表和台账里都是6月底前完成",
    None, "practice",
)  # fmt: skip
CONFLICTING_DEPARTMENT_NAME = Rule(
    "S09", "部门名称", Stage.AGREEMENT, "warning",
    "同一个部门各处叫同一个名称，字不颠倒、不打错、不多出来",
    "前面写“由法律合规部汇总”，后面写“材料请报合规法律部”",
    "前面写“由法律合规部汇总”，后面写“材料请报法律合规部”",
    None, "practice",
)  # fmt: skip
CONFLICTING_PERSON_NAME = Rule(
    "S10", "人员姓名", Stage.AGREEMENT, "warning",
    "担任同一职务的人各处写同一个姓名；姓一样，只差一个字或者字颠倒的，多半是打错了",
    "方案写“组长：张晓明”，通知写“组长：张小明”",
    "方案、通知都写“组长：张晓明”",
    None, "practice",
)  # fmt: skip
INEXACT_CITED_TITLE = Rule(
    "S11", "引用的文件名称", Stage.AGREEMENT, "warning",
    "用《》引用的文件、印发件和附件，名称和它自己的标题一字不差，各处引用同一份文件也一样",
    "标题是《华澜集团“制度执行年”活动实施方案》，通知里写成《华澜集团“制度执行年”行动实施方案》",
    "标题是《华澜集团“制度执行年”活动实施方案》，通知里也写《华澜集团“制度执行年”活动实施方案》",
    None, "practice",
)  # fmt: skip
CONFLICTING_CAMPAIGN_NAME = Rule(
    "S12", "活动名称", Stage.AGREEMENT, "warning",
    "同一个活动（“……年”）在标题里、正文里、各文件里叫同一个名称",
    "标题写“制度执行年”活动，正文写“制度落实年”活动",
    "标题、正文都写“制度执行年”活动",
    None, "practice",
)  # fmt: skip
WRONG_TABLE_TOTAL = Rule(
    "S13", "表格合计", Stage.AGREEMENT, "error",
    "表格里的合计是各行之和，小计是本组各行之和",
    "“发现问题数”一列是100和20，合计写121",
    "“发现问题数”一列是100和20，合计写120",
    None, "practice",
)  # fmt: skip
TEXT_TOTAL_MISMATCH = Rule(
    "S14", "正文与表格合计", Stage.AGREEMENT, "warning",
    "正文里的总数和同一份文件里表格的合计一样",
    "正文写“共发现问题125个”，表格“发现问题数”的合计是120",
    "正文写“共发现问题120个”，表格“发现问题数”的合计是120",
    None, "practice",
)  # fmt: skip
RATE_MISMATCH = Rule(
    "S15", "比率", Stage.AGREEMENT, "warning",
    "整改率、完成率等比率和同一句里的两个数算出来的一样",
    "发现问题120个，已整改102个，整改率90%。",
    "发现问题120个，已整改102个，整改率85%。",
    None, "practice",
)  # fmt: skip
WRONG_BREAKDOWN_SUM = Rule(
    "S16", "分项之和", Stage.AGREEMENT, "warning",
    "列全了的分项加起来等于总数，没列全的不超过总数，列全了的占比加起来是100%",
    "全年发现问题35个，其中采购12个、合同10个、财务14个。",
    "全年发现问题35个，其中采购12个、合同10个、财务13个。",
    None, "practice",
)  # fmt: skip
CONFLICTING_TELEPHONE = Rule(
    "S17", "联系电话", Stage.AGREEMENT, "warning",
    "同一个联系人的手机、座机各处是同一个号码",
    "通知写“联系人：李明，电话：0000-6688124”，联络表里李明的电话是0000-6688142",
    "通知和联络表里李明的电话都是0000-6688124",
    None, "practice",
)  # fmt: skip
