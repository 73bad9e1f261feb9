"""The province without its work: organisations, people with their roles, and the plan with its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from django.contrib.auth.hashers import make_password

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.common.dates import at_time
from tasks_app.common.text import folded, given_name_key
from tasks_app.management.province.size import INSPECTORS, LEADERS, Size
from tasks_app.organisations.enums import LocalityType, OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Appointment, Delegation, Oversight, Person
from tasks_app.plan.enums import DeadlineKind, Frequency
from tasks_app.plan.models import Committee, KeyTask, Plan, Task

BATCH = 2_000
KEY_TASKS = 6
FAMILY_NAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Hồ", "Cao", "Thái", "Đinh"]
MIDDLE_NAMES = ["Văn", "Thị", "Hữu", "Đức", "Thế", "Minh", "Xuân", "Thanh", "Ngọc", "Quốc"]
GIVEN_NAMES = ["An", "Bình", "Châu", "Dũng", "Đông", "Giang", "Hà", "Khoa", "Lan", "Mai", "Nam", "Phúc", "Sơn", "Yến"]
FREQUENCIES = [Frequency.QUARTERLY, Frequency.MONTHLY, Frequency.HALF_YEAR]
IN_ENGLISH = 0.03  # of the people read English
INACTIVE = 0.02  # of the focal officers have left


@dataclass(frozen=True)
class YearsPlan:
    plan: Plan
    tasks: list[Task]
    assignments: int
    """How many are to be written."""


@dataclass(frozen=True)
class Frame:
    plans: list[YearsPlan]
    """The oldest first."""
    organisations: list[Organisation]
    members: list[Person]
    leader: Person
    secretary: Person
    officers: dict[int, list[Person]]
    """The focal officers by the key of their organisation; not every organisation of a small province has one."""
    overseers: dict[int, Person]
    """The member who oversees an organisation, by its key."""


def build_frame(size: Size, *, day: date, chance: Random) -> Frame:
    year = day.year - size.years + 1  # the oldest plan's
    load_public_holidays(years=range(year, day.year + 2), by=None, at=at_time(date(year - 1, 12, 1)))
    organisations = Organisation.objects.bulk_create(
        [_organisation(number, size.organisations) for number in range(1, size.organisations + 1)], BATCH
    )
    roles = [
        *[(Role.LEADER, f"l{number}") for number in range(1, LEADERS + 1)],
        *[(Role.SECRETARIAT, f"s{number}") for number in range(1, size.secretaries + 1)],
        *[(Role.INSPECTOR, f"i{number}") for number in range(1, INSPECTORS + 1)],
        (Role.ADMINISTRATOR, "a1"),
        *[(Role.MEMBER, f"m{number}") for number in range(1, size.members + 1)],
        *[(Role.FOCAL_OFFICER, f"f{number}") for number in range(1, size.focal_officers + 1)],
    ]
    offices = list(islice(cycle(organisations), size.focal_officers))
    places = [None] * (len(roles) - len(offices)) + offices
    people = Person.objects.bulk_create(
        [_person(role, name, place, chance) for (role, name), place in zip(roles, places, strict=True)], BATCH
    )
    since = date(year - 3, 1, 1)
    Appointment.objects.bulk_create(
        [
            Appointment(person=person, role=role, organisation=place, valid_from=since)
            for person, (role, _name), place in zip(people, roles, places, strict=True)
        ],
        BATCH,
    )
    by_role: dict[Role, list[Person]] = {}
    for person, (role, _name) in zip(people, roles, strict=True):
        by_role.setdefault(role, []).append(person)
    members, secretary = by_role[Role.MEMBER], by_role[Role.SECRETARIAT][0]
    overseers = {place.pk: member for place, member in zip(organisations, cycle(members), strict=False)}
    Oversight.objects.bulk_create(
        [Oversight(member=member, organisation_id=pk, valid_from=since) for pk, member in overseers.items()], BATCH
    )
    officers: dict[int, list[Person]] = {}
    for person, place in zip(by_role[Role.FOCAL_OFFICER], offices, strict=True):
        officers.setdefault(place.pk, []).append(person)
    _delegate(by_role[Role.FOCAL_OFFICER], members, size, day=day, by=secretary, chance=chance)
    committee = Committee.objects.create(
        name_vi="Ban Chỉ đạo của tỉnh mẫu", name_en="Steering Committee of a sample province", valid_from=since
    )
    plans = [
        _plan(committee, its, size, assignments=number, day=day) for its, number in enumerate(size.by_year, start=year)
    ]
    return Frame(plans, organisations, members, by_role[Role.LEADER][0], secretary, officers, overseers)


def _organisation(number: int, of: int) -> Organisation:
    """Two of three are localities."""
    is_locality = number > of // 3
    names = (
        (f"Huyện Mẫu {number}", f"Sample District {number}")
        if is_locality
        else (f"Sở Mẫu số {number}", f"Sample Department {number}")
    )
    return Organisation(
        key=f"sample-{number}",
        kind=OrganisationKind.LOCALITY if is_locality else OrganisationKind.SPECIALISED,
        locality_type=LocalityType.DISTRICT if is_locality else "",
        name_vi=names[0],
        name_en=names[1],
        short_vi=names[0],
        short_en=names[1],
        order=number,
        search=folded(" ".join(names)),
    )


def _person(role: Role, name: str, place: Organisation | None, chance: Random) -> Person:
    full_name = " ".join(chance.choice(names) for names in (FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES))
    return Person(
        username=f"mau-{name}",
        email=f"mau-{name}@example.vn",
        password=make_password(None),
        full_name=full_name,
        organisation=place,
        language="en" if chance.random() < IN_ENGLISH else "",
        is_active=role != Role.FOCAL_OFFICER or chance.random() >= INACTIVE,
        name_key=given_name_key(full_name),
        search=folded(f"{full_name} mau-{name}"),
    )


def _delegate(
    officers: list[Person], members: list[Person], size: Size, *, day: date, by: Person, chance: Random
) -> None:
    """Some members are acted for by a focal officer, from a week before the day until three weeks after it."""
    number = min(round(size.people * size.delegated), len(members), len(officers))
    pairs = zip(chance.sample(members, number), chance.sample(officers, number), strict=True)
    Delegation.objects.bulk_create(
        [
            Delegation(
                principal=principal,
                deputy=deputy,
                kind=chance.choice(list(DelegationKind)),
                valid_from=day - timedelta(days=7),
                valid_to=day + timedelta(days=21),
                basis=f"{number}/GUQ-MAU",
                by=by,
                at=at_time(day - timedelta(days=8), 7),
            )
            for number, (principal, deputy) in enumerate(pairs, 1)
        ],
        BATCH,
    )


def _plan(committee: Committee, year: int, size: Size, *, assignments: int, day: date) -> YearsPlan:
    plan = Plan.objects.create(
        committee=committee,
        year=year,
        motto_vi="Tỉnh mẫu để đo và thử tải",
        motto_en="A sample province to measure with",
        starts_on=date(year, 1, 1),
        published_at=at_time(date(year, 1, 1)),
        is_demonstration=True,
    )
    key_tasks = KeyTask.objects.bulk_create(
        KeyTask(
            plan=plan,
            number=number,
            text_vi=f"Nhiệm vụ trọng tâm mẫu số {number}",
            text_en=f"Sample key task {number}",
            short_vi=f"Trọng tâm mẫu {number}",
            short_en=f"Sample focus {number}",
        )
        for number in range(1, KEY_TASKS + 1)
    )
    issued_on = min(date(year, 1, 8), day - timedelta(days=1))
    number = size.tasks(assignments)
    periodic = round(number * size.periodic)
    frequencies = list(islice(cycle(FREQUENCIES), periodic)) + [Frequency.NONE] * (number - periodic)
    tasks = [
        _task(key_tasks, number, frequency, year=year, issued_on=issued_on)
        for number, frequency in enumerate(frequencies)
    ]
    return YearsPlan(plan, Task.objects.bulk_create(tasks, BATCH), assignments)


def _task(key_tasks: list[KeyTask], number: int, frequency: Frequency, *, year: int, issued_on: date) -> Task:
    title = f"Rà soát, công bố và cắt giảm thủ tục hành chính, nhóm mẫu số {number + 1}"
    title_en = f"Review, publish and cut administrative procedures, sample group {number + 1}"
    return Task(
        key_task=key_tasks[number % KEY_TASKS],
        order=number // KEY_TASKS + 1,
        title_vi=title,
        title_en=title_en,
        content_vi="Rà soát, đơn giản hóa, công bố và niêm yết công khai các thủ tục thuộc phạm vi quản lý.",
        deliverable_vi="Báo cáo kết quả; quyết định công bố",
        deliverable_en="Report; decision of publication",
        frequency=frequency,
        deadline_words_vi=f"trong năm {year}",
        deadline_words_en=f"within {year}",
        deadline_kind=DeadlineKind.EXACT,
        deadline_on=date(year, 12, 31),
        issued_on=issued_on,
        search=folded(f"{title} {title_en}"),
    )
