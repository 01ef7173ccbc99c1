"""Wiring only. What varies between machines is an environment variable, read by `env`."""

import os
import secrets
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"BANLANH_{name}", default)


def kept_secret(name: str) -> str:
    """The secret of this machine, made at first use and readable by its owner alone."""
    path = DATA_DIR / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def release_of(folder: Path) -> str:
    """A short name for what the rooms in `folder` serve: a changed file is a new release, so files cache for ever."""
    digest = blake2b(digest_size=5)
    for path in sorted(folder.glob("*/static/**/*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


KEPT_AFTER = 2  # askings


def database(variable: str, name: str) -> dict:
    """The database whose address `variable` holds; without one, a file in the data folder."""
    address = env(variable, f"sqlite:///{DATA_DIR / name}.sqlite3")
    found = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    found["TEST"] = {"DEPENDENCIES": []}  # none is made from another
    if found["ENGINE"].endswith("postgresql"):
        # A connection has the server keep the plans of what it asks often (docs/adr/0034).
        kept = {"server_side_binding": True, "prepare_threshold": KEPT_AFTER}
        found["OPTIONS"] = found.get("OPTIONS", {}) | kept
    if found["ENGINE"].endswith("sqlite3"):
        found["ENGINE"] = "banlanh.core.sqlite"  # Django's own, whose writers wait in short naps (docs/adr/0035)
        found["TEST"]["NAME"] = ":memory:"  # else test tools know that by the name of the engine
        # IMMEDIATE: a transaction that reads and then writes must not find the lock taken in between.
        # FULL: what was acknowledged survives a power cut.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        }
    return found


DATA_DIR = Path(env("DATA_DIR", "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
HTTPS = env("HTTPS") == "1"

SECRET_KEY = env("SECRET_KEY") or kept_secret("secret")
AUDIT_KEY = env("AUDIT_KEY") or kept_secret("audit")
FACTOR_KEY = env("FACTOR_KEY") or kept_secret("second-factor")
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in env("HOSTS", "127.0.0.1,localhost,[::1]").split(",")]

PUBLIC_HOST = env("PUBLIC_HOST")  # where everybody reads what the commune released; empty: nowhere
if PUBLIC_HOST:
    ALLOWED_HOSTS.append(PUBLIC_HOST)

INSTALLED_APPS = [
    "banlanh.core",
    "banlanh.audit",
    "banlanh.sealing",
    "banlanh.disclosure",
    "banlanh.places",
    "banlanh.accounts",
    "banlanh.sync",
    "banlanh.records",
    "banlanh.registers",
    "banlanh.documents",
    "banlanh.plans",
    "banlanh.committee",
    "banlanh.outreach",
    "banlanh.pledges",
    "banlanh.situation",
    "banlanh.hotline",
    "banlanh.livelihoods",
    "banlanh.care",
    "banlanh.indicators",
    "banlanh.checks",
    "banlanh.criteria",
    "banlanh.ratings",
    "banlanh.reports",
    "banlanh.papers",
    "banlanh.publicity",
    "banlanh.home",
    "banlanh.reminders",
    "banlanh.phone",
    "banlanh.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "banlanh.core.middleware.headers",
    "banlanh.core.middleware.size",
    "banlanh.core.middleware.in_one_piece",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "banlanh.hotline.middleware.tip_form",  # before GZip: the length of its answers tells nothing
    "django.middleware.gzip.GZipMiddleware",
    "banlanh.publicity.middleware.public_host",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "banlanh.accounts.middleware.PersonMiddleware",
    "banlanh.accounts.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "banlanh.accounts.access.AccessMiddleware",
    "banlanh.accounts.middleware.GuardMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "banlanh.accounts.navigation.navigation",
            ],
        },
    }
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

DATABASES = {
    "default": database("DATABASE_URL", "banlanh"),
    "sealed": database("SEALED_DATABASE_URL", "sealed"),  # people in care, tips, and who looked
    "keys": database("KEYS_DATABASE_URL", "keys"),  # what opens them; backed up apart, and not for long
}
DATABASE_ROUTERS = ["banlanh.core.homes.Router"]
# Beside the data folder, never in it: who copies the data has not copied the key.
SEALED_KEY_FILE = env("SEALED_KEY_FILE", str(DATA_DIR.with_name(f"{DATA_DIR.name}-khoa") / "sealed.key"))
# A recipient's passphrase against a thief of the whole machine: 128 MB and about a second a try (SEC-25).
TIP_KEY_MEMORY, TIP_KEY_ROUNDS = 128 * 1024 * 1024, 4
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

RELEASE = release_of(BASE_DIR / "banlanh")
STATIC_URL = f"/static/{RELEASE}/"
STATIC_ROOT = DATA_DIR / "static" / RELEASE
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "banlanh.core.disk.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # the release is in the address
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

# Days that reports speak of: a month ends on this day (31: the calendar's last), a year as Decision 28/2025 has it.
REPORT_MONTH_ENDS = int(env("REPORT_MONTH_ENDS", "24"))
REPORT_YEAR_ENDS = env("REPORT_YEAR_ENDS", "14/12")
REPORT_READY_ON = int(env("REPORT_READY_ON", "20"))  # of the month: from then on the draft is there

AUTH_USER_MODEL = "accounts.User"
SECOND_FACTOR = env("SECOND_FACTOR")  # "all": asked of everybody at each sign-in; else only where a page is sealed
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:duties"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "banlanh.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-phien" if HTTPS else "phien"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None  # set by the proxy in front
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "banlanh.core.views.csrf_failure"

# Reminders: a mail server as smtp://, smtp+tls:// (STARTTLS) or smtps://USER:PASSWORD@HOST:PORT; without one no mail.
MAIL_SERVER = env("MAIL_SERVER")
mail = urlsplit(MAIL_SERVER)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = mail.hostname or "", mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.scheme == "smtp+tls", mail.scheme == "smtps"
EMAIL_TIMEOUT = 10
ADDRESS = f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}/"
DEFAULT_FROM_EMAIL = env("MAIL_FROM", f"banlanh@{ALLOWED_HOSTS[0]}")
PUSH_CONTACT = f"mailto:{DEFAULT_FROM_EMAIL}"  # whom a push service writes to where something is wrong (RFC 8292)
PUSH_SERVICES = [
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
    *filter(None, env("PUSH_SERVICES").split(",")),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"nobody": {"()": "banlanh.core.logs.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "nobody"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is no event
}
