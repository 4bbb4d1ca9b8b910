from lienthehe.clubs.rules.boards import Post, Seat
from lienthehe.clubs.rules.clubs import (
    Area,
    ClubFacts,
    ClubFounding,
    ManagingBody,
    MeetingRule,
    MeetingRuleKind,
    Remark,
)
from lienthehe.clubs.rules.people import (
    Certificate,
    Composition,
    HouseholdClass,
    LeavingReason,
    Newcomer,
    PersonFacts,
    Sex,
)
from lienthehe.clubs.rules.regulations import (
    ContributionKind,
    ContributionTerms,
    Every,
    Fund,
    RegulationTerms,
)

__all__ = [
    "Area",
    "Certificate",
    "ClubFacts",
    "ClubFounding",
    "Composition",
    "ContributionKind",
    "ContributionTerms",
    "Every",
    "Fund",
    "HouseholdClass",
    "LeavingReason",
    "ManagingBody",
    "MeetingRule",
    "MeetingRuleKind",
    "Newcomer",
    "PersonFacts",
    "Post",
    "RegulationTerms",
    "Remark",
    "Seat",
    "Sex",
]
