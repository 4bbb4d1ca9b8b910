"""What the forms of loans have in common: looked at once more before it is written, a reason."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.rules.vouchers import check_day
from lienthehe.web.forms import NameField
from lienthehe.web.ledger.desk import Desk
from lienthehe.web.ledger.forms import EntryForm
from lienthehe.web.loans.behind import BehindForm
from lienthehe.web.wording import write_refusal

CHECK, WRITE = "check", "write"
REASON = 200
FIGURES = {"inputmode": "numeric", "autocomplete": "off"}


def number_field(**kwargs: Any) -> forms.IntegerField:
    """Return a box for a small whole number."""
    return forms.IntegerField(widget=forms.TextInput(attrs=FIGURES), **kwargs)


def reason_field(label: Any, help_text: Any = "") -> NameField:
    """Return the box of a decision's reason."""
    return NameField(
        label=label,
        help_text=help_text,
        max_length=REASON,
        error_messages={"required": _("Write the reason: it stays beside the loan for everybody to see.")},
    )


class CheckedForm(EntryForm):
    """A form that is shown once more, with what comes of it, before its button writes it.

    `asked_last` are the fields that are asked for only then.
    """

    check_button: Any = _("Look at it once more")
    narration: Any = None
    asked_last: frozenset[str] = frozenset({"reason", "second_officer", "pin"})
    places: ClassVar[Mapping[str, str]] = {}
    """At which field a refusal of the books stands here."""

    @property
    def is_writing(self) -> bool:
        """Whether the button that writes was pressed."""
        return self.is_bound and self.data.get("do") == WRITE

    def full_clean(self) -> None:
        """Ask for what comes last only when it is to be written."""
        super().full_clean()
        if self.is_bound and not self.is_writing:
            for name in self.asked_last & set(self.errors):
                del self.errors[name]

    @property
    def is_sound(self) -> bool:
        """Whether what comes of it can be shown, though something that is asked last may be missing."""
        return self.is_bound and not set(self.errors) - self.asked_last

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal at the field that this form has for it."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            refusal.field = self.places.get(refusal.field, refusal.field)
            super().add_refusal(refusal)

    def put(self, **values: object) -> None:
        """Write into the boxes what was reckoned: they are shown with it, and sent with it next time."""
        data: Any = self.data
        data = data.copy()
        for name, value in values.items():
            data[name] = self.fields[name].prepare_value(value)
        self.data = data

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The boxes that are filled in first."""
        return [box for box in self.visible_fields() if box.name not in self.asked_last]

    @property
    def has_first_errors(self) -> bool:
        """Whether one of the boxes that are filled in first is wrong."""
        return any(box.errors for box in self.first_fields)

    @property
    def last_fields(self) -> list[forms.BoundField]:
        """The boxes that are asked for last."""
        return [box for box in self.visible_fields() if box.name in self.asked_last]


class PastForm(CheckedForm):
    """A form whose day has come: another is refused at once, before anything is shown of it."""

    def clean_on(self) -> date:
        """Return the day. Refuses one that has not come, or lies before the first clubs."""
        on: date = self.cleaned_data["on"]
        try:
            check_day(on, today=self.desk.today)
        except Refusal as refused:
            raise ValidationError(write_refusal(refused)) from refused
        return on


class TwoForm(PastForm, BehindForm):
    """A decision about a loan, shown once more before two of the board stand behind it."""


def answer_checked(
    request: HttpRequest,
    desk: Desk,
    form: CheckedForm,
    write: Callable[[datetime], UUID],
    *,
    template: str,
    then: str,
    show: Callable[[], Mapping[str, Any]] = dict,
    at_once: bool = False,
    **context: Any,
) -> HttpResponse:
    """Write a form whose button was pressed and lead to the page of what was written, or show it with what comes of it.

    It is written first, so that a form sent twice leads to the same page. `show` says what comes of a sound form.
    A refusal stands at its field. `at_once`: it is shown with the empty form already.
    """
    is_valid = form.is_valid()
    refusals: list[Refusal | Refusals] = []
    shown: Mapping[str, Any] = {}
    if form.is_writing and is_valid:
        try:
            return redirect(then, desk.club.id, write(timezone.now()))
        except (Refusal, Refusals) as refused:
            refusals.append(refused)
    if form.is_sound or (at_once and not form.is_bound):
        try:
            shown = show()
        except (Refusal, Refusals) as refused:
            refusals.append(refused)
    for first in refusals[:1]:
        form.add_refusal(first)
    return render(request, template, desk.frame(form=form, **{**context, "is_shown": bool(shown), **shown}))
