"""A club: what it is called, who manages it, when it meets, and how large it usually is."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, gettext_noop

LAST_WEEK = 5
"""In a rule such as "Sunday, the last of the month"; 1 to 4 count from the beginning."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say: a rule in words, or what is unusual and yet never blocks. `message` and `values` as in a refusal.

    A value that is a text of ours (a post, a weekday) is an English message too, to be translated.
    """

    message: str
    values: dict[str, object]


class Area(StrEnum):
    """The eight activity areas (Decision 1336/QĐ-TTg and the model's handbook)."""

    INCOME = "income"
    HEALTH = "health"
    HOME_CARE = "home_care"
    SELF_HELP = "self_help"
    RIGHTS = "rights"
    AWARENESS = "awareness"
    CULTURE = "culture"
    RESOURCES = "resources"

    @property
    def label(self) -> str:
        return _AREAS[self]


_AREAS = {
    Area.INCOME: gettext_noop("Livelihoods and income"),
    Area.HEALTH: gettext_noop("Health care"),
    Area.HOME_CARE: gettext_noop("Home care by volunteers"),
    Area.SELF_HELP: gettext_noop("Self-help and community support"),
    Area.RIGHTS: gettext_noop("Rights and entitlements"),
    Area.AWARENESS: gettext_noop("Awareness and learning"),
    Area.CULTURE: gettext_noop("Culture, sport, visits"),
    Area.RESOURCES: gettext_noop("Raising resources"),
}


class ManagingBody(StrEnum):
    ASSOCIATION = "association"
    WOMENS_UNION = "womens_union"

    @property
    def label(self) -> str:
        return _BODIES[self]


_BODIES = {
    ManagingBody.ASSOCIATION: gettext_noop("Association of the Elderly"),
    ManagingBody.WOMENS_UNION: gettext_noop("Women's Union"),
}


class MeetingRuleKind(StrEnum):
    """`day_of_month`: "ngày 17"; `weekday_of_month`: "Chủ nhật đầu tháng"."""

    DAY_OF_MONTH = "day_of_month"
    WEEKDAY_OF_MONTH = "weekday_of_month"


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """On which day of the month a club meets.

    `day_of_month`: `day` is 1 to 31, and a month without that day meets on its last one; `weekday` stays 0.
    `weekday_of_month`: `weekday` is 0 Monday to 6 Sunday, `day` which of them: 1 to 4, LAST_WEEK the last.
    """

    kind: MeetingRuleKind
    day: int
    weekday: int = 0

    def day_in(self, month: Month) -> date:
        """Return the day on which the club meets in this month."""
        if self.kind is MeetingRuleKind.DAY_OF_MONTH:
            return month.first.replace(day=min(self.day, month.last.day))
        days = month.weekdays(self.weekday)
        return days[-1] if self.day >= LAST_WEEK else days[self.day - 1]

    def next_on(self, day: date) -> date:
        """Return the first meeting day that is `day` or later."""
        this_month = self.day_in(Month.of(day))
        return this_month if this_month >= day else self.day_in(Month.of(day).next)

    @property
    def words(self) -> Remark:
        """The rule as people say it: "ngày 17 hằng tháng", "Chủ nhật đầu tháng"."""
        if self.kind is MeetingRuleKind.DAY_OF_MONTH:
            return Remark(gettext_noop("day %(day)d of every month"), {"day": self.day})
        return Remark(_WEEKS[self.day], {"weekday": WEEKDAYS[self.weekday]})


WEEKDAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
_WEEKS = {
    1: gettext_noop("the first %(weekday)s of the month"),
    2: gettext_noop("the second %(weekday)s of the month"),
    3: gettext_noop("the third %(weekday)s of the month"),
    4: gettext_noop("the fourth %(weekday)s of the month"),
    LAST_WEEK: gettext_noop("the last %(weekday)s of the month"),
}


@dataclass(frozen=True, slots=True)
class ClubFacts:
    """What a club says about itself; all of it may be changed later."""

    name: str
    village: str
    founded_on: date
    managing_body: ManagingBody
    meeting: MeetingRule
    meeting_time: time
    meeting_place: str
    one_tin: bool
    decision_number: str = ""
    decision_on: date | None = None
    decision_by: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class ClubFounding:
    """A club to be founded in a commune. `id` is made by who asks: the same sent again founds nothing."""

    id: UUID
    unit_id: UUID
    facts: ClubFacts


class NoSuchClub(Refusal):
    message = gettext_noop("This club is not in the register. Go back to the list and choose again.")


class NameMissing(Refusal):
    message = gettext_noop("The name is empty. Write it.")
    field = "name"


class NoSuchMeetingDay(Refusal):
    message = gettext_noop("No month has this meeting day. Choose a day from 1 to 31, or which week.")
    field = "meeting_day"


class InTheFuture(Refusal):
    message = gettext_noop("The day %(day)s has not come yet. Write today or an earlier day.")
    field = "on"


class NoSuchCommune(Refusal):
    message = gettext_noop("There is no such commune on %(day)s. Choose another commune or another day.")
    field = "unit_id"


class AlreadyThere(Refusal):
    message = gettext_noop("The club lies in this commune already. Choose the commune it moves to.")
    field = "unit_id"


class MovedLater(Refusal):
    message = gettext_noop("The club's present place began on %(day)s. Choose a later day.")
    field = "on"


class MovedThen(MovedLater):
    message = gettext_noop(
        "The club moved to its present place on %(day)s. Choose a later day; or that very day, to put the move right."
    )


class ReasonMissing(Refusal):
    message = gettext_noop("The reason is empty. Write why, for example the decision's number.")
    field = "reason"


class IdTaken(Refusal):
    message = gettext_noop("This form was used for another record. Open an empty form and write it again.")


def check_facts(facts: ClubFacts, *, today: date) -> None:
    """Refuse a club without name or village, founded in the future, or meeting on a day that never comes."""
    if not facts.name.strip():
        raise NameMissing
    if not facts.village.strip():
        raise NameMissing(field="village")
    if facts.founded_on > today:
        raise InTheFuture(field="founded_on", day=facts.founded_on)
    days = 31 if facts.meeting.kind is MeetingRuleKind.DAY_OF_MONTH else LAST_WEEK
    if not 1 <= facts.meeting.day <= days or not 0 <= facts.meeting.weekday < len(WEEKDAYS):
        raise NoSuchMeetingDay


def check_move(
    *, from_unit: UUID, to_unit: UUID, since: date, has_moved: bool, on: date, reason: str
) -> None:
    """Refuse a move that goes nowhere, has no reason, or begins no later than the present place (`since`).

    Where the present place came by a move (`has_moved`), another move on that very day puts it right.
    """
    if from_unit == to_unit:
        raise AlreadyThere
    if not reason.strip():
        raise ReasonMissing
    if has_moved and on < since:
        raise MovedThen(day=since)
    if not has_moved and on <= since:
        raise MovedLater(day=since)


@dataclass(frozen=True, slots=True)
class SizeGuide:
    """How many members a scheme expects a club to have, since when, by which source."""

    since: date
    least: int
    most: int
    source: str


SIZE_GUIDES = (SizeGuide(date(2020, 8, 31), 50, 70, "1336/QĐ-TTg"),)
"""In order of time. Decision 1648/QĐ-TTg (2025) names no size that is known to us: 1336 stays the last word."""


def remark_on_size(members: int, *, on: date) -> Remark | None:
    """Say when a club is smaller or larger than the scheme in force on that day expects. Never blocks."""
    guide = next((guide for guide in reversed(SIZE_GUIDES) if guide.since <= on), None)
    if guide is None or guide.least <= members <= guide.most:
        return None
    return Remark(
        gettext_noop("The club has %(members)d members; %(source)s expects %(least)d to %(most)d."),
        {"members": members, "source": guide.source, "least": guide.least, "most": guide.most},
    )
