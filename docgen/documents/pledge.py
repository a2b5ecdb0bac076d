"""合规承诺书: what each member of staff promises, one person a page, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from docgen.campaign.model import Campaign, DocumentEntry, Person
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.people import BLANK, person_fields
from docgen.gongwen.document import Part
from docgen.gongwen.parse import parse
from docgen.ledgers.periods import Period

NAME = "合规承诺书"
TEMPLATE = "承诺书"
TEXT = Path(__file__).with_name("texts") / f"{NAME}.txt"
GAP = "\u3000" * 2
SIGNING = (f"承诺人（签名）：{BLANK}", f"{GAP * 2}年{GAP}月{GAP}日")


def title(campaign: Campaign, period: Period | None) -> str:
    """What each sheet is called."""
    return NAME


@cache
def shipped() -> str:
    """The sentences where the data file has none."""
    return TEXT.read_text(encoding="utf-8")


def sheets(entry: DocumentEntry, people: Sequence[Person]) -> Iterator[Part]:
    """A sheet for each person; what is not known of somebody is left blank, to be filled in by hand."""
    for person in people:
        body = entry.body or shipped()
        for name, text in person_fields(person).items():
            body = body.replace(f"{{{name}}}", text or BLANK)
        yield Part(TEMPLATE, "", entry.title, parse(body), SIGNING, subtitle=entry.subtitle)


KIND = Kind(
    name=NAME,
    template=TEMPLATE,
    required=(),
    mark_suffix="",
    red_head=False,
    signed=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送", "署名", "成文日期", "附注", "印发件", "附件", "表格"),
    about="人员名单里一人一页，文字里可以写{姓名}{单位}{部门}{岗位}；一个文件打印，或“发给: 人员”一人一个文件",
    per_person=True,
    title=title,
    each=sheets,
)
