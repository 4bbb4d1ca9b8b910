"""Vay vốn: all loans of a club on a day, and what may be lent now."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.months import Month
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.queries.portfolio import FreeMoney, free_money_on, portfolio_of
from lienthehe.web.clubs.wording import choices_of
from lienthehe.web.forms import PageForm, VietnameseDateField
from lienthehe.web.ledger.desk import desk_of
from lienthehe.web.loans.lists import Shown, loan_lines
from lienthehe.web.loans.wording import write_share

ON_A_PAGE = 50


class DayForm(PageForm):
    """The day that a page tells of: today where none is written."""

    not_done = _("Not shown yet")
    on = VietnameseDateField(label=_("See on the day"), required=False)

    def clean_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(gettext("This day has not come yet. Write today or an earlier one."))
        return day

    def day(self, today: date) -> date:
        """Return the day asked for; today where it is not understood."""
        return self.cleaned_data["on"] if self.is_valid() else today


@require_safe
def portfolio(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The loans of a day in numbers and one a line."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    form = DayForm({"on": request.GET.get("on", "") or f"{desk.today:%d/%m/%Y}"})
    on = form.day(desk.today)
    rows = loans_on(club_id, on)
    asked, text = request.GET.get("show", ""), request.GET.get("q", "")
    shown = Shown(asked) if asked in set(Shown) else Shown.OPEN
    lines = loan_lines(desk, rows, shown, text)
    numbers = portfolio_of(rows)
    context = desk.frame(
        form=form, on=on, is_today=on == desk.today, numbers=numbers, par30=write_share(numbers.par30),
        shown=shown, choices=choices_of(Shown), text=text, month=Month.of(on), is_empty=not rows,
        page=Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page")), count=len(lines),
        free=_parts(free_money_on(club_id, on)), waiting=len(open_applications(club_id)),
    )  # fmt: skip
    return render(request, "loans/portfolio.html", context)


def _parts(money: FreeMoney) -> dict[str, Any]:
    """Return what may be lent, and what it is made of; what is nothing is not told."""
    less = (
        (_("Approved, not paid out yet"), money.approved),
        (_("Owed to who has left"), money.owed_to_leavers),
        (_("Borrowed capital that goes back within 30 days"), money.capital_due),
    )
    lines = [(_("In the cash box"), money.box), *((label, -amount) for label, amount in less if amount)]
    return {"lines": lines, "amount": money.free}
