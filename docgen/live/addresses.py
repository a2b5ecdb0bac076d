"""Addresses that anybody may follow, and those that lead to a file."""

from __future__ import annotations

import re

OPEN = ("http", "https", "mailto", "tel", "ftp", "ftps")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
LOCAL = re.compile(
    r"(?:file:/{3})?[a-z]:[\\/]|file:/{3,4}(?:users|volumes|applications)/|file://localhost/|(?![\\/]{2})[^:]*$",
    re.IGNORECASE,
)


def is_open(address: str) -> bool:
    """Whether an address is one of the web, of mail, of a telephone, or a place in the same document."""
    tidy = UNSEEN.sub("", address)
    scheme = SCHEME.match(tidy)
    if scheme and len(scheme[1]) > 1:
        return scheme[1].lower() in OPEN
    return not tidy or tidy.startswith("#") or tidy.lower().startswith("www.")


def is_local(address: str) -> bool:
    """Whether a file stands on the writer's own computer, not on another one and not on the web."""
    return LOCAL.match(UNSEEN.sub("", address)) is not None
