"""The small world of the access walk: one's own club, commune and province, and a foreign one of each.

Whoever adds a URL with a new kind of value in its path says in `OF_A_CLUB` which one each side has; whoever adds a form
that writes says in `BODIES` what a good one holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.access.rules import CLUB_ROLES, COUNTRY, SCOPE_OF_ROLE, Role, Scope, ScopeKind
from lienthehe.clubs.queries import (
    BoardRow,
    ClubSummary,
    MemberRow,
    board_on,
    members_on,
    regulations_of,
    scopes_of_club,
)
from lienthehe.places.queries import children
from lienthehe.places.rules import PlaceOn
from tests.architecture.world_books import BODIES_OF_BOOKS, OF_BOOKS, a_meeting
from tests.architecture.world_lifecycle import BODIES_OF_LIFECYCLE, OF_LIFECYCLE
from tests.architecture.world_loans import BODIES_OF_LOANS, OF_LOANS
from tests.architecture.world_meetings import BODIES_OF_MEETINGS, OF_MEETINGS
from tests.architecture.world_openings import BODIES_OF_OPENINGS, OF_OPENINGS
from tests.given.clubs import a_board, a_club
from tests.given.officers import AT, PASSWORD, PIN, an_officer
from tests.given.people import a_member
from tests.given.places import commune

NOW = AT + timedelta(days=1)
STRANGER = "stranger"
NATIONAL = (Role.CENTRAL_OFFICER, Role.ADMINISTRATOR)
ACTORS = [STRANGER, *(role.value for role in Role)]
FOREIGN = "Xa Xăm"
"""Stands in every name of the foreign side, so that a page which tells of it is found out."""

Ids = dict[str, Any]

OF_A_CLUB: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "club_id": lambda club, _: club.id,
    "person_id": lambda club, by: _a_person(club, by, "Nông Thị").person_id,
    "treasurer_id": lambda club, by: _a_board(club, by)[1].person_id,
    "seat_id": lambda club, _: board_on(club.id, AT.date())[0].seat_id,
    "household_id": lambda club, _: members_on(club.id, AT.date())[0].household_id,
    "regulation_id": lambda club, _: regulations_of(club.id)[-1].id,
    "commune_id": lambda club, _: club.unit_id,
    "moves_to_id": lambda club, _: _a_commune_beside(club),
    **OF_OPENINGS,
    **OF_BOOKS,
    **OF_LOANS,
    **OF_LIFECYCLE,
    **OF_MEETINGS,
}
"""What a URL of a club holds in its path or its form, by the name it has there, made in this order by an officer of the province. Whatever gets
a name gets the club's in it."""


@dataclass(frozen=True)
class Target:
    """What a request is about: a club, a unit or the country; and whoever acts there, on whom others act."""

    kind: ScopeKind
    ids: Ids

    def path(self, names: list[str]) -> Ids:
        """Return the values of a URL's path; a name that is not known here has to be told in OF_A_CLUB."""
        unknown = set(names) - set(self.ids)
        assert not unknown, f"say in world.OF_A_CLUB what {sorted(unknown)} of a URL are"
        return {name: self.ids[name] for name in names}


_ROLE_OVER: dict[ScopeKind, Role] = {
    ScopeKind.COMMUNE: Role.COMMUNE_OFFICER,
    ScopeKind.PROVINCE: Role.PROVINCE_OFFICER,
}

_TODAY = "02/11/2026"
_A_CLUB: Ids = {
    "name": "CLB Mới",
    "village": "Bản Mới",
    "founded_on": "01/10/2026",
    "managing_body": "association",
    "meeting_rule": "day_of_month-17-0",
    "meeting_time": "8:00",
    "meeting_place": "Nhà văn hóa",
    "tins": "two",
}
_A_PERSON: Ids = {"full_name": "Ai Đó", "sex": "female", "birth_year": "1958"}
_REGULATIONS: Ids = {
    "since": _TODAY,
    "quorum_percent": "50",
    "second_officer": "yes",
    **{f"every_{number}": "month" for number in range(4)},
    "amount_0": "10.000",
}

BODIES: dict[str, Callable[[Target], Ids]] = {
    "sign-in": lambda _: {"username": "ai.do", "password": "sai rồi nhé"},
    "open-access": lambda _: {"code": "ACDE-FGHJ", "password": PASSWORD, "again": PASSWORD, "pin": PIN},
    "account-password": lambda _: {"old": PASSWORD, "new": PASSWORD + "!", "again": PASSWORD + "!"},
    "account-pin": lambda _: {"pin": "314159", "password": PASSWORD},
    "text-size": lambda _: {"size": "large"},
    "language": lambda _: {"language": "en"},
    "club-officers-add": lambda _: {"full_name": "Ai Đó", "role": Role.TREASURER},
    "unit-officers-add": lambda target: {"full_name": "Ai Đó", "role": _ROLE_OVER[target.kind]},
    "country-officers-add": lambda _: {"full_name": "Ai Đó", "role": Role.CENTRAL_OFFICER},
    "club-officer-give": lambda _: {"role": Role.TREASURER},
    "unit-officer-give": lambda target: {"role": _ROLE_OVER[target.kind]},
    "country-officer-give": lambda _: {"role": Role.ADMINISTRATOR},
    "club-found": lambda target: _A_CLUB | {"id": uuid4(), "unit_id": target.ids["commune_id"]},
    "club-change": lambda _: _A_CLUB,
    "club-move": lambda target: {"unit_id": target.ids["moves_to_id"], "on": _TODAY, "reason": "Nghị quyết"},
    "board-elect": lambda target: {
        "term_id": uuid4(),
        "since": _TODAY,
        "size": 3,
        "person_0": target.ids["person_id"],
        "person_4": target.ids["treasurer_id"],
    },
    "board-replace": lambda target: {"person": target.ids["person_id"], "on": _TODAY},
    "regulation-adopt": lambda _: _REGULATIONS | {"id": uuid4()},
    "regulation-correct": lambda target: _REGULATIONS | {"id": target.ids["regulation_id"]},
    "join": lambda target: {
        **_A_PERSON,
        "membership_id": uuid4(),
        "household_id": target.ids["household_id"],
        "joined_on": _TODAY,
        "household_class": "none",
    },
    "join-many": lambda _: {
        "batch": uuid4(),
        "joined_on": _TODAY,
        "people": "Ai Đó, 1958, nữ",
        "write": "1",
    },
    "person-change": lambda target: _A_PERSON | {"household_id": target.ids["household_id"]},
    "person-come-back": lambda _: {"membership_id": uuid4(), "joined_on": _TODAY},
    "person-certify": lambda _: {
        "certificate_id": uuid4(),
        "household_class": "poor",
        "since": _TODAY,
        "until": "31/12/2026",
    },
    "person-volunteer": lambda _: {"on": _TODAY},
    **BODIES_OF_BOOKS,
    **BODIES_OF_LOANS,
    **BODIES_OF_LIFECYCLE,
    **BODIES_OF_MEETINGS,
    **BODIES_OF_OPENINGS,
}
"""What is posted to a URL, by its name, so that the guard refuses and not the form. `target.ids` are the ids for the
form's fields: those of the path, and once more foreign ones behind a path of one's own."""

_OWN_UNIT: dict[str, ScopeKind] = {
    STRANGER: ScopeKind.COMMUNE,
    Role.COMMUNE_OFFICER: ScopeKind.COMMUNE,
    **dict.fromkeys((Role.PROVINCE_OFFICER, *NATIONAL), ScopeKind.PROVINCE),
}
_COMMUNE_OF_A_CLUB: dict[str, ScopeKind] = dict.fromkeys(CLUB_ROLES, ScopeKind.COMMUNE)
_UNITS: dict[str, dict[str, ScopeKind]] = {
    "own": _OWN_UNIT,
    "other": _OWN_UNIT | _COMMUNE_OF_A_CLUB,
    "above": {**_COMMUNE_OF_A_CLUB, Role.COMMUNE_OFFICER: ScopeKind.PROVINCE},
    "below": dict.fromkeys((Role.PROVINCE_OFFICER, *NATIONAL), ScopeKind.COMMUNE),
}
"""What kind of unit each thing is for each actor; nothing where it has none."""


@dataclass(frozen=True)
class Side:
    """A club, the places around it, and somebody in each of them on whom others act."""

    around: tuple[Scope, ...]
    people: dict[ScopeKind, Officer]
    of_club: Ids

    def target(self, kind: ScopeKind) -> Target:
        scope = next(scope for scope in self.around if scope.kind == kind)
        person = self.people[kind]
        unit = {"unit_id": UUID(scope.key)} if kind in (ScopeKind.COMMUNE, ScopeKind.PROVINCE) else {}
        return Target(
            kind, self.of_club | unit | {"officer_id": person.pk, "grant_id": person.grants.get().pk}
        )


@dataclass(frozen=True)
class World:
    own: Side
    foreign: Side
    officers: dict[Role, Officer]

    def target(self, thing: str, actor: str, names: list[str]) -> Target | None:
        """Return what a URL with these names is about when it names one's own, other, above or below; None if nothing."""
        side = self.foreign if thing == "other" else self.own
        if "club_id" in names:
            return side.target(ScopeKind.CLUB)
        if "unit_id" not in names:
            return side.target(ScopeKind.COUNTRY)
        kind = _UNITS[thing].get(actor)
        return side.target(kind) if kind else None


def _a_person(club: ClubSummary, by: Officer, name: str) -> MemberRow:
    return a_member(club.id, f"{name} {club.name}", by=by)


def _a_board(club: ClubSummary, by: Officer) -> list[BoardRow]:
    """Elect two who join for it, so that the person made before is free to take a seat."""
    for name in ("Hà Thị", "Lò Thị"):
        _a_person(club, by, name)
    a_board(club.id, size=2, by=by)
    return board_on(club.id, AT.date())


def _a_commune_beside(club: ClubSummary) -> UUID:
    communes = children(club.place.province_id, AT.date())
    return next((c.unit_id for c in communes if c.unit_id != club.unit_id), club.unit_id)


def a_world() -> World:
    """Make it, through the commands."""
    own = _side(commune("Xã Chiềng Sơn"), "CLB thôn Đồng Mận", "Người Nhà")
    foreign = _side(commune("Xã Hải Hòa"), f"CLB {FOREIGN}", f"Người {FOREIGN}")
    return World(own, foreign, {role: an_officer(role, *_held_over(role, own.around)) for role in Role})


def _side(place: PlaceOn, club_name: str, person_name: str) -> Side:
    club = a_club(place=place, name=club_name)
    around = scopes_of_club(club.id, on=AT.date())
    names = dict.fromkeys((Role.READER, Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER), person_name)
    people = {
        SCOPE_OF_ROLE[role]: an_officer(role, *_held_over(role, around), full_name=name)
        for role, name in (names | {Role.CENTRAL_OFFICER: "Người Trung ương"}).items()
    }
    by = people[ScopeKind.PROVINCE]
    ids = {name: make(club, by) for name, make in OF_A_CLUB.items()}
    return Side(around, people, ids | {"meeting_id": a_meeting(club, by, ids["second"])})


def _held_over(role: Role, around: tuple[Scope, ...]) -> tuple[Scope, ...]:
    if SCOPE_OF_ROLE[role] == ScopeKind.COUNTRY:
        return (COUNTRY,)
    kinds = [scope.kind for scope in around]
    return around[kinds.index(SCOPE_OF_ROLE[role]) :]
