"""Copies of a document that was checked: one with the mechanical faults mended, one with the findings as comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen import package
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import WrongUsage
from docgen.core.rules import STRENGTH_WORDS
from docgen.gongwen.mending import Change, Refused, mend
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules.reading import UNREADABLE_DOCUMENT
from docgen.gongwen.word import paragraph_elements
from docgen.outbox import open_outbox
from docgen.rendering.remarks import annotated

MENDED, ANNOTATED = "（已改）", "（批注）"


@dataclass(frozen=True)
class Fixed:
    """A mended copy (None where nothing could be mended), what was changed in it and what was left alone, and why."""

    path: Path | None
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()


def fixed_copy(
    path: Path,
    reading: Reading,
    faults: Sequence[Diagnostic],
    profile: Profile,
    out: Path | None = None,
    force: bool = False,
) -> Fixed:
    """Write 名字（已改）.docx into ``out`` or beside the original.

    Raises InvalidInput for what is no ordinary .docx, and Edited for a copy that somebody has worked on.
    """
    parts = opened(path)
    with package.guarded(path, UNREADABLE_DOCUMENT):
        made = mend(parts, reading, faults, profile)
        data = package.build(made.parts) if made.changes else b""
    copy = written(path, MENDED, data, out, force) if data else None
    return Fixed(copy, made.changes, made.refused)


def annotated_copy(
    path: Path, problems: Sequence[Diagnostic], out: Path | None = None, force: bool = False
) -> Path | None:
    """Write 名字（批注）.docx into ``out`` or beside the original, each problem a comment; None without problems."""
    opened(path)
    notes = [(problem.place.paragraph, remark(problem)) for problem in problems]
    if not notes:
        return None
    with package.guarded(path, UNREADABLE_DOCUMENT):
        data = annotated(path.read_bytes(), paragraph_elements, notes)
    return written(path, ANNOTATED, data, out, force)


def apart(files: Sequence[Path], out: Path | None) -> None:
    """Raise WrongUsage where the copies of two files would be one file in ``out``."""
    names = Counter(path.name for path in files if path.suffix.lower() == ".docx")
    if twice := [name for name, count in names.items() if count > 1 and out is not None]:
        raise WrongUsage(f"有同名的文件，另存到一个文件夹会互相覆盖：{'、'.join(twice)}。请分几次检查，或不用 -o")


def remark(problem: Diagnostic) -> str:
    """A problem as a comment says it: [G10 一般 5.2.2] 正文是四号，应为三号。请改."""
    strength = STRENGTH_WORDS[problem.strength] if problem.strength else ""
    head = " ".join(part for part in (problem.rule.number, strength, problem.clause or "") if part)
    return f"[{head}] {problem.message}" + (f"。{problem.cure}" if problem.cure else "")


def opened(path: Path) -> dict[str, bytes]:
    """The parts of a .docx. Raises WrongUsage for other files, InvalidInput for one in the form that few programs read."""
    if path.suffix.lower() != ".docx":
        raise WrongUsage(f"只有 .docx 能加批注和自动修改：{path.name}。请用 Word 或 WPS 另存为 .docx")
    parts = package.read(path, UNREADABLE_DOCUMENT)
    package.check_common(parts, path, UNREADABLE_DOCUMENT, "不能加批注和自动修改")
    return parts


def written(path: Path, tail: str, data: bytes, out: Path | None, force: bool) -> Path:
    """Put a copy on disk under the name of the original and a tail."""
    name = f"{path.stem}{tail}{path.suffix}"
    with open_outbox(out or path.parent, force, beside=True) as outbox:
        outbox.check([name])
        return outbox.write(name, data)
