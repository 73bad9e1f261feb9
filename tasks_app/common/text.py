"""Vietnamese text: one form on storage, one form for search, one order for names. And the keys that a browser sends."""

import re
import unicodedata
from collections.abc import Iterable

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; in the order of dictionaries
QUALITIES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}  # ă, then â ê ô, then ơ ư
KEY = re.compile(r"[0-9]{1,18}")  # a primary key as a browser sends it, and as the database can hold it
LARGEST_KEY = 10**18 - 1


def tidy(text: str) -> str:
    """The text in NFC (what phones and Excel send as NFD looks the same and compares unequal), spaces trimmed."""
    return unicodedata.normalize("NFC", text).strip()


def folded(text: str) -> str:
    """The text without marks, with đ as d and in lower case, so that "do luong" finds "Đô Lương"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").replace("Đ", "D").casefold().split())


def alphabet_key(text: str) -> str:
    """The key by which Vietnamese words are sorted: a ă â, d đ, e ê, o ô ơ, u ư are letters of their own, and of two
    that are spelt alike the tone decides (An, Àn, Ản, Ãn, Án, Ạn).

    A letter and a digit for each letter, a digit for the tone at the end of each word: nothing but a to z and 0 to 9,
    which every database sorts alike, whatever its collation.
    """
    return "".join(map(_word_key, text.split()))


def given_name_key(full_name: str) -> str:
    """The key by which Vietnamese people are sorted: given name (the last word) first, then the rest."""
    words = full_name.split()
    return alphabet_key(" ".join(words[-1:] + words[:-1]))


def _word_key(word: str) -> str:
    letters, tone = [], 1
    for character in unicodedata.normalize("NFD", word.casefold()):
        if character in TONES:
            tone = 2 + TONES.index(character)
        elif character in QUALITIES and letters:
            letters[-1] = letters[-1][0] + QUALITIES[character]
        elif character == "đ":
            letters.append("d1")
        elif character.isascii() and character.isalnum():
            letters.append("7" + character if character.isdigit() else character + "0")
    return "".join(letters) + str(tone)


def key_in(text: str) -> int | None:
    """The primary key that a browser sent; None for what can be none."""
    return int(text) if KEY.fullmatch(text) else None


def keys_in(texts: Iterable[str]) -> set[int]:
    """The primary keys among what a browser sent."""
    return {key_in(text) for text in texts} - {None}


def ascii_name(text: str, *, longest: int = 80) -> str:
    """A name for a file that every system keeps: "Đô Lương, quý II" becomes "Do-Luong-quy-II".

    Without marks, with đ as d, everything but letters and digits as one hyphen, no longer than ``longest``.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    words = re.findall(r"[A-Za-z0-9]+", bare.replace("đ", "d").replace("Đ", "D"))
    return "-".join(words)[:longest].rstrip("-")
