"""The loan note (khế ước) on paper, its appendix when it is extended, and the decision of a write-off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from lienthehe.access.queries import grants_within
from lienthehe.access.rules import ROLE_LABELS, Role
from lienthehe.clubs.queries import ClubSummary, board_on, person_story, scopes_of_club
from lienthehe.clubs.rules import Post
from lienthehe.documents.paper import (
    GAP,
    LINE,
    PAGE_WIDTH,
    TABLE_HEAD,
    TABLE_SUM,
    Heading,
    Signer,
    heading,
    height,
    lines_of,
    paginate,
    room,
    signs,
)
from lienthehe.documents.wording import say_dong
from lienthehe.foundation.money import Dong
from lienthehe.foundation.words import amount_in_words
from lienthehe.ledger.queries.vouchers import views_by_id
from lienthehe.loans.queries.loans import Change, LoanRow, loan_on
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.plans import PlanLine
from lienthehe.loans.rules.schedules import MONTHS, Method
from lienthehe.loans.rules.standings import Sum, standing

BETWEEN = 28
"""What lies between two paragraphs, in tenths of a millimetre."""
_METHODS = {
    Method.FLAT: gettext_noop(
        "Interest is %(rate)s a month of the whole amount borrowed, the same every month."
    ),
    Method.EQUAL_PRINCIPAL: gettext_noop(
        "Interest is %(rate)s a month of what is still owed. The same principal is paid every time, so each payment is lighter than the one before."
    ),
    Method.EQUAL_INSTALMENTS: gettext_noop(
        "Interest is %(rate)s a month of what is still owed. Principal and interest together are the same every time."
    ),
    Method.BULLET: gettext_noop(
        "Interest is %(rate)s a month. Only interest is paid every month; the whole principal is paid the last time."
    ),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One payment on paper (đồng). `rest`: the principal owed after it."""

    number: int
    due: date
    principal: Dong
    interest: Dong
    rest: Dong

    @property
    def total(self) -> Dong:
        return Dong(self.principal + self.interest)


@dataclass(frozen=True, slots=True)
class LoanPaper:
    """A paper about one loan: what is agreed in sentences, the payments over its pages, who signs."""

    heading: Heading
    title: str
    subtitle: str
    paragraphs: tuple[str, ...]
    pages: tuple[tuple[PaperLine, ...], ...]
    sums: Sum
    signers: tuple[Signer, ...]


def loan_note_paper(club: ClubSummary, loan_id: UUID, *, on: date, at: datetime) -> LoanPaper | None:
    """Return the loan note as it was signed; None when the club has none such. It names people."""
    row = loan_on(club.id, loan_id, on)
    if row is None:
        return None
    lenders = _lenders(club.id, row)
    return _paper(
        club,
        row,
        title=_("Loan note"),
        day=row.lent.on,
        paragraphs=tuple(_agreed(club, row, lenders)),
        lines=row.lent.lines,
        owed=row.lent.principal,
        signers=_signers(row, lenders),
        at=at,
    )


def decision_paper(
    club: ClubSummary, loan_id: UUID, change_id: UUID, *, on: date, at: datetime
) -> LoanPaper | None:
    """Return the appendix of an extension, or the decision of a write-off; None when there is none such."""
    row = loan_on(club.id, loan_id, on)
    change = next((one for one in row.changes if one.id == change_id), None) if row else None
    if row is None or change is None or change.kind is ChangeKind.GUARANTOR:
        return None
    extends = change.kind is ChangeKind.EXTENSION
    lines = _extended(row, change) if extends else ()
    board = _board(club.id, change.on, Post.TREASURER, Post.CHAIR)
    return _paper(
        club,
        row,
        title=_("Appendix to the loan note: extension") if extends else _("Decision to write a loan off"),
        day=change.on,
        paragraphs=tuple(_decided(row, change)),
        lines=lines,
        owed=Dong(sum(line.principal for line in lines)),
        signers=_signers(row, board) if extends else _deciders(club.id, change.on),
        at=at,
    )


def _paper(
    club: ClubSummary,
    row: LoanRow,
    *,
    title: str,
    day: date,
    paragraphs: tuple[str, ...],
    lines: Sequence[PlanLine],
    owed: Dong,
    signers: tuple[Signer, ...],
    at: datetime,
) -> LoanPaper:
    told = list(_told(lines, owed))
    text = GAP + sum(BETWEEN + LINE * lines_of(one, PAGE_WIDTH) for one in paragraphs)
    top = heading(club.id, on=day, at=at)

    def measure(line: PaperLine) -> int:
        return height(1) + (text if line.number == 1 else 0)

    number = {"number": row.note, "day": f"{day:%d/%m/%Y}"}
    return LoanPaper(
        heading=top,
        title=title,
        subtitle=_("Loan note %(number)s, day %(day)s") % number,
        paragraphs=paragraphs,
        pages=tuple(paginate(told, measure, full=room(top, TABLE_HEAD), closing=TABLE_SUM + signs(signers))),
        sums=Sum(Dong(sum(line.principal for line in told)), Dong(sum(line.interest for line in told))),
        signers=signers,
    )


def _told(lines: Sequence[PlanLine], owed: int) -> Iterator[PaperLine]:
    for number, line in enumerate(lines, start=1):
        owed -= line.principal
        yield PaperLine(number, line.due, line.principal, line.interest, Dong(owed))


def _agreed(club: ClubSummary, row: LoanRow, lenders: Sequence[Signer]) -> Iterator[str]:
    """Yield what both sides sign, in plain words."""
    one, other = ((signer.name or "…………", signer.title.lower()) for signer in lenders)
    lender = {"club": heading_name(club), "first": ", ".join(other), "second": ", ".join(one)}
    yield _("Lender: %(club)s. For it: %(first)s, and %(second)s.") % lender
    yield _borrower(club, row)
    amount = {"amount": say_dong(row.first_amount), "words": amount_in_words(row.first_amount)}
    yield _("Borrowed: %(amount)s (%(words)s).") % amount
    if row.goods_value:
        goods = {"goods": row.goods, "value": say_dong(row.goods_value)}
        yield _("Of it in goods: %(goods)s, worth %(value)s.") % goods
    if row.is_brought_in:
        old = {"day": f"{row.first_on:%d/%m/%Y}", "owed": say_dong(row.lent.principal)}
        yield _("Borrowed on %(day)s; %(owed)s was still owed when this book began.") % old
    yield _("What for: %(purpose)s.") % {"purpose": row.purpose}
    yield from _terms(row)
    if row.guarantor:
        yield _("Who stands for the loan: %(name)s.") % {"name": row.guarantor}


def heading_name(club: ClubSummary) -> str:
    """Return the club with its place, as a party to a note."""
    return f"{club.name}, {club.place_name}"


def _borrower(club: ClubSummary, row: LoanRow) -> str:
    story = person_story(club.id, row.person_id, row.lent.on)
    assert story is not None
    said = {"name": row.borrower, "year": story.facts.birth_year, "number": row.member_number}
    return _("Borrower: %(name)s, born in %(year)s, member number %(number)d of the club.") % said


def _terms(row: LoanRow) -> Iterator[str]:
    terms = row.lent.terms
    months = ngettext(
        "Paid back in %(n)d payment, on the day written below.",
        "Paid back in %(n)d payments, on the days written below.",
        terms.instalments,
    )
    yield months % {"n": terms.instalments}
    if not terms.annual_rate:
        yield _("The loan bears no interest.")
    else:
        yield _(_METHODS[terms.method]) % {"rate": say_rate(terms.annual_rate / MONTHS)}
    if terms.grace:
        grace = ngettext(
            "At the first %(n)d payment only interest is paid.",
            "At the first %(n)d payments only interest is paid.",
            terms.grace,
        )
        yield grace % {"n": terms.grace}
    late = _("Whoever pays late owes nothing on top, but tells the board early.")
    if row.lent.late_rate:
        late = _("On principal that is late %(rate)s a month is paid on top.") % {
            "rate": say_rate(row.lent.late_rate)
        }
    yield _("Paying earlier is welcome at any time and costs nothing.") + " " + late


def say_rate(rate: Decimal) -> str:
    """Write percent as a paper does: 0,8 %."""
    return f"{number_format(rate.normalize(), use_l10n=True)}\N{NO-BREAK SPACE}%"


def _extended(row: LoanRow, change: Change) -> tuple[PlanLine, ...]:
    """Return the new payments as they stood when the extension was decided."""
    events = [one for one in row.events if (one.on, one.place) <= (change.on, change.place)]
    then = standing(row.lent, events, change.on)
    return tuple(
        PlanLine(line.due, line.principal, line.interest, line.asked_since)
        for line in then.lines
        if line.due in change.dues and not line.ahead
    )


def _decided(row: LoanRow, change: Change) -> Iterator[str]:
    """Yield what was decided of a loan, and why."""
    before = standing(row.lent, [one for one in row.events if one.place < change.place], change.on)
    yield _("Borrower: %(name)s. Lent on %(day)s: %(amount)s, for %(purpose)s.") % {
        "name": row.borrower,
        "day": f"{row.first_on:%d/%m/%Y}",
        "amount": say_dong(row.first_amount),
        "purpose": row.purpose,
    }
    if change.kind is ChangeKind.EXTENSION:
        owed = Dong(sum(line.principal for line in _extended(row, change)))
        values = {"owed": say_dong(owed), "words": amount_in_words(owed)}
        yield _("On this day %(owed)s of principal is still owed (%(words)s).") % values
        yield _(
            "The club agrees that it is paid on the days below. Everything else stays as in the loan note."
        )
    else:
        values = {"principal": say_dong(change.principal), "words": amount_in_words(change.principal)}
        yield _("The club writes %(principal)s of principal off (%(words)s).") % values
        if change.interest:
            yield _("Interest owed beside it: %(interest)s.") % {"interest": say_dong(change.interest)}
        yield _("The loan stays in the book and is watched: what is paid later is taken in as recovered.")
    if before.paid.total:
        yield _("Paid until then: %(paid)s.") % {"paid": say_dong(before.paid.total)}
    if change.reason:
        yield _("Reason: %(reason)s.") % {"reason": change.reason}


def _board(club_id: UUID, day: date, *posts: Post) -> tuple[Signer, ...]:
    held = {seat.post: seat.full_name for seat in reversed(board_on(club_id, day))}
    return tuple(Signer(_(post.label), held.get(post, "")) for post in posts)


def _deciders(club_id: UUID, day: date) -> tuple[Signer, ...]:
    return _board(club_id, day, Post.SECRETARY, Post.TREASURER, Post.CHAIR)


def _signers(row: LoanRow, lenders: Sequence[Signer]) -> tuple[Signer, ...]:
    """Return who signs: the borrower, who stands for the loan, and the two who act for the club."""
    signers = [Signer(_("Borrower"), row.borrower)]
    if row.guarantor:
        signers.append(Signer(_("Who stands for the loan"), row.guarantor))
    return (*signers, *lenders)


def _lenders(club_id: UUID, row: LoanRow) -> tuple[Signer, ...]:
    """Return the two who paid the loan out, each with his role that day; of a loan from the old books the board.

    Where one may pay out alone, the chair signs beside him: beside the chair, the treasurer.
    """
    views = () if row.is_brought_in else views_by_id(club_id, row.vouchers)
    if not views:
        return _board(club_id, row.lent.on, Post.TREASURER, Post.CHAIR)
    paid, role = views[0], Role(views[0].recorded_as)
    writer = Signer(_(ROLE_LABELS[role]), paid.recorded_by)
    if paid.draft.second_officer is None:
        beside = Post.TREASURER if role is Role.CHAIR else Post.CHAIR
        return (writer, *_board(club_id, row.lent.on, beside))
    return writer, Signer(_role_of(club_id, paid.draft.second_officer, paid.recorded_at), paid.second_officer)


def _role_of(club_id: UUID, officer_id: UUID, at: datetime) -> str:
    """Return what an officer was for the club on a day."""
    day = timezone.localdate(at)
    grants = grants_within(scopes=scopes_of_club(club_id, on=day), on=day).filter(officer_id=officer_id)
    return next((_(ROLE_LABELS[Role(grant.role)]) for grant in grants), _("Approved by"))
