"""A person's past as sentences, and what she or he has contributed."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import MembershipPeriod, PersonStory, regulations_of
from lienthehe.clubs.rules.dues import DuesStanding, all_dues_of
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.dues import member_paid


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


def told(story: PersonStory) -> list[Happening]:
    """Return what has happened to a person in the club, the latest first."""
    lines = [line for period in story.memberships for line in _membership(period)]
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


def _membership(period: MembershipPeriod) -> list[Happening]:
    joined = Happening(period.joined_on, _("Joins the club, number %(number)d") % {"number": period.number})
    if period.left_on is None or period.left_reason is None:
        return [joined]
    return [joined, Happening(period.left_on, _(period.left_reason.label))]


def contributions_of(story: PersonStory, on: date) -> list[Contribution]:
    """Return how the person's latest membership stands with each contribution asked or paid."""
    membership = story.membership
    if membership is None:
        return []
    dues = all_dues_of(
        regulations_of(story.club_id),
        joined_on=membership.joined_on,
        left_on=membership.left_on,
        paid=member_paid(story.club_id, membership.id),
        month=Month.of(on),
    )
    return [
        Contribution(_(kind.fund.label), kind.refundable, standing)
        for kind, standing in dues.items()
        if standing.due_total or standing.paid
    ]
