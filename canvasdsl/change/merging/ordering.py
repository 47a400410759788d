"""In which order the pieces of a merged body stand: as ours has them; what theirs adds, behind its neighbour."""

from collections.abc import Hashable, Sequence

__all__ = ["merged_order"]


def merged_order(base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Hashable]:
    """All names of two lists, each once. Where theirs alone has put the names of the base into another order, its order
    holds. Names that both add at one place: first those of the list whose order holds."""
    first, second = ours, theirs
    if _keeps_order(base, ours) and not _keeps_order(base, theirs):
        first, second = theirs, ours
    known, others = set(base), set(second)
    places = {name: place for place, name in enumerate(first)}
    behind: dict[int, list[Hashable]] = {}
    past: dict[int, int] = {}
    at = -1
    for name in second:
        if name in places:
            at = places[name]
            continue
        place = at
        if name not in known:
            place = past.get(at, at)
            while place + 1 < len(first) and first[place + 1] not in known and first[place + 1] not in others:
                place += 1
            past[at] = place
        behind.setdefault(place, []).append(name)
    merged = list(behind.get(-1, ()))
    for place, name in enumerate(first):
        merged += [name, *behind.get(place, ())]
    return merged


def _keeps_order(base: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Whether the names that both have stand in the same order."""
    places = {name: place for place, name in enumerate(base)}
    met = [places[name] for name in other if name in places]
    return met == sorted(met)
