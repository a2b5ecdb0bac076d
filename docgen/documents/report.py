"""报告: reports upward; names the person who signed it off (签发人)."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="报告",
    template="上行文",
    required=("发文字号", "签发人", "标题", "主送", "正文", "成文日期"),
    upward=True,
    about="上行文：发文字号居左、签发人居右",
)
