"""The facts that a collection left are read as they are, or refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from docgen.core.errors import DocgenError, WrongUsage
from docgen.figures import source
from docgen.ledgers.definition import Definition, define
from docgen.outbox import digest as fingerprint
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump
from tests.figures.facts import FIVE, LEDGERS, WAIVERS, Facts


@pytest.fixture
def folder(facts: Facts, tmp_path: Path) -> Path:
    """A copy of the results that may be spoilt."""
    return Path(shutil.copytree(facts.folder, tmp_path / "汇总"))


def definition(root: Path, **data: Any) -> Definition:
    root.mkdir()
    whole = {"活动": ACTIVITY, "单位": FIVE, "台账": LEDGERS, "豁免": WAIVERS, **data}
    (root / "活动.yaml").write_text(dump(whole), encoding="utf-8")
    return define(Workspace(root / "活动.yaml").loaded.campaign)


def rewrite(folder: Path, **changes: object) -> None:
    path = folder / "collected.json"
    summary = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    path.write_text(json.dumps({k: v for k, v in summary.items() if v is not None}), encoding="utf-8")


def test_what_was_collected_is_read_as_text(facts: Facts, folder: Path) -> None:
    found = source.read(folder)
    assert list(found.facts.columns) == list(source.CELLS)
    assert len(found.facts) == len(facts.source.facts)
    assert {type(value) for value in found.facts["value"]} == {str}
    assert [str(period) for period in found.periods] == ["2026年5月", "2026年6月"]
    assert sorted(found.returns[found.returns["nil"] == 1]["unit"]) == ["U12", "U2", "U2"]
    assert found.version == facts.source.version


def test_a_folder_without_results_is_a_wrong_folder(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="里没有汇总结果（collected.json）。请先运行 docgen collect"):
        source.read(tmp_path / "没有")


def test_a_database_that_was_edited_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "事实.db")) as db, db:
        db.execute("UPDATE facts SET value = '99' WHERE value = '10'")
    with pytest.raises(DocgenError, match="在汇总以后被改动过，里面的数不能用.*--force"):
        source.read(folder)


def test_a_database_that_is_gone_is_refused(folder: Path) -> None:
    (folder / "事实.db").unlink()
    with pytest.raises(DocgenError, match="事实.db.*--force"):
        source.read(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"outputs": {}}', "\ufffe"])
def test_a_summary_that_is_none_is_refused(folder: Path, text: str) -> None:
    (folder / "collected.json").write_text(text, encoding="utf-8")
    with pytest.raises(DocgenError, match="读不懂，或是旧版本 docgen 的汇总结果"):
        source.read(folder)


@pytest.mark.parametrize("key", ["campaign", "definition", "inputs", "units", "date", "outputs"])
def test_a_summary_of_an_older_docgen_is_refused(folder: Path, key: str) -> None:
    rewrite(folder, **{key: None})
    with pytest.raises(DocgenError, match="旧版本 docgen 的汇总结果。请用 docgen collect 重新汇总"):
        source.read(folder)


def test_a_database_of_an_older_docgen_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "事实.db")) as db, db:
        db.execute("DROP TABLE campaign")
    sums = json.loads((folder / "collected.json").read_text(encoding="utf-8"))["outputs"]
    rewrite(folder, outputs={**sums, "事实.db": fingerprint((folder / "事实.db").read_bytes())})
    with pytest.raises(DocgenError, match="读不出来"):
        source.read(folder)


def test_the_results_of_this_campaign_fit(facts: Facts, tmp_path: Path) -> None:
    source.fitting(facts.source, facts.box.definition, facts.folder)
    source.fitting(facts.source, definition(tmp_path / "同"), facts.folder)


def test_the_results_of_another_campaign_are_refused(facts: Facts, tmp_path: Path) -> None:
    other = definition(tmp_path / "另", 活动={**ACTIVITY, "名称": "合规年"})
    with pytest.raises(DocgenError, match="里是“2026 制度执行年”的汇总结果，不是“2026 合规年”的。请用 --from"):
        source.fitting(facts.source, other, facts.folder)


def test_results_by_an_older_definition_are_refused(facts: Facts, tmp_path: Path) -> None:
    changes: dict[str, dict[str, Any]] = {
        "少一个单位": {"单位": FIVE[:4]},
        "少一张台账": {"台账": {"进度表": LEDGERS["进度表"]}},
    }
    for name, data in changes.items():
        changed = definition(tmp_path / name, **data)
        with pytest.raises(DocgenError, match="按以前的台账定义或单位名单汇总的.*请先用 docgen collect 重新汇总"):
            source.fitting(facts.source, changed, facts.folder)


def test_a_trace_of_what_was_not_collected_says_what_to_run(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="请先运行 docgen collect"):
        facts.box.workspace.trace("整改率", tmp_path / "没有")
    with pytest.raises(WrongUsage, match="没有“七公司”这个单位"):
        facts.box.workspace.trace("整改率", facts.folder, "七公司")
