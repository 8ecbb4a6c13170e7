"""Trees of codes in other programs' tables, which may be torn or bent into a ring."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)


def parents_first(keys: Iterable[KeyT], above: Mapping[KeyT, KeyT]) -> Iterator[KeyT]:
    """All keys, each after the one above it; of a ring the one that comes first is let go first."""
    known = dict.fromkeys(keys)
    done: set[KeyT] = set()
    for key in known:
        path: list[KeyT] = []
        while key in known and key not in done and key not in path:
            path.append(key)
            key = above.get(key, key)
        for each in reversed(path):
            done.add(each)
            yield each
