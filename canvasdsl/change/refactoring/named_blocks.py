"""Which block somebody means on the command line, and whether a word may become the id of one."""

from typing import Any

from canvasdsl.change.refactoring.results import Refused
from canvasdsl.change.reference_texts import ReferenceTexts, is_word, reference_texts
from canvasdsl.load import Loaded
from canvasdsl.model.reading import article, closest
from canvasdsl.model.vocabulary import table_of

__all__ = ["Key", "block_meant", "in_words", "like", "unfit_id"]

Key = tuple[str, str]
"""The kind of a block and its id in full."""
_MOST_SHOWN = 6


def in_words(key: Key) -> str:
    """A block as messages name it: `segment commuters`."""
    return f"`{key[0]} {key[1]}`"


def block_meant(loaded: Loaded, name: str, *kinds: str) -> Key | Refused:
    """The block that `name` means: an id, `parent.child`, `kind.id`, or the title of a block, as references write it.

    With `kinds`, only blocks of these are meant.
    """
    names = reference_texts(loaded.canvas)
    title = name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name
    found = names.called(name, kinds) or names.titled(title, kinds)
    if len(found) == 1:
        return found[0]
    if found:
        shown = [f"`{kind}.{path}`" for kind, path in found[:_MOST_SHOWN]]
        same = len({kind for kind, _ in found}) == 1
        shown = [f"`{path}`" for _, path in found[:_MOST_SHOWN]] if same else shown
        return Refused(f"`{name}` may mean {' or '.join(shown)}", f"write {shown[0]}")
    kind = " or ".join(kinds) or "block"
    near = closest(name, _known(names, kinds))
    other = names.called(name)
    if other and kinds:
        return Refused(f"`{name}` is {article(other[0][0])} {other[0][0]}", f"name {article(kind)} {kind}",
                       loaded.canvas.index.blocks[other[0]].here)  # fmt: skip
    return Refused(f"there is no {kind} `{name}` in {loaded.source.name}", f"did you mean `{near}`?" if near else "")


def _known(names: ReferenceTexts, kinds: tuple[str, ...]) -> tuple[str, ...]:
    paths = [path for kind, path in names.blocks if not kinds or kind in kinds]
    return tuple(dict.fromkeys([*paths, *(path.rpartition(".")[2] for path in paths)]))


def unfit_id(word: str, block: Any) -> Refused | None:
    """Why a word can't be the id of a block of this class; `None` where it can."""
    if "." in word and is_word(word):
        return Refused(f"a new id has no dot: `{word}`", "a dot leads to a block inside another; write the last part "
                       "alone")  # fmt: skip
    if not is_word(word):
        return Refused(f"`{word}` is no id: an id is one word that begins with a letter", "join words with hyphens, "
                       "as in `morning-commuters`")  # fmt: skip
    field = table_of(type(block)).words.get(word)
    if field is not None and field.place == "attribute":
        return Refused(f"`{word}` is a word of the language in the head of {article(block.word)} {block.word}",
                       "choose another id")  # fmt: skip
    return None


def like(written: str, key: Key, new: Key) -> str:
    """The new name in the form of the old one: so many of its last parts, with or without its kind."""
    old_parts, parts = key[1].split("."), new[1].split(".")
    for kind in ("", f"{key[0]}."):
        for at in reversed(range(len(old_parts))):
            if written == kind + ".".join(old_parts[at:]):
                return kind + ".".join(parts[at - len(old_parts) :])
    return written
