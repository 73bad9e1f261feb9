"""From installed packages to a site that can start. Every step does nothing where nothing has to be done.

    python -m deploy.setup             all of it
    python -m deploy.setup files       translations, fonts, static files: asks no database, while another version runs
    python -m deploy.setup database    tables and, in a demonstration, its data

Progress goes to standard error. Standard output carries only what the demonstration has to say, its accounts.
"""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from deploy import bundles, fonts, messages
from deploy.words import text as _


def prepare(*, files=True, database=True):
    if files:
        messages.compile_catalogue()
        fonts.build(settings.ASSETS_DIR / "fonts")
        bundles.build(settings.ASSETS_DIR)
    django.setup()
    if files:
        collect_static()
    if database:
        migrate()


def migrate():
    tell(_("Set-up: database ..."))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not settings.PRODUCTION:
        call_command("prepare_demonstration")


def collect_static():
    stamp = settings.STATIC_DIR / "static.stamp"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state and (settings.STATIC_ROOT / "staticfiles.json").exists():
        return
    tell(_("Set-up: static files ..."))
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)


def static_state():
    """A digest that changes with any of the sources, the packages' by their locked versions."""
    files = [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "reform" / "settings.py"]
    for folder in (
        settings.BASE_DIR / "static",
        settings.BASE_DIR / "docs" / "guide" / "pictures",
        settings.ASSETS_DIR,
    ):
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path}:{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def tell(step):
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    parts = sys.argv[1:] or ["files", "database"]
    if set(parts) - {"files", "database"}:
        sys.exit(__doc__)
    prepare(**{part: part in parts for part in ("files", "database")})
