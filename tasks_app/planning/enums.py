from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Missing(TextChoices):
    """What a plan or a task of it lacks; which of them hold back publishing is ``rules.BLOCKS``."""

    TASKS = "tasks", _("The plan has no task yet")
    LEAD = "lead", _("Nobody leads it")
    MEMBER = "member", _("No member is responsible")
    DELIVERABLE = "deliverable", _("No deliverable")
    DEADLINE = "deadline", _("No deadline")
    UNCONFIRMED = "unconfirmed", _("The deadline has not been confirmed")
    TITLE = "title", _("No title in Vietnamese")
    WORDS = "words", _("The deadline is not said in words")
    CLAUSE = "clause", _("No clause of the source document")
    GONE = "gone", _("Given to an organisation that is no more")
    DUPLICATE = "duplicate", _("The same title as another task")
    KEY_TASK = "key_task", _("Key task without tasks")
    SOURCE_DOCUMENT = "source_document", _("No source document")


class Direction(TextChoices):
    UP = "up", _("Move up")
    DOWN = "down", _("Move down")
