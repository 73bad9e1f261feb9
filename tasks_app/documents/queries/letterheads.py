"""What the office says of itself on its paper."""

from django.db.models import Max

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.models import LetterheadData
from tasks_app.journal.models import Entry


def letterhead_data(letterhead: Letterhead) -> LetterheadData:
    """As the secretariat has entered it, else as we know it; one query."""
    return LetterheadData.objects.filter(letterhead=letterhead).first() or LetterheadData.default(letterhead)


def letterhead_edits() -> dict[str, Entry]:
    """The newest line of the record of each letterhead that was ever edited, with who wrote it; two queries."""
    rows = dict(LetterheadData.objects.filter(version__gt=0).values_list("pk", "letterhead"))
    edits = Entry.objects.filter(verb="letterhead.edited", subject_id__in=rows).order_by()
    newest = edits.values("subject_id").annotate(newest=Max("pk")).values("newest")
    found = Entry.objects.filter(pk__in=newest).select_related("by", "for_person")
    return {rows[entry.subject_id]: entry for entry in found}
