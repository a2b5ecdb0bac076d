"""The traps of docxtpl (P1–P50 name them): data are printed as they are, or refused."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.campaign.ledger import Column
from docgen.core.errors import InvalidInput
from docgen.documents import tables
from docgen.gongwen.document import Cell, Table
from docgen.ledgers import form
from docgen.ledgers.spec import LedgerSpec, Node
from docgen.rendering import template
from docgen.rendering.render import Compiled, Properties, compile_files
from docgen.rendering.template import TemplateFile, w
from docgen.rendering.values import Line
from docgen.shipped import resources
from docgen.wording import ILLEGAL, clean
from tests.rendering.helpers import (
    CORE,
    FOOTER,
    RELATIONSHIPS,
    RELS,
    Parts,
    R,
    docx,
    filled,
    p,
    root,
    rows,
    saved,
    sections,
    tbl,
    tc,
    text,
    texts,
    tr,
    unpacked,
    value,
    written,
)

EVERYWHERE = p("标题：{{ 文 }}，单位：", "{{ 文 }}") + tbl(f"<w:tr>{tc(p('{{ 文 }}'))}</w:tr>", columns=1) + p("结尾")
VERBATIM = [
    "Smith & Co",
    "<b>甲</b>",
    "A&B<C>D",
    "安全<A>&B",
    "&amp; &#65; &lt;",
    "\"双\" '单' “弯” ‘弯’",
    "{{ 别的 }}",
    "{% if 别的 %}",
    "{# 注 #}",
    "{_{ 别的 }_}",
    "]]> <!-- --> <?xml?>",
    "😀 𠮷野家 㐂 𠀋 龘 ①〔2026〕〇",
    "\u200b零宽\u3000全角空格\u00a0不断",
    "  前后有空格  ",
    "甲\t乙\t",
    "第一行\n第二行\n\n第四行",
    "",
]


# ---- text


@pytest.mark.parametrize("data", VERBATIM)
def test_text_is_printed_verbatim_in_body_cell_and_footer(tmp_path: Path, data: str) -> None:  # P1 P5
    parts = filled(written(tmp_path, EVERYWHERE, footer=p("页脚 {{ 文 }}")), {"文": data, "别的": "错"})
    assert texts(parts) == [f"标题：{data}，单位：{data}", data, "结尾"]
    assert texts(parts, FOOTER) == [f"页脚 {data}"]
    assert len(list(sections(parts))) == 1


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        ("甲\x01乙", {"甲乙"}),
        ("甲\x0b乙", {"甲乙", "甲\n乙"}),
        ("甲\x0c乙", {"甲乙", "甲\n乙"}),
        ("甲\a乙\x00", {"甲乙"}),
        ("甲\ud800乙\ufffe\uffff", {"甲乙"}),
        ("甲\r\n乙", {"甲\n乙"}),
        ("甲\r乙", {"甲\n乙"}),
        ("甲\n\r\n乙", {"甲\n\n乙"}),
    ],
)
def test_control_characters_go_and_line_ends_are_one_break(tmp_path: Path, data: str, printed: set[str]) -> None:  # P3
    parts = filled(written(tmp_path, p("{{ 文 }}") + p("结尾"), footer=p("{{ 文 }}")), {"文": data})
    assert texts(parts)[0] in printed
    assert texts(parts, FOOTER)[0] in printed
    assert texts(parts)[1] == "结尾"


@settings(max_examples=150, deadline=None)
@given(data=st.text())
def test_any_text_at_all_is_printed(tmp_path: Path, data: str) -> None:
    value = Line("正文", ((data, ""),), 300)
    parts = filled(written(tmp_path, p("{{ 文 }}") + p("{{p 值 }}") + p("结尾")), {"文": data, "值": value})
    bare = ILLEGAL.sub("", data.replace("\v", "")).replace("\r\n", "\n").replace("\r", "\n")
    assert texts(parts)[0] in (bare, clean(data))
    assert texts(parts)[2] == "结尾"


def test_eight_thousand_characters_fit_into_a_cell(tmp_path: Path) -> None:
    long = "制度执行年活动，要求＜逐条＞落实 & 检查。" * 400
    assert len(long) >= 8000
    parts = filled(written(tmp_path, tbl(tr("{{ 文 }}", "右"))), {"文": long})
    assert rows(parts) == [[long, "右"]]


@pytest.mark.parametrize("data", ["甲<乙>&", "甲\x01\x0b乙\r\n"])
def test_core_properties_come_from_the_data_and_are_well_formed(tmp_path: Path, data: str) -> None:  # P47
    file = written(tmp_path, p("正文"), core="<dc:creator>python-docx</dc:creator><dc:title>旧</dc:title>")
    core = root(filled(file, properties=Properties(data, "华澜能源集团有限公司", date(2026, 5, 8))), CORE)
    said = {re.sub(r"{.*}", "", str(item.tag)): item.text for item in core}
    assert (said["title"] or "").strip() in (ILLEGAL.sub("", data).strip(), clean(data).strip())
    assert said["creator"] == said["lastModifiedBy"] == "华澜能源集团有限公司"
    assert said["created"] == said["modified"] == "2026-05-08T00:00:00Z"


def test_tags_in_core_properties_are_never_run(tmp_path: Path) -> None:  # P8
    file = written(tmp_path, p("正文"), core="<dc:title>{{ cycler.__init__ }}{{ 缺 }}</dc:title>")
    title = "{{ 文 }}{% if %} A & B"
    core = root(filled(file, {"文": "错"}, properties=Properties(title)), CORE)
    assert [item.text for item in core][0] == title


@pytest.mark.parametrize("tag", ["{{p 文 }}", "{{r 文 }}"])
def test_plain_text_under_a_tag_for_values_is_printed_or_refused(tmp_path: Path, tag: str) -> None:  # P6
    parts = unless_refused(written(tmp_path, p(tag) + p("结尾")), {"文": "不能丢的字"})
    assert parts is None or "不能丢的字" in "".join(texts(parts))


def test_a_value_under_a_plain_tag_makes_no_paragraph_inside_a_text(tmp_path: Path) -> None:  # P6
    value = Line("正文", (("甲", ""),), 300)
    parts = unless_refused(written(tmp_path, p("前 {{ 值 }} 后")), {"值": value})
    assert parts is None or not [item for item in root(parts).iter(w("t")) if len(item)]


@pytest.mark.parametrize("bad", [None, 1.1, date(2026, 5, 8), ["甲"]])
@pytest.mark.parametrize("draft", [False, True])
def test_what_has_no_printed_form_is_refused(tmp_path: Path, bad: Any, draft: bool) -> None:  # P10
    file = written(tmp_path, p("{{ 数 }}"))
    with pytest.raises(InvalidInput, match=r"模板\.docx"):
        compile_files([file], draft=draft).fill([{"数": bad}], Properties())


def test_a_whole_number_is_printed_and_nothing_is_not_zero(tmp_path: Path) -> None:
    assert texts(filled(written(tmp_path, p("{{ 数 }}")), {"数": 0})) == ["0"]


def unless_refused(file: TemplateFile, values: dict[str, Any]) -> Parts | None:
    """The finished file, or None where docgen refuses to make one."""
    try:
        return filled(file, values)
    except InvalidInput:
        return None


# ---- loops and cells


THREE_ROWS = tbl(
    tr("序号", "事项"), tr("{%tr for 项 in 项目 %}", ""), tr("{{ 项.号 }}", "{{ 项.事 }}"), tr("{%tr endfor %}", "")
)


def test_an_empty_list_leaves_the_header_of_a_table(tmp_path: Path) -> None:
    assert rows(filled(written(tmp_path, THREE_ROWS), {"项目": []})) == [["序号", "事项"]]


def test_a_table_has_one_row_for_each_item(tmp_path: Path) -> None:
    items = [{"号": 1, "事": "甲"}, {"号": 2, "事": "乙"}]
    assert rows(filled(written(tmp_path, THREE_ROWS), {"项目": items})) == [["序号", "事项"], ["1", "甲"], ["2", "乙"]]


LOOP = p("{%p for 部门 in 部门们 %}") + p("{{ 部门 }}") + p("{%p endfor %}")


@pytest.mark.parametrize("where", ["body", "footer"])
@pytest.mark.parametrize(
    "properties",
    ['<w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr>', "<w:tcPr/>", ""],
    ids=["properties", "empty properties", "none"],
)
@pytest.mark.parametrize("before", ["", tbl(tr("里", "层"))], ids=["alone", "after a table"])
def test_a_loop_over_nothing_leaves_a_paragraph_in_its_cell(
    tmp_path: Path, where: str, properties: str, before: str
) -> None:  # P18
    table = tbl(f"<w:tr>{tc(before, LOOP, properties=properties)}</w:tr>", columns=1)
    file = written(tmp_path, table, footer=p("脚")) if where == "body" else written(tmp_path, p("文"), footer=table)
    parts = filled(file, {"部门们": []})
    for cell in root(parts, "word/document.xml" if where == "body" else FOOTER).iter(w("tc")):
        assert cell[-1].tag == w("p")


def test_a_table_without_a_grid_is_given_one(tmp_path: Path) -> None:  # P19
    parts = filled(written(tmp_path, tbl(tr("甲", "乙"), tr("丙"), grid=False)))
    table = next(root(parts).iter(w("tbl")))
    assert [child.tag for child in table][:2] == [w("tblPr"), w("tblGrid")]
    assert len(table.findall(f"{w('tblGrid')}/{w('gridCol')}")) == 2


MERGED = tbl(
    tr("{%tr for 类 in 任务 %}", ""),
    tr("{%tr for 事 in 类.事项 %}", ""),
    f"<w:tr>{tc(p('{% vm %}{{ 类.名 }}'))}{tc(p('{{ 事 }}'))}</w:tr>",
    tr("{%tr endfor %}", ""),
    tr("{%tr endfor %}", ""),
)


def test_each_group_of_nested_loops_merges_by_itself(tmp_path: Path) -> None:  # P15 P16
    groups = [{"名": "甲", "事项": ["1", "2"]}, {"名": "甲", "事项": ["3"]}, {"名": "乙", "事项": ["4", "5", "6"]}]
    parts = filled(written(tmp_path, MERGED), {"任务": groups})
    cells = [row.findall(w("tc")) for row in root(parts).iter(w("tr"))]
    merges = [(value(left, "tcPr/vMerge"), text(left), text(right)) for left, right in cells]
    assert merges == [
        ("restart", "甲", "1"),
        ("continue", "", "2"),
        ("restart", "甲", "3"),
        ("restart", "乙", "4"),
        ("continue", "", "5"),
        ("continue", "", "6"),
    ]
    assert all(value(right, "tcPr/vMerge") is None for _, right in cells)


TC_ORDER = [
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
]


def test_cell_properties_of_a_merged_cell_stand_in_the_order_of_the_schema() -> None:
    file = template.read(resources("templates") / "任务分解表.docx")
    item: dict[str, Any] = {"牵头": [], "配合": [], "时限": "", "同页": False}
    tasks = [{"类别": "甲", "续": False, "事项": [{"内容": str(i), **item} for i in range(2)]}]
    heads = dict.fromkeys(("类别", "内容", "责任", "时限", "牵头", "配合"), "头")
    empty = {"附件标注": "", "标题": "题", "题注": [], "表注": [], "版记": "", "附件说明": ""}
    parts = filled(file, {"表头": heads, "任务": tasks, **empty})
    for properties in root(parts).iter(w("tcPr")):
        order = [TC_ORDER.index(str(child.tag).rpartition("}")[2]) for child in properties]
        assert order == sorted(order)


# ---- missing names


PLACES = (
    p("通知")
    + p("第二段 {{ 主送 }}")
    + tbl(tr("头", "头"), f"<w:tr>{tc(p('一'))}{tc(p('二'), p('{{ 人.名 }}'))}</w:tr>")
    + p("{%p if 有附注 %}")
    + p("附注")
    + p("{%p endif %}")
)
COMPLETE = {"主送": "各部门", "人": {"名": "顾怀远"}, "有附注": ""}


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"主送": None}, ("第2段", "{{ 主送 }}", "“主送”")),
        ({"人": None}, ("表1 第2行第2列", "{{ 人.名 }}", "“人”")),
        ({"人": {}}, ("表1 第2行第2列", "{{ 人.名 }}", "名”")),
        ({"有附注": None}, ("第3段", "{%p if 有附注 %}", "“有附注”")),
    ],
)
def test_a_missing_name_is_refused_with_its_place_and_tag(
    tmp_path: Path, without: dict[str, Any], said: tuple[str, ...]
) -> None:  # P9 P28
    data = {key: given for key, given in (COMPLETE | without).items() if given is not None}
    with pytest.raises(InvalidInput) as caught:
        filled(written(tmp_path, PLACES, "我的通知"), data)
    (problem,) = caught.value.problems
    assert (problem.rule.number, problem.severity) == ("D11", "error")
    assert problem.place.file == str(tmp_path / "我的通知.docx")
    for word in ("我的通知.docx", *said):
        assert word in problem.message


def test_a_missing_name_in_a_split_tag_or_a_footer_is_named_too(tmp_path: Path) -> None:  # P24
    with pytest.raises(InvalidInput, match=r"第1段 \{\{ 主送 \}\}"):
        filled(written(tmp_path, p("{{ 主", "送 }", "}")), {})
    with pytest.raises(InvalidInput, match=r"\{\{ 主送 \}\}"):
        filled(written(tmp_path, p("文"), footer=p("{{ 主送 }}")), {})


@pytest.mark.parametrize(
    ("tags", "printed", "missing"),
    [
        ("{{ 甲 }}，{{ 乙 }}", "【缺：甲】，【缺：乙】", "甲 乙"),
        ("{{ 甲.乙.丙 }}", "【缺：甲.乙.丙】", "甲.乙.丙"),
        ("{{ 有.乙 }}", "【缺：有.乙】", "有.乙"),
        ("{{ 甲['乙'] }}", "【缺：甲.乙】", "甲.乙"),
        ("{%p for 项 in 甲 %}|{{ 项 }}|{%p endfor %}|{{ 乙 }}", "【缺：乙】", "甲 乙"),
        ("{%p for 项 in 甲.乙 %}|{{ 项 }}|{%p endfor %}|完", "完", "甲.乙"),
        ("{%p if 甲 %}|是|{%p endif %}|{{ 乙 }}", "【缺：乙】", "甲 乙"),
        ("{% if not 甲 %}无{% endif %}{{ 乙 }}", "无【缺：乙】", "甲 乙"),
        ("{% if 甲 == '是' %}是{% endif %}{{ 乙 }}", "【缺：乙】", "甲 乙"),
        ("{% if 甲 > 3 %}多{% endif %}{{ 乙 }}", "【缺：乙】", "甲 乙"),
        ("{% if '是' in 甲 %}是{% endif %}{{ 乙 }}", "【缺：乙】", "甲 乙"),
        ("{{ 甲.乙 == 1 }}", "False", "甲.乙"),
        ("{{ 甲 + '元' }}{{ 乙 }}", None, "甲 乙"),
    ],
)
def test_a_draft_shows_and_collects_every_missing_name(
    tmp_path: Path, tags: str, printed: str | None, missing: str
) -> None:  # P9
    made = compile_files([written(tmp_path, "".join(map(p, tags.split("|"))))], draft=True)
    parts = unpacked(made.fill([{"有": {}}], Properties()))
    assert list(dict.fromkeys(made.missing)) == missing.split()
    assert printed is None or texts(parts) == [printed]


def test_a_second_draft_forgets_what_the_first_lacked(tmp_path: Path) -> None:
    made = compile_files([written(tmp_path, p("{{ 甲 }}"), footer=p("{{ 乙 }}"))], draft=True)
    made.fill([{}], Properties())
    assert sorted(made.missing) == ["乙", "甲"]
    made.fill([{"甲": "1", "乙": "2"}], Properties())
    assert made.missing == []


@pytest.mark.parametrize("key", ["items", "keys", "values", "get", "pop", "update", "copy", "clear", "setdefault"])
def test_a_key_named_like_a_method_is_the_key(tmp_path: Path, key: str) -> None:  # P21
    body = p(f"{{%p for 项 in 表.{key} %}}") + p("{{ 项 }}") + p("{%p endfor %}")
    assert texts(filled(written(tmp_path, body), {"表": {key: ["甲", "乙"]}})) == ["甲", "乙"]
    with pytest.raises(InvalidInput, match=key):
        filled(written(tmp_path, p(f"{{{{ 表.{key} }}}}")), {"表": {}})


# ---- code in templates


HOSTILE = [
    "{{ cycler.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ 文.__init__.__globals__ }}",
    "{{ 值.wml.__globals__ }}",
    "{{ 表.__class__.__base__.__subclasses__() }}",
    "{{ '{0.__class__.__mro__}'.format(文) }}",
    "{{ self._TemplateReference__context }}",
    "{{ 文|attr('__class__') }}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{% for i in range(10) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ 列.append('甲') }}",
]


@pytest.mark.parametrize("tag", HOSTILE)
@pytest.mark.parametrize("where", ["body", "footer"])
def test_a_template_reaches_nothing_but_its_values(tmp_path: Path, tag: str, where: str) -> None:  # P30 P31
    data = {"文": "甲", "表": {}, "列": [], "值": Line("正文", (), 300)}
    with pytest.raises(InvalidInput, match=r"模板\.docx") as caught:
        filled(written(tmp_path, p(tag) if where == "body" else p("文"), footer=p(tag)), data)
    assert "<class" not in str(caught.value)
    assert "root:" not in str(caught.value)


def test_range_is_a_name_like_any_other(tmp_path: Path) -> None:  # P31
    with pytest.raises(InvalidInput, match="“range”") as caught:
        filled(written(tmp_path, p("{% for i in range(10) %}x{% endfor %}")))
    assert [problem.rule.number for problem in caught.value.problems] == ["D11"]


@pytest.mark.parametrize(
    "body",
    [
        tbl(tr("{% if 无 %}甲", "乙"), tr("丙", "丁")) + p("{% endif %}"),
        p("{{ 文|safe }}"),
    ],
    ids=["if across a table", "safe"],
)
def test_a_template_that_breaks_the_xml_is_refused(tmp_path: Path, body: str) -> None:  # P1
    with pytest.raises(InvalidInput, match=r"模板\.docx"):
        filled(written(tmp_path, body), {"无": "", "文": "<b>甲"})


# ---- tables


def structure(parts: Parts) -> list[list[tuple[int, int, str | None, str]]]:
    """Each row's cells: column where it begins, columns it covers, its vertical merge, its text."""
    found = []
    for row in root(parts).iter(w("tr")):
        x, cells = 0, []
        for cell in row.findall(w("tc")):
            span = int(value(cell, "tcPr/gridSpan") or 1)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            mark = None if merge is None else merge.get(w("val"), "continue")
            cells.append((x, span, mark, "\n".join(text(item) for item in cell.iter(w("p")))))
            x += span
        found.append(cells)
    return found


def expected(table: Table) -> list[list[tuple[int, int, str | None, str]]]:
    """What Table says, in the same terms."""
    grid, found = table.grid(), []
    for y, line in enumerate(grid):
        cells: list[tuple[int, int, str | None, str]] = []
        for x, cell in enumerate(line):
            if x and line[x - 1] is cell:
                continue
            begins = y == 0 or grid[y - 1][x] is not cell
            mark = None if cell.rows == 1 else "restart" if begins else "continue"
            cells.append((x, cell.columns, mark, cell.text if begins else ""))
        found.append(cells)
    return found


def agrees(folder: Path, table: Table) -> None:
    """Assert that the printed table is the table."""
    parts = filled(written(folder, p("{{p 表 }}")), {"表": tables.grid(table, tables.ACROSS)})
    assert structure(parts) == expected(table)
    widths = [int(item.get(w("w"), "0")) for item in root(parts).iter(w("gridCol"))]
    assert len(widths) == len(table.widths)
    for row in root(parts).iter(w("tr")):
        x = 0
        for cell in row.findall(w("tc")):
            span = int(value(cell, "tcPr/gridSpan") or 1)
            assert value(cell, "tcPr/tcW", "w") == str(sum(widths[x : x + span]))
            assert cell[-1].tag == w("p")
            x += span
        assert x == len(widths), "the row fills the grid"
    marks = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in root(parts).iter(w("tr"))]
    assert marks == [y < table.header_rows for y in range(len(table.rows))]


def test_a_table_is_merged_as_it_says(tmp_path: Path) -> None:
    head = (Cell("类", rows=2), Cell("责任", columns=2)), (Cell("牵头"), Cell("配合"))
    body = (Cell("甲", rows=2), Cell("1"), Cell("2")), (Cell("3", columns=2),), (Cell("乙"), Cell("4", columns=2))
    agrees(tmp_path, Table((2, 1, 1), 2, (*head, *body)))


@st.composite
def tilings(draw: st.DrawFn) -> Table:
    """Tables cut at random into rectangles."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    starts: dict[tuple[int, int], Cell] = {}

    def cut(top: int, left: int, down: int, across: int) -> None:
        choice = draw(st.sampled_from(["whole", "rows", "columns"]))
        if choice == "rows" and down > 1:
            at = draw(st.integers(1, down - 1))
            cut(top, left, at, across)
            cut(top + at, left, down - at, across)
        elif choice == "columns" and across > 1:
            at = draw(st.integers(1, across - 1))
            cut(top, left, down, at)
            cut(top, left + at, down, across - at)
        else:
            starts[top, left] = Cell(f"{top}-{left}", down, across)

    cut(0, 0, height, width)
    made = [tuple(starts[y, x] for x in range(width) if (y, x) in starts) for y in range(height)]
    return Table((1,) * width, 0, tuple(made))


@settings(max_examples=80, deadline=None)
@given(table=tilings())
def test_any_table_is_merged_as_it_says(tmp_path: Path, table: Table) -> None:
    agrees(tmp_path, table)


@st.composite
def ledgers(draw: st.DrawFn) -> LedgerSpec:
    """Ledgers with random merge trees: each column is filled at most once on the way down."""
    names = [f"列{i}" for i in range(draw(st.integers(1, 5)))]
    groups = draw(st.lists(st.sampled_from(["", "甲组", "乙组"]), min_size=len(names), max_size=len(names)))

    def tree(left: list[str], depth: int) -> Node:
        own = draw(st.lists(st.sampled_from(left), unique=True)) if left else []
        rest = [name for name in left if name not in own]
        children = draw(st.integers(0, 3)) if depth else 0
        cells = tuple((name, draw(st.sampled_from(["", "是", "长文" * 9, "两\n行"]))) for name in own)
        return Node(cells, tuple(tree(rest, depth - 1) for _ in range(children)))

    columns = tuple(Column.model_validate({"名称": n, "组": g}) for n, g in zip(names, groups, strict=True))
    nodes = tuple(tree(names, 3) for _ in range(draw(st.integers(0, 3))))
    return LedgerSpec("台账", "台账", True, columns, nodes, (), ())


@settings(max_examples=80, deadline=None)
@given(spec=ledgers())
def test_any_tree_of_ledger_rows_fills_the_grid(tmp_path: Path, spec: LedgerSpec) -> None:
    table = form.table(spec)
    assert len(table.rows) == table.header_rows + sum(node.leaves() for node in spec.rows)
    agrees(tmp_path, table)


# ---- reuse


def reuse(folder: Path, name: str) -> Compiled:
    """A template that prints its own name and one value in every part."""
    body = p(f"{name}{{{{ 文 }}}}") + THREE_ROWS
    return compile_files([written(folder, body, name, footer=p(f"{name}{{{{ 文 }}}}"))])


def own(made: Compiled, name: str, i: int) -> bool:
    """Whether a filled file holds its own data only."""
    items = [{"号": i, "事": f"事{i}-{n}"} for n in range(i % 7)]
    parts = unpacked(made.fill([{"文": f"〔{i}〕", "项目": items}], Properties(f"题{i}")))
    return (
        texts(parts)[0] == f"{name}〔{i}〕"
        and texts(parts, FOOTER) == [f"{name}〔{i}〕"]
        and rows(parts)[1:] == [[str(i), f"事{i}-{n}"] for n in range(i % 7)]
        and root(parts, CORE)[0].text == f"题{i}"
    )


def test_two_templates_used_in_turn_and_from_four_threads_never_mix_data(tmp_path: Path) -> None:  # P36
    made = {name: reuse(tmp_path, name) for name in ("甲", "乙")}
    assert all(own(made["甲乙"[i % 2]], "甲乙"[i % 2], i) for i in range(20))
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda i: own(made["甲乙"[i % 2]], "甲乙"[i % 2], i), range(400)))


def test_drafts_of_one_template_from_four_threads_tell_their_own_missing_names_or_none(tmp_path: Path) -> None:
    made = compile_files([written(tmp_path, p("{{ 甲 }}"))], draft=True)

    def printed(i: int) -> list[str]:
        return texts(unpacked(made.fill([{"甲": str(i)} if i % 2 else {}], Properties())))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(printed, range(200))) == [[str(i)] if i % 2 else ["【缺：甲】"] for i in range(200)]


def test_a_second_filling_keeps_nothing_of_the_first(tmp_path: Path) -> None:  # P37
    made = compile_files([written(tmp_path, p("{{ 文 }}") + THREE_ROWS, footer=p("{{ 文 }}"))])
    second: list[dict[str, Any]] = [{"文": "乙", "项目": [{"号": 1, "事": "新"}]}]
    made.fill([{"文": "甲", "项目": [{"号": 9, "事": "旧"}] * 5}], Properties("旧", "旧", date(2025, 1, 1)))
    again = made.fill(second, Properties("新"))
    fresh = compile_files([written(tmp_path, p("{{ 文 }}") + THREE_ROWS, footer=p("{{ 文 }}"))])
    assert again == fresh.fill(second, Properties("新"))


# ---- ids and page numbers


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def drawing(attributes: str) -> str:
    """A paragraph with an empty drawing."""
    space = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    return f"<w:p><w:r><w:drawing><wp:inline {space}><wp:docPr {attributes}/></wp:inline></w:drawing></w:r></w:p>"


@pytest.mark.parametrize("attributes", ['id="1" name="图"', 'name="图" id="1"'], ids=["id first", "id last"])
def test_drawing_ids_are_unique(tmp_path: Path, attributes: str) -> None:  # P43
    loop = p("{%p for 图 in 图们 %}") + drawing(attributes) + p("{%p endfor %}")
    file = written(tmp_path, loop + drawing(attributes))
    parts = filled([file, written(tmp_path, drawing(attributes), "另一")], {"图们": ["甲", "乙"]})
    ids = [item.get("id") for item in root(parts).iter("{*}docPr")]
    assert len(ids) == 4
    assert len(set(ids)) == 4


def test_ids_of_paragraphs_and_bookmarks_are_not_copied_by_a_loop(tmp_path: Path) -> None:  # P43
    paragraph = (
        f'<w:p xmlns:w14="{W14}" w14:paraId="1A2B3C4D">'
        '<w:bookmarkStart w:id="0" w:name="书签"/><w:r><w:t>{{ 项 }}</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    )
    looped = tc(p("{%p for 项 in 项目 %}"), paragraph, p("{%p endfor %}"))
    file = written(tmp_path, tbl(f"<w:tr>{looped}</w:tr>", columns=1))
    document = root(filled(file, {"项目": ["甲", "乙"]}))
    for name in ("{*}bookmarkStart", "{*}bookmarkEnd"):
        ids = [item.get(w("id")) for item in document.iter(name)]
        assert len(ids) == len(set(ids))
    marks = [item.get(f"{{{W14}}}paraId") for item in document.iter(w("p")) if item.get(f"{{{W14}}}paraId")]
    assert len(marks) == len(set(marks))


def test_pages_are_numbered_through_all_parts(tmp_path: Path) -> None:  # P44
    restart = '<w:pgSz w:w="11906" w:h="16838"/><w:pgNumType w:start="1"/>'
    inner = f"<w:p><w:pPr><w:sectPr>{restart}</w:sectPr></w:pPr></w:p>"
    files = [written(tmp_path, p("正文"), "正文")]
    files += [written(tmp_path, inner + p("附件"), name, page=restart) for name in ("附件甲", "附件乙")]
    parts = filled(files)
    assert len(list(sections(parts))) == 5
    assert [item.get(w("start")) for item in root(parts).iter(w("pgNumType")) if item.get(w("start"))] == []


# ---- templates that lack something


def test_a_template_without_core_properties_is_given_them(tmp_path: Path) -> None:
    parts = docx(p("正文"), without=[CORE])
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship) [^>]*docProps/core.xml[^>]*/>", b"", parts[name])
    made = filled(template.read(saved(tmp_path / "模板.docx", parts)), properties=Properties("题"))
    assert root(made, CORE)[0].text == "题"
    assert b"/docProps/core.xml" in made["[Content_Types].xml"]
    assert b"docProps/core.xml" in made["_rels/.rels"]


@pytest.mark.parametrize(
    "parts",
    [
        {RELATIONSHIPS: b"<Relationships"},
        {
            RELATIONSHIPS: f'<Relationships xmlns="{RELS}"><Relationship Id="rIdFooter" Type="{R}/footer" '
            f'Target="../NULL"/></Relationships>'.encode()
        },
        {RELATIONSHIPS: f'<Relationships xmlns="{RELS}"/>'.encode()},
        {"[Content_Types].xml": b"<Types document.main+xml"},
        {"word/numbering.xml": b"<w:numbering"},
        {FOOTER: b"<w:ftr>{{ x"},
    ],
    ids=["broken", "pointing-nowhere", "lacking-footer", "types", "numbering", "footer"],
)
def test_a_damaged_part_is_refused_as_a_person_would_say_it(tmp_path: Path, parts: Parts) -> None:
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    path = saved(tmp_path / "模板.docx", docx(listed, footer=p("脚"), parts=parts))
    with pytest.raises(InvalidInput, match=r"模板\.docx"):
        filled([written(tmp_path, p("前"), "前"), template.read(path)])
