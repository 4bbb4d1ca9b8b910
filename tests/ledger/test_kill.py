"""kill -9 in mid-write, two hundred times: what was acknowledged is there, nothing half."""

import pytest

from tests.given.own_database import run_in_own_database
from tests.ledger.writers import KILLS


@pytest.mark.slow
@pytest.mark.own_database
def test_what_was_acknowledged_is_there_after_every_kill(tmp_path):
    found = run_in_own_database("tests.ledger.writers", "killed", tmp_path)
    acknowledged, written = set(found["acknowledged"]), found["vouchers"][1:]
    assert len(acknowledged) >= KILLS
    assert acknowledged <= set(written)
    assert len(written) - len(acknowledged) <= KILLS
    assert found["numbers"] == {"PT": list(range(1, len(written) + 2))}
    assert found["box"] == 1_000_000 + 1_000 * len(written)
    assert (found["half"], found["findings"]) == (0, [])
