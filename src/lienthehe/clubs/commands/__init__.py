from lienthehe.clubs.commands.boards import elect_board, replace_seat
from lienthehe.clubs.commands.clubs import change_club, found_club, move_club
from lienthehe.clubs.commands.people import (
    begin_volunteering,
    certify_household,
    change_person,
    end_volunteering,
    join_members,
    leave_club,
    rejoin,
    reopen_membership,
)
from lienthehe.clubs.commands.regulations import adopt_regulation, correct_regulation

__all__ = [
    "adopt_regulation",
    "begin_volunteering",
    "certify_household",
    "change_club",
    "change_person",
    "correct_regulation",
    "elect_board",
    "end_volunteering",
    "found_club",
    "join_members",
    "leave_club",
    "move_club",
    "rejoin",
    "reopen_membership",
    "replace_seat",
]
