"""Django's SQLite, told how many values one statement may really hold.

Django still counts with the 999 of SQLite before 3.32, so a meeting's rows go in in several statements; Debian 12 and
Ubuntu 22.04 come with later ones.
"""

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    max_query_params = 32_766
    """What SQLite allows by default since 3.32 (https://sqlite.org/limits.html)."""


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
