"""The files of production, read as text: nothing forgotten, nothing that the settings do not know, no secret."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve, reverse

from deploy.run import processes
from tests.deploy.site import PRODUCTION, ROOT, template

SYSTEMD = PRODUCTION / "systemd"
UNITS = {path.name: path.read_text(encoding="utf-8") for path in SYSTEMD.iterdir() if path.is_file()}
HARDENING = (SYSTEMD / "reform-.service.d" / "hardening.conf").read_text(encoding="utf-8")
INSTALLER = (PRODUCTION / "install.sh").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SITE = template()
SERVICES = ["reform-web.service", "reform-worker.service", "reform-beat.service"]
# What is Python's and not the program's.
OTHERS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def value(text: str, name: str) -> str:
    """The last value that a unit gives."""
    return re.findall(rf"^{name}=(.*)$", text, flags=re.MULTILINE)[-1]


def seconds(text: str) -> int:
    return int(text[:-3]) * 60 if text.endswith("min") else int(text)


def started(text: str) -> list[str]:
    return shlex.split(value(text.replace("\\\n", " "), "ExecStart"))


def known() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^# ([A-Z_]+)=", example, flags=re.MULTILINE))


def test_every_process_has_a_unit_and_the_target_knows_it(settings):
    settings.REDIS_URL = "redis://localhost"
    named = value(UNITS["reform.target"], "Wants").split()

    assert {f"reform-{name}.service" for name in processes(Path("beat.pid"))} == set(SERVICES)
    assert {*SERVICES, "reform-web.socket", "reform-backup.timer"} == set(named)
    assert set(UNITS) == {*named, "reform.target", "reform-backup.service"}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_units_and_containers_start_what_make_run_starts(name, settings):
    """The module and, where it has one, its subcommand."""
    settings.REDIS_URL = "redis://localhost"
    command = [word for word in processes(Path("beat.pid"))[name] if word != "--quiet"]
    first = command[: 2 if name == "web" else 4]

    assert started(UNITS[f"reform-{name}.service"])[3 : 3 + len(first)] == first
    container = DOCKERFILE if name == "web" else COMPOSE
    assert re.sub(r'["\s]', "", ", ".join(first)) in re.sub(r'["\s]', "", container)


def test_beat_is_alone():
    assert all("-B" not in started(text) and "--beat" not in text for name, text in UNITS.items() if name in SERVICES)
    assert not re.search(r"worker[^\n]*(-B\b|--beat)", COMPOSE)
    assert started(UNITS["reform-beat.service"])[6:9] == ["beat", "--pidfile", "/run/reform-beat/beat.pid"]
    assert "reform-beat" in value(UNITS["reform-beat.service"], "RuntimeDirectory")


def test_gunicorn_has_no_control_socket():
    assert "--no-control-socket" in started(UNITS["reform-web.service"])
    assert '"--no-control-socket"' in DOCKERFILE


def test_each_waits_a_little_longer_than_the_one_behind_it():
    command = started(UNITS["reform-web.service"])
    graceful = int(command[command.index("--graceful-timeout") + 1])
    stop = seconds(value(UNITS["reform-web.service"], "TimeoutStopSec"))
    (proxy,) = re.findall(r"proxy_read_timeout (\d+)s;", SITE)

    assert graceful < stop < int(proxy)
    for name in ("reform-worker.service", "reform-beat.service"):
        assert seconds(value(UNITS[name], "TimeoutStopSec")) > settings.CELERY_TASK_TIME_LIMIT
        assert value(UNITS[name], "KillMode") == "mixed"


@pytest.mark.parametrize("name", [*SERVICES, "reform-backup.service"])
def test_every_unit_has_a_limit_of_memory_and_says_why(name):
    assert re.search(r"^# .*\n(?:#.*\n)*(?:MemoryHigh=.*\n)?MemoryMax=", UNITS[name], flags=re.MULTILINE)


def test_services_are_locked_in():
    wanted = {
        "User": "reform",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "PrivateTmp": "yes",
        "CapabilityBoundingSet": "",
        "EnvironmentFile": "/etc/reform/reform.env",
        "ReadWritePaths": "/var/lib/reform",
    }

    assert {name: value(HARDENING, name) for name in wanted} == wanted
    assert "Requires=redis" not in "".join([HARDENING, *UNITS.values()])


def test_what_is_set_is_a_setting():
    units = re.findall(r"^Environment=(.*)$", "\n".join([HARDENING, *UNITS.values()]), flags=re.MULTILINE)
    in_units = {pair.partition("=")[0] for line in units for pair in line.split()}
    written = INSTALLER[INSTALLER.index("<<END") : INSTALLER.index("\nEND\n")]
    in_file = set(re.findall(r"^([A-Z_]+)=", written, flags=re.MULTILINE))
    in_image = set(re.findall(r"\b([A-Z_]+)=", DOCKERFILE[DOCKERFILE.index("AS program") :])) - {"EXTRA"}
    in_compose = set(re.findall(r"^    ([A-Z_]+): ", COMPOSE, flags=re.MULTILINE))
    asked_for = set(re.findall(r"\(setting ([A-Z_]+)", INSTALLER))

    assert {"ENVIRONMENT", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL"} <= in_file
    assert in_units | in_file | in_image | in_compose | asked_for <= known() | OTHERS


def test_the_installer_gives_every_value_of_the_site_and_so_does_the_image():
    named = set(re.findall(r"\$\{(REFORM_[A-Z0-9]+)\}", SITE))

    assert set(re.findall(r"\\\$\{(REFORM_[A-Z0-9]+)\}", INSTALLER)) == named
    assert set(re.findall(r"\b(REFORM_[A-Z0-9]+)=", DOCKERFILE)) == named


def test_the_backup_of_a_container_can_read_its_server():
    """pg_dump refuses a server that is newer than itself."""
    (server,) = re.findall(r"image: postgres:(\d+)", COMPOSE)

    assert f"postgresql-client-{server} " in DOCKERFILE


def test_no_secret_lies_in_the_files():
    everything = "\n".join([*UNITS.values(), HARDENING, INSTALLER, DOCKERFILE, COMPOSE, SITE])

    assert re.findall(r"(?:PASSWORD|SECRET_KEY|MARKER)=(?!\$\(secret)\S+", everything) == []
    assert re.findall(r"://\w+:\w+@", everything) == []
    for name in (".env", "*.env", "secrets", ".git", "var"):
        assert name in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


# Addresses that are keys by themselves, with what stands for the key.
KEYS = {
    reverse("account_reset_password_from_key", args=["1a", "S3cret"]),
    reverse("invitation_accept", args=["S3cret"]),
    reverse("calendar_feed", args=["S3cret"]),
}


def test_every_address_that_is_a_key_is_masked():
    """An address with a part named token or key is one; a new one has to be masked too."""
    lines = SITE[SITE.index("map $uri $reform_logged") :]
    masks = [re.compile(mask) for mask in re.findall(r"^ +~(\S+) ", lines[: lines.index("}")], flags=re.MULTILINE)]
    quiet = re.compile(re.search(r"location ~ (\S+) {\n +error_log /dev/null", SITE)[1])
    sources = [ROOT / "reform" / "urls.py", *(ROOT / "tasks_app").rglob("urls.py")]
    parts = re.findall(r"<(?:\w+:)?(?:token|key)>", "".join(path.read_text(encoding="utf-8") for path in sources))

    assert len(parts) == len(KEYS)
    for address in KEYS:
        assert resolve(address)
        assert any(mask.search(address) for mask in masks), address
        assert quiet.search(address), address
    assert not any(mask.search("/overview/") or mask.search("/feeds/") for mask in masks)


def test_nothing_of_a_request_that_may_be_secret_is_logged():
    (line,) = re.findall(r"log_format reform (.*?);", SITE, flags=re.DOTALL)

    assert not {"$request ", "$request_uri", "$args", "$query_string", "$http_referer", "$http_cookie"} & set(
        re.findall(r"\$\w+ ?", line)
    )


def test_what_proxies_say_is_set_by_us():
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in SITE
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in SITE
    assert "$proxy_add_x_forwarded_for" not in SITE
    assert "proxy_set_header X-Request-ID $request_id;" in SITE


def test_figures_are_for_the_machine_alone():
    (its,) = re.findall(r"location ~ \^/\(healthz\|readyz\|metrics\)\$ \{(.*?)\}", SITE, flags=re.DOTALL)

    assert its.split(";")[:3] == ["\n        allow 127.0.0.1", "\n        allow ::1", "\n        deny all"]


@pytest.mark.parametrize("name", ["install.sh", "reform-manage"])
def test_scripts_can_be_read_by_their_shell(name):
    path = PRODUCTION / name

    assert subprocess.run(["bash", "-n", path], capture_output=True, check=False).returncode == 0
    assert path.stat().st_mode & 0o111


def test_the_installer_needs_no_systemd_where_nothing_is_started():
    """``--no-start`` lays out a root of a machine that is still to be made, where there may be no systemctl yet."""
    body = re.search(r"^install_units\(\) \{\n(.*?)^\}", INSTALLER, flags=re.MULTILINE | re.DOTALL)[1]

    for line in map(str.strip, body.splitlines()):
        if not ("systemctl --quiet" in line or "systemctl daemon" in line):
            continue
        assert line.startswith('if [ "$starts" = yes ]') or "if command -v systemctl" in body.partition(line)[0]


def test_the_installer_says_everything_in_both_languages():
    """Each message is two texts: Vietnamese, English."""
    calls = re.findall(r"\b(?:say|die) ((?:\"[^\"]*\"(?: \\\n +| )?)+)", INSTALLER)

    assert len(calls) > 20
    assert [call for call in calls if call.count('"') != 4] == ['"$@" ']  # die says what it is given
