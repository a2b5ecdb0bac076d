"""The marks that came back: of the institutions themselves and of the inspectors, each with its cell or why it does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from docgen.campaign.expand import INSPECTION_FORM, SELF_FORM, YES, form_name, marked, plain, subjects
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import INSPECTED, RED_LINE, SELF, Criterion, Rubric
from docgen.core.diagnostic import Diagnostic
from docgen.figures.scores import rules
from docgen.figures.scores.saying import said
from docgen.figures.source import Source
from docgen.figures.worked_out import Origin
from docgen.ledgers.definition import Definition
from docgen.ledgers.formgrid import HEADING_ROW
from docgen.ledgers.headings import tidy

TOUCHED = "触碰红线"
NOT_SENT, NOT_MARKED, DOUBTFUL = "没有报送", "没有评", "填的看不准，待核实"
TWICE, SPLIT = "评了两次，结果不一样", "两个检查组说法不一"
Row = Mapping[str, Any]
"""The facts of one row by column."""


@dataclass(frozen=True)
class Form:
    """The columns of a form that tell a mark: its key, the mark, why points were taken off, what shows it."""

    source: str
    key: str
    mark: str
    reason: str
    basis: str


FORMS = {
    SELF: Form(SELF, "编号", "自评分", "扣分说明", "佐证材料"),
    INSPECTED: Form(INSPECTED, "考评编号", "考评分", "扣分原因", "依据"),
}


@dataclass(frozen=True)
class Mark:
    """One mark: ``value`` where it counts, else ``why`` not; of a red line ``touched`` says 是 or 否.

    Where two groups of inspectors say different things of a red line, it does not count; ``touched`` is 是 then.
    """

    source: str
    value: Decimal | None = None
    touched: str = ""
    raw: str = ""
    reason: str = ""
    basis: str = ""
    origin: Origin = Origin("")
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether it says what was asked."""
        return not self.why


@dataclass
class Marks:
    """Every mark by (institution, code of the criterion, source), and what is wrong.

    ``problems`` are for those who sent the forms, ``decisions`` for whoever collects them.
    """

    found: dict[tuple[str, str, str], Mark] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    decisions: list[Diagnostic] = field(default_factory=list)

    def of(self, unit: str, code: str, source: str) -> Mark:
        """The mark; one that does not count where there is none."""
        return self.found.get((unit, code, source), Mark(source, why=NOT_SENT))


def forms(definition: Definition) -> tuple[str, ...]:
    """The forms of a rubric among the ledgers of a campaign."""
    return tuple(
        spec.name for spec in definition.specs if spec.name == SELF_FORM or spec.name.startswith(INSPECTION_FORM)
    )


def read(campaign: Campaign, definition: Definition, source: Source) -> Marks:
    """All marks of all forms that came back."""
    made = Marks()
    lacking = [(sent, read_form(made, campaign, sent)) for sent in sent_forms(campaign, definition, source)]
    for sent, keys in lacking:  # another form may have what one lacks
        for key in keys:
            unread(made, sent, key)
    return made


@dataclass(frozen=True)
class Sent:
    """A form that came back: whose it is, its rows, the rows that it was issued with, where it stands."""

    form: Form
    unit: str
    rows: tuple[Row, ...]
    issued: Mapping[str, tuple[str, Criterion]]
    place: Origin


def sent_forms(campaign: Campaign, definition: Definition, source: Source) -> Iterator[Sent]:
    """The forms that came back, those of the institutions first."""
    rubric = campaign.rubric
    assert rubric is not None
    came = {(entry.ledger, entry.unit): entry for entry in source.returns.itertuples()}
    for unit in subjects(campaign):
        if entry := came.get((SELF_FORM, unit.code)):
            issued = {c.code: (unit.code, c) for _, c in marked(rubric, SELF)}
            place = Origin(str(entry.file), str(entry.sheet))
            yield Sent(FORMS[SELF], unit.code, rows(source, SELF_FORM, unit.code), issued, place)
    for group in rubric.inspectors:
        name = form_name(campaign, group)
        if entry := came.get((name, group.unit)):
            issued = inspected(campaign, group.subjects)
            place = Origin(str(entry.file), str(entry.sheet))
            yield Sent(FORMS[INSPECTED], group.unit, rows(source, name, group.unit), issued, place)


def inspected(campaign: Campaign, wanted: tuple[str, ...] = ()) -> dict[str, tuple[str, Criterion]]:
    """The rows of an inspectors' form by key: of some institutions, or of all."""
    assert campaign.rubric is not None
    criteria = [c for _, c in marked(campaign.rubric, INSPECTED)]
    return {f"{unit.code}-{c.code}": (unit.code, c) for unit in subjects(campaign, wanted) for c in criteria}


def rows(source: Source, ledger: str, unit: str) -> tuple[Row, ...]:
    """The rows of a form, from top to bottom."""
    frame = source.by_ledger.get(ledger)
    made: dict[tuple[str, int], dict[str, Any]] = {}
    for index in frame.index[frame["unit"] == unit] if frame is not None else ():
        fact = source.cells[index]
        made.setdefault((fact.sha256, fact.record), {})[fact.field] = fact
    return tuple(made.values())


def read_form(made: Marks, campaign: Campaign, sent: Sent) -> list[str]:
    """Take in the marks of one form; returns the keys of the rows that it was issued with and lacks.

    A second mark of the same thing counts only if it is the same.
    """
    assert campaign.rubric is not None
    known = sent.issued if sent.form.source == SELF else inspected(campaign) | dict(sent.issued)
    by_key = {tidy(key): whose for key, whose in known.items()}
    own = {tidy(key) for key in sent.issued}
    seen = set()
    for row in sent.rows:
        key = text(row.get(sent.form.key))
        if tidy(key) not in by_key:
            not_issued(made, campaign.rubric, row, key)
            continue
        unit, criterion = by_key[tidy(key)]
        if tidy(key) not in own:
            message = f"{campaign.labels[unit]}不归这个检查组考评，这一行是多评的"
            cure = "请核对编号；确实由这个组评的，在数据文件“检查组”的“对象”里加上"
            made.problems.append(said(row[sent.form.key], rules.UNASSIGNED_SUBJECT, "warning", message, cure))
        mark = mark_of(row, criterion, sent.form, campaign.rubric, made.problems)
        put(made, (unit, criterion.code, sent.form.source), mark, criterion)
        seen.add(tidy(key))
    return [key for key in sent.issued if tidy(key) not in seen]


def not_issued(made: Marks, rubric: Rubric, row: Row, key: str) -> None:
    """A row that nobody was asked for: added by hand, or of an institution that is scored no more."""
    here = next(iter(row.values()))
    if any(key.endswith(f"-{criterion.code}") for criterion in rubric.criteria):
        message = f"“{key}”的机构不在打分的名单里，这一行没有计入"
        cure = "名单改过的不用管；编号填错的，请检查组改正重报"
        made.decisions.append(said(here, rules.ROW_NOT_ISSUED, "warning", message, cure))
    else:
        message = f"“{key or '空'}”不是发下去的考评项，这一行没有计入"
        made.problems.append(said(here, rules.ROW_NOT_ISSUED, "warning", message, "请用下发的表填，不要改编号、加行"))


def put(made: Marks, at: tuple[str, str, str], mark: Mark, criterion: Criterion) -> None:
    """Note a mark; of two that differ neither counts."""
    first = made.found.get(at)
    if first is None or first.why == NOT_MARKED and not first.raw:
        made.found[at] = mark
        return
    if mark.why == NOT_MARKED and not mark.raw or (first.value, first.touched) == (mark.value, mark.touched):
        return
    for here, there in ((first, mark), (mark, first)):
        message = (
            f"{at[0]}的“{criterion.code} {criterion.name}”评了两次，这里是{here.raw}，另一处是{there.raw}，都没有计入"
        )
        where = f"另一处在 {there.origin.file} › {there.origin.sheet} › {there.origin.cell}"
        made.problems.append(
            said(
                here.origin,
                rules.SCORED_TWICE,
                "error",
                message,
                f"请定下由哪一组评，另一组把这一行的评分清空，不要删行。{where}",
            )
        )
    why = SPLIT if criterion.kind == RED_LINE else TWICE
    touched = YES if criterion.kind == RED_LINE else ""
    made.found[at] = Mark(mark.source, touched=touched, raw=mark.raw, origin=mark.origin, why=why)


def held_back(raw: str, criterion: Criterion, form: Form, rubric: Rubric, basis: str) -> str:
    """Why a mark that is held back does not count: by the rubric where it is a number, else because nobody can read it."""
    try:
        return refused(Decimal(raw), criterion, form, rubric, basis) or DOUBTFUL
    except InvalidOperation:
        return DOUBTFUL


def mark_of(row: Row, criterion: Criterion, form: Form, rubric: Rubric, told: list[Diagnostic]) -> Mark:
    """The mark in a row."""
    fact = row.get(TOUCHED if criterion.kind == RED_LINE else form.mark) or row.get(form.key)
    assert fact is not None
    origin = Origin(fact.file, fact.sheet, fact.cell)
    raw = "" if fact.status == "blank" or fact.field == form.key else str(fact.raw)
    reason, basis = text(row.get(form.reason)), text(row.get(form.basis))
    if not raw:
        return Mark(form.source, reason=reason, basis=basis, origin=origin, why=NOT_MARKED)
    if not fact.counted:
        why = held_back(raw, criterion, form, rubric, basis)
        return Mark(form.source, raw=raw, reason=reason, basis=basis, origin=origin, why=why)
    if criterion.kind == RED_LINE:
        return Mark(form.source, None, str(fact.value), raw, reason, basis, origin)
    value = Decimal(fact.value)
    if why := refused(value, criterion, form, rubric, basis):
        changed = row.get("满分")
        if (
            changed is not None
            and changed.counted
            and criterion.points is not None
            and Decimal(changed.value) != criterion.points
        ):
            message = (
                f"“{criterion.code} {criterion.name}”的满分是{plain(criterion.points)}，表里被改成了{changed.raw}"
            )
            told.append(said(changed, rules.FULL_MARKS_ALTERED, "error", message, "请改回来，重新报送"))
        return Mark(form.source, None, "", raw, reason, basis, origin, why)
    return Mark(form.source, value, "", raw, reason, basis, origin)


def refused(value: Decimal, criterion: Criterion, form: Form, rubric: Rubric, basis: str) -> str:
    """Why a mark is not taken: above its maximum, or the institution's own without evidence."""
    if criterion.points is not None and value > criterion.points:
        return f"{plain(value)}分，超过满分{plain(criterion.points)}分"
    if form.source == SELF and value > 0 and value >= rubric.evidence_from and not basis:
        return "得了分，没有写佐证材料"
    return ""


def unread(made: Marks, sent: Sent, key: str) -> None:
    """A row of the form that nothing was filled in: told at the cell where it was issued, unless another form has it."""
    unit, criterion = sent.issued[key]
    at = (unit, criterion.code, sent.form.source)
    if at in made.found and made.found[at].why != NOT_MARKED:
        return
    origin = Origin(
        sent.place.file,
        sent.place.sheet,
        cell_of(sent, key, TOUCHED if criterion.kind == RED_LINE else sent.form.mark),
    )
    if at not in made.found:
        made.found[at] = Mark(sent.form.source, origin=origin, why=NOT_MARKED)
    message = f"没有评“{key} {criterion.name}”，这一行什么也没有填"
    made.problems.append(
        said(origin, rules.CRITERION_NOT_SCORED, "error", message, "请补填后重新报送；没有发生的填0，红线项选是或否")
    )


def cell_of(sent: Sent, key: str, column: str) -> str:
    """Where a row stands that was not read: as far from the others as it was issued; empty where those moved apart."""
    order = {tidy(own): place for place, own in enumerate(sent.issued)}
    facts = [(fact, order[tidy(own)]) for row in sent.rows if tidy(own := text(row.get(sent.form.key))) in order
             and (fact := row.get(column)) is not None and fact.cell]  # fmt: skip
    offsets = {int(fact.record) - place for fact, place in facts}
    if len(offsets) != 1:
        return ""
    row = offsets.pop() + order[tidy(key)]
    return f"{facts[0][0].cell.rstrip('0123456789')}{row}" if row > HEADING_ROW + 1 else ""


def text(fact: Any) -> str:
    """What a cell of texts says; empty where it says nothing."""
    return str(fact.value or fact.raw).strip() if fact is not None and fact.status != "blank" else ""
