"""The rules on returned ledgers, from the file that came to the figures of all units."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.core.rules import Rule, Stage


@dataclass(frozen=True, eq=False, repr=False)
class LedgerRule(Rule):
    """A rule on returned ledgers.

    ``new_form``: the form that came back is no use, a fresh one is sent along. ``common``: what its complaints are called
    where several units got one, true of every one of them; nothing where each says something else.
    """

    new_form: bool = False
    common: str = ""


UNREADABLE_FILE = LedgerRule(
    "L101", "文件打不开", Stage.FILE, "error", "文件完整没有损坏，读得出来，里面有工作表",
    "附件没有传完，台账打不开", "在自己的电脑上打开看过，再发送",
)  # fmt: skip

PASSWORD_PROTECTED_FILE = LedgerRule(
    "L102", "文件有密码", Stage.FILE, "error", "文件、压缩包不设打开密码",
    "台账设了打开密码", "取消打开密码，保存后再发送",
    common="文件设了打开密码",
)  # fmt: skip

NOT_A_WORKBOOK = LedgerRule(
    "L103", "不是 Excel 表格", Stage.FILE, "error", "交回的是 Excel、WPS 表格，不是 Word、PDF、图片、网页、压缩包",
    "交回“台账.pdf”", "交回“台账.xlsx”",
)  # fmt: skip

OVERSIZED_FILE = LedgerRule(
    "L104", "文件过大或异常", Stage.FILE, "error",
    "文件的大小、内容的多少和写法像一张正常的表格，限定的时间和内存里读得完",
    "台账里贴了许多照片，有80MB", "删去照片，只留台账，另存后发送",
)  # fmt: skip

UNKNOWN_FORM = LedgerRule(
    "L105", "不是本活动的台账", Stage.FILE, "error", "文件里有本活动台账的表头",
    "交回一张“姓名、电话”的通讯录", "交回下发的台账",
    new_form=True,
)  # fmt: skip

UNKNOWN_UNIT = LedgerRule(
    "L106", "看不出是哪个单位", Stage.IDENTITY, "error",
    "表上写明填报单位，单位在名单里；表上没有写的，只能按文件名认",
    "“填报单位：”后面写“三公司”，名单里没有三公司", "“填报单位：”后面写“二公司”",
    common="单位没有写清，或者与名单不符",
)  # fmt: skip

CONFLICTING_UNIT = LedgerRule(
    "L107", "单位前后不一致", Stage.IDENTITY, "error", "下发给哪个单位、表上写哪个单位、文件名是哪个单位，三处一样",
    "下发给一公司的表，表上写着“填报单位：二公司”", "二公司用下发给二公司的表填报",
    common="表上的单位、文件名和下发的单位不一致",
)  # fmt: skip

WRONG_PERIOD = LedgerRule(
    "L108", "期间不对", Stage.IDENTITY, "error",
    "表是本活动的，期间写明了、应当报，下发的、表上写的、文件名写的期间一样",
    "下发的是2026年6月的表，表上改成“期间：2026年5月”", "“期间：2026年6月”不改动，5月的数填在5月的表里",
    common="表上的期间没有写清，或者与本期不一致",
)  # fmt: skip

OUTDATED_FORM = LedgerRule(
    "L109", "旧版的表", Stage.SHEET, "error", "用最新一次下发的表填报；旧版的表，列都对得上的也可以",
    "用旧版的表填报，旧版没有必填的“责任部门”这一列", "用随退回通知附上的新表填报",
    new_form=True,
)  # fmt: skip

MISSING_REQUIRED_COLUMN = LedgerRule(
    "L110", "缺少要用的列", Stage.SHEET, "error", "必填的列、编号一类的列、公式要用的列都在",
    "删去了“发现问题数”这一列", "“发现问题数”这一列还在，没有发生的填 0",
    new_form=True, common="少了必须填的列",
)  # fmt: skip

MISSING_OPTIONAL_COLUMN = LedgerRule(
    "L111", "缺少可以不填的列", Stage.SHEET, "warning", "不是必填的列也还在；不在的，按没有填处理",
    "删去了“涉及机构”这一列", "“涉及机构”这一列还在，没有内容的空着",
    common="删了列",
)  # fmt: skip

UNEXPECTED_COLUMN = LedgerRule(
    "L112", "多出来的列", Stage.SHEET, "info", "表里只有下发的列，多出来的列不汇总",
    "表的右边加了“阅读量”这一列", "不加列，只填下发的各列",
)  # fmt: skip

ALTERED_COLUMN_NAME = LedgerRule(
    "L113", "列名改了或重复", Stage.SHEET, "error", "列名和下发的一样，一个列名只有一列",
    "“金额”改成了“数额”", "列名还是“金额”",
    new_form=True, common="改了列名，或者列名重复",
)  # fmt: skip

REORDERED_COLUMNS = LedgerRule(
    "L114", "列的顺序变了", Stage.SHEET, "info", "列的先后和下发的一样；变了的，按列名对应",
    "“责任部门”移到了“整改措施”的前面", "各列不移动",
)  # fmt: skip

ALTERED_MEASURE_UNIT = LedgerRule(
    "L115", "计量单位改了", Stage.SHEET, "error", "表头上、表上写的计量单位和下发的一样；不一样的，这一列的数暂不计入",
    "表头“涉及金额（万元）”改成了“涉及金额（元）”", "表头还是“涉及金额（万元）”，18600元填 1.86",
    common="改了计量单位",
)  # fmt: skip

HIDDEN_ROW_OR_COLUMN = LedgerRule(
    "L116", "隐藏的行或列", Stage.SHEET, "info", "行和列都看得见；隐藏的照样计入",
    "第8行填了数，又隐藏了", "取消隐藏，不要的行删去",
)  # fmt: skip

UNCOUNTED_CONTENT = LedgerRule(
    "L117", "没有计入的内容", Stage.SHEET, "warning",
    "数都填在表里相应的行和列；表格外面的数、自己加的合计和小计、像合计的行不计入",
    "表格下面写“另有5人次未含在内”", "5人次填到“测试人次”里，删去这句话",
    common="写了不能计入的内容（表外的数、小计等）",
)  # fmt: skip

SURPLUS_OR_HIDDEN_SHEET = LedgerRule(
    "L118", "多余或隐藏的表", Stage.SHEET, "warning",
    "一个单位的一张台账只有一张看得见的表；重复的、没有写单位的、不是下发的表不计入",
    "文件里有《活动统计表》和《活动统计表（2）》，两张都填了", "只留一张《活动统计表》",
)  # fmt: skip

EXTERNAL_LINK = LedgerRule(
    "L119", "引用了别的文件", Stage.FILE, "info", "文件不引用别的文件；引用的数，取上次保存的结果",
    "“涉及金额”引用自己电脑里“明细.xlsx”的数", "复制后选择性粘贴为数值",
)  # fmt: skip

MACRO_IN_FILE = LedgerRule(
    "L120", "文件带有宏", Stage.FILE, "info", "文件不带宏；带的，宏不运行，只读取格子里的内容",
    "交回“台账.xlsm”，里面有宏", "另存为不带宏的“台账.xlsx”",
)  # fmt: skip

PICTURE_IN_FILE = LedgerRule(
    "L121", "文件里有图片", Stage.FILE, "info", "文件里没有图片；有的，图片不汇总",
    "台账里贴了一张活动照片", "照片另外发送，台账里只有文字和数字",
)  # fmt: skip

UNUSUAL_FILE_FORMAT = LedgerRule(
    "L122", "文件格式不一般", Stage.FILE, "info",
    "扩展名和内容相符，是一般的 .xlsx；csv、“严格”格式、格式部分损坏的，只按内容读取",
    "“台账.xls”其实是 .xlsx 文件", "另存为“台账.xlsx”",
)  # fmt: skip

EMPTY_LEDGER = LedgerRule(
    "L123", "空表没有零报告", Stage.SHEET, "error", "台账填了内容；确无内容的，勾选零报告",
    "《宣传报道情况表》一行没填，“零报告”也没有选", "“零报告”选“是”",
    common="空表没有勾选零报告",
)  # fmt: skip

FILLED_NIL_REPORT = LedgerRule(
    "L124", "零报告却有内容", Stage.SHEET, "warning", "勾选了零报告的表里没有内容",
    "“零报告”选“是”，表里填了3行", "有内容的，“零报告”不选“是”",
)  # fmt: skip

MISSING_LEDGER = LedgerRule(
    "L125", "缺报台账", Stage.IDENTITY, "error", "交了本期一部分台账的单位，过了截止日，本期应报的其他台账也都交了",
    "一公司6月只交了《活动统计表》，没有交《问题整改台账》", "一公司补交6月的《问题整改台账》",
    common="缺报台账",
)  # fmt: skip

IDENTICAL_SUBMISSION = LedgerRule(
    "L126", "内容重复", Stage.IDENTITY, "info", "同一单位、同一期的一张台账只交一份；内容完全相同的，只计一份",
    "一公司6月18日和19日交的两份，内容完全相同", "没有改动的不必再交",
)  # fmt: skip

SUPERSEDED_VERSION = LedgerRule(
    "L127", "先后两份不同", Stage.IDENTITY, "warning",
    "同一单位、同一期的台账交了几份的，看得出以哪一份为准；有哪些改动，逐处列出",
    "一公司同一天交了两份，“发现问题数”一份是5，一份是7", "只留要算的一份，另一份移出收件文件夹",
)  # fmt: skip

SKIPPED_FILE = LedgerRule(
    "L128", "没有读取的文件", Stage.FILE, "info",
    "收件文件夹里都是交回的表格；临时文件、系统文件、快捷方式、打不开的文件夹不读取",
    "收件文件夹里有“~$台账.xlsx”，表格还开着没有保存", "保存、关闭表格，只把“台账.xlsx”放进收件文件夹",
)  # fmt: skip

DISJOINT_VERSIONS = LedgerRule(
    "L129", "两份没有一行相同", Stage.IDENTITY, "warning",
    "同一张台账的两份有相同的行，是改过的一份；没有一行相同的，两份都暂不计入",
    "一公司两份《问题整改台账》，编号一份是A01至A05，一份是A06至A09", "两份并成一份，编号是A01至A09",
)  # fmt: skip

NO_RETURNS_FOUND = LedgerRule(
    "L130", "没有要汇总的表", Stage.IDENTITY, "warning", "收件文件夹里有表格，有要汇总的那一期的表",
    "要汇总的是7月，收件文件夹里都是6月的表", "把7月的表放进收件文件夹，或者改成汇总6月",
)  # fmt: skip

EXCESSIVE_RANGE = LedgerRule(
    "L132", "使用范围异常大", Stage.FILE, "warning", "格式、合并的格子只到表格为止，不到整列、整表",
    "从第1行到最后一行合并成一格", "取消整列、整表的合并，只合并表格里要合并的格子",
)  # fmt: skip

PARTLY_READABLE_FORMAT = LedgerRule(
    "L133", "格式读不全", Stage.FILE, "warning", "文件的写法看得出公式错误、划掉的字、合并的格子；看不出的要人核对",
    "网页系统导出的“台账.xls”，看不出公式错误和划掉的字", "用 WPS 或 Excel 打开，另存为“台账.xlsx”",
)  # fmt: skip

LEGACY_XLS_FORMAT = LedgerRule(
    "L134", "旧格式（.xls）", Stage.FILE, "info", "文件是 .xlsx；旧格式的，看不出没有算过的公式，按保存的结果读取",
    "交回“台账.xls”", "交回“台账.xlsx”",
)  # fmt: skip

FILLED_FROM_ABOVE = LedgerRule(
    "L135", "空格按上面一行补", Stage.SHEET, "info", "印好的内容、单位一列每行都有；空着的，按上面一行补",
    "“工作任务”的合并单元格拆开了，下面几格空着", "不拆开合并单元格，或者每格都写上",
)  # fmt: skip

UNKNOWN_HOLIDAYS = LedgerRule(
    "L136", "放假安排还不知道", Stage.IDENTITY, "warning",
    "截止日所在年份的放假安排已经知道，截止日能避开放假、算上调休",
    "截止日在2027年1月，2027年的放假安排还不知道", "在数据文件的“工作日历”里写上2027年放假和上班的日子",
)  # fmt: skip

FILE_CHANGED_DURING_RUN = LedgerRule(
    "L198", "汇总时文件变了", Stage.FILE, "warning", "汇总的时候，收件文件夹里的文件不增、不减、不改",
    "正在汇总，又把一公司的新表放进收件文件夹", "文件都放好了，再汇总一次",
)  # fmt: skip

READER_FAILURE = LedgerRule(
    "L199", "读取时出错", Stage.FILE, "error", "文件读取时程序不出错；出错的只是这一个文件没有读，别的照常汇总",
    "一公司的台账读到一半程序出错", "用 WPS 或 Excel 打开，另存为 .xlsx 后重新发送",
)  # fmt: skip

REQUIRED_CELL_EMPTY = LedgerRule(
    "L201", "必填的没有填", Stage.CELL, "error", "必填的格子不空着",
    "“发现问题数”空着", "“发现问题数”填 0",
    common="必填的格子空着",
)  # fmt: skip

NOT_A_NUMBER = LedgerRule(
    "L202", "不是数字", Stage.CELL, "error", "数字列里的格子填的是数，不是文字、日期，不带本列不该有的单位",
    "“发现问题数”填“三个”", "“发现问题数”填 3",
)  # fmt: skip

UNCERTAIN_NUMBER = LedgerRule(
    "L203", "数字不确切", Stage.CELL, "warning", "数字列里填的是一个确切的数，看得出是多少、按什么单位",
    "“发现问题数”填“约30”", "“发现问题数”填 30",
    common="数字填得不准确或者不规范",
)  # fmt: skip

ADJUSTED_NUMBER = LedgerRule(
    "L204", "数字的写法不规范", Stage.CELL, "info",
    "数字列里只填数，小数不超过位数；写法不规范、意思明白的换成数，画横线的按本列的规定处理",
    "“涉及金额”填“1.5万元”，按 1.5 计", "“涉及金额”填 1.5",
)  # fmt: skip

FORMULA_ERROR = LedgerRule(
    "L205", "公式出错", Stage.CELL, "error", "格子里不是公式出错的结果",
    "“涉及金额”是“#REF!”", "“涉及金额”填 1.5",
    common="公式出错",
)  # fmt: skip

FORMULA_NOT_CALCULATED = LedgerRule(
    "L206", "公式没有算过", Stage.CELL, "warning", "有公式的格子，文件里存着算好的结果",
    "“涉及金额”是公式，程序导出后没有打开保存过", "用 WPS 或 Excel 打开，保存后发送；或者“涉及金额”直接填 1.5",
    common="公式没有算出结果",
)  # fmt: skip

NOT_AN_INTEGER = LedgerRule(
    "L207", "不是整数", Stage.CELL, "error", "整数列里填整数",
    "“发现问题数”填 2.5", "“发现问题数”填 2",
)  # fmt: skip

NUMBER_OUT_OF_RANGE = LedgerRule(
    "L208", "数字超出范围", Stage.CELL, "error", "数字不小于本列的最小值（没有写的是0），不大于本列的最大值",
    "“发现问题数”填 -3", "“发现问题数”填 3",
)  # fmt: skip

OPTION_NOT_LISTED = LedgerRule(
    "L209", "不是所列选项", Stage.CELL, "error", "选项列里的格子从所列各项里选一项",
    "“状态”填“已整改”", "“状态”填“已销号”",
    common="没有按选项填",
)  # fmt: skip

INVALID_DATE = LedgerRule(
    "L210", "不是日期", Stage.CELL, "error", "日期列里填的是日期，日历上有这一天",
    "“时限”填“2026-02-30”", "“时限”填“2026-02-28”",
    common="日期不存在",
)  # fmt: skip

UNCERTAIN_DATE = LedgerRule(
    "L211", "日期不确切", Stage.CELL, "warning",
    "日期写明年、月、日（只要月份的写明年、月），年份写四位，和台账的年份相差不太远",
    "“时限”填“6月底”", "“时限”填“2026-06-30”",
    common="日期没有写到日",
)  # fmt: skip

ADJUSTED_DATE = LedgerRule(
    "L212", "日期的写法不规范", Stage.CELL, "info", "日期写成 2026-06-05 的样子；别的写法，意思明白的换成日期",
    "“时限”填“2026.6.5”，按 2026-06-05 计", "“时限”填“2026-06-05”",
)  # fmt: skip

NUMBER_IN_MERGED_ROWS = LedgerRule(
    "L213", "几行合填一个数", Stage.CELL, "warning", "金额和数字每行各填各的，不写在合并的几行里；写在里面的暂不计入",
    "第5行至第7行的“涉及金额”合并成一格，填 12", "取消合并，三行的“涉及金额”分别填 3、4、5",
    common="几行合填一个数",
)  # fmt: skip

STRUCK_OUT_ROW = LedgerRule(
    "L214", "整行画了删除线", Stage.CELL, "warning", "要算的行不画删除线；画了的，这一行的数暂不计入",
    "第6行整行画了删除线，“涉及金额”是 12", "删去第6行，或者去掉删除线",
)  # fmt: skip

LONG_NUMBER_DISTORTED = LedgerRule(
    "L215", "长数字已失真", Stage.CELL, "warning", "超过15位的数字、编号按文本存，不按数字存",
    "“问题编号”按数字填 2026060100000012", "“问题编号”设为文本格式，填“2026060100000012”",
)  # fmt: skip

PICTURE_IN_CELL = LedgerRule(
    "L216", "格子里是图片", Stage.CELL, "warning", "数字、日期、选项列的格子里不放图片",
    "“涉及金额”里嵌了一张发票的图片", "“涉及金额”填 1.5",
)  # fmt: skip

FORMULA_FROM_OTHER_FILE = LedgerRule(
    "L217", "公式引用别的文件", Stage.CELL, "warning", "格子里的公式不引用别的文件；引用的，取上次保存的结果，要核对",
    "“涉及金额”填“=[明细.xlsx]Sheet1!B5”", "“涉及金额”填 1.5",
)  # fmt: skip

FORMULA_FROM_OTHER_SHEET = LedgerRule(
    "L218", "公式引用别的表", Stage.CELL, "info", "格子里的公式不引用同一个文件里别的表；引用的，取保存的结果",
    "“涉及金额”填“=明细!B5”", "“涉及金额”填 1.5",
)  # fmt: skip

COMPUTED_VALUE_MISMATCH = LedgerRule(
    "L219", "和公式算的不一样", Stage.CELL, "warning", "由公式算出的列不用填；填了的，和算出来的数一样",
    "问题20笔，已整改17笔，“整改率”填 90%", "“整改率”空着，由公式算出85%",
)  # fmt: skip

MISLEADING_CELL_FORMAT = LedgerRule(
    "L220", "看到的和存的不同", Stage.CELL, "warning",
    "格子里看到的就是存的：没有划掉的字、上标下标，不用格式加百分号、换单位",
    "“涉及金额”填 12，整格画了删除线", "要删去就清空“涉及金额”，要保留就去掉删除线",
)  # fmt: skip

WRITTEN_TOTAL_MISMATCH = LedgerRule(
    "L401", "合计和各行不符", Stage.ROW, "warning",
    "自己写的合计、小计、“其中”和各行相加的数一样；不一样的，汇总用各行的数",
    "各行的“涉及金额”相加是12，合计行写15", "合计行写12",
    common="合计与各行不符",
)  # fmt: skip

DUPLICATE_KEY = LedgerRule(
    "L402", "编号重复", Stage.ROW, "error", "一张表里，编号一类的列每行不一样",
    "两行的“问题编号”都填“A01”", "两行的“问题编号”填“A01”“A02”",
    common="编号重复",
)  # fmt: skip

SINGLE_ROW_REPEATED = LedgerRule(
    "L403", "一行的表填了几行", Stage.ROW, "warning", "只有一行的表只填一行；填了几行的已经相加，要人核对",
    "《活动统计表》一个部门填一行，填了三行", "三个部门的数加起来填一行",
    common="只要一行的表填了几行",
)  # fmt: skip

CUMULATIVE_FIGURE_FELL = LedgerRule(
    "L501", "累计数比上期少", Stage.PERIODS, "error", "累计数不比上期少",
    "5月的“学习次数”填 12，6月填 10", "5月的“学习次数”填 12，6月填 15",
    common="累计数比上期少",
)  # fmt: skip

AMOUNT_IN_WRONG_UNIT = LedgerRule(
    "L601", "像是填成了元", Stage.UNITS, "warning",
    "以万元、亿元为单位的金额，和上期、本单位别的行、其他单位相差不太悬殊，不像是把元填了进来",
    "各单位的“涉及金额（万元）”是十几、二十几，一公司填 186000", "一公司的“涉及金额（万元）”填 18.6",
    common="与上期或其他单位相差悬殊",
)  # fmt: skip

FIGURES_COPIED = LedgerRule(
    "L611", "和别的单位雷同", Stage.UNITS, "warning",
    "两个单位同一期同一张台账的数字不全部相同；不是0的数有四个以上的才比",
    "二公司《活动统计表》的数字和一公司的完全一样", "二公司按本单位的实际填报",
    common="与别的单位数字雷同",
)  # fmt: skip

BY_NUMBER = {rule.number: rule for rule in tuple(vars().values()) if isinstance(rule, LedgerRule)}
"""The rules by their numbers, as results that were kept name them."""
NEEDING_A_NEW_FORM = frozenset(rule for rule in BY_NUMBER.values() if rule.new_form)
"""Complaints that the old form is no use for."""
