"""import → build → import gives the same Document; what is laid out again says the same, read without docgen's reader."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.checking import check
from docgen.gongwen.document import Document
from docgen.gongwen.outline import outline
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import LEFT_OUT
from docgen.importing import bring_in, lay_out
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump
from tests.documents import reading
from tests.gongwen.messy import BEFORE, CASES, MAIN, SIGNED, STYLES, p, package, run
from tests.gongwen.test_papers import FOUND, OWN

W = f"{{{MAIN}}}"
DATA = Path(__file__).parents[2] / "data"
SAMPLES = sorted(folder.name for folder in DATA.iterdir() if (folder / "活动.yaml").is_file())
papers = pytest.mark.parametrize("paper", FOUND)
messy = pytest.mark.parametrize("name", sorted(CASES))


def same(document: Document) -> dict[str, Any]:
    """All that is compared of a Document."""
    return {key: value for key, value in outline(document).items() if key != "date_text"}


def again(path: Path, folder: Path) -> tuple[Document, Path]:
    """What is read in a file, and the file that is built from the data file that import writes."""
    folder.mkdir()
    imported = bring_in(path, folder / "活动.yaml")
    (made,), problems = Workspace(folder / "活动.yaml").build(folder / "out")
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return imported.reading.document, made.path


# ---- the text of a file, read without docgen


def shown(path: Path) -> list[str]:
    """The paragraphs of a .docx: deleted, hidden and repeated text left out, text boxes at the end of their anchor."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for name in ("{*}Fallback", f"{W}del", f"{W}moveFrom", f"{W}sectPr"):
        for element in root.findall(f".//{name}"):
            element.clear()
    for style in root.findall(f".//{W}pStyle"):
        if style.get(f"{W}val", "").startswith(
            "GwAgain"
        ):  # a category that goes on over the page shows its name again
            next(style.iterancestors(f"{W}p")).clear()
    for table in root.iter(f"{W}tbl"):
        whole(table)
    paragraphs = {paragraph: "" for paragraph in root.iter(f"{W}p")}
    for text in root.iter(f"{W}t"):
        run = next(text.iterancestors(f"{W}r"))
        if run.find(f"{W}rPr/{W}vanish") is None:
            paragraphs[next(text.iterancestors(f"{W}p"))] += text.text or ""
    return [text for text in paragraphs.values() if text.strip()]


def whole(table: etree._Element) -> None:
    """Put together what stands in several cells of a column because a page ends inside it."""
    above: dict[int, etree._Element] = {}
    for row in table.iterchildren(f"{W}tr"):
        column = 0
        for cell in row.iterchildren(f"{W}tc"):
            own = cell.findall(f"{W}p")
            style = own[0].find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val", "").startswith("GwOnward"):
                above[column].extend(own[0].findall(f"{W}r"))
                for paragraph in reversed(own[1:]):
                    above[column].addnext(paragraph)
            elif cell.find(f"{W}tcPr/{W}vMerge") is None or any(p.find(f"{W}r") is not None for p in own):
                above[column] = own[-1]
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            column += 1 if span is None else int(span.get(f"{W}val", ""))


def heads(path: Path) -> list[str]:
    """The texts of the headers, where a letter has its mark."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/header")]
        return ["".join(t.text or "" for t in etree.fromstring(archive.read(name)).iter(f"{W}t")) for name in names]


def typed(path: Path) -> list[str]:
    """The lines of a text file; a page number that stands before the rest of a broken line is none of its text."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    for i in range(1, len(lines)):
        if re.search(r"[\u4e00-\u9fff]$", lines[i - 1]) and len(lines[i - 1]) > 25:
            lines[i] = re.sub(r"^\d(?=[\u4e00-\u9fff])", "", lines[i])
    return [line for line in lines if line]


HAN_DATE = re.compile(r"([二○〇一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$")
DIGITS = {"○": "0", "〇": "0"} | {han: str(i) for i, han in enumerate("一二三四五六七八九", 1)}


def arabic(match: re.Match[str]) -> str:
    """A date in Han numerals as the standard writes it."""

    def number(text: str) -> int:
        tens, ten, ones = text.rpartition("十")
        return (int(DIGITS.get(tens, "1")) * 10 if ten else 0) + int(DIGITS.get(ones, "0"))

    year = "".join(DIGITS[c] for c in match[1])
    return f"{year}年{number(match[2])}月{number(match[3])}日"


def plainly(text: str) -> str:
    """A paragraph without blanks, its numbers with one kind of dot."""
    text = re.sub(r"[\s\u3000\xa0\u200b\ufeff]", "", text)
    return re.sub(r"(?<=\d)[．﹒、](?!\d)", ".", text)


MARKER = re.compile(r"^(?:附件[：:]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳])|\d+\.(?!\d)")


def letters(texts: list[str]) -> Counter[str]:
    """The characters of a file but for its numbering and punctuation, numbers of the document in their standard form."""
    digits = str.maketrans("０１２３４５６７８９", "0123456789")
    joined = "".join(MARKER.sub("", plainly(text)) for text in texts).translate(digits)
    joined = re.sub(r"第?0*(\d+)号", r"\1号", joined)
    return Counter(c for c in joined if c.isalnum())


# ---- papers


@papers
def test_a_paper_comes_back_the_same(paper: str, tmp_path: Path) -> None:
    before, made = again(FOUND[paper], tmp_path / "一")
    assert same(read(made).document) == same(before)


@papers
def test_what_is_built_from_a_paper_makes_itself_again(paper: str, tmp_path: Path) -> None:
    _, first = again(FOUND[paper], tmp_path / "一")
    document, second = again(first, tmp_path / "二")
    assert same(read(second).document) == same(document)
    assert list(map(plainly, shown(second))) == list(map(plainly, shown(first)))


@papers
def test_a_paper_that_was_built_says_what_was_typed(paper: str, tmp_path: Path) -> None:
    _, made = again(FOUND[paper], tmp_path / "一")
    source = [HAN_DATE.sub(arabic, plainly(text)) for text in typed(FOUND[paper])]
    assert "".join(map(plainly, shown(made))) == "".join(source)


@papers
def test_a_paper_that_was_laid_out_says_what_was_typed(paper: str, tmp_path: Path) -> None:
    lay_out(FOUND[paper], tmp_path / "排好.docx")
    made = list(map(plainly, shown(tmp_path / "排好.docx")))
    source = list(map(plainly, typed(FOUND[paper])))
    assert "".join(made) == "".join(source)
    long = [text for text in source if text.endswith("。") and len(text) > 40]
    assert [text for text in long if not any(text in paragraph for paragraph in made)] == []


@papers
def test_a_paper_that_was_laid_out_stands_as_the_standard_wants(paper: str, tmp_path: Path) -> None:
    lay_out(FOUND[paper], tmp_path / "排好.docx")
    assert faults(tmp_path / "排好.docx") == []


LACKING = re.compile("没有|版记没有")


def faults(path: Path) -> list[str]:
    """What check says of the layout, but for elements that the source never had."""
    (judged,) = check([path], today=date(2026, 12, 31))
    return [
        f"{problem.rule.number} {problem.message}"
        for problem in judged.problems
        if problem.rule.number.startswith("G") and problem.severity != "info" and not LACKING.match(problem.message)
    ]


# ---- Word files


@messy
def test_a_messy_file_comes_back_the_same(name: str, tmp_path: Path) -> None:
    before, made = again(CASES[name]().write(tmp_path / "原稿.docx"), tmp_path / "一")
    assert same(read(made).document) == same(before)


@messy
def test_a_messy_file_that_was_laid_out_says_the_same(name: str, tmp_path: Path) -> None:
    source, target = CASES[name]().write(tmp_path / "原稿.docx"), tmp_path / "排好.docx"
    lay_out(source, target)
    found = read(source)
    left_out = [placed.line.stripped for placed in found.placed if placed.role in LEFT_OUT and placed.line]
    assert letters(shown(source)) - letters([*shown(target), *heads(target)]) == letters(left_out)
    assert [text for text in left_out if text and not any(text[:20] in doubt.message for doubt in found.doubts)] == []
    assert letters(shown(target)) - letters(shown(source)) == Counter()


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_messy_file_that_was_laid_out_stands_as_the_standard_wants(name: str, tmp_path: Path) -> None:
    lay_out(CASES[name]().write(tmp_path / "原稿.docx"), tmp_path / "排好.docx")
    assert faults(tmp_path / "排好.docx") == []


# ---- what docgen made


@pytest.mark.parametrize("sample", SAMPLES)
def test_documents_of_a_sample_come_back_the_same(sample: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / sample, tmp_path / sample))
    made, _ = Workspace(folder).build(tmp_path / "out")
    assert made
    for number, item in enumerate(made):
        before, rebuilt = again(item.path, tmp_path / str(number))
        assert same(read(rebuilt).document) == same(before), item.path.name
        assert Counter(map(plainly, shown(rebuilt))) == Counter(map(plainly, shown(item.path))), item.path.name


def test_reports_of_the_year_come_back_the_same(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    year = reading.year(tmp_path_factory)
    reports = [path for path in sorted(year.reports.glob("*.docx"))]
    assert len(reports) == 5
    for number, path in enumerate(reports):
        before, rebuilt = again(path, tmp_path / str(number))
        assert same(read(rebuilt).document) == same(before), path.name


@pytest.mark.parametrize("sentence", ["逐件清点", "当日清点。", "“账实”相符；"])
def test_a_page_that_ends_inside_the_last_paragraph_does_not_break_it(sentence: str, tmp_path: Path) -> None:
    """The last lines of a text are carried over so that no signature stands alone (7.3.5.5); it stays one paragraph."""
    broken = []
    for length in range(200, 500, 15):
        text = (sentence * 200)[:length].rstrip("。；") + "。"
        entry = {"类型": "通知", "发文字号": "华澜发〔2026〕5号", "标题": "关于核对仓库账目的通知", "主送": "各单位"}
        entry |= {"正文": text, "成文日期": "2026-05-08"}
        _, found, _ = built(entry, tmp_path / str(length))
        broken += [length] if [item["text"] for item in outline(found)["paragraphs"]] != [text] else []
    assert broken == []


@pytest.mark.parametrize("last", ["2026年5月8日", "请遵照执行。"])
def test_a_page_break_typed_before_the_plan_ends_its_paragraph(last: str, tmp_path: Path) -> None:
    """A page that a clerk began with Ctrl+Enter, the text behind it in the same paragraph."""
    turn = '<w:r><w:br w:type="page"/></w:r>'
    end = (SIGNED,) if last.endswith("日") else ()
    body = [*BEFORE, *end, p(run(last), turn, run("库房盘点实施方案")), p("一、盘点范围"), p("全部库房。")]
    found = read(package(tmp_path / "原稿.docx", "".join(body), {"styles": STYLES})).document
    said = [
        found.date_text,
        *(block["text"] for block in outline(found)["paragraphs"]),
        *(part.title for part in found.parts),
    ]
    assert last in said
    assert "库房盘点实施方案" in said


# ---- documents of any make

WORDS = st.text(st.sampled_from("清查仓储设备检修巡护记录档案交接核对补充完善逐件落实责任按期销号留存"), min_size=4)
PHRASE = WORDS.map(lambda text: text[:14])
SENTENCE = st.lists(PHRASE, min_size=2, max_size=6).map(lambda parts: "，".join(parts) + "。")
LETTERHEADS = ("华澜能源集团有限公司", "青禾县供销合作社", "临溪县水务服务中心")
MARKS = {1: "一二三四五六七八九", 2: "一二三四五六七八九", 3: "123456789", 4: "123456789", 5: "①②③④⑤⑥⑦⑧⑨"}
WRITTEN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）", 5: "{}"}


@st.composite
def bodies(draw: st.DrawFn, chapters: bool = True) -> list[str]:
    """Lines of a text: headings of all levels in their order, with or without text running on, and what stands under."""
    lines = [draw(SENTENCE)]
    if chapters and draw(st.integers(0, 5)) == 0:
        lines.append(f"第一章　{draw(PHRASE)}")
        lines += [f"第{number}条　{draw(SENTENCE)}" for number in "一二三"[: draw(st.integers(1, 3))]]
        return [*lines, f"第二章　{draw(PHRASE)}", f"第四条　{draw(SENTENCE)}"]
    counts = dict.fromkeys(range(1, 6), 0)
    level = 0
    for _ in range(draw(st.integers(0, 8))):
        level = draw(st.integers(1, min(level + 1, 5)))
        counts = {key: count for key, count in counts.items() if key <= level} | dict.fromkeys(range(level + 1, 6), 0)
        counts[level] += 1
        marker = WRITTEN[level].format(MARKS[level][counts[level] - 1])
        form = draw(st.sampled_from(("line", "run", "sentence", "bare")))
        ends = {"line": "", "run": "。" + draw(SENTENCE), "sentence": "。", "bare": "。"}
        lines.append(marker + draw(PHRASE) + ends[form])
        if form in ("line", "sentence"):
            lines += draw(st.lists(SENTENCE, min_size=1, max_size=2))
            lines += [f"{n}是{text}" for n, text in zip("一二", draw(st.lists(SENTENCE, max_size=2)), strict=False)]
    return [*lines, draw(SENTENCE)]


@st.composite
def typed_tables(draw: st.DrawFn) -> dict[str, Any]:
    """A table with one or two rows of headings, merged cells, columns in the middle and notes."""
    columns = draw(st.integers(2, 5))
    head = [[f"{draw(PHRASE)[:6]}{x}" for x in range(columns)]]
    if columns > 2 and draw(st.booleans()):
        head = [[*head[0][:1], head[0][1], *["←"] * (columns - 2)], ["↑", *(f"分项{x}" for x in range(columns - 1))]]
    cell = st.one_of(PHRASE, SENTENCE, st.just(""), st.just("12.5"), st.tuples(PHRASE, PHRASE).map("\n".join))
    rows = [[draw(PHRASE), *(draw(cell) for _ in range(columns - 1))] for _ in range(draw(st.integers(1, 4)))]
    if len(rows) > 1 and draw(st.booleans()):
        rows[-1][0] = "↑"
    made: dict[str, Any] = {"行": [*head, *rows], "表头行": len(head)}
    if draw(st.booleans()):
        made["居中列"] = [1]
    if draw(st.booleans()):
        made |= {
            "表前": ["填报单位：　　　填报日期：", "单位：万元"],
            "表前靠右": draw(st.sampled_from(([2], [1, 2]))),
        }
    if draw(st.booleans()):
        made["表注"] = [f"注：1.{draw(SENTENCE)}", f"2.{draw(SENTENCE)}"]
    return made


@st.composite
def texts(draw: st.DrawFn, chapters: bool = True) -> dict[str, Any]:
    """正文, with tables at their places."""
    lines, tables = draw(bodies(chapters)), draw(st.lists(typed_tables(), max_size=1))
    if tables:
        lines.insert(draw(st.integers(1, len(lines))), "{表格1}")
    return {"正文": "\n".join(lines), "表格": tables}


@st.composite
def attachments(draw: st.DrawFn, depth: int = 1) -> list[dict[str, Any]]:
    """Attachments: texts and tables, upright and landscape, with attachments of their own."""
    made = []
    for number in range(draw(st.integers(0, 3 - depth % 2))):
        own: dict[str, Any] = {
            "标题": f"{draw(PHRASE)}{'一二三'[number]}{draw(st.sampled_from(('方案', '情况表', '清单')))}"
        }
        own |= draw(texts(chapters=False)) if draw(st.booleans()) else {"表格": [draw(typed_tables())]}
        own |= {"纸张": "横向"} if draw(st.booleans()) else {}
        own |= {"题注": ["（试行）"]} if draw(st.booleans()) else {}
        if depth and own.get("正文"):
            own["附件"] = draw(attachments(depth - 1))
        made.append(own)
    return made


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """An entry of a data file with all that its kind can have."""
    kind = draw(st.sampled_from(("通知", "函", "报告", "请示", "纪要", "公文", "材料", "实施方案")))
    ends = {"公文": draw(st.sampled_from(("意见", "决定"))), "纪要": "会议纪要", "材料": "发言提纲"}.get(kind, kind)
    about = draw(st.sampled_from(("{}", "“{}”活动", "《{}》"))).format(draw(PHRASE))
    made: dict[str, Any] = {"类型": kind, **draw(texts())}
    made["标题"] = f"关于{about}{draw(st.sampled_from(('', chr(10))))}有关工作的{ends}"
    if draw(st.booleans()):
        made["标题"] = f"{LETTERHEADS[0]}\n{made['标题']}"
    red = kind not in ("材料", "实施方案")
    day = date(2026, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    if red or draw(st.booleans()):
        made["成文日期"] = day.isoformat()
        if kind != "纪要":
            made["落款"] = draw(st.sampled_from(("盖章", "不盖章")))
            notes = ("联系人：周岚，电话：0100-5550137", "此件公开发布", "")
            made["附注"] = draw(st.sampled_from(notes[:1] if kind == "请示" else notes))
    if red and kind != "纪要":
        made |= {
            "发文字号": f"华澜发〔2026〕{draw(st.integers(1, 300))}号",
            "主送": draw(st.sampled_from(("各子公司", "青禾县供销合作社"))),
        }
        made["发文机关"] = list(LETTERHEADS[: draw(st.integers(1, 3))]) if kind != "函" else [LETTERHEADS[0]]
        printed = {} if kind == "函" else {"印发机关": "华澜能源集团有限公司办公室"}  # a letter has none (10.1)
        made["版记"] = draw(st.sampled_from((None, {"抄送": "临溪县水务服务中心", **printed})))
    if kind in ("报告", "请示"):
        made["签发人"] = ["周岚", "何一舟", "林溪"][: draw(st.integers(1, 3))]
    if kind == "纪要":
        made |= {"期号": "第3期", "会议": {"出席": "周岚　何一舟", "列席": "林溪"}}
        printed = {"分送": "各基层社，各科室", "印发机关": "综合科"}
        made["版记"] = draw(st.sampled_from((None, printed, {"报": "县供销合作社", "发": "各基层社", **printed})))
    if kind == "通知" and draw(st.booleans()):
        made["印发件"] = {"标题": f"{draw(PHRASE)}实施方案", **draw(texts()), "附件": draw(attachments())}
    else:
        made["附件"] = draw(attachments())
    return {key: value for key, value in made.items() if value not in (None, "", [])}


def built(entry: dict[str, Any], folder: Path) -> tuple[Document, Document, Path]:
    """What was put in, what is read in the file that was made of it, and that file."""
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / "活动.yaml"
    path.write_text(dump({"活动": ACTIVITY, "文件": [entry]}), encoding="utf-8")
    workspace = Workspace(path)
    (made,), _ = workspace.build(folder / "out", force=True)
    (job,) = workspace.jobs
    return workspace.draw(job, entry.get("发文字号", "")), read(made.path).document, made.path


def put_in(entry: dict[str, Any], drawn: Document) -> dict[str, Any]:
    """What the file must say: the head from the entry itself, the texts from what was drawn."""
    kind = entry["类型"]
    title = entry["标题"].replace("\n", "")
    printed = kind not in ("材料", "实施方案", "纪要")
    ends = next(
        (word for word in ("通知", "报告", "请示", "纪要", "意见", "决定", "函") if title.endswith(word)), None
    )
    return same(drawn) | {
        "kind": ends,
        "title": title,
        "issuer": entry.get("发文机关", []) if printed else [ACTIVITY["主办"]] if kind == "纪要" else [],
        "date": entry.get("成文日期"),
        "note": entry.get("附注"),
        "printed_date": entry["成文日期"] if "印发机关" in entry.get("版记", {}) else None,
    }


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # an example takes long to make, and is small as it is
    suppress_health_check=list(HealthCheck),
)
@given(entry=entries())
def test_what_was_put_in_is_read_back(entry: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("a")
    drawn, found, path = built(entry, folder)
    assert same(found) == put_in(entry, drawn)
    before, rebuilt = again(path, folder / "again")
    assert same(read(rebuilt).document) == same(before)


def test_who_was_at_a_meeting_is_read_over_a_list_of_attachments(tmp_path: Path) -> None:
    entry: dict[str, Any] = {"类型": "纪要", "标题": "关于仓库清查的会议纪要", "正文": "会议明确了分工。"}
    entry |= {"成文日期": "2026-03-16", "期号": "第3期", "会议": {"出席": "周岚　何一舟", "列席": "林溪"}}
    drawn, found, _ = built(entry | {"附件": [{"标题": "分工表", "正文": "分工从略。"}]}, tmp_path)
    assert same(found) == put_in(entry, drawn)
    assert dict(found.meeting.rolls) == entry["会议"]


def test_text_under_a_numbered_sentence_makes_it_a_heading_behind_a_table_too(tmp_path: Path) -> None:
    table = {"行": [["库房", "件数"], ["东库", "65"]]}
    entry = {"类型": "材料", "标题": "关于仓库清查的发言提纲", "表格": [table]}
    entry["正文"] = "清查已经完成。\n一、件数已经核对。\n{表格1}\n二、账目已经核对。\n账实相符。"
    drawn, found, _ = built(entry, tmp_path)
    assert same(found) == put_in(entry, drawn)


def test_there_are_papers_to_read() -> None:
    assert len(list(OWN.glob("*.txt"))) == 5
