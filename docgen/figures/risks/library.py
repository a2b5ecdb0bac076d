"""The library as it is remembered: what each campaign came to, and the numbers that were given, each once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, StringConstraints

FORM = 2
"""The version of the file; files of earlier ones are read."""
STRICT = ConfigDict(strict=True, extra="forbid")
Number = Annotated[str, StringConstraints(pattern=r"^.{0,60}[0-9]$")]
"""A number as docgen gives it: letters and some digits."""


@dataclass(frozen=True)
class Entry:
    """A risk point as a campaign left it: its texts by column, who reported it, and where.

    ``told`` are all words that it was told in, by whatever unit, as keys of likeness.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
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

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    year: Annotated[int, Field(ge=1, le=9999)]
    given: Mapping[str, Number] = field(default_factory=dict)
    points: Mapping[Number, Entry] = field(default_factory=dict)
    missed: Mapping[Number, Entry] = field(default_factory=dict)
    merged: Mapping[Number, Number] = field(default_factory=dict)

    def left_with(self, points: Mapping[str, Entry], numbers: Collection[str]) -> Chapter:
        """The chapter after a collection that came to ``points``; what is under none of ``numbers`` any more is missed."""
        before = {**self.missed, **self.points}
        return replace(self, points=points, missed={n: own for n, own in before.items() if n not in numbers})


@dataclass(frozen=True)
class Library:
    """All campaigns by key, in the order of years.

    ``spent`` are numbers that were given once, whether they still stand in a campaign or somebody took them out.
    """

    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    spent: frozenset[str] = frozenset()

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
        """Every number that stands in a campaign."""
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
        whole = {"form": FORM, "numbers": sorted(self.numbers | self.spent), "campaigns": chapters}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def entry(own: Entry) -> dict[str, Any]:
    """A risk point as plain data."""
    return {
        "texts": dict(own.texts), "unit": own.unit, "file": own.file, "sheet": own.sheet, "cell": own.cell, "sha256": own.sha256,
        "told": list(own.told),
    }  # fmt: skip
