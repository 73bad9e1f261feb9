"""One file for every installation; what differs comes from the environment (.env.example lists all of it)."""

import os
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tasks_app.common.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Environment ------------------------------------------------------------------------------------------------------

env = environ.Env()
# What is set in the environment wins over the file.
ENV_FILE = Path(os.environ.get("ENV_FILE") or BASE_DIR / ".env")
env.read_env(ENV_FILE)

ENVIRONMENT = env.str("ENVIRONMENT", "embedded")
if ENVIRONMENT not in ("embedded", "production"):
    raise ImproperlyConfigured(f"ENVIRONMENT is '{ENVIRONMENT}'; it has to be 'embedded' or 'production'.")
PRODUCTION = ENVIRONMENT == "production"


def needed(name, embedded):
    """The variable; where it is missing the embedded value, or, in production, a refusal that names it."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} has to be set when ENVIRONMENT is 'production'.")
    return embedded


# Everything this installation writes, apart from the database of a server: fonts, static files, mail, beat's notes.
VAR_DIR = Path(env.str("VAR_DIR", "") or BASE_DIR / "var").resolve()
PORT = env.int("PORT", 8000)
SITE_URL = needed("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")

# --- Security ---------------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows secrets; it cannot be set when ENVIRONMENT is 'production'.")

SECRET_KEY = needed("SECRET_KEY", "embedded-only-this-key-is-public-and-production-refuses-to-start-without-its-own")
ALLOWED_HOSTS = needed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").replace(" ", "").split(",")
# Earlier keys, newest first, while a new one takes their place: what they signed and encrypted still serves.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "tasks_app.people.views.csrf_failed"

# Cookies know no ports: names of our own keep two programs on one host apart.
SESSION_COOKIE_NAME = "reform_session"
CSRF_COOKIE_NAME = "reform_csrf"
LANGUAGE_COOKIE_NAME = "reform_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
# How long somebody stays signed in: on a device that he calls his own so many days, on any other not longer than these
# hours after his last step.
SESSION_DAYS = env.int("SESSION_DAYS", 14)
SESSION_IDLE_HOURS = env.int("SESSION_IDLE_HOURS", 8)
for name in ("SESSION_DAYS", "SESSION_IDLE_HOURS"):
    if globals()[name] < 1:
        raise ImproperlyConfigured(f"{name} has to be 1 or more.")
SESSION_COOKIE_AGE = (SESSION_DAYS + 1) * 24 * 60 * 60  # a day more, so that the page can say what has ended
SEEN_COOKIE_NAME = "reform_seen"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked by the machine itself, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
# The host's subdomains and the browsers' preload list belong to whoever runs the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page of the product uses any of these, so nothing that got into one may either.
PERMISSIONS_POLICY = {
    *("accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock"),
    *("serial", "usb"),
}

# A proxy in front that ends TLS says so in this header (as a rule X-Forwarded-Proto). It must remove what clients send
# under that name, and add the client's address to X-Forwarded-For, which the throttling of sign-ins then relies on.
TLS_PROXY = env.str("TLS_PROXY", "")
if TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + TLS_PROXY.upper().replace("-", "_"), "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws the marks of its form controls as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# Of what is dear to the machine one person may ask for so many in so many seconds; 0 of them is no limit. Which
# addresses those are stands in tasks_app/site/rules.py. Somebody at work never meets these.
LIMITS = {
    "files": env.str("LIMIT_FILES", "60/600"),
    "uploads": env.str("LIMIT_UPLOADS", "60/600"),
    "boards": env.str("LIMIT_BOARDS", "120/60"),
    "strangers": env.str("LIMIT_STRANGERS", "300/60"),  # of one network address, which a whole office may have
}
for name, said in LIMITS.items():
    number, _slash, seconds = said.partition("/")
    if not (number.isdecimal() and seconds.isdecimal() and 0 < int(seconds) <= 24 * 60 * 60 and int(number) <= 1000):
        raise ImproperlyConfigured(
            f"LIMIT_{name.upper()} is '{said}'; it has to be requests/seconds, as 60/600, with at most 1000 requests."
        )
    LIMITS[name] = (int(number), int(seconds))

# --- Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tasks_app",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "bs_icon_templates",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
]

MIDDLEWARE = [
    "tasks_app.site.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tasks_app.site.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # For weak links. Django pads every answer at random and masks the CSRF token, against guessing by size (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tasks_app.site.middleware.OneStateMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tasks_app.people.middleware.SessionLimitsMiddleware",
    "tasks_app.people.middleware.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tasks_app.people.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tasks_app.site.middleware.LimitsMiddleware",
]

ROOT_URLCONF = "reform.urls"
WSGI_APPLICATION = "reform.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tasks_app.site.context.frame",
            ]
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Databases and cache ----------------------------------------------------------------------------------------------

VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASES = {"default": env.db_url_config(needed("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Tried with four processes that read and then write: Django's defaults fail two times in three, these never.
    # For the same reason there is no ATOMIC_REQUESTS: every page view would wait for the one write lock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Behind a PgBouncer that gives a session to each transaction: a cursor of the server would outlive its own.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("PGBOUNCER", False)

# A copy of the database that follows it, for the boards; everything else goes on asking the primary.
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", "")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = DATABASES["default"] | env.db_url_config(DATABASE_REPLICA_URL)
    if {its["ENGINE"] for its in DATABASES.values()} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL and DATABASE_URL both have to name a PostgreSQL.")
    # It is passed by when it does not answer, so nobody waits for it for long.
    DATABASES["replica"]["OPTIONS"] = DATABASES["replica"].get("OPTIONS", {}) | {"connect_timeout": 2}
    DATABASE_ROUTERS = ["tasks_app.common.replica.ReplicaRouter"]

PGBIN = env.str("PGBIN", "")  # the folder of pg_dump and pg_restore; empty: wherever the path finds them

REDIS_URL = env.str("REDIS_URL", "")
# All processes have to share the cache, or each would count failed sign-ins by itself.
_IN_DATABASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond Django's 300 it drops what was counted
}
CACHES = {"default": _IN_DATABASE}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "tasks_app.common.caching.StandInRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "reform",
        },
        "stand_in": _IN_DATABASE,
    }

# --- People and signing in --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tasks_app.Person"
AUTHENTICATION_BACKENDS = ["tasks_app.people.adapters.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# allauth. Accounts are given out, so the adapter refuses signing up. Of its rate limits, which are on by default, this
# one is said here, because the owner of the account is told of it: for an account so many tries in so many seconds; for
# an address (of IPv6 its network) more, since a whole office may have one.
WRONG_PASSWORDS = (5, 5 * 60)
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"10/m/ip,{WRONG_PASSWORDS[0]}/{WRONG_PASSWORDS[1]}s/key",
    "sign_on": "60/m/ip",  # each return asks the provider
}
ACCOUNT_ADAPTER = "tasks_app.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # the adapter does the work, so that it takes as long, and sends nothing
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"login": "tasks_app.people.forms.SignInForm"}
# Django's own; allauth's writes the address into a table of its own, where it stays when the person gets another one.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None  # the person says at sign-in
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https:") else "http"

# The second factor at sign-in: "off", or "offered" to everybody and, for some roles, obligatory.
SECOND_FACTOR = env.str("SECOND_FACTOR", "") or "offered"
if SECOND_FACTOR not in ("off", "offered"):
    raise ImproperlyConfigured(f"SECOND_FACTOR is '{SECOND_FACTOR}'; it has to be 'off' or 'offered'.")
# Said empty, for nobody. A demonstration's accounts just sign in.
SECOND_FACTOR_OBLIGATORY_FOR = env.list(
    "SECOND_FACTOR_OBLIGATORY_FOR", default=["administrator", "secretariat"] if PRODUCTION else []
)
ROLES = {"member", "leader", "secretariat", "focal_officer", "inspector", "administrator"}
if strange := set(SECOND_FACTOR_OBLIGATORY_FOR) - ROLES:
    raise ImproperlyConfigured(
        f"SECOND_FACTOR_OBLIGATORY_FOR names '{min(strange)}'; the roles are: {', '.join(sorted(ROLES))}."
    )
if SECOND_FACTOR == "off":
    SECOND_FACTOR_OBLIGATORY_FOR = []
MFA_ADAPTER = "tasks_app.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# A code serves half a minute longer on either side: phones' clocks differ, and typing takes its time. That none serves
# twice within that time is seen to by tasks_app.people.forms.
MFA_TOTP_TOLERANCE = 1

# Where the administration lies; as good as any other word, so long as no page begins with it.
ADMIN_PATH = env.str("ADMIN_PATH", "") or "admin"
if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", ADMIN_PATH):
    raise ImproperlyConfigured(f"ADMIN_PATH is '{ADMIN_PATH}'; it has to be one word of letters, digits, - and _.")
# The province's single sign-on, by OpenID Connect; off where nothing of it is set.
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "")  # as people call it
OIDC_MATCH = env.str("OIDC_MATCH", "") or "email"  # the claim that names an account at its first sign-on
_oidc = {
    "OIDC_ISSUER": OIDC_ISSUER,
    "OIDC_CLIENT_ID": OIDC_CLIENT_ID,
    "OIDC_CLIENT_SECRET": OIDC_CLIENT_SECRET,
}
for _name, _value in _oidc.items():
    if any(_oidc.values()) and not _value:
        raise ImproperlyConfigured(f"{_name} has to be set too, or none of {', '.join(_oidc)}.")
if OIDC_ISSUER:
    _issuer = urlsplit(OIDC_ISSUER)
    _here = not PRODUCTION and _issuer.scheme == "http" and _issuer.hostname in ("127.0.0.1", "localhost", "::1")
    if not (_here or _issuer.scheme == "https") or not _issuer.hostname or _issuer.query or _issuer.fragment:
        raise ImproperlyConfigured("OIDC_ISSUER has to be an address that begins with https://, without ? and #.")
    if len(OIDC_ISSUER) > 200:
        raise ImproperlyConfigured("OIDC_ISSUER has more than 200 characters.")
if OIDC_MATCH not in ("email", "preferred_username"):
    raise ImproperlyConfigured(f"OIDC_MATCH is '{OIDC_MATCH}'; it has to be 'email' or 'preferred_username'.")
SOCIALACCOUNT_ADAPTER = "tasks_app.people.adapters.SignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # ours connects; allauth's would take the person's password away
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds without a word from the provider

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each in its own words, whatever the page speaks
CONSOLE_LANGUAGE = env.str("CONSOLE_LANGUAGE", "") or LANGUAGE_CODE  # of what commands and set-up say
if CONSOLE_LANGUAGE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"CONSOLE_LANGUAGE is '{CONSOLE_LANGUAGE}'; it has to be 'vi' or 'en'.")
LOCALE_PATHS = [BASE_DIR / "reform" / "locale"]
FORMAT_MODULE_PATH = "reform.formats"
USE_THOUSAND_SEPARATOR = True
FIRST_DAY_OF_WEEK = 1

USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# The day on which a demonstration's clock starts; none means the real time.
_demo_day = env.str("DEMO_DAY", "" if PRODUCTION else "2024-10-15")
DEMO_DAY = date.fromisoformat(_demo_day) if _demo_day else None

# --- Static files -----------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
# What set-up makes of one version. Apart from VAR_DIR, the next version's does not take away the running one's.
STATIC_DIR = Path(env.str("STATIC_DIR", "") or VAR_DIR).resolve()
STATIC_ROOT = STATIC_DIR / "static"
ASSETS_DIR = STATIC_DIR / "assets"  # the fonts, and the pages' stylesheet and script
ASSETS_DIR.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR, ("guide", BASE_DIR / "docs" / "guide" / "pictures")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "reform.storage.StaticStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff2", "woff", "png", "jpg", "webp", "gz", "br", "map")
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Uploaded files ---------------------------------------------------------------------------------------------------

# Private: no web server may serve this folder. Files are delivered by a page that knows who may see them.
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MEGABYTE = 1 << 20
UPLOAD_FILE_BYTES = env.int("UPLOAD_FILE_MB", 10) * MEGABYTE
UPLOAD_REQUEST_BYTES = env.int("UPLOAD_REQUEST_MB", 20) * MEGABYTE
UPLOAD_FILES = env.int("UPLOAD_FILES", 10)
LIBREOFFICE = env.str("LIBREOFFICE", "")  # the program that makes PDFs of Word documents; empty: none are offered
IMPORT_ROWS_AT_ONCE = env.int("IMPORT_ROWS_AT_ONCE", 200)  # more rows of a file are taken over by a job

FILE_UPLOAD_MAX_MEMORY_SIZE = MEGABYTE // 4  # what is larger goes to the disk while it comes in
FILE_UPLOAD_HANDLERS = [
    "tasks_app.common.uploads.SizeLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Mail -------------------------------------------------------------------------------------------------------------

# Off by default. Where it is on, mail leaves only if the database names this installation by the same word (manage.py
# allow_mail), so that a copy of the data on another machine never writes to real people.
MAIL_ENABLED = env.bool("MAIL_ENABLED", False)
if MAIL_ENABLED:
    for name in ("EMAIL_URL", "DEFAULT_FROM_EMAIL", "MAIL_MARKER"):
        if not env.str(name, ""):
            raise ImproperlyConfigured(f"{name} has to be set when MAIL_ENABLED is on.")
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
MAIL_MARKER = env.str("MAIL_MARKER", "")
MAIL_RESEND_UNKNOWN = env.bool("MAIL_RESEND_UNKNOWN", False)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "") or "reform@localhost"

# --- Jobs (Celery; the timetable is in celery.py) ---------------------------------------------------------------------

CELERY_TIMEZONE = TIME_ZONE
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
# Without Redis beat runs the jobs itself, one after the other: of the brokers without a server each lost messages.
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 10 * 60
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if REDIS_URL:
    # The timeout has to be longer than the longest job; the throttle brings back a killed worker's jobs in time.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "unacked_restore_throttle": 1}

# Somebody outside who raises the alarm when this address is not asked for any more; empty: nobody.
DEADMAN_URL = env.str("DEADMAN_URL", "")
if DEADMAN_URL and not DEADMAN_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("DEADMAN_URL has to begin with https:// or http://.")

# --- Watching ---------------------------------------------------------------------------------------------------------

# Who comes with this key is told the figures of /metrics; empty: nobody is, and there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")

# A service of Sentry's kind to which errors are reported; empty: none, and nothing leaves this machine.
SENTRY_DSN = env.str("SENTRY_DSN", "")
RELEASE = BASE_DIR.name  # install.sh gives each release a folder of its name

# --- Log --------------------------------------------------------------------------------------------------------------

LOG_FORMAT = env.str("LOG_FORMAT", "json" if PRODUCTION else "plain")
if LOG_FORMAT not in ("json", "plain"):
    raise ImproperlyConfigured(f"LOG_FORMAT is '{LOG_FORMAT}'; it has to be 'json' or 'plain'.")
LOGGING = logging_config(LOG_FORMAT, env.str("LOG_LEVEL", "INFO"))
