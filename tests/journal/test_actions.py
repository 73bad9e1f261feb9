from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.actions import record
from tasks_app.journal.queries import record_of, was_recorded
from tasks_app.journal.rules import changes
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)


def test_a_line_says_what_happened_to_what_when_by_whom_and_for_whom():
    thing, person, other = OrganisationFactory(), PersonFactory(), PersonFactory()

    record("organisation.renamed", thing, by=Actor(person, other), at=AT, old="A", new="B")

    line = record_of(thing).get()
    assert (line.verb, line.at, line.by, line.for_person) == ("organisation.renamed", AT, person, other)
    assert line.details == {"old": "A", "new": "B"}


def test_the_system_itself_has_no_name():
    thing = OrganisationFactory()

    record("organisation.loaded", thing, by=None, at=AT)

    line = record_of(thing).get()
    assert (line.by, line.for_person) == (None, None)


def test_the_record_of_a_thing_is_its_own_newest_first_and_one_query(queries):
    thing, other = OrganisationFactory(), PersonFactory()
    person = PersonFactory(pk=thing.pk + 1000)
    first = record("organisation.loaded", thing, by=Actor(person), at=AT)
    second = record("organisation.renamed", thing, by=Actor(person), at=AT + timedelta(seconds=1))
    record("person.loaded", other, by=None, at=AT)
    record("organisation.loaded", OrganisationFactory(), by=None, at=AT)

    assert list(record_of(thing)) == [second, first]
    assert queries(lambda: [line.by.full_name for line in record_of(thing)]) == 1


def test_another_kind_of_thing_with_the_same_number_is_another_thing():
    thing = OrganisationFactory()
    person = PersonFactory(pk=thing.pk)

    record("person.loaded", person, by=None, at=AT)

    assert not record_of(thing).exists()


def test_whether_the_same_people_did_the_same_since():
    thing, other = OrganisationFactory(), OrganisationFactory()
    actor = Actor(PersonFactory())
    record("organisation.renamed", thing, by=actor, at=AT, old="A", new="B")
    a_second = timedelta(seconds=1)

    def found(verb="organisation.renamed", subject=thing, by=actor, since=AT - a_second, **details):
        return was_recorded(verb, subject, by=by, since=since, **details)

    assert found()
    assert found(old="A")
    assert not found(old="B")
    assert not found(since=AT)
    assert not found(verb="organisation.loaded")
    assert not found(subject=other)
    assert not found(by=Actor(actor.person, PersonFactory()))


def test_old_and_new_of_what_changed_are_kept_and_nothing_where_nothing_did():
    thing = OrganisationFactory()
    before = {"state": "assigned", "percent": 40, "name": "A"}

    record("a", thing, by=None, at=AT, changed=changes(before, {"state": "assigned", "percent": None, "name": "B"}))
    record("b", thing, by=None, at=AT + timedelta(seconds=1), changed=changes(before, before), reason="x")

    assert [line.details for line in record_of(thing)] == [
        {"reason": "x"},
        {"changed": {"percent": [40, None], "name": ["A", "B"]}},
    ]
