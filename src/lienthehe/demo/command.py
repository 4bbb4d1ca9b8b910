"""`lienthehe demo`: make the demonstration and say what was made and how to sign in."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext

from lienthehe.access.queries import administrator_stands
from lienthehe.access.rules import ROLE_LABELS
from lienthehe.demo.officers import PASSWORD, PIN, PRINTED, LogIn, log_ins_standing
from lienthehe.demo.report import Made, count_world
from lienthehe.demo.shown import LoansMade
from lienthehe.demo.world import World, last_month, make_world
from lienthehe.foundation.months import Month
from lienthehe.web.wording import write_dong, write_month


def demonstrate(*, until: Month | None, seed: int, now: datetime) -> bool:
    """Make the demonstration in an empty database and print what was made; False where there are officers already.

    Raises MonthNotPast.
    """
    if administrator_stands(on=now.date()):
        return False
    world = make_world(until=until or last_month(now), now=now, seed=seed, tell=_tell)
    made = count_world(world)
    print(*_lines(world, made), sep="\n", flush=True)  # noqa: T201 - this is its voice
    return True


def remind(*, on: date) -> None:
    """Print how to sign in when the database is the demonstration, nothing in any other."""
    if log_ins := log_ins_standing(on):
        print(*_sign_in(log_ins), sep="\n", flush=True)  # noqa: T201


def _tell(what: str, number: int, of: int) -> None:
    named = {"clubs": gettext("clubs"), "months": gettext("months of books")}[what]
    end = "\n" if number == of else ""
    print(f"\r{named}: {number}/{of} ", end=end, file=sys.stderr, flush=True)  # noqa: T201


def _lines(world: World, made: Made) -> list[str]:
    said = gettext(
        "Made: %(clubs)s clubs, in %(communes_before)s communes until 30/06/2025 and in %(communes)s since, %(members)s"
        " members, %(meetings)s meetings, %(entries)s entries, from %(first)s to %(until)s. All books agree."
    )
    funds = gettext(
        "Largest funds: %(biggest)s and %(larger)s. Borrowed capital still to be returned: %(owed)s."
    )
    return [
        said % (asdict(made) | {"first": write_month(world.first), "until": write_month(world.until)}),
        funds
        % {
            "biggest": write_dong(made.biggest_fund),
            "larger": write_dong(made.larger_fund),
            "owed": write_dong(made.capital_owed),
        },
        *_loan_lines(made.loans),
        gettext("Moved to a successor chosen by the act: %(moved)s.")
        % {"moved": "; ".join(f"{club} → {place}" for club, place in made.chosen_places.items())},
        *_sign_in([one for one in world.log_ins if one.username in PRINTED]),
    ]


def _loan_lines(loans: LoansMade) -> list[str]:
    said = gettext(
        "%(loans)s loans to %(borrowers)s people: %(lent)s lent, %(repaid)s repaid and %(interest)s interest. %(running)s"
        " loans with %(outstanding)s are still being repaid, %(late_loans)s of them late with %(overdue)s; at risk"
        " (PAR30) %(at_risk)s %%."
    )
    amounts = ("lent", "repaid", "interest", "outstanding", "overdue")
    figures = {name: write_dong(getattr(loans, name)) for name in amounts}
    counted = {name: getattr(loans, name) for name in ("loans", "borrowers", "running", "late_loans")}
    at_risk = number_format(round(float(loans.par30 * 100), 1), 1)
    return [
        said % (figures | counted | {"at_risk": at_risk}),
        gettext("Where to look:"),
        *(f"  {gettext(one.what)}: {one.club}, {one.who} {one.note}".rstrip() for one in loans.seen),
    ]


def _sign_in(log_ins: Sequence[LogIn]) -> list[str]:
    said = gettext("Sign in (password %(password)s, PIN %(pin)s):") % {"password": PASSWORD, "pin": PIN}
    return [said, *(_log_in(one) for one in log_ins)]


def _log_in(log_in: LogIn) -> str:
    return f"  {log_in.username:<16} {gettext(ROLE_LABELS[log_in.role])}, {log_in.of}"
