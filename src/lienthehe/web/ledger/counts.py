"""Kiểm quỹ: counting the box by denomination on a day between meetings, and what a count found."""

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
from lienthehe.documents.wording import say_voucher
from lienthehe.foundation.money import DENOMINATIONS, ZERO, Dong
from lienthehe.ledger.commands import count_box
from lienthehe.ledger.queries.bank_moves import bank_moves_since_count
from lienthehe.ledger.queries.counts import count_view
from lienthehe.ledger.queries.vouchers import voucher_view
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from lienthehe.web.forms import Choices, MoneyField, NameField, PageForm, VietnameseDateField, read_number
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import TEXT, FormId
from lienthehe.web.ledger.writing import answer
from lienthehe.web.wording import write_figure

MOST_NOTES = 99_999


class CountForm(PageForm):
    """How many notes of each kind lie in the box. Why it differs is asked only when it does."""

    id = FormId()
    on = VietnameseDateField(label=_("Day of the count"))
    fund = forms.ChoiceField(
        label=_("Which box?"), widget=Choices, error_messages={"required": _("Choose the box.")}
    )
    other = MoneyField(label=_("Coins and other notes"), required=False, at_least=0)
    second_officer = forms.ChoiceField(label=_("Who counts with you? (may stay empty)"), required=False)
    explanation = NameField(label=_("Why does it differ?"), required=False, max_length=TEXT)
    borne_by = forms.ChoiceField(
        label=_("Which fund bears the difference?"),
        widget=Choices,
        required=False,
        choices=[(fund.value, _(fund.label)) for fund in Fund],
    )

    def __init__(self, data: Any = None, *, desk: Desk, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.desk = desk
        self.fields["on"].initial = desk.today
        nobody = ("", gettext("Nobody"))
        self.fields["second_officer"].choices = [nobody, *desk.beside_choices]  # type: ignore[attr-defined]
        for value in DENOMINATIONS:
            self.add_field(f"n{value}", note_field(value))
        if desk.club.one_tin:
            del self.fields["fund"]
        else:
            del self.fields["borne_by"]
            self.fields["fund"].choices = [(fund.value, gettext(fund.label)) for fund in Fund]  # type: ignore[attr-defined]

    @property
    def notes(self) -> list[tuple[int, forms.BoundField, Dong]]:
        """Each denomination with its field and what its notes come to, as last typed."""
        return [(value, self[f"n{value}"], Dong(value * self._typed(f"n{value}"))) for value in DENOMINATIONS]

    @property
    def counted(self) -> Dong:
        """What was counted, as last typed."""
        other = self.cleaned_data.get("other") if self.is_bound and hasattr(self, "cleaned_data") else None
        return Dong(sum(amount for _, _, amount in self.notes) + (other or 0))

    def _typed(self, name: str) -> int:
        return read_number(str(self[name].value() or ""))

    def sheet(self) -> CountSheet:
        """Return the count as the books take it."""
        given = self.cleaned_data
        second = given["second_officer"]
        borne_by = given.get("borne_by")
        return CountSheet(
            id=given["id"],
            on=given["on"],
            moment=CountMoment.BETWEEN,
            funds=(Fund(given["fund"]),) if "fund" in self.fields else tuple(Fund),
            notes={value: given[f"n{value}"] for value in DENOMINATIONS if given[f"n{value}"]},
            other=given["other"] or ZERO,
            explanation=given["explanation"],
            borne_by=Fund(borne_by) if borne_by else None,
            second_officer=UUID(second) if second else None,
        )

    @property
    def differs(self) -> bool:
        """Whether to ask why: once the books have said that box and book differ, or something was explained."""
        return bool(self.is_bound and ("explanation" in self.errors or self["explanation"].value()))


def note_field(value: Dong) -> forms.IntegerField:
    """Return the box for how many notes there are of one value."""
    label = gettext("Notes of %(value)s") % {"value": write_figure(value)}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-note": value})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_NOTES, localize=False, widget=widget
    )


def count(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Count the box; a difference becomes a voucher at once, so that box and book agree."""
    desk = desk_of(request, club_id, Act.COUNT_BOX)
    form = CountForm(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        return count_box(club_id=club_id, sheet=form.sheet(), by=desk.by, at=at).count_id

    moves = [(view, say_voucher(view, names=desk.sees_names)) for view in bank_moves_since_count(club_id)]
    return answer(
        request, desk, form, write, template="ledger/count.html", then="count-recorded", bank_moves=moves
    )


@require_safe
def counted(request: HttpRequest, club_id: UUID, count_id: UUID) -> HttpResponse:
    """What a count found, and the voucher that its difference became."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    found = count_view(club_id, count_id)
    if found is None:
        raise Http404
    voucher = voucher_view(club_id, found.voucher_id) if found.voucher_id else None
    return render(request, "ledger/counted.html", desk.frame(count=found, voucher=voucher))
