"""Settings of the test suite: nothing of this machine's installation, only DATABASE_URL to choose the database."""

import os

# A developer's .env or exported variables must not decide what the tests find.
OF_AN_INSTALLATION = (
    *("REDIS_URL", "MAIL_ENABLED", "EMAIL_URL", "SITE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "TLS_PROXY"),
    *("MAIL_MARKER", "MAIL_RESEND_UNKNOWN", "CONSOLE_LANGUAGE", "SESSION_DAYS", "SESSION_IDLE_HOURS"),
    *("LIMIT_FILES", "LIMIT_UPLOADS", "LIMIT_BOARDS", "LIMIT_STRANGERS"),
    *("UPLOAD_FILE_MB", "UPLOAD_REQUEST_MB", "UPLOAD_FILES", "DEADMAN_URL"),
    *("SECOND_FACTOR", "SECOND_FACTOR_OBLIGATORY_FOR", "ADMIN_PATH", "SECRET_KEY_FALLBACKS"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_MATCH"),
    *("LOG_FORMAT", "METRICS_TOKEN", "SENTRY_DSN", "DATABASE_REPLICA_URL", "PGBOUNCER", "PROMETHEUS_MULTIPROC_DIR"),
)
for name in OF_AN_INSTALLATION:
    os.environ.pop(name, None)
# Servers that one worker of pytest has for itself, because its tests kill them.
for name in ("DATABASE_URL", "TEST_REDIS_URL"):
    if its_own := os.environ.get(f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', '')}"):
        os.environ[name] = its_own
os.environ |= {"ENVIRONMENT": "embedded", "ENV_FILE": os.devnull, "DEMO_DAY": ""}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from reform.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # static files straight from the sources
