"""How Kith is set up. Everything that differs between places comes from the environment (docs/how-to/run-it.md)."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def database(url: str) -> dict[str, Any]:
    """Django's settings for one postgresql:// address; `host` in the query names a socket folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"connect_timeout": 3, "prepare_threshold": 2, **query},
    }


ROLE = os.environ.get("KITH_ROLE", "app")
ADDRESSES = {
    role: os.environ.get(f"KITH_{role.upper()}_URL", "")
    for role in ("owner", "app", "worker", "sealer", "report", "backup")
}
PASSWORDS = {role: database(address)["PASSWORD"] for role, address in ADDRESSES.items()}
DATABASES = {"default": database(ADDRESSES.get(ROLE) or "postgresql:///kith")}
if ROLE == "worker" and not os.environ.get("KITH_TEST"):
    # A thread of the worker keeps its connection for a while; a dead one is found before the next job begins.
    DATABASES["default"] |= {"CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}
if ROLE == "app" and not os.environ.get("KITH_TEST"):
    # A page waits seconds, not half a minute, for a database that is away.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}

SECRET_KEY = os.environ.get("KITH_SECRET_KEY", "")
MATCH_KEY = os.environ.get("KITH_MATCH_KEY", "")
SEAL_KEY = os.environ.get("KITH_SEAL_KEY", "")
DEMO = os.environ.get("KITH_DEMO") == "1"
DEBUG = False
TESTING = os.environ.get("KITH_TEST") == "1"

ORIGIN = os.environ.get("KITH_ORIGIN", "http://localhost:8000")
IS_HTTPS = ORIGIN.startswith("https://")
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "kith.core",
    "kith.sharing",
    "kith.record",
    "kith.intake",
    "kith.people",
    "kith.notify",
    "kith.plans",
    "kith.protection",
    "kith.frontdoor",
    "kith.assurance",
    "kith.retention",
    "kith.web",
    "kith.county",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kith.web.middleware.length_required",
    "kith.web.middleware.in_turn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kith.web.middleware.second_factor",
    "kith.web.middleware.one_transaction",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "kith/web/components", ROOT / "kith/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kith.web.page.every_page",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "kith/web/static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Sign-in
AUTH_USER_MODEL = "sharing.Worker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kith.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Nothing is sent to an address that no account has: anybody can type one.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "kith.web.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs themselves up: whoever sets up a factor was sent the link of their first sign-in to this address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "Kith"
# The code before and after the present one: people read, type and have clocks that are not quite right (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "kith.web.accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
# An agency's identity provider (OpenID Connect). OIDC_FACTOR is what its `amr` must hold (RFC 8176).
OIDC_FACTOR = os.environ.get("KITH_OIDC_FACTOR", "mfa")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if os.environ.get("KITH_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "agency",
            "name": os.environ.get("KITH_OIDC_NAME", "your organisation’s account"),
            "client_id": os.environ.get("KITH_OIDC_CLIENT", ""),
            "secret": os.environ.get("KITH_OIDC_SECRET", ""),
            "settings": {"server_url": os.environ["KITH_OIDC_SERVER"]},
        }
    )

# Limits go by the visitor's address, which the servers in front add to X-Forwarded-For: each adds one.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KITH_PROXIES", "1" if IS_HTTPS else "0"))
SESSION_ENGINE = "kith.sharing.sessions"
SESSION_COOKIE_NAME = "kith_session"
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kith.web.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sharing_limits"}}

# The browser is told to load nothing from elsewhere and to keep nothing.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
    }
}
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# What is attached is never laid down as a file on the way.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
# A scanner that speaks clamd’s INSTREAM: unix:/path/to/socket or tcp://host:port. Without it files are not scanned, and say so.
SCANNER = os.environ.get("KITH_SCANNER", "")

DATA = Path(os.environ.get("KITH_DATA", "/tmp"))

# What signs the audit's heads stands outside the database; it is made where there is none.
AUDIT_KEY = Path(os.environ.get("KITH_AUDIT_KEY") or DATA / "audit.key")

# A partnership's own lists lie over those that come with Kith: LOCAL/partnership/clocks.toml.
LOCAL = Path(os.environ.get("KITH_LOCAL", DATA / "local"))

# Mail: the catcher keeps it in the data folder until a real server is named.
EMAIL_HOST = os.environ.get("KITH_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("KITH_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("KITH_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KITH_SMTP_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("KITH_MAIL_FROM", "kith@localhost")

# A log line holds ids and counts. Names, addresses and reasons are never given to a logger.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "project.log.WithoutWords",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kith": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["auth.E003", "auth.W004"]
