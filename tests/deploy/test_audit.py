"""Security advisories about the locked packages: what is said of what the service told, or did not."""

import json
import re
import subprocess

import pytest

from deploy import audit

SERVICE = {
    "dependencies": [
        {"name": "django", "version": "5.2.19", "vulns": []},
        {"name": "jinja2", "version": "3.1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.1.9"]}]},
        {"name": "ours", "skip_reason": "Dependency not found"},
    ]
}


@pytest.fixture
def told(monkeypatch, capsys):
    """``told(stdout, stderr)``: what is printed, and how it ends, when pip-audit says so each time."""

    def run(stdout: str = "", stderr: str = "", *, hangs: bool = False):
        asked = []

        def pip_audit(command, **options):
            asked.append(command)
            assert options["timeout"] <= audit.SECONDS
            if hangs:
                raise subprocess.TimeoutExpired(command, options["timeout"])
            return subprocess.CompletedProcess(command, 1, stdout, stderr)

        monkeypatch.setattr(audit.subprocess, "run", pip_audit)
        code = 0
        try:
            audit.main()
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out, len(asked)

    return run


def test_an_advisory_is_named_with_the_version_that_mends_it(told):
    code, text, _asked = told(json.dumps(SERVICE))

    assert code == 1
    assert text == (
        "AUDIT: jinja2 3.1.0: PYSEC-2026-1, mended in 3.1.9\n"
        "AUDIT: 1 advisories are known for the locked packages. Of 1 packages the service knows nothing.\n"
    )


def test_without_an_advisory_all_is_well(told):
    code, text, _asked = told(json.dumps({"dependencies": SERVICE["dependencies"][:1]}))

    assert (code, text) == (0, "AUDIT: 0 advisories are known for the locked packages.\n")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"stderr": "Traceback\nConnectionError: https://service.example/x refused"}, "ConnectionError: the service"),
        ({"stdout": json.dumps({"dependencies": SERVICE["dependencies"][2:]})}, "what answers knows no ours"),
        ({"hangs": True}, "no answer within 60 s"),
        ({}, "it told nothing"),
    ],
)
def test_a_service_that_is_away_is_asked_once_said_and_fails_nothing(told, answer, reason):
    code, text, asked = told(**answer)

    assert (code, asked) == (0, 1)
    assert text.startswith(f"AUDIT SKIPPED: the service of advisories was not reached ({reason}")
    assert "https://" not in text


def test_it_is_asked_about_both_locks():
    locked = "".join((audit.ROOT / name).read_text(encoding="utf-8") for name in audit.LOCKED)

    entry = audit.requirement(locked, audit.FIRST)
    assert re.fullmatch(r"django==\S+ \\\n(?:    --hash=\S+(?: \\)?\n)+(?:    #.*\n)*", entry)
