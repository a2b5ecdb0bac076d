"""The figures of a report that people have edited, each computed again from the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docgen import bounds, package
from docgen.campaign.figure import Figure
from docgen.campaign.model import Campaign
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError
from docgen.core.rules import Severity
from docgen.figures import source
from docgen.figures.catalog import BadFigure, Catalog
from docgen.figures.cells import as_of
from docgen.figures.citing import Cited, Press
from docgen.figures.compute import Calculator
from docgen.figures.derivations import with_worked_out
from docgen.ledgers.periods import parse_period
from docgen.ledgers.store import SUMMARY
from docgen.rendering.marked import PREFIX, Marked, MarkedText, marked
from docgen.verifying import rules
from docgen.verifying.amounts import Amount, amounts
from docgen.verifying.claims import Reader
from docgen.verifying.drawn import redrawn
from docgen.verifying.texts import changes, compared
from docgen.wording import half_width, typed_numbers

UNMARKED = "\0"
"""Stands in a paragraph's text where a figure is under its bookmark."""
NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"
TOLD = ("bookmark", "name", "reference", "text")
"""What a file remembers of each figure."""
QUOTED, SHORT = 16, 8
"""Characters of a paragraph that are quoted, and of one that says nothing about where it stands."""
AIM = re.compile("不低于|不少于|不高于|要达到|力争|目标|以上|以下")
"""Words by which a number is one that is wanted, not one that was reached."""
DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?")
TELLING = 4
"""Characters from which on a text is found again elsewhere; 5个 may be anything."""


@dataclass(frozen=True)
class Checked:
    """One figure: what the file was given, what it says now, what the facts say; None where there is nothing."""

    bookmark: str
    name: str
    written: str
    found: str | None
    computed: str | None
    paragraph: int | None
    state: str
    """相符, 被改, 事实变了, 不见了 or 无法核对."""

    def as_json(self) -> dict[str, Any]:
        """For --json."""
        return {
            "bookmark": self.bookmark, "figure": self.name, "written": self.written, "found": self.found,
            "computed": self.computed, "paragraph": self.paragraph, "state": self.state,
        }  # fmt: skip


def verify(path: Path, folder: Path) -> tuple[list[Checked], list[Diagnostic]]:
    """Every figure of the file with what became of it, and what is wrong.

    Raises InvalidInput for what is no .docx, DocgenError for one that docgen did not write or that is of another
    campaign, WrongUsage for a folder without a collection.
    """
    parts = package.read(path)
    with package.guarded(path):
        return verified(parts, path, folder)


def verified(parts: dict[str, bytes], path: Path, folder: Path) -> tuple[list[Checked], list[Diagnostic]]:
    """The same of the parts of a file."""
    found_in_file = marked(parts, path)
    remembered = provenance(found_in_file, path)
    press = printer(remembered, folder)
    checked = [check(figure, found_in_file, press) for figure in remembered["figures"]]
    found = [problem for one in checked for problem in complaints(one, path, found_in_file)]
    found += retyped(remembered["figures"], found_in_file, press, path)
    told = Counter(
        (p.place.paragraph, a.key)
        for p in found
        if p.rule in (rules.RETYPED_FIGURE, rules.HANDWRITTEN_FIGURE)
        for a in amounts(half_width(p.found or ""))
    )
    names = {figure["bookmark"]: figure["name"] for figure in remembered["figures"]}
    report = compared(found_in_file, path, Reader(labels_of(press.campaign)), names)
    found += changes(report, told) if report else typed(remembered, found_in_file, path, told)
    found += redrawn(remembered, parts, path)
    found += outdated(remembered.get("drawn", ()), press, path)
    return checked, [with_words(problem, found_in_file) for problem in dict.fromkeys(found)]


def labels_of(campaign: Campaign) -> dict[str, str]:
    """Every name of every unit, with what the unit is called."""
    return {
        name: unit.label
        for unit in campaign.units
        for name in (unit.code, unit.name, unit.short, *unit.aliases)
        if name
    }


def with_words(problem: Diagnostic, marked: Marked) -> Diagnostic:
    """The problem with the beginning of its paragraph, by which people find it."""
    number = problem.place.paragraph
    if number is None:
        return problem
    text = next((p.text for p in marked.paragraphs if p.number == number), "")
    where = f"（在“{text[:QUOTED]}{'……' if len(text) > QUOTED else ''}”一段）" if len(text) > SHORT else ""
    return replace(problem, text=text[:QUOTED], message=problem.message + where)


def typed(
    remembered: Mapping[str, Any], marked: Marked, path: Path, told: Counter[tuple[int | None, str]]
) -> Iterator[Diagnostic]:
    """Numbers that were not there when docgen wrote the file, and that are no figures: nobody can say where from.

    ``told`` are those that were compared with a figure already, by paragraph.
    """
    known = Counter(remembered.get("numbers", ()))
    for paragraph in marked.paragraphs:
        numbers = Counter(typed_numbers(DATE.sub("", unmarked(paragraph))))
        fresh = numbers - known - Counter({n: count for (at, n), count in told.items() if at == paragraph.number})
        known -= numbers
        if fresh:
            listed = "、".join(fresh)
            at = Place(str(path), paragraph=paragraph.number)
            yield Diagnostic(at, rules.UNSOURCED_NUMBER, "warning", f"有手写的数，不是从台账来的：{listed}", found=listed,
                          cure="请自己核对出处")  # fmt: skip


def provenance(marked: Marked, path: Path) -> dict[str, Any]:
    """What the file remembers of its figures. Raises DocgenError for a file that remembers nothing."""
    try:
        found: dict[str, Any] = bounds.load_json(marked.provenance or "")
        if found["campaign"] is not None and all(isinstance(f[key], str) for f in found["figures"] for key in TOLD):
            return found
    except (ValueError, KeyError, TypeError):
        pass
    raise DocgenError(
        f"{path.name} 里没有 docgen 的指标记录，没法核对。请用 docgen report 生成的文件；"
        "如果是把内容复制到了新文件里，请在原来的文件上改"
    )


def printer(remembered: Mapping[str, Any], folder: Path) -> Press:
    """Prints figures as the report was: by the facts in the folder, the report's own figures and period."""
    found = source.read(folder)
    if remembered["campaign"] != found.summary["campaign"]:
        raise DocgenError(
            f"文件是“{remembered['campaign']}”的，{folder} 里是“{found.summary['campaign']}”的汇总结果，请用 --from 写对文件夹"
        )
    try:
        campaign = Campaign.model_validate_json(found.campaign)
        own = {name: Figure.model_validate(value) for name, value in remembered["declared"].items()}
    except (ValidationError, KeyError, AttributeError) as error:
        raise DocgenError("文件里的指标记录读不懂，可能是别的版本的 docgen 写的") from error
    campaign = campaign.model_copy(update={"figures": own})
    period = parse_period(remembered["period"]) if remembered.get("period") else None
    catalog = Catalog(campaign, with_worked_out(campaign), as_of(found, period))
    return Press(
        campaign, Calculator(catalog, found, period, last_year(campaign, folder), whole=bool(remembered.get("whole")))
    )


def last_year(campaign: Campaign, folder: Path) -> source.Source | None:
    """The facts of the year before; the data file that names them stands in one of the folders above the results."""
    named = campaign.activity.last_year
    places = [above / named for above in (folder, *folder.absolute().parents[:3])] if named else []
    found = next((place for place in places if (place / SUMMARY).is_file()), None)
    return source.read(found) if found else None


def check(figure: Mapping[str, str], marked: Marked, press: Press) -> Checked:
    """One figure, looked for under its bookmark and computed again."""
    cited = again(figure["reference"], press)
    computed = cited.text if cited else None
    at = place(marked, figure["bookmark"])
    text = at[1] if at else None

    def made(state: str) -> Checked:
        number = at[0].number if at else None
        return Checked(figure["bookmark"], figure["name"], figure["text"], text, computed, number, state)

    if not text:
        return made("不见了")
    if computed is None:
        return made("无法核对")
    if same(text, computed):
        return made("相符")
    return made("事实变了" if same(text, figure["text"]) else "被改")


def outdated(drawn: Sequence[Mapping[str, str]], press: Press, path: Path) -> Iterator[Diagnostic]:
    """Figures that stand in a chart only, and that the facts now give otherwise."""
    for figure in drawn:
        cited = again(figure["reference"], press)
        one = Checked("", figure["name"], figure["text"], figure["text"], cited.text if cited else None, None, "")
        if one.computed is None or not same(one.written, one.computed):
            state = "无法核对" if one.computed is None else "事实变了"
            named = replace(one, name=f"图里的{one.name}", state=state)
            yield from complaints(named, path, Marked(None, ()))


def again(reference: str, press: Press) -> Cited | None:
    """The figure computed again; None where the facts no longer give it."""
    try:
        return press.cite(reference)
    except BadFigure:
        return None


def place(marked: Marked, bookmark: str) -> tuple[MarkedText, str] | None:
    """The paragraph and the text under a bookmark; over several paragraphs, the first with the whole text."""
    found = [(p, p.text[s.start : s.end]) for p in marked.paragraphs for s in p.spans if s.name == bookmark]
    return (found[0][0], "".join(text for _, text in found)) if found else None


def same(a: str, b: str) -> bool:
    """Whether two texts say the same figure: blanks, separators and full-width characters do not matter."""
    return tidy(a) == tidy(b)


def tidy(text: str) -> str:
    """A text without blanks, full-width characters, and separators inside numbers."""
    return re.sub(r"\s|(?<=\d),(?=\d{3})", "", half_width(text))


def complaints(one: Checked, path: Path, marked: Marked) -> Iterator[Diagnostic]:
    """What is to be said of a figure."""
    at = Place(str(path), paragraph=one.paragraph)
    found, expected = one.found or None, one.computed
    match one.state:
        case "被改":
            yield Diagnostic(at, rules.ALTERED_FIGURE, "error", f"“{one.name}”被改成了“{one.found}”，按台账是“{one.computed}”",
                          cure="请改回来；数确实要变的，请让单位改台账后重新汇总", found=found, expected=expected)  # fmt: skip
        case "事实变了":
            yield Diagnostic(at, rules.OUTDATED_FIGURE, "error", f"“{one.name}”写的是“{one.found}”，现在的汇总结果是“{one.computed}”",
                          cure="汇总结果在生成报告以后变了，请重新生成报告，或按新的数改", found=found, expected=expected)  # fmt: skip
        case "无法核对":
            yield Diagnostic(at, rules.UNVERIFIABLE_FIGURE, "warning", f"“{one.name}”（“{one.found}”）现在的汇总结果算不出来，没法核对",
                          cure="请检查 --from 的文件夹是不是生成报告时用的那一个", found=found, expected=expected)  # fmt: skip
        case "不见了":
            yield vanished(one, path, marked)


def vanished(one: Checked, path: Path, marked: Marked) -> Diagnostic:
    """A figure without its bookmark: gone, or typed again."""
    wanted = one.computed or one.written
    spot = next((p.number for p in marked.paragraphs if found_in(wanted, unmarked(p))), None)
    if spot is None or len(wanted) < TELLING:
        return Diagnostic(Place(str(path)), rules.MISSING_FIGURE, "error", f"“{one.name}”（“{wanted}”）不见了",
                       expected=wanted, cure="如果是有意删去的，可以不管；重新打过的，请核对数对不对")  # fmt: skip
    return Diagnostic(Place(str(path), paragraph=spot), rules.RETYPED_FIGURE, "warning", f"“{one.name}”的书签没有了，这一段手打的“{wanted}”与台账相符",
                   found=wanted, expected=wanted, cure="以后再改这个数，docgen 就认不出来了")  # fmt: skip


def unmarked(paragraph: MarkedText) -> str:
    """The text outside of bookmarks of figures."""
    text = list(paragraph.text)
    for span in paragraph.spans:
        if span.name.startswith(PREFIX):
            text[span.start : span.end] = UNMARKED * (span.end - span.start)
    return half_width("".join(text))


def found_in(text: str, rest: str) -> bool:
    """Whether a text with a number stands in another, not as a part of a longer number."""
    return re.search(rf"(?<![\d.]){re.escape(half_width(text))}", rest) is not None


def retyped(figures: Sequence[Mapping[str, str]], marked: Marked, press: Press, path: Path) -> Iterator[Diagnostic]:
    """Numbers beside a figure's name that are under no bookmark: typed by hand, in digits or words, right or wrong."""
    told: set[tuple[int, str, int]] = set()
    typed = [(p.number, text, list(amounts(text))) for p in marked.paragraphs if (text := unmarked(p).strip(UNMARKED))]
    for figure in figures:
        cited = again(figure["reference"], press)
        if cited is None or cited.answer is None or cited.piece is None or cited.piece.label:
            continue
        split = re.match(rf"[^\d-]*{NUMBER}(.*)", half_width(cited.text))
        if split is None:
            continue
        name = re.compile(rf"{re.escape(half_width(figure['name']))}[^\d{UNMARKED}，。；：]{{0,8}}$")
        for number, text, own in typed:
            for amount in own:
                start = name.search(text[: amount.start])
                vague = amount.low is None
                if start is None or vague or not (amount.is_of(split[2]) or amount.worded and not amount.unit):
                    continue
                before = text[: start.start()].removesuffix("的")
                of_unit = any(before.endswith(half_width(label)) for label in press.labels.values())
                aim = AIM.search(text[start.start() : amount.end + 2])
                key = (number, figure["name"], amount.start)
                if key not in told and not of_unit and not aim:
                    told.add(key)
                    where = Place(str(path), paragraph=number)
                    yield by_hand(text[start.start() : amount.end], amount, split, cited.text, where)


def by_hand(typed: str, amount: Amount, right: re.Match[str], text: str, at: Place) -> Diagnostic:
    """What is said of a number that was typed by hand."""
    agrees = amount.agrees(Decimal(right[1].replace(",", "")), right[2])
    severity: Severity = "info" if agrees else "error"
    what = "与台账相符" if agrees else f"按台账是“{text}”"
    cure = None if agrees else "请改正，或删去这个数"
    return Diagnostic(
        at, rules.HANDWRITTEN_FIGURE, severity, f"这里手写的“{typed}”{what}", found=typed, expected=text, cure=cure
    )
