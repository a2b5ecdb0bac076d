"""纪要: the record of a meeting (GB/T 9704-2012, 10.3); not signed, lists who was there."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="纪要",
    template="纪要",
    required=("正文",),
    usual=("期号", "标题", "成文日期"),
    mark_suffix="",
    signed=False,
    unprinted=("主送", "发文字号", "署名", "签发人", "标注"),
    about="纪要格式：标志、期号、正文、出席请假列席名单",
)
