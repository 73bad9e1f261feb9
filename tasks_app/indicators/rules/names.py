"""Organisations by the names that people type: without marks, with or without "Huyện", "Sở", "UBND"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from difflib import get_close_matches
from typing import Generic, TypeVar

from tasks_app.common.text import folded

Key = TypeVar("Key", bound=Hashable)

NO_WORD = re.compile(r"[^0-9a-z]+")
AUTHORITY = re.compile(r"^(?:uy ban nhan dan|ubnd) ")
KIND = re.compile(r"^(?:huyen|h|thanh pho|tp|thi xa|tx|so|ban) ")
ALIKE = 0.75  # of 1: names that are offered instead of one that is not known
OFFERED = 3


class NameBook(Generic[Key]):
    """Who goes by which names."""

    def __init__(self, names: Mapping[Key, Iterable[str]]):
        self._by_name: dict[str, set[Key]] = defaultdict(set)
        for key, its_names in names.items():
            for name in filter(None, its_names):
                for form in _forms(name):
                    self._by_name[form].add(key)

    def find(self, name: str) -> set[Key]:
        """All who go by the name; by its short forms only where nobody goes by the longer ones."""
        return next((self._by_name[form] for form in _forms(name) if form in self._by_name), set())

    def alike(self, name: str) -> list[Key]:
        """Those with the most similar names, at most three, for who mistyped one."""
        close = get_close_matches(_forms(name)[-1], self._by_name, n=OFFERED * 2, cutoff=ALIKE)
        return list(dict.fromkeys(key for form in close for key in sorted(self._by_name[form], key=str)))[:OFFERED]


def _forms(name: str) -> list[str]:
    """The name from its longest form to its shortest: "ubnd huyen quy chau", "huyen quy chau", "quy chau"."""
    whole = NO_WORD.sub(" ", folded(name)).strip()
    without_authority = AUTHORITY.sub("", whole)
    return list(dict.fromkeys([whole, without_authority, KIND.sub("", without_authority)]))
