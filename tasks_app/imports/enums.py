from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """What a column of a table says."""

    NUMBER = "number", _("Number in the table")
    KEY_TASK = "key_task", _("Key task")
    CONTENT = "content", _("Task")
    LEAD = "lead", _("Lead organisation")
    COORDINATING = "coordinating", _("Coordinating organisations")
    DELIVERABLE = "deliverable", _("Deliverable")
    DEADLINE = "deadline", _("Deadline")
    MEMBER = "member", _("Responsible member")
    NOTE = "note", _("Note")


class Verdict(TextChoices):
    """What becomes of a row: it is taken over, taken over and worth a look, or not taken over as it stands."""

    OK = "ok", _("In order")
    WARNING = "warning", _("To be checked")
    ERROR = "error", _("To be corrected")


class Remark(TextChoices):
    """What is said of a row."""

    NO_CONTENT = "no_content"
    LONG_CONTENT = "long_content"
    NO_LEAD = "no_lead"
    UNKNOWN_LEAD = "unknown_lead"
    SEVERAL_LEADS = "several_leads"
    SEVERAL_GROUPS = "several_groups"
    UNKNOWN_COORDINATING = "unknown_coordinating"
    NOT_NAMED = "not_named"  # "các đơn vị liên quan"
    GUESSED = "guessed"
    FORMER_NAME = "former_name"
    NOT_IN_BEING = "not_in_being"
    SEVERAL_FIT = "several_fit"
    NO_DELIVERABLE = "no_deliverable"
    DEADLINE = "deadline"
    NO_KEY_TASK = "no_key_task"
    UNKNOWN_KEY_TASK = "unknown_key_task"
    UNKNOWN_MEMBER = "unknown_member"
    NOTHING_ABOVE = "nothing_above"
    HIDDEN = "hidden"
    TWICE_IN_FILE = "twice_in_file"
    IN_PLAN = "in_plan"
    JOINED = "joined"  # several rows of the file are one task


class Refusal(TextChoices):
    """Why a file is not read."""

    OLD_EXCEL = "old_excel"
    OLD_WORD = "old_word"
    PDF = "pdf"
    PICTURE = "picture"
    MACROS = "macros"
    LOCKED = "locked"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    MISNAMED = "misnamed"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    DAMAGED = "damaged"
    NO_TABLE = "no_table"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"


class ImportState(TextChoices):
    """What has become of an import."""

    READ = "read", _("Being looked through")
    WAITING = "waiting", _("Waiting to be taken over")
    TAKING = "taking", _("Being taken over")
    TAKEN = "taken", _("Taken over")
    UNDONE = "undone", _("Undone")


class ListKind(TextChoices):
    """What a list is of, besides the tasks of a plan."""

    PEOPLE = "people", _("People")
    OVERSIGHT = "oversight", _("Who oversees what")
    ORGANISATIONS = "organisations", _("New organisations")


class ListRemark(TextChoices):
    """What is said of a row of a list."""

    MISSING = "missing"
    NO_ADDRESS = "no_address"
    IS_TAKEN = "is_taken"
    TWICE = "twice"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    GUESSED = "guessed"
    UNKNOWN_ROLE = "unknown_role"
    NO_ROLE = "no_role"
    NOT_TO_GIVE = "not_to_give"
    UNKNOWN_PERSON = "unknown_person"
    SEVERAL_PEOPLE = "several_people"
    IS_SO_ALREADY = "is_so_already"
    REPLACES = "replaces"
    NO_BASIS = "no_basis"
    NO_DAY = "no_day"
    IS_THERE = "is_there"
    KIND_GUESSED = "kind_guessed"
