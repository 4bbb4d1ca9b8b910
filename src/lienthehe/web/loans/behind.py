"""Hai người chịu trách nhiệm: who may stand behind a loan, said before a form is filled in; nobody for himself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.queries import officer_by_id
from lienthehe.loans.queries.applications import ApplicationRow
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.queries.officers import whose_own
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.applications import State
from lienthehe.web.ledger.desk import Choice, Desk
from lienthehe.web.ledger.forms import SecondForm


@dataclass(frozen=True, slots=True)
class Behind:
    """Whether a loan is the writer's own or of his household, who may approve it beside him, and whom it concerns too."""

    is_own: bool
    seconds: Sequence[Choice]
    kept_out: Sequence[str]


def behind_loan(desk: Desk, row: LoanRow | ApplicationRow) -> Behind:
    """Return who may stand behind a loan or a request, as the books will judge it."""
    found = [officer_by_id(key) for key, _label in desk.second_choices]
    officers = [desk.by, *(one for one in found if one is not None)]
    own = whose_own(desk.club.id, officers, desk.today, row.whose)
    keys = {str(key) for key in own}
    return Behind(
        is_own=desk.by.pk in own,
        seconds=[(key, label) for key, label in desk.second_choices if key not in keys],
        kept_out=[label for key, label in desk.second_choices if key in keys],
    )


def pays_by_two(desk: Desk) -> bool:
    """Tell whether a loan that is paid out today needs a second officer, by the policy or the regulations."""
    return policy_on(desk.club.id, desk.today).second_officer or desk.needs_two(desk.today)


def is_unconfirmed(desk: Desk, row: ApplicationRow) -> bool:
    """Tell whether an approval was written down from paper by one person, and waits for the second, who pays it out."""
    return row.state is State.APPROVED and row.approved_on_paper and pays_by_two(desk)


class BehindForm(SecondForm):
    """A decision about a loan behind which two of the board stand; nobody for himself or his household."""

    always_two = True
    row: Any
    """The loan (LoanRow) or the request (ApplicationRow); set before the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.behind = behind_loan(self.desk, self.row)
        if "second_officer" not in self.fields:
            return
        self.offer_seconds(self.behind.seconds)
        self.fields["second_officer"].help_text = self._hint

    @property
    def _hint(self) -> Any:
        if self.behind.kept_out and self.desk.sees_names:
            names = "; ".join(self.behind.kept_out)
            return gettext("%(names)s cannot approve this loan: the borrower, or of one household.") % {
                "names": names
            }
        return _("Two of the board stand behind it, nobody for himself or for somebody of his household.")
