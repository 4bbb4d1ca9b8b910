"""Everything here is about club months, so they are kept."""

import pytest


@pytest.fixture(autouse=True)
def _as_in_the_product(club_months: None) -> None:
    """Club months are kept, as where people work."""
