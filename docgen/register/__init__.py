"""The register of document numbers (发文登记簿): each is given once, and never again."""

from docgen.register.book import Book, Claim, Register
from docgen.register.entry import (
    FORMER,
    RETURNED,
    UNSEEN,
    USED,
    VOID,
    Bearer,
    Contents,
    Entry,
    NumberTaken,
    UnknownNumber,
    first_taken,
)

__all__ = [
    "FORMER",
    "RETURNED",
    "UNSEEN",
    "USED",
    "VOID",
    "Bearer",
    "Book",
    "Claim",
    "Contents",
    "Entry",
    "NumberTaken",
    "Register",
    "UnknownNumber",
    "first_taken",
]
