"""A .docx damaged in many ways, the same every time: its parts, its lists of parts, its XML."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from lxml import etree

Parts = dict[str, bytes]
ODD_VALUES = ("", "x", "-1", "99999999999999999999", "1e400", "\u200b", "rId999", "../x.xml", "/", "#", "０", "true")
FILLINGS = (
    b"",
    b" ",
    b"<",
    b"\x00\x01<",
    b"<x/>",
    b"<?xml version='1.0'?>",
    b"\xff\xfe<\x00x\x00/\x00>\x00",
    b"PK\x03\x04",
)


def mutants(parts: Parts, count: int, seed: int = 1) -> Iterator[tuple[str, Parts]]:
    """Damaged packages with a word on what was done to each."""
    for number in range(count):
        chance = random.Random(seed * 100_003 + number)
        names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
        name = chance.choice(names)
        way = chance.choice(WAYS)
        made = way(dict(parts), name, chance)
        yield f"{number} {way.__name__} {name}", made


def cut(parts: Parts, name: str, chance: random.Random) -> Parts:
    data = parts[name]
    return {**parts, name: data[: chance.randrange(len(data) + 1)]}


def filled(parts: Parts, name: str, chance: random.Random) -> Parts:
    return {**parts, name: chance.choice(FILLINGS)}


def gone(parts: Parts, name: str, chance: random.Random) -> Parts:
    return {other: data for other, data in parts.items() if other != name}


def swapped(parts: Parts, name: str, chance: random.Random) -> Parts:
    other = chance.choice(sorted(parts))
    return {**parts, name: parts[other], other: parts[name]}


def flipped(parts: Parts, name: str, chance: random.Random) -> Parts:
    data = bytearray(parts[name])
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return {**parts, name: bytes(data)}


def undeclared(parts: Parts, name: str, chance: random.Random) -> Parts:
    """A prefix that nothing declares, put before the end of the root."""
    head, mark, tail = parts[name].rpartition(b"</")
    return {**parts, name: head + b"<w99:odd/>" + mark + tail}


def undeclared_all(parts: Parts, name: str, chance: random.Random) -> Parts:
    """The declaration of the commonest prefix taken out of the root."""
    return {**parts, name: parts[name].replace(b'xmlns:w="', b'xmlns:w9="', 1)}


def another_space(parts: Parts, name: str, chance: random.Random) -> Parts:
    return {**parts, name: parts[name].replace(b"/2006/main", b"/2006/other", 1)}


def tree(change: Callable[[etree._Element, list[etree._Element], random.Random], None]) -> Callable[..., Parts]:
    """A change of the elements of a part."""

    def mutate(parts: Parts, name: str, chance: random.Random) -> Parts:
        root = etree.fromstring(parts[name])
        elements = [item for item in root.iter() if isinstance(item.tag, str)]
        for _ in range(chance.randint(1, 6)):
            change(root, elements, chance)
        return {**parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8")}

    mutate.__name__ = change.__name__
    return mutate


def removed(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    item = chance.choice(elements)
    if (parent := item.getparent()) is not None:
        parent.remove(item)


def doubled(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    item, place = chance.choice(elements), chance.choice(elements)
    place.append(etree.fromstring(etree.tostring(item, with_tail=False)))


def moved(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    item, place = chance.choice(elements), chance.choice(elements)
    if item is not root and item not in list(place.iterancestors()) and item is not place:
        place.insert(0, item)


def renamed(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    chance.choice(elements).tag = chance.choice(elements).tag


def revalued(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    item = chance.choice([each for each in elements if each.attrib] or elements)
    for key in list(item.attrib):
        if chance.random() < 0.5:
            item.set(key, chance.choice(ODD_VALUES))
        else:
            del item.attrib[key]


def remarked(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    """Comments and processing instructions where elements are looked for."""
    place = chance.choice(elements)
    place.insert(0, etree.Comment("x"))
    place.append(etree.ProcessingInstruction("x", "y"))


def emptied(root: etree._Element, elements: list[etree._Element], chance: random.Random) -> None:
    item = chance.choice(elements)
    item[:] = []
    item.text = chance.choice((None, "", "\ufffe"[:0], "字"))


WAYS: tuple[Callable[..., Parts], ...] = (
    cut, filled, gone, swapped, flipped, undeclared, undeclared_all, another_space,
    *map(tree, (removed, doubled, moved, renamed, revalued, remarked, emptied)),
)  # fmt: skip
