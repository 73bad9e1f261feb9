"""Production on one server, as far as it can be had without systemd: the unit's gunicorn behind the site's nginx."""

import gzip
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.deploy.site import BODY_MEGABYTES, HOST, Site
from tests.faults.processes import until

# Nothing is written here; the mark keeps the tests in the part with PostgreSQL, and the other processes read there.
pytestmark = [pytest.mark.nginx, pytest.mark.django_db]

SIGN_IN = "/accounts/login/"
FROM_OUTSIDE = "127.0.0.2"


@pytest.fixture(autouse=True)
def clock():
    """The real one: these tests look at other processes."""


@pytest.fixture(scope="module")
def site(django_db_setup):
    # Not pytest's folder, whose path may be too long for a socket.
    with (
        TemporaryDirectory(prefix="reform-site-", dir="/tmp") as folder,
        Site(Path(folder), os.environ["TEST_NGINX"]) as site,
    ):
        yield site


def stylesheet(site: Site) -> str:
    return re.search(r'href="(/static/[^"]+\.css)"', site.get(SIGN_IN).body.decode())[1]


def test_the_sign_in_page_comes_over_tls(site):
    answer = site.get(SIGN_IN)

    assert answer.status == 200
    assert 'type="password"' in answer.body.decode()
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_without_tls_there_is_only_the_way_to_it(site):
    answer = site.get("/overview/?day=2024-10-15", tls=False, headers={"X-Forwarded-Proto": "https"})

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/overview/?day=2024-10-15")


def test_what_a_client_says_of_itself_is_not_believed(site):
    said = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example.org", "X-Forwarded-For": "192.0.2.1"}

    assert site.get(SIGN_IN, headers=said).status == 200  # with "http" the program would lead to TLS again and again
    assert site.get(SIGN_IN, headers={"Host": "evil.example.org"}).status == 400


def test_static_files_are_kept_for_a_year_and_come_packed(site):
    packed = site.get(stylesheet(site), headers={"Accept-Encoding": "gzip"})
    plain = site.get(stylesheet(site))

    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert site.get("/static/favicon.svg").headers["Cache-Control"] == "public, max-age=60"


def test_a_page_that_is_still_open_finds_the_files_of_its_version(site):
    (site.releases / "previous" / "var" / "static" / "old.0123456789ab.css").write_text("a{}")

    assert site.get("/static/old.0123456789ab.css").status == 200
    assert site.get("/static/older.0123456789ab.css").status == 404


def test_health_is_told_to_the_machine_alone(site):
    own = site.get("/healthz")

    assert json.loads(own.body)["checks"]["database"] == {"ok": True, "detail": "postgresql", "age_seconds": None}
    assert [site.get(path, of=FROM_OUTSIDE).status for path in ("/healthz", "/readyz", "/metrics")] == [403] * 3
    assert site.get("/metrics").status == 404  # without a key there is no such page
    assert site.get(SIGN_IN, of=FROM_OUTSIDE).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/media/evidence/minutes.pdf",
        "/static/../media/evidence/minutes.pdf",
        "/static/..%2f..%2f..%2f..%2fvar/media/evidence/minutes.pdf",
        "/static/../../../var/media/evidence/minutes.pdf",
    ],
)
def test_no_uploaded_file_is_served(site, path):
    stored = site.var / "media" / "evidence" / "minutes.pdf"
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_text("what was uploaded")

    answer = site.get(path)

    assert answer.status in (400, 404)
    assert b"what was uploaded" not in answer.body


def test_a_body_that_no_form_can_have_is_refused_at_the_door(site):
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert site.ask("POST", SIGN_IN, headers=form, body=b"x" * ((BODY_MEGABYTES << 20) + 1)).status == 413


def test_a_flood_of_sign_ins_is_cut_and_others_are_not(site):
    with ThreadPoolExecutor(8) as pool:
        flood = list(pool.map(lambda _: site.ask("POST", SIGN_IN, body=b"", of="127.0.0.3").status, range(60)))

    assert {403, 429} == set(flood)  # without its token a form is refused by the program, after a while by nginx
    assert flood.count(429) >= 10
    assert site.ask("POST", SIGN_IN, body=b"", of="127.0.0.4").status == 403
    assert site.get(SIGN_IN, of="127.0.0.3").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/S3cret.ics",
        "/%66eeds/S3cret.ics",
        "/invitation/S3cret/",
        "/accounts/password/reset/key/1a-S3cret/",
        "/search/?q=S3cret",
        "/accounts/login/?next=/invitation/S3cret/",
    ],
)
def test_no_log_of_nginx_holds_a_key(site, path):
    before = len(site.access_log())

    site.get(path, headers={"Referer": f"https://{HOST}/invitation/S3cret/"})

    # nginx answers first and writes its log then.
    written = until(lambda: site.access_log()[before:], "a line in the log")
    assert len(written) == 1
    assert "S3cret" not in written[0]
    assert "S3cret" not in site.error_log()
    assert "S3cret" not in site.web_log()


def test_a_request_has_one_number_at_nginx_and_in_the_program(site):
    before, said = len(site.access_log()), "0123456789abcdef" * 2

    number = site.get(SIGN_IN, headers={"X-Request-ID": said}).headers["X-Request-ID"]

    assert number != said  # what a client says
    (at_nginx,) = until(lambda: site.access_log()[before:], "a line in the log")
    assert number in at_nginx
    lines = [json.loads(line) for line in site.web_log().splitlines() if number in line]
    (line,) = [line for line in lines if line["event"] == "request"]  # what was warned of has the number, too
    assert (line["route"], line["status"]) == ("account_login", 200)


@pytest.mark.parametrize("act", [Site.reload_web, Site.restart_web])
def test_no_request_fails_while_the_pages_are_started_again(site, act):
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(site.get, SIGN_IN) for _ in range(50)]
        act(site)
        answers += [pool.submit(site.get, SIGN_IN) for _ in range(100)]
    one_after_the_other = [site.get(SIGN_IN).status for _ in range(50)]

    assert [answer.result().status for answer in answers] == [200] * 150
    assert one_after_the_other == [200] * 50
