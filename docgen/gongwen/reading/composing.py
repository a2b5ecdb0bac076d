"""The Document of a sorted manuscript: each element from the items that have its role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.gongwen import notes
from docgen.gongwen import title as titles
from docgen.gongwen.colours import is_red
from docgen.gongwen.document import COPIED, Block, Document, Imprint, Meeting, Part, Signing
from docgen.gongwen.manuscript import Grid, Line
from docgen.gongwen.parse import parse_lines
from docgen.gongwen.reading import closing, opening, tables
from docgen.gongwen.reading.patterns import (
    CC,
    EDITED,
    LABEL_AND_TITLE,
    PRINTED,
    SIGNED,
    bare,
    date_line,
    doc_number,
    is_organ,
    organs,
    printed_without_word,
    signers_of,
    signing_names,
)
from docgen.gongwen.reading.sorting import Sorting
from docgen.gongwen.roles import Role

MANY_COLUMNS = 8
"""A table of a text file with so many columns is laid on a landscape page."""


MINUTES_OF = re.compile(
    r"^(?P<organ>[\u4e00-\u9fffA-Za-z（）()]{2,40}(?:公司|集团|局|厅|委员会|委|政府|党组|党委|院|大学|学校|中心|署|协会|学会))"
    r"[\u4e00-\u9fff]{0,40}纪要$"
)
"""The mark or title of minutes that begins with the organ."""
TEMPLATES = {"函": "函", "纪要": "纪要"}


@dataclass(frozen=True)
class Around:
    """The places of the lines over and of the notes under each table, by the table's place."""

    heads: Mapping[int, Sequence[int]]
    notes: Mapping[int, Sequence[int]]


def compose(sorting: Sorting, around: Around) -> Document:
    """The Document of the roles."""

    def of(*roles: Role, part: int = 0) -> list[str]:
        return [sorting.text(i) for i in sorting.filled() if sorting.roles[i] in roles and sorting.parts[i] == part]

    number, signers = number_and_signers(of("number"), of("signers"))
    mark, suffix = marks(sorting, of("mark"))
    title = "\n".join(map(unspaced, of("title")))
    signature, day, day_text = signed(of("signature"), of("date"))
    signature = [name for line in signature for name in signing_names(line)]
    kind = kind_of(title, mark)
    document = Document(
        template=template(kind, mark, suffix, signers),
        kind=kind,
        title=title,
        issuers=over_minutes(of("mark")) if kind == "纪要" else mark or named_in_title(of("title")),
        mark=mark,
        mark_suffix=suffix,
        doc_number=number or sorting.index_number,
        issue_number="".join(of("issue")[:1]),
        signers=tuple(signers),
        copy_no="".join(of("copy_no")[:1]),
        secrecy=bare("".join(of("secrecy")[:1])),
        urgency=bare("".join(of("urgency")[:1])),
        recipients="".join(of("recipients")).rstrip("：:").rstrip(" \u3000"),
        blocks=blocks(sorting, 0, around),
        listed=tuple(name for _, name in closing.names_of_listed(of("listed"))),
        signature=tuple(signature),
        signing=signing(sorting),
        date=date_line(day_text),
        note=notes.gathered(of("note")),
        meeting=Meeting(closing.rolls(of("roll"))),
        parts=tuple(part(sorting, k, around) for k in range(1, max(sorting.parts, default=0) + 1)),
        imprint=imprint(sorting),
        label="".join(of("label")),
        subtitle=tuple(of("subtitle")),
        date_text=day_text,
        listed_word=closing.listed_word(of("listed")),
    )
    edited = EDITED.match("".join(of("edited")[:1]))
    if edited is None and kind == "纪要" and not document.issuers:
        return replace(document, issuers=minutes_of(of("mark") or of("title")))
    if edited is None:
        return document
    document = replace(document, issuers=document.issuers or tuple(edited["by"].split()))
    return document if day else replace(document, date=date_line(edited["day"]), date_text=edited["day"])


def over_minutes(lines: Sequence[str]) -> tuple[str, ...]:
    """The organ whose name stands over the mark of minutes on a line of its own."""
    return tuple(bare(line) for line in lines[:-1] if is_organ(line))


def minutes_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The organ with whose name the mark or the title of minutes begins."""
    match = MINUTES_OF.match(bare("".join(lines)))
    return (match["organ"],) if match else ()


def named_in_title(lines: Sequence[str]) -> tuple[str, ...]:
    """Several issuers that form the first line of a title by themselves, where there is no mark."""
    names = organs(lines[0]) if len(lines) > 1 else []
    return tuple(names) if len(names) > 1 else ()


def unspaced(text: str) -> str:
    """A title whose last words were spread with blanks (通　知) without them."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?:[ \u3000]|$))", "", text)


def number_and_signers(numbers: Sequence[str], lines: Sequence[str]) -> tuple[str, list[str]]:
    """The document number, and who signed it off, on its line or above it."""
    names = [signers_of(line) for line in lines]
    written = ""
    for text in numbers:
        found = doc_number(text)
        if found is not None:
            written = written or found[0]
            names.append(found[1])
    return written, [name for text in names for name in split_names(text)]


def split_names(text: str) -> list[str]:
    """Names parted by blanks or 、; two characters with one blank between them are one name."""
    pieces = [piece for piece in text.replace("、", " ").replace("　", " ").replace("\t", " ").split(" ") if piece]
    names: list[str] = []
    for piece in pieces:
        if len(piece) == 1 and names and len(names[-1]) == 1:
            names[-1] += piece
        else:
            names.append(piece)
    return names


def marks(sorting: Sorting, lines: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The organs of the mark, and 文件 where it ends so; of a letter it stands in the header of the first page."""
    texts = [bare(text) for text in lines]
    if not texts:
        texts = [
            bare(line.stripped)
            for line in sorting.manuscript.header_lines
            if is_red(line.looks().color) and line.looks().size >= opening.MARK_SIZE and not line.empty
        ]
    suffix = "文件" if any(text.endswith("文件") for text in texts) else ""
    names = [text.removesuffix("文件") for text in texts if text != "文件"]
    whole = [text.strip().removesuffix("文件").strip() for text in lines]
    parted = [name for text in whole if text for name in organs(text)]
    if len(parted) > len(names):
        return tuple(map(bare, parted)), suffix
    if len(names) > 1 and not all(is_organ(name) for name in names):
        names = ["".join(names)]
    return tuple(name for name in names if name), suffix


def kind_of(title: str, mark: Sequence[str]) -> str:
    """The kind of document (文种): how the title ends, or the mark of minutes; "" for what is none of them."""
    if mark and mark[0].endswith("纪要"):
        return "纪要"
    return titles.kind_of(title)


def template(kind: str, mark: Sequence[str], suffix: str, signers: Sequence[str]) -> str:
    """The template that lays the main document out."""
    if not mark:
        return "材料"
    if kind == "纪要" or (kind == "函" and not suffix):
        return TEMPLATES[kind]
    return "上行文" if signers else "通知"


def signed(signature: list[str], dates: list[str]) -> tuple[list[str], bool, str]:
    """The names, whether there is a date, and its text; the date may stand on the line of the name."""
    if dates or not signature:
        return signature, bool(dates), "".join(dates)
    match = SIGNED.match(signature[-1])
    if match is None:
        return signature, False, ""
    return [*signature[:-1], match["name"].strip()], True, match["day"]


def signing(sorting: Sorting) -> Signing:
    """Sealed, unless the name stands two 字 from the right and the date does not stand four (7.3.5)."""
    right = {
        role: item.spacing.right_chars or item.spacing.right / 320
        for item, role, part in zip(sorting.items, sorting.roles, sorting.parts, strict=True)
        if role in ("signature", "date") and isinstance(item, Line) and part == 0
    }
    name, day = right.get("signature", 0.0), right.get("date", 0.0)
    return "unsealed" if abs(name - 2) < 0.4 and abs(day - 4) > 0.4 else "sealed"


def imprint(sorting: Sorting) -> Imprint | None:
    """版记, or None."""
    by, day = "", None
    rows: dict[str, str] = {}
    current = ""
    for i in sorting.filled():
        if sorting.roles[i] != "imprint":
            continue
        text = sorting.text(i)
        printed, copied = PRINTED.match(text) or printed_without_word(text), CC.match(text)
        if printed:
            by, day = printed["by"].strip(" \t　"), date_line(printed["day"])
            continue
        if copied:
            current, text = bare(copied["kind"]), copied["names"]
        if current:
            rows[current] = rows.get(current, "") + text
    names = {kind: text.strip().rstrip("。") for kind, text in rows.items()}
    if not (names or by or day):
        return None
    others = tuple((kind, names[kind]) for kind in COPIED if kind in names and kind != "抄送")
    return Imprint(names.get("抄送", ""), names.get("主送", ""), by, day, others)


def blocks(sorting: Sorting, part: int, around: Around) -> tuple[Block, ...]:
    """The body of a part; its text is parsed as that of a data file is, where a table stands for a paragraph."""
    places = [i for i in sorting.filled() if sorting.parts[i] == part and sorting.roles[i] is None]
    wide = part > 0 and is_wide(sorting, places)
    parsed = parse_lines([sorting.text(i) for i in places])
    made: list[Block] = []
    for i, block in zip(places, parsed, strict=True):
        item = sorting.items[i]
        if not isinstance(item, Grid):
            made.append(block)
            continue
        above = [line for k in around.heads.get(i, ()) if (line := sorting.line(k))]
        heads = [tables.head_line(line, sorting.looks_known) for line in above]
        made.append(tables.table(item, [sorting.text(k) for k in around.notes.get(i, ())], heads, wide))
    return tuple(made)


def part(sorting: Sorting, number: int, around: Around) -> Part:
    """One part that follows the main document."""
    places = [i for i in sorting.filled() if sorting.parts[i] == number and sorting.roles[i] != "imprint"]
    label = next((sorting.text(i) for i in places if sorting.roles[i] == "label"), "")
    title = [unspaced(sorting.text(i)) for i in places if sorting.roles[i] == "title"]
    both = LABEL_AND_TITLE.match(label)
    if both and not title:
        label, title = both["label"], [both["title"]]
    wide = places and is_wide(sorting, places)
    listed = [sorting.text(i) for i in places if sorting.roles[i] == "listed"]
    return Part(
        "附件（横向）" if wide else "附件" if label else "印发件",
        tidy_label(label),
        "\n".join(title),
        blocks(sorting, number, around),
        listed=tuple(name for _, name in closing.names_of_listed(listed)),
        subtitle=tuple(sorting.text(i) for i in places if sorting.roles[i] == "subtitle"),
        listed_word=closing.listed_word(listed),
    )


def tidy_label(label: str) -> str:
    """附件1 for 附件 1：; the heading of a piece in a collection as it is."""
    return bare(label).rstrip("：:") if label.startswith("附") else label


def is_wide(sorting: Sorting, places: Sequence[int]) -> bool:
    """Whether most of a part stands on landscape pages, or ought to."""
    pages = sorting.manuscript.pages
    if not sorting.manuscript.looks_known:
        return any(
            isinstance(item, Grid) and len(item.widths) >= MANY_COLUMNS
            for item in map(sorting.items.__getitem__, places)
        )
    wide = [pages[s].landscape for i in places if (s := sorting.items[i].section) < len(pages)]
    return sum(wide) * 2 > len(wide)
