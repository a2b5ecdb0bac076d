"""请示: asks upward for an instruction or an approval; gives a contact in its 附注."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="请示",
    template="上行文",
    required=("发文字号", "签发人", "标题", "主送", "正文", "成文日期", "附注"),
    upward=True,
    about="上行文：一文一事，附注写联系人和电话",
)
