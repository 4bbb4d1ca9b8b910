"""Terms of loans, written down by whoever may: a club's own, or those of a province for all its clubs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.policies import adopt_default_policy, adopt_policy
from lienthehe.loans.rules.policies import LoanPolicy
from lienthehe.loans.rules.schedules import Method
from tests.given.clubs import FOUNDED
from tests.given.officers import AT


def policy_terms(**changes: Any) -> LoanPolicy:
    """Return a policy: flat 0,8 % a month over 6, 10 or 12 months, 2, 5, then 8 million, at most 10 million."""
    given: dict[str, Any] = {
        "id": uuid7(),
        "since": FOUNDED,
        "method": Method.FLAT,
        "monthly_rate": Decimal("0.8"),
        "instalments": (6, 10, 12),
        "cap": Dong(10_000_000),
        "ladder": (Dong(2_000_000), Dong(5_000_000), Dong(8_000_000)),
        "membership_months": 3,
        "purposes": ("Nuôi lợn", "Trồng trọt"),
    }
    return LoanPolicy(**(given | changes))


def a_policy(
    club_id: UUID, *, by: Officer, at: datetime = AT, since: date = FOUNDED, **changes: Any
) -> LoanPolicy:
    """Put a club's own policy in force."""
    return adopt_policy(club_id=club_id, policy=policy_terms(since=since, **changes), by=by, at=at)


def a_default_policy(
    unit_id: UUID, *, by: Officer, at: datetime = AT, since: date = FOUNDED, **changes: Any
) -> LoanPolicy:
    """Put a province's policy in force for its clubs without their own."""
    return adopt_default_policy(unit_id=unit_id, policy=policy_terms(since=since, **changes), by=by, at=at)
