from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReorganisationKind(TextChoices):
    """What happens to organisations; which of them end by it is ``rules.ENDS``."""

    MERGER = "merger", _("Merger")
    DIVISION = "division", _("Division into several")
    SPLIT_OFF = "split_off", _("Split-off of a part")
    RENAMING = "renaming", _("Renaming")
    CHANGE = "change", _("Change of type or of what it is below")
    ABOLITION = "abolition", _("Abolition")
    TRANSFER = "transfer", _("Transfer of functions")


class ReorganisationState(TextChoices):
    DRAFT = "draft", _("Being prepared")
    PLANNED = "planned", _("Takes effect on its day")
    APPLIED = "applied", _("In effect")
    REVERSED = "reversed", _("Reversed")
    CANCELLED = "cancelled", _("Not carried out")


class Passed(TextChoices):
    """What passes from one organisation to another."""

    ASSIGNMENT = "assignment", _("Assignments")
    MEMBER = "member", _("Responsible members")
    CONTRIBUTION = "contribution", _("Contributions asked for")
    OFFICER = "officer", _("Focal officers")
    PERSON = "person", _("People")
    OVERSIGHT = "oversight", _("Oversight")
    GROUP = "group", _("Memberships of groups")
    KEY_UNIT = "key_unit", _("Key units")
    IDENTITY = "identity", _("Names, types, districts")


class Gap(TextChoices):
    """Why a reorganisation cannot take effect."""

    EMPTY = "empty", _("Nothing is entered yet: say which organisations end or change.")
    NO_BASIS = "no_basis", _("The basis document is missing.")
    NOT_IN_BEING = "not_in_being", _("It does not exist any more on the day before.")
    SUCCESSOR_NOT_IN_BEING = "successor_not_in_being", _("The successor does not exist on that day.")
    SUCCESSOR_ENDS_TOO = "successor_ends_too", _("The successor ends by the same reorganisation.")
    ENDS_ELSEWHERE = "ends_elsewhere", _("Another reorganisation that is planned ends it as well.")
    WORK_WITHOUT_SUCCESSOR = "work_without_successor", _("Open assignments have nobody to pass to.")
    TWO_TAKE_THE_REST = "two_take_the_rest", _("Only one successor can take what is not given to another.")
