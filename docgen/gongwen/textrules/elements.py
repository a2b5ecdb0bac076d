"""The elements of a document and how they agree with each other: T30–T34, T50."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.edits import change, colon, full_stop
from docgen.gongwen.textrules.case import BODY, SIGNED_KINDS, Case, Passage, bare_title, fault, same
from docgen.gongwen.textrules.enclosures import TYPED_LABEL
from docgen.wording import shortens

ORGAN = re.compile(r"(?:公司|集团|局|委|厅|部|室|会|院|府|中心|办|处|站|所|行|社|校|学)$")
OFFICE = re.compile("办公|秘书|综合|行政")
LABEL = re.compile(
    r"^(?!各|全体|有关|机关|市直|县直|区直|省直)(?:.{0,8}(?:日期|时间|名称|姓名|电话|手机|联系人|负责人|地址|地点|编号|邮编|邮箱|传真|职务|职称"
    r"|岗位|性别|备注|签字|签名|盖章|制表人?|审核人?|填表人|金额|版本)|(?:填报|填写|填表|报送|申报|申请|制表|编制|主办|承办|责任|牵头|被检查|受检"
    r"|送检|施工|建设|监理|推荐|所在|工作|送达)(?:单位|部门|企业|机关|机构|处室|科室))(?:[（(][^（）()]*[）)])?\s*[：:].{0,30}$"
)
"""What is filled in: 填写日期：, 单位名称：; no addressee."""
GREETING = re.compile(
    r"^(?:各[^。；：]{1,80}|[^。；：]{2,80}(?:公司|集团|局|委|厅|部|室|会|院|府|中心|处|站|所|行|社|校))：$"
)
INTRODUCES = re.compile("如下|以下|下列|下面|通知|要求|包括")
WITHOUT_SIGNATURE = ("令", "命令", "纪要", "议案", "公报", "决议")


def addressed(case: Case) -> Iterator[Diagnostic]:
    """T30: a document that is sent out says to whom."""
    document = case.reading.document
    below = document.imprint.recipients if document.imprint else ""
    untyped = document.recipients if not case.of("recipients", part=0) else ""
    if addressee_lines(case) or untyped or below or not case.sent or greeting(case):
        return
    if any(p.text.startswith("主送") for p in case.of("imprint")):
        return
    if case.kind in (*SIGNED_KINDS, "议案"):
        yield fault(
            case.last("title"),
            "error" if case.has_head else "warning",
            f"{case.kind}没有主送机关",
            "",
            "如“各县区，各部门：”",
            "请在标题下面空一行写主送机关，末尾用全角冒号",
        )
    elif case.kind == "意见":
        yield fault(
            case.last("title"),
            "warning",
            "意见没有主送机关",
            "",
            "有主送机关",
            "请核对：向上级或者下级发的意见要写主送机关",
        )


def addressee_lines(case: Case) -> list[Passage]:
    """The lines of the addressees, without those of a form that were taken for some."""
    return [p for p in case.of("recipients", part=0) if not LABEL.match(p.text)]


def greeting(case: Case) -> bool:
    """Whether a line over the text is an addressee all the same, though something else stands before it."""
    body = case.of(*BODY, part=0)
    before = next((i for i, p in enumerate(body) if p.role == "heading" or p.text.endswith("。")), len(body))
    return any(GREETING.match(p.text) and not INTRODUCES.search(p.text) for p in body[:before])


def addressees(case: Case) -> Iterator[Diagnostic]:
    """T31: the addressees end with a full-width colon and are divided by 、 and ，."""
    lines = addressee_lines(case)
    if not lines:
        return
    last = lines[-1]
    if not last.text.endswith("："):
        found = last.text[-1]
        if found == ":":
            message, cure = "主送机关后面用了半角冒号", "请改为全角冒号“：”"
        else:
            message, cure = f"主送机关以“{found}”结尾，后面没有冒号", "请在最后一个主送机关后面用全角冒号“：”"
        yield fault(last, "error", message, found, "：", cure, fix=change(last.text, colon(last.text)))
    for at in lines:
        if match := re.search(r"；|[^\s\u3000][ \u3000]+[^\s\u3000]", at.text):
            message = "主送机关之间用了分号" if match[0] == "；" else "主送机关之间留了空格"
            cure = "请在同类机关之间用顿号，不同类的机关之间用逗号"
            yield fault(at, "info", message, match[0], "用顿号和逗号", cure, strength="practice")


def marks(case: Case) -> list[str]:
    """The organs of the mark, without 文件."""
    typed = [p.text for p in case.of("mark", part=0)]
    names = (re.sub(r"文件$", "", same(name).rstrip("：:")) for name in case.reading.document.mark or typed)
    return [name for name in names if name]


def signatures(case: Case) -> list[tuple[Passage | None, str]]:
    """The organs that sign, each with its paragraph."""
    lines = [p for p in case.of("signature", part=0) if not TYPED_LABEL.match(p.text)]
    placed = [(p, same(name)) for p in lines for name in beside(p.text)]
    return [*placed] or [(None, same(name)) for name in case.reading.document.signature if not TYPED_LABEL.match(name)]


def beside(text: str) -> list[str]:
    """The names of organs that stand on one line, parted by blanks."""
    names = re.split(r"[ \u3000\xa0\t]{2,}|[\u3000\t]", text)
    return names if all(len(name) > 3 and ORGAN.search(name) for name in names) else [text]


def related(a: str, b: str) -> bool:
    """Whether two names can be those of one organ: one is the other, or can be its short form."""
    return (len(a) >= 2 and shortens(a, b)) or (len(b) >= 2 and shortens(b, a))


def signed(case: Case) -> Iterator[Diagnostic]:
    """T32: there is a signature without a colon, and the organs that sign are those of the mark, in the same order."""
    heads, signers = marks(case), signatures(case)
    names = [name.rstrip("：:") for _, name in signers]
    yield from unsigned(case)
    for at in (*case.of("mark", "signature", part=0), *likely_signatures(case)):
        if at.text.endswith(("：", ":")):
            what = "发文机关标志" if at.role == "mark" else "署名"
            end, cure = at.text[-1], f"请删去“{at.text[-1]}”；这一行是主送机关的，请移到标题下面"
            yield fault(at, "warning", f"{what}以“{end}”结尾", end, "机关名称后不加标点", cure)
    if not heads or not names or case.kind in WITHOUT_SIGNATURE or "".join(names) in heads or heads == names:
        return
    if len(heads) == 1 and len(names) > 1 and related(heads[0], names[0]):
        return  # a joint document may bear the mark of the lead organ alone
    if len(heads) != len(names):
        message = f"发文机关标志有{len(heads)}个机关（{'、'.join(heads)}），署名有{len(names)}个（{'、'.join(names)}）"
        yield fault(signers[0][0], "error", message, "", "、".join(heads), "请核对，署名应与发文机关标志一致")
        return
    for (signed_at, _), name, head in zip(signers, names, heads, strict=True):
        if name == head:
            continue
        found = signed_at.text if signed_at else name
        if related(name, head):
            message = f"署名“{name}”和发文机关标志“{head}”不一样，像是一个全称、一个简称"
            yield fault(signed_at, "info", message, found, head, "请核对简称是不是规范化简称")
        else:
            yield fault(
                signed_at,
                "error",
                f"署名是“{name}”，发文机关标志是“{head}”",
                found,
                head,
                "请核对后改成一致；联合行文按标志的顺序署名",
            )


def likely_signatures(case: Case) -> list[Passage]:
    """Names of organs at the end of the text, which were taken for text."""
    if signatures(case):
        return []
    ends = [(p, p.text.rstrip("：:")) for p in case.of(*BODY, "date", "note", part=0)[-4:]]
    return [p for p, name in ends if ORGAN.search(name) and len(name) <= 30 and not re.search("[，。；：]", name)]


def unsigned(case: Case) -> Iterator[Diagnostic]:
    """A document of a kind that is signed, without a signature."""
    if not case.sent or case.kind not in SIGNED_KINDS or signatures(case):
        return
    if likely_signatures(case):
        return
    at = case.last("date") or case.last(*BODY)
    cure = "请在成文日期的上一行写发文机关的全称或者规范化简称"
    yield fault(
        at, "error" if case.has_mark else "warning", f"{case.kind}没有发文机关署名", "", "发文机关署名", cure,
        "7.3.5.1", "must",
    )  # fmt: skip


def title_organ(case: Case) -> Iterator[Diagnostic]:
    """T33: the organ that the title names is one that signs."""
    before, about, _ = bare_title(case.title).partition("关于")
    named = same(before)
    names = [name for _, name in signatures(case)]
    if not about or not names or not ORGAN.search(named) or case.kind in WITHOUT_SIGNATURE:
        return
    if not any(related(named, name) or name in named for name in names):
        at = next((p for p in case.of("title", part=0) if before and before in p.text), case.first("title"))
        message = f"标题里的发文机关是“{before}”，署名是“{'、'.join(names)}”"
        yield fault(at, "warning", message, before, names[0], "请核对后改成一致")


def printer(case: Case) -> Iterator[Diagnostic]:
    """T34: 印发机关 belongs to the issuing organ: its office, or at least the beginning of its name."""
    imprint = case.reading.document.imprint
    printed_by = same(imprint.printed_by) if imprint else ""
    names = marks(case) + [name for _, name in signatures(case)] + [same(n) for n in case.reading.document.issuers]
    if not printed_by or not names or OFFICE.search(printed_by):
        return
    if not any(name[:2] == printed_by[:2] or printed_by in name for name in names):
        at = next((p for p in case.of("imprint") if printed_by in same(p.text)), None)
        message = f"印发机关是“{printed_by}”，看不出是“{names[0]}”的部门"
        yield fault(at, "warning", message, printed_by, f"如“{names[0]}办公室”", "请核对印发机关的名称")


def copied(case: Case) -> Iterator[Diagnostic]:
    """T50: 抄送 ends with a full stop, is not called 抄报, and does not repeat 主送."""
    lines = case.of("imprint")
    for at in lines:
        if at.text.startswith("抄报"):
            yield fault(at, "warning", "“抄报”已经取消，一律用“抄送”", "抄报", "抄送", "请改为“抄送”")
    start = next((i for i, p in enumerate(lines) if re.match("抄[送报]", p.text)), None)
    if start is None:
        return
    end = start + 1
    while end < len(lines) and not re.search(r"印发|^主送|\d日", lines[end].text):
        end += 1
    last = lines[end - 1]
    if not last.text.endswith("。"):
        yield fault(
            last,
            "error",
            "抄送机关末尾没有句号",
            last.text[-4:],
            "最后一个抄送机关后用句号",
            "请补上句号“。”",
            fix=change(last.text, full_stop(last.text)),
        )
    yield from repeated(case, lines[start:end])


def repeated(case: Case, lines: list[Passage]) -> Iterator[Diagnostic]:
    """Organs that are addressed and copied at once."""
    document = case.reading.document
    addressed = document.recipients or "".join(p.text for p in case.of("recipients", part=0))
    main = set(organs(addressed) + organs(document.imprint.recipients if document.imprint else ""))
    for at in lines:
        for name in organs(re.sub(r"^抄[送报][：:]", "", at.text)):
            if name in main:
                yield fault(
                    at,
                    "warning",
                    f"“{name}”既是主送机关又是抄送机关",
                    name,
                    "主送、抄送不重复",
                    f"请从抄送里删去“{name}”",
                )


def organs(text: str) -> list[str]:
    """The names in a list of organs."""
    return [name.strip() for name in re.split(r"[、，；,。：:]", text) if name.strip()]
