"""The rules Y01–Y29: how a data file is written, before anything in it is judged."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

UNUSABLE_DATA_FILE = Rule(
    "Y01", "数据文件用不了", Stage.SOURCE, "error",
    "数据文件是读得出来、大小正常的文本文件，文件夹里只有一个，或者有一个叫“活动.yaml”",
    "文件夹里有“通知.yaml”和“方案.yaml”两个数据文件", "文件夹里只有一个数据文件“活动.yaml”",
)  # fmt: skip

CONTROL_CHARACTER = Rule(
    "Y02", "控制字符", Stage.SOURCE, "error", "数据文件里没有看不见的控制字符",
    "“名称”里带着从网页粘贴来的控制字符", "把“名称”这一行删掉，重新输入",
)  # fmt: skip

EMPTY_DATA_FILE = Rule(
    "Y03", "数据文件是空的", Stage.SOURCE, "error", "数据文件里写了内容",
    "“活动.yaml”里一个字也没有", "“活动.yaml”里写了“活动:”“文件:”等内容",
)  # fmt: skip

UNEXPECTED_ENCODING = Rule(
    "Y04", "文字编码", Stage.SOURCE, "error", "数据文件存成 UTF-8 编码；存成 GBK、UTF-16 编码的也能读，只提示",
    "用记事本存成“ANSI”编码", "用记事本存成“UTF-8”编码",
)  # fmt: skip

UNSUPPORTED_YAML_FEATURE = Rule(
    "Y05", "不支持的写法", Stage.SOURCE, "error", "数据文件里不用锚点（&名称）、引用（*名称）、合并（<<），键都是文字",
    "牵头: *1", "牵头: 法规部",
)  # fmt: skip

CUT_BY_COMMENT = Rule(
    "Y06", "内容被当成注释", Stage.SOURCE, "warning",
    "空格后面的 # 号会把后面的字变成注释，是内容的用英文双引号把整个值括起来",
    "标题: 关于处置 #2 机组问题的通知", '标题: "关于处置 #2 机组问题的通知"',
)  # fmt: skip

DUPLICATE_KEY = Rule(
    "Y07", "同一个键写了两次", Stage.SOURCE, "error", "同一处的同一个键只写一次",
    "一份文件里有两行“标题:”", "一份文件里只有一行“标题:”",
)  # fmt: skip

MALFORMED_STRUCTURE = Rule(
    "Y10", "缩进和层次", Stage.SOURCE, "error", "同级的键左对齐，下一级多空两格，整个文件写成“名称: 内容”的形式",
    "“主办:”比同级的“名称:”多空了一格", "“主办:”和同级的“名称:”左对齐",
)  # fmt: skip

TAB_INDENTATION = Rule(
    "Y11", "用 Tab 键缩进", Stage.SOURCE, "error", "行首用空格空开，不用 Tab 键",
    "“名称:”的行首按了一下 Tab 键", "“名称:”的行首打两个空格",
)  # fmt: skip

IRREGULAR_WHITESPACE = Rule(
    "Y12", "全角空格和零宽空格", Stage.SOURCE, "error",
    "行首、冒号后面用普通的英文空格，不用全角空格和从网页粘贴来的不间断空格、零宽空格",
    "标题:　关于开展制度清理的通知", "标题: 关于开展制度清理的通知",
)  # fmt: skip

WRONG_LINE_MARKER = Rule(
    "Y13", "横线、竖线和井号", Stage.SOURCE, "error", "列表项用英文减号加一个空格开头，竖线和注释的井号用英文的",
    "－ 法规部", "- 法规部",
)  # fmt: skip

FULL_WIDTH_COLON = Rule(
    "Y14", "冒号用了中文的", Stage.SOURCE, "error", "键后面用英文冒号加一个空格，键不加引号",
    "标题：关于开展制度清理的通知", "标题: 关于开展制度清理的通知",
)  # fmt: skip

MISSING_COLON_OR_SPACE = Rule(
    "Y15", "少冒号或少空格", Stage.SOURCE, "error", "键和内容之间有英文冒号，冒号后面有一个空格",
    "标题:关于开展制度清理的通知", "标题: 关于开展制度清理的通知",
)  # fmt: skip

UNQUOTED_SPECIAL_CHARACTER = Rule(
    "Y16", "特殊符号和括号引号", Stage.SOURCE, "error",
    "内容里有特殊符号的用英文双引号括起来，括号、引号成对，大括号里用英文的冒号和逗号",
    "标题: 制度清理: 第一阶段", '标题: "制度清理: 第一阶段"',
)  # fmt: skip

TEXT_WITHOUT_BAR = Rule(
    "Y17", "正文少竖线", Stage.SOURCE, "error", "正文有几行的，“正文:”后面写一个竖线，竖线后面不接着写字",
    "“正文:”后面没有竖线，下面写了三段", "写成“正文: |”，三段从下一行开始，每行前面空两格",
)  # fmt: skip

INVISIBLE_CHARACTER = Rule(
    "Y18", "看不见的字符", Stage.SOURCE, "warning",
    "键和内容里没有软连字符等看不见的字符；有的不采用，只有文件名照原样用",
    "“全称”里夹着从网页粘贴来的软连字符", "把“全称”重新打一遍",
)  # fmt: skip

INVALID_VALUE = Rule(
    "Y20", "其他填写有误", Stage.SOURCE, "error", "各项按说明填写，没有别的编号可说的错都归在这里",
    "某一项填的内容认不出来", "按样例里同一项的写法改",
)  # fmt: skip

NOT_YES_OR_NO = Rule(
    "Y20-bool_type", "是否写成了列表", Stage.SOURCE, "error", "填“是”或“否”的项只填一个词，不写成列表或一组内容",
    "横向: [是]", "横向: 是",
)  # fmt: skip

MALFORMED_DATE = Rule(
    "Y20-date_form", "日期写法", Stage.SOURCE, "error", "日期写成 2026-06-30 这样，而且日历上有这一天",
    "成文日期: 2026-02-30", "成文日期: 2026-02-28",
)  # fmt: skip

NOT_A_DATE = Rule(
    "Y20-date_type", "日期写成了列表", Stage.SOURCE, "error", "填日期的项只填一个日期，不写成列表或一组内容",
    "成文日期: [2026-05-08]", "成文日期: 2026-05-08",
)  # fmt: skip

NOT_A_DECIMAL = Rule(
    "Y20-decimal_type", "数字写成了列表", Stage.SOURCE, "error", "填数字的项只填一个数，不写成列表或一组内容",
    "满分: [10]", "满分: 10",
)  # fmt: skip

NOT_A_MAPPING = Rule(
    "Y20-dict_type", "没有写成名称和内容", Stage.SOURCE, "error",
    "台账、指标等由自己起名称的项，下面一行一个“名称: 内容”",
    "信息: 王芳", "信息: {联系人: 王芳}",
)  # fmt: skip

MALFORMED_DUE_DATE = Rule(
    "Y20-due_form", "时限写法", Stage.SOURCE, "error", "任务的时限写完整的日期，或“6月底”“5月29日”这样的文字",
    "时限: 5-29", "时限: 5月29日",
)  # fmt: skip

UNKNOWN_KEY = Rule(
    "Y20-extra_forbidden", "没有这个键", Stage.SOURCE, "error", "数据文件里只写说明里有的键",
    "标提: 关于开展制度清理的通知", "标题: 关于开展制度清理的通知",
)  # fmt: skip

MALFORMED_FLAG = Rule(
    "Y20-flag_form", "是否写法", Stage.SOURCE, "error", "填“是”或“否”的项不填别的词",
    "横向: 横", "横向: 是",
)  # fmt: skip

NOT_AN_INTEGER = Rule(
    "Y20-int_type", "整数写成了列表", Stage.SOURCE, "error", "填整数的项只填一个数，不写成列表或一组内容",
    "年度: [2026]", "年度: 2026",
)  # fmt: skip

UNKNOWN_CHOICE = Rule(
    "Y20-literal_error", "不在可选的词里", Stage.SOURCE, "error", "只能从几个词里选一个填的项，填的是其中一个",
    "密级: 内部", "密级: 秘密",
)  # fmt: skip

MISSING_KEY = Rule(
    "Y20-missing", "缺少必填的键", Stage.SOURCE, "error", "必须写的键都写了，而且写了内容",
    "“活动”下面没有写“年度”", "年度: 2026",
)  # fmt: skip

NOT_A_KEY_GROUP = Rule(
    "Y20-model_type", "没有写成一组键", Stage.SOURCE, "error",
    "活动、版记、单位等下面有几个固定的键的，按键一项一项写",
    "版记: 办公室", "版记: {印发机关: 办公室}",
)  # fmt: skip

MALFORMED_NUMBER = Rule(
    "Y20-number_form", "数字写法", Stage.SOURCE, "error", "填数字的项只写数字，不带单位，不写汉字；要整数的不带小数",
    "年度: 2026年", "年度: 2026",
)  # fmt: skip

MALFORMED_ROWS = Rule(
    "Y20-rows_form", "台账的行写法", Stage.SOURCE, "error", "台账的“行”写“任务”“部门”、空行的数目，或者逐行写出",
    "行: 若干", "行: 10",
)  # fmt: skip

EMPTY_TEXT = Rule(
    "Y20-string_too_short", "没有填写内容", Stage.SOURCE, "error", "必须写的文字不留空",
    '名称: ""', "名称: 制度执行年",
)  # fmt: skip

NOT_A_TEXT = Rule(
    "Y20-string_type", "文字写成了列表", Stage.SOURCE, "error", "填文字的项写在一行里，不写成列表或一组内容",
    "主送: [一公司]", "主送: 一公司",
)  # fmt: skip

EMPTY_LIST = Rule(
    "Y20-too_short", "一项也没有", Stage.SOURCE, "error", "至少要有一项的地方写了内容",
    "事项: []", "事项: [修订采购制度]",
)  # fmt: skip

NOT_A_LIST = Rule(
    "Y20-tuple_type", "没有写成列表", Stage.SOURCE, "error", "单位、文件等有几项的写成列表，一项一行，用“- ”开头",
    "单位: 一公司", "单位: [{编号: U01, 全称: 一公司}]",
)  # fmt: skip

OF_KINDS = {
    rule.number.removeprefix("Y20-"): rule
    for rule in tuple(vars().values())
    if isinstance(rule, Rule) and rule.number.startswith("Y20-")
}
"""The rule for each kind of error that the model can raise."""
