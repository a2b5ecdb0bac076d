"""Where docgen was installed from, and how more of it is added; on the package index its name is another project's."""

from __future__ import annotations

import json
import sys
from importlib import metadata
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

IN_WORDS = "请在 docgen 的文件夹（里面有 pyproject.toml）里运行"


def adding(extra: str) -> str:
    """What to run to add an extra part of docgen, as a sentence."""
    source = origin(direct_url())
    if source is None:
        return f'{IN_WORDS}：{runner()} -m pip install ".[{extra}]"'
    target = f"docgen[{extra}] @ {source}" if "+" in source else f"{source}[{extra}]"
    return f'请运行：{runner()} -m pip install "{target}"'


def runner() -> str:
    """The Python that docgen runs in, as a command line names it."""
    return f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"


def direct_url() -> dict[str, Any]:
    """What the installer noted of where docgen came from (PEP 610), nothing where it noted nothing."""
    try:
        noted = json.loads(metadata.distribution("docgen").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def origin(noted: dict[str, Any]) -> str | None:
    """A folder, a package file or a repository that pip takes; None where it is not known."""
    url = noted.get("url")
    if not isinstance(url, str):
        return None
    version_control = noted.get("vcs_info")
    if isinstance(version_control, dict) and "vcs" in version_control:
        commit = version_control.get("commit_id")
        return f"{version_control['vcs']}+{url}" + (f"@{commit}" if commit else "")
    parts = urlsplit(url)
    return url2pathname(unquote(parts.path)) if parts.scheme == "file" else None
