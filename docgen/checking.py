"""Finished documents are judged: layout, text, agreement with each other; any .docx, also one that docgen did not make."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen import package
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput, WrongUsage
from docgen.core.rules import GRAVITY
from docgen.gongwen.agreement import contradictions
from docgen.gongwen.judging import judged
from docgen.gongwen.layout import suited
from docgen.gongwen.places import place
from docgen.gongwen.profile import Profile, house, profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules.reading import UNREADABLE_DOCUMENT

COPIES = ("（已改）", "（批注）")
"""How the names of copies end that a check made."""
OFFICE = (".docx", ".doc", ".wps", ".docm", ".dotx", ".dotm", ".rtf")
"""Files of a folder that are judged, or said to be unreadable; notes in text files are left alone."""


@dataclass(frozen=True)
class Judged:
    """A file with what was read in it (None where it could not be read) and what is wrong with it.

    ``faults`` are those of its layout and text one by one, as they are mended; ``profile``, ``today`` and ``names`` what
    it was judged by.
    """

    path: Path
    reading: Reading | None
    problems: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...] = ()
    profile: Profile | None = None
    today: date | None = None
    names: tuple[str, ...] = ()


def check(
    files: Sequence[Path], rules: str | None = None, today: date | None = None, names: Sequence[str] = ()
) -> list[Judged]:
    """Each file judged by itself, and where the files contradict each other; one that cannot be read stops none.

    ``rules`` is the name of a profile or a file of house rules; without it each document takes the one that suits
    it. ``names`` are the units that the texts may name.
    """
    wanted = chosen(rules)
    judged = [one(path, wanted, today or date.today(), names) for path in files]
    called = told_apart(files)
    found = contradictions([(called[item.path], item.reading) for item in judged if item.reading is not None])
    return [
        replace(item, problems=tuple(sorted((*item.problems, *between(item, called[item.path], found)), key=order)))
        for item in judged
    ]


def told_apart(files: Sequence[Path]) -> dict[Path, str]:
    """What to call each file where several are compared: its name, with its folder where others are named so."""
    names = Counter(path.name for path in dict.fromkeys(files))
    return {path: path.name if names[path.name] == 1 else str(path) for path in files}


def chosen(rules: str | None) -> Profile | None:
    """The profile of a name, or house rules from a file; None for what suits each document."""
    if rules is None:
        return None
    path = Path(rules)
    return house(path) if path.suffix.lower() in (".yaml", ".yml") else profile(rules)


def one(path: Path, wanted: Profile | None, today: date, names: Sequence[str]) -> Judged:
    """One file by its layout and its text."""
    try:
        reading = read(path)
        with package.guarded(path, UNREADABLE_DOCUMENT):
            rules = wanted or profile(suited(reading))
            found = judged(reading, rules, today, names)
            problems = tuple(problem(path, reading, finding) for finding in found.findings)
    except InvalidInput as error:
        return Judged(path, None, tuple(error.problems))
    return Judged(path, reading, problems, found.faults, rules, today, tuple(names))


def problem(path: Path, reading: Reading, finding: Diagnostic) -> Diagnostic:
    """A finding at its place: a paragraph of a .docx, a line of a .txt."""
    return finding.at(place(path, reading, finding.place.paragraph))


def between(judged: Judged, name: str, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The contradictions whose first place is in the file that they call so."""
    for item in found:
        if judged.reading is not None and item.place.file == name:
            yield item.at(place(judged.path, judged.reading, item.place.paragraph))


def documents(folder: Path) -> list[Path]:
    """The documents in a folder and those below it, without hidden files, lock files and copies made by a check.

    A folder that cannot be entered stands for what may be in it.
    """
    barred: list[Path] = []
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder, onerror=lambda error: barred.append(Path(error.filename)))
        for name in names
        if not name.startswith(("~$", "."))
    ]
    papers = [p for p in found if p.suffix.lower() in OFFICE and not p.stem.endswith(COPIES)]
    return sorted([*papers, *(p for p in barred if os.path.isdir(p))])


def order(item: Diagnostic) -> tuple[int, int, str]:
    """By paragraph, the whole file first; at one place the gravest first."""
    return item.place.paragraph or item.place.line or 0, GRAVITY[item.severity], item.rule.number


def gather(paths: Sequence[Path]) -> list[Path]:
    """The documents that files and folders stand for, each once. Raises WrongUsage where there are none."""
    found = {file.resolve(): file for path in paths for file in (documents(path) if os.path.isdir(path) else [path])}
    if not found:
        names = "、".join(map(str, paths))
        raise WrongUsage(f"没有找到可以检查的文件：{names}。可以检查 .docx、.txt，或放着它们的文件夹")
    return list(found.values())
