"""The rules from Y30 on: what a data file says, its numbers, and the files that are made from it."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

DUPLICATE_UNIT_NAME = Rule(
    "Y30", "单位重号重名", Stage.FORMS, "error", "各单位的编号、全称、简称、别名互不重复",
    "U01 和 U02 的别名都写“城建”", "U01 的别名写“一建”，U02 的别名写“二建”",
)  # fmt: skip

TASK_WITHOUT_LEAD = Rule(
    "Y31", "任务缺牵头部门", Stage.FINAL, "error", "附件里有任务分解表的，每项任务都写明“牵头”部门",
    "附任务分解表，有一项任务没有写“牵头”", "这项任务写上“牵头: 法规部”",
)  # fmt: skip

UNLISTED_DEPARTMENT = Rule(
    "Y32", "部门不在名单里", Stage.CONTENT, "warning",
    "数据里有“部门”名单的，任务的牵头、配合部门都在名单里；“各部门”这类统称不用列",
    "名单里是“法规部”，任务写“牵头: 法务部”", "任务写“牵头: 法规部”",
)  # fmt: skip

UNDEFINED_LEDGER = Rule(
    "Y33", "台账没有列", Stage.FORMS, "error", "“基于”的是一个内置台账，不基于内置台账的自己写“列”",
    "基于: 实施方案台帐", "基于: 实施方案台账",
)  # fmt: skip

LEDGER_PARTS_MISMATCH = Rule(
    "Y34", "台账的列和行对不上", Stage.FORMS, "error",
    "台账的列名不重复，同一组的列挨在一起，行、选项、主体列、预填里用到的列和任务都有",
    "列名是“完成情况”，行里写“进展情况: 已完成”", "列名是“完成情况”，行里写“完成情况: 已完成”",
)  # fmt: skip

INVALID_COLUMN = Rule(
    "Y35", "列的类型和公式", Stage.FORMS, "error",
    "列的类型、选项、最小值、最大值、公式互相配得上，加的列和已有的列不重名",
    "“是否完成”写了“类型: 选项”，没有写“选项”", "类型: 选项，选项: [是, 否]",
)  # fmt: skip

INVALID_CHECK_RULE = Rule(
    "Y36", "自定的校验规则", Stage.FORMS, "error",
    "校验规则的编号不重复，用到的台账和列都有，式子看得懂，容差是一个数或“自动”",
    "表达式: 已整改数 <= 问题数，台账里没有“问题数”这一列", "表达式: 已整改数 <= 发现问题数",
)  # fmt: skip

INVALID_PERIOD_OR_DEADLINE = Rule(
    "Y37", "报送期间和截止", Stage.FORMS, "error", "台账的“期间”和周期相配、前后不颠倒，截止说得出是哪一天",
    "报送截止: 每月下旬", "报送截止: 每月25日",
)  # fmt: skip

UNKNOWN_REPORTER = Rule(
    "Y38", "填报单位不在名单里", Stage.FORMS, "error",
    "台账的填报单位在单位名单里；“行”写“部门”的，数据里有“部门”名单",
    "填报单位: 三公司，名单里只有一公司、二公司", "填报单位: 一公司、二公司",
)  # fmt: skip

INVALID_WAIVER = Rule(
    "Y39", "豁免写得不对", Stage.FORMS, "error", "豁免的规则、单位、台账都有，期间写得像 2026-05",
    "期间: 五月份", "期间: 2026-05",
)  # fmt: skip

UNKNOWN_DOCUMENT_KIND = Rule(
    "Y40", "没有这个文件类型", Stage.CONTENT, "error", "“类型”是能生成的一种；决定、意见、通告等别的文种写“公文”",
    "类型: 意见", "类型: 公文",
)  # fmt: skip

MISSING_ELEMENT = Rule(
    "Y41", "缺少必备的内容", Stage.FINAL, "error", "这一类型的正式文件必须有的内容都写了，一般都有而没有写的请核对",
    "类型是通知，没有写“成文日期”", "成文日期: 2026-05-08",
)  # fmt: skip

UNUSABLE_ISSUER_CODE = Rule(
    "Y42", "自动取号的机关代字", Stage.NUMBERS, "error",
    "发文字号写“自动”的，机关代字写了而且只写代字；每个单位各做一份的，看清用的是同一个号",
    "机关代字: 华澜发〔2026〕", "机关代字: 华澜发",
)  # fmt: skip

INVALID_SECRECY_MARKS = Rule(
    "Y43", "份号和密级", Stage.CONTENT, "error", "份号是6位数字；写了保密期限的写密级，写了密级的标份号",
    "份号: 12", "份号: 000012",
)  # fmt: skip

UNPRINTED_SIGNER = Rule(
    "Y44", "签发人印不出来", Stage.CONTENT, "warning", "签发人只印在上行文里，别的类型不写",
    "类型是通知，写了“签发人: 李明”", "类型是请示，写了“签发人: 李明”",
)  # fmt: skip

UNKNOWN_TARGET = Rule(
    "Y45", "发给谁看不懂", Stage.CONTENT, "error",
    "“发给”写单位编号、单位类别、“全部”或“人员”，要发给单位的，数据里有“单位”",
    "发给: 一公司", "发给: U01",
)  # fmt: skip

UNFILLED_UNIT_FIELD = Rule(
    "Y46", "花括号里的单位信息", Stage.CONTENT, "error", "文字里用了{…}的写“发给”，而且每个收文单位都有这一项",
    "文字里用了“{联系人}”，二公司没有写联系人", "二公司的“信息”里写上“联系人: 王芳”",
)  # fmt: skip

SUPERFLUOUS_TEXT = Rule(
    "Y47", "多写的字会印出来", Stage.CONTENT, "warning",
    "自动印的标题、主送、署名、日期不再写进正文，没有的不写“无”，标题外面、名称末尾不加标点，名称之间用顿号",
    "标题: 《关于开展制度清理的通知》", "标题: 关于开展制度清理的通知",
)  # fmt: skip

UNPRINTED_KEY = Rule(
    "Y48", "写了也印不出来", Stage.CONTENT, "warning", "文件里写的各项，这一类型都印得出来",
    "类型是实施方案，写了“紧急程度: 特急”", "类型是通知，写了“紧急程度: 特急”",
)  # fmt: skip

STRAY_MARKUP = Rule(
    "Y49", "符号字体和排版记号", Stage.CONTENT, "warning",
    "文字里没有只在 Word 符号字体里才有的字符，没有加粗、标题、列表、链接等记号",
    "**制度清理**是今年的重点", "制度清理是今年的重点",
)  # fmt: skip

INVALID_ATTACHMENT = Rule(
    "Y50", "附件做不出来", Stage.CONTENT, "error", "附件写的表或台账是有的，附件有内容、有标题",
    "名称: 任务分解", "名称: 任务分解表",
)  # fmt: skip

ATTACHMENT_WITHOUT_TASKS = Rule(
    "Y51", "附件要用的任务没有", Stage.CONTENT, "error", "附任务分解表、行动任务表的，数据里有“任务”",
    "附行动任务表，数据里没有“任务”", "数据里写上“任务”，再附行动任务表",
)  # fmt: skip

DUPLICATE_ATTACHMENT_TITLE = Rule(
    "Y52", "附件同名", Stage.CONTENT, "error", "放在一起的几个附件标题不重复",
    "附件1、附件2的标题都是“任务分解表”", "附件1是“机关任务分解表”，附件2是“子企业任务分解表”",
)  # fmt: skip

DUPLICATE_DOCUMENT = Rule(
    "Y53", "两份文件分不开", Stage.CONTENT, "error",
    "各份文件的类型和标题不都相同，报告的类型和期间不都相同，“代号”不重复",
    "两份通知的标题都是“关于开展制度清理的通知”", "给其中一份写上“代号: 第二次”",
)  # fmt: skip

NOTHING_TO_MAKE = Rule(
    "Y54", "没有要生成的文件", Stage.CONTENT, "error", "数据里有要生成的“文件”，或者有要下发的“台账”",
    "数据里只有“活动”和“单位”", "补上“文件:”，下面写要生成的文件",
)  # fmt: skip

NUMBER_CARRIED_OVER = Rule(
    "Y55", "发文字号沿用或改换", Stage.NUMBERS, "info", "标题、活动名称或发文字号改过的文件，说明它现在用哪个号",
    "改了通知的标题，仍用原来的号", "是另一份新文件的，给它写一个“代号”",
)  # fmt: skip

NUMBER_ALREADY_TAKEN = Rule(
    "Y56", "发文字号已给别的文件", Stage.NUMBERS, "error",
    "一个发文字号只给一份文件，作废的号、别的文件的原号不再用；登记簿打得开，才能核对",
    "两份文件的发文字号都写“华澜发〔2026〕3号”", "其中一份写“发文字号: 自动”，由登记簿给号",
)  # fmt: skip

NUMBER_WITHOUT_DOCUMENT = Rule(
    "Y57", "有号没有文件", Stage.NUMBERS, "info", "登记簿里给了这次活动的号，数据里都还有那份文件",
    "华澜发〔2026〕3号给过一份通知，后来从数据里删去了", "通知不发了，把这个号作废",
)  # fmt: skip

LEFTOVER_FILE = Rule(
    "Y58", "留下来的旧文件", Stage.RESULTS, "info", "结果文件夹里没有以前生成、这次没有更新的文件",
    "改标题以后重新生成，旧标题的文件还在", "删去旧标题的文件",
)  # fmt: skip

UNPRINTED_ATTACHMENT_KEY = Rule(
    "Y59", "附件里印不出来的项", Stage.CONTENT, "error",
    "附件里写的各项都印得出来，“名称”和“台账”只写一个，改换的表头是那张表里有的",
    "附件写了“文件: 管理办法.docx”，又写了“正文”", "附件只写“文件: 管理办法.docx”",
)  # fmt: skip

INVALID_FIGURE = Rule(
    "Y60", "指标的定义", Stage.FIGURES, "error", "指标的名称能写进文字，用到的台账、列、条件、公式都算得出来",
    "整改率: 已整改笔数 / 问题笔数，台账里没有“问题笔数”", "整改率: 已整改笔数 / 发现问题笔数",
)  # fmt: skip

WRONG_REFERENCE = Rule(
    "Y61", "引用的指标不对", Stage.FIGURES, "error", "报告的文字里{…}写的指标都有，竖线后面的写法看得懂，括号成对",
    "整改率为{整改律}", "整改率为{整改率}",
)  # fmt: skip

MISSING_FIGURE = Rule(
    "Y62", "数算不出来", Stage.FIGURES, "error", "报告里要印的数和做法，在汇总结果里都有，都算得出来",
    "通报写2026年7月，还没有单位报送7月的台账", "收到7月的台账、重新汇总以后，再生成通报",
)  # fmt: skip

INVALID_REPORT_KEY = Rule(
    "Y63", "报告的期间和发给", Stage.FIGURES, "error",
    "期间写得像 2026-06；期间和亮点只写在用台账的数生成的报告里；只有能按单位做的报告才发给单位",
    "期间: 上半年", "期间: 2026-Q2",
)  # fmt: skip

UNKNOWN_HIGHLIGHT_SOURCE = Rule(
    "Y64", "亮点的出处没有", Stage.FIGURES, "error", "亮点引用的单位、台账、列都有",
    "亮点的单位写“三公司”，单位名单里没有", "亮点的单位写“一公司”",
)  # fmt: skip

INVALID_JOINING_PERIOD = Rule(
    "Y65", "单位的起报期间", Stage.FORMS, "error", "“起报”写的是一个期间",
    "起报: 七月份", "起报: 2026-07",
)  # fmt: skip

MISSING_LAST_YEAR_RESULTS = Rule(
    "Y67", "没有上年汇总结果", Stage.CONTENT, "warning", "“上年汇总”写的文件夹里有上一年的汇总结果",
    "“上年汇总”写的文件夹里没有汇总结果", "“上年汇总”写上一年汇总时的结果文件夹",
)  # fmt: skip

MALFORMED_TABLE = Rule(
    "Y68", "表格的格数", Stage.CONTENT, "error", "表格各行的格数一样，列宽的个数、表前的行数对得上，合并的格成长方形",
    "第1行有3格，第2行有2格", "每行都是3格",
)  # fmt: skip

FIRST_NUMBER_OF_YEAR = Rule(
    "Y69", "一年的第一个号", Stage.NUMBERS, "info", "登记簿给出一个代字今年的第一个号时，看一看今年以前发过文没有",
    "今年已经发到14号，登记簿给了“华澜发〔2026〕1号”", "先登记“华澜发〔2026〕14号”，再由登记簿给号",
)  # fmt: skip

INVALID_WEIGHTS = Rule(
    "Y70", "评分的权重", Stage.CONTENT, "error",
    "权重只写自评、考评、测评，都不小于0，合计100；自评、考评有权重的，有基础项由它评",
    "权重: {自评: 20, 考评: 70}", "权重: {自评: 20, 考评: 80}",
)  # fmt: skip

DUPLICATE_CRITERION = Rule(
    "Y71", "考评项重号", Stage.CONTENT, "error", "考评项的编号不重复，组名不重复",
    "两个考评项的编号都是“1.2”", "一个是“1.2”，另一个是“1.3”",
)  # fmt: skip

INVALID_CRITERION = Rule(
    "Y72", "考评项的满分和评分", Stage.CONTENT, "error",
    "基础项、加分项写大于0的满分，红线项不写；“评分”写自评、考评",
    "类型是红线，写了“满分: 10”", "类型是红线，不写“满分”",
)  # fmt: skip

COLOUR_BANDS_MISMATCH = Rule(
    "Y73", "颜色分档不相接", Stage.CONTENT, "error",
    "颜色从高到低写，各档相接，不重叠、没有空档，最高一档不写上限，最低一档从0起，颜色不重复",
    "上一档绿的下限是80，下一档黄的上限是75", "上一档绿的下限是80，下一档黄的上限也是80",
)  # fmt: skip

UNKNOWN_SCORED_UNIT = Rule(
    "Y74", "打分的对象没有", Stage.CONTENT, "error", "打分的对象都在单位名单里，至少有一个",
    "对象: 分公司，名单里没有这个类别", "对象: 子企业",
)  # fmt: skip

INVALID_INSPECTORS = Rule(
    "Y75", "检查组的分工", Stage.CONTENT, "error",
    "检查组写名单里的单位编号，不写两次；每个对象有一个、也只有一个检查组考评",
    "二公司不在任何一个检查组的“对象”里", "检查组的“对象”写“一公司、二公司”",
)  # fmt: skip

INVALID_SCORE_USE = Rule(
    "Y76", "积分结果的运用", Stage.CONTENT, "error",
    "每个颜色都写了怎么用，没有多余的颜色，折算的公式算得出来；要做积分运用表的写了“运用”",
    "折算: 总分 * 0.05", "折算: 积分 * 0.05",
)  # fmt: skip

UNKNOWN_UNIT_LAST_YEAR = Rule(
    "Y77", "上年总分的单位", Stage.CONTENT, "warning", "“上年”里的单位在单位名单里；不在的不比较",
    "上年: {三公司: 88.5}，名单里没有三公司", "上年: {一公司: 88.5}",
)  # fmt: skip

INVALID_SURVEY = Rule(
    "Y78", "第三方测评", Stage.CONTENT, "error",
    "测评的权重和答卷都写了，看得出哪些列是打分题，题目满分大于0，选项的分在0至100之间",
    "选项: {很满意: 120}", "选项: {很满意: 100}",
)  # fmt: skip

MISSING_SCORE_FILE = Rule(
    "Y79", "积分的文件找不到", Stage.CONTENT, "warning", "上年结果和测评答卷的文件，在数据文件里写的位置",
    "上年结果: 积分结果.xlsx，没有这个文件", "把上一年的“积分结果.xlsx”放到写的位置",
)  # fmt: skip

INVALID_RISK_SETTINGS = Rule(
    "Y80", "风险的档次和编号", Stage.CONTENT, "error",
    "来源、可能性、影响、等级里没有写两次的词，库编号前面是大写字母；写了“风险”的有风险点台账",
    "编号: fx", "编号: FX",
)  # fmt: skip

INVALID_RISK_MATRIX = Rule(
    "Y81", "风险矩阵", Stage.CONTENT, "error",
    "矩阵一行一档可能性、一列一档影响，格子里是“等级”里的词，往高一档等级不降低",
    "可能性有3档，矩阵写了2行", "可能性有3档，矩阵写3行",
)  # fmt: skip

CONTRADICTORY_MERGE = Rule(
    "Y82", "风险点的合并矛盾", Stage.CONTENT, "error",
    "一个风险点只并进一个，不并进它自己、不绕圈，也不又写合并又写不合并",
    "合并: [{保留: FX0003, 并入: FX0003}]", "合并: [{保留: FX0003, 并入: FX0017}]",
)  # fmt: skip

UNREADABLE_PEOPLE_LIST = Rule(
    "Y84", "人员名单读不了", Stage.CONTENT, "error", "人员名单的文件找得到、读得出来，有“姓名”这一列，下面有人",
    "人员名单第一行写“员工、单位、岗位”", "人员名单第一行写“姓名、单位、岗位”",
)  # fmt: skip

INVALID_PERSON_ROW = Rule(
    "Y85", "人员名单里的一行", Stage.CONTENT, "error", "名单里一人一行，写了姓名，没有公式错误；加了删除线的行不算",
    "一行写了“一公司、法规部”，没有写姓名", "这一行补上姓名“王芳”",
)  # fmt: skip

UNKNOWN_PERSON_UNIT = Rule(
    "Y86", "人员的单位没有", Stage.CONTENT, "error", "数据里有单位名单的，人员的单位在名单里",
    "王芳的单位写“三公司”，名单里没有", "王芳的单位写“一公司”",
)  # fmt: skip

DUPLICATE_PERSON = Rule(
    "Y87", "人员重名", Stage.CONTENT, "warning", "同一单位里没有写了两次的人，同名的两个人分得开",
    "一公司的李明在名单里写了两行", "一公司的李明只写一行",
)  # fmt: skip

DOCUMENT_FOR_NOBODY = Rule(
    "Y88", "每人一份的文件", Stage.CONTENT, "error",
    "每人做一份、一人一页的文件，数据里有人员；写“发给: 人员”的报告能每人做一份",
    "写了“发给: 人员”，数据里没有人员", "写上“人员名单: 人员.xlsx”，名单里有人",
)  # fmt: skip

UNKNOWN_PERSON_FIELD = Rule(
    "Y89", "花括号里的人员信息", Stage.CONTENT, "error",
    "给人员的文字里只用{姓名}{单位}{部门}{岗位}，别的文件里不用{姓名}{岗位}；没有写的印成空格",
    "承诺人：{名字}", "承诺人：{姓名}",
)  # fmt: skip

NO_UNIT_CONCERNED = Rule(
    "Y91", "没有单位要发", Stage.RESULTS, "info", "按单位各做一份的报告，至少有一个单位要发",
    "要发红线警示通知，没有单位碰红线", "没有要发的，不用管",
)  # fmt: skip

EDITED_WORKBOOK_LEFT_OUT = Rule(
    "Y92", "汇总的表被改动过", Stage.RESULTS, "info", "放到报告旁边的表，汇总以后没有被改动过",
    "汇总以后在“积分结果.xlsx”里改了数", "重新汇总，再生成报告",
)  # fmt: skip

REPORT_DATED_TOO_EARLY = Rule(
    "Y93", "成文日期早于数据", Stage.CONTENT, "warning", "报告的成文日期不早于数据截至的日子",
    "成文日期: 2026-06-20，数据截至2026年6月30日", "成文日期: 2026-07-02，数据截至2026年6月30日",
)  # fmt: skip
