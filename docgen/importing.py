"""A finished document comes in: as a data file to go on with, or laid out anew as the standard wants it."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen import package
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput, WrongUsage
from docgen.documents.draft import draft
from docgen.documents.make import Maker
from docgen.gongwen.comparing import Difference, is_subject, quoted, says, shown
from docgen.gongwen.comparing import differences as compared
from docgen.gongwen.document import Document
from docgen.gongwen.manuscript import Grid, Line
from docgen.gongwen.outline import outline
from docgen.gongwen.places import place
from docgen.gongwen.plausible import changed_roles, implausible
from docgen.gongwen.reading.closing import names_of_listed
from docgen.gongwen.reading.composing import split_names
from docgen.gongwen.reading.doubts import left_out_of, shown_otherwise
from docgen.gongwen.reading.patterns import bare, doc_number, signers_of
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules.reading import REWRITTEN_TEXT, UNREADABLE_DOCUMENT
from docgen.gongwen.title import tidy
from docgen.outbox import open_outbox

UNSURE = "这里可能认错了：请看它是不是放错了地方、多了一份或断成了两行，改好原文再排"
DATA_FILE = "活动.yaml"
BEGINNING = 30
"""Characters of a paragraph that say which one it is."""


@dataclass(frozen=True)
class Imported:
    """A document that was read: what it says, what is uncertain, and where the data file is."""

    reading: Reading
    problems: tuple[Diagnostic, ...]
    path: Path | None = None

    @property
    def left_out(self) -> tuple[str, ...]:
        """What a reader of the source sees and the result does not show."""
        subject = ("主题词",) if any(map(is_subject, self.reading.placed)) else ()
        return (*left_out_of(self.reading), *subject)

    @property
    def shown_otherwise(self) -> tuple[str, ...]:
        """What the result shows as ordinary text and the source does not."""
        return shown_otherwise(self.reading)


def bring_in(file: Path, out: Path | None = None, force: bool = False) -> Imported:
    """Read a document and write the data file that makes it again; nothing is written without ``out``.

    ``out`` is the data file or its folder. Raises InvalidInput for a file that cannot be read.
    """
    with package.guarded(file, UNREADABLE_DOCUMENT):
        reading = read(file)
        problems = (*uncertain(file, reading), *compared_with_import(file, reading))
        text = draft(reading) if out else ""
    if out is None:
        return Imported(reading, problems)
    path = out if out.suffix.lower() in (".yaml", ".yml") else out / DATA_FILE
    with open_outbox(path.parent, force, beside=True) as outbox:
        outbox.check([path.name])
        return Imported(reading, problems, outbox.write(path.name, text.encode("utf-8")))


def told(imported: Imported) -> dict[str, Any]:
    """The Document as JSON, the numbers of a 附件说明 as they were typed."""
    reading = imported.reading
    count = len(reading.document.parts)
    items = [
        item
        for part in range(count + 1)
        for item in names_of_listed([line.stripped for line in reading.of("listed", part=part)])
    ]
    return outline(reading.document) | {"attachments": [{"number": n, "title": title} for n, title in items]}


def lay_out(file: Path, out: Path, force: bool = False, templates: Path | None = None) -> Imported:
    """Write the same text as the standard wants it laid out; a text that would change is refused."""
    if out.suffix.lower() != ".docx":
        raise WrongUsage(f"结果要写成 .docx：{out}")
    if out.resolve() == file.resolve():
        raise WrongUsage("结果不能写在原来的文件上，请用 -o 换一个名字")
    reading = read(file)
    with open_outbox(out.parent, force, beside=True) as outbox:
        outbox.check([out.name])
        with package.guarded(file, UNREADABLE_DOCUMENT):
            data = laid_out(unedited(reading), templates)
            after = read_back(data, out.name)
        if changed := list(differences(reading, after)):
            raise InvalidInput(refused(file, reading, after, changed))
        problems = (*uncertain(file, reading), *otherwise(file, reading, reading.document, after))
        return Imported(reading, problems, outbox.write(out.name, data))


def unedited(reading: Reading) -> Reading:
    """The reading; of minutes whose organ only their mark names without it, which would be printed beside a date."""
    document = reading.document
    if document.template != "纪要" or reading.of("edited"):
        return reading
    return replace(reading, document=replace(document, issuers=()))


def laid_out(reading: Reading, templates: Path | None = None) -> bytes:
    """The document of a reading as the standard wants it laid out."""
    data, _ = Maker(templates, False, []).make(replace(reading.document, title=tidy(reading.document.title)))
    return data


def read_back(data: bytes, name: str) -> Reading:
    """What a file that is not in its place yet says: an older result stays until the new one is known to be right."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


def uncertain(file: Path, reading: Reading) -> Iterator[Diagnostic]:
    """The doubts of a reading at their places."""
    yield from doubtful(file, reading, [*reading.doubts, *implausible(reading)])


def doubtful(file: Path, reading: Reading, doubts: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Doubts as problems of the file, each once."""
    for doubt in dict.fromkeys(doubts):
        yield doubt.at(place(file, reading, doubt.place.paragraph))


def rewritten(file: Path, before: Reading, after: Reading) -> Iterator[Diagnostic]:
    """Each place where the result has other letters, digits or punctuation than the source."""
    changes = list(compared(before, after))
    come = {kept(found.name, found.new): found for found in changes if found.kind == "added"}
    gone = {kept(found.name, found.old) for found in changes if found.kind == "lost"}
    for found in changes:
        if found.kind == "added" and kept(found.name, found.new) in gone:
            continue
        other = come.get(kept(found.name, found.old)) if found.kind == "lost" else None
        message = told_move(found, other) if other else told_change(found)
        text = found.old[0][:BEGINNING] if found.old else None
        yield Diagnostic(
            place(file, before, found.before), REWRITTEN_TEXT, "info", message, cure="请看一眼对不对", text=text
        )


def otherwise(file: Path, reading: Reading, known: Document, after: Reading) -> Iterator[Diagnostic]:
    """Elements that the result has in other roles, and each place that it writes otherwise."""
    yield from doubtful(file, reading, changed_roles(known, after.document))
    yield from rewritten(file, reading, after)


def compared_with_import(file: Path, reading: Reading) -> list[Diagnostic]:
    """The same for the document that the data file will make; nothing where it cannot be made yet."""
    document = reading.document
    known = (
        replace(document, date_text="") if document.date else document
    )  # a data file holds the day, not its writing
    try:
        after = read_back(laid_out(replace(reading, document=known)), "结果.docx")
    except DocgenError:
        return []
    return list(otherwise(file, reading, known, after))


def refused(file: Path, reading: Reading, after: Reading, changed: Sequence[str]) -> Iterator[Diagnostic]:
    """Why no result was written: each place whose text would change, as far as they are found."""
    found = [item for item in compared(reading, after) if signs("".join(item.old)) != signs("".join(item.new))]
    told = [(place(file, reading, item.before), told_change(item)) for item in found]
    for where, what in told or [(place(file, reading, None), "；".join(changed))]:
        yield Diagnostic(where, REWRITTEN_TEXT, "error", f"重新排版后文字有出入，没有写出结果：{what}", cure=UNSURE)


def signs(text: str) -> Counter[str]:
    """The letters, digits and ideographs of a text, the order left aside."""
    return Counter(c for c in text if c.isalnum())


def kept(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    """What is the same of an element wherever it stands: its name and texts, a number in its standard form."""
    return name, *(found[0] if (found := doc_number(text)) else text for text in texts)


def told_move(old: Difference, new: Difference) -> str:
    """What stands at another place in the result: 发文字号“…” below the title."""
    written = f"写成{'、'.join(map(quoted, new.new))}，" if old.old != new.new else ""
    return f"{old.name}{'、'.join(map(quoted, old.old))}{written}在结果里换了位置"


def told_change(found: Difference) -> str:
    """What was written otherwise: 发文字号“…〔2026〕第08号”写成“…〔2026〕8号”."""
    name = found.name or ("表格里的" if found.rows else "")
    if found.kind == "changed":
        return name + "；".join(f"{quoted(old)}写成{quoted(new)}" for old, new in shown(found.old[0], found.new[0]))
    texts = found.old if found.kind == "lost" else found.new
    return f"结果里{'没有' if found.kind == 'lost' else '多了'}{name}{'、'.join(map(quoted, texts))}"


def differences(before: Reading, after: Reading) -> Iterator[str]:
    """Text of one reading that the other lacks or has besides; blanks and the form of the number left aside."""
    old, new = Counter(pieces(before)), Counter(pieces(after))
    gone, come = "".join((old - new).elements()), "".join((new - old).elements())
    if Counter(gone) != Counter(come):  # a title may be broken into other lines, but keeps its characters
        yield from (f"{word}“{text[:60]}”" for word, text in (("少了", gone), ("多了", come)) if text)


def pieces(reading: Reading) -> Iterator[str]:
    """The text of each paragraph without blanks, as far as it counts as text."""
    if not reading.of("mark"):
        yield from (bare(name) for name in reading.document.mark)
    if not reading.of("number") and reading.document.doc_number:  # it stands in the index of a web page
        yield reading.document.doc_number
    for placed in reading.placed:
        if not says(placed):
            continue
        if placed.line is not None and placed.role in ("number", "signers"):
            found = doc_number(placed.line.text)
            yield from (found[0], *split_names(found[1])) if found else split_names(signers_of(placed.line.text))
            continue
        for line in placed.item.lines() if isinstance(placed.item, Grid) else [placed.item]:
            yield counted(line, placed.role)


def counted(line: Line, role: str) -> str:
    """A paragraph for comparing: the number in its standard form, punctuation that the layout brings left aside."""
    text = bare(line.text)
    if role == "listed":
        return "".join(name for _, name in names_of_listed([line.stripped]))
    if role in ("recipients", "label", "imprint", "note"):
        return "".join(c for c in re.sub(r"(?<!\d)0(?=\d[月日])", "", text) if c.isalnum())
    return text
