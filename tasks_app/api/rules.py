"""How long a token holds, and how often it may ask."""

from datetime import date, timedelta

PREFIX = "cchc_"  # so that a token is known for what it is where somebody finds it
SHOWN = len(PREFIX) + 6  # characters by which its owner knows it again
LONGEST = timedelta(days=730)
MOST_ROWS = 500
USUAL_ROWS = 100


def may_hold_until(until: date, *, today: date) -> bool:
    """A key that nobody renews is one that somebody has forgotten: two years are the most."""
    return today < until <= today + LONGEST
