"""Printed pages judged: LibreOffice prints the document, and what only shows in print is compared with the standard."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen import pdf
from docgen.errors import GRAVITY, Severity, Unavailable
from docgen.gongwen.finding import SEVERITY, Finding
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading
from docgen.origin import adding
from docgen.pages import available, pages
from docgen.rendercheck import flow, placing, whole
from docgen.rendercheck.proof import Fault, Proof, Rule

RULES: tuple[Rule, ...] = (
    Rule("R01", "首页显示正文", "7.3.3", "must", flow.body_on_first_page),
    Rule("R02", "署名不单独成页", "7.3.5.5", "must", flow.lone_signature),
    Rule("R03", "版记在最后一页", "7.4.1", "must", placing.imprint_on_last_page),
    Rule("R04", "版记在版心下边缘", "7.4.1", "must", placing.imprint_bottom),
    Rule("R05", "版记在双页", "7.4", "practice", placing.imprint_parity),
    Rule("R06", "每页行数", "5.2.3", "usual", placing.lines_a_page),
    Rule("R07", "每行字数", "5.2.3", "usual", placing.characters_a_line),
    Rule("R08", "标志上边缘", "7.2.4", "must", placing.mark_top),
    Rule("R09", "红线与发文字号的距离", "7.2.7", "must", placing.red_rule),
    Rule("R10", "页码高低", "7.5", "usual", placing.number_height),
    Rule("R11", "页码在外侧", "7.5", "usual", placing.number_side),
    Rule("R12", "页码连续", "7.5", "usual", placing.numbers_run_on),
    Rule("R13", "标题各行", "7.3.1", "usual", flow.title_lines),
    Rule("R14", "表格行不跨页", None, "practice", flow.cut_rows),
    Rule("R15", "空白页", None, "practice", flow.blank_pages),
    Rule("R16", "文字在版心内", "5.2.1", "must", flow.outside),
    Rule(whole.NUMBER, "文字印全", None, "must", whole.lost_text),
)
"""All rules in their order: a new one is a function and a line here."""
TO_LOOK_AT = frozenset(("R14", "R15"))
"""No clause forbids these, but a person must look."""
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


def check_pages(files: Sequence[tuple[Path, Reading, Profile]]) -> dict[Path, list[Finding]]:
    """What is found on the printed pages of each .docx; one that cannot be printed stops none.

    Where the computer lacks what it takes, the first file bears a word about it.
    """
    judged = [item for item in files if item[1].manuscript.looks_known]
    found: dict[Path, list[Finding]] = {path: [] for path, _, _ in files}
    if not judged or (lack := missing()):
        return found | ({judged[0][0]: [Finding("R00", "info", lack)]} if judged and lack else {})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copies = [copied(path, Path(folder), i) for i, (path, _, _) in enumerate(judged)]
        printed = dict(converted([copy for copy in copies if copy is not None]))
    for copy, (path, reading, rules) in zip(copies, judged, strict=True):
        data = printed.get(copy) if copy else None
        found[path] = render_findings(path, reading, rules, data) if data else [unprinted(path)]
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


def unprinted(path: Path) -> Finding:
    """The complaint about a document that LibreOffice does not print."""
    return Finding(
        "R00",
        "warning",
        f"LibreOffice 打不开或转不成：{path.name}，没有做渲染检查",
        cure="请用 Word 或 WPS 打开检查，另存为 .docx 后再试",
    )


def render_findings(path: Path, reading: Reading, profile: Profile, pdf: bytes) -> list[Finding]:
    """What is wrong on the printed pages of a document, in the order of the rules."""
    try:
        proof = Proof(reading, profile, pages(pdf))
    except Unavailable as error:
        return [Finding("R00", "warning", f"{path.name}：{error}")]
    found = [finding(rule, fault, proof) for rule in RULES for fault in rule.judge(proof)]
    return [*found, *fonts(proof)]


def finding(rule: Rule, fault: Fault, proof: Proof) -> Finding:
    """A fault weighed: what another font may have done is no error."""
    strength = fault.strength or rule.strength
    severity: Severity = "warning" if rule.number in TO_LOOK_AT else SEVERITY[strength]
    note = ""
    if proof.substituted and fault.off is not None and fault.off < SLIGHT:
        severity, strength, note = "info", "practice", "（这台电脑缺字体，位置可能略有出入）"
    elif fault.off is None and not proof.firm and GRAVITY[severity] < GRAVITY["warning"]:
        severity, note = "warning", "（这台电脑缺字体，请在有字体的电脑上再看一眼）"
    line = fault.line
    return Finding(
        rule.number,
        severity,
        fault.message + note,
        fault.found,
        fault.expected,
        fault.cure,
        (line.number or None) if line else None,
        line.stripped[:20] if line else "",
        rule.clause,
        strength,
    )


def fonts(proof: Proof) -> Iterator[Finding]:
    """A word about the fonts that were printed in place of those the file names."""
    by_face: dict[str, str] = {}
    for (face, font), _ in proof.substituted.most_common():
        by_face.setdefault(face, font)
    if by_face:
        pairs = [f"“{face}”印成了 {font}" for face, font in list(by_face.items())[:NAMED]]
        yield Finding(
            "R17",
            "info",
            f"这台电脑上缺字体：{'，'.join(pairs)}{'等' if len(by_face) > NAMED else ''}。字形以装有字体的电脑为准",
            "、".join(by_face.values()),
            "、".join(by_face),
            "请安装这些字体，或在装有字体的电脑上再检查一次",
            strength="practice",
        )
