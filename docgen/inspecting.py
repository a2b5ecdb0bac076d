"""What ``docgen check`` does with files: each judged by what it is, its pages too, and copies with what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from docgen.checking import Judged, check, order, problem
from docgen.mending import annotated_copy, fixed_copy
from docgen.rendercheck import check_pages
from docgen.templatecheck import check_template, is_template


def inspected(paths: Sequence[Path], rules: str | None, when: date | None) -> list[Judged]:
    """Templates by their tags, all other files as documents."""
    templates = [path for path in paths if is_template(path)]
    papers = [path for path in paths if path not in templates]
    return [*(Judged(path, None, tuple(check_template(path))) for path in templates), *check(papers, rules, when)]


def with_pages(judged: Sequence[Judged]) -> list[Judged]:
    """The same with what is found on the printed pages."""
    found = check_pages([(item.path, item.reading, item.profile) for item in judged if item.reading and item.profile])
    made = []
    for item in judged:
        printed = [problem(item.path, item.reading, f) for f in found.get(item.path, ())] if item.reading else []
        made.append(replace(item, problems=tuple(sorted((*item.problems, *printed), key=order))))
    return made


def written_copies(
    item: Judged, annotate: bool, fix: bool, out: Path | None, force: bool
) -> Iterator[tuple[Path, str]]:
    """The copies of a file that were asked for, each with what to tell of it."""
    if item.reading is None or item.profile is None or item.path.suffix.lower() != ".docx":
        return
    if fix:
        path, changes = fixed_copy(item.path, item.reading, item.findings, item.profile, out, force)
        counts = Counter(change.rule for change in changes)
        told = "、".join(f"{rule}×{count}" for rule, count in sorted(counts.items()))
        if path:
            yield path, f"已改好 {path}：{len(changes)}处（{told}）"
    if annotate and (path := annotated_copy(item.path, item.problems, out, force)):
        yield path, f"已加批注 {path}"
