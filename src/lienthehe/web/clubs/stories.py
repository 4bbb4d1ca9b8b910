"""A person's past as sentences, and what she or he has contributed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import MembershipPeriod, PersonStory, regulations_of
from lienthehe.clubs.rules import RegulationTerms
from lienthehe.clubs.rules.dues import DuesStanding, all_dues_of
from lienthehe.clubs.rules.people import in_force_on
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.web.clubs.wording import say_certificate


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a person's story."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """How a person stands with one kind of contribution, in words for its fund."""

    fund: str
    refundable: bool
    standing: DuesStanding


@dataclass(frozen=True, slots=True)
class PaidWhile:
    """What a person contributes, or contributed, in one time as a member."""

    period: MembershipPeriod
    contributions: list[Contribution]

    @property
    def years(self) -> str:
        """The years of an ended membership: "2024 – 2026", or the one in which it began and ended."""
        first, last = self.period.joined_on.year, (self.period.left_on or self.period.joined_on).year
        return str(first) if first == last else f"{first} – {last}"


def told(story: PersonStory, moved: Sequence[date]) -> list[Happening]:
    """Return what has happened to a person in the club, the latest first; `moved`: the days of moving elsewhere."""
    lines = [line for period in story.memberships for line in _membership(period)]
    lines += [Happening(day, _("Moves to another household")) for day in moved]
    for certificate in story.certificates:
        until = date_format(certificate.until, "DATE_FORMAT")
        said = {"household": _(certificate.household_class.label), "day": until}
        lines.append(Happening(certificate.since, _("%(household)s, certified until %(day)s") % said))
    for time in story.volunteering:
        lines.append(Happening(time.since, _("Begins as a home-care volunteer")))
        if time.until:
            lines.append(Happening(time.until, _("Last day as a home-care volunteer")))
    for seat in story.seats:
        post = {"post": _(seat.post.label)}
        lines.append(Happening(seat.since, _("On the board: %(post)s") % post))
        if seat.until:
            lines.append(Happening(seat.until, _("Last day on the board as %(post)s") % post))
    return sorted(lines, key=lambda line: line.on, reverse=True)


def say_household(story: PersonStory, on: date) -> str:
    """Say with whom somebody lives now, and as what that household is certified: "Nay theo hộ Bùi Văn Ái: Hộ nghèo …"."""
    certificate = in_force_on(on, story.certificates)
    said = (
        _("no certificate of a poor household") if story.household_class else _("the certificate has lapsed")
    )
    named = {
        "names": ", ".join(story.housemates),
        "certified": say_certificate(certificate) if certificate else said,
    }
    if story.housemates:
        return _("Now of one household with %(names)s: %(certified)s.") % named
    return _("Now in a household of their own: %(certified)s.") % named


def _membership(period: MembershipPeriod) -> list[Happening]:
    joined = Happening(period.joined_on, _("Joins the club, number %(number)d") % {"number": period.number})
    if period.left_on is None or period.left_reason is None:
        return [joined]
    return [joined, Happening(period.left_on, _(period.left_reason.label))]


def contributions_of(story: PersonStory, on: date) -> list[PaidWhile]:
    """Return how the person stands with each contribution asked or paid, the latest membership first.

    An ended membership in which nothing was paid or left unpaid is not told.
    """
    regulations = regulations_of(story.club_id)
    times = [_paid_while(story.club_id, period, regulations, on) for period in reversed(story.memberships)]
    return [time for time in times if time.contributions or time.period.left_on is None]


def _paid_while(
    club_id: UUID, period: MembershipPeriod, regulations: Sequence[RegulationTerms], on: date
) -> PaidWhile:
    dues = all_dues_of(
        regulations,
        joined_on=period.joined_on,
        left_on=period.left_on,
        paid=member_paid(club_id, period.id),
        month=Month.of(on),
    )
    has_ended = period.left_on is not None
    shown = [
        Contribution(_(kind.fund.label), kind.refundable, standing)
        for kind, standing in dues.items()
        if standing.paid or (standing.behind and not kind.refundable if has_ended else standing.due_total)
    ]
    return PaidWhile(period, shown)
