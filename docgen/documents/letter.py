"""函: between organs of which neither stands above the other; the letter format (GB/T 9704-2012, 10.1)."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="函",
    template="函",
    required=("发文字号", "标题", "主送", "正文", "成文日期"),
    mark_suffix="",
    about="信函格式：首页红色双线，首页不编页码；可以每个单位一份",
)
