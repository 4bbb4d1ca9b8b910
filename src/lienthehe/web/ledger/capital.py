"""Vốn mượn: capital lent to the club, when it must go back, and giving a part of it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.commands import borrow_capital, return_capital
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.capital import CapitalStanding, DuePart, due_soon
from lienthehe.web.forms import MoneyField, NameField, VietnameseDateField
from lienthehe.web.ledger.desk import desk_of
from lienthehe.web.ledger.forms import NAME, TEXT, FundForm, PlaceForm, SecondForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.wording import write_dong

MOST_PARTS = 4


class BorrowForm(FundForm, PlaceForm):
    """Capital borrowed, given back at once or in up to four parts."""

    title = _("Borrow capital")
    intro = _("Somebody lends the club money that must go back. It stays the lender's money all the time.")
    button = _("Record the borrowed capital")

    lender = NameField(
        label=_("Who lends it?"),
        max_length=NAME,
        error_messages={"required": _("Write who lends it, so that one can always say whose money it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    narration = NameField(
        label=_("What was agreed? (may stay empty)"),
        help_text=_("For example: 3 years, free of interest."),
        required=False,
        max_length=TEXT,
    )
    field_order = ["lender", "fund", "amount", "on", "place", "narration"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            first = number == 1
            label = gettext("Part %(number)d goes back on") % {"number": number}
            self.add_field(f"due_{number}", VietnameseDateField(label=label, required=first))
            label = gettext("Part %(number)d, how much") % {"number": number}
            hint = gettext("Empty: the whole.") if first else ""
            self.add_field(f"part_{number}", MoneyField(label=label, required=False, help_text=hint))

    def clean(self) -> None:
        super().clean()
        for number in range(2, MOST_PARTS + 1):
            due, part = self.cleaned_data.get(f"due_{number}"), self.cleaned_data.get(f"part_{number}")
            if bool(due) != bool(part) and not {f"due_{number}", f"part_{number}"} & set(self.errors):
                self.add_error(
                    f"part_{number}" if due else f"due_{number}",
                    gettext("Write the day and the amount of this part, or leave both empty."),
                )

    def parts(self) -> list[DuePart]:
        """Return the parts and the days on which they go back; one part is the whole."""
        given = self.cleaned_data
        first = DuePart(given["due_1"], given["part_1"] or given["amount"])
        numbers = range(2, MOST_PARTS + 1)
        return [
            first,
            *(DuePart(given[f"due_{n}"], given[f"part_{n}"]) for n in numbers if given[f"due_{n}"]),
        ]

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put what is wrong with the parts at the first of them."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            if refusal.field == "dues":
                refusal.field = "part_1"
            super().add_refusal(refusal)

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The parts' fields, two a line, for the template."""
        return [(self[f"due_{number}"], self[f"part_{number}"]) for number in range(1, MOST_PARTS + 1)]

    @property
    def before_rows(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self[name] for name in self.field_order or ()]


class ReturnForm(SecondForm, PlaceForm):
    """A part of one capital given back."""

    title = _("Give borrowed capital back")
    button = _("Record what is given back")
    field_order = ["amount", "on", "place", "second_officer", "pin"]

    def __init__(self, *args: Any, standing: CapitalStanding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = standing.next_due
        self.fields["amount"].initial = due.amount if due else standing.owed
        self.fields["amount"].help_text = gettext("Still owed: %(amount)s.") % {
            "amount": write_dong(standing.owed)
        }
        del self.fields["narration"]
        if not any(self.desk.held(fund, AccountKind.BANK) for fund in Fund):
            del self.fields["place"]


@require_safe
def capital(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Who has lent the club what, and when each part must go back."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    standings = capital_standings(club_id)
    soon = {one.capital_id for one in due_soon(standings, on=desk.today)}
    context = desk.frame(standings=standings, soon=soon)
    return render(request, "ledger/capital.html", context)


def borrow(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Write capital that somebody lends."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    form = BorrowForm(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        given = form.cleaned_data
        return borrow_capital(
            club_id=club_id, capital_id=given["id"], fund=form.fund_chosen, lender=given["lender"],
            on=given["on"], amount=given["amount"], parts=form.parts(), terms=given["narration"],
            at_bank=form.at_bank, by=desk.by, at=at,
        )  # fmt: skip

    return answer(request, desk, form, write, template="ledger/borrow.html")


def give_back(request: HttpRequest, club_id: UUID, capital_id: UUID) -> HttpResponse:
    """Write a part of one capital given back."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    standing = next((one for one in capital_standings(club_id) if one.capital_id == capital_id), None)
    if standing is None:
        raise Http404
    form = ReturnForm(request.POST or None, desk=desk, standing=standing)

    def write(at: datetime) -> UUID:
        given, second = form.cleaned_data, form.second(at)
        return return_capital(
            club_id=club_id, voucher_id=given["id"], capital_id=capital_id, on=given["on"],
            amount=given["amount"], at_bank=form.at_bank, second=second, by=desk.by, at=at,
        )  # fmt: skip

    return answer(request, desk, form, write, lender=standing.lender if desk.sees_names else "")
