from lienthehe.clubs.models.boards import BoardSeat, BoardTerm
from lienthehe.clubs.models.clubs import Club, ClubPlacement
from lienthehe.clubs.models.people import (
    Household,
    HouseholdCertificate,
    Membership,
    Person,
    VolunteerPeriod,
)
from lienthehe.clubs.models.regulations import ContributionRule, Regulation

__all__ = [
    "BoardSeat",
    "BoardTerm",
    "Club",
    "ClubPlacement",
    "ContributionRule",
    "Household",
    "HouseholdCertificate",
    "Membership",
    "Person",
    "Regulation",
    "VolunteerPeriod",
]
