"""For how long mail may be held back."""

from datetime import timedelta

HELD_AT_MOST = timedelta(days=60)
