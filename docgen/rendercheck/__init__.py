"""Printed pages judged: LibreOffice prints the document, and what only shows in print is compared with the standard."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docgen import pdf
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import Unavailable
from docgen.core.rules import GRAVITY, WEIGHT, Severity
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules import pages as rules
from docgen.gongwen.rules.pages import PageRule
from docgen.origin import adding
from docgen.pages import available, pages
from docgen.rendercheck import flow, placing, whole
from docgen.rendercheck.proof import Judge, Proof

CHECKS: tuple[tuple[PageRule, Judge], ...] = (
    (rules.BODY_OFF_FIRST_PAGE, flow.body_on_first_page),
    (rules.LONE_SIGNATURE, flow.lone_signature),
    (rules.IMPRINT_BEFORE_LAST_PAGE, placing.imprint_on_last_page),
    (rules.IMPRINT_NOT_AT_BOTTOM, placing.imprint_bottom),
    (rules.IMPRINT_ON_ODD_PAGE, placing.imprint_parity),
    (rules.WRONG_PRINTED_LINES, placing.lines_a_page),
    (rules.WRONG_PRINTED_CHARACTERS, placing.characters_a_line),
    (rules.WRONG_MARK_HEIGHT, placing.mark_top),
    (rules.WRONG_RED_RULE_GAP, placing.red_rule),
    (rules.WRONG_PAGE_NUMBER_HEIGHT, placing.number_height),
    (rules.PAGE_NUMBER_NOT_OUTSIDE, placing.number_side),
    (rules.BROKEN_PAGE_NUMBERING, placing.numbers_run_on),
    (rules.SHORT_TITLE_LINE, flow.title_lines),
    (rules.SPLIT_TABLE_ROW, flow.cut_rows),
    (rules.STRAY_BLANK_PAGE, flow.blank_pages),
    (rules.TEXT_OUTSIDE_MARGINS, flow.outside),
    (rules.TEXT_NOT_PRINTED, whole.lost_text),
)
"""All rules in their order: a new one is an entry of ``rules``, a function and a line here."""
SLIGHT = 3.0
"""mm; so far another font may move things."""
NAMED = 6
"""How many substituted fonts are named."""


def missing() -> str | None:
    """Why pages cannot be checked on this computer, in words; None where they can."""
    if pdf.program() is None:
        return "没有 LibreOffice，没有做渲染检查"
    if not available():
        return f"没有 pypdfium2，没有做渲染检查。要做的话，{adding('render')}"
    return None


def check_pages(files: Sequence[tuple[Path, Reading, Profile]]) -> dict[Path, list[Diagnostic]]:
    """What is found on the printed pages of each .docx; one that cannot be printed stops none.

    Where the computer lacks what it takes, the first file bears a word about it.
    """
    judged = [item for item in files if item[1].manuscript.looks_known]
    found: dict[Path, list[Diagnostic]] = {path: [] for path, _, _ in files}
    if not judged or (lack := missing()):
        return found | ({judged[0][0]: [unchecked("info", lack)]} if judged and lack else {})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copies = [copied(path, Path(folder), i) for i, (path, _, _) in enumerate(judged)]
        printed = dict(converted([copy for copy in copies if copy is not None]))
    for copy, (path, reading, profile) in zip(copies, judged, strict=True):
        data = printed.get(copy) if copy else None
        found[path] = render_findings(path, reading, profile, data) if data else [unprinted(path)]
    return found


def copied(path: Path, folder: Path, number: int) -> Path | None:
    """A copy under a plain name, so that equal names do not meet; None where the file cannot be read."""
    try:
        return Path(shutil.copyfile(path, folder / f"{number:05}.docx"))
    except OSError:
        return None


def converted(documents: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """The PDF of each document that LibreOffice can print, in one start as long as it can print all of them."""
    rest = list(documents)
    while rest:
        try:
            for _, data in pdf.convert(rest):
                yield rest.pop(0), data
        except Unavailable as error:
            if isinstance(error.__cause__, subprocess.TimeoutExpired) and len(rest) > 1:
                for document in rest:  # one of them hangs: each by itself
                    yield from converted([document])
                return
            rest.pop(0)  # the document after the last that was printed


def unprinted(path: Path) -> Diagnostic:
    """The complaint about a document that LibreOffice does not print."""
    cure = "请用 Word 或 WPS 打开检查，另存为 .docx 后再试"
    return unchecked("warning", f"LibreOffice 打不开或转不成：{path.name}，没有做渲染检查", cure)


def unchecked(severity: Severity, message: str, cure: str | None = None) -> Diagnostic:
    """A word that pages were not checked, and why."""
    return Diagnostic(Place(""), rules.PAGES_NOT_CHECKED, severity, message, cure=cure)


def render_findings(path: Path, reading: Reading, profile: Profile, pdf: bytes) -> list[Diagnostic]:
    """What is wrong on the printed pages of a document, in the order of the rules."""
    try:
        proof = Proof(reading, profile, pages(pdf))
    except Unavailable as error:
        return [unchecked("warning", f"{path.name}：{error}")]
    found = [weighed(rule, told, proof) for rule, judge in CHECKS for told in judge(proof)]
    return [*found, *fonts(proof)]


def weighed(rule: PageRule, told: Diagnostic, proof: Proof) -> Diagnostic:
    """A fault weighed: what another font may have done is no error."""
    strength = told.strength or rule.strength or "practice"
    severity: Severity = "warning" if rule.to_look_at else WEIGHT[strength]
    note = ""
    if proof.substituted and told.off is not None and told.off < SLIGHT:
        severity, strength, note = "info", "practice", "（这台电脑缺字体，位置可能略有出入）"
    elif told.off is None and not proof.firm and GRAVITY[severity] < GRAVITY["warning"]:
        severity, note = "warning", "（这台电脑缺字体，请在有字体的电脑上再看一眼）"
    return replace(
        told,
        place=Place("", paragraph=told.place.paragraph or None),
        rule=rule,
        severity=severity,
        message=told.message + note,
        clause=rule.clause,
        strength=strength,
    )


def fonts(proof: Proof) -> Iterator[Diagnostic]:
    """A word about the fonts that were printed in place of those the file names."""
    by_face: dict[str, str] = {}
    for (face, font), _ in proof.substituted.most_common():
        by_face.setdefault(face, font)
    if by_face:
        pairs = [f"“{face}”印成了 {font}" for face, font in list(by_face.items())[:NAMED]]
        yield Diagnostic(
            Place(""),
            rules.SUBSTITUTED_FONT,
            "info",
            f"这台电脑上缺字体：{'，'.join(pairs)}{'等' if len(by_face) > NAMED else ''}。字形以装有字体的电脑为准",
            "、".join(by_face.values()),
            "、".join(by_face),
            "请安装这些字体，或在装有字体的电脑上再检查一次",
            strength="practice",
        )
