"""How more of docgen is installed: from where docgen came from, never by its name from the package index."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from docgen import origin

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("noted", "source"),
    [
        ({"url": "file:///home/a/docgen", "dir_info": {}}, "/home/a/docgen"),
        ({"url": "file:///home/a/docgen", "dir_info": {"editable": True}}, "/home/a/docgen"),
        ({"url": "file:///home/%E5%85%AC%E6%96%87/docgen-1.0-py3-none-any.whl", "archive_info": {}},
         "/home/公文/docgen-1.0-py3-none-any.whl"),
        ({"url": "https://example.org/docgen.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
         "git+https://example.org/docgen.git@abc"),
        ({"url": "https://example.org/docgen.git", "vcs_info": {"vcs": "git"}}, "git+https://example.org/docgen.git"),
        ({}, None),
        ({"url": 5}, None),
        ({"url": "ftp://example.org/docgen.whl"}, None),
    ],
)  # fmt: skip
def test_what_the_installer_noted_is_what_pip_is_given(noted: dict[str, object], source: str | None) -> None:
    assert origin.origin(noted) == source


def test_the_extra_is_named_with_a_source_before_it() -> None:
    told = origin.adding("render")
    assert re.search(r'pip install "(\.|/.+|docgen)\[render\]( @ .+)?"$', told)
    assert 'install "docgen[render]"' not in told
    assert sys.executable in told


def test_nothing_tells_anybody_to_install_docgen_by_its_name_alone() -> None:
    files = [
        *ROOT.glob("docgen/**/*.py"),
        *ROOT.glob("docgen/**/*.yaml"),
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
    by_name = re.compile(r"""pip3? install (?:-\S+ )*["']?docgen(?!\S*[/\\])""")
    assert [str(path) for path in files if by_name.search(path.read_text(encoding="utf-8"))] == []


def test_where_nothing_was_noted_the_folder_is_said_in_words(tmp_path: Path) -> None:
    """A Python that finds docgen on its path, where nobody installed it."""
    venv.create(tmp_path / "own", symlinks=True)
    code = "from docgen.origin import adding; print(adding('render'))"
    python = tmp_path / "own" / "bin" / "python"
    done = subprocess.run([python, "-c", code], cwd=ROOT, env={}, capture_output=True, check=True)
    assert "pyproject.toml" in done.stdout.decode()
    assert '".[render]"' in done.stdout.decode()
