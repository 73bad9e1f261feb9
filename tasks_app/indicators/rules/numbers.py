"""Numbers as people here write them: 1.234,5. Others are understood where they can mean only one thing."""

import re
from decimal import Decimal

from tasks_app.indicators.enums import NumberFault

SPACES = re.compile(r"\s")
# A group of thousands begins with no zero: "0.125" is an eighth in an English table, and no 125.
VIETNAMESE = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,(\d+))?", re.ASCII)
ENGLISH = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})\.(\d+)", re.ASCII)
ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}", re.ASCII)
ONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
LONGEST = 12  # digits before the comma
PLACES = 2  # digits behind it


class NotANumber(ValueError):
    """``fault``: why a text is not taken as a number."""

    def __init__(self, fault: NumberFault):
        super().__init__(fault)
        self.fault = fault


def read_number(text: str) -> Decimal:
    """The number of a text: "1.234,5", "1234,5", "1 234", and from English tables "1,234.5" or "12.5".

    Raises NotANumber. "1,234" is refused, as it may be 1234 or 1.234; so are negative numbers and more than two places.
    """
    bare = SPACES.sub("", text)
    if not bare:
        raise NotANumber(NumberFault.EMPTY)
    if bare.startswith(("-", "−", "(")):
        raise NotANumber(NumberFault.NEGATIVE)
    if ONE_COMMA.fullmatch(bare):
        raise NotANumber(NumberFault.AMBIGUOUS)
    whole, places = _parts(bare)
    if len(whole) > LONGEST:
        raise NotANumber(NumberFault.TOO_LARGE)
    if len(places.rstrip("0")) > PLACES:
        raise NotANumber(NumberFault.TOO_FINE)
    return Decimal(f"{whole}.{places}" if places else whole)


def _parts(bare: str) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    found = VIETNAMESE.fullmatch(bare)
    if found:
        return found[1].replace(".", ""), found[2] or ""
    if ENGLISH_GROUPS.fullmatch(bare):
        return bare.replace(",", ""), ""
    found = ENGLISH.fullmatch(bare)
    if not found:
        raise NotANumber(NumberFault.NOT_A_NUMBER)
    return found[1].replace(",", ""), found[2]
