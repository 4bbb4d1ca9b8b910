"""How loans are spoken of: the methods of interest in plain words, rates with a comma, who borrows, how it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienthehe.clubs.rules import Remark
from lienthehe.loans.queries.applications import ApplicationRow
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.schedules import Method
from lienthehe.loans.rules.standings import LoanState, Standing
from lienthehe.web.clubs.wording import write_address
from lienthehe.web.ledger.desk import Desk
from lienthehe.web.wording import NO_BREAK, write_dong, write_value

_PLAIN_NUMBERS = re.compile(r"%\((\w+)\)d")

METHODS: dict[Method, tuple[Any, Any]] = {
    Method.FLAT: (
        gettext_lazy("Flat interest"),
        gettext_lazy("The same interest every month, on the whole amount as it was borrowed."),
    ),
    Method.EQUAL_PRINCIPAL: (
        gettext_lazy("Equal principal, interest on what is still owed"),
        gettext_lazy("Each month is lighter than the one before: who owes less pays less interest."),
    ),
    Method.EQUAL_INSTALMENTS: (
        gettext_lazy("The same payment every time"),
        gettext_lazy(
            "Interest on what is still owed; principal and interest together are alike every month."
        ),
    ),
    Method.BULLET: (
        gettext_lazy("Interest every month, principal at the end"),
        gettext_lazy("Light at first; in the last month the whole amount has to be paid."),
    ),
}
"""What each method is called, and a line that explains it."""


def write_rate(rate: Decimal) -> str:
    """Write a rate without its sign, as it is typed: 0,8."""
    return f"{rate.normalize():f}".replace(".", ",")


def write_percent(rate: Decimal) -> str:
    """Write a rate: 21,46 %, never broken across lines."""
    return f"{write_rate(rate)}{NO_BREAK}%"


def write_share(part: Fraction) -> str:
    """Write a part of a whole in percent with one figure after the comma: 4,2 %."""
    return write_percent(Decimal(round(part * 1000)) / 10)


@dataclass(frozen=True, slots=True)
class Said:
    """How something stands, in words; `mark` is "warn", "stop", "done" or ""."""

    text: str
    mark: str = ""


def say_state(row: LoanRow) -> Said:
    """Say how a loan stands on its day: late, due, when the next payment falls due, repaid, written off."""
    return _say_running(row.at) if row.state is LoanState.RUNS else _say_ended(row)


def _say_ended(row: LoanRow) -> Said:
    if row.state is LoanState.SETTLED:
        last = max((paid.on for paid in row.paid), default=row.lent.on)
        return Said(_("Repaid on %(day)s") % {"day": f"{last:%d/%m/%Y}"}, "done")
    left = {"amount": write_dong(row.to_recover)}
    if row.to_recover:
        return Said(_("Written off, %(amount)s may still come back") % left, "warn")
    return Said(_("Written off, all of it came back"), "done")


def _say_running(at: Standing) -> Said:
    if at.overdue.total:
        text = ngettext("%(days)d day late: %(amount)s", "%(days)d days late: %(amount)s", at.days_late)
        return Said(text % {"days": at.days_late, "amount": write_dong(at.overdue.total)}, "stop")
    coming = at.next_line
    if coming is None:
        return Said(_("Nothing more is asked for"))
    said = {"day": f"{coming.due:%d/%m/%Y}", "amount": write_dong(coming.unpaid.total)}
    if at.due.total:
        return Said(_("Due on %(day)s: %(amount)s") % said, "warn")
    return Said(_("Next on %(day)s: %(amount)s") % said)


def write_warning(remark: Remark) -> str:
    """Translate what is unusual about a request, its money, days and rates as they are written on a page."""
    plain = set(_PLAIN_NUMBERS.findall(remark.message))
    values = {name: value if name in plain else _write_part(value) for name, value in remark.values.items()}
    return _(remark.message) % values


def _write_part(value: object) -> str:
    if isinstance(value, Decimal):
        return write_rate(value)
    return _(value) if isinstance(value, str) else write_value(value)


def call(desk: Desk, row: LoanRow | ApplicationRow) -> str:
    """Write who borrows or asks, as in a list: the full name, told apart; a number where names are not shown."""
    name = row.borrower if isinstance(row, LoanRow) else row.full_name
    membership = row.membership_id if isinstance(row, LoanRow) else row.asked.membership_id
    return desk.called_once(membership, name, row.member_number)


def say_handed(money: int, goods_value: int, goods: str) -> str:
    """Say what is handed over, money and goods apart (đồng); `goods` may be empty where names are not shown."""
    if not goods_value:
        return write_dong(money)
    said = {"money": write_dong(money), "goods": goods or _("goods"), "value": write_dong(goods_value)}
    if not money:
        return _("%(goods)s worth %(value)s") % said
    return _("%(money)s in money and %(goods)s worth %(value)s") % said


def write_both(texts: Sequence[str]) -> str:
    """Write one text, or two with "and" between them."""
    if len(texts) == 1:
        return texts[0]
    first, second = texts
    return _("%(first)s and %(second)s") % {"first": first, "second": second}


def address(desk: Desk, row: LoanRow | ApplicationRow) -> str:
    """Write who borrows or asks, as in a sentence: "bà Đào"; who has left by the full name."""
    member = next((one for one in desk.members if one.person_id == row.person_id), None)
    if member is None or not desk.sees_names:
        return call(desk, row)
    return f"{write_address(member.sex, member.age)} {member.full_name.split()[-1]}"
