"""Whether finished documents still say what the data file says: each is made again in memory and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from docgen import package
from docgen.building import Builder, Draw, unique, written
from docgen.checking import Judged, order
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError, InvalidInput
from docgen.core.rules import Rule, Stage
from docgen.documents.job import Job
from docgen.documents.make import Maker
from docgen.documents.numbering import Numbering
from docgen.gongwen.comparing import Difference, differences, quoted, shown
from docgen.gongwen.document import Document
from docgen.gongwen.places import place
from docgen.gongwen.reading.read import understand
from docgen.gongwen.roles import Reading
from docgen.gongwen.word import manuscript
from docgen.register import Entry

ALTERED_DOCUMENT = Rule(
    "C01", "和数据文件不一样", Stage.COMPARISON, "warning", "公文的每一段、表里的每一格和数据文件写的一样",
    "数据文件写“8月31日前”，公文里改成了“8月30日前”", "在数据文件里改成“8月30日前”，重新生成公文",
)  # fmt: skip
FOREIGN_DOCUMENT = Rule(
    "C02", "数据文件不生成的文件", Stage.COMPARISON, "info", "结果文件夹里的公文都是数据文件现在会生成的",
    "结果文件夹里有改过文件名的“最后定稿.docx”", "删去“最后定稿.docx”，重新生成",
)  # fmt: skip
NOT_COMPARED = Rule(
    "C03", "没有和数据文件对照", Stage.COMPARISON, "info", "数据文件没有错，照它能再生成一次公文来对照",
    "数据文件里的日期写成“2026-06-31”，公文没有对照", "日期改成“2026-06-30”，再检查一遍",
)  # fmt: skip
MOST = 20
"""Differences of one file that are told one by one."""
LISTED, BEGINNING, MOST_SPOTS = 3, 30, 3
"""Paragraphs that are quoted where several are gone, characters of each, and changes that are quoted of one."""
HEAD = "和数据文件写的不一样"
CURE = "文件是手工改的，请把改动写回数据文件；数据文件后来改了的，请重新生成"
Paper = tuple[Document, bool]
"""A document, and whether it is a draft."""


@dataclass(frozen=True)
class Making:
    """How the documents of some jobs are made. ``divided``: their parts may also have been made by themselves."""

    jobs: Sequence[Job]
    draw: Draw
    divided: bool = True


class Remade:
    """The documents of a data file as it makes them now, by the names of their files; nothing is written or numbered.

    ``numbering`` gives the numbers that the register knows, ``names`` are kept whole in titles.
    """

    def __init__(
        self, source: Path, makings: Sequence[Making], numbering: Callable[[], Numbering], names: Sequence[str]
    ) -> None:
        self.source, self.makings, self.numbering = source, makings, numbering
        self.makers = {draft: Maker(None, draft, names) for draft in (False, True)}

    @cached_property
    def whole(self) -> dict[str, Callable[[], Paper]]:
        """What draws each whole file; drawn only when it is asked for."""
        found: dict[str, Callable[[], Paper]] = {}
        for making, builder, numbers, draft in self.rounds():
            names = unique([builder.name(job, n, draft) for job, n in zip(making.jobs, numbers, strict=True)])
            for name, job, number in zip(names, making.jobs, numbers, strict=True):
                found.setdefault(name, drawing(builder, job, number, draft))
        return found

    @cached_property
    def parts(self) -> dict[str, Paper]:
        """The files of single parts, as --only makes them."""
        found: dict[str, Paper] = {}
        for making, builder, numbers, draft in self.rounds():
            if making.divided:
                papers = list(builder.papers_of(making.jobs, builder.kinds(), draft, numbers))
                for name, (_, _, document) in zip(unique([name for name, _, _ in papers]), papers, strict=True):
                    found.setdefault(name, (document, draft))
        return found

    def rounds(self) -> Iterator[tuple[Making, Builder, list[str], bool]]:
        """Final files, drafts, and drafts that were made before there was a number."""
        for making in self.makings:
            numbering = self.numbering()
            held: list[Entry | None] = numbering.known(making.jobs)
            known, none = written(making.jobs, held), written(making.jobs, [None] * len(held))
            for draft, numbers in ((False, known), (True, known), (True, none)):
                builder = Builder(making.jobs, making.draw, numbering, self.makers[draft], str(self.source))
                yield making, builder, numbers, draft

    def reading(self, name: str) -> Reading | None:
        """What the file of a name would say; None where the data file makes none. Raises DocgenError."""
        paper = self.whole[name]() if name in self.whole else self.parts.get(name)
        if paper is None:
            return None
        document, draft = paper
        data, _ = self.makers[draft].make(document)
        return understand(manuscript(package.unpack(data, Path(name), package.UNUSABLE_DOCX), name, Path(name)))


def drawing(builder: Builder, job: Job, number: str, draft: bool) -> Callable[[], Paper]:
    """What draws the whole file of a job."""
    return lambda: (next(builder.papers(job, number, (), draft))[1], draft)


def compared(judged: Sequence[Judged], remade: Remade, out: Path) -> tuple[list[Judged], list[Diagnostic]]:
    """The same with what in each differs from the data file, and a sentence where nothing could be compared.

    ``out`` is where whole files are built.
    """
    try:
        if not remade.whole:
            return list(judged), []
    except DocgenError as error:
        return list(judged), [not_compared(remade.source, reason(error))]
    return [with_problems(item, told(item, remade, out)) for item in judged], []


def not_compared(path: Path, why: str) -> Diagnostic:
    """The sentence that a comparison was not possible, and why."""
    what = f"没有和数据文件对照：{why}"
    return Diagnostic(Place(str(path)), NOT_COMPARED, "info", what, cure="改好以后请再检查一遍")


def reason(error: DocgenError) -> str:
    """Why something could not be made."""
    problems = error.problems if isinstance(error, InvalidInput) else ()
    return "；".join(problem.message for problem in problems) or str(error)


def told(item: Judged, remade: Remade, out: Path) -> list[Diagnostic]:
    """What is to be said of one file."""
    if item.reading is None:
        return []
    try:
        with package.guarded(item.path, NOT_COMPARED):
            return held_against(item, item.reading, remade, out)
    except DocgenError as error:
        return [not_compared(item.path, reason(error))]


def held_against(item: Judged, reading: Reading, remade: Remade, out: Path) -> list[Diagnostic]:
    """The differences of one file from what the data file makes. Raises DocgenError."""
    wanted = remade.reading(item.path.name)
    if wanted is None:
        return [foreign(item.path)] if item.path.parent == out else []
    found = [problem(item, reading, difference) for difference in differences(wanted, reading)]
    if len(found) > MOST:
        rest = f"{HEAD}的，除列出的{MOST}处外另有{len(found) - MOST}处"
        found[MOST:] = [Diagnostic(Place(str(item.path)), ALTERED_DOCUMENT, "warning", rest, cure=CURE)]
    return found


def with_problems(item: Judged, found: Sequence[Diagnostic]) -> Judged:
    """The file with more problems, all in their order."""
    return replace(item, problems=tuple(sorted((*item.problems, *found), key=order)))


def foreign(path: Path) -> Diagnostic:
    """A word on a file that stands with the results and is none of them."""
    what = "不是这份数据文件现在会生成的文件，没有和数据文件对照"
    cure = "改过文件名、标题或发文字号的，请重新生成；不要了的请删去，免得发错"
    return Diagnostic(Place(str(path)), FOREIGN_DOCUMENT, "info", what, cure=cure)


def problem(item: Judged, reading: Reading, found: Difference) -> Diagnostic:
    """A difference at its place in the file."""
    where = place(item.path, reading, found.after)
    text = next((line.stripped for line in reading.manuscript.lines() if line.number == found.after), "")[:BEGINNING]
    message, old, new = sentence(found)
    return Diagnostic(where, ALTERED_DOCUMENT, "warning", message, new or None, old or None, CURE, text or None)


def sentence(found: Difference) -> tuple[str, str, str]:
    """The complaint, and what the data file and the file say."""
    measure = "行" if found.rows else "段"
    if found.kind == "lost":
        at = "这后面" if found.after else "开头"
        old = listed(found.old)
        return f"{HEAD}：{at}少了{len(found.old)}{measure}：{old}", old, ""
    if found.kind == "added":
        new = listed(found.new)
        return f"{HEAD}：多了{len(found.new)}{measure}，数据文件里没有：{new}", "", new
    spots = shown(found.old[0], found.new[0])
    parts = [f"数据文件是{quoted(old)}，这里是{quoted(new)}" for old, new in spots[:MOST_SPOTS]]
    more = f"；这一段共有{len(spots)}处不一样" if len(spots) > MOST_SPOTS else ""
    name = f"（{found.name}）" if found.name else ""
    return f"{HEAD}{name}：{'；'.join(parts)}{more}", *spots[0]


def listed(texts: Sequence[str]) -> str:
    """The beginnings of some paragraphs or rows."""
    parts = [quoted(text if len(text) <= BEGINNING else text[:BEGINNING] + "…") for text in texts[:LISTED]]
    return "、".join(parts) + ("等" if len(texts) > LISTED else "")
