"""What tests share: small campaigns written on the spot, and a guard over the real home folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock
from hypothesis import HealthCheck, settings

from docgen.workspace import Workspace

NOTICE: dict[str, Any] = {
    "类型": "通知",
    "发文字号": "华澜发〔2026〕15号",
    "标题": "关于做好制度执行年活动有关工作的通知",
    "主送": "各子公司，集团总部各部门",
    "正文": "现将有关事项通知如下。\n一、提高认识\n请认真组织学习。",
    "成文日期": "2026-05-08",
}
ACTIVITY = {"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司", "机关代字": "华澜发"}


NO_FAULTS = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=NO_FAULTS)
settings.register_profile("random", deadline=None, derandomize=False, suppress_health_check=NO_FAULTS)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs whole campaigns comes first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)


class _Plain(yaml.SafeDumper):
    """Writes shared values out instead of referring to them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    """The data as a clerk would write it."""
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="session", autouse=True)
def processes_find_the_tests() -> Iterator[None]:
    """What a test starts may import the tests, also where docgen is installed from a wheel and not in place."""
    with pytest.MonkeyPatch.context() as patch:
        root, before = str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (root, before))))
        yield


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A folder that one process makes and all that run tests read: ``once(name, make)``. A test changes a copy of it."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = root / "once" / name, root / f"{name}.done"
        with FileLock(root / f"{name}.lock"):
            if not done.exists():
                folder.mkdir(parents=True)
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(autouse=True)
def no_real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test does may reach the real home folder or the folder it was started in."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.fixture
def campaign(tmp_path: Path) -> Callable[..., Workspace]:
    """A workspace on a data file written from keyword data: ``campaign(文件=[notice()])``."""

    def write(**data: Any) -> Workspace:
        path = tmp_path / "活动.yaml"
        whole = {"活动": ACTIVITY, **data}
        path.write_text(dump(whole), encoding="utf-8")
        return Workspace(path)

    return write


def notice(**changes: Any) -> dict[str, Any]:
    """A notice that is well, with changes; a value of None takes the key away."""
    return {key: value for key, value in {**NOTICE, **changes}.items() if value is not None}
