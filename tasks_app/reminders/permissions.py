from tasks_app.people.enums import Role
from tasks_app.people.queries import REPORTING_ROLES, Standing
from tasks_app.plan.models import Assignment


def can_urge(who: Standing, assignment: Assignment) -> bool:
    """The secretariat; members and leaders those that they oversee (key task 6)."""
    return can_urge_all(who) or (can_see_my_organisations(who) and assignment.organisation_id in who.oversees)


def can_urge_some(who: Standing) -> bool:
    """Whether there can be work that is his to urge."""
    return can_urge_all(who) or can_see_my_organisations(who)


def can_urge_all(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)


def can_see_my_organisations(who: Standing) -> bool:
    """What a member follows is his to urge: who only keeps his reports does not do it for him."""
    return who.is_(Role.MEMBER, Role.LEADER) and not who.only_reports


def can_see_outbox(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR)


def can_see_reminders(who: Standing) -> bool:
    """Who will be reminded of what, and who was."""
    return who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR, Role.INSPECTOR)


def can_edit_ladders(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)


def can_be_reminded(own: Standing, *, is_deputy: bool) -> bool:
    """Whether mail can come to a person: he has work, answers for others, or acts for somebody.

    ``own``: what he is himself, whomever he acts for.
    """
    return is_deputy or own.is_(*REPORTING_ROLES, Role.SECRETARIAT)


def can_hold_mail(who: Standing) -> bool:
    return can_see_outbox(who)
