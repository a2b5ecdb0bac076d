"""实施方案: a plan as a document of its own, without a red head; to be issued it travels under a 通知."""

from docgen.documents.kinds import NO_HEAD, Kind

KIND = Kind(
    name="实施方案",
    template="实施方案",
    required=("标题", "正文"),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=NO_HEAD,
    about="单独成文的方案：标题、正文、附件，不带红头",
)
