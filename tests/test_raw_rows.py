"""Sequences of PostgreSQL, which no transaction takes back."""

import pytest
from django.core.management.color import no_style
from django.db import connection

from tasks_app.organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.raw_rows import keys_go_on


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_key_is_given_twice_after_the_sequences_were_reset():
    given = OrganisationFactory().pk
    Organisation.objects.all().delete()

    with keys_go_on(), connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), [Organisation]):
            cursor.execute(line)

    assert OrganisationFactory().pk > given
