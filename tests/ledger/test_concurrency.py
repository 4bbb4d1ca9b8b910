"""Eight processes write into one club's books: no gap in the numbers, no error, no lost write."""

import pytest

from tests.given.own_database import run_in_own_database
from tests.ledger.writers import EACH, PROCESSES

WRITTEN = PROCESSES * EACH
PAID = sum((turn + place) % 5 == 0 for place in range(PROCESSES) for turn in range(EACH))


@pytest.mark.slow
@pytest.mark.own_database
def test_eight_processes_write_for_one_club(tmp_path):
    found = run_in_own_database("tests.ledger.writers", "many", tmp_path)
    assert found["failed"] == 0
    assert found["numbers"] == {
        "PT": list(range(1, WRITTEN - PAID + 2)),
        "PC": list(range(1, PAID + 1)),
    }
    assert found["box"] == 1_000_000 + 2_000 * (WRITTEN - PAID) - 1_000 * PAID
    assert (found["half"], found["findings"]) == (0, [])
