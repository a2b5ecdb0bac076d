"""The house in layers: this table is the diagram, and no module imports from its own layer's siblings or above."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx

ROOT = Path(__file__).parent.parent / "docgen"

LAYERS: tuple[set[str], ...] = (
    {"core"},
    {"wording", "bounds", "origin"},
    {"opc"},
    {"partnames"},
    {"package", "locks", "children", "scratch"},
    {"shipped"},
    {"live"},
    {"campaign", "gongwen", "rendering", "register", "outbox", "pdf", "pages"},
    {"ledgers"},
    {"figures"},
    {"documents"},
    {"issuing", "building", "importing", "checking", "mending", "rendercheck", "templatecheck"},
    {"collecting", "reporting", "verifying", "unaltered"},
    {"workspace", "doctor", "samples", "inspecting", "ruleset"},
    {"rules_page"},
    {"demo"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def noun(module: str) -> str:
    """The noun a module belongs to: docgen.rendering.wml → rendering."""
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> Iterator[str]:
    """The docgen modules that a file imports, type-only and late imports included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("docgen"):
            yield from [node.module] if "." in node.module else [f"docgen.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("docgen."))


def test_every_module_stands_in_the_diagram() -> None:
    nouns = {path.stem if path.is_file() else path.name for path in ROOT.iterdir() if not path.name.startswith("_")}
    assert nouns - {"data", "templates"} == set(LEVEL)


def test_nothing_imports_upwards_or_sideways() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        own = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for module in imports(path):
            other = noun(module)
            if own in LEVEL and other in LEVEL and other != own and LEVEL[other] >= LEVEL[own]:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_a_document_is_checked_without_ledgers_figures_and_pandas(tmp_path: Path) -> None:
    paper = tmp_path / "通知.docx"
    docx.Document().save(str(paper))
    told = (
        "import sys; from docgen.cli import run\ntry: run()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told, "check", str(paper)], capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    loaded = done.stderr.splitlines()[-1].split()
    own = [name for name in loaded if name.startswith("docgen.")]
    assert {noun(name) for name in own}.isdisjoint({"ledgers", "figures", "documents", "workspace", "register"})
    assert not {"pandas", "openpyxl", "xlsxwriter", "docxtpl", "pydantic"} & set(loaded)
    assert len(own) < 200


def test_only_one_module_calls_docxtpl() -> None:
    callers = {p.name for p in ROOT.rglob("*.py") if "import DocxTemplate" in p.read_text(encoding="utf-8")}
    assert callers == {"dialect.py"}
