"""Vietnamese text: one form on storage, one form for search, one order for names."""

import unicodedata


def tidy(text: str) -> str:
    """The text in NFC (what phones and Excel send as NFD looks the same and compares unequal), spaces trimmed."""
    return unicodedata.normalize("NFC", text).strip()


def folded(text: str) -> str:
    """The text without marks, with đ as d and in lower case, so that "do luong" finds "Đô Lương"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").replace("Đ", "D").casefold().split())


def given_name_key(full_name: str) -> str:
    """The key by which Vietnamese people are sorted: given name (the last word) first, then the rest."""
    words = folded(full_name).split()
    return " ".join(words[-1:] + words[:-1])
