"""The text rules of an official document, T01–T50: what a careful editor checks in its words, numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.core.rules import Rule, Stage


@dataclass(frozen=True, eq=False, repr=False)
class TextRule(Rule):
    """A rule on texts.

    ``of_substance``: no clause grades it, and it judges what a text says, not how it looks. ``mended``: some of its
    complaints can be mended mechanically.
    """

    of_substance: bool = False
    mended: bool = False


MALFORMED_DOCUMENT_NUMBER = TextRule(
    "T01", "发文字号", Stage.TEXT, "error",
    "发文字号依次写机关代字、年份、序号：年份四位、用六角括号〔〕，序号不加“第”、不补0，引用别的公文时也一样",
    "按照《制度管理办法》（华澜发[2026]3号）执行。",
    "按照《制度管理办法》（华澜发〔2026〕3号）执行。",
    "7.2.5", "must", mended=True,
)  # fmt: skip
DOCUMENT_NUMBER_YEAR_MISMATCH = TextRule(
    "T02", "字号年份", Stage.TEXT, "warning",
    "发文字号的年份就是成文日期的年份",
    "发文字号是“华澜发〔2025〕7号”，成文日期是2026年7月20日",
    "发文字号是“华澜发〔2026〕7号”，成文日期是2026年7月20日",
    None, "practice", of_substance=True,
)  # fmt: skip
CITATION_WITHOUT_TITLE = TextRule(
    "T03", "引用公文", Stage.TEXT, "warning",
    "第一次引用公文，先写《标题》，再在圆括号里写发文字号",
    "请按华澜发〔2026〕3号文件办理。",
    "请按《制度管理办法》（华澜发〔2026〕3号）办理。",
    None, "practice", of_substance=True,
)  # fmt: skip
HEADING_OUT_OF_SEQUENCE = TextRule(
    "T04", "层次序数", Stage.TEXT, "warning",
    "层次序数一个接一个，不漏、不重复、不越级，每项另起一段，章、节、条的序号也连续",
    "“一、总体要求”的下一个标题是“三、工作安排”",
    "“一、总体要求”的下一个标题是“二、工作安排”",
    "7.3.3", "usual",
)  # fmt: skip
WRONG_ORDINAL_PUNCTUATION = TextRule(
    "T05", "序数标点", Stage.TEXT, "warning",
    "“一、”用顿号，“1.”用圆点，“第一，”“首先，”用逗号，“（一）”“（1）”“①”后面不加标点、不留空格",
    "1、各部门对现行制度逐项梳理。",
    "1.各部门对现行制度逐项梳理。",
    "7.3.3", "usual", mended=True,
)  # fmt: skip
HALF_WIDTH_BRACKET = TextRule(
    "T06", "半角括号", Stage.TEXT, "warning",
    "中文里的括号两边都用全角",
    "各单位(含分公司)都要梳理制度。",
    "各单位（含分公司）都要梳理制度。",
    "9", "must", mended=True,
)  # fmt: skip
WRONG_HEADING_ENDING = TextRule(
    "T07", "标题末尾标点", Stage.TEXT, "warning",
    "标题单独成行时末尾不加标点；标题后面接着写正文的，同级标题一样用句号断开",
    "“一、总体要求。”单独成行，下面另起一段写正文",
    "“一、总体要求”单独成行，下面另起一段写正文",
    "9", "usual",
)  # fmt: skip
HALF_WIDTH_PUNCTUATION = TextRule(
    "T08", "半角标点", Stage.TEXT, "error",
    "中文里用全角标点，引号用“ ”，省略号用“……”，破折号用“——”，网址、邮箱、文件名和英文不算",
    "各部门要加强管理,落实责任。",
    "各部门要加强管理，落实责任。",
    "9", "must", mended=True,
)  # fmt: skip
UNBALANCED_PUNCTUATION = TextRule(
    "T09", "成对的标点", Stage.TEXT, "error",
    "引号、书名号、括号成对，书名号里面的书名号用〈〉，引号里面的引号用‘’",
    "认真开展“制度执行年活动。",
    "认真开展“制度执行年”活动。",
    "9", "must",
)  # fmt: skip
ENUMERATION_COMMA_BETWEEN_QUOTES = TextRule(
    "T10", "并列的书名号、引号", Stage.TEXT, "info",
    "并列的书名号之间、引号之间通常不用顿号",
    "认真学习《合同管理办法》、《采购管理办法》。",
    "认真学习《合同管理办法》《采购管理办法》。",
    "9", "practice",
)  # fmt: skip
MALFORMED_DASH_OR_RANGE = TextRule(
    "T11", "破折号、省略号、起止", Stage.TEXT, "warning",
    "破折号写“——”，省略号写“……”，起止的数字中间用“—”或“～”，两个百分数都带百分号",
    "制度清理于8-10月开展。",
    "制度清理于8—10月开展。",
    "9", "must", mended=True,
)  # fmt: skip
MALFORMED_DATE = TextRule(
    "T12", "日期写法", Stage.TEXT, "error",
    "日期用阿拉伯数字写全年、月、日，年份四位，月、日前面不补0，不用“号”，不用点、横线、斜线；汉字年份里的零写“〇”",
    "请于8月05日前报送清理结果。",
    "请于8月5日前报送清理结果。",
    "9", "must", mended=True,
)  # fmt: skip
IMPOSSIBLE_DATE = TextRule(
    "T13", "日期正确", Stage.TEXT, "error",
    "日期是日历上有的，和写明的星期对得上，起止日期开始早于结束",
    "请于9月31日前报送清理结果。",
    "请于9月30日前报送清理结果。",
    None, "practice", of_substance=True,
)  # fmt: skip
MALFORMED_NUMBER = TextRule(
    "T14", "数字写法", Stage.TEXT, "warning",
    "数字写法规范、全文一致：四位以上的数分节统一，“约”和“左右”不重复，百分数写85%，概数写“三四个”",
    "约30家左右单位参加制度清理。",
    "约30家单位参加制度清理。",
    "9", "must",
)  # fmt: skip
QUANTITY_IN_HAN_NUMERALS = TextRule(
    "T15", "汉字数字", Stage.TEXT, "warning",
    "日期和准确的数用阿拉伯数字，同类的数全文用一种写法",
    "共有三十五家单位参加制度清理。",
    "共有35家单位参加制度清理。",
    "9", "practice",
)  # fmt: skip
NONSTANDARD_UNIT = TextRule(
    "T16", "计量单位", Stage.TEXT, "info",
    "计量单位用法定的名称或者符号，大小写正确",
    "档案库房面积300㎡。",
    "档案库房面积300平方米。",
    "9", "practice",
)  # fmt: skip
DOUBLED_CHARACTER = TextRule(
    "T17", "重复的标点和字", Stage.TEXT, "warning",
    "标点不重复、不连用，“的”“了”“和”“在”没有多打一个",
    "各部门要梳理制度，，提出意见。",
    "各部门要梳理制度，提出意见。",
    None, "practice", of_substance=True,
)  # fmt: skip
UNFINISHED_PARAGRAPH = TextRule(
    "T18", "段末标点", Stage.TEXT, "info",
    "正文一段的最后一句说完了，用句号结尾",
    "现将清理方案报上，请予审定",
    "现将清理方案报上，请予审定。",
    None, "practice",
)  # fmt: skip
CONFUSED_WORD = TextRule(
    "T19", "易混的词", Stage.TEXT, "warning",
    "到某个时间为止用“截至”，两个百分数的差用“个百分点”，数量的增减用百分数",
    "截止6月底，已修订制度35项。",
    "截至6月底，已修订制度35项。",
    None, "practice", of_substance=True,
)  # fmt: skip
MALFORMED_TITLE = TextRule(
    "T20", "标题", Stage.TEXT, "error",
    "标题写明“关于”什么事和文种，不超过五行，末尾不加标点，分行不把词拆开，文种和文件的类型一致",
    "关于开展制度清理工作的通知。",
    "关于开展制度清理工作的通知",
    "7.3.1", "must", mended=True,
)  # fmt: skip
MALFORMED_CARRYING_TITLE = TextRule(
    "T21", "印发、转发的标题", Stage.TEXT, "info",
    "印发、转发的标题写“关于印发《…》的通知”“关于转发《…》的通知”，不漏“关于”“的”，名称加书名号",
    "印发《制度管理办法》的通知",
    "关于印发《制度管理办法》的通知",
    None, "practice",
)  # fmt: skip
REPEATED_TITLE_WORDS = TextRule(
    "T22", "标题重复", Stage.TEXT, "warning",
    "标题里没有重复、漏写的字，“关于”“的通知”不层层重复，“请示”和“报告”不连用",
    "关于开展制度清理工作的通知的通知",
    "关于开展制度清理工作的通知",
    None, "practice", of_substance=True,
)  # fmt: skip
NONSTATUTORY_DOCUMENT_KIND = TextRule(
    "T23", "法定文种", Stage.TEXT, "warning",
    "带红头的文件用法定文种，方案、计划、总结、办法等用通知印发，不直接套红头",
    "红头文件的标题是“制度清理工作方案”",
    "红头文件的标题是“关于印发《制度清理工作方案》的通知”",
    None, "practice", of_substance=True,
)  # fmt: skip
WRONG_CLOSING_PHRASE = TextRule(
    "T24", "结束语", Stage.TEXT, "error",
    "结束语和文种相应，报告不夹带请示事项，请示的末尾请求批示",
    "通知的末尾写“特此报告。”",
    "通知的末尾写“特此通知。”",
    None, "practice", of_substance=True,
)  # fmt: skip
IMPROPER_UPWARD_DOCUMENT = TextRule(
    "T25", "请示和签发人", Stage.TEXT, "error",
    "请示只写一个主送机关，附注写联系人和电话，不抄送下级机关；红头的请示、报告要有签发人",
    "请示的主送机关写“青岚市国资委、青岚市财政局：”",
    "请示的主送机关写“青岚市国资委：”，青岚市财政局改为抄送",
    None, "practice", of_substance=True,
)  # fmt: skip
ADDRESSEE_MISSING = TextRule(
    "T30", "主送机关", Stage.TEXT, "error",
    "通知、报告、请示、函等发出去的公文写明主送机关，主送机关在标题下面或者版记里",
    "通知的标题下面没有主送机关，直接写正文",
    "通知的标题下面写“各部门，各子公司：”，再写正文",
    "7.3.2", "must",
)  # fmt: skip
WRONG_ADDRESSEE_PUNCTUATION = TextRule(
    "T31", "主送机关标点", Stage.TEXT, "error",
    "主送机关末尾用全角冒号；同类机关之间用顿号，不同类的用逗号，不用分号、空格",
    "各部门；各子公司:",
    "各部门，各子公司：",
    "7.3.2", "must", mended=True,
)  # fmt: skip
SIGNATURE_MASTHEAD_MISMATCH = TextRule(
    "T32", "署名与标志", Stage.TEXT, "error",
    "通知、报告等公文有发文机关署名，署名的机关、顺序和发文机关标志一致，名称后面不加冒号",
    "标志是“华澜能源集团有限公司文件”，署名是“青岚市城市管理局”",
    "标志是“华澜能源集团有限公司文件”，署名是“华澜能源集团有限公司”",
    None, "practice", of_substance=True,
)  # fmt: skip
TITLE_ISSUER_MISMATCH = TextRule(
    "T33", "标题与署名", Stage.TEXT, "warning",
    "标题里写的发文机关就是署名的机关",
    "标题是“青岚市水务局关于更新泵站的请示”，署名是“青岚市城市管理局”",
    "标题是“青岚市水务局关于更新泵站的请示”，署名是“青岚市水务局”",
    None, "practice", of_substance=True,
)  # fmt: skip
PRINTER_ISSUER_MISMATCH = TextRule(
    "T34", "印发机关", Stage.TEXT, "warning",
    "版记里的印发机关是发文机关的办公室或者部门",
    "发文机关是华澜能源集团有限公司，印发机关写“青岚市档案中心”",
    "发文机关是华澜能源集团有限公司，印发机关写“华澜能源集团有限公司办公室”",
    None, "practice", of_substance=True,
)  # fmt: skip
MISSPELT_UNIT_NAME = TextRule(
    "T35", "单位名称", Stage.TEXT, "warning",
    "单位名称和单位名单里的一字不差；只差一两个字的，多半是打错了",
    "单位名单里是“华澜能源集团有限公司”，正文写“华澜能源集团有限责公司”",
    "单位名单里是“华澜能源集团有限公司”，正文也写“华澜能源集团有限公司”",
    None, "practice", of_substance=True,
)  # fmt: skip
WRONG_ISSUE_DATE = TextRule(
    "T40", "成文日期", Stage.TEXT, "error",
    "公文有成文日期，不晚于今天、不晚于印发日期，不早于引用的公文，和活动年度相近",
    "成文日期是2026年7月20日，印发日期是2026年7月18日",
    "成文日期是2026年7月20日，印发日期是2026年7月21日",
    "7.3.5.4", "practice", of_substance=True,
)  # fmt: skip
ATTACHMENT_LIST_MISMATCH = TextRule(
    "T41", "附件说明与附件", Stage.TEXT, "error",
    "附件说明列出的附件都附在正文后面，序号、名称、顺序一样，附在后面的附件说明里也都列了",
    "附件说明是“2．值班安排”，附件2的标题是“值班计划”",
    "附件说明是“2．值班安排”，附件2的标题也是“值班安排”",
    "7.3.7", "must",
)  # fmt: skip
WRONG_ATTACHMENT_REFERENCE = TextRule(
    "T42", "提到的附件", Stage.TEXT, "error",
    "正文提到的附件都有；附件说明写“附件：1．名称”，一个附件一行，名称后不加标点，只有一个附件的不编号；数据文件的正文里不写附件说明",
    "一共两个附件，正文写“有关要求见附件3”",
    "一共两个附件，正文写“有关要求见附件2”",
    "7.3.4", "must", mended=True,
)  # fmt: skip
CARRIED_TITLE_MISMATCH = TextRule(
    "T43", "印发件", Stage.TEXT, "warning",
    "标题说印发的文件附在后面，名称和标题里《》中的一样",
    "标题说印发《制度管理办法》，后面印的是“制度清理办法”",
    "标题说印发《制度管理办法》，后面印的是“制度管理办法”",
    None, "practice", of_substance=True,
)  # fmt: skip
UNFILLED_PLACEHOLDER = TextRule(
    "T44", "没填的地方", Stage.TEXT, "error",
    "没有留着等人填的地方，如XX、下划线、空着的日期、【待填】；附件里让别人填的表只作提示",
    "制度清理由XX部牵头。",
    "制度清理由法律合规部牵头。",
    None, "practice", of_substance=True,
)  # fmt: skip
PAGE_WITHOUT_TEXT = TextRule(
    "T45", "此页无正文", Stage.TEXT, "warning",
    "不写“此页无正文”，调整行距、字距，让署名和成文日期与正文在同一页",
    "署名的上面写“（此页无正文）”",
    "删去这句话，署名和成文日期与正文排在同一页",
    "7.3.5.5", "must",
)  # fmt: skip
LEFTOVER_REVISION_TRACES = TextRule(
    "T46", "修订、批注和隐藏文字", Stage.TEXT, "error",
    "发出去的文件里没有修订痕迹、批注、隐藏文字和删除线；标有密级的，要核对能不能在这里处理",
    "文件里还有2处修订没有接受，1条批注没有删去",
    "修订都接受或者拒绝了，批注都删去了",
    None, "practice", of_substance=True,
)  # fmt: skip
ACTIVE_CONTENT = TextRule(
    "T47", "域、对象、宏和外部链接", Stage.TEXT, "error",
    "文件里没有宏、控件、嵌入的对象，没有取外部内容的域、图片、模板，没有指向自己电脑上文件的链接",
    "正文里有一个指向 D:\\方案.docx 的超链接",
    "取消超链接，只留文字",
    None, "practice", of_substance=True,
)  # fmt: skip
INVISIBLE_CHARACTER = TextRule(
    "T48", "看不见的字符", Stage.TEXT, "warning",
    "文字和文件名里没有看不见的字符；这种字符多半是从网页粘贴来的，会使查找、复制、对照出错",
    "各部门要做好制度\u200b清理工作。",
    "各部门要做好制度清理工作。",
    None, "practice", of_substance=True,
)  # fmt: skip
MALFORMED_COPY_LIST = TextRule(
    "T50", "抄送", Stage.TEXT, "error",
    "版记里写“抄送”，不写“抄报”，最后一个抄送机关后用句号，主送、抄送不重复",
    "抄报：青岚市水务局",
    "抄送：青岚市水务局。",
    "7.4.2", "must", mended=True,
)  # fmt: skip
