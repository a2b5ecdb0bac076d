"""通知: publishes, forwards, or tells others what to do or know; the usual carrier of a plan."""

from docgen.documents.kinds import Kind

KIND = Kind(
    name="通知",
    template="通知",
    required=("发文字号", "标题", "主送", "正文", "成文日期"),
    about="下行文：版头、发文字号、标题、主送、正文、印发件、附件、落款、版记",
)
