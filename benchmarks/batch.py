"""1 000 different notices to disk: documents a second, and that memory stays flat.

python -m benchmarks.batch [--count 1000]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from docgen.workspace import Workspace


def campaign(count: int) -> str:
    """A letter to each of so many units; JSON is YAML too."""
    units = [
        {"编号": f"U{i:04}", "全称": f"第{i}工程有限公司", "信息": {"联系人": f"联系人{i}"}} for i in range(count)
    ]
    letter = {
        "类型": "通知",
        "发文字号": "华澜发〔2026〕15号",
        "标题": "关于报送制度执行年活动情况的通知",
        "发给": "全部",
        "正文": "请{全称}（联系人：{联系人}）按时报送。\n一、报送内容\n活动开展情况。\n二、报送时间\n每月20日前。",
        "成文日期": "2026-05-08",
    }
    activity = {"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司"}
    return json.dumps({"活动": activity, "单位": units, "文件": [letter]}, ensure_ascii=False)


def peak() -> float:
    """Most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(count: int, folder: Path) -> float:
    """Seconds to build so many."""
    (folder / "活动.yaml").write_text(campaign(count), encoding="utf-8")
    start = time.perf_counter()
    made, _ = Workspace(folder).build(folder / "out")
    assert len(made) == count
    return time.perf_counter() - start


def main() -> None:
    """Print rates and the growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        build(count // 10, Path(first))
        before = peak()
        took = build(count, Path(second))
        print(f"{count} notices to disk in {took:.1f} s: {count / took:.0f}/s, checked and written one by one")
        print(f"peak memory after {count // 10}: {before:.0f} MB, after {count}: {peak():.0f} MB")


if __name__ == "__main__":
    main()
