"""Forms about a club: founding, what it says about itself, its place."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import ClubFacts, ClubFounding, ManagingBody, MeetingRule, MeetingRuleKind
from lienthehe.clubs.rules.clubs import LAST_WEEK, InTheFuture
from lienthehe.places.rules import PlaceOn
from lienthehe.web.clubs.wording import choices_of, write_meeting_rule
from lienthehe.web.forms import Choices, NameField, PageForm, VietnameseDateField

SCHEMES = ("1648/QĐ-TTg", "1336/QĐ-TTg", "1533/QĐ-TTg")
_ONE, _TWO = "one", "two"
_TINS = [(_TWO, _("Two boxes, one for each fund")), (_ONE, _("One box for both funds"))]


class ClubForm(PageForm):
    """What a club says about itself."""

    name = NameField(label=_("Name of the club"), max_length=120)
    village = NameField(label=_("Village or group"), max_length=80)
    founded_on = VietnameseDateField(label=_("Founded on"))
    decision_number = NameField(label=_("Number of the founding decision"), required=False, max_length=60)
    decision_on = VietnameseDateField(label=_("Day of the decision"), required=False)
    decision_by = NameField(
        label=_("Who decided"),
        help_text=_("Mostly the commune's People's Committee."),
        required=False,
        max_length=120,
    )
    scheme = forms.ChoiceField(
        label=_("Under the scheme"),
        required=False,
        choices=[("", _("None, or not known")), *((scheme, scheme) for scheme in SCHEMES)],
    )
    managing_body = forms.ChoiceField(label=_("Managed by"), choices=choices_of(ManagingBody), widget=Choices)
    meeting_rule = forms.ChoiceField(
        label=_("Meets"),
        help_text=_("A month without the 29th, 30th or 31st: on its last day."),
        error_messages={"required": _("Choose the day of the meeting.")},
    )
    meeting_time = forms.TimeField(
        label=_("At what time"),
        help_text=_("For example 8:00."),
        initial=time(8, 0),
        error_messages={
            "required": _("Write the time, for example 8:00."),
            "invalid": _("Write the time as hours and minutes, for example 8:00."),
        },
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
    )
    meeting_place = NameField(label=_("Where"), max_length=120)
    tins = forms.ChoiceField(label=_("Cash boxes"), choices=_TINS, widget=Choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting_rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _meeting_choices()

    def facts(self) -> ClubFacts:
        """Return what was typed."""
        typed = self.cleaned_data
        return ClubFacts(
            name=typed["name"],
            village=typed["village"],
            founded_on=typed["founded_on"],
            managing_body=ManagingBody(typed["managing_body"]),
            meeting=_read_rule(typed["meeting_rule"]),
            meeting_time=typed["meeting_time"],
            meeting_place=typed["meeting_place"],
            one_tin=typed["tins"] == _ONE,
            decision_number=typed["decision_number"],
            decision_on=typed["decision_on"],
            decision_by=typed["decision_by"],
            scheme=typed["scheme"],
        )


def written_facts(facts: ClubFacts) -> dict[str, Any]:
    """Return what a club says about itself as the form shows it."""
    return {
        **{field.name: getattr(facts, field.name) for field in fields(ClubFacts)},
        "meeting_rule": _write_rule(facts.meeting),
        "tins": _ONE if facts.one_tin else _TWO,
    }


class FoundForm(ClubForm):
    """A club that is not in the register yet, in one of the communes of the officer."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    unit_id = forms.ChoiceField(label=_("Commune"), error_messages={"required": _("Choose the commune.")})
    field_order = ["name", "village", "unit_id"]

    def __init__(self, *args: Any, communes: Iterable[PlaceOn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, communes)

    def founding(self) -> ClubFounding:
        typed = self.cleaned_data
        return ClubFounding(id=typed["id"], unit_id=UUID(typed["unit_id"]), facts=self.facts())


class DayForm(PageForm):
    """Which day's members are counted; asked for in the address."""

    ngay = VietnameseDateField(label=_("See the day"))

    def day(self, *, today: date) -> date:
        """Return the day asked for; today where none is, or none that can be: then the field says why."""
        if not self.is_valid():
            return today
        asked: date = self.cleaned_data["ngay"]
        if asked <= today:
            return asked
        self.add_refusal(InTheFuture(field="ngay", day=asked))
        return today


class MoveForm(PageForm):
    """Where a club lies from a day on, and why."""

    unit_id = forms.ChoiceField(label=_("Moves to"), error_messages={"required": _("Choose the commune.")})
    on = VietnameseDateField(label=_("From"))
    reason = NameField(
        label=_("Why"), help_text=_("For example the number of the resolution."), max_length=200
    )

    def __init__(self, *args: Any, communes: Iterable[PlaceOn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, communes)


def _offer(form: PageForm, communes: Iterable[PlaceOn]) -> None:
    field = form.fields["unit_id"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Choose the commune")), *((str(c.unit_id), c.name) for c in communes)]


def _meeting_choices() -> list[tuple[str, str]]:
    """Return every rule: days of the month, then each weekday's weeks, Sunday first as it is the commonest."""
    rules = [MeetingRule(MeetingRuleKind.DAY_OF_MONTH, day) for day in range(1, 32)]
    for weekday in (6, *range(6)):
        rules += [
            MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, week, weekday) for week in range(1, LAST_WEEK + 1)
        ]
    return [
        ("", gettext("Choose the day")),
        *((_write_rule(rule), write_meeting_rule(rule)) for rule in rules),
    ]


def _write_rule(rule: MeetingRule) -> str:
    return f"{rule.kind.value}-{rule.day}-{rule.weekday}"


def _read_rule(written: str) -> MeetingRule:
    kind, day, weekday = written.split("-")
    return MeetingRule(MeetingRuleKind(kind), int(day), int(weekday))
