from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    MEMBER = "member", _("Member of the Steering Committee")
    LEADER = "leader", _("Leader of the Steering Committee")
    SECRETARIAT = "secretariat", _("Secretariat")
    FOCAL_OFFICER = "focal_officer", _("Focal officer")
    INSPECTOR = "inspector", _("Inspector")
    ADMINISTRATOR = "administrator", _("Administrator")


class DelegationKind(TextChoices):
    """How far a person's powers go for the one who acts for him; ``people.queries.standing_for`` narrows by it."""

    ACTING_FOR = "acting_for", _("Acts for, with all powers")
    ON_BEHALF = "on_behalf", _("Updates on behalf, reports only")


class SessionEnd(TextChoices):
    """Why somebody has to sign in again."""

    IDLE = "idle", _("nothing was done for a while")
    AGE = "age", _("the last sign-in was too long ago")


class SecondFactorEvent(TextChoices):
    """What happens to somebody's second factor: recorded under ``person.`` and this word, and told to its owner."""

    ACTIVATED = "second_factor_activated", _("Second factor activated")
    MOVED = "second_factor_moved", _("Second factor moved to another phone")
    DEACTIVATED = "second_factor_deactivated", _("Second factor given up")
    CODES_RENEWED = "recovery_codes_renewed", _("New recovery codes")
    CODE_USED = "recovery_code_used", _("A recovery code was used")
    RESET = "second_factor_reset", _("Second factor reset")
    LOCKED = "second_factor_locked", _("Wrong codes, so that none was taken for some minutes")


class SignOnEnd(TextChoices):
    """Why a sign-on let nobody in; never shown, the page has a sentence for each."""

    CANCELLED = "cancelled"  # at the provider, by the person
    AWAY = "away"  # the provider does not answer
    FAILED = "failed"  # its answer cannot be relied on
    STALE = "stale"  # not begun in this browser, or too long ago
    NO_ACCOUNT = "no_account"  # the provider knows him, and nobody here does


class CommitteePost(TextChoices):
    """What a leader or member is in the Steering Committee."""

    HEAD = "head", _("Head of the Steering Committee")
    STANDING_DEPUTY = "standing_deputy", _("Standing deputy head")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", _("Committee member")
