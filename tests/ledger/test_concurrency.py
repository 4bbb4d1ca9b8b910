"""Many processes write one club's books: no gap in the numbers, no error, no lost write."""

from uuid import UUID, uuid5

import pytest

from lienthehe.ledger.queries.verification import verify_club
from tests.given.books import ACTIVITY, INCOME, Books, some_books
from tests.given.processes import ended_well, start
from tests.given.receipts import a_receipt, fee, hand_in

PROCESSES, RECEIPTS = 8, 12

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def voucher_id(books: Books, process: int, place: int) -> UUID:
    return uuid5(books.club_id, f"{process}:{place}")


def write_receipts(books: Books, process: int) -> None:
    for place in range(RECEIPTS):
        account = fee(INCOME if place % 2 else ACTIVITY)
        hand_in(
            books, a_receipt(account, 1_000 * (process + 1), voucher_id=voucher_id(books, process, place))
        )


def test_eight_processes_record_vouchers_for_one_club():
    books = some_books(people=0)
    children = [start(lambda process=process: write_receipts(books, process)) for process in range(PROCESSES)]
    assert ended_well(children)

    everybody = [(process, place) for process in range(PROCESSES) for place in range(RECEIPTS)]
    written = [books.voucher(voucher_id(books, *one)) for one in everybody]
    for fund in (INCOME, ACTIVITY):
        numbers = sorted(int(view.number[3:]) for view in written if view.draft.fund is fund)
        assert numbers == list(range(1, PROCESSES * RECEIPTS // 2 + 1))
    assert books.box(INCOME) + books.box(ACTIVITY) == sum(
        RECEIPTS * 1_000 * (p + 1) for p in range(PROCESSES)
    )
    assert verify_club(books.club_id).findings == ()
