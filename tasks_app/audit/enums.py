from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What belongs together in the log, in the words of those who look for it."""

    SIGN_INS = "sign_ins", _("Sign-ins and passwords")
    FAILURES = "failures", _("Failed sign-ins")
    VIEWS = "views", _("Views of personal data")
    ACCOUNTS = "accounts", _("Accounts")
    ROLES = "roles", _("Roles, oversight and delegations")
    EXPORTS = "exports", _("Files taken out")
    KEYS = "keys", _("Access keys and calendar addresses")
    SETTINGS = "settings", _("Settings and administration")
    MAIL = "mail", _("Mail and reminders")
    PLANS = "plans", _("Plans and tasks")
    WORK = "work", _("Assignments and reports")
    MEETINGS = "meetings", _("Meetings and inspections")
    FIGURES = "figures", _("Periods, indicators and documents")
    ORGANISATIONS = "organisations", _("Organisations")


class Source(TextChoices):
    """Where a line of the log stands; in this order where they have the same moment."""

    JOURNAL = "a", "journal"
    EXPORT = "b", "exports"
    FAILURE = "c", "failures"
    VIEW = "d", "views"
