import base64

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthehe.access.models import SealBroken, SealedJSONField

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


class Note(models.Model):
    """Only in this test: two sealed columns."""

    pressure = SealedJSONField(null=True)
    weight = SealedJSONField(null=True)

    class Meta:
        app_label = "sealed_test"


@pytest.fixture
def notes(db):
    with connection.cursor() as cursor:  # not by the schema editor: SQLite lets it into no transaction
        binary = connection.data_types["BinaryField"]
        serial = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
        cursor.execute(
            f"CREATE TEMPORARY TABLE sealed_test_note (id {serial}, pressure {binary}, weight {binary})"
        )
    return Note._default_manager


def raw(column="pressure"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sealed_test_note ORDER BY id")
        return [None if value is None else bytes(value) for (value,) in cursor.fetchall()]


@given(JSON)
@settings(max_examples=200)
def test_every_value_comes_back_as_it_was(value):
    field = Note._meta.get_field("pressure")
    assert field.from_db_value(field.get_prep_value(value)) == value


@pytest.mark.parametrize("value", [0, "", False, [], {}, None, {"tâm thu": 142, "tâm trương": 91}])
def test_every_value_comes_back_from_the_database(notes, value):
    notes.create(pressure=value, weight=None)
    notes.bulk_create([Note(pressure=value)])
    notes.update(weight=value)
    assert [(note.pressure, note.weight) for note in notes.all()] == [(value, value)] * 2
    assert notes.values_list("pressure", flat=True)[0] == value


def test_many_values_are_written_anew_in_one_statement(notes):
    made = notes.bulk_create([Note(pressure=142), Note(pressure=118)])
    for note in made:
        note.pressure += 1
    notes.bulk_update(made, ["pressure"])
    assert list(notes.order_by("id").values_list("pressure", flat=True)) == [143, 119]


def test_none_is_null_and_nothing_else_is(notes):
    notes.create(pressure=None)
    notes.create(pressure=0)
    notes.create(pressure="")
    assert [value is None for value in raw()] == [True, False, False]
    assert notes.filter(pressure__isnull=True).count() == 1


def test_the_column_shows_no_plain_text_and_not_that_two_values_are_equal(notes):
    notes.create(pressure={"systolic": 142, "name": "Đào"})
    notes.create(pressure={"systolic": 142, "name": "Đào"})
    first, second = raw()
    assert first[:1] == b"\x01"
    assert first != second
    assert not any(plain in first for plain in (b"142", b"systolic", "Đào".encode()))


def test_another_key_opens_nothing_and_says_so(notes, settings):
    notes.create(pressure=142)
    settings.FIELD_KEY = base64.urlsafe_b64encode(bytes(32)).decode()
    with pytest.raises(SealBroken, match="key"):
        notes.get()


def test_a_key_that_is_none_says_so(notes, settings):
    settings.FIELD_KEY = "too short"
    with pytest.raises(SealBroken, match="FIELD_KEY"):
        notes.create(pressure=142)


def test_a_value_moved_to_another_column_does_not_open(notes):
    notes.create(pressure=142, weight=52)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_test_note SET weight = pressure")
    with pytest.raises(SealBroken, match=r"sealed_test_note\.weight"):
        notes.get()


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_value_that_was_changed_does_not_open(place):
    field = Note._meta.get_field("pressure")
    sealed = bytearray(field.get_prep_value({"systolic": 142}) or b"")
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        field.from_db_value(bytes(sealed))


def test_what_is_sealed_cannot_be_searched(notes):
    with pytest.raises(FieldError):
        notes.filter(pressure=142)
