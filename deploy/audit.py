"""Asks the service of security advisories about every locked package: `python -m deploy.audit`.

Ends with 0 when none is known, or when nothing could be asked, which is said in a line; with 1 when there is an
advisory. Takes a minute at most.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ["requirements.txt", "requirements-dev.txt"]
FIRST = "django"  # every service knows it; one that does not is none, and is not asked about the others
SECONDS = 60


class NotAsked(Exception):
    """Why nothing is known."""


def main():
    end = time.monotonic() + SECONDS
    locked = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in LOCKED)
    try:
        ask(requirement(locked, FIRST), end)
        known, unknown = judged(ask(locked, end))
    except NotAsked as reason:
        print(f"AUDIT SKIPPED: the service of advisories was not reached ({reason}).")
        return
    print(*known, sep="\n", end="\n" if known else "")
    beside = f" Of {unknown} packages the service knows nothing." if unknown else ""
    print(f"AUDIT: {len(known)} advisories are known for the locked packages.{beside}")
    sys.exit(1 if known else 0)


def requirement(locked: str, name: str) -> str:
    """The entry of one package, with its hashes."""
    return re.search(rf"^{name}==.*?(?=^\S)", locked, flags=re.MULTILINE | re.DOTALL)[0]


def ask(requirements: str, end: float) -> list[dict]:
    """What pip-audit says of each package. Raises NotAsked."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(requirements)
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
        command += ["--format", "json", "--timeout", "10", "-r", file.name]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=max(1, end - time.monotonic())
            )
        except subprocess.TimeoutExpired:
            raise NotAsked(f"no answer within {SECONDS} s") from None
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        raise NotAsked(reason_in(done.stderr)) from None
    if not any("vulns" in package for package in packages):
        raise NotAsked(f"what answers knows no {packages[0]['name']}")
    return packages


def judged(packages: list[dict]) -> tuple[list[str], int]:
    """A line for each advisory, and how many packages are not known."""
    known = {
        f"AUDIT: {package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or '–'}"
        for package in packages
        for one in package.get("vulns", [])
    }
    return sorted(known), sum("vulns" not in package for package in packages)


def reason_in(errors: str) -> str:
    """The last line that says something, without the address that was asked."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return re.sub(r"https?://\S+", "the service", lines[-1])[:200] if lines else "it told nothing"


if __name__ == "__main__":
    main()
