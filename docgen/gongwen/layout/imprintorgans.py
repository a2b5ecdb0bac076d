"""Who stands in the imprint: the office of the issuer that prints, under those who get a copy (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.imprint import COPIES, PRINTED, lines
from docgen.gongwen.manuscript import Line

ORGAN = re.compile(r".*(?:公司|集团|局|厅|政府|委员会|委|检察院|法院|研究院|大学|学院|学校|医院|银行|协会|联合会)")
"""The part of an office's name that names its organ."""
PARTY = re.compile(r"^(?:中共)?|党委|党组|党工委|董事会|监事会|工会")
SPACES = re.compile(r"[\s\u3000]+")


def own_office(case: Case) -> Iterator[Diagnostic]:
    """The organ that prints is an office of one that issues."""
    document = case.reading.document
    issuers = [*document.issuers, *document.signature, *(line.stripped for line in case.mark)]
    if not issuers:
        return
    for line, organ in printers(case):
        if not any(belongs(organ, issuer) for issuer in issuers):
            right = f"{issuers[0]}的办公厅（室）"
            cure = "请核对：是抄来的版记，请改成本机关的办公厅（室）；确由别的机关代印的不必改"
            yield deviation(f"版记的印发机关“{organ}”看不出是发文机关的部门", organ, right, cure, line)


def printers(case: Case) -> Iterator[tuple[Line, str]]:
    """The lines that say who prints, with the names."""
    for line in lines(case):
        match = PRINTED.match(line.stripped)
        organ = SPACES.sub("", match["organ"]) if match and not COPIES.match(line.stripped) else ""
        if organ:
            yield line, organ


def belongs(office: str, issuer: str) -> bool:
    """Whether an office may be one of an issuer: it names no organ, or the issuer's name, whole or shortened."""
    organ, own = ORGAN.match(PARTY.sub("", office)), PARTY.sub("", SPACES.sub("", issuer))
    if organ is None or office.startswith(issuer) or own.startswith(organ[0]):
        return True
    rest = iter(own)
    return all(char in rest for char in organ[0])


def order(case: Case) -> Iterator[Diagnostic]:
    """主送 stands over 抄送, and both over who prints."""
    ranked = [(rank(line), line) for line in lines(case)]
    known = [(at, line) for at, line in ranked if at is not None]
    for (upper, _), (lower, line) in zip(known, known[1:], strict=False):
        if lower < upper:
            seen, right = "顺序颠倒", "主送、抄送在上，印发机关和印发日期在最下面"
            cure = f"请把“{line.stripped[:8]}”一行移到上面，印发机关和印发日期放在最后一行"
            yield deviation(f"版记各项的{seen}，应{right}", seen, right, cure, line)
            return


def rank(line: Line) -> int | None:
    """How far down a line of the imprint stands; None for what goes on with the line above it."""
    label = COPIES.match(line.stripped)
    if label:
        return 0 if label[1] == "主送" else 1
    return 2 if PRINTED.match(line.stripped) else None
