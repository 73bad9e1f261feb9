from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.mailing.models import Message
from tasks_app.people.actions import DelegationRefused, choose_language, end_delegation, grant_delegation
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Delegation
from tests.factories import PersonFactory, administrator, delegate, inspector, leader, member, secretary

pytestmark = pytest.mark.django_db

ACTING_FOR, ON_BEHALF = DelegationKind
AT = at_time(date(2024, 10, 15), 9)


def test_a_chosen_language_is_kept_with_the_person():
    person, other = PersonFactory(), PersonFactory()

    choose_language(person, "en")

    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.language, other.language) == ("en", "")


def grant(principal, deputy, **changes) -> Delegation:
    said = {
        "kind": ACTING_FOR,
        "valid_from": date(2024, 10, 16),
        "valid_to": date(2024, 11, 1),
        "basis": " 15/GUQ-BCĐ ",
        "by": Actor(secretary()),
        "at": AT,
    } | changes
    return grant_delegation(principal=principal, deputy=deputy, **said)


def refused(principal, deputy, **changes) -> str:
    before = Delegation.objects.count()
    with pytest.raises(DelegationRefused) as caught:
        grant(principal, deputy, **changes)
    assert Delegation.objects.count() == before
    return str(caught.value)


def test_a_delegation_is_granted_and_recorded():
    principal, deputy, by = leader(), member(), secretary()

    delegation = grant(principal, deputy, by=Actor(by))

    delegation.refresh_from_db()
    assert (delegation.principal, delegation.deputy, delegation.kind) == (principal, deputy, ACTING_FOR)
    assert (delegation.valid_from, delegation.valid_to) == (date(2024, 10, 16), date(2024, 11, 1))
    assert (delegation.basis, delegation.by, delegation.at) == ("15/GUQ-BCĐ", by, AT)
    entry = record_of(delegation).get()
    assert (entry.verb, entry.by, entry.at) == ("delegation.granted", by, AT)
    assert entry.details == {
        "principal": principal.pk,
        "deputy": deputy.pk,
        "kind": "acting_for",
        "valid_from": "2024-10-16",
        "valid_to": "2024-11-01",
        "basis": "15/GUQ-BCĐ",
    }
    assert not Message.objects.exists()


def test_nobody_acts_for_himself():
    person = leader()

    assert "chính mình" in refused(person, person)


def test_nobody_grants_powers_to_himself():
    by = secretary()

    assert "tự giao quyền" in refused(leader(), by, by=Actor(by))


def test_nobody_has_powers_granted_to_himself_by_a_deputy():
    principal, deputy = secretary(), PersonFactory()

    assert "tự giao quyền" in refused(leader(), principal, by=Actor(deputy, principal))
    assert "tự giao quyền" in refused(leader(), deputy, by=Actor(deputy, principal))


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2024, 10, 16), date(2024, 10, 16)),
        (date(2024, 10, 16), date(2024, 10, 15)),
        (date(2024, 10, 1), date(2024, 10, 15)),
    ],
)
def test_days_that_are_none_or_over_are_refused(valid_from, valid_to):
    assert "Xem lại các ngày" in refused(leader(), member(), valid_from=valid_from, valid_to=valid_to)


def test_a_delegation_may_have_begun_by_its_document():
    assert grant(leader(), member(), valid_from=date(2024, 10, 1), valid_to=date(2024, 10, 16)).pk


def test_a_deputy_who_may_not_sign_in_is_refused():
    assert "đăng nhập" in refused(leader(), PersonFactory(is_active=False))


@pytest.mark.parametrize(
    ("principal", "kind"),
    [
        (PersonFactory, ACTING_FOR),
        (administrator, ACTING_FOR),
        (inspector, ON_BEHALF),
        (secretary, ON_BEHALF),
        (lambda: member(is_active=False), ACTING_FOR),
        (lambda: member(until=date(2024, 10, 15)), ACTING_FOR),
    ],
)
def test_who_has_nothing_of_the_kind_lends_nothing(principal, kind):
    assert "không có thẩm quyền" in refused(principal(), PersonFactory(), kind=kind)


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2024, 10, 16), date(2024, 11, 1)),
        (date(2024, 10, 20), date(2024, 10, 21)),
        (date(2024, 10, 31), date(2024, 12, 1)),
        (date(2024, 10, 1), date(2024, 10, 17)),
    ],
)
def test_two_that_overlap_are_refused(valid_from, valid_to):
    first = grant(leader(), member())

    text = refused(first.principal, first.deputy, valid_from=valid_from, valid_to=valid_to)

    assert "31/10/2024" in text


def test_one_may_begin_on_the_day_on_which_the_other_is_over():
    first = grant(leader(), member())

    following = grant(first.principal, first.deputy, valid_from=first.valid_to, valid_to=date(2024, 12, 1))

    assert following.pk != first.pk


def test_another_kind_another_deputy_and_another_principal_do_not_overlap():
    first = grant(leader(), member())

    grant(first.principal, first.deputy, kind=ON_BEHALF)
    grant(first.principal, member())
    grant(leader(), first.deputy)
    grant(first.deputy, first.principal)

    assert Delegation.objects.count() == 5


def test_a_delegation_is_ended_at_once_and_recorded():
    delegation, by = delegate(leader(), member()), administrator()

    ended = end_delegation(delegation, by=Actor(by), at=AT)

    assert (ended.valid_to, ended.ended_at) == (date(2024, 10, 15), AT)
    assert not ended.is_in_force(date(2024, 10, 15))
    assert ended.is_in_force(date(2024, 10, 14))
    entry = record_of(delegation).first()
    assert (entry.verb, entry.by) == ("delegation.ended", by)
    assert entry.details == {"old": "2024-11-01", "new": "2024-10-15"}


@pytest.mark.parametrize("first_day", [date(2024, 10, 15), date(2024, 10, 20)])
def test_what_has_hardly_begun_leaves_no_day(first_day):
    delegation = grant(leader(), member(), valid_from=first_day)

    ended = end_delegation(delegation, by=Actor(secretary()), at=AT)

    assert (ended.valid_from, ended.valid_to) == (first_day, first_day)
    assert not Delegation.objects.in_force(first_day).exists()


def test_ending_twice_changes_nothing():
    delegation = delegate(leader(), member())
    end_delegation(delegation, by=Actor(secretary()), at=AT)

    with pytest.raises(DelegationRefused):
        end_delegation(delegation, by=Actor(secretary()), at=at_time(date(2024, 10, 15), 10))

    delegation.refresh_from_db()
    assert delegation.ended_at == AT
    assert [entry.verb for entry in record_of(delegation)] == ["delegation.ended", "delegation.granted"]


def test_what_was_ended_can_be_granted_anew_on_the_same_day():
    delegation = grant(leader(), member(), valid_from=date(2024, 10, 15))
    end_delegation(delegation, by=Actor(secretary()), at=AT)

    again = grant(delegation.principal, delegation.deputy, valid_from=date(2024, 10, 15))

    assert list(Delegation.objects.in_force(date(2024, 10, 15))) == [again]


@pytest.mark.parametrize("first_day", [date(2024, 10, 16), date(2024, 10, 20), date(2024, 10, 31)])
def test_what_was_ended_before_it_began_does_not_bar_what_replaces_it(first_day):
    cancelled = grant(leader(), member(), valid_from=first_day)
    end_delegation(cancelled, by=Actor(secretary()), at=AT)

    replacement = grant(cancelled.principal, cancelled.deputy)

    assert list(Delegation.objects.in_force(date(2024, 10, 31))) == [replacement]
