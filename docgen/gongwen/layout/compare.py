"""The comparisons that many rules share: faces, sizes, indents, alignment and blank lines."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.core.rules import Strength
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.measure import BLANKS, extent, first, left, major, right, typed_lead
from docgen.gongwen.manuscript import Aligned, Line, Run
from docgen.gongwen.operations import Operation
from docgen.gongwen.profiles.typefaces import face_class, is_face, size_name
from docgen.wording import width

FACE_CURE = "请选中这些文字，在“开始→字体”里改字体"
SIZE_CURE = "请选中这些文字，在“开始→字号”里改字号"
ALIGNED: dict[Aligned, str] = {
    "left": "左对齐",
    "both": "两端对齐",
    "center": "居中",
    "right": "右对齐",
    "distribute": "分散对齐",
}
Part = tuple[int, int | None]
"""Characters of a line, from and to; None is its end."""
WHOLE: Part = (0, None)
NEAR = 0.3
"""字; the tolerance of an indent that no value of the profile speaks of."""


def plain(number: float) -> str:
    """A number without a useless tail: 2, 1.5."""
    return f"{round(number, 1) + 0.0:g}"


def blank(side: str, found: float) -> str:
    """The blank at one side (左 or 右) in words; less than none reaches over the edge."""
    if abs(found) < 0.05:
        return f"{side}边没有空"
    return f"{side}空{plain(found)}字" if found > 0 else f"超出{side}边{plain(-found)}字"


def untyped(line: Line, tail: bool = False) -> str:
    """What a cure says first where blanks are typed in front of a line, or behind it."""
    behind = tail and line.text.rstrip("\n") != line.text.rstrip(BLANKS + "\n")
    where = "前" * bool(typed_lead(line)) + "后" * behind
    return f"删去{where}面的空格，" if where else ""


def face(
    case: Case, line: Line, key: str, who: str = "", runs: tuple[Run, ...] | None = None, part: Part = WHOLE
) -> Iterator[Diagnostic]:
    """The face of most Han characters is one of those that the profile names; ``part`` are those that ``runs`` show."""
    found = major(line.runs if runs is None else runs, lambda looks: looks.face)
    if found is None or is_face(found, case.words(key)):
        return
    right_one, who = "或".join(case.words(key)), who or case.called(line)
    seen = face_class(found) or "没有指定字体"
    said = f"{who}的字体是{seen}" if face_class(found) else f"{who}没有指定中文字体"
    yield deviation(
        f"{said}，{case.should(key)}{right_one}",
        seen,
        right_one,
        FACE_CURE,
        line,
        key,
        fix=Fix(Operation.FACE, part=part),
    )


def size(
    case: Case, line: Line, key: str, who: str = "", runs: tuple[Run, ...] | None = None, part: Part = WHOLE
) -> Iterator[Diagnostic]:
    """The size of most characters is the one that the profile names; ``part`` are those that ``runs`` show."""
    found = major(line.runs if runs is None else runs, lambda looks: looks.size)
    if found is None or abs(found - case.number(key)) < 0.25:
        return
    seen, right_one = size_name(found), size_name(case.number(key))
    message = f"{who or case.called(line)}的字号是{seen}，{case.should(key)}{right_one}"
    yield deviation(message, seen, right_one, SIZE_CURE, line, key, fix=Fix(Operation.SIZE, part=part))


def blank_lines(case: Case, line: Line, key: str, what: str) -> Iterator[Diagnostic]:
    """As many blank lines stand above a paragraph as the profile says."""
    found = case.blanks_above(line)
    if found is not None and not case.near(found, key):
        yield too_few_or_many(case, line, key, what, found)


def too_few_or_many(case: Case, line: Line, key: str, what: str, found: float) -> Diagnostic:
    """A complaint about so many blank lines above a paragraph."""
    wanted = case.number(key)
    seen, right_one = f"空{plain(found)}行" if found else "没有空行", f"空{plain(wanted)}行" if wanted else "不空行"
    missing = wanted - found
    if missing != round(missing):
        cure = "请把段前、段后间距改为0" + f"，在这一段上面留{plain(wanted)}个空行" * bool(wanted)
    else:
        cure = (
            f"请在这一段上面加{plain(missing)}个空行" if missing > 0 else f"请删去这一段上面的{plain(-missing)}个空行"
        )
    should = case.should(key).removesuffix("为") if wanted else case.should(key).removesuffix("应为")
    message = f"{what}{seen}，{should}{right_one}"
    return deviation(message, seen, right_one, cure, line, key, fix=Fix(Operation.BLANKS_ABOVE, amount=missing))


def start(case: Case, line: Line, key: str, operation: Operation = Operation.START) -> Iterator[Diagnostic]:
    """A paragraph's text begins as many 字 from the left edge as the profile says."""
    found, wanted = extent(line, case.page(line)).start, case.number(key)
    if case.near(found, key):
        return
    seen, right_one = blank("左", found), blank("左", wanted)
    cure = f"请{untyped(line)}在“段落→缩进→特殊格式”里选“首行缩进”{plain(wanted)}字符，左侧改为0"
    message = f"{case.called(line)}{seen}，应{right_one}"
    yield deviation(message, seen, right_one, cure, line, key, fix=Fix(operation, amount=wanted))


def indents(line: Line, case: Case) -> str:
    """The indents of a paragraph in words; nothing where it has none."""
    page, typed = case.page(line), len(typed_lead(line))
    parts = [("左缩进", left(line, page)), ("右缩进", right(line, page)), ("首行缩进", first(line, page))]
    words = [f"{name}{plain(value)}字" for name, value in parts if abs(value) > NEAR]
    return "、".join([*words, f"前面敲了{typed}个空格"] if typed else words)


def off_middle(line: Line, case: Case) -> float:
    """字 by which indents and typed blanks move a centred line to the right, negative to the left."""
    page = case.page(line)
    behind = line.text[len(line.text.rstrip(BLANKS)) :]
    typed = width(typed_lead(line).replace("\t", "")) - width("".join(c for c in behind if c not in " \t"))
    return (left(line, page) + first(line, page) - right(line, page) + typed) / 2


def centred(case: Case, line: Line, strength: Strength | None = None, who: str = "") -> Iterator[Diagnostic]:
    """A paragraph is centred, and neither indents nor typed blanks move it from the middle."""
    name, off = who or case.called(line), off_middle(line, case)
    if line.spacing.align not in ("center", "distribute"):
        seen = ALIGNED[line.spacing.align]
        cure = f"请{untyped(line, True)}把光标放在这一段，点“开始→居中”"
        should = "通常" if strength == "practice" else "应"
        yield deviation(
            f"{name}是{seen}，{should}居中", seen, "居中", cure, line, strength=strength, fix=Fix(Operation.CENTRE)
        )
    elif abs(off) > NEAR:
        seen = f"居中但偏{'右' if off > 0 else '左'}{plain(abs(off))}字"
        why = indents(line, case)
        cure = f"请{untyped(line, True)}在“段落→缩进”里把左侧、右侧改为0，特殊格式改为“无”"
        message = f"{name}{seen}" + (f"（{why}）" if why else "（后面敲了空格）")
        yield deviation(message, seen, "居中，没有缩进", cure, line, strength=strength, fix=Fix(Operation.CENTRE))


def flush_left(case: Case, line: Line, strength: Strength | None = None) -> Iterator[Diagnostic]:
    """A paragraph begins at the left edge."""
    if line.spacing.align in ("center", "right"):
        found = ALIGNED[line.spacing.align]
    elif abs(extent(line, case.page(line)).start) > NEAR:
        found = indents(line, case) or blank("左", extent(line, case.page(line)).start)
    else:
        return
    cure = f"请{untyped(line)}在“段落”里改为左对齐，左侧缩进改为0，特殊格式改为“无”"
    yield deviation(
        f"{case.called(line)}{found}，应顶格", found, "顶格", cure, line, strength=strength, fix=Fix(Operation.FLUSH)
    )
