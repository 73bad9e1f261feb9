import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from tasks_app.common.models import DemonstrationClock
from tests.factories import OrganisationFactory


@pytest.mark.parametrize(
    ("language", "english", "read"),
    [
        ("vi", "Finance", "Tài chính"),
        ("en", "Finance", "Finance"),
        ("en-gb", "Finance", "Finance"),
        ("en", "", "Tài chính"),
    ],
)
def test_a_bilingual_thing_is_read_in_the_active_language(language, english, read):
    organisation = OrganisationFactory.build(name_vi="Tài chính", name_en=english)

    with translation.override(language):
        assert organisation.name == read


def test_without_a_language_it_is_vietnamese():
    with translation.override(None):
        assert OrganisationFactory.build(name_vi="Tài chính").name == "Tài chính"


@pytest.mark.django_db
def test_there_is_one_demonstration_clock():
    with pytest.raises(IntegrityError, match="there_is_one_demonstration_clock"):
        DemonstrationClock.objects.create(pk=2, starts_on="2024-10-15", loaded_at=timezone.now())
