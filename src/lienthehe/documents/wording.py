"""How a voucher is said: the text beside its number in the cash book, on the voucher itself, on every list.

What somebody wrote comes first; where nothing was written, the accounts say it. Who may not see people by name reads
the same lines without names and without free text.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from lienthehe.clubs.rules import ContributionTerms, Every
from lienthehe.clubs.rules.dues import parts_of
from lienthehe.ledger.queries.vouchers import VoucherView
from lienthehe.ledger.rules.accounts import (
    BEARS_LOSSES,
    HOLDINGS,
    MONEY,
    AccountKind,
    AccountRef,
    Income,
    Purpose,
    loan_of,
)
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, is_opening

_TAKEN_IN = {
    AccountKind.CONTRIBUTIONS: gettext_noop("contributes"),
    AccountKind.REFUNDABLE_CONTRIBUTIONS: gettext_noop("contributes, paid back on leaving"),
    AccountKind.GRANT: gettext_noop("supports the fund"),
    AccountKind.PROJECT: gettext_noop("project capital"),
    AccountKind.DONATION: gettext_noop("donates"),
    AccountKind.BORROWED_CAPITAL: gettext_noop("lends capital to the club"),
    AccountKind.SHORTAGE: gettext_noop("makes a shortage good"),
    AccountKind.SURPLUS: gettext_noop("too much in the box at the count"),
    AccountKind.STOCK: gettext_noop("goods sold out of the stock"),
    AccountKind.LOAN_PRINCIPAL: gettext_noop("repays principal"),
    AccountKind.RECOVERIES: gettext_noop("pays on a loan that was written off"),
}
_INTEREST_PAID = gettext_noop("pays interest")
_PAID_OUT = {
    AccountKind.LOAN_PRINCIPAL: gettext_noop("lent"),
    AccountKind.BORROWED_CAPITAL: gettext_noop("borrowed capital given back"),
    AccountKind.SHORTAGE: gettext_noop("missing from the box at the count"),
    AccountKind.SURPLUS: gettext_noop("what was too much given back"),
    AccountKind.REFUNDABLE_CONTRIBUTIONS: gettext_noop("contribution paid back"),
    AccountKind.STOCK: gettext_noop("goods bought into the stock"),
    AccountKind.OWED_TO_LEAVER: gettext_noop("share paid out to who has left"),
}
_ANY: frozenset[AccountKind] = frozenset()
_SHARES = frozenset({AccountKind.REFUNDABLE_CONTRIBUTIONS, AccountKind.OWED_TO_LEAVER})
_MOVED = (
    ({AccountKind.LOAN_PRINCIPAL}, {AccountKind.STOCK}, gettext_noop("goods lent")),
    ({AccountKind.STOCK}, {AccountKind.LOAN_PRINCIPAL}, gettext_noop("repays principal in goods")),
    ({AccountKind.STOCK}, {AccountKind.INTEREST}, gettext_noop("pays interest in goods")),
    (_SHARES, {AccountKind.LOAN_PRINCIPAL}, gettext_noop("own share pays principal")),
    (_SHARES, {AccountKind.INTEREST}, gettext_noop("own share pays interest")),
    ({AccountKind.LOSSES}, {AccountKind.LOAN_PRINCIPAL}, gettext_noop("loan written off")),
    ({AccountKind.BANK}, _ANY, gettext_noop("cash brought to the bank")),
    (_ANY, {AccountKind.BANK}, gettext_noop("cash fetched from the bank")),
    (_ANY, {AccountKind.GIFT_IN_KIND}, gettext_noop("gives goods")),
    ({AccountKind.LOSSES}, {AccountKind.STOCK}, gettext_noop("goods lost, died or spoiled")),
    ({AccountKind.LOSSES}, _ANY, gettext_noop("shortage counted as lost")),
    (_ANY, {AccountKind.OWED_TO_LEAVER}, gettext_noop("share owed to who has left")),
    (BEARS_LOSSES, {AccountKind.RETAINED_RESULT}, gettext_noop("loss borne by a source")),
    (_ANY, _ANY, gettext_noop("what was too much is kept")),
)
"""What a transfer of one line is called: where it goes, where it comes from; the first that fits."""
MOST_RANGES = 8
"""Ranges of numbers that a line of the book names; of more it says how many lie between which."""
_KIND_TITLES = {
    VoucherKind.RECEIPT: gettext_noop("Receipt voucher"),
    VoucherKind.PAYMENT: gettext_noop("Payment voucher"),
    VoucherKind.TRANSFER: gettext_noop("Transfer voucher"),
}
_REVERSAL_TITLES = {
    VoucherKind.RECEIPT: gettext_noop("Receipt voucher (reversal)"),
    VoucherKind.PAYMENT: gettext_noop("Payment voucher (reversal)"),
    VoucherKind.TRANSFER: gettext_noop("Transfer voucher (reversal)"),
}


def voucher_title(draft: VoucherDraft) -> str:
    """Return what such a voucher is called: phiếu thu, phiếu chi, phiếu chuyển; (đảo) when it undoes another."""
    return _((_REVERSAL_TITLES if draft.reverses else _KIND_TITLES)[draft.kind])


def fund_title(draft: VoucherDraft) -> str:
    """Return the name of the fund that a voucher touches; both for a transfer between them."""
    funds = {line.debit.fund for line in draft.lines}
    return _(funds.pop().label) if len(funds) == 1 else _("Both funds")


def say_voucher(view: VoucherView, *, names: bool = True) -> str:
    """Return the text of one voucher: "Phạm Thị Đào góp", "Đảo phiếu PT 0012: ..."."""
    draft = view.draft
    said = _with_party(view, names=names)
    if view.is_reversal:
        return _("Undoes %(number)s: %(text)s") % {"number": view.original, "text": said}
    if draft.corrects:
        return _("Instead of %(number)s: %(text)s") % {"number": view.original, "text": said}
    return said


def say_together(views: Sequence[VoucherView]) -> str:
    """Return the text of several contributions on one line of the book: "43 người góp, mỗi người 20.000"."""
    given: Counter[UUID] = Counter()
    for view in views:
        for line in view.draft.lines:
            given[line.for_member or view.draft.id] += line.amount
    people, each = len(given), set(given.values())
    if len(each) == 1:
        text = ngettext(
            "%(people)d person contributes %(amount)s",
            "%(people)d people contribute, %(amount)s each",
            people,
        )
        return text % {"people": people, "amount": number_format(each.pop())}
    return ngettext("%(people)d person contributes", "%(people)d people contribute", people) % {
        "people": people
    }


def say_numbers(views: Sequence[VoucherView]) -> str:
    """Return the vouchers' numbers: "PT 0410", "PT 0410–0452", "PT 0410, 0412–0452"; of many ranges between which they lie."""
    kind, numbers = views[0].number.split()[0], [view.number.split()[1] for view in views]
    runs: list[list[str]] = []
    for number in numbers:
        if runs and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > MOST_RANGES:
        between = {"first": f"{kind} {numbers[0]}", "last": numbers[-1], "count": len(views)}
        return _("%(count)d vouchers between %(first)s and %(last)s") % between
    return f"{kind} {', '.join(run[0] if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)}"


def what_for(view: VoucherView, *, names: bool = True) -> str:
    """Return what the money is for, and for whom where somebody else pays: as it was written, else by its accounts."""
    if share := _say_share(view, names=names):
        return share
    said, behalf = _what_for(view, names=names), _on_behalf(view, names=names)
    return f"{said} ({behalf})" if behalf else said


def _what_for(view: VoucherView, *, names: bool) -> str:
    draft = view.draft
    if view.sold_in:
        return _say_sale_loss(view, names=names)
    if names and draft.wording.narration:
        return draft.wording.narration
    if is_opening(draft):
        return _("balance brought forward from the old books")
    told = told_lines(draft)
    if draft.kind is not VoucherKind.PAYMENT and any(map(view.on_behalf_of, told)):
        return _say_by_whom(view, told, names=names)
    return say_line(draft, told[0]) if len(told) == 1 else say_lines(draft, told)


def _say_sale_loss(view: VoucherView, *, names: bool) -> str:
    """Return what was lost by a sale, with the receipt of the sale: "bán dưới giá ghi sổ, kèm PT 0660: 2 con lợn"."""
    said = _("sold below the value in the book, with %(number)s") % {"number": view.sold_in}
    goods = view.draft.wording.narration if names else ""
    return f"{said}: {goods}" if goods else said


def _say_share(view: VoucherView, *, names: bool) -> str:
    """Return whose share is paid to whom, where somebody else gets it: an heir; "" of any other voucher."""
    draft = view.draft
    ends = [line.credit if draft.reverses else line.debit for line in draft.lines]
    if draft.kind is not VoucherKind.PAYMENT or any(ref.kind not in _SHARES for ref in ends):
        return ""
    whose = dict.fromkeys(filter(None, (say_whose(view, line, names=names) for line in draft.lines)))
    if not whose:
        return ""
    payee = (draft.wording.party_name if names else "") or _("somebody else")
    return _("share of %(whose)s paid to %(payee)s") % {"whose": ", ".join(whose), "payee": payee}


def _say_by_whom(view: VoucherView, lines: Sequence[Line], *, names: bool) -> str:
    """Say what the payer hands over for himself, then for each of the others."""
    by_whom: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_whom[say_whose(view, line, names=names)].append(line)
    own = by_whom.pop("", [])
    said = [say_lines(view.draft, own)] if own else []
    for who, theirs in by_whom.items():
        text = ", ".join(f"{_in_short(view.draft, one)} {number_format(one.amount)}" for one in theirs)
        said.append(_("pays for %(who)s: %(text)s") % {"who": who, "text": text})
    return "; ".join(said)


def say_whose(view: VoucherView, line: Line, *, names: bool) -> str:
    """Return the member for whom somebody else pays a line or gets it; "" where it is the payer's or payee's own."""
    whose = view.on_behalf_of(line)
    if whose is None:
        return ""
    return whose.name if names else _("Member no. %(number)d") % {"number": whose.number}


def say_part(view: VoucherView, line: Line, *, names: bool) -> str:
    """Return what one transfer of a voucher is as a line of its own, with for whom: "Nộp thay Lê Quang Trung: gốc"."""
    if view.sold_in:
        return capfirst(_("sold below the value in the book, with %(number)s") % {"number": view.sold_in})
    who = say_whose(view, line, names=names)
    if not who or view.draft.kind is VoucherKind.PAYMENT:
        return capfirst(say_line(view.draft, line))
    return capfirst(_("pays for %(who)s: %(text)s") % {"who": who, "text": _in_short(view.draft, line)})


def _in_short(draft: VoucherDraft, line: Line) -> str:
    """Return a line where it stands that somebody pays."""
    said = say_line(draft, line)
    short = {_(_INTEREST_PAID): _("interest"), _(_TAKEN_IN[AccountKind.LOAN_PRINCIPAL]): _("principal")}
    return short.get(said, said)


def _on_behalf(view: VoucherView, *, names: bool) -> str:
    """Return for whom a voucher is that does not say it line by line: one told in words, or a payment."""
    draft = view.draft
    if draft.kind is not VoucherKind.PAYMENT and not (names and draft.wording.narration):
        return ""
    who = ", ".join(dict.fromkeys(filter(None, (say_whose(view, one, names=names) for one in draft.lines))))
    if not who:
        return ""
    gets = draft.kind is VoucherKind.PAYMENT
    return (_("gets it for %(who)s") if gets else _("pays for %(who)s")) % {"who": who}


def say_lines(draft: VoucherDraft, lines: Sequence[Line]) -> str:
    """Return what some transfers of a voucher are, each with its amount: "trả lãi 40.000, gốc 500.000"."""
    said = [say_line(draft, line) for line in lines]
    pays_interest, principal = _(_INTEREST_PAID), _(_TAKEN_IN[AccountKind.LOAN_PRINCIPAL])
    for place, (before, text) in enumerate(pairwise(said), start=1):
        if (before, text) == (pays_interest, principal):
            said[place] = _("principal")
    return ", ".join(f"{text} {number_format(line.amount)}" for text, line in zip(said, lines, strict=True))


def say_part_of_loan(view: VoucherView, loan_id: UUID, *, names: bool = True) -> tuple[str, str]:
    """Return the text of what a voucher wrote of one loan, and of what else stands on it; "" where nothing does."""
    draft = view.draft
    own = [line for line in draft.lines if loan_id in (loan_of(line.debit), loan_of(line.credit))]
    others = [line for line in draft.lines if line not in own]
    if not others or is_opening(draft):
        return say_voucher(view, names=names), ""
    sums: Counter[str] = Counter()
    for line in others:
        is_of_loan = loan_of(line.debit) or loan_of(line.credit)
        sums[_("other loans") if is_of_loan else say_line(draft, line)] += line.amount
    beside = ", ".join(f"{text} {number_format(amount)}" for text, amount in sums.items())
    part = replace(draft, lines=tuple(own), wording=replace(draft.wording, narration=""))
    return say_voucher(replace(view, draft=part), names=names), beside


def say_line(draft: VoucherDraft, line: Line) -> str:
    """Return what one transfer of a voucher is, in small letters."""
    if draft.kind is VoucherKind.TRANSFER:
        return _say_transfer(draft, line)
    brings_in = line.debit.kind in MONEY
    other = line.credit if brings_in else line.debit
    words = _TAKEN_IN if (draft.kind is VoucherKind.RECEIPT) else _PAID_OUT
    return _(words[other.kind]) if other.kind in words else _subject_of(other)


def _subject_of(ref: AccountRef) -> str:
    if ref.kind is AccountKind.SPENDING:
        return _small(_(Purpose(ref.subject).label))
    if ref.kind is AccountKind.INTEREST:
        if loan_of(ref):
            return _(_INTEREST_PAID)
        return _small(_(Income(ref.subject).label))
    return _small(_(ref.kind.label))


def _say_transfer(draft: VoucherDraft, line: Line) -> str:
    if _is_between_funds(draft):
        giving, taking = (_(line.debit.fund.label).lower() for line in draft.lines)
        if any(AccountKind.INTEREST in (line.debit.kind, line.credit.kind) for line in draft.lines):
            said = _("part of the loan interest, from the %(giving)s to the %(taking)s")
            return said % {"giving": giving, "taking": taking}
        return _("from the %(giving)s to the %(taking)s") % {"giving": giving, "taking": taking}
    if is_opening(draft):
        return _small(_(_held_in(line).kind.label))
    to, out_of = (line.credit, line.debit) if draft.reverses else (line.debit, line.credit)
    return next(
        _(said)
        for tos, outs, said in _MOVED
        if (not tos or to.kind in tos) and (not outs or out_of.kind in outs)
    )


def _held_in(line: Line) -> AccountRef:
    """Return which of a line's two accounts is not the old books."""
    return line.credit if line.debit.kind is AccountKind.OPENING else line.debit


def _is_between_funds(draft: VoucherDraft) -> bool:
    """Two transfers, one in each fund, and the second mirrors the first: they are one move."""
    if is_opening(draft):
        return False
    return draft.kind is VoucherKind.TRANSFER and len({line.debit.fund for line in draft.lines}) > 1


def told_lines(draft: VoucherDraft) -> Sequence[Line]:
    """Return the transfers that a voucher is told by; of a move from fund to fund the first says it all.

    What is brought forward from the old books is told by what is there.
    """
    if is_opening(draft):
        return [line for line in draft.lines if _held_in(line).kind in HOLDINGS]
    return draft.lines[:1] if _is_between_funds(draft) else draft.lines


def _with_party(view: VoucherView, *, names: bool) -> str:
    draft, said = view.draft, what_for(view, names=names)
    party = draft.wording.party_name if names else ""
    if not names and draft.party_kind is PartyKind.MEMBER:
        party = _("A member")
    if _lends(draft):
        text = draft.wording.narration if names else ""
        return _("%(lent)s: %(who)s") % {
            "lent": capfirst(say_line(draft, draft.lines[0])),
            "who": ", ".join(filter(None, (party, text))),
        }
    if not party or view.sold_in or _say_share(view, names=names):
        return capfirst(said)
    if draft.wording.narration and names:
        return f"{party}: {said}"
    if draft.kind is not VoucherKind.PAYMENT:
        return f"{party} {said}"
    payee = ", ".join(filter(None, (party, _on_behalf(view, names=names))))
    return f"{capfirst(_what_for(view, names=names))}: {payee}"


def _lends(draft: VoucherDraft) -> bool:
    """Tell whether a voucher pays a loan out, or undoes that."""
    gets = [line.credit if draft.reverses else line.debit for line in draft.lines]
    return not is_opening(draft) and any(ref.kind is AccountKind.LOAN_PRINCIPAL for ref in gets)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def say_contribution(terms: ContributionTerms) -> str:
    """Return what the regulations ask: "Quỹ hoạt động: 10.000 đ mỗi tháng"; of a sum in parts, what one part is."""
    fund = _(terms.fund.label)
    said: dict[str, object] = {
        "fund": _("%(fund)s, paid back on leaving") % {"fund": fund} if terms.refundable else fund,
        "amount": say_dong(terms.amount),
        "parts": terms.instalments,
    }
    if terms.every is not Every.INSTALMENTS:
        return _("%(fund)s: %(amount)s %(every)s") % (said | {"every": _(terms.every.label)})
    if terms.instalments == 1:
        return _("%(fund)s: %(amount)s once") % said
    said["part"] = say_dong(parts_of(terms.amount, terms.instalments)[0])
    return _("%(fund)s: %(part)s every month, in %(parts)d months (%(amount)s together)") % said


def say_dong(amount: int) -> str:
    """Write đồng as a paper does: 1.234.567 đ, never broken across lines."""
    return f"{number_format(amount)}\N{NO-BREAK SPACE}đ"
