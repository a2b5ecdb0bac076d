"""Text as Chinese programs save it, and names that are nearly right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.core.encoding import Undecodable, decoded
from docgen.core.nearest import meant, nearest


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_text_comes_back_from_utf_8_and_from_utf_16_with_its_mark(text: str) -> None:
    assert decoded(text.encode("utf-8"))[0] == text
    assert decoded(text.encode("utf-8-sig"))[0] == text
    assert decoded(text.encode("utf-16")) == (text, "utf-16")


def test_what_notepad_saves_as_ansi_is_read() -> None:
    assert decoded("华澜能源集团有限公司".encode("gbk")) == ("华澜能源集团有限公司", "gb18030")


@pytest.mark.parametrize(
    ("data", "encoding", "at"),
    [
        ("通知".encode("utf-16")[:-1], "utf-16", 4),
        ("报送".encode() + b"\xff", "gb18030", 6),
        (b"\x80\xff", "gb18030", 0),
    ],
)
def test_what_is_no_text_says_where_reading_ended(data: bytes, encoding: str, at: int) -> None:
    with pytest.raises(Undecodable) as told:
        decoded(data)
    assert (told.value.encoding, told.value.at) == (encoding, at)


def test_the_name_that_was_probably_meant() -> None:
    assert nearest("报送截至", ["报送截止", "主办"]) == "报送截止"
    assert meant("报送截至", ["报送截止", "主办"]) == "是不是“报送截止”？"
    assert (nearest("年度", ["主办"]), meant("年度", ["主办"])) == (None, "")
