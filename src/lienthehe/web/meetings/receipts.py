"""Thu khác: money and goods that are no contributions, each with its source and giver."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.rules.accounts import AccountKind, Income
from lienthehe.meetings.rules.sheets import MeetingSheet, OtherReceipt, SourceKind
from lienthehe.web.forms import Choices, MoneyField, NameField
from lienthehe.web.meetings.forms import TEXT, LineForm, Part, Said, StepPage, Who, WhoField, lines
from lienthehe.web.wording import write_dong

ASIDE = "xem=khac"
"""How the address names this view of the step."""
LENT = "gift_in_kind:lending"
SOURCES: dict[str, Any] = {
    SourceKind.DONATION: _(AccountKind.DONATION.label),
    SourceKind.GRANT: _(AccountKind.GRANT.label),
    SourceKind.PROJECT: _(AccountKind.PROJECT.label),
    SourceKind.GIFT_IN_KIND: _("Gift in kind, used by the club"),
    LENT: _("Gift in kind, to be lent to members"),
    f"{SourceKind.INCOME}:{Income.FEE}": _(Income.FEE.label),
    f"{SourceKind.INCOME}:{Income.BANK_INTEREST}": _(Income.BANK_INTEREST.label),
    f"{SourceKind.INCOME}:{Income.OTHER}": _(Income.OTHER.label),
    SourceKind.SHORTAGE: _("Makes a shortage good"),
}
"""What a receipt may be, by its word in the form: a source, and of income what it was earned by."""


class ReceiptLine(LineForm):
    told_by = ("amount", "who", "text")

    who = WhoField(label=_("From whom?"))
    source = forms.ChoiceField(
        label=_("What kind of receipt?"),
        choices=[("", _("Choose what it is")), *SOURCES.items()],
        error_messages={"required": _("Choose what it is.")},
    )
    fund = forms.ChoiceField(
        label=_("Into which fund?"),
        widget=Choices,
        choices=[(fund.value, _(fund.label)) for fund in Fund],
        error_messages={"required": _("Choose a fund.")},
    )
    amount = MoneyField(label=_("How much? Goods: what they are worth"))
    text = NameField(label=_("What for, or which goods? (may stay empty)"), required=False, max_length=TEXT)
    field_order = ["who", "source", "fund", "amount", "text", "drop"]


class ReceiptsPage(StepPage):
    """A second view of the step: what came in beside the contributions."""

    key = "receipts"
    template = "meetings/receipts.html"
    owns = ("receipts",)

    def make_parts(self) -> dict[str, Part]:
        written = [self._initial(one) for one in self.desk.sheet.receipts]
        return {"receipts": lines(ReceiptLine, "receipts", self.desk, self.typed, written)}

    def _initial(self, receipt: OtherReceipt) -> dict[str, Any]:
        member = self.desk.by_membership.get(receipt.member) if receipt.member else None
        return {
            "who": Who(member, receipt.source_name or receipt.payer_name),
            "source": _word_of(receipt),
            "fund": receipt.fund,
            "amount": receipt.amount,
            "text": receipt.text,
        }

    def fields(self) -> dict[str, Any]:
        return {"receipts": tuple(_receipt(line) for line in self.filled("receipts"))}

    def stays_at(self) -> str:
        more = super().stays_at()
        return f"?{ASIDE}{more}" if more else "#after"

    def said(self, sheet: MeetingSheet) -> Said:
        return [
            (
                gettext("%(place)d. %(text)s")
                % {"place": place, "text": gettext(str(SOURCES[_word_of(one)]))},
                f"{write_dong(one.amount)}, {say_receipt(one)}",
            )
            for place, one in enumerate(sheet.receipts, start=1)
        ]


def say_receipt(receipt: OtherReceipt) -> str:
    """Say from whom a receipt is, for what, into which fund."""
    who = receipt.source_name or receipt.payer_name
    return ", ".join(filter(None, [who, receipt.text, gettext(receipt.fund.label)]))


def _word_of(receipt: OtherReceipt) -> str:
    if receipt.source is SourceKind.GIFT_IN_KIND and receipt.for_lending:
        return LENT
    word = f"{receipt.source}:{receipt.income}" if receipt.source is SourceKind.INCOME else receipt.source
    return word if word in SOURCES else f"{SourceKind.INCOME}:{Income.OTHER}"


def _receipt(line: dict[str, Any]) -> OtherReceipt:
    word, _colon, detail = line["source"].partition(":")
    source, who = SourceKind(word), line["who"]
    name = who.member.full_name if who.member else who.name
    named = source not in {SourceKind.INCOME, SourceKind.SHORTAGE}
    return OtherReceipt(
        fund=Fund(line["fund"]),
        source=source,
        amount=line["amount"],
        text=line["text"],
        member=who.member.membership_id if who.member else None,
        payer_name="" if named or who.member else name,
        source_name=name if named else "",
        income=Income(detail) if source is SourceKind.INCOME else Income.OTHER,
        for_lending=line["source"] == LENT,
    )
