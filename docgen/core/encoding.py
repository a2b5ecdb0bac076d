"""The text of a file in one of the encodings that Chinese programs write, never in a guessed one."""

from __future__ import annotations

from typing import Literal

Encoding = Literal["utf-8", "utf-16", "gb18030"]
MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins (记事本的“Unicode”)."""


class Undecodable(ValueError):
    """Bytes that are no text: the encoding that was tried last, and where (from 0) reading came to its end."""

    def __init__(self, encoding: Encoding, at: int) -> None:
        super().__init__(f"no {encoding} at {at}")
        self.encoding, self.at = encoding, at


def decoded(data: bytes) -> tuple[str, Encoding]:
    """The text and its encoding: UTF-16 with its mark, UTF-8, else GB18030 as Notepad saves it. Raises Undecodable."""
    if data[:2] in MARKS:
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise Undecodable("utf-16", error.start) from error
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        reached = error.start
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise Undecodable("gb18030", max(reached, error.start)) from error
