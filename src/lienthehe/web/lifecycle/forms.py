"""Forms of leaving: what is settled, what is paid later, what was written by mistake."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.queries import officer_by_id
from lienthehe.clubs.queries import MembershipPeriod
from lienthehe.clubs.rules import Fund, LeavingReason
from lienthehe.clubs.rules.people import check_leaving
from lienthehe.documents.leaving import say_settlement
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import DateTooEarly, FutureDate, MonthClosed, NotEnoughInBox
from lienthehe.ledger.rules.vouchers import check_day
from lienthehe.lifecycle.queries.leaving import LeaverOwed, heir_of, planned_settlement
from lienthehe.lifecycle.rules.leaving import LeavingSheet
from lienthehe.loans.queries.officers import whose_own
from lienthehe.loans.rules.lending import Whose
from lienthehe.web.clubs.wording import choices_of
from lienthehe.web.forms import Choices, MoneyField, NameField, VietnameseDateField
from lienthehe.web.ledger.forms import BANK, NAME, TEXT, PlaceForm, SecondForm
from lienthehe.web.loans.forms import CheckedForm
from lienthehe.web.wording import write_dong, write_refusal

EDIT = "edit"


class LeaveForm(CheckedForm, SecondForm):
    """Since when and why somebody is no member any more; then what is settled, before it is written."""

    title = _("No longer a member")
    intro = _("First the day and why. Then everything that is settled with this person is shown.")
    check_button = _("See what is to be settled")
    amount: Any = None
    asked_last = frozenset({"pay_income", "pay_activity", "receiver", "stands_for", "second_officer", "pin"})

    on = VietnameseDateField(
        label=_("No longer a member from"), help_text=_("The day of moving, withdrawing or dying.")
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=choices_of(LeavingReason),
        error_messages={"required": _("Choose why.")},
        widget=Choices,
    )
    settled_on = VietnameseDateField(
        label=_("Day on which the money is settled"), help_text=_("Mostly today. The vouchers bear this day.")
    )
    receiver = NameField(
        label=_("Who receives the money?"),
        max_length=NAME,
        error_messages={"required": _("Write who receives the money.")},
    )
    stands_for = NameField(
        label=_("Who stands for the rest of the loan?"),
        help_text=_("An heir, or whoever promises to pay."),
        max_length=NAME,
        error_messages={"required": _("Write the heir or guarantor who stands for it.")},
    )
    field_order = ["on", "reason", "settled_on", "pay_income", "pay_activity", "receiver", "stands_for"]

    def __init__(
        self, *args: Any, membership: MembershipPeriod, name: str, household_id: UUID, **kwargs: Any
    ) -> None:
        self.joined_on, self.membership_id, self.name = membership.joined_on, membership.id, name
        super().__init__(*args, **kwargs)
        self.fields["settled_on"].initial = self.desk.today
        self.planned = planned_settlement(self.desk.club.id, membership.id, self._settled_on())
        self.settled = self.planned.settlement
        for fund in Fund:
            if self._rest(fund):
                self.add_field(f"pay_{fund}", self._box(fund))
        if not self.settled.cash:
            del self.fields["receiver"]
        if not self.settled.going_on:
            del self.fields["stands_for"]
        if not self.settled.moves_money and "second_officer" in self.fields:
            del self.fields["second_officer"], self.fields["pin"]
        self.order_fields(self.field_order)
        self._keep_out(household_id)

    def _keep_out(self, household_id: UUID) -> None:
        """Offer nobody who leaves or lives under the same roof as the second person; say so where it is the writer."""
        chosen = {key: officer_by_id(key) for key, _called in self.desk.second_choices}
        officers = [self.desk.by, *(one for one in chosen.values() if one is not None)]
        whose = Whose(self.membership_id, household_id, self.joined_on)
        own = whose_own(self.desk.club.id, officers, self.desk.today, whose)
        two = self.settled.moves_money or bool(self.settled.loans)
        self.is_own = two and self.desk.by.pk in own
        if "second_officer" not in self.fields:
            return
        kept_out = {str(key) for key in own}
        self.offer_seconds([one for one in self.desk.second_choices if one[0] not in kept_out])
        names = "; ".join(called for key, called in self.desk.second_choices if key in kept_out)
        if names and self.desk.sees_names:
            said = gettext("%(names)s cannot approve here: it is this person, or one household.")
            self.fields["second_officer"].help_text = said % {"names": names}

    def _settled_on(self) -> date:
        try:
            typed = VietnameseDateField(required=False).clean(self.data.get("settled_on"))
        except ValidationError:
            typed = None
        return min(typed or self.desk.today, self.desk.today)

    def _rest(self, fund: Fund) -> Dong:
        return Dong(self.settled.paid[fund] + self.settled.owed[fund])

    def _box(self, fund: Fund) -> MoneyField:
        words = {"fund": gettext(fund.label), "most": write_dong(self.settled.paid[fund])}
        return MoneyField(
            label=gettext("Handed over now, %(fund)s") % words,
            help_text=gettext("At most %(most)s. What is not handed over now stays owed.") % words,
            required=False,
            at_least=0,
        )

    def clean(self) -> None:
        """Refuse at its own box, before anything is shown, a day on which it cannot have happened."""
        super().clean()
        for name, check in (("on", self._check_left), ("settled_on", self._check_settled)):
            try:
                check(self.cleaned_data.get(name))
            except Refusal as refused:
                self.add_error(name, write_refusal(refused))

    def _check_left(self, on: date | None) -> None:
        if on is not None:
            check_leaving(joined_on=self.joined_on, left_on=None, on=on, today=self.desk.today)

    def _check_settled(self, on: date | None) -> None:
        if on is not None:
            check_day(on, today=self.desk.today)
            if not self.is_writing:
                check_open(on, last_closed=last_closed_month(self.desk.club.id))

    @property
    def is_sound(self) -> bool:
        """Not while the day or why is to be written anew."""
        return super().is_sound and self.data.get("do") != EDIT

    @property
    def paid_on(self) -> date:
        return self.cleaned_data.get("settled_on") or self.desk.today

    def show(self) -> Mapping[str, Any]:
        """Return what is settled, and put into the boxes what can be handed over."""
        if not self.is_writing:
            died = self.cleaned_data["reason"] == LeavingReason.DIED
            proposed: dict[str, object] = {f"pay_{fund}": self.settled.paid[fund] for fund in Fund}
            proposed["receiver"] = "" if died else self.name
            self.put(**{name: value for name, value in proposed.items() if name in self.fields})
        return {"sheet": say_settlement(self.settled, self.planned.loans), "settled": self.settled}

    @property
    def said(self) -> dict[str, object]:
        """What was written first, for the page that shows what comes of it."""
        given = self.cleaned_data
        return {**given, "reason": gettext(LeavingReason(given["reason"]).label)}

    def sheet(self) -> LeavingSheet:
        """Return what was written as the command takes it."""
        given = self.cleaned_data
        return LeavingSheet(
            id=given["id"],
            membership_id=self.membership_id,
            on=given["on"],
            reason=LeavingReason(given["reason"]),
            settled_on=given["settled_on"],
            pay={fund: given.get(f"pay_{fund}") or ZERO for fund in Fund},
            receiver=given.get("receiver", ""),
            stands_for=given.get("stands_for", ""),
        )

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put what the books say of the day at the day of the settlement."""
        if isinstance(refused, FutureDate | DateTooEarly | MonthClosed | NotEnoughInBox):
            refused.field = "settled_on"
        super().add_refusal(refused)


class PayLeaverForm(PlaceForm, SecondForm):
    """What is still owed to somebody who left is paid, whole or in part, out of the box or from the bank."""

    title = _("Pay somebody who has left")
    button = _("Record this payment")
    narration: Any = None
    receiver = NameField(
        label=_("Who receives the money?"),
        max_length=NAME,
        error_messages={"required": _("Write who receives the money.")},
    )
    field_order = ["amount", "place", "receiver", "on", "second_officer", "pin"]

    def __init__(self, *args: Any, fund: Fund, owed: LeaverOwed | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box, bank = self.desk.held(fund), self.desk.held(fund, AccountKind.BANK)
        if not bank:
            del self.fields["place"]
        elif not box:
            self.fields["place"].initial = BANK
        if owed is None:
            return
        self.fields["amount"].initial = min(owed.amount, box or bank) or owed.amount
        if self.desk.sees_names:
            self._name_receiver(owed)

    def _name_receiver(self, owed: LeaverOwed) -> None:
        """Propose who left; of who has died only the heir that was written then, else nobody."""
        receiver = self.fields["receiver"]
        receiver.initial = owed.full_name
        if owed.has_died:
            receiver.initial = heir_of(self.desk.club.id, owed.membership_id)
            receiver.help_text = gettext("%(name)s has died: write who of the family receives the money.") % {
                "name": owed.full_name
            }


class UndoLeavingForm(SecondForm):
    """A leaving that was written by mistake."""

    title = _("Take a leaving back")
    intro = _(
        "The vouchers of the settlement are undone and the person is a member again, as if never left. "
        "Both stay in the book for everybody to see."
    )
    button = _("Take the leaving back")
    reason = NameField(
        label=_("What was wrong?"),
        max_length=TEXT,
        error_messages={"required": _("Write what was wrong.")},
    )
    field_order = ["reason", "second_officer", "pin"]

    def __init__(self, *args: Any, moves_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("amount", "on", "narration"):
            del self.fields[name]
        if not moves_money and "second_officer" in self.fields:
            del self.fields["second_officer"], self.fields["pin"]
