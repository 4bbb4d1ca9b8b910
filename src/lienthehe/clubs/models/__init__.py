from lienthehe.clubs.models.boards import BoardSeat, BoardTerm
from lienthehe.clubs.models.clubs import Club, ClubPlacement
from lienthehe.clubs.models.people import (
    Household,
    HouseholdCertificate,
    HouseholdMove,
    Membership,
    Person,
    VolunteerPeriod,
)
from lienthehe.clubs.models.regulations import ContributionRule, Regulation

APPEND_ONLY_TABLES = ("clubs_householdmove",)
"""Who moved from which household to which is never changed or deleted."""

__all__ = [
    "APPEND_ONLY_TABLES",
    "BoardSeat",
    "BoardTerm",
    "Club",
    "ClubPlacement",
    "ContributionRule",
    "Household",
    "HouseholdCertificate",
    "HouseholdMove",
    "Membership",
    "Person",
    "Regulation",
    "VolunteerPeriod",
]
