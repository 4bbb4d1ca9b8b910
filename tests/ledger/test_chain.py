"""The chain: one canonical form, one hash after the other, a short code for paper."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.queries.chain import chained_entries, current_code
from lienthehe.ledger.queries.verification import printed_until
from lienthehe.ledger.rules.chain import Digests, book_code, digest, genesis, same_code, wording_digest
from tests.given.books import LAST_YEAR, close, some_books
from tests.given.counts import a_count, count
from tests.given.payments import pay
from tests.given.receipts import receive

plain = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4), max_leaves=10
)


@given(st.lists(plain), st.lists(plain))
def test_two_different_contents_have_two_digests(first, second):
    assert (digest(first) == digest(second)) == (first == second)


def test_a_content_has_one_digest_however_it_is_typed():
    club = UUID(int=5)
    here = datetime(2026, 1, 20, 8, tzinfo=timezone(timedelta(hours=7)))
    assert digest([here]) == digest([here.astimezone(UTC)])
    assert digest([Fund.INCOME]) == digest(["income"])
    assert digest([club, date(2026, 1, 2), b"\x01"]) == digest([club.hex, "2026-01-02", "01"])
    assert digest([(1, 2)]) == digest([[1, 2]])
    assert digest(["a", "b"]) != digest(["ab"])
    assert digest(["1"]) != digest([1])


def test_what_has_no_canonical_form_is_no_content():
    for strange in (1.5, Decimal(1), {"a": 1}):
        with pytest.raises(TypeError):
            digest([strange])


def test_the_form_of_the_chain_is_held_for_ever():
    """Printed books depend on it: a change of the form is a new version beside this one."""
    assert genesis(UUID(int=1)).hex()[:16] == "0e7b844ee46899e4"
    assert digest(["voucher", UUID(int=1), 5, None, date(2026, 1, 2)]).hex()[:16] == "34af1cc89dd9090f"
    assert wording_digest(b"salt", ("Thu", "Bà Thử", "")).hex()[:16] == "5217cb4ef00c875a"
    assert Digests(b"a", b"b", b"c").after(b"p").hex()[:16] == "df9f185bf9cddee6"
    assert book_code(b"last") == "MXVM 5IZR"


def test_the_same_words_with_another_salt_have_another_digest():
    assert wording_digest(b"1", ("a",)) != wording_digest(b"2", ("a",))


def test_a_code_is_compared_as_people_type_it():
    code = book_code(b"last")
    assert re.fullmatch(r"[A-Z2-7]{4} [A-Z2-7]{4}", code)
    assert same_code(code.lower().replace(" ", "-"), code)
    assert not same_code(code[:-1], code)
    assert not same_code("", code)


@pytest.mark.django_db
class TestBooks:
    def test_vouchers_counts_and_closings_are_one_chain_in_the_order_of_writing(self):
        books = some_books(people=0)
        assert current_code(books.club_id) == ""
        receive(books, 50_000, on=LAST_YEAR)
        count(books, a_count(48_000, on=LAST_YEAR))
        close(books, "2025-12")
        pay(books, 1_000)
        entries = list(chained_entries(books.club_id))
        assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]
        last = genesis(books.club_id)
        for entry in entries:
            assert entry.stored == entry.computed
            last = entry.computed.after(last)
            assert entry.hash == last
        assert current_code(books.club_id) == book_code(last)

    def test_a_printed_book_is_found_at_the_entry_at_which_it_was_printed(self):
        books = some_books(people=0)
        receive(books, 50_000)
        printed = current_code(books.club_id)
        pay(books, 1_000)
        point = printed_until(books.club_id, printed.lower())
        assert (point.sequence, point.entry.values["number"]) == (1, "PT 0001/2026")
        assert printed_until(books.club_id, current_code(books.club_id)).sequence == 2
        assert printed_until(books.club_id, "AAAA AAAA") is None
        assert printed_until(some_books(people=0).club_id, printed) is None
