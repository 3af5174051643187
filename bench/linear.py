"""Whether what people were told about one contact could have been done one after another."""

from collections.abc import Sequence
from typing import NamedTuple


class Told(NamedTuple):
    """Somebody was answered: what they did, to what effect, and between which two moments it happened.

    `of` is from whom they were told that they took it over. Nobody did what time does: a claim lapses.
    """

    who: int
    did: str
    result: str
    begun: float
    ended: float
    of: int | None = None


class Stands(NamedTuple):
    """Who has a contact that is not decided, and whether it is."""

    holder: int | None = None
    is_decided: bool = False


def after(stands: Stands, told: Told) -> Stands | None:
    """How the contact stands after this; None where whoever did it could not have been told so."""
    if told.did == "lapse":
        return Stands(None, stands.is_decided)
    if told.result == "is decided":
        return stands if stands.is_decided else None
    if stands.is_decided:
        return None
    mine = stands.holder == told.who
    match told.did, told.result:
        case "claim", "done":
            return Stands(told.who) if stands.holder is None else None
        case "claim", "kept":
            return stands if mine else None
        case "claim", "refused":
            return stands if stands.holder is not None and not mine else None
        case "take over", "done":
            return Stands(told.who) if stands.holder == told.of and not mine else None
        case "take over", "refused":
            return stands if mine else None
        case "decide", "done":
            return Stands(None, True)
        case "answer", "done":
            return stands
    return None


def in_order(tellings: Sequence[Told], *, ends: Stands) -> bool:
    """Whether some order explains every answer and how the contact stands in the end.

    A contact is one register. What ended before another began comes before it; what overlapped may come in either order.
    Every order that this leaves is tried, each place (what was done, how it stands) once. (Wing and Gong, 1993.)
    """
    every = sorted(tellings, key=lambda told: told.begun)
    tried: set[tuple[int, Stands]] = set()
    waits: list[tuple[int, Stands]] = [(0, Stands())]
    whole = (1 << len(every)) - 1
    while waits:
        place = waits.pop()
        if place in tried:
            continue
        tried.add(place)
        done, stands = place
        if done == whole:
            if stands == ends:
                return True
            continue
        left = [number for number in range(len(every)) if not done >> number & 1]
        first_end = min(every[number].ended for number in left)
        for number in left:
            if every[number].begun > first_end:
                break
            if (then := after(stands, every[number])) is not None:
                waits.append((done | 1 << number, then))
    return False
