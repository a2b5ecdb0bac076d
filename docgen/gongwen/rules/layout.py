"""The layout rules G01–G62: what of a document's looks GB/T 9704-2012 asks for."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.core.rules import Rule, Stage
from docgen.gongwen.operations import Operation


@dataclass(frozen=True, eq=False, repr=False)
class LayoutRule(Rule):
    """A rule on looks.

    ``singly``: a few paragraphs with the same fault are named one by one, so that each can be found. ``of_masthead``: it
    speaks only of documents with a red head. ``relays``: with it mended the pages break elsewhere. ``mends``: what mends
    its complaints where they name nothing else. ``by_hand``: that always takes a person.
    """

    singly: bool = False
    of_masthead: bool = False
    relays: bool = False
    mends: str = ""
    by_hand: bool = False


PAPER_NOT_A4 = LayoutRule(
    "G01", "纸张", Stage.LAYOUT, "error",
    "纸张是A4（210×297毫米），横页是A4转横，夹在后面的折页可以是A3",
    "纸张是16开（184×260毫米）",
    "纸张是A4（210×297毫米）",
    "5.1", "must", relays=True, mends=Operation.PAPER,
)  # fmt: skip
WRONG_TOP_MARGIN = LayoutRule(
    "G02", "天头", Stage.LAYOUT, "error",
    "天头是37±1毫米，也就是竖页的上边距、横页左右边距中的一边；按电子公文用34.6毫米的也可以",
    "上边距25.4毫米",
    "上边距37毫米",
    "5.2.1", "must", relays=True, mends=Operation.TOP_MARGIN,
)  # fmt: skip
WRONG_BINDING_MARGIN = LayoutRule(
    "G03", "订口", Stage.LAYOUT, "error",
    "订口是28±1毫米，也就是竖页的左边距（装订线算在里面）、横页上下边距中的一边",
    "左边距31.7毫米",
    "左边距28毫米",
    "5.2.1", "must", relays=True, mends=Operation.LEFT_MARGIN,
)  # fmt: skip
WRONG_TEXT_WIDTH = LayoutRule(
    "G04", "版心宽", Stage.LAYOUT, "error",
    "版心宽156±1毫米，横页指版心的高",
    "左边距28毫米、右边距32毫米，版心宽150毫米",
    "左边距28毫米、右边距26毫米，版心宽156毫米",
    "5.2.1", "must", relays=True, mends=Operation.TEXT_WIDTH,
)  # fmt: skip
WRONG_TEXT_HEIGHT = LayoutRule(
    "G05", "版心高", Stage.LAYOUT, "error",
    "版心高225±1毫米，横页指版心的宽；按电子公文用229.8毫米的也可以",
    "上边距37毫米、下边距25毫米，版心高235毫米",
    "上边距37毫米、下边距35毫米，版心高225毫米",
    "5.2.1", "must", relays=True, mends=Operation.TEXT_HEIGHT,
)  # fmt: skip
WRONG_LINE_SPACING = LayoutRule(
    "G06", "每页行数", Stage.LAYOUT, "warning",
    "正文一般每页22行（行距固定值28.95磅），各段行距一样，段前、段后不另加间距",
    "正文行距是1.5倍",
    "正文行距是固定值28.95磅",
    "5.2.3", "usual", relays=True, mends=Operation.LINES_A_PAGE,
)  # fmt: skip
WRONG_LINE_LENGTH = LayoutRule(
    "G07", "每行字数", Stage.LAYOUT, "warning",
    "正文一般每行28字，只差1字的可以用",
    "正文的字符间距加宽1磅，每行26字",
    "正文的字符间距紧缩0.25磅，每行28字",
    "5.2.3", "usual", mends=Operation.CHARACTERS_A_LINE,
)  # fmt: skip
TEXT_NOT_BLACK = LayoutRule(
    "G08", "文字颜色", Stage.LAYOUT, "error",
    "除了发文机关标志和红色分隔线，文字都是黑色",
    "正文里的“8月31日前”是红色",
    "正文里的“8月31日前”是黑色（字体颜色选“自动”）",
    "5.2.4", "must", singly=True, mends=Operation.BLACK,
)  # fmt: skip
WRONG_BODY_FONT = LayoutRule(
    "G09", "正文字体", Stage.LAYOUT, "warning",
    "正文一般用仿宋",
    "正文是宋体",
    "正文是仿宋_GB2312",
    "5.2.2", "usual", singly=True,
)  # fmt: skip
WRONG_BODY_SIZE = LayoutRule(
    "G10", "正文字号", Stage.LAYOUT, "warning",
    "正文一般用三号",
    "正文是四号",
    "正文是三号",
    "5.2.2", "usual", singly=True, relays=True,
)  # fmt: skip
MISSET_COPY_NUMBER = LayoutRule(
    "G11", "份号", Stage.LAYOUT, "warning",
    "份号一般是6位阿拉伯数字，三号，顶格排在第1行",
    "份号写“12”",
    "份号写“000012”",
    "7.2.1", "usual", of_masthead=True,
)  # fmt: skip
MISSET_SECURITY_LEVEL = LayoutRule(
    "G12", "密级", Stage.LAYOUT, "warning",
    "密级和保密期限一般用三号黑体，顶格",
    "“机密★1年”是三号仿宋",
    "“机密★1年”是三号黑体",
    "7.2.2", "usual", of_masthead=True,
)  # fmt: skip
MISSET_URGENCY = LayoutRule(
    "G13", "紧急程度", Stage.LAYOUT, "warning",
    "紧急程度一般用三号黑体，顶格",
    "“特急”居中",
    "“特急”顶格",
    "7.2.3", "usual", of_masthead=True,
)  # fmt: skip
MASTHEAD_OUT_OF_ORDER = LayoutRule(
    "G14", "版头顺序", Stage.LAYOUT, "warning",
    "版头左上角从上到下依次是份号、密级和保密期限、紧急程度",
    "“特急”排在“机密★1年”上面",
    "“机密★1年”排在“特急”上面",
    "7.2.3", "usual", of_masthead=True, by_hand=True,
)  # fmt: skip
MARK_NOT_CENTRED = LayoutRule(
    "G15", "标志居中", Stage.LAYOUT, "error",
    "发文机关标志居中，不缩进，前后不敲空格",
    "“华澜能源集团有限公司文件”左对齐",
    "“华澜能源集团有限公司文件”居中",
    "7.2.4", "must", of_masthead=True,
)  # fmt: skip
WRONG_MARK_STYLE = LayoutRule(
    "G16", "标志颜色和字体", Stage.LAYOUT, "info",
    "发文机关标志推荐用红色、小标宋",
    "“华澜能源集团有限公司文件”是黑色宋体",
    "“华澜能源集团有限公司文件”是红色小标宋",
    "7.2.4", "recommended", of_masthead=True,
)  # fmt: skip
WRONG_SPACE_BELOW_MARK = LayoutRule(
    "G17", "标志下空二行", Stage.LAYOUT, "error",
    "公文的发文机关标志和下面的发文字号（或签发人）之间空2行",
    "发文机关标志和发文字号之间空1行",
    "发文机关标志和发文字号之间空2行",
    "7.2.5", "must", of_masthead=True,
)  # fmt: skip
MISPLACED_DOCUMENT_NUMBER = LayoutRule(
    "G18", "发文字号", Stage.LAYOUT, "error",
    "公文的发文字号居中，有签发人的上行文左空1字；一般用三号仿宋",
    "通知的发文字号左对齐",
    "通知的发文字号居中",
    "7.2.5", "must", of_masthead=True,
)  # fmt: skip
MISSET_SIGNER = LayoutRule(
    "G19", "签发人", Stage.LAYOUT, "error",
    "请示、报告标注签发人：右空1字，“签发人”用仿宋、姓名用楷体，发文字号与最后一个签发人同行；下行文、平行文不标注",
    "请示的版头没有签发人",
    "请示的版头在发文字号同一行右边写“签发人：王芳”",
    "7.2.6", "must", of_masthead=True,
)  # fmt: skip
MISSING_RED_RULE = LayoutRule(
    "G20", "红色分隔线", Stage.LAYOUT, "error",
    "版头下面有一条红色分隔线，与版心等宽，离发文字号约4毫米",
    "发文字号下面没有红色分隔线",
    "发文字号下面有一条红色分隔线，长156毫米",
    "7.2.7", "must", of_masthead=True, mends=Operation.RED_RULE,
)  # fmt: skip
WRONG_TITLE_FONT = LayoutRule(
    "G21", "标题字体", Stage.LAYOUT, "warning",
    "标题一般用小标宋",
    "标题是黑体",
    "标题是方正小标宋简体",
    "7.3.1", "usual",
)  # fmt: skip
WRONG_TITLE_SIZE = LayoutRule(
    "G22", "标题字号", Stage.LAYOUT, "warning",
    "标题一般用二号",
    "标题是三号",
    "标题是二号",
    "7.3.1", "usual", relays=True,
)  # fmt: skip
TITLE_NOT_CENTRED = LayoutRule(
    "G23", "标题居中", Stage.LAYOUT, "warning",
    "标题居中，不缩进，前后不敲空格",
    "标题居中，但是首行缩进2字，整行偏右",
    "标题居中，没有缩进",
    "7.3.1", "usual",
)  # fmt: skip
WRONG_SPACE_ABOVE_TITLE = LayoutRule(
    "G24", "标题上空二行", Stage.LAYOUT, "warning",
    "红色分隔线和标题之间一般空2行，信函是标题和它上面的要素之间空2行",
    "红色分隔线和标题之间没有空行",
    "红色分隔线和标题之间空2行",
    "7.3.1", "usual", of_masthead=True,
)  # fmt: skip
BADLY_BROKEN_TITLE = LayoutRule(
    "G25", "标题分行", Stage.LAYOUT, "warning",
    "标题每行不超过版心宽，分行时不拆开词，最后一行不少于4字，三行以上的排成梯形或者菱形",
    "标题的第2行只有“的通知”",
    "标题的第2行是“活动实施方案的通知”",
    "7.3.1", "usual", by_hand=True,
)  # fmt: skip
RECIPIENTS_NOT_FLUSH = LayoutRule(
    "G26", "主送机关顶格", Stage.LAYOUT, "error",
    "主送机关顶格",
    "“各部门：”左空2字",
    "“各部门：”顶格",
    "7.3.2", "must",
)  # fmt: skip
WRONG_SPACE_ABOVE_RECIPIENTS = LayoutRule(
    "G27", "主送机关上空一行", Stage.LAYOUT, "error",
    "标题和主送机关之间空1行",
    "标题和主送机关之间没有空行",
    "标题和主送机关之间空1行",
    "7.3.2", "must",
)  # fmt: skip
WRONG_BODY_INDENT = LayoutRule(
    "G28", "正文缩进", Stage.LAYOUT, "warning",
    "正文每段一般首行缩进2字，左右两侧不缩进，成段的话不居中、不右对齐；章、节的标题通常居中",
    "正文一段首行没有缩进",
    "正文一段首行缩进2字",
    "7.3.3", "usual", singly=True, mends=Operation.INDENT,
)  # fmt: skip
TYPED_INDENT = LayoutRule(
    "G29", "空格缩进", Stage.LAYOUT, "warning",
    "段首空2字用“首行缩进”设，不敲空格",
    "段首敲了两个空格",
    "段首没有空格，首行缩进设2字符",
    "7.3.3", "usual", mends=Operation.INDENT,
)  # fmt: skip
WRONG_HEADING_FONT = LayoutRule(
    "G30", "层次标题字体", Stage.LAYOUT, "warning",
    "“一、”一级标题一般用黑体，“（一）”二级用楷体，三级、四级用仿宋，都是三号",
    "“一、总体要求”是仿宋",
    "“一、总体要求”是黑体",
    "7.3.3", "usual",
)  # fmt: skip
BOLD_TEXT = LayoutRule(
    "G31", "加粗", Stage.LAYOUT, "warning",
    "层次标题一般不加粗，正文通常不加粗",
    "“（一）梳理现行制度”是楷体加粗",
    "“（一）梳理现行制度”是楷体，不加粗",
    "7.3.3", "practice", mends=Operation.NOT_BOLD,
)  # fmt: skip
STRAY_BLANK_LINE = LayoutRule(
    "G32", "正文空行", Stage.LAYOUT, "info",
    "正文的段落之间通常不空行",
    "“一、总体要求”上面空了1行",
    "“一、总体要求”紧接上一段",
    "7.3.3", "practice", mends=Operation.NO_BLANKS,
)  # fmt: skip
WRONG_SPACE_ABOVE_ATTACHMENTS = LayoutRule(
    "G33", "附件说明上空一行", Stage.LAYOUT, "error",
    "正文和附件说明之间空1行",
    "正文和“附件：”之间没有空行",
    "正文和“附件：”之间空1行",
    "7.3.4", "must",
)  # fmt: skip
WRONG_ATTACHMENTS_INDENT = LayoutRule(
    "G34", "附件说明左空二字", Stage.LAYOUT, "error",
    "附件说明左空2字",
    "“附件：”顶格",
    "“附件：”左空2字",
    "7.3.4", "must", mends=Operation.LISTED_ATTACHMENT,
)  # fmt: skip
UNALIGNED_ATTACHMENTS = LayoutRule(
    "G35", "附件说明对齐", Stage.LAYOUT, "error",
    "附件说明各项的序号上下对齐，一项写不下的，回行与名称的首字对齐",
    "“2.”和上面的“附件：”左边对齐",
    "“2.”和上一项的“1.”对齐",
    "7.3.4", "must", mends=Operation.LISTED_ATTACHMENT,
)  # fmt: skip
WRONG_SEALED_DATE_INDENT = LayoutRule(
    "G36", "成文日期右空四字", Stage.LAYOUT, "warning",
    "盖章的公文，成文日期一般右空4字，署名很长的可以多空",
    "盖章的公文，成文日期右边没有空",
    "盖章的公文，成文日期右空4字",
    "7.3.5.1", "usual",
)  # fmt: skip
SIGNATURE_OFF_CENTRE = LayoutRule(
    "G37", "署名居中", Stage.LAYOUT, "warning",
    "一个机关署名、盖章的公文，署名一般以成文日期为准居中",
    "署名和成文日期都右空4字，署名的中间偏左",
    "署名的中间对着成文日期的中间",
    "7.3.5.1", "usual",
)  # fmt: skip
WRONG_UNSEALED_SIGNATURE = LayoutRule(
    "G38", "不盖章的署名和日期", Stage.LAYOUT, "error",
    "不盖章的公文，署名上面空1行、右空2字，成文日期的首字比署名的首字右移2字；日期比署名长的，日期右空2字",
    "不盖章的公文，署名右边没有空",
    "不盖章的公文，署名右空2字",
    "7.3.5.2", "must",
)  # fmt: skip
WRONG_DATE_FONT = LayoutRule(
    "G39", "成文日期字体字号", Stage.LAYOUT, "warning",
    "成文日期一般和正文一样，用三号仿宋",
    "“2026年7月20日”是四号宋体",
    "“2026年7月20日”是三号仿宋",
    "7.3.5.4", "usual",
)  # fmt: skip
MISSET_NOTE = LayoutRule(
    "G40", "附注", Stage.LAYOUT, "error",
    "附注在成文日期下一行，左空2字，用全角圆括号括起来",
    "(联系人：李明，电话：0000-6688124)",
    "（联系人：李明，电话：0000-6688124）",
    "7.3.6", "must",
)  # fmt: skip
ATTACHMENT_WITHOUT_PAGE_BREAK = LayoutRule(
    "G41", "附件另面", Stage.LAYOUT, "error",
    "附件另起一页，印发的材料通常也另起一页",
    "“附件1”接在成文日期下面",
    "“附件1”另起一页",
    "7.3.7", "must", mends=Operation.NEW_PAGE,
)  # fmt: skip
MISSET_ATTACHMENT_LABEL = LayoutRule(
    "G42", "附件标注", Stage.LAYOUT, "error",
    "附件标注（“附件1”）用三号黑体，顶格，后面不加冒号",
    "附件1：",
    "附件1",
    "7.3.7", "must",
)  # fmt: skip
MISPLACED_ATTACHMENT_LABEL = LayoutRule(
    "G43", "附件标注和标题的行", Stage.LAYOUT, "error",
    "附件标注单独占一页的第1行，空1行，附件标题在第3行",
    "“附件1”和“任务分解表”写在一行",
    "“附件1”在第1行，“任务分解表”在第3行",
    "7.3.7", "must",
)  # fmt: skip
MISSET_ATTACHMENT_TITLE = LayoutRule(
    "G44", "附件标题", Stage.LAYOUT, "error",
    "附件标题居中，通常用二号小标宋",
    "附件标题“任务分解表”左对齐",
    "附件标题“任务分解表”居中",
    "7.3.7", "must",
)  # fmt: skip
MISSING_IMPRINT_OR_RULES = LayoutRule(
    "G45", "版记和分隔线", Stage.LAYOUT, "error",
    "公文有版记；版记有首条、末条、中间的分隔线，与版心等宽，首条、末条不比中间的细（推荐0.35毫米、0.25毫米）",
    "版记没有分隔线",
    "版记的首条、末条用粗线，中间用细线，都长156毫米",
    "7.4.1", "must", mends=Operation.IMPRINT_RULES,
)  # fmt: skip
WRONG_IMPRINT_FONT = LayoutRule(
    "G46", "版记字体字号", Stage.LAYOUT, "warning",
    "版记一般用四号仿宋",
    "版记是三号宋体",
    "版记是四号仿宋",
    "7.4.2", "usual",
)  # fmt: skip
MISALIGNED_COPY_LIST = LayoutRule(
    "G47", "抄送机关", Stage.LAYOUT, "error",
    "版记里的抄送机关左、右各空1字，回行与冒号后的首字对齐",
    "“抄送：”一行顶格",
    "“抄送：”一行左空1字",
    "7.4.2", "must", mends=Operation.COPIED_ORGANS,
)  # fmt: skip
MISSET_PRINTING_LINE = LayoutRule(
    "G48", "印发机关和印发日期", Stage.LAYOUT, "error",
    "版记里写印发机关和印发日期，印发机关左空1字，印发日期右空1字，日期后面有“印发”；信函不看",
    "版记写“华澜能源集团有限公司办公室　2026年7月20日”",
    "版记写“华澜能源集团有限公司办公室　2026年7月20日印发”",
    "7.4.3", "must",
)  # fmt: skip
MISPLACED_IMPRINT = LayoutRule(
    "G49", "版记位置", Stage.LAYOUT, "error",
    "版记在最后一页（附件后面）的最下面，末条分隔线与版心下边缘重合；看不准的请人看一眼",
    "版记在附件前面",
    "版记在附件后面，最后一页的最下面",
    "7.4.1", "practice", by_hand=True,
)  # fmt: skip
MISSING_PAGE_NUMBER = LayoutRule(
    "G50", "页码", Stage.LAYOUT, "error",
    "每一节、单页和双页都有页码，封面、横页和信函的首页不算",
    "页脚里没有页码",
    "页脚里有“— 1 —”",
    "7.5", "must", mends=Operation.PAGE_NUMBERS,
)  # fmt: skip
WRONG_PAGE_NUMBER_SIDE = LayoutRule(
    "G51", "页码位置", Stage.LAYOUT, "error",
    "单页的页码居右空1字，双页的居左空1字，居中的只提示；没有版头的材料不看",
    "单页、双页的页码都在右边",
    "单页的页码居右空1字，双页的居左空1字",
    "7.5", "must", mends=Operation.PAGE_NUMBERS,
)  # fmt: skip
WRONG_PAGE_NUMBER_FORM = LayoutRule(
    "G52", "页码形式", Stage.LAYOUT, "error",
    "页码的数字左右各有一条一字线“—”",
    "- 1 -",
    "— 1 —",
    "7.5", "must", mends=Operation.PAGE_NUMBERS,
)  # fmt: skip
WRONG_PAGE_NUMBER_FONT = LayoutRule(
    "G53", "页码字体字号", Stage.LAYOUT, "warning",
    "页码一般用四号宋体",
    "页码是五号",
    "页码是四号宋体",
    "7.5", "usual", mends=Operation.PAGE_NUMBERS,
)  # fmt: skip
MISPLACED_LANDSCAPE_NUMBER = LayoutRule(
    "G54", "横排页面", Stage.LAYOUT, "error",
    "横页的页码与竖页的在同一个位置，表头在订口一边；看不准的请人看一眼",
    "横页的页码在纸的下边",
    "横页的页码在左边空白处，随纸转90度",
    "8", "practice", by_hand=True,
)  # fmt: skip
OVERSIZED_TABLE = LayoutRule(
    "G55", "表格", Stage.LAYOUT, "error",
    "表格不比版心宽；超过20行的表格，每页重复表头",
    "表格宽180毫米，版心宽156毫米",
    "表格宽156毫米",
    "5.2.1", "must",
)  # fmt: skip
WRONG_LETTER_FORMAT = LayoutRule(
    "G56", "信函格式", Stage.LAYOUT, "error",
    "信函的标志只写主办机关名称、离纸边30毫米，有两条170毫米长的红色双线，发文字号顶格居右，首页不显示页码，版记不写印发机关和印发日期",
    "信函的标志是“华澜能源集团有限公司文件”",
    "信函的标志是“华澜能源集团有限公司”",
    "10.1", "must", by_hand=True,
)  # fmt: skip
WRONG_ATTENDANCE_FONT = LayoutRule(
    "G57", "纪要格式", Stage.LAYOUT, "warning",
    "会议纪要的“出席”“请假”“列席”一般用黑体",
    "“出席：”是仿宋",
    "“出席：”是黑体",
    "10.3", "usual",
)  # fmt: skip
LEFTOVER_MARKUP = LayoutRule(
    "G58", "标记残留", Stage.LAYOUT, "info",
    "定稿的正文通常没有底色、删除线、下划线",
    "“8月31日前”有黄色的底色",
    "“8月31日前”没有底色",
    None, "practice", by_hand=True,
)  # fmt: skip
WRONG_SPACE_BELOW_RECIPIENTS = LayoutRule(
    "G59", "主送机关下一行", Stage.LAYOUT, "warning",
    "主送机关的下一行就是正文",
    "主送机关和正文之间空1行",
    "主送机关和正文之间不空行",
    "7.3.3", "usual",
)  # fmt: skip
RESTARTED_PAGE_NUMBERS = LayoutRule(
    "G60", "页码连续", Stage.LAYOUT, "error",
    "一份文件各节的页码连着编，封面后面的可以从头编",
    "附件一节的页码从1重新编",
    "附件一节的页码选“续前节”",
    "7.5", "must", mends=Operation.RUN_ON,
)  # fmt: skip
FOREIGN_PRINTING_OFFICE = LayoutRule(
    "G61", "印发机关", Stage.LAYOUT, "warning",
    "版记的印发机关一般是发文机关自己的办公厅（室）或者部门",
    "华澜能源集团有限公司发文，印发机关写“青岚市能源局办公室”",
    "华澜能源集团有限公司发文，印发机关写“华澜能源集团有限公司办公室”",
    "7.4.3", "usual", by_hand=True,
)  # fmt: skip
IMPRINT_OUT_OF_ORDER = LayoutRule(
    "G62", "版记各项的顺序", Stage.LAYOUT, "error",
    "版记从上到下依次是主送、抄送、印发机关和印发日期",
    "“抄送：”在印发机关和印发日期下面",
    "“抄送：”在印发机关和印发日期上面",
    "7.4.2", "must", by_hand=True,
)  # fmt: skip

RELAYING = frozenset(rule for rule in tuple(vars().values()) if isinstance(rule, LayoutRule) and rule.relays)
"""The rules with which mended the pages break elsewhere: those of page, line spacing and size."""
