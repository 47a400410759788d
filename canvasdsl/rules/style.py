"""Matters of writing: blocks that have a title and no id (STY101)."""

import re
import unicodedata
from collections.abc import Iterator

from canvasdsl.diagnostics import Edit, Fix, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span
from canvasdsl.syntax.tables import TEXT

__all__ = ["RULES"]


def _blocks_without_id(canvas: Canvas) -> Iterator[Finding]:
    """One finding for the whole model; the mend gives each block an id made of its title."""
    blocks = [block for word in BLOCKS for block in canvas.blocks(word)]
    unnamed = [
        block for block in blocks
        if block.id is None and block.title and block.item.phrases and block.item.phrases[0][0].kind == TEXT
    ]  # fmt: skip
    if not unnamed:
        return
    taken = {(block.word, block.id): 1 for block in blocks if block.id}
    edits: list[Edit] = []
    for block in unnamed:
        id = _free_id(block.title, block.word, taken)
        edits.append(Edit(Span(block.file, block.here.start, block.here.start), id + " "))
        for link in canvas.index.links_to.get(block.key, ()) if block.key else ():
            edits.append(Edit(link.reference.span, id))
    first = unnamed[0]
    many = f"{len(unnamed)} blocks have" if len(unnamed) > 1 else f"the {first.word} `{first.title}` has"
    yield Finding(
        about=first,
        message=f"{many} no id",
        help="give each a short id before its title, so that other lines can refer to it in one word",
        fix=Fix("add ids made of the titles", tuple(edits)),
    )


def _free_id(title: str, word: str, taken: dict[tuple[str, str], int]) -> str:
    """An id of up to three words of the title that no other block of the kind has; `taken` counts how often each was
    asked for."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    parts = re.findall(r"[^\W_]+", plain)[:3]
    id = "-".join(parts)
    if not id or not id[0].isalpha():
        id = f"{word}-{id}".rstrip("-")
    number = taken.get((word, id), 0) + 1
    free = id if number == 1 else f"{id}-{number}"
    while (word, free) in taken:
        number += 1
        free = f"{id}-{number}"
    taken[word, id] = number
    taken[word, free] = 1
    return free


RULES = (
    Rule(
        code="STY101",
        name="block-without-id",
        severity=Severity.HINT,
        summary="Blocks have a title and no id",
        why="A short id lets other lines name the block in one word, and keeps its name when the title changes.",
        theory=(),
        register=(),
        check=_blocks_without_id,
    ),
)
