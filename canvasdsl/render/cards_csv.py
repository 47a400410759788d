"""Study cards as CSV that Anki and spreadsheets read: Anki takes the lines that begin with `#` as its settings."""

from collections.abc import Iterable

from canvasdsl.classroom.cards import Card
from canvasdsl.render.csv_text import csv_text
from canvasdsl.render.escape import csv_cell, storable

__all__ = ["cards_csv"]

_COLUMNS = ("Id", "Question", "Answer", "Sources", "Tags")


def cards_csv(cards: Iterable[Card]) -> str:
    """One row a card: id, question, answer, sources, tag. The id is the note's own name in Anki."""
    settings = "#separator:comma\n#html:false\n#guid column:1\n#tags column:5\n"
    return f"{settings}#columns:{','.join(_COLUMNS)}\n{csv_text(map(_row, cards))}"


def _row(card: Card) -> list[str]:
    cells = (card.id, card.question, "\n\n".join(card.answer), "; ".join(card.sources), _tag(card.part))
    return [csv_cell(storable(cell)) for cell in cells]


def _tag(part: str) -> str:
    """A part's title as one tag: Anki parts tags at blanks."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in part.lower()).split())
