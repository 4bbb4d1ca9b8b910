"""The triggers of the books, lifted as somebody with the database's password could lift them."""

from django.db import connection

from lienthehe.ledger.models.triggers import install_triggers, remove_triggers


class _Editor:
    """What the migrations' functions need of a schema editor, inside a test's transaction too."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def lift_triggers() -> None:
    """Take every trigger off the books."""
    if connection.vendor == "postgresql":
        _Editor().execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # no table is altered while keys wait to be checked
    remove_triggers(None, _Editor())


def put_triggers_back() -> None:
    """Install every trigger of the books again."""
    install_triggers(None, _Editor())
