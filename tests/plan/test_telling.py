"""One mail of all that a person has to be told: not before, in time, too late, twice."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.plan import actions
from tasks_app.plan.actions import tell, tell_what_happened
from tasks_app.plan.enums import Happening
from tasks_app.plan.models import Notification
from tests.at_once import at_once
from tests.factories import AssignmentFactory, TaskFactory, member, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
SOON = AT + timedelta(minutes=5)


@pytest.fixture
def assignment():
    assignment = AssignmentFactory()
    Notification.objects.all().delete()
    return assignment


def mails() -> list[Message]:
    return list(Message.objects.filter(kind=Notice.NOTIFICATION).order_by("pk"))


def returned(assignment, *, at=AT, to=None, quote="Thiếu số liệu"):
    tell(assignment, Happening.RETURNED, to=[to or assignment.responsible], by=Actor(secretary()), at=at, quote=quote)


def test_not_before_things_have_settled(assignment):
    returned(assignment)

    assert tell_what_happened(at=SOON - timedelta(seconds=1)) == {"mails": 0}
    assert tell_what_happened(at=SOON) == {"mails": 1}


def test_the_mail_says_what_happened_by_whom_and_leads_to_the_page(assignment):
    returned(assignment)

    tell_what_happened(at=SOON)

    mail = mails()[0]
    assert mail.to_person == assignment.responsible
    assert assignment.task.title_vi in mail.subject
    assert "Thiếu số liệu" in mail.text
    assert "Thiếu số liệu" in mail.html
    assert f"/assignments/{assignment.pk}/" in mail.text
    assert mail.headers == {"List-Id": "<notifications.127.0.0.1>"}
    # An outage until the end of the next working day costs nobody the news.
    assert mail.expires_at == at_time(date(2024, 10, 16), 16, 30)


def test_a_series_is_one_mail(assignment):
    other = AssignmentFactory(responsible=assignment.responsible)
    Notification.objects.all().delete()
    for minute, one in enumerate([assignment, other, assignment]):
        returned(one, at=AT + timedelta(minutes=minute))

    assert tell_what_happened(at=AT + timedelta(minutes=6)) == {"mails": 0}
    assert tell_what_happened(at=AT + timedelta(minutes=7)) == {"mails": 1}
    assert "3" in mails()[0].subject
    assert Notification.objects.filter(message=mails()[0]).count() == 3


def test_each_person_has_his_own(assignment):
    other = member(language="en")
    returned(assignment)
    returned(assignment, to=other)

    assert tell_what_happened(at=SOON) == {"mails": 2}
    assert {mail.to_person: mail.language for mail in mails()} == {assignment.responsible: "vi", other: "en"}


def test_twice_tells_nothing_twice(assignment):
    returned(assignment)
    tell_what_happened(at=SOON)

    assert tell_what_happened(at=SOON + timedelta(minutes=5)) == {"mails": 0}
    assert len(mails()) == 1


def test_what_happens_in_the_evening_is_told_in_the_morning(assignment):
    returned(assignment, at=at_time(date(2024, 10, 14), 20))

    assert tell_what_happened(at=at_time(date(2024, 10, 14), 20, 10)) == {"mails": 0}
    assert tell_what_happened(at=at_time(date(2024, 10, 15), 7, 15)) == {"mails": 1}


def test_after_days_of_silence_nobody_gets_old_news(assignment):
    returned(assignment, at=at_time(date(2024, 10, 8), 9))

    assert tell_what_happened(at=AT) == {"mails": 0}


def test_who_may_not_sign_in_any_more_is_told_nothing(assignment):
    returned(assignment, to=member(is_active=False))

    assert tell_what_happened(at=SOON) == {"mails": 0}


def test_one_person_s_trouble_is_not_another_s(assignment, monkeypatch):
    broken = member()
    returned(assignment)
    returned(assignment, to=broken)
    mail = actions.telling.notices.notification_mail

    def fail(person, notifications):
        if person == broken:
            raise RuntimeError("no template")
        return mail(person, notifications)

    monkeypatch.setattr(actions.telling.notices, "notification_mail", fail)

    with pytest.raises(actions.TellingIncomplete):
        tell_what_happened(at=SOON)
    assert [one.to_person for one in mails()] == [assignment.responsible]

    monkeypatch.undo()
    assert tell_what_happened(at=SOON + timedelta(minutes=5)) == {"mails": 1}


def test_a_title_of_several_lines_is_one_line_of_the_subject():
    assignment = AssignmentFactory(task=TaskFactory(title_vi="Rà soát\r\nBcc: x@example.vn"))
    Notification.objects.all().delete()
    returned(assignment)

    tell_what_happened(at=SOON)

    assert "\n" not in mails()[0].subject


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_runs_at_once_write_one_mail():
    assignment = AssignmentFactory()
    Notification.objects.all().delete()
    returned(assignment)

    results = at_once(lambda: tell_what_happened(at=SOON), lambda: tell_what_happened(at=SOON))

    assert sorted(result["mails"] for result in results) == [0, 1]
    assert len(mails()) == 1
