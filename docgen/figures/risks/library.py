"""The library as it is remembered: what each campaign came to, and the numbers that were given, each once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError

FORM = 1


@dataclass(frozen=True)
class Entry:
    """A risk point as a campaign left it: its texts by column, who reported it, and where.

    ``told`` are all words that it was told in, by whatever unit, as keys of likeness.
    """

    texts: Mapping[str, str]
    unit: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    sha256: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One campaign: its year, the number of each sighting (unit|编号), and its risk points by number.

    ``missed`` are those that an earlier collection of the campaign had and the last one had not, as they were left;
    ``merged`` is the number that stays for each one that was merged.
    """

    year: int
    given: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Entry] = field(default_factory=dict)
    missed: Mapping[str, Entry] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)

    def left_with(self, points: Mapping[str, Entry], numbers: Collection[str]) -> Chapter:
        """The chapter after a collection that came to ``points``; what is under none of ``numbers`` any more is missed."""
        before = {**self.missed, **self.points}
        return replace(self, points=points, missed={n: own for n, own in before.items() if n not in numbers})


@dataclass(frozen=True)
class Library:
    """All campaigns by key, in the order of years."""

    chapters: Mapping[str, Chapter] = field(default_factory=dict)

    def before(self, campaign: str, year: int) -> list[Chapter]:
        """The campaigns before one, the oldest first."""
        earlier = [(own.year, key) for key, own in self.chapters.items() if key != campaign and own.year <= year]
        return [self.chapters[key] for _, key in sorted(earlier)]

    def after(self, year: int) -> list[tuple[str, Chapter]]:
        """The campaigns of later years with their keys, the oldest first."""
        return sorted(((key, own) for key, own in self.chapters.items() if own.year > year), key=lambda c: c[1].year)

    def chapter(self, campaign: str, year: int) -> Chapter:
        """What was remembered of a campaign itself."""
        return self.chapters.get(campaign, Chapter(year))

    @property
    def numbers(self) -> set[str]:
        """Every number that was ever given."""
        return {n for own in self.chapters.values() for n in (*own.given.values(), *own.points, *own.missed)}

    def with_chapter(self, campaign: str, chapter: Chapter) -> Library:
        """The library with a campaign put in."""
        return replace(self, chapters={**self.chapters, campaign: chapter})

    def without(self, campaign: str) -> Library:
        """The library without a campaign: what its own result may depend on."""
        return Library({key: own for key, own in self.chapters.items() if key != campaign})

    def as_bytes(self) -> bytes:
        """The file."""
        chapters = {
            key: {
                "year": own.year,
                "given": dict(sorted(own.given.items())),
                "points": {n: entry(own.points[n]) for n in sorted(own.points)},
                "missed": {n: entry(own.missed[n]) for n in sorted(own.missed)},
                "merged": dict(sorted(own.merged.items())),
            }
            for key, own in sorted(self.chapters.items())
        }
        return (json.dumps({"form": FORM, "campaigns": chapters}, ensure_ascii=False, indent=1) + "\n").encode()


def entry(own: Entry) -> dict[str, Any]:
    """A risk point as plain data."""
    return {
        "texts": dict(own.texts), "unit": own.unit, "file": own.file, "sheet": own.sheet, "cell": own.cell, "sha256": own.sha256,
        "told": list(own.told),
    }  # fmt: skip


def entries(data: Mapping[str, Any]) -> dict[str, Entry]:
    """Risk points of plain data, by number."""
    return {number: Entry(**{**own, "told": tuple(own.get("told", ()))}) for number, own in data.items()}


def read(path: Path) -> Library:
    """The library of a file, an empty one where there is none yet. Raises DocgenError for what is no library."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] != FORM:
            raise ValueError(data["form"])
        return Library(
            {
                key: Chapter(
                    int(own["year"]),
                    dict(own["given"]),
                    entries(own["points"]),
                    entries(own.get("missed", {})),
                    dict(own.get("merged", {})),
                )
                for key, own in data["campaigns"].items()
            }
        )
    except FileNotFoundError:
        return Library()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocgenError(
            f"风险点库读不出来：{path}。它不能手工改动；请从备份里找回，或确认“风险”里的“库”写的是它"
        ) from error
