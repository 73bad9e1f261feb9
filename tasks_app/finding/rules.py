"""What of an address is kept as a view."""

from urllib.parse import parse_qsl, urlencode

VIEWS_AT_MOST = 20  # of one person: a row of links that can still be read
LONGEST_QUERY = 2000  # characters; browsers and servers take such addresses
OF_THE_MOMENT = {"page"}


def kept_query(query: str) -> str:
    """The filters, order and columns of an address, without the page that was open and fields left empty."""
    kept = [(name, value) for name, value in parse_qsl(query.removeprefix("?")) if name not in OF_THE_MOMENT]
    return urlencode(kept)


def asks_the_same(one: str, other: str) -> bool:
    """Whether two addresses of a list ask for the same, in whatever order they say it."""
    return sorted(parse_qsl(one)) == sorted(parse_qsl(other))
