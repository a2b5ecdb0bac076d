"""The rules D02–D19: templates, and existing files that are bound in as attachments."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

UNRESOLVED_REVISIONS = Rule(
    "D02", "没处理的修订", Stage.TEMPLATE, "error", "模板和要装订的附件里没有还没处理的修订",
    "附件“学习材料.docx”里有几处修订，还没有接受", "附件“学习材料.docx”接受了所有修订",
)  # fmt: skip
UNBINDABLE_ATTACHMENT = Rule(
    "D03", "不能装订的附件", Stage.TEMPLATE, "error",
    "要装订的附件没有脚注、尾注、批注，图片和正文都在文件里，不从别处取",
    "附件“学习材料.docx”里有批注", "附件“学习材料.docx”里的批注处理完，都删去了",
)  # fmt: skip
UNUSED_TEMPLATE = Rule(
    "D04", "没有用到的模板", Stage.TEMPLATE, "warning", "模板文件夹里的文件都用自带模板的名字",
    "模板文件夹里放了“通知模板.docx”", "模板文件夹里放“通知.docx”",
)  # fmt: skip
LOST_HEADER = Rule(
    "D05", "不保留的页眉页脚", Stage.TEMPLATE, "warning", "要装订的附件，要紧的话不写在页眉、页脚里",
    "附件的页眉写着“内部资料，注意保存”", "“内部资料，注意保存”写在附件的正文里",
)  # fmt: skip
LIVE_CONTENT_REMOVED = Rule(
    "D06", "附件里不带进来的", Stage.TEMPLATE, "warning",
    "要装订的附件里没有隐藏的文字、嵌入的对象、控件、取外部内容的域等，有的只带进显示出来的文字和图片",
    "附件“学习材料.docx”里有隐藏的文字", "附件“学习材料.docx”里的隐藏文字核对后删去了",
)  # fmt: skip
UNREADABLE_REPORT_TEXT = Rule(
    "D07", "读不出来的报告文字", Stage.TEMPLATE, "error", "报告用的文字是 UTF-8 编码的文本文件，大小像一份报告的文字",
    "“总结.txt”用记事本存成了“ANSI”编码", "“总结.txt”用记事本存成“UTF-8”编码",
)  # fmt: skip
MALFORMED_TAG = Rule(
    "D10", "标签的写法", Stage.TEMPLATE, "error", "模板里的标签用英文半角的花括号，写得完整、成对，写在该写的地方",
    "｛｛ 标题 ｝｝", "{{ 标题 }}",
)  # fmt: skip
UNKNOWN_TAG_NAME = Rule(
    "D11", "标签里的名称", Stage.TEMPLATE, "error", "标签里写的名称，数据里都有",
    "{{ 主送机构 }}", "{{ 主送机关 }}",
)  # fmt: skip
UNFILLABLE_TEMPLATE = Rule(
    "D12", "填不进去的模板", Stage.TEMPLATE, "error", "模板的每个标签都填得进内容，填好以后是一份完好的文件",
    "{{ 落款 }}", "{{p 落款 }}",
)  # fmt: skip
UNPRINTED_VALUE = Rule(
    "D13", "模板里缺的标签", Stage.TEMPLATE, "warning", "文件里有的标题、正文、落款、版记等，模板里都有标签印出来",
    "文件有标题，“通知.docx”模板里没有 {{ 标题 }}", "“通知.docx”模板里有 {{ 标题 }}",
)  # fmt: skip
CHINESE_QUOTES_IN_TAG = Rule(
    "D14", "标签里的引号", Stage.TEMPLATE, "warning", "标签里用英文的引号",
    "{%p if 段.类型 == ‘一级标题’ %}", "{%p if 段.类型 == '一级标题' %}",
)  # fmt: skip
TAG_NOT_FILLED = Rule(
    "D15", "不会填的标签", Stage.TEMPLATE, "warning", "标签写在正文和用到的页眉、页脚里，别处的不会填",
    "脚注里写了 {{ 标题 }}", "正文里写 {{ 标题 }}",
)  # fmt: skip
UNUSUAL_STYLE_FONT = Rule(
    "D16", "模板样式的字体", Stage.TEMPLATE, "info", "模板各样式的字体和自带的模板一样，本单位另有规定的可以不改",
    "样式“公文标题”的字体是“楷体_GB2312”", "样式“公文标题”的字体是“方正小标宋简体”", "5.2.2", "practice",
)  # fmt: skip
MISSING_STYLE = Rule(
    "D17", "模板里少的样式", Stage.TEMPLATE, "warning", "填进来的内容要用的样式，模板里都有",
    "“通知.docx”模板里没有样式“版记文字”", "“通知.docx”模板里有样式“版记文字”",
)  # fmt: skip
LIVE_TEMPLATE_CONTENT = Rule(
    "D18", "模板里会带出去的", Stage.TEMPLATE, "error",
    "模板里没有隐藏的文字、嵌入的对象、控件、取外部内容的域等，有了会带进每一份文件",
    "模板里有隐藏的文字", "模板里的隐藏文字核对后删去了",
)  # fmt: skip
UNEVEN_TEMPLATE_FONTS = Rule(
    "D19", "各模板字体不一", Stage.TEMPLATE, "warning", "同一份文件用到的几个模板，同一个样式用一种字体",
    "“通知.docx”的“表文”改成了“宋体”，“附件.docx”的还是“仿宋_GB2312”", "“通知.docx”“附件.docx”的“表文”都是“宋体”",
)  # fmt: skip
