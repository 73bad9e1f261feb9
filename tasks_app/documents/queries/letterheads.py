"""What the office says of itself on its paper."""

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.models import LetterheadData


def letterhead_data(letterhead: Letterhead) -> LetterheadData:
    """As the secretariat has entered it, else as we know it; one query."""
    return LetterheadData.objects.filter(letterhead=letterhead).first() or LetterheadData.default(letterhead)
