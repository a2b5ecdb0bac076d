"""Document numbers over histories of edits: correcting, exchanging, returning to and renaming are ordinary work."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput, Unavailable
from docgen.register import Entry, Register
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


def errors(problems: list[Diagnostic] | tuple[Diagnostic, ...]) -> set[tuple[int | None, str]]:
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


def typed(serial: int | str, title: str = TITLES[0][0], **more: str) -> dict[str, object]:
    return notice(发文字号=number(serial), 标题=title, **more)


OTHER, THIRD = TITLES[2][0], "关于开展消防演练的通知"


def told(problems: list[Diagnostic], rule: str) -> list[str]:
    return [p.message for p in problems if p.rule.number == rule]


@pytest.mark.parametrize(
    "numbers",
    [[15, 16], [AUTOMATIC, 16], [15, 16, 15], [15, 16, 17, 16, 15], [15, 16, AUTOMATIC], [AUTOMATIC, 9, AUTOMATIC, 1]],
)
def test_a_corrected_number_builds_and_the_earlier_one_is_kept(campaign: Campaign, numbers: list[int | str]) -> None:
    borne: list[str] = []
    for serial in numbers:
        workspace = campaign(文件=[typed(serial)])
        before = workspace.validate()
        made, problems = workspace.build()
        if serial != AUTOMATIC:
            assert made[0].number == number(serial)
            assert made[0].path.name.startswith(number(serial))
        moved = [(borne[-1], made[0].number)] if borne and made[0].number != borne[-1] else []
        assert told(before, "Y55") == told(problems, "Y55")
        assert [re.findall(r"由 (\S+) 改为 ([^；]+)", message)[0] for message in told(before, "Y55")] == moved
        borne.append(made[0].number)
    lines = {e.number: (e.state, e.reason) for e in workspace.register.entries()}
    now = borne[-1]
    assert lines[now] == ("已用", "")
    assert {n: state for n, (state, _) in lines.items()} == {n: "已用" if n == now else "原号" for n in borne}
    assert campaign(文件=[typed(numbers[-1])]).validate() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [([15, 16], [16, 15]), ([15, 16, 17], [16, 17, 15]), ([15, 16, 17], [16, 17, 18]), ([15, 16, 17], [14, 15, 16])],
)
def test_documents_exchange_and_shift_their_numbers_in_one_edit(
    campaign: Campaign, before: list[int], after: list[int]
) -> None:
    titles = (TITLES[0][0], OTHER, THIRD)
    for serials in (before, after, before):
        workspace = campaign(文件=[typed(n, title) for n, title in zip(serials, titles, strict=False)])
        assert errors(workspace.validate()) == set()
        assert [made.number for made in workspace.build()[0]] == [number(n) for n in serials]
        used = {e.title: e.serial for e in workspace.register.entries() if e.state == "已用"}
        assert used == dict(zip(titles, serials, strict=False))


def test_an_exchange_names_both_documents(campaign: Campaign) -> None:
    campaign(文件=[typed(15), typed(16, OTHER)]).build()
    _, problems = campaign(文件=[typed(16), typed(15, OTHER)]).build()
    assert told(problems, "Y55") == [
        f"发文字号由 {number(15)} 改为 {number(16)}（原来是《{OTHER}》的）",
        f"发文字号由 {number(16)} 改为 {number(15)}（原来是《{TITLES[0][0]}》的）",
    ]


def test_an_exchange_is_recorded_whole_though_only_one_of_both_is_made(campaign: Campaign) -> None:
    letter, entries = TITLES[1][0], campaign(文件=[typed(15), typed(16, TITLES[1][0], 类型="函")])
    entries.build()
    swapped = campaign(文件=[typed(16), typed(15, letter, 类型="函")])
    assert [made.number for made in swapped.build(only=["通知"])[0]] == [number(16)]
    assert swapped.validate() == []
    assert [made.number for made in swapped.build(only=["函"])[0]] == [number(15)]


def test_a_document_returns_to_a_number_that_another_had_after_it(campaign: Campaign) -> None:
    histories = [(15, 16), (16, 15), (16, 17), (15, 17)]
    for serials in histories:
        workspace = campaign(文件=[typed(serials[0]), typed(serials[1], OTHER)])
        assert [made.number for made in workspace.build()[0]] == [number(n) for n in serials]
    found = workspace.register.contents()
    assert [(e.serial, e.state, e.title, found.note(e)) for e in found.entries] == [
        (15, "已用", TITLES[0][0], f"原给《{OTHER}》"),
        (16, "原号", TITLES[0][0], f"改为 {number(15)}；原给《{OTHER}》"),
        (17, "已用", OTHER, ""),
    ]


@pytest.mark.parametrize(
    "steps",
    [
        [{"代号": "主文"}, {"代号": "主文", "标题": THIRD}],
        [{"标题": "关于召开2026年度工作会议的通知"}, {"标题": "关于召开2026年党建会议的通知"}, {"标题": "关于开好2026年党建年会的通知"}],
        [{"标题": TITLES[0][1], "代号": "主文"}, {"标题": OTHER, "代号": "主文"}],
    ],
)  # fmt: skip
def test_a_document_that_was_renamed_step_by_step_returns_to_its_number(
    campaign: Campaign, steps: list[dict[str, str]]
) -> None:
    for serial in (15, 16):
        campaign(文件=[typed(serial)]).build()
    for step in steps:
        campaign(文件=[notice(发文字号=number(16), **{"标题": TITLES[0][0], **step})]).build()
    workspace = campaign(文件=[notice(发文字号=number(15), **{"标题": TITLES[0][0], **steps[-1]})])
    assert [made.number for made in workspace.build()[0]] == [number(15)]
    assert [(e.serial, e.state) for e in workspace.register.entries()] == [(15, "已用"), (16, "原号")]


@pytest.mark.parametrize("free", [False, True])
def test_a_former_number_is_given_to_another_document_only_when_it_was_given_back(
    campaign: Campaign, free: bool
) -> None:
    campaign(文件=[typed(15)]).build()
    campaign(文件=[typed(16)]).build()
    both = campaign(文件=[typed(16), typed(15, OTHER)])
    if free:
        both.register.give_back("华澜发", 2026, 15, "写错了，没有印发")
        assert [made.number for made in both.build()[0]] == [number(16), number(15)]
        return
    wrong = errors(both.validate())
    assert [(line, message.partition("（")[0]) for line, message in wrong] == [
        (18, f"{number(15)} 是《{TITLES[0][0]}》的原号")
    ]
    with pytest.raises(InvalidInput) as refusal:
        both.build()
    assert errors(refusal.value.problems) == wrong
    assert f"docgen number free {number(15)}" in str(refusal.value)


def automatic_that_holds_it(campaign: Campaign) -> Workspace:
    campaign(文件=[typed(AUTOMATIC)]).build()
    return campaign(文件=[typed(AUTOMATIC), typed(1, OTHER)])


def document_that_is_gone(campaign: Campaign) -> Workspace:
    campaign(文件=[typed(1)]).build()
    return campaign(文件=[typed(1, OTHER)])


def document_without_a_number_now(campaign: Campaign) -> Workspace:
    plan = {"类型": "实施方案", "标题": "防汛实施方案", "正文": "一、目标\n做好工作。"}
    campaign(文件=[{**plan, "发文字号": number(1)}]).build()
    return campaign(文件=[plan, typed(1, OTHER)])


def void_number(campaign: Campaign) -> Workspace:
    campaign(文件=[typed(1)]).build()
    workspace = campaign(文件=[typed(1)])
    workspace.register.void("华澜发", 2026, 1, "重复编号")
    return workspace


def number_used_elsewhere(campaign: Campaign) -> Workspace:
    workspace = campaign(文件=[typed(1)])
    workspace.register.use(Entry("华澜发", 2026, 1, title="别处的文件"))
    return workspace


def copy_of_last_year(campaign: Campaign) -> Workspace:
    campaign(
        活动={**ACTIVITY, "年度": "2025"},
        文件=[notice(标题=TITLES[0][0], 成文日期="2025-05-08", 发文字号="华澜发〔2025〕1号")],
    ).build()
    return campaign(文件=[notice(发文字号="华澜发〔2025〕1号", 标题=TITLES[0][0])])


@pytest.mark.parametrize(
    "case",
    [
        automatic_that_holds_it, document_that_is_gone, document_without_a_number_now, void_number,
        number_used_elsewhere, copy_of_last_year,
    ],
)  # fmt: skip
def test_validate_tells_what_a_build_refuses(campaign: Campaign, case: Callable[[Campaign], Workspace]) -> None:
    workspace = case(campaign)
    before = workspace.register.entries()
    problems = [p for p in workspace.validate() if p.severity == "error"]
    assert [p.rule.number for p in problems] == ["Y56"]
    assert workspace.loaded.source.lines[(problems[0].place.line or 0) - 1].strip().startswith("发文字号: 华澜发")
    with pytest.raises(InvalidInput) as refusal:
        workspace.build()
    assert errors(refusal.value.problems) == errors(problems)
    assert workspace.register.entries() == before


def test_validate_changes_and_makes_no_register(campaign: Campaign) -> None:
    workspace = campaign(文件=[typed(15), typed(AUTOMATIC, OTHER)])
    assert workspace.validate() == []
    assert not workspace.register.path.exists()
    workspace.build()
    before = workspace.register.path.read_bytes()
    corrected = campaign(文件=[typed(18), typed(17, OTHER)])
    assert len(told(corrected.validate(), "Y55")) == 2
    assert corrected.register.path.read_bytes() == before


def test_validate_tells_that_numbers_could_not_be_compared_and_everything_else(campaign: Campaign) -> None:
    workspace = campaign(文件=[typed(15, 成文日期="2023-05-08")])
    workspace.register.path.write_bytes(b"no database, and rather long for a text of this kind" * 20)
    problems = workspace.validate()
    assert [(p.rule.number, p.severity) for p in problems if "不是登记簿" in p.message] == [("Y56", "warning")]
    assert "T02" in [p.rule.number for p in problems]
    with pytest.raises(Unavailable, match="不是登记簿"):
        workspace.build()


def test_two_documents_with_one_number_are_told_with_both_places(campaign: Campaign) -> None:
    campaign(文件=[typed(15)]).build()
    (problem,) = [p for p in campaign(文件=[typed(15), typed(15, OTHER)]).validate() if p.rule.number == "Y56"]
    assert problem.place.line == 18
    assert re.search(r"另一处在 .*活动.yaml:8:\d+", problem.message)


@pytest.mark.parametrize("serial", [15, AUTOMATIC])
def test_a_renamed_campaign_keeps_written_numbers_too(campaign: Campaign, serial: int | str) -> None:
    first = campaign(文件=[typed(serial), typed(40, OTHER)]).build()[0]
    campaign(文件=[typed(serial), typed(50, OTHER)]).build()
    renamed = campaign(活动={**ACTIVITY, "名称": "制度落实年"}, 文件=[typed(serial), typed(40, OTHER)])
    made, problems = renamed.build()
    assert [m.number for m in made] == [m.number for m in first]
    assert any("活动名称改过" in message for message in told(problems, "Y55"))
    assert len(renamed.register.entries()) == 3


def test_title_and_number_both_new_are_a_new_document_and_the_old_number_stays_the_old_ones(
    campaign: Campaign,
) -> None:
    campaign(文件=[typed(15, "关于召开第一次会议的通知")]).build()
    workspace = campaign(文件=[typed(16, "关于召开第二次会议的通知")])
    _, problems = workspace.build()
    assert told(problems, "Y55") == []
    assert told(problems, "Y57") == [f"{number(15)} 原来给了《关于召开第一次会议的通知》，现在数据里没有这份文件"]
    assert [(e.serial, e.state) for e in workspace.register.entries()] == [(15, "已用"), (16, "已用")]


def test_a_corrected_title_with_its_written_number_is_said_once(campaign: Campaign) -> None:
    campaign(文件=[typed(15, TITLES[0][0])]).build()
    workspace = campaign(文件=[typed(15, TITLES[0][1])])
    _, problems = workspace.build()
    assert [(p.rule.number, p.severity) for p in problems] == [("Y55", "info"), ("Y58", "info")]
    assert workspace.validate() == []


def test_a_number_that_is_written_is_not_given_to_another_by_the_register(campaign: Campaign) -> None:
    workspace = campaign(文件=[typed(AUTOMATIC), typed(1, TITLES[1][0], 类型="函")])
    assert [made.number for made in workspace.build(only=["通知"])[0]] == [number(2)]
    assert [made.number for made in workspace.build()[0]] == [number(2), number(1)]


def test_a_new_document_with_the_title_of_another_takes_no_number_from_it(campaign: Campaign) -> None:
    campaign(文件=[typed(AUTOMATIC)]).build()
    both = campaign(文件=[typed(AUTOMATIC, 代号="二"), typed(AUTOMATIC)])
    assert [made.number for made in both.build()[0]] == [number(2), number(1)]
