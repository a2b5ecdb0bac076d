"""S09: what departments are called; 安全环保部 here and 安全生产环保部 there are probably one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Severity
from docgen.gongwen.agreement.evidence import Claim, Evidence, Mention, Passage, disputed, matches
from docgen.gongwen.rules import agreement as rules

DEPARTMENTS = re.compile("^.*(?:牵头|配合|责任|主责|承办)(?:部门|单位|科室|处室)?")
NAMED = re.compile(
    "(?:责任|牵头|配合|主责|承办|联系)(?:部门|单位|科室|处室)(?:及负责人)?[：:](?P<names>[^。；：（）()]+)"
)
SUFFIX = "部|科|处|室|中心|办|局|委|队"
PARTS = re.compile(
    "[、，,；;/]+|以及|及(?=各)|(?<=[部科处室心办局委队院会厅])(?:会同|会商|联合|协同|协助|配合|商|与|和|及|同)"
)
"""What stands between two names in a list, and between two that do something together."""
DEPARTMENT = re.compile(f"[\u4e00-\u9fff]{{3,12}}(?:{SUFFIX})")
BORDER = (
    "由|报|送|向|请|和|与|及|会同|会商|联合|协同|协助|设在|集团|公司|总部|致|交|至|给|联系|是|为|并|经|各|本|归|对"
)
IN_TEXT = re.compile(
    rf"(?:^|(?<=[，。；、：:（()）“”《》？！])|(?<={BORDER.replace('|', ')|(?<=')}))"
    "(?P<name>(?!本|各|该|我|有关|相关|所属|内设)(?:(?!会同|会商|联合|协同|协助|[部局厅委院处]商)(?![将报送向由请和与及在至给把并或是了各每其为的经过去到从])[\u4e00-\u9fff]){3,10}?"
    "(?:部|科|处|办公室))(?![门署长位内级队件理置罚技学室于以委的关在下员]|分(?![工别]))"
)
FRONT = re.compile("^(?:会同|设在|集团|公司|总部|联系|本级|机关|中心(?=.{4}))+")
NOT_NAMES = re.compile(
    "内部|外部|全部|局部|干部|各部|支部|总部|一部|[上下]部|项目部|子公司|基层|成员|负责|分别|牵头|组织|配合"
)
SHARED = re.compile("配合|协助|会同|分别|负责.*负责|牵头.*牵头")
"""The sentence shares work out among departments."""
SHORT_FORM = re.compile("简称")
TELLING = set("一二三四五六七八九十东西南北中上下左右内外前后新老大小甲乙丙丁城县市省区")
"""字 that tell one department from its neighbour."""
GENERIC = re.compile(
    f"(?:管理|服务|业务|运营|运行|工作|发展|保障|事务|监督|教育|综合|技术|建设|生产)(?:{SUFFIX}|办公室)"
)
"""Endings that many departments share: what stands before them tells them apart."""


@dataclass
class Told:
    """Where a department is named, with what other names, and in which tables."""

    places: list[Mention] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    lists: set[object] = field(default_factory=set)


def departments(evidence: Evidence) -> Iterator[Diagnostic]:
    """S09: a department is called by one name: no 字 changed places, none is another, none are put in."""
    told: dict[str, Told] = {}
    for passage, names, where in named(evidence):
        for name in names:
            entry = told.setdefault(name, Told())
            entry.places.append(passage.mention(name))
            entry.beside.update(names)
            entry.lists.add(where)
    for one, other in look_alikes(told):
        rare, usual = sorted((one, other), key=lambda name: (len(told[name].places), name))
        if (severity := meant(rare, usual, told)) is not None:
            claims = [Claim("", name, told[name].places[0]) for name in (usual, rare)]
            if len(told[usual].places) == len(told[rare].places):
                claims.sort(key=lambda claim: (claim.mention.file, claim.mention.paragraph or 0))
            if any(evidence.akin(a, b) for a in told[usual].places for b in told[rare].places):
                yield disputed(rules.CONFLICTING_DEPARTMENT_NAME, "部门名称", claims, severity)


def meant(rare: str, usual: str, told: dict[str, Told]) -> Severity | None:
    """How certain it is that two names are one department; None where nothing says so."""
    if rare in told[usual].beside:
        return None
    if sorted(rare) == sorted(usual):
        return "warning"
    if len(rare) != len(usual):
        return "info" if told[rare].lists & told[usual].lists - {None} else "warning"
    return "warning" if len(told[rare].places) == 1 < len(told[usual].places) else None


def named(evidence: Evidence) -> Iterator[tuple[Passage, tuple[str, ...], object]]:
    """The departments of every list and every sentence, each with its table (None in a text)."""
    for passage, match in matches(NAMED, evidence.prose):
        yield passage, known(split(match["names"])), None
    for sheet in evidence.sheets:
        for x in sheet.columns(DEPARTMENTS):
            yield from ((cell, known(split(cell.text)), (sheet.file, sheet.number)) for cell in sheet.cells(x))
    for passage in evidence.prose:
        if passage.role not in ("title", "mark", "imprint", "recipients") and not SHORT_FORM.search(passage.text):
            for sentence in passage.sentences():
                pieces = [sentence] if SHARED.search(sentence) else sentence.split("，")
                yield from ((passage, in_clause(NAMED.sub("", piece)), None) for piece in pieces)


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Those that are names of departments, each once."""
    return tuple(dict.fromkeys(name for name in names if DEPARTMENT.fullmatch(name)))


def in_clause(clause: str) -> tuple[str, ...]:
    """The departments that a clause names, where it is plain where their names begin and end."""
    found = (FRONT.sub("", match["name"]) for match in IN_TEXT.finditer(clause))
    return tuple(dict.fromkeys(name for name in found if len(name) > 3 and not NOT_NAMES.search(name)))


def split(text: str) -> list[str]:
    """The names in a list of departments; 财政部会同农业部 are two."""
    return [name for name in PARTS.split(text) if name]


def look_alikes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that differ in the order of their 字, in one inner 字, or in two put in, without comparing all."""
    drawers: dict[str, list[str]] = {}
    for name in names:
        for key in {"".join(sorted(name)), *one_other(name), *put_in(name)}:
            drawers.setdefault(key, []).append(name)
    pairs = {tuple(sorted(pair)) for drawer in drawers.values() for pair in combinations(drawer[:20], 2)}
    return sorted((a, b) for a, b in pairs if not TELLING & (set(a) ^ set(b)))


def one_other(name: str) -> Iterator[str]:
    """The name with one inner 字 left open; the second 字 only where what follows is the department's own."""
    for i in range(1 if not GENERIC.search(name[2:]) else 2, len(name) - 1):
        if len(name) > 4 and not GENERIC.fullmatch(name[i + 1 :]):
            yield name[:i] + "*" + name[i + 1 :]


def put_in(name: str) -> Iterator[str]:
    """The name itself, and without two neighbouring inner 字."""
    if len(name) > 4:
        yield f"={name}"
    if len(name) > 6:
        yield from (f"={name[:i]}{name[i + 2 :]}" for i in range(2, len(name) - 3))
