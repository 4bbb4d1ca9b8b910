"""In whatever order the commands come: the books balance, no box is below zero on any date, every source adds up, what
is sent again changes nothing, and the chain rebuilt is the stored one."""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger.machine import LONG, LedgerMachine
from tests.ledger.modelled import begun_books


@pytest.mark.slow
@pytest.mark.django_db
def test_the_books_hold_in_whatever_order_the_commands_come():
    class Machine(LedgerMachine):
        clubs = (begun_books(one_tin=False), begun_books(one_tin=True))

    run_state_machine_as_test(Machine, settings=LONG)
