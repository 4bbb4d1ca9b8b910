"""A loan's plan as lines of a page: what is asked when, and how it stands with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.plans import Event, Extended, Paid, Plan, asked_until, versions
from lienthehe.loans.rules.standings import LineStanding, Standing, paid_on
from lienthehe.web.loans.wording import Said
from lienthehe.web.wording import write_dong


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A line of the plan in force (đồng). `number` None: principal paid ahead. `is_now`: the one that is asked for next."""

    number: int | None
    due: date
    principal: Dong
    interest: Dong
    rest: Dong
    said: Said
    is_now: bool

    @property
    def total(self) -> Dong:
        return Dong(self.principal + self.interest)


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan that was in force from a day on, and why it changed."""

    since: date
    why: str
    lines: Plan

    @property
    def total(self) -> Dong:
        return Dong(sum(line.principal + line.interest for line in self.lines))


def schedule_lines(row: LoanRow) -> Iterator[ScheduleLine]:
    """Yield the plan in force on the row's day, each line with what has become of it."""
    number, rest, coming = 0, row.lent.principal, row.at.next_line
    for line, day in zip(row.at.lines, paid_on(row.at, row.paid), strict=True):
        number += not line.ahead
        rest = Dong(rest - line.principal)
        yield ScheduleLine(
            None if line.ahead else number,
            line.due,
            line.principal,
            line.interest,
            rest,
            _say_line(line, day, row.at),
            line is coming,
        )


def _say_line(line: LineStanding, paid: date | None, at: Standing) -> Said:
    if line.ahead:
        return Said(_("Paid ahead"), "done")
    if paid is not None or not line.unpaid.total:
        return _say_paid(line.due, paid)
    left = {"left": write_dong(line.unpaid.total)}
    begun = line.unpaid.total < line.total
    if line.due < at.on:
        days = (at.on - line.due).days
        text = ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
        return Said(_("%(late)s, %(left)s left") % (left | {"late": text}) if begun else text, "stop")
    if line.due > asked_until(at.on):
        return Said(_("Not due yet, %(left)s left") % left if begun else _("Not due yet"))
    days = (line.due - at.on).days
    if not days:
        return Said(_("Due today"), "warn")
    return Said(ngettext("Due in %(days)d day", "Due in %(days)d days", days) % {"days": days}, "warn")


def _say_paid(due: date, paid: date | None) -> Said:
    if paid is None:
        return Said(_("Paid"), "done")
    late = (paid - due).days
    if late <= 0:
        return Said(_("Paid on %(day)s") % {"day": f"{paid:%d/%m/%Y}"}, "done")
    text = ngettext("Paid on %(day)s, %(days)d day late", "Paid on %(day)s, %(days)d days late", late)
    return Said(text % {"day": f"{paid:%d/%m/%Y}", "days": late}, "done")


def plan_versions(row: LoanRow) -> list[PlanVersion]:
    """Return every plan that was ever in force, the first first; only the signed one where nothing changed it."""
    return [
        PlanVersion(event.on if event else row.lent.on, _why(event), plan)
        for event, plan in versions(row.lent, row.events)
    ]


def _why(event: Event | None) -> str:
    match event:
        case None:
            return _("As it was signed")
        case Paid():
            return _("%(amount)s of principal paid") % {"amount": write_dong(event.principal)}
        case Extended():
            return _(ChangeKind.EXTENSION.label)
        case _:
            return _(ChangeKind.WRITE_OFF.label)
