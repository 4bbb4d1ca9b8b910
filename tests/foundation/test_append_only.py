import sqlite3

import pytest

from lienthehe.foundation.append_only import (
    append_only_sql,
    drop_append_only_sql,
    standing_triggers_sql,
    trigger_names,
)


@pytest.fixture
def book():
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA recursive_triggers=ON")
    connection.execute("CREATE TABLE book (id INTEGER PRIMARY KEY, amount INTEGER)")
    connection.execute("INSERT INTO book VALUES (1, 300)")
    return connection


def install(connection):
    for statement in append_only_sql("book", "sqlite"):
        connection.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE book SET amount = 0",
        "DELETE FROM book",
        "INSERT OR REPLACE INTO book VALUES (1, 0)",
        "REPLACE INTO book VALUES (1, 0)",
        "INSERT INTO book VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET amount = 0",
    ],
)
def test_a_book_is_written_on_and_never_over(book, change):
    install(book)
    with pytest.raises(sqlite3.IntegrityError, match="append only: book"):
        book.execute(change)
    book.execute("INSERT INTO book VALUES (2, 200)")
    assert book.execute("SELECT amount FROM book ORDER BY id").fetchall() == [(300,), (200,)]


def test_installing_again_changes_nothing_and_dropping_twice_neither(book):
    install(book)
    install(book)
    standing = {name for (name,) in book.execute(standing_triggers_sql("sqlite"))}
    assert standing == set(trigger_names("book", "sqlite")) == {"book_no_update", "book_no_delete"}
    for statement in drop_append_only_sql("book", "sqlite") * 2:
        book.execute(statement)
    assert book.execute("UPDATE book SET amount = 0").rowcount == 1


def test_postgresql_refuses_to_empty_a_table_too():
    assert trigger_names("book", "postgresql") == ["book_no_update", "book_no_delete", "book_no_truncate"]


def test_no_statement_needs_its_percent_signs_doubled():
    assert not [s for vendor in ("sqlite", "postgresql") for s in append_only_sql("book", vendor) if "%" in s]


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="mysql"):
        append_only_sql("book", "mysql")
