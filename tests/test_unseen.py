"""Signs that show nothing or turn letters round: told, and neither printed nor put into the name of a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.checking import check
from docgen.outbox import file_name
from docgen.wording import UNSEEN, seen
from docgen.workspace import Workspace
from tests.rendering.helpers import docx, p, saved, unpacked

SIGNS = ["\u202e", "\u2067", "\u200b", "\u00ad", "\ufeff", "\u200f", "\u2063", "\U000e0041"]
DATA = """\
活动: {{名称: "合规{0}年", 年度: 2026, 主办: "华澜{0}公司", 机关代字: "华澜{0}发"}}
单位:
  - {{编号: "U01{0}", 全称: "华澜{0}电力公司", 简称: "电{0}力"}}
人员:
  - {{姓名: "江{0}白", 单位: "电力"}}
文件:
  - 类型: 通知
    发文字号: "华澜发〔2026〕{0}15号"
    标题: "关于{0}甲的通知"
    主送: "各{0}单位"
    发给: 全部
    成文日期: "2026-05-08{0}"
    正文: |
      请{{全称}}按时办理。“第{0}二段”。
    附件: [{{文件: "办法.docx", 标题: "办{0}法"}}]
"""


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_printed_and_the_name_of_the_file_are_without_them(tmp_path: Path, sign: str) -> None:
    (tmp_path / "活动.yaml").write_text(DATA.format(sign), encoding="utf-8")
    saved(tmp_path / "办法.docx", docx(p("办法全文")))
    workspace = Workspace(tmp_path / "活动.yaml")
    told = [(problem.place.line, problem.severity) for problem in workspace.validate() if problem.rule.number == "Y18"]
    assert sorted(told) == sorted((line, "warning") for line in (1, 1, 1, 3, 3, 3, 5, 8, 9, 10, 12, 14, 15))
    made, _ = workspace.build(tmp_path / "out")
    assert [item.path.name for item in made] == ["华澜发〔2026〕15号 关于甲的通知（电力）.docx"]
    printed = "".join(data.decode("utf-8", "replace") for data in unpacked(made[0].path.read_bytes()).values())
    assert sign not in printed


@pytest.mark.parametrize("sign", SIGNS)
def test_no_name_of_a_file_holds_them(sign: str) -> None:
    assert file_name(f"甲{sign}乙", f"（丙{sign}）") == "甲乙（丙）.docx"
    assert file_name(sign) == "文件.docx"


@pytest.mark.parametrize("sign", SIGNS)
def test_a_check_tells_of_them_in_the_title_and_in_the_name_of_a_file(tmp_path: Path, sign: str) -> None:
    path = saved(
        tmp_path / f"通{sign}知.docx", docx(p(f"关于开展盘{sign}点的通知") + p("各单位：") + p("请认真办理。"))
    )
    (judged,) = check([path], today=date(2026, 10, 1))
    told = [(problem.place.paragraph, problem.severity) for problem in judged.problems if problem.rule.number == "T48"]
    assert told == [(None, "warning"), (1, "warning")]
    assert judged.reading is not None
    assert judged.reading.document.title == "关于开展盘点的通知"


def test_what_is_seen_or_needed_is_none_of_them() -> None:
    text = "甲\u3000乙\u00a0丙\t丁\n𠮷①—…〇\u4dae葛\U000e0100"
    assert seen(text) == text
    assert not UNSEEN.search(text)
