from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Person
from tasks_app.people.queries import Standing
from tasks_app.people.rules import roles_given_by


def can_see_people(who: Standing) -> bool:
    """The list of people with their roles and open work. Each in his own name: accounts are nobody's to lend."""
    return who.acting is None and who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR)


def can_keep_people(who: Standing) -> bool:
    """Inviting, putting right, replacing, closing accounts."""
    return can_see_people(who)


def can_forget(who: Standing, person: Person) -> bool:
    """Whether the way to anonymising somebody is shown: to administrators, once his account is closed."""
    return who.acting is None and who.is_(Role.ADMINISTRATOR) and not (person.is_active or person.anonymised_at)


def can_give_role(who: Standing, role: str) -> bool:
    return can_keep_people(who) and role in roles_given_by(who.roles)


def can_end(who: Standing, appointment: Appointment) -> bool:
    return can_give_role(who, appointment.role)


def can_change_account(who: Standing, roles: frozenset[str]) -> bool:
    """An account whose roles, now or to come, are all his to give: the secretariat touches no administrator's."""
    return can_keep_people(who) and roles <= roles_given_by(who.roles)
