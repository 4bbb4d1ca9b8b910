"""The product's settings, with keys and data of their own and a quick password hash."""

import os
import tempfile

_home = tempfile.mkdtemp(prefix="lienthehe-tests-")
os.environ.setdefault("LIENTHEHE_DATA", f"{_home}/data")
os.environ.setdefault("LIENTHEHE_KEYS", f"{_home}/keys")

from lienthehe.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite"):  # noqa: F405
    # In a file, as in use: several processes and threads meet its one write lock.
    DATABASES["default"]["TEST"] = {"NAME": f"{_home}/tests.sqlite3"}  # noqa: F405
