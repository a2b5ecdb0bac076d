"""Document numbers over histories of edits: correcting, exchanging, returning to and renaming are ordinary work."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from docgen.errors import InvalidInput, Problem
from docgen.register import Register
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice

Campaign = Callable[..., Workspace]
AUTOMATIC = "自动"
TITLES = (
    ("关于召开年度工作会议的通知", "关于召开年度工作会议有关事项的通知", "关于召开2026年度工作会议的通知"),
    ("商请协助调取档案资料的函", "商请协助调取有关档案资料的函", "商请协助调阅档案资料的函"),
    ("汛期值班安排通知", "汛期值班具体安排通知", "主汛期值班安排通知"),
    ("邀请专家授课函", "邀请有关专家授课函", "邀请专家来院授课函"),
)
"""Of each document: titles much alike; of two documents: titles that are not."""
KINDS = ("通知", "函", "通知", "函")
CODED = (True, False, False, True)
"""Which documents have a 代号."""
NAMES = ("制度执行年", "制度落实年")


def number(serial: int | str) -> str:
    return f"华澜发〔2026〕{serial}号" if isinstance(serial, int) else serial


def errors(problems: list[Problem] | tuple[Problem, ...]) -> set[tuple[int | None, str]]:
    return {(p.place.line, p.message) for p in problems if p.severity == "error"}


@dataclass
class Line:
    """What the register should say of a number: its state, who bears or last bore it, and who did before."""

    state: str
    holder: int
    before: set[int] = field(default_factory=set)


class Histories(RuleBasedStateMachine):
    """Edits of a data file of up to four documents, with builds between them, against a model of their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.written: dict[int, int | str] = {}
        self.titles = dict.fromkeys(range(4), 0)
        self.name = 0
        self.lines: dict[int, Line] = {}
        self.recorded: dict[int, tuple[int, int | str]] = {}
        self.settled = False
        self.renamings = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # -- the model --------------------------------------------------------------------------------------------------

    def current(self, document: int) -> int | None:
        """The number in use of a document."""
        return next((n for n, line in self.lines.items() if line.holder == document and line.state == "已用"), None)

    def leaves(self, document: int, serial: int) -> bool:
        """Whether a document of the file bears another written number now."""
        return isinstance(new := self.written.get(document), int) and new != serial

    def may_have(self, document: int, serial: int) -> bool:
        line = self.lines.get(serial)
        if line is None or line.state == "退号":
            return True
        mine = line.holder == document
        if line.state == "已用":
            return mine or self.leaves(line.holder, serial)
        return line.state == "原号" and (mine or document in line.before)

    def refused(self) -> set[int]:
        return {d for d, n in self.written.items() if isinstance(n, int) and not self.may_have(d, n)}

    def record(self, made: list[int]) -> None:
        """What a build of some documents does to the register."""
        moved = []
        for document, serial in self.written.items():
            if isinstance(serial, int):
                line, now = self.lines.get(serial), self.current(document)
                passes = line is not None and line.state == "已用" and line.holder != document
                if document in made or passes or (now is not None and now != serial):
                    moved.append((document, serial, now))
        before = {serial: line.holder for serial, line in self.lines.items()}
        for _, serial, now in moved:
            if now is not None and now != serial:
                self.lines[now].state = "原号"
        for document, serial, _ in moved:
            line = self.lines.setdefault(serial, Line("已用", document))
            if before.get(serial, document) != document:
                line.before.add(before[serial])
            line.state, line.holder = "已用", document
        reserved = {n for n in self.written.values() if isinstance(n, int)}
        for document in made:
            if self.written[document] == AUTOMATIC and self.current(document) is None:
                serial = max(self.lines, default=0) + 1
                while serial in reserved:
                    serial += 1
                self.lines[serial] = Line("已用", document)
        for document in {*made, *(d for d, _, _ in moved)}:
            self.recorded[document] = (self.titles[document], self.written[document])

    def titled_as_recorded(self, document: int) -> bool:
        """A document without 代号 is known by its title: title and number are not both corrected at once."""
        return CODED[document] or self.recorded.get(document, (self.titles[document],))[0] == self.titles[document]

    def numbered_as_recorded(self, document: int) -> bool:
        known = self.recorded.get(document)
        return CODED[document] or known is None or known[1] == self.written[document]

    # -- the data file ----------------------------------------------------------------------------------------------

    def workspace(self) -> Workspace:
        entries = [
            notice(
                类型=KINDS[d], 标题=TITLES[d][self.titles[d]], 发文字号=number(n), 代号=f"文{d}" if CODED[d] else None
            )
            for d, n in self.written.items()
        ]
        path = self.folder / "活动.yaml"
        path.write_text(dump({"活动": {**ACTIVITY, "名称": NAMES[self.name]}, "文件": entries}), encoding="utf-8")
        return Workspace(path)

    # -- edits ------------------------------------------------------------------------------------------------------

    @initialize(first=st.integers(1, 9))
    def start(self, first: int) -> None:
        self.written = {0: first, 1: AUTOMATIC}

    @rule(document=st.integers(0, 3), serial=st.one_of(st.just(AUTOMATIC), st.integers(1, 12)))
    def write_or_correct_a_number(self, document: int, serial: int | str) -> None:
        taken = {n for d, n in self.written.items() if d != document and isinstance(n, int)}
        if serial not in taken and self.titled_as_recorded(document):
            self.written[document] = serial
            self.settled = False

    @rule(data=st.data())
    def return_to_an_earlier_number(self, data: st.DataObject) -> None:
        choices = [
            (d, n)
            for n, line in sorted(self.lines.items())
            for d in sorted({line.holder, *line.before} & set(self.written))
            if n not in self.written.values() and self.titled_as_recorded(d)
        ]
        if choices:
            document, serial = data.draw(st.sampled_from(choices))
            self.written[document] = serial
            self.settled = False

    @rule(data=st.data())
    def exchange_numbers(self, data: st.DataObject) -> None:
        typed = [d for d, n in self.written.items() if isinstance(n, int) and self.titled_as_recorded(d)]
        if len(typed) > 1:
            order = data.draw(st.permutations(typed))
            self.written.update(zip(typed, [self.written[d] for d in order], strict=True))
            self.settled = False

    @rule(document=st.integers(0, 3), variant=st.integers(0, 2))
    def rename(self, document: int, variant: int) -> None:
        if document in self.written and self.numbered_as_recorded(document):
            self.titles[document] = variant
            self.settled = False

    @rule(document=st.integers(0, 3))
    def take_a_document_out(self, document: int) -> None:
        if len(self.written) > 1 and self.written.pop(document, None) is not None:
            self.settled = False

    @rule(data=st.data())
    def move_documents_in_the_file(self, data: st.DataObject) -> None:
        self.written = {d: self.written[d] for d in data.draw(st.permutations(list(self.written)))}
        self.settled = False

    # -- the register -----------------------------------------------------------------------------------------------

    @rule(data=st.data(), state=st.sampled_from(["作废", "退号"]))
    def make_void_or_give_back(self, data: st.DataObject, state: str) -> None:
        choices = [n for n, line in sorted(self.lines.items()) if line.state not in ("作废", state)]
        if choices:
            serial = data.draw(st.sampled_from(choices))
            book = Register(self.folder / "发文登记簿.db")
            change = book.void if state == "作废" else book.give_back
            change("华澜发", 2026, serial, "写错了")
            self.lines[serial].state = state
            self.settled = False

    @rule(only=st.sampled_from([None, "通知", "函"]))
    def build(self, only: str | None) -> None:
        workspace = self.workspace()
        jobs = [job for job in workspace.jobs if only is None or job.entry.kind == only]
        made = [d for d in self.written if only is None or KINDS[d] == only]
        told = errors(workspace.validate())
        places = {workspace.loaded.source.place(("文件", i, "发文字号")).line: d for i, d in enumerate(self.written)}
        assert {places[line] for line, _ in told} == self.refused()
        if told:
            with pytest.raises(InvalidInput) as refusal:
                workspace.numbering().assign(jobs)
            assert errors(refusal.value.problems) == told
            return
        numbers = workspace.numbering().assign(jobs)
        self.record(made)
        assert numbers == [number(self.current(d) or 0) for d in made]
        assert {e.serial: e.state for e in workspace.register.entries()} == {n: x.state for n, x in self.lines.items()}
        if only is None:
            self.settled = True
            assert workspace.validate() == []

    def all_are_here(self) -> bool:
        return all(line.holder in self.written for line in self.lines.values() if line.state == "已用")

    @precondition(lambda self: self.settled and self.renamings < 2 and self.all_are_here())
    @rule()
    def rename_the_campaign(self) -> None:
        self.name = 1 - self.name
        self.renamings += 1
        self.build(None)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
