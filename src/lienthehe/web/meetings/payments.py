"""Chi tiền: what was paid out, for what, to whom, and who of the board stands behind it beside the writer."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.meetings.rules.boxes import boxes_expected, boxes_to_pay, faults_of_payments
from lienthehe.meetings.rules.sheets import MeetingPayment, MeetingSheet
from lienthehe.web.forms import Choices, MoneyField, NameField
from lienthehe.web.meetings.forms import (
    TEXT,
    DeskForm,
    LineForm,
    Part,
    Said,
    StepPage,
    Who,
    WhoField,
    lines,
)
from lienthehe.web.wording import write_dong, write_refusal


class PaymentLine(LineForm):
    told_by = ("amount", "who", "text", "purpose")

    who = WhoField(label=_("To whom?"), error_messages={"required": _("Write who was paid.")})
    purpose = forms.ChoiceField(
        label=_("What is it paid for?"),
        choices=[("", _("Choose what for")), *((one.value, _(one.label)) for one in Purpose)],
        error_messages={"required": _("Choose what for.")},
    )
    fund = forms.ChoiceField(
        label=_("Out of which fund?"),
        widget=Choices,
        choices=[(fund.value, _(fund.label)) for fund in Fund],
        error_messages={"required": _("Choose a fund.")},
    )
    amount = MoneyField(label=_("How much?"))
    text = NameField(label=_("In more words (may stay empty)"), required=False, max_length=TEXT)
    field_order = ["who", "purpose", "fund", "amount", "text", "drop"]


class SecondForm(DeskForm):
    """Who approves the payments beside the writer; this person confirms the meeting too."""

    second_officer = forms.ChoiceField(
        label=_("Who approves beside you?"),
        help_text=_("One of the two who confirm the meeting at the end."),
        widget=Choices,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second_officer"].choices = self.desk.second_choices  # type: ignore[attr-defined]


class PaymentsPage(StepPage):
    key = "payments"
    template = "meetings/payments.html"
    owns = ("payments",)

    def make_parts(self) -> dict[str, Part]:
        payments = self.desk.sheet.payments
        written = [self._initial(one) for one in payments]
        second = next((str(one.second_officer) for one in payments if one.second_officer), None)
        return {
            "payments": lines(PaymentLine, "payments", self.desk, self.typed, written),
            "second": SecondForm(
                self.typed, desk=self.desk, prefix="second", initial={"second_officer": second}
            ),
        }

    def _initial(self, payment: MeetingPayment) -> dict[str, Any]:
        member = self.desk.by_membership.get(payment.member) if payment.member else None
        return {
            "who": Who(member, payment.payee_name),
            "purpose": payment.purpose,
            "fund": payment.fund,
            "amount": payment.amount,
            "text": payment.text,
        }

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        second = self.parts["second"]
        assert isinstance(second, SecondForm)
        needed = self.desk.needs_two(self.desk.sheet.on)
        if self.filled("payments") and needed and not second.cleaned_data["second_officer"]:
            second.add_error("second_officer", gettext("Choose somebody of the board."))
        return not second.errors

    def fields(self) -> dict[str, Any]:
        chosen = self.given("second")["second_officer"]
        second = UUID(chosen) if chosen else None
        return {"payments": tuple(_payment(line, second) for line in self.filled("payments"))}

    def stays_at(self) -> str:
        """Stay where the boxes cannot pay what was just saved: the page says so above its lines."""
        saved = replace(self.desk.sheet, **self.fields())
        return "#top" if any(faults_of_payments(saved, self.desk.book)) else super().stays_at()

    def context(self) -> dict[str, Any]:
        sheet, book = self.desk.sheet, self.desk.book
        to_pay, left = boxes_to_pay(sheet, book), boxes_expected(sheet, book)
        return {
            "boxes": [
                (gettext(fund.label), to_pay[fund], to_pay[fund] - left[fund], left[fund]) for fund in Fund
            ],
            "too_much": [write_refusal(refused) for refused in faults_of_payments(sheet, book)],
            "needs_two": self.desk.needs_two(sheet.on),
        }

    def said(self, sheet: MeetingSheet) -> Said:
        officers = dict(self.desk.second_choices)
        second = next((str(one.second_officer) for one in sheet.payments if one.second_officer), None)
        return [
            *(
                (
                    f"{place}. {gettext(one.purpose.label)}",
                    f"{write_dong(one.amount)}, {say_payment(self.desk, one)}",
                )
                for place, one in enumerate(sheet.payments, start=1)
            ),
            (gettext("Who approves"), officers.get(second or "", "")),
        ]


def say_payment(desk: Any, payment: MeetingPayment) -> str:
    """Say to whom a payment was, in more words, out of which fund."""
    who = desk.called(desk.by_membership.get(payment.member)) if payment.member else payment.payee_name
    return ", ".join(filter(None, [who, payment.text, gettext(payment.fund.label)]))


def _payment(line: dict[str, Any], second: UUID | None) -> MeetingPayment:
    who = line["who"]
    return MeetingPayment(
        fund=Fund(line["fund"]),
        purpose=Purpose(line["purpose"]),
        amount=line["amount"],
        text=line["text"],
        member=who.member.membership_id if who.member else None,
        payee_name="" if who.member else who.name,
        second_officer=second,
    )
