"""The outbox as it is looked through."""

import pytest

from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.reminders import queries
from tests.factories import (
    MessageFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def test_mails_are_found_by_state_kind_name_and_address():
    person = PersonFactory(full_name="Nguyễn Thị Đông")
    wanted = MessageFactory(
        to_person=person, to_address="dong@example.vn", kind=Notice.DIGEST, state=MessageState.EXPIRED
    )
    MessageFactory()
    MessageFactory(to_person=person, to_address="dong@example.vn", kind="account", is_secret=True)

    for asked in (
        {"state": "expired"},
        {"kind": "digest"},
        {"words": "dong"},
        {"words": "DONG@example"},
        {"words": "đông"},
    ):
        assert list(queries.messages(**asked)) == [wanted], asked
    assert queries.messages().count() == 2
