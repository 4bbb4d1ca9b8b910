from lienthehe.clubs.queries.boards import BoardRow, BoardTermRow, board_on, board_term_on, vacant_seats
from lienthehe.clubs.queries.clubs import (
    ClubSummary,
    club_summary,
    lock_club,
    lock_clubs,
    scopes_of_club,
)
from lienthehe.clubs.queries.people import (
    MemberRow,
    MembershipPeriod,
    Period,
    PersonStory,
    composition_on,
    compositions_on,
    members_left,
    members_on,
    names_apart,
    people_behind,
    person_story,
    search_members,
)
from lienthehe.clubs.queries.register import RegisterPage, RegisterRow, register
from lienthehe.clubs.queries.regulations import regulation_on, regulations_of

__all__ = [
    "BoardRow",
    "BoardTermRow",
    "ClubSummary",
    "MemberRow",
    "MembershipPeriod",
    "Period",
    "PersonStory",
    "RegisterPage",
    "RegisterRow",
    "board_on",
    "board_term_on",
    "club_summary",
    "composition_on",
    "compositions_on",
    "lock_club",
    "lock_clubs",
    "members_left",
    "members_on",
    "names_apart",
    "people_behind",
    "person_story",
    "register",
    "regulation_on",
    "regulations_of",
    "scopes_of_club",
    "search_members",
    "vacant_seats",
]
