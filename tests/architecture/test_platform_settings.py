"""Configuration: complete in .env.example, loud in production, the same dates in both languages."""

import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import DateField
from django.utils import formats, translation

from reform.celery import TIMETABLE, app

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a-made-up-key-for-this-test-only-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "reform.example.org",
    "DATABASE_URL": "postgres://reform@db.example.org/reform",
    "SITE_URL": "https://reform.example.org",
}

NO_ROLE = (
    "SECOND_FACTOR_OBLIGATORY_FOR names 'secretary'; "
    "the roles are: administrator, focal_officer, inspector, leader, member, secretariat."
)
SIGN_ON = {"OIDC_ISSUER": "https://sso.example.org/realm", "OIDC_CLIENT_ID": "reform", "OIDC_CLIENT_SECRET": "x"}
SIGN_ON_NAMES = ", ".join(SIGN_ON)
NO_ISSUER = "OIDC_ISSUER has to be an address that begins with https://, without ? and #."


def loaded(variables, expression):
    """What the settings say under these variables and no others: the expression's value, or the refusal."""
    code = f"from django.conf import settings; print(({expression}))"
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "reform.settings", "ENV_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment | variables, capture_output=True, text=True, check=False
    )
    return (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()[-1]


def test_env_example_names_what_the_settings_read():
    source = (ROOT / "reform" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:env\.\w+|needed|environ\.get)\(\s*\"([A-Z_]+)\"", source))
    read |= set(re.findall(r"for name in \((.*?)\)", source)[0].replace('"', "").split(", "))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^# ([A-Z_]+)=", example, flags=re.MULTILINE)) == read


def test_the_console_speaks_vietnamese_or_what_is_set():
    assert loaded({}, "settings.CONSOLE_LANGUAGE") == "vi"
    assert loaded({"CONSOLE_LANGUAGE": "en"}, "settings.CONSOLE_LANGUAGE") == "en"
    assert "has to be 'vi' or 'en'" in loaded({"CONSOLE_LANGUAGE": "de"}, "settings.DEBUG")


def test_everything_has_a_default_for_trying_out():
    assert loaded({}, "settings.ENVIRONMENT, settings.DEBUG, settings.MAIL_ENABLED, settings.DEMO_DAY") == (
        "('embedded', False, False, datetime.date(2024, 10, 15))"
    )


def test_the_single_sign_on_is_off_and_can_be_on():
    assert loaded({}, "settings.OIDC_ISSUER, settings.OIDC_MATCH") == "('', 'email')"
    assert loaded(PRODUCTION | SIGN_ON, "settings.OIDC_ISSUER") == "https://sso.example.org/realm"
    assert loaded(SIGN_ON | {"OIDC_ISSUER": "http://localhost:9400"}, "settings.OIDC_ISSUER") == "http://localhost:9400"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL"])
def test_production_names_what_is_missing(name):
    refusal = loaded(PRODUCTION | {name: " "}, "settings.DEBUG")
    assert refusal.endswith(f"ImproperlyConfigured: {name} has to be set when ENVIRONMENT is 'production'.")


@pytest.mark.parametrize(
    ("variables", "refusal"),
    [
        ({"ENVIRONMENT": "staging"}, "ENVIRONMENT is 'staging'; it has to be 'embedded' or 'production'."),
        (PRODUCTION | {"DEBUG": "on"}, "DEBUG shows secrets; it cannot be set when ENVIRONMENT is 'production'."),
        ({"MAIL_ENABLED": "on"}, "EMAIL_URL has to be set when MAIL_ENABLED is on."),
        ({"MAIL_ENABLED": "on", "EMAIL_URL": "smtp://a"}, "DEFAULT_FROM_EMAIL has to be set when MAIL_ENABLED is on."),
        ({"SECOND_FACTOR": "on"}, "SECOND_FACTOR is 'on'; it has to be 'off' or 'offered'."),
        ({"SECOND_FACTOR_OBLIGATORY_FOR": "administrator,secretary"}, NO_ROLE),
        ({"ADMIN_PATH": "/admin/"}, "ADMIN_PATH is '/admin/'; it has to be one word of letters, digits, - and _."),
        ({"DEADMAN_URL": "file:///etc/passwd"}, "DEADMAN_URL has to begin with https:// or http://."),
        ({"OIDC_ISSUER": "https://sso.example.org"}, f"OIDC_CLIENT_ID has to be set too, or none of {SIGN_ON_NAMES}."),
        ({"OIDC_CLIENT_SECRET": "x"}, f"OIDC_ISSUER has to be set too, or none of {SIGN_ON_NAMES}."),
        (SIGN_ON | {"OIDC_ISSUER": "http://sso.example.org"}, NO_ISSUER),
        (SIGN_ON | {"OIDC_ISSUER": "https://sso.example.org/?realm=1"}, NO_ISSUER),
        (SIGN_ON | {"OIDC_ISSUER": "sso.example.org"}, NO_ISSUER),
        (PRODUCTION | SIGN_ON | {"OIDC_ISSUER": "http://127.0.0.1:9400"}, NO_ISSUER),
        (
            SIGN_ON | {"OIDC_ISSUER": "https://sso.example.org/" + "x" * 200},
            "OIDC_ISSUER has more than 200 characters.",
        ),
        ({"OIDC_MATCH": "sub"}, "OIDC_MATCH is 'sub'; it has to be 'email' or 'preferred_username'."),
        (
            {"MAIL_ENABLED": "on", "EMAIL_URL": "smtp://a", "DEFAULT_FROM_EMAIL": "a@example.vn"},
            "MAIL_MARKER has to be set when MAIL_ENABLED is on.",
        ),
    ],
)
def test_mistakes_are_refused(variables, refusal):
    assert loaded(variables, "settings.DEBUG").endswith(f"ImproperlyConfigured: {refusal}")


def test_production_is_closed():
    secure = "settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT"
    assert (
        loaded(PRODUCTION, f"{secure}, settings.DEMO_DAY, settings.MAIL_ENABLED") == "(True, True, True, None, False)"
    )


def test_who_has_to_have_a_second_factor():
    told = "settings.SECOND_FACTOR, settings.SECOND_FACTOR_OBLIGATORY_FOR"
    assert loaded({}, told) == "('offered', [])"
    assert loaded(PRODUCTION, told) == "('offered', ['administrator', 'secretariat'])"
    assert loaded(PRODUCTION | {"SECOND_FACTOR_OBLIGATORY_FOR": ""}, told) == "('offered', [])"
    assert loaded(PRODUCTION | {"SECOND_FACTOR": "off"}, told) == "('off', [])"


def test_the_administration_lies_where_it_is_said():
    code = "(__import__('django').setup(), __import__('django.urls', fromlist=['x']).reverse('admin:index'))[1]"
    assert loaded({}, code) == "/admin/"
    assert loaded({"ADMIN_PATH": "quan-tri"}, code) == "/quan-tri/"


def test_limits_of_uploads_are_given_in_megabytes():
    told = "settings.UPLOAD_FILE_BYTES >> 20, settings.UPLOAD_REQUEST_BYTES >> 20, settings.UPLOAD_FILES"
    assert loaded({}, told) == "(10, 20, 10)"
    assert loaded({"UPLOAD_FILE_MB": "5", "UPLOAD_REQUEST_MB": "15", "UPLOAD_FILES": "3"}, told) == "(5, 15, 3)"


def test_uploads_lie_apart_from_what_is_served():
    told = "settings.MEDIA_ROOT.is_relative_to(settings.STATIC_ROOT), settings.MEDIA_URL, settings.MEDIA_ROOT.name"
    assert loaded({}, told) == "(False, '/', 'media')"


def test_a_proxy_that_ends_tls_is_believed_only_when_named():
    assert loaded(PRODUCTION, "settings.SECURE_PROXY_SSL_HEADER") == "None"
    named = loaded(PRODUCTION | {"TLS_PROXY": "X-Forwarded-Proto"}, "settings.SECURE_PROXY_SSL_HEADER")
    assert named == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_redis_brings_workers_of_its_own():
    told = "settings.CELERY_TASK_ALWAYS_EAGER, settings.CELERY_BROKER_URL, settings.CACHES['default']['BACKEND']"
    assert loaded({}, told) == ("(True, 'memory://localhost/', 'django.core.cache.backends.db.DatabaseCache')")
    redis = {"REDIS_URL": "redis://redis.example.org/0"}
    assert loaded(redis, told) == (
        "(False, 'redis://redis.example.org/0', 'tasks_app.common.caching.StandInRedisCache')"
    )
    assert loaded(redis, "settings.CACHES['stand_in']['BACKEND'].rpartition('.')[2]") == "DatabaseCache"


def test_boards_have_a_replica_where_one_is_named():
    told = "sorted(settings.DATABASES), settings.DATABASE_ROUTERS, settings.DATABASES['default']['HOST']"
    assert loaded(PRODUCTION, told) == "(['default'], [], 'db.example.org')"
    named = PRODUCTION | {"DATABASE_REPLICA_URL": "postgres://reform@copy.example.org/reform"}
    assert loaded(named, told) == (
        "(['default', 'replica'], ['tasks_app.common.replica.ReplicaRouter'], 'db.example.org')"
    )
    assert loaded(named, "settings.DATABASES['replica']['HOST'], settings.DATABASES['replica']['CONN_MAX_AGE']") == (
        "('copy.example.org', 60)"
    )
    refusal = loaded(named | {"DATABASE_URL": "sqlite://:memory:"}, "settings.DEBUG")
    assert refusal.endswith("DATABASE_REPLICA_URL and DATABASE_URL both have to name a PostgreSQL.")


def test_behind_a_pgbouncer_no_cursor_outlives_its_transaction():
    told = "settings.DATABASES['default']['DISABLE_SERVER_SIDE_CURSORS'], settings.DATABASES['default']['CONN_MAX_AGE']"
    assert loaded(PRODUCTION, told) == "(False, 60)"
    assert loaded(PRODUCTION | {"PGBOUNCER": "on"}, told) == "(True, 60)"


def test_the_log_is_for_machines_in_production_and_for_people_elsewhere():
    assert loaded({}, "settings.LOG_FORMAT") == "plain"
    assert loaded(PRODUCTION, "settings.LOG_FORMAT") == "json"
    assert loaded(PRODUCTION | {"LOG_FORMAT": "plain"}, "settings.LOG_FORMAT") == "plain"
    assert "has to be 'json' or 'plain'" in loaded({"LOG_FORMAT": "xml"}, "settings.DEBUG")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_day_comes_before_the_month(language):
    with translation.override(language):
        assert DateField().clean("03/12/2026") == date(2026, 12, 3)
        assert DateField().clean("2026-12-03") == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("language", "day", "figure"), [("vi", "05/10/2024", "12.345,5"), ("en", "05 Oct 2024", "12,345.5")]
)
def test_dates_and_figures_are_written_as_people_write_them(language, day, figure):
    with translation.override(language):
        assert formats.date_format(date(2024, 10, 5)) == day
        assert formats.localize(Decimal("12345.5")) == figure


def test_the_timetable_names_jobs_that_exist():
    app.loader.import_default_modules()
    assert sorted(set(TIMETABLE) - set(app.tasks)) == []


def test_every_target_of_make_is_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[1].split()
    assert {"run", "test", "browser", "check", "fix", "messages", "lock", "clean"} <= set(targets)
    assert [target for target in targets if f"\n{target}:" not in makefile] == []
    assert [target for target in targets if target != "help" and f"'make {target} " not in makefile] == []


def test_who_serves_pages_asks_our_broker_and_no_other():
    """A process that has loaded nothing but the pages: the health page and the metrics ask the app that it has."""
    code = (
        "import reform.wsgi; from celery import current_app as its;"
        " print(its.main, its.conf.broker_url, len(its.conf.beat_schedule) > 5)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "reform.settings",
        "ENV_FILE": os.devnull,
        "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split()[-3:] == ["reform", "redis://127.0.0.1:1/0", "True"]
