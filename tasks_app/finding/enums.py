from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What one search looks through, in the order in which it is shown."""

    TASKS = "tasks", _("Tasks")
    ASSIGNMENTS = "assignments", _("Assignments")
    ORGANISATIONS = "organisations", _("Organisations")
    PEOPLE = "people", _("People")
    DOCUMENTS = "documents", _("Source documents")
    CLAUSES = "clauses", _("Clauses of documents")
    EVIDENCE = "evidence", _("Documents that prove results")
    FILES = "files", _("Uploaded files")


class ListPage(TextChoices):
    """The lists whose address can be saved under a name; the values are their URL names."""

    ASSIGNMENTS = "assignment_list", _("Assignments")
    TASKS = "task_list", _("Plan")
    REPORTS = "report_list", _("Review reports")
