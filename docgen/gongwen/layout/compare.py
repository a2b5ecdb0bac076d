"""The comparisons that many rules share: faces, sizes, indents, alignment and blank lines."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.finding import Strength
from docgen.gongwen.layout.case import Case, Fault
from docgen.gongwen.layout.measure import extent, first, left, major, right, typed_lead
from docgen.gongwen.manuscript import Aligned, Line, Run
from docgen.gongwen.profiles.typefaces import face_class, is_face, size_name

TYPE = "请选中这些文字，在“开始→字体”里改"
PARAGRAPH = "请把光标放在这一段，在“段落→缩进和间距”里改"
BLANK_LINES = "请增减上面的空行，不要用段前、段后间距凑"
ALIGNED: dict[Aligned, str] = {
    "left": "左对齐",
    "both": "两端对齐",
    "center": "居中",
    "right": "右对齐",
    "distribute": "分散对齐",
}
NEAR = 0.3
"""字; the tolerance of an indent that no value of the profile speaks of."""


def plain(number: float) -> str:
    """A number without a useless tail: 2, 1.5."""
    return f"{round(number, 1) + 0.0:g}"


def face(case: Case, line: Line, key: str, who: str = "", runs: tuple[Run, ...] | None = None) -> Iterator[Fault]:
    """The face of most Han characters is one of those that the profile names."""
    shown = line.runs if runs is None else runs
    found, size = major(shown, lambda looks: looks.face), major(shown, lambda looks: looks.size)
    if found is None or is_face(found, case.words(key)):
        return
    right_one = "或".join(case.words(key))
    seen = face_class(found) or "没有指定中文字体的文字"
    sized = size_name(size) if size else ""
    yield Fault(f"{who or case.called(line)}是{seen}{sized}，字体应为{right_one}", seen, right_one, TYPE, line, key)


def size(case: Case, line: Line, key: str, who: str = "", runs: tuple[Run, ...] | None = None) -> Iterator[Fault]:
    """The size of most characters is the one that the profile names."""
    found = major(line.runs if runs is None else runs, lambda looks: looks.size)
    if found is None or abs(found - case.number(key)) < 0.25:
        return
    seen, right_one = size_name(found), size_name(case.number(key))
    yield Fault(f"{who or case.called(line)}是{seen}，字号应为{right_one}", seen, right_one, TYPE, line, key)


def blank_lines(case: Case, line: Line, key: str, what: str) -> Iterator[Fault]:
    """As many blank lines stand above a paragraph as the profile says."""
    found = case.blanks_above(line)
    if found is None or case.near(found, key):
        return
    right_one = f"空{plain(case.number(key))}行"
    seen = f"空{plain(found)}行" if found else "没有空行"
    yield Fault(f"{what}{seen}，应{right_one}", seen, right_one, BLANK_LINES, line, key)


def start(case: Case, line: Line, key: str) -> Iterator[Fault]:
    """A paragraph's text begins as many 字 from the left edge as the profile says."""
    found = extent(line, case.page(line)).start
    if case.near(found, key):
        return
    seen, right_one = f"左空{plain(found)}字", f"左空{plain(case.number(key))}字"
    yield Fault(f"{case.called(line)}{seen}，应{right_one}", seen, right_one, PARAGRAPH, line, key)


def indents(line: Line, case: Case) -> str:
    """The indents of a paragraph in words; nothing where it has none."""
    page = case.page(line)
    parts = [("左缩进", left(line, page)), ("右缩进", right(line, page)), ("首行缩进", first(line, page))]
    lead = len(typed_lead(line))
    words = [f"{name}{plain(value)}字" for name, value in parts if abs(value) > NEAR]
    return "、".join([*words, f"前面敲了{lead}个空格"] if lead else words)


def centred(case: Case, line: Line, strength: Strength | None = None) -> Iterator[Fault]:
    """A paragraph is centred, without indents or typed blanks."""
    name = case.called(line)
    if line.spacing.align not in ("center", "distribute"):
        seen = ALIGNED[line.spacing.align]
        cure = f"请把光标放在这一段，点“开始→居中”{'，并删去前面的空格' if typed_lead(line) else ''}"
        yield Fault(f"{name}是{seen}，应居中", seen, "居中", cure, line, strength=strength)
    elif found := indents(line, case):
        cure = "请在“段落→缩进”里把左侧、右侧、特殊格式都清零，并删去前面的空格"
        yield Fault(f"{name}居中时带了{found}，看上去会偏", found, "居中，没有缩进", cure, line, strength=strength)


def flush_left(case: Case, line: Line, strength: Strength | None = None) -> Iterator[Fault]:
    """A paragraph begins at the left edge."""
    if line.spacing.align in ("center", "right"):
        found = ALIGNED[line.spacing.align]
    elif abs(extent(line, case.page(line)).start) > NEAR:
        found = indents(line, case) or f"左空{plain(extent(line, case.page(line)).start)}字"
    else:
        return
    cure = "请在“段落”里改为左对齐，缩进都清零，并删去前面的空格"
    yield Fault(f"{case.called(line)}{found}，应顶格（居左，不缩进）", found, "顶格", cure, line, strength=strength)
