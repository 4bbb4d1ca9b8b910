"""Which period, on the map of which day: what an address of Toàn cảnh asks for."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.reports.rules.periods import NamedPeriod, last_month_over, periods_over
from lienthehe.web.forms import PageForm, VietnameseDateField
from lienthehe.web.reports.wording import write_period

PERIOD, MAP, OTHER_DAY = "ky", "ban-do", "ngay"


class PeriodField(forms.CharField):
    """A period that is over, as the address writes it. Gives a NamedPeriod."""

    default_error_messages = {
        "invalid": _("This is no period. Choose one of the list."),
        "not_over": _("This period is not over yet. Choose one that has ended."),
    }

    def __init__(self, *, today: date, **kwargs: object) -> None:
        self.today = today
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: str) -> NamedPeriod:
        try:
            period = NamedPeriod.parse(value)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong
        if not period.is_over_on(self.today):
            raise ValidationError(self.error_messages["not_over"], code="not_over")
        return period


class MapField(forms.CharField):
    """A day as the address writes it, 2025-06-30. Gives a date."""

    default_error_messages = {"invalid": _("This is no day of a map. Choose one of the list.")}

    def clean(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong


class OverviewForm(PageForm):
    """The period and the map; what is not understood is said at its box, and the usual one is shown."""

    not_done = _("Not shown yet")

    def __init__(
        self, asked: Mapping[str, str], *, today: date, days: Sequence[tuple[date, int]], kept: Sequence[str]
    ) -> None:
        usual = {PERIOD: str(last_month_over(today)), MAP: today.isoformat()}
        super().__init__(usual | {name: value for name, value in asked.items() if value})
        self.today = today
        data = self.data
        periods = forms.Select(choices=_with(data[PERIOD], _periods(today)))
        maps = forms.Select(choices=_with(data[MAP], _maps(days)))
        self.add_field(PERIOD, PeriodField(label=_("Period"), today=today, widget=periods))
        self.add_field(MAP, MapField(label=_("Map of the day"), widget=maps))
        self.add_field(OTHER_DAY, VietnameseDateField(label=_("Or of another day"), required=False))
        for name in kept:
            if data.get(name):
                self.add_field(name, forms.CharField(required=False, widget=forms.HiddenInput))

    def period(self) -> NamedPeriod:
        """Return the period asked for; the last month where it is not understood."""
        self.is_valid()
        found: NamedPeriod = self.cleaned_data.get(PERIOD) or last_month_over(self.today)
        return found

    def map_date(self) -> date:
        """Return the map's day; today where it is not understood."""
        self.is_valid()
        found: date = self.cleaned_data.get(OTHER_DAY) or self.cleaned_data.get(MAP) or self.today
        return found


def _periods(today: date) -> list[tuple[str, str]]:
    return [(str(period), write_period(period)) for period in periods_over(today)]


def _maps(days: Sequence[tuple[date, int]]) -> list[tuple[str, str]]:
    said = gettext("%(day)s, %(count)d provinces")
    return [(day.isoformat(), said % {"day": f"{day:%d/%m/%Y}", "count": count}) for day, count in days]


def _with(asked: str, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the offers, and what the address asks for besides them, said in words where it is understood."""
    if asked in dict(offered):
        return offered
    return [(asked, _said(asked)), *offered]


def _said(asked: str) -> str:
    for read in (_said_period, _said_day):
        try:
            return read(asked)
        except ValueError:
            continue
    return asked


def _said_period(asked: str) -> str:
    return write_period(NamedPeriod.parse(asked))


def _said_day(asked: str) -> str:
    return f"{date.fromisoformat(asked):%d/%m/%Y}"
