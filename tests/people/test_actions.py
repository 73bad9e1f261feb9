import pytest

from tasks_app.people.actions import choose_language
from tests.factories import PersonFactory


@pytest.mark.django_db
def test_a_chosen_language_is_kept_with_the_person():
    person, other = PersonFactory(), PersonFactory()

    choose_language(person, "en")

    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.language, other.language) == ("en", "")
