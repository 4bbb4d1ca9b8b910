"""What the screens of old books have in common: the desk with its draft, lines of a list, and a screen as one whole."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.foundation.text import tidy
from lienthehe.lifecycle.queries.openings import OpeningDraftView, opening_draft
from lienthehe.lifecycle.rules.opening_checks import NoSuchOpening, place_of
from lienthehe.lifecycle.rules.opening_format import write_opening
from lienthehe.lifecycle.rules.openings import FundBalance, OpeningSheet, balance_of
from lienthehe.web.forms import PageForm, read_number
from lienthehe.web.ledger.desk import Choice, Desk, desk_of
from lienthehe.web.wording import write_refusal

MOST_LINES = 200
EMPTY_LINES = 2


@dataclass(frozen=True)
class OpeningDesk:
    """The desk of the club, and its draft of old books."""

    desk: Desk
    draft: OpeningDraftView

    @property
    def sheet(self) -> OpeningSheet:
        return self.draft.sheet

    @property
    def one_tin(self) -> bool:
        return self.desk.club.one_tin

    @property
    def balances(self) -> list[FundBalance]:
        """Both sides of each fund, for the sums that every screen shows."""
        return [balance_of(self.sheet, fund) for fund in Fund]

    @cached_property
    def names(self) -> dict[UUID, str]:
        """What every member is called: those of the list, then those who join by this sheet."""
        called = {UUID(key): name for key, name in self.desk.member_choices}
        joining = {one.membership_id: one.joins.facts.full_name for one in self.sheet.members if one.joins}
        return called | {key: name for key, name in joining.items() if key not in called}

    @property
    def member_choices(self) -> list[Choice]:
        """Every member by name, to choose who borrowed."""
        return [(str(key), name) for key, name in self.names.items()]


def opening_desk(request: HttpRequest, club_id: UUID) -> OpeningDesk:
    """Return the desk of a screen of old books. Who may not see names may not fill them in. Raises NoSuchOpening."""
    desk_of(request, club_id, Act.SEE_PEOPLE)
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    draft = opening_draft(club_id)
    if draft is None:
        raise NoSuchOpening
    return OpeningDesk(desk, draft)


class LineForm(PageForm):
    """One line of a list. It counts when one of the boxes `told_by` is filled in; `drop` takes a written one out."""

    told_by: ClassVar[tuple[str, ...]] = ()
    drop = forms.BooleanField(label=_("Take this line out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)

    def has_changed(self) -> bool:
        """Tell whether the line says anything; an empty one is passed over without being checked."""
        if self.data.get(self.add_prefix("drop")):
            return False
        return any(tidy(self.data.get(self.add_prefix(name)) or "") for name in self.told_by)

    @property
    def is_written(self) -> bool:
        return any(self.initial.get(name) for name in self.told_by)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to draw: a new line cannot be taken out."""
        return [field for field in self.visible_fields() if field.name != "drop" or self.is_written]


def make_lines(
    kind: type[LineForm], prefix: str, typed: QueryDict | None, written: Sequence[Mapping[str, Any]]
) -> list[LineForm]:
    """Return the lines of a screen: as many as were posted, else those written and some empty ones."""
    posted = read_number(typed.get(f"{prefix}-lines", "")) if typed is not None else 0
    number = min(posted or len(written) + EMPTY_LINES, MOST_LINES)
    return [
        kind(typed, prefix=f"{prefix}{place}", initial=dict(written[place]) if place < len(written) else {})
        for place in range(number)
    ]


class OpeningPage(ABC):
    """One screen of old books, as saved or as typed. To a template it is the page's `form`."""

    part: ClassVar[str] = ""
    template: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    owns: ClassVar[tuple[str, ...]] = ()
    """The fields of the sheet that are this screen's own."""
    not_done = PageForm.not_done

    def __init__(self, desk: OpeningDesk, typed: QueryDict | None = None) -> None:
        self.desk, self.typed, self.faults = desk, typed, list[str]()
        self.forms = self.make_forms()

    @abstractmethod
    def make_forms(self) -> list[PageForm]:
        """Return the forms of the screen in their order."""

    @abstractmethod
    def fields(self) -> dict[str, Any]:
        """Return what was typed as fields of the sheet; called when the screen is sound."""

    def changes(self) -> dict[str, Any]:
        """Return what was typed as JSON values of the sheet's fields."""
        fields = self.fields()
        plain = write_opening(replace(self.desk.sheet, **fields))
        return {name: plain[name] for name in fields}

    @property
    def version(self) -> int:
        """The version of the draft that the screen was made from."""
        return read_number(self.typed.get("version", "")) if self.typed is not None else 0

    @property
    def stays(self) -> bool:
        """Whether more lines are asked for, so that the same screen comes again."""
        return self.typed is not None and "more" in self.typed

    def is_valid(self) -> bool:
        """Tell whether every form is sound; each of them says what is wrong with it."""
        sound = [form.is_valid() for form in self.forms]
        return all(sound) and not self.faults

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal, or several, above the screen."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            self.faults.append(write_refusal(refusal))

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Yield every field, for the summary of errors."""
        for form in self.forms:
            yield from form

    def non_field_errors(self) -> list[str]:
        """Return what is wrong with no single field."""
        return [*self.faults, *(str(error) for form in self.forms for error in form.non_field_errors())]

    @property
    def error_count(self) -> int:
        return len(self.non_field_errors()) + sum(len(field.errors) for field in self)

    @property
    def errors(self) -> bool:
        """Whether anything has to be mended."""
        return (self.typed is not None or bool(self.faults)) and self.error_count > 0


_PARTS = {
    "on": "cash", "boxes": "cash", "holdings": "goods", "sources": "sources", "members": "members", "balance": "sources",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What has to be mended before the books are opened: where, and the words."""

    part: str
    row: int | None
    who: str
    text: str


def say_faults(desk: OpeningDesk, refused: Refusals) -> list[Fault]:
    """Return the refusals in words, each with the screen on which it is mended."""
    return [_fault(desk, refusal) for refusal in refused.refusals]


def _fault(desk: OpeningDesk, refusal: Refusal) -> Fault:
    place, sheet = place_of(refusal), desk.sheet
    row, who = place.row, ""
    if place.kind == "loans" and row is not None:
        key = sheet.loans[row].membership_id
        who = desk.names.get(key, "") if key else ""
        who = gettext("Loan %(number)d, %(name)s") % {"number": row + 1, "name": who or "?"}
    elif place.kind == "members" and row is not None:
        who = desk.names.get(sheet.members[row].membership_id, "")
    elif place.kind == "sources" and row is not None:
        who = sheet.sources[row].name or gettext(sheet.sources[row].kind.label)
    elif place.kind == "holdings" and row is not None:
        who = gettext(sheet.holdings[row].fund.label)
    elif place.kind == "balance" and place.field:
        who = gettext(Fund(place.field).label)
    part = "cash" if place.field == "cash" else _PARTS.get(place.kind, place.kind)
    return Fault(part, row, who, write_refusal(refusal))
