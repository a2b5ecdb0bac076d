"""A template cannot ask for endless work: repetition, widths, powers and loops are refused at their tag; usual ones work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docgen.core.errors import InvalidInput
from docgen.rendering.render import Properties, compile_files
from tests.rendering.helpers import filled, p, tbl, tc, texts, tr, written

DATA: dict[str, Any] = {"文": "制度执行", "数": 1234567, "项目": [{"号": n, "事": f"第{n}件"} for n in range(200)]}
TAGS = [
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ 文 * 100000000 }}",
    "{{ [文] * 10**9 }}",
    "{{ 10**(10**9) }}",
    "{{ 数 ** 数 }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:.1000000000f}'.format(1) }}",
    "{{ '{:{}}'.format(1, 10**9) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%.1000000000f' % 1.5 }}",
    "{{ '%1000000000s'|format(文) }}",
    "{{ 文|center(1000000000) }}",
    "{{ 文.center(1000000000) }}",
    "{{ 文.zfill(1000000000) }}",
    "{{ 文|indent(1000000000, true) }}",
    "{{ (('a' * 100000) | replace('a', 'b' * 100000)) }}",
    "{{ ('a' * 100000).replace('', 'b' * 100000) }}",
    "{{ ('b' * 100000).join(['a'] * 100000) }}",
    "{{ (['a'] * 100000)|join('b' * 100000) }}",
    "{{ [1]|batch(1000000000, 'x')|first|join }}",
    "{{ 项目|map('center', 1000000000)|join }}",
    "{{ 项目|tojson(1000000000) }}",
]
FORBIDDEN = [
    "{{ ('\\t' * 1000).expandtabs(1000000) }}",
    "{{ (1).to_bytes(1000000000, 'big') }}",
    "{{ 文.translate({97: 'b' * 1000000}) }}",
]
LOOP = "{% for 甲 in 项目 %}"
LOOPS = [
    LOOP * 4 + "好" + "{% endfor %}" * 4,
    LOOP * 8 + "{% endfor %}" * 8,
    LOOP * 4 + "{{ 甲.事 }}" + "{% endfor %}" * 4,
    "{% set 一 = 文 * 100000 %}" + LOOP * 2 + "{{ 一 }}" + "{% endfor %}" * 2,
    "{% set 一 = 文 * 100000 %}{% set 二 = 一 ~ 一 ~ 一 ~ 一 %}{% set 三 = 二 ~ 二 ~ 二 ~ 二 %}{% set 四 = 三 ~ 三 ~ 三 ~ 三 %}{{ 四 }}",
    "{% set 一 = [文, 文] %}" + "{% set 一 = [一, 一] %}" * 40 + "{{ 一|string }}",
]  # fmt: skip


def refusals(folder: Path, body: str, footer: str = "") -> list[str]:
    """What is said when a template is filled."""
    with pytest.raises(InvalidInput) as caught:
        compile_files([written(folder, body, "我的通知", footer=footer)]).fill([DATA], Properties())
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("tag", TAGS)
def test_what_would_fill_the_memory_is_refused_at_its_tag(tmp_path: Path, tag: str) -> None:
    (message,) = refusals(tmp_path, p("通知") + p(tag))
    assert message.startswith(f"模板“我的通知.docx”第2段 {tag.partition('}}')[0]}")


@pytest.mark.parametrize("tag", FORBIDDEN)
def test_methods_that_are_of_no_use_in_a_template_are_refused(tmp_path: Path, tag: str) -> None:
    assert any("第2段" in message and tag in message for message in refusals(tmp_path, p("通知") + p(tag)))


@pytest.mark.parametrize("body", LOOPS)
def test_loops_without_end_are_refused(tmp_path: Path, body: str) -> None:
    (message,) = refusals(tmp_path, p("通知") + p(body))
    assert message.startswith("模板“我的通知.docx”第2段 {")


def test_a_tag_in_a_loop_is_named_by_the_cell_it_stands_in(tmp_path: Path) -> None:
    row = f"<w:tr>{tc(p('{{ 项.号 }}'))}{tc(p('{{ 项.事 * 100000000 }}'))}</w:tr>"
    body = tbl(tr("序号", "事项"), tr("{%tr for 项 in 项目 %}", ""), row, tr("{%tr endfor %}", ""))
    (message,) = refusals(tmp_path, body)
    assert "表1 第3行第2列 {{ 项.事 * 100000000 }}" in message


def test_a_footer_is_bounded_too(tmp_path: Path) -> None:
    (message,) = refusals(tmp_path, p("通知"), footer=p("{{ 'a' * 10**9 }}"))
    assert "页脚" in message


@pytest.mark.parametrize(
    "tag", ["(" * 2000 + "文" + ")" * 2000, "文" + "+文" * 3000, "9" * 6000, "not " * 3000 + "文"]
)
def test_tags_nested_too_deeply_are_refused(tmp_path: Path, tag: str) -> None:
    assert refusals(tmp_path, p("通知") + p(f"{{{{ {tag} }}}}"))


def test_no_refusal_costs_memory(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from tests.rendering.test_sandbox import *\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))\n"
        "for tag in [*TAGS, *LOOPS[-3:]]: refusals(Path(sys.argv[1]), p('通知') + p(tag))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, cwd=Path(__file__).parents[2]
    )
    assert (made.returncode, made.stderr) == (0, b"")


USUAL = {
    "{{ '—' * 20 }}": "—" * 20,
    "{{ 文|center(10) }}": "制度执行".center(10),
    "{{ '%05d' % 数 }}": "1234567",
    "{{ '{:,}'.format(数) }}": "1,234,567",
    "{{ '2026年度%s' % 文 }}": "2026年度制度执行",
    "{{ 文|replace('制度', '规定') }}": "规定执行",
    "{{ 文.replace('制度', '规定') }}": "规定执行",
    "{{ 项目|map(attribute='事')|join('、')|truncate(9, true, '…', 0) }}": "第0件、第1件、…",
    "{{ 项目[:3]|map(attribute='号')|join('、') }}": "0、1、2",
    "{{ 文 ~ 数 ~ '号' }}": "制度执行1234567号",
    "{{ 2 ** 10 + 数 % 10 - 1 }}": "1030",
    "{{ 文[:2].strip() }}": "制度",
    "{% for 甲 in 项目 %}{% if loop.last %}{{ loop.length }}{{ loop.revindex }}{{ 甲.事 }}{% endif %}{% endfor %}": "2001第199件",
}  # fmt: skip


@pytest.mark.parametrize("tag", USUAL)
def test_usual_tags_print_as_before(tmp_path: Path, tag: str) -> None:
    assert texts(filled(written(tmp_path, p(tag)), DATA)) == [USUAL[tag]]


def test_a_long_table_is_no_endless_loop(tmp_path: Path) -> None:
    body = tbl(
        tr("序号", "事项"),
        tr("{%tr for 项 in 项目 %}", ""),
        tr("{{ 项.号 }}", "{{ 项.事 }}"),
        tr("{%tr endfor %}", ""),
    )
    many = {"项目": [{"号": n, "事": "整改" * 20} for n in range(20_000)]}
    assert len(texts(filled(written(tmp_path, body), many))) == 2 * 20_001
