"""In whatever order loans are lent, repaid, extended, written off and undone: the books hold, and no past day changes."""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger.machine import LONG
from tests.loans.machine import LendingMachine
from tests.loans.modelled import lending_books


@pytest.mark.slow
@pytest.mark.django_db
def test_the_books_hold_in_whatever_order_loans_move():
    class Machine(LendingMachine):
        clubs = (lending_books(one_tin=False), lending_books(one_tin=True))

    run_state_machine_as_test(Machine, settings=LONG)
