"""The minutes of a hand-over on paper: who to whom, the count by denomination, the funds, every open loan."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthehe.access.rules import STANDS_IN, Role
from lienthehe.clubs.queries import ClubSummary
from lienthehe.documents.paper import SIGNS, Heading, Signer, heading, height, lines_of, paginate
from lienthehe.lifecycle.queries.handing_over import HandOverView, LoanThere, hand_over_view

_HANDS_OVER, _TAKES_OVER = gettext_noop("Hands over"), gettext_noop("Takes over")
_WITNESS = gettext_noop("Witness")
_FULL, _LOAN_WIDTH, _FEW = 2150, 42, 2


@dataclass(frozen=True, slots=True)
class HandOverPaper:
    """A hand-over as it is printed: a first page, then `pages` of open loans, the last of all with the signatures."""

    heading: Heading
    view: HandOverView
    pages: tuple[tuple[LoanThere, ...], ...]
    signers: tuple[Signer, ...]

    @property
    def sheets(self) -> int:
        """How many pages it has."""
        return 1 + len(self.pages)


def hand_over_paper(club: ClubSummary, hand_over_id: UUID, *, at: datetime) -> HandOverPaper | None:
    """Return a hand-over as it is printed; None when the club has none such. For who may see names."""
    view = hand_over_view(club.id, hand_over_id)
    if view is None:
        return None
    fits_on_one = not view.there.loans and len(view.passed) <= _FEW
    pages = [] if fits_on_one else paginate(view.there.loans, _height, full=_FULL, closing=SIGNS * 2)
    return HandOverPaper(
        heading=heading(club.id, on=view.on, at=at), view=view, pages=tuple(pages), signers=_signers(view)
    )


def _height(loan: LoanThere) -> int:
    return height(lines_of(f"{loan.borrower}, {loan.purpose}", _LOAN_WIDTH))


def _signers(view: HandOverView) -> tuple[Signer, ...]:
    """Return both sides of every post, and the witness: the officer from above, or whoever signs there."""
    signers = []
    for one in view.passed:
        post = _(one.post.label)
        signers.append(Signer(f"{_(_HANDS_OVER)}, {post}", one.from_name))
        signers.append(Signer(f"{_(_TAKES_OVER)}, {post}", one.to_name))
    witness = view.recorded_by if view.recorded_as in {Role(role) for role in STANDS_IN} else ""
    return (*signers, Signer(_(_WITNESS), witness))
