"""All settings, from the environment. What production lacks, it says at start, by name.

A checkout without DATABASE_URL is a workshop: it imports without secrets, and the database is the
one of a running `make demo` or none. With DATABASE_URL every secret must be given.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from config.env import database_from_url, read_environment
from config.logs import is_news

BASE_DIR = Path(__file__).resolve().parent.parent
# State of the demo; tests of the demo move it away.
VAR_DIR = Path(os.environ.get("BAYWISE_VAR") or BASE_DIR / "var")
env = read_environment(VAR_DIR)

DATABASE_URL = env.text("DATABASE_URL")
REDIS_URL = env.text("REDIS_URL")
DEBUG = env.switch("DEBUG")
IS_WORKSHOP = env.switch("DEMO") or DEBUG or not DATABASE_URL

if IS_WORKSHOP:
    SECRET_KEY = env.text("SECRET_KEY", secrets.token_urlsafe(50))
    SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
else:
    SECRET_KEY = env.required("SECRET_KEY", "a long random text, the same for web and workers")
    SITE_URL = env.required("SITE_URL", "the public address, https://booking.clinic.example")
    REDIS_URL = env.required("REDIS_URL", "redis://host:port/0, for Celery and rate limits")

SITE_URL = SITE_URL.rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", urlsplit(SITE_URL).hostname or "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", SITE_URL)
# How many reverse proxies of our own stand in front; their X-Forwarded-For entries are believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "people",
    "procedures",
    "clinics",
    "scheduling",
    "intake",
    "notifications",
    "web",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A board of 204 kB travels as 9.7 kB. BREACH: docs/decisions/compression.md
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web"],  # a page's template lies beside its view
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": (
        database_from_url(DATABASE_URL) if DATABASE_URL else {"ENGINE": "config.no_database"}
    )
}
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "baywise",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CELERY_BROKER_URL = REDIS_URL  # everything else about Celery: config/celery.py

# --- Words and hours ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# A third language: its code here, its words in */locale/ and in the catalogue's file.
_NAMES = {"en": _("English"), "uk": _("Ukrainian")}
LANGUAGES = [
    (code, _NAMES[code] if code in _NAMES else LANG_INFO[code]["name"])
    for code in env.words("LANGUAGES", "en,uk")
]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"  # pages show the clinic's own zone; the server has none

# --- Signing in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "config.authentication.LockoutBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/staff/"
LOGIN_REDIRECT_URL = "/staff/"  # which sends everybody on by role
LOGOUT_REDIRECT_URL = "/staff/"
ACCOUNT_ADAPTER = "config.authentication.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# django-axes counts failures per person and address; allauth would lock a name out everywhere.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Baywise"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by a manager, not by a stranger
# One person from one address: neither a shared clinic address nor a known name locks out others.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "config.authentication.lockout_username"
AXES_CLIENT_IP_CALLABLE = "config.authentication.client_address"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

# --- Browser ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would make browsers send Origin: null
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, over http
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# --- API ----------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["web.api.authentication.BearerAuthentication"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "web.errors.problem_exception_handler",
    "DEFAULT_THROTTLE_RATES": {
        "search": env.text("API_SEARCH_RATE", "600/min"),
        "booking": env.text("API_BOOKING_RATE", "120/min"),
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "UNAUTHENTICATED_USER": None,
}
# The same for the patient's forms: one address may be a whole waiting room.
PATIENT_RATES = {
    "form": env.text("PATIENT_FORM_RATE", "240/min"),
    "code": env.text("PATIENT_CODE_RATE", "120/hour"),
    "guess": env.text("PATIENT_GUESS_RATE", "60/hour"),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Baywise",
    "DESCRIPTION": "Find, hold and book a visit; every error is a problem document (RFC 9457).",
    "VERSION": "1.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ResourceKindEnum": "clinics.core.resource_kind.Kind",
        "PhaseKindEnum": "scheduling.core.demand.Phase",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Messages -----------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.switch("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
EMAIL_FROM = env.text("EMAIL_FROM", "clinic@baywise.example")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
# Texts leave by SMTP to <digits>@<this domain>; empty: the clinic sends none.
SMS_GATEWAY_DOMAIN = env.text("SMS_GATEWAY_DOMAIN")
# Which way texts leave: sms_mail.SmsMail, sms_http.SmsHttp, or a class of your own.
SMS_TRANSPORT = env.text("SMS_TRANSPORT", "notifications.transports.sms_mail.SmsMail")
SMS_HTTP_URL = env.text("SMS_HTTP_URL")
SMS_HTTP_TOKEN = env.text("SMS_HTTP_TOKEN")
SMS_HTTP_BODY = env.text("SMS_HTTP_BODY", '{"to": "$phone", "text": "$text", "from": "$sender"}')
SMS_HTTP_KEEPS_KEYS = env.switch("SMS_HTTP_KEEPS_KEYS")  # a repeated Idempotency-Key sends nothing
SMS_HTTP_TIMEOUTS = (5, 10)  # seconds to connect, to answer

# --- Logs: ids only -----------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "masked": {
            "()": "config.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": is_news}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "masked",
            "filters": ["news"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
