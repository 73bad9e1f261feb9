from tasks_app.exports.models import WantedFile
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing


def can_export(who: Standing) -> bool:
    """Everyone with a role; what comes out is only what he may see."""
    return bool(who.roles)


def can_fetch(person: Person, file: WantedFile) -> bool:
    """A file that was made is fetched by the one who asked for it, in whoever's name that was."""
    return file.by_id == person.pk


def can_work_offline(who: Standing) -> bool:
    """Whoever can have work of his own to report on."""
    return who.has_work


def can_see_log(who: Standing) -> bool:
    """What left the product, and who took it."""
    return who.is_(Role.SECRETARIAT, Role.INSPECTOR, Role.ADMINISTRATOR)
