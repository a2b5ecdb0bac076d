"""公文: a red-headed document of any other kind (意见, 决定, 批复, 公告 …); with a 签发人 it is laid out as one sent upwards."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="公文",
    template="通知",
    required=("标题",),
    signature_required=False,
    upward=True,
    upward_template="上行文",
    about="其他文种（意见、决定、批复、公告、通告等）的红头文件；写了签发人就按上行文排",
)
