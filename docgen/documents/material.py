"""材料: a text without a red head, whatever it has: a plan, a report as paper, the attachment of another document."""

from docgen.documents.kinds import NO_HEAD, Kind

KIND = Kind(
    name="材料",
    template="材料",
    required=(),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=tuple(key for key in NO_HEAD if key != "标注"),
    about="不带红头的文稿：有什么印什么；导入的文稿没有红头时用它",
)
"""Nothing is required: what was imported is kept as it is."""
