"""How a meeting's decisions about loans are said: in its minutes, and on its page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthehe.documents.wording import say_dong
from lienthehe.ledger.queries.vouchers import VoucherView
from lienthehe.loans.queries.votes import VoteCast, VotedOn
from lienthehe.loans.rules.applications import Outcome


def say_loan(one: VotedOn, vouchers: Sequence[VoucherView]) -> str:
    """Say the whole of it for the minutes: who asked for how much and what for, the vote, and by which vouchers."""
    asked = _("%(name)s asked for %(amount)s (%(purpose)s)") % {
        "name": one.full_name,
        "amount": say_dong(one.asked.total),
        "purpose": one.asked.purpose,
    }
    if one.asked.guarantor:
        asked = _("%(text)s, %(name)s stands for it") % {"text": asked, "name": one.asked.guarantor}
    return f"{asked}: {say_outcome(one, reason=True)}{_say_paid(one, vouchers)}."


def say_outcome(one: VotedOn, *, reason: bool) -> str:
    """Say what was decided, with the votes; `reason`: why, in the words of whoever wrote it."""
    if one.vote is None:
        return _("approved by an earlier meeting")
    said = _say_decided(one.vote)
    if one.vote.votes_for or one.vote.votes_against or one.vote.abstained:
        votes = _("%(yes)d for, %(no)d against, %(none)d abstained") % {
            "yes": one.vote.votes_for,
            "no": one.vote.votes_against,
            "none": one.vote.abstained,
        }
        said = f"{said} ({votes})"
    return f"{said}; {one.vote.reason.rstrip('.')}" if reason and one.vote.reason else said


def _say_decided(vote: VoteCast) -> str:
    match vote.outcome:
        case Outcome.APPROVED:
            text = ngettext(
                "%(amount)s approved, over %(months)d month",
                "%(amount)s approved, over %(months)d months",
                vote.instalments,
            )
            return text % {"amount": say_dong(vote.total), "months": vote.instalments}
        case Outcome.REFUSED:
            return _("not approved")
        case Outcome.POSTPONED:
            return _("put off to a later meeting")


def _say_paid(one: VotedOn, vouchers: Sequence[VoucherView]) -> str:
    views = [view for view in vouchers if view.draft.id in one.vouchers]
    if not views:
        return ""
    paid = _("; %(amount)s handed over by %(vouchers)s") % {
        "amount": say_dong(one.lent),
        "vouchers": ", ".join(view.number for view in views),
    }
    second = next((view.second_officer for view in views if view.second_officer), "")
    return f"{paid}{_(', approved by %(name)s') % {'name': second}}" if second else paid
