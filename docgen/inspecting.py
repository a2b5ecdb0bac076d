"""What ``docgen check`` does with files: each judged by what it is, its pages too, and copies with what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen.checking import Judged, check, one, order, problem
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput
from docgen.core.rules import Stage
from docgen.gongwen.mending import Refused
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading
from docgen.mending import annotated_copy, fixed_copy
from docgen.package import guarded
from docgen.shipped import is_template

MOST_REFUSED = 3


def inspected(paths: Sequence[Path], rules: str | None, when: date | None) -> list[Judged]:
    """Templates by their tags, all other files as documents."""
    templates = [path for path in paths if is_template(path)]
    papers = [path for path in paths if path not in templates]
    return [*(Judged(path, None, of_template(path)) for path in templates), *check(papers, rules, when)]


def of_template(path: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a template; one that is damaged too much for that is a problem itself."""
    from docgen.templatecheck import check_template

    try:
        with guarded(path):
            return tuple(check_template(path))
    except InvalidInput as error:
        return error.problems


def with_pages(judged: Sequence[Judged]) -> list[Judged]:
    """The same with what is found on the printed pages."""
    from docgen.rendercheck import check_pages

    found = check_pages([(item.path, item.reading, item.profile) for item in judged if item.reading and item.profile])
    made = []
    for item in judged:
        printed = [problem(item.path, item.reading, f) for f in found.get(item.path, ())] if item.reading else []
        made.append(replace(item, problems=tuple(sorted((*item.problems, *printed), key=order))))
    return made


@dataclass(frozen=True)
class Copied:
    """What came of a copy that was asked for: the file (None where there is none) and what to tell of it.

    ``status`` is the exit status of what stood in the way, 0 where nothing did.
    """

    path: Path | None
    told: str
    status: int = 0


def written_copies(item: Judged, annotate: bool, fix: bool, out: Path | None, force: bool) -> Iterator[Copied]:
    """The copies of a file that were asked for; one that cannot be made stops none."""
    if item.reading is None or item.profile is None:
        return
    if item.path.suffix.lower() != ".docx":
        asked = "、".join(word for word, wanted in (("--fix", fix), ("--annotate", annotate)) if wanted)
        if asked:
            cure = f"要用的话先排成 .docx：docgen format {item.path.name} -o 结果.docx"
            yield Copied(None, f"{item.path.name} 没有另存：{asked} 只对 .docx 起作用。{cure}")
        return
    refused = set()
    for wanted, copy in ((fix, mended), (annotate, remarked)):
        try:
            if wanted:
                yield from copy(item, item.reading, item.profile, out, force)
        except DocgenError as error:
            problems = error.problems if isinstance(error, InvalidInput) else ()
            reason = "；".join(f"{p.message}。{p.cure or ''}" for p in problems) or str(error)
            if reason not in refused:
                yield Copied(None, f"{item.path.name} 没有另存：{reason}", error.status)
            refused.add(reason)


def mended(item: Judged, reading: Reading, profile: Profile, out: Path | None, force: bool) -> Iterator[Copied]:
    """The copy with the mechanical faults mended, and what is left to be done by hand."""
    made = fixed_copy(item.path, reading, item.faults, profile, out, force)
    path, changes = made.path, made.changes
    counts = Counter(change.rule for change in changes)
    told = "、".join(f"{rule}×{count}" for rule, count in sorted(counts.items(), key=lambda item: item[0].number))
    after = one(path, profile, item.today or date.today(), item.names).problems if path else item.problems
    others = [p for p in item.problems if p.rule.stage not in (Stage.LAYOUT, Stage.TEXT)] if path else []
    left = by_hand([*after, *others]) + left_alone(made.refused)
    if path:
        yield Copied(path, f"已改好 {path}：{len(changes)}处（{told}）。{left or '没有要手工改的了'}")
    elif left:
        yield Copied(None, f"{item.path.name} 没有能自动改的，没有另存。{left}")


def left_alone(refused: Sequence[Refused]) -> str:
    """What was not mended because a line would be read as something else, a few of many."""
    said = [f"{r.rule.name}（{r.rule}）改了以后第{r.moved}段会从{r.before}变成{r.after}" for r in refused]
    shown = "；".join(said[:MOST_REFUSED]) + f"，等{len(said)}处" * (len(said) > MOST_REFUSED)
    return f"。有的没有改，请自己看一看：{shown}" if said else ""


def by_hand(problems: Sequence[Diagnostic]) -> str:
    """How many faults are left, and of which kinds; hints are left aside."""
    counts = Counter(p.rule for p in problems if p.severity != "info")
    kinds = "、".join(
        f"{rule.name}（{rule}）{count}处" for rule, count in sorted(counts.items(), key=lambda item: item[0].number)
    )
    return f"还有{counts.total()}处要手工改：{kinds}" if counts else ""


def remarked(item: Judged, _: Reading, __: Profile, out: Path | None, force: bool) -> Iterator[Copied]:
    """The copy with each problem as a comment."""
    if path := annotated_copy(item.path, item.problems, out, force):
        yield Copied(path, f"已加批注 {path}")
