"""The loans of the access walk's clubs: a policy of each club's own and of each province."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import ClubSummary
from tests.given.officers import AT
from tests.given.policies import a_default_policy, a_policy

Ids = dict[str, Any]

_POLICY: Ids = {
    "since": f"{AT:%d/%m/%Y}",
    "method": "equal-principal",
    "monthly_rate": "1",
    "instalments": "6, 10",
    "on_meeting_days": "yes",
    "grace": "0",
    "round_to": "1000",
    "late_rate": "0",
    "cap": "10.000.000",
    "membership_months": "3",
    "members_first": "yes",
    "second_officer": "yes",
    "interest_to_activity": "0",
}


def _policy(club: ClubSummary, by: Officer) -> UUID:
    return a_policy(club.id, by=by, purposes=(f"Việc của {club.name}",)).id


def _default(club: ClubSummary, by: Officer) -> UUID:
    return a_default_policy(club.place.province_id, by=by, purposes=(f"Như ở {club.name}",)).id


OF_LOANS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "loan_policy_id": _policy,
    "loan_default_id": _default,
}
"""As `OF_A_CLUB`, for the pages about loans."""

BODIES_OF_LOANS: dict[str, Callable[[Any], Ids]] = {
    "loan-policy-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-policy-correct": lambda target: _POLICY | {"id": target.ids["loan_policy_id"]},
    "loan-default-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-default-correct": lambda target: _POLICY | {"id": target.ids["loan_default_id"]},
}
"""What is posted to the pages about loans, as `world.BODIES`."""
