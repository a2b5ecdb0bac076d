"""What a kind of document says at its end, and what a request (请示) needs: T24, T25."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Severity
from docgen.gongwen.standard import KINDS
from docgen.gongwen.textrules.case import BODY, HAN, Case, fault

CLOSING = re.compile(r"(?:特此|专此)(通知|通报|报告|请示|函告|函达|函复|函|批复|公告|通告|致函|复函)(?=[。，！]|$)")
BELONGS = {"函告": "函", "函达": "函", "函复": "函", "致函": "函", "复函": "函"}
OPEN = ("意见", "决定", "决议", "令", "命令", "公报", "议案", "纪要")
"""Kinds without a closing phrase of their own, which are sent out by other papers; 特此通知 is none of theirs either."""
OWN = ("通知", "通报", "公告", "通告")
ASKING = re.compile(
    r"请(?:予|给予)?(?:批示|批准|审批|批复)(?=[。！]|$)|(?:妥否|当否|是否妥当)，请[^。，]{0,6}(?=。|$)"
)
ASKED = re.compile(r"批示|批复|审批|批准|审示|指示|审定")
CONTACT = re.compile(r"联系人|联系电话|电话|联系方式")
BELOW = re.compile(r"各(?:下属|所属|子公司|分公司|科室|直属|县|区|乡|镇|街道|基层|分支)")


def phrase(case: Case) -> Iterator[Diagnostic]:
    """T24: the closing phrase is that of the kind, and a report asks for nothing."""
    body = case.of(*BODY, part=0)
    for at in body[-4:]:
        for match in CLOSING.finditer(at.text):
            kind = BELONGS.get(match[1], match[1])
            if case.kind in KINDS and kind != case.kind and (case.kind not in OPEN or match[1] in OWN):
                message = f"文种是{case.kind}，结束语写的是“{match[0]}”"
                right = (
                    f"特此{case.kind}" if case.kind in (*OWN, "报告", "请示", "批复") else f"与{case.kind}相应的结束语"
                )
                cure = "请修改结束语，或者核对文种"
                yield fault(at, "warning", message, match[0], right, cure)
    if case.kind == "报告":
        for at in body:
            if asked := ASKING.search(at.text):
                message = f"报告里写了“{asked[0]}”，报告不得夹带请示事项"
                cure = "请删去这一处；需要请示的，另写一份请示"
                yield fault(at, "error", message, asked[0], "另行请示", cure, strength="must")
    if case.kind == "请示" and body and not any(ASKED.search(at.text) for at in body[-3:]):
        yield fault(
            body[-1], "info", "请示的末尾没有请求批示的话", "", "妥否，请批示。", "请补上结束语，如“妥否，请批示。”"
        )
    told = any(re.search(r"请认真贯彻(?:执行|落实)", p.text) for p in body)
    needless = next((p for p in body if p.text == "特此通知。"), None)
    if case.kind == "通知" and told and needless:
        yield fault(
            needless, "info", "已经写了“请认真贯彻执行”，又写了“特此通知”", "特此通知", "", "“特此通知”可以删去"
        )


def request(case: Case) -> Iterator[Diagnostic]:
    """T25: a request goes to one organ, not to those below, names a contact, and is signed by a responsible person."""
    document = case.reading.document
    grave: Severity = "error" if case.has_mark else "warning"
    if case.has_mark and case.kind in ("请示", "报告") and not (document.signers or has_signer(case)):
        at = case.first("number") or case.first("title")
        cure = "请在发文字号同一行的右边写“签发人：姓名”"
        yield fault(at, "error", f"{case.kind}是上行文，没有签发人", "", "签发人：姓名", cure, "7.2.6", "must")
    if case.kind != "请示":
        return
    organs = [name for name in re.split(r"[、，；,]", document.recipients or recipients(case)) if name.strip()]
    if len(organs) > 1:
        at = case.first("recipients")
        found = at.text if at else ""
        yield fault(
            at,
            grave,
            f"请示写了{len(organs)}个主送机关",
            found,
            "只主送一个上级机关",
            "请只留一个主送机关，其他机关改为抄送",
        )
    if case.has_head and not CONTACT.search(document.note + "".join(p.text for p in case.of("note", part=0))):
        at = case.last("note", "date")
        yield fault(
            at,
            grave,
            "请示的附注没有写联系人和电话",
            "",
            "（联系人：…；联系电话：…）",
            "请在成文日期的下一行加上附注，如“（联系人：姓名；联系电话：号码）”",
        )
    for at in case.of("imprint"):
        if at.text.startswith("抄送") and (match := BELOW.search(at.text)):
            yield fault(
                at,
                "warning",
                f"请示抄送了下级机关（“{match[0]}”）",
                match[0],
                "不抄送下级机关",
                f"请从抄送里删去“{match[0]}”",
            )


def has_signer(case: Case) -> bool:
    """Whether 签发人 and a name stand in the masthead."""
    return any(
        re.search(rf"签\s*发\s*人\s*+(?:[：:]\s*+)?[{HAN}]", p.text) for p in case.of("number", "signers", part=0)
    )


def recipients(case: Case) -> str:
    """The addressees as typed, without the colon."""
    return "".join(p.text for p in case.of("recipients", part=0)).rstrip("：:")
