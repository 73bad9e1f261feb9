from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.people.enums import DelegationKind
from tasks_app.plan.enums import Happening, State
from tasks_app.plan.models import Notification
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    PersonFactory,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db


def coordinated(**given):
    assignment = AssignmentFactory(
        **({"coordinating": OrganisationFactory.create_batch(2), "deadline_on": date(2024, 10, 31)} | given)
    )
    return assignment, list(assignment.contributions.order_by("pk"))


def url_of(assignment):
    return reverse("contribution_dates", args=[assignment.pk])


def typed(contributions, *dates, for_all=""):
    """As it is sent from a form that was opened now."""
    days = dates or [""] * len(contributions)
    due_on = dict(type(contributions[0]).objects.values_list("pk", "due_on"))
    seen = {f"seen_{one.pk}": f"{due_on[one.pk]:%d/%m/%Y}" if due_on[one.pk] else "" for one in contributions}
    return {"for_all": for_all} | seen | {f"due_{one.pk}": day for one, day in zip(contributions, days, strict=True)}


def dates_of(assignment):
    return list(assignment.contributions.order_by("pk").values_list("due_on", flat=True))


@pytest.mark.parametrize("who", ["responsible", "lead officer", "secretary"])
def test_one_date_for_each_organisation(client_of, who):
    assignment, contributions = coordinated()
    person = {
        "responsible": lambda: assignment.responsible,
        "lead officer": lambda: focal_officer(assignment.organisation),
        "secretary": secretary,
    }[who]()

    answer = client_of(person).post(url_of(assignment), typed(contributions, "22/10/2024", "31/10/2024"))

    assert answer.url == reverse("assignment_detail", args=[assignment.pk])
    assert dates_of(assignment) == [date(2024, 10, 22), date(2024, 10, 31)]


def test_one_date_for_all_replaces_the_others(client_of):
    assignment, contributions = coordinated()
    told = focal_officer(contributions[0].organisation)

    client_of(assignment.responsible).post(
        url_of(assignment), typed(contributions, "22/10/2024", "", for_all="25/10/2024")
    )

    assert dates_of(assignment) == [date(2024, 10, 25)] * 2
    notification = Notification.objects.get(happening=Happening.CONTRIBUTION_DATED)
    assert (notification.person, notification.quote) == (told, "25/10/2024")


def test_the_form_shows_the_dates_that_stand_and_an_empty_one_takes_it_away(client_of):
    assignment, contributions = coordinated()
    browser = client_of(assignment.responsible)
    browser.post(url_of(assignment), typed(contributions, "22/10/2024", "24/10/2024"))

    page = browser.get(url_of(assignment)).content.decode()
    browser.post(url_of(assignment), typed(contributions, "22/10/2024", ""))

    assert 'value="22/10/2024"' in page
    assert dates_of(assignment) == [date(2024, 10, 22), None]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("01/11/2024", "Thời hạn của việc là ngày 31/10/2024"),
        ("14/10/2024", "Ngày này đã qua"),
        ("31/02/2025", "Không có ngày này trong lịch"),
    ],
)
@pytest.mark.parametrize("field", ["one", "all"])
def test_wrong_input_is_said_and_not_lost(client_of, day, sentence, field):
    assignment, contributions = coordinated()
    form = typed(contributions, day, "22/10/2024") if field == "one" else typed(contributions, for_all=day)

    answer = client_of(assignment.responsible).post(url_of(assignment), form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [f"due_{contributions[0].pk}" if field == "one" else "for_all"]
    assert sentence in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    assert dates_of(assignment) == [None, None]


def test_overdue_work_is_given_a_date_to_come(client_of):
    assignment, contributions = coordinated(deadline_on=date(2024, 10, 10))

    client_of(assignment.responsible).post(url_of(assignment), typed(contributions, for_all="18/10/2024"))

    assert dates_of(assignment) == [date(2024, 10, 18)] * 2


def test_a_date_that_has_passed_may_stay(client_of):
    assignment, contributions = coordinated()
    contributions[0].due_on = date(2024, 10, 10)
    contributions[0].save()

    client_of(assignment.responsible).post(url_of(assignment), typed(contributions, "10/10/2024", "22/10/2024"))

    assert dates_of(assignment) == [date(2024, 10, 10), date(2024, 10, 22)]


def test_twice_changes_and_tells_nothing_more(client_of):
    assignment, contributions = coordinated()
    focal_officer(contributions[0].organisation)
    browser = client_of(assignment.responsible)
    browser.post(url_of(assignment), typed(contributions, for_all="25/10/2024"), follow=True)

    answer = browser.post(url_of(assignment), typed(contributions, for_all="25/10/2024"), follow=True)

    assert "Không có hạn nào thay đổi" in answer.content.decode()
    assert Notification.objects.filter(happening=Happening.CONTRIBUTION_DATED).count() == 1


def test_what_a_colleague_set_meanwhile_stays(client_of):
    """A form that was opened before has seen no date of the first organisation, and sets the second's alone."""
    assignment, contributions = coordinated()
    opened_before = typed(contributions, "", "24/10/2024")
    client_of(secretary()).post(url_of(assignment), typed(contributions, "22/10/2024", ""))

    client_of(assignment.responsible).post(url_of(assignment), opened_before)

    assert dates_of(assignment) == [date(2024, 10, 22), date(2024, 10, 24)]


def test_two_dates_for_the_same_organisation_are_looked_at_again(client_of):
    assignment, contributions = coordinated()
    opened_before = typed(contributions, "24/10/2024", "")
    client_of(secretary()).post(url_of(assignment), typed(contributions, "22/10/2024", ""))
    browser = client_of(assignment.responsible)

    answer = browser.post(url_of(assignment), opened_before)
    page = answer.content.decode()
    again = {field.html_name: field.value() or "" for field in answer.context["form"]}
    browser.post(url_of(assignment), again)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "vừa được người khác đổi thành 22/10/2024" in page
    assert 'value="24/10/2024"' in page
    assert dates_of(assignment) == [date(2024, 10, 24), None]


def test_after_the_work_was_submitted_it_is_refused_and_not_lost(client_of):
    assignment, contributions = coordinated(state=State.SUBMITTED)
    browser = client_of(assignment.responsible)

    opened = browser.get(url_of(assignment))
    answer = browser.post(url_of(assignment), typed(contributions, for_all="25/10/2024"))

    assert opened.url == reverse("assignment_detail", args=[assignment.pk])
    assert answer.status_code == HTTPStatus.CONFLICT
    assert 'value="25/10/2024"' in answer.content.decode()
    assert dates_of(assignment) == [None, None]


@pytest.mark.parametrize("who", ["coordinator", "overseer", "leader", "inspector", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_it_is_not(client_of, who, method):
    assignment, contributions = coordinated()
    person = {
        "coordinator": lambda: focal_officer(contributions[0].organisation),
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "leader": leader,
        "inspector": inspector,
        "stranger": member,
    }[who]()

    answer = getattr(client_of(person), method)(url_of(assignment), typed(contributions, for_all="25/10/2024"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert dates_of(assignment) == [None, None]


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_updates_on_behalf_gives_other_organisations_no_dates(client_of, method):
    assignment, contributions = coordinated()
    delegation = delegate(assignment.responsible, PersonFactory(), DelegationKind.ON_BEHALF)
    browser = client_of(delegation.deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))
    page = browser.get(reverse("assignment_detail", args=[assignment.pk]))

    answer = getattr(browser, method)(url_of(assignment), typed(contributions, for_all="25/10/2024"))

    assert url_of(assignment) not in page.content.decode()
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert dates_of(assignment) == [None, None]


def test_without_coordinating_organisations_there_is_nothing_to_date(client_of):
    assignment = AssignmentFactory()

    assert client_of(secretary()).get(url_of(assignment)).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    assignment, _contributions = coordinated()

    assert client_of(secretary()).delete(url_of(assignment)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    small, _contributions = coordinated(coordinating=[OrganisationFactory()])
    large, _contributions = coordinated(coordinating=OrganisationFactory.create_batch(4))
    browser, shown = client_of(secretary()), [small]

    constant_queries(lambda: browser.get(url_of(shown[-1])), lambda: shown.append(large))
