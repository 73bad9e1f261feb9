"""Nothing that was typed gets into the head of an answer or of a mail as more than a value."""

from __future__ import annotations

import re

import pytest
from django.core import mail as post
from django.test import Client
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.common.files import tidy_name
from tasks_app.exports.models import WantedFile
from tasks_app.mailing.actions import deliver_due
from tasks_app.people.models import Person
from tasks_app.reminders.actions import urge_together
from tasks_app.reporting.models import EvidenceFile
from tests.conftest import TODAY
from tests.exports.files import taken_out
from tests.uploads import read_out

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ELSEWHERE = (
    *("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example"),
    *("https:evil.example", "https:/evil.example", "http:///evil.example", "javascript:alert(1)", "data:text/html,x"),
    *("/\t/evil.example", "/\n/evil.example", "\t//evil.example", "\x00//evil.example", "//evil.example\\@testserver"),
    *("https://testserver@evil.example/", "https://testserver.evil.example/", "//testserver:80@evil.example"),
    *(" //evil.example", "/%5cevil.example/..//evil.example\r\nSet-Cookie: x=y"),
)
NO_ADDRESS = ("foo", "overview", "home", "evil.example", "?x", "#x", "", "../x")


def leads_in(response) -> bool:
    """To a page of ours: a browser takes away tabs and line ends, and takes a backslash for a slash."""
    target = re.sub(r"[\t\r\n]", "", response.headers["Location"]).replace("\\", "/")
    return target.startswith("/") and not target.startswith("//") and "\n" not in response.headers["Location"]


@pytest.mark.parametrize("target", ELSEWHERE + NO_ADDRESS)
def test_no_redirect_leads_elsewhere(target, world, client_of):
    """By each address that is told where to go on; and what is no address at all breaks none of them."""
    officer, secretary = client_of(world.officer), client_of(world.secretary)
    delegation = reverse("act_for", args=[world.delegation.pk])
    own = reverse("assignment_receive", args=[world.own.pk])
    answers = [
        Client().post(reverse("set_language"), {"language": "vi", "next": target}),
        officer.get(delegation, {"next": target}),
        officer.post(own, {"next": target}),
        officer.post(delegation, {"next": target}),
        officer.post(reverse("act_for_oneself"), {"next": target}),
        secretary.get(reverse("page_text"), {"address": target}),
        secretary.post(reverse("messages_act"), {"act": "cancelled", "next": target}),
        secretary.post(reverse("assignment_urge", args=[world.overdue.pk]), {"next": target}),
        secretary.get(reverse("account_login"), {"next": target}),
    ]

    for response in answers:
        assert response.status_code in (200, 302)
        assert response.status_code == 200 or leads_in(response), response.headers["Location"]


def test_a_sign_in_leads_nowhere_else(world):
    world.member.set_password("mot-mat-khau-dai")
    world.member.save()
    for target in ELSEWHERE:
        typed = {"login": "member", "password": "mot-mat-khau-dai", "next": target}
        response = Client().post(reverse("account_login"), typed)
        assert response.status_code == 302
        assert leads_in(response)


HOSTILE_NAMES = (
    *(
        'a".pdf',
        "a\r\nX-Evil: 1.pdf",
        "a\u202efdp.exe.pdf",
        "báo cáo; filename=x.exe.pdf",
        "a\x00.pdf",
        "'; rm -rf.pdf",
    ),
    *("../../etc/passwd.pdf", "C:\\x\\y.pdf", "%0d%0aX: y.pdf", "x" * 300 + ".pdf", "\u2028.pdf", "<svg onload=1>.pdf"),
    *("a\n\n<html>.pdf", "\ud800.pdf", "con.pdf", ".pdf", '=?utf-8?q?=0d=0aX:_y?=".pdf'),
)


DISPOSITION = re.compile(r"""attachment(; filename="([^"\\\r\n]|\\.)*"|; filename\*=utf-8''[\w%.~!*'()-]*)?""")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_file_is_saved_under_its_name_and_does_nothing_else(name, world, client_of):
    """Whatever it is called: to be saved, of a type that no browser runs, in a sandbox."""
    EvidenceFile.objects.filter(pk=world.sent_file.pk).update(name=tidy_name(name))
    response = client_of(world.secretary).get(reverse("evidence_file", args=[world.sent_file.pk]))
    read_out(response)

    disposition = response.headers["Content-Disposition"]
    assert response.status_code == 200
    assert re.fullmatch(
        r"""attachment(; filename="(?:[^"\\\r\n]|\\.)*"|; filename\*=utf-8''[\w%.~!*'()-]*)?""", disposition
    )
    assert not re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/]", disposition.replace("utf-8''", ""))
    assert "X-Evil" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]


def test_what_we_make_has_a_name_that_every_system_keeps(world, client_of):
    """Of whatever the page is called, and for those that a job makes as well."""
    world.unit.name_vi = 'Sở "X"\r\nSet-Cookie: a=b; \u202e/../' + "ạ" * 100
    world.unit.save()
    browser = client_of(world.secretary)
    made = taken_out(browser, reverse("organisation_detail", args=[world.unit.pk]))
    WantedFile.objects.filter(pk=world.file.pk).update(name='a"\r\nX: y\u202e.xlsx')
    fetched = client_of(world.member).get(reverse("export_file", args=[world.file.pk]))
    read_out(fetched)

    assert re.fullmatch(r'attachment; filename="[\w.-]+"', made.headers["Content-Disposition"])
    assert not re.search(r"[\r\n]", fetched.headers["Content-Disposition"])
    for response in (made, fetched):
        assert response.status_code == 200
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "X" not in response.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_link_with_a_secret_leads_to_the_public_address(host, world, settings):
    """Whichever of the names that are let in a request gives for its host."""
    settings.SITE_URL = "https://reform.example.org"
    Client().post(reverse("account_reset_password"), {"email": world.member.email}, headers={"host": host})
    while deliver_due(at=at_time(TODAY, 8)):
        pass

    (mail,) = post.outbox[-1:]
    links = re.findall(r"https?://[^\s\"<]+", mail.body + mail.alternatives[0][0])
    assert links
    assert {link.split("/")[2] for link in links} == {"reform.example.org"}


def test_names_and_titles_make_no_lines_in_the_head_of_a_mail(world):
    Person.objects.filter(pk=world.member.pk).update(full_name="Ai đó\r\nBcc: victim@evil.example")
    world.overdue.task.title_vi = "Việc\r\nBcc: victim@evil.example\r\n\r\n<html>"
    world.overdue.task.save()
    urge_together([world.overdue], message="x", by=Actor(world.secretary), at=at_time(TODAY, 8))
    while deliver_due(at=at_time(TODAY, 10)):
        pass

    assert post.outbox
    for mail in post.outbox:
        names = [name.lower() for name, _value in mail.message().items()]
        assert "bcc" not in names
        assert len(names) == len(set(names))
        assert len(mail.recipients()) == 1
        assert "evil.example" not in mail.recipients()[0]


@pytest.mark.parametrize("language", ["vi\r\nX: y", "../vi", "xx", "", "en;q=1", "\x00", "v" * 500])
def test_a_language_that_is_none_sets_no_cookie(language, db, settings):
    response = Client().post(reverse("set_language"), {"language": language})

    assert response.status_code == 404
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
