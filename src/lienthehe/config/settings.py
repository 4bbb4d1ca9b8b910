"""Settings, from the environment. Every name begins with LIENTHEHE_ but DATABASE_URL.

LIENTHEHE_DATA        folder of the SQLite database; default ~/.local/share/lienthehe
LIENTHEHE_KEYS        folder of the server's keys; default ~/.config/lienthehe/keys
DATABASE_URL          postgres://user:password@host:port/name instead of SQLite
LIENTHEHE_PRODUCTION  true: cookies only over HTTPS, keys must be there, hosts must be named
LIENTHEHE_HOSTS       host names served, with commas; needed in production
LIENTHEHE_PROXIES     how many reverse proxies stand before the server and write X-Forwarded-For; default 0
"""

from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF

from lienthehe.config.keys import read_keys

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("LIENTHEHE_DATA", default="~/.local/share/lienthehe")).expanduser()
KEYS = Path(env.str("LIENTHEHE_KEYS", default="~/.config/lienthehe/keys")).expanduser()
PRODUCTION = env.bool("LIENTHEHE_PRODUCTION", default=False)
PROXIES = env.int("LIENTHEHE_PROXIES", default=0)
DEBUG = False

SQLITE_FILE = DATA / "lienthehe.sqlite3"
DATABASE_URL = env.str("DATABASE_URL", default="")

_keys = read_keys(KEYS, first_start=not PRODUCTION and (bool(DATABASE_URL) or not SQLITE_FILE.exists()))
SECRET_KEY = _keys["django"]
PIN_KEY = _keys["pin"]
FIELD_KEY = _keys["fields"]

ALLOWED_HOSTS = env.list("LIENTHEHE_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "lienthehe.access",
    "lienthehe.places",
    "lienthehe.clubs",
    "lienthehe.ledger",
    "lienthehe.loans",
    "lienthehe.care",
    "lienthehe.lifecycle",
    "lienthehe.meetings",
    "lienthehe.reports",
    "lienthehe.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lienthehe.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lienthehe.web.middleware.SignedInOnly",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lienthehe.config.urls"
WSGI_APPLICATION = "lienthehe.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lienthehe.web.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lienthehe.web.templatetags.lienthehe",
            ],
        },
    },
]

if DATABASE_URL:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "lienthehe.config.sqlite",
            "NAME": SQLITE_FILE,
            "OPTIONS": {
                # IMMEDIATE: a transaction takes the write lock at its start and waits for it, instead of
                # failing at its first write. WAL: readers go on. FULL: an acknowledged voucher outlives a
                # power cut. recursive_triggers: INSERT OR REPLACE meets the triggers of the books too.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
            },
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "lienthehe.config.authentication.OfficerBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "lienthehe.web.access.sign_in.locked_out"
AXES_USERNAME_CALLABLE = "lienthehe.access.queries.sign_in_name_tried"
AXES_CLIENT_IP_CALLABLE = "lienthehe.config.authentication.client_address"
AXES_VERBOSE = False

CLUB_SESSION_SECONDS = 90 * 24 * 3600
OVERSIGHT_SESSION_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = OVERSIGHT_SESSION_SECONDS
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # no session write a request
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a supervisor on the same machine asks without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lienthehe.web.errors.form_too_old"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon-ngu"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["lienthehe.config.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
GATHERED = PACKAGE / "staticfiles"  # in the wheel: named by content, compressed
BUILT = (GATHERED / "staticfiles.json").exists()
STATIC_ROOT = GATHERED if BUILT else None
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if BUILT
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not BUILT
WHITENOISE_AUTOREFRESH = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
