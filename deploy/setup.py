"""From installed packages to a site that can start. Every step does nothing where nothing has to be done.

Progress goes to standard error. Standard output carries only what the demonstration has to say, its accounts.
"""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from deploy import fonts, messages

# Of Bootstrap the pages use two files; what is left out here need not be hashed and compressed.
UNUSED_STATIC_FILES = ["*.rtl.*", "bootstrap-*.css*", "bootstrap.esm*", "bootstrap.js*", "bootstrap.css*"]


def prepare():
    fonts.build(settings.ASSETS_DIR / "fonts")
    messages.compile_catalogue()
    django.setup()
    collect_static()
    tell("database")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not settings.PRODUCTION:
        call_command("prepare_demonstration")


def collect_static():
    stamp = settings.VAR_DIR / "static.stamp"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state and (settings.STATIC_ROOT / "staticfiles.json").exists():
        return
    tell("static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED_STATIC_FILES)
    stamp.write_text(state)


def static_state():
    """A digest that changes with any of the sources, the packages' by their locked versions."""
    files = [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "reform" / "settings.py"]
    for folder in (settings.BASE_DIR / "static", settings.ASSETS_DIR):
        files += sorted(path for path in folder.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path}:{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def tell(step):
    print(f"Set-up: {step} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    prepare()
