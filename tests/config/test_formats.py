"""How dates and numbers are read and written; Django's own Vietnamese formats do both wrongly."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

FIFTH_OF_NOVEMBER = date(2026, 11, 5)


class DayForm(forms.Form):
    day = forms.DateField(localize=True)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def shown(template, **values):
    return Template(template).render(Context(values))


@pytest.mark.parametrize("typed", ["05/11/2026", "5/11/2026", "05-11-2026", "05.11.2026", "2026-11-05"])
def test_a_date_is_read_day_first(typed):
    form = DayForm({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == FIFTH_OF_NOVEMBER


def test_a_date_that_is_none_is_refused():
    assert not DayForm({"day": "11/15/2026"}).is_valid()


def test_a_date_field_shows_day_month_year():
    assert 'value="05/11/2026"' in str(DayForm(initial={"day": FIFTH_OF_NOVEMBER})["day"])


def test_a_date_is_written_day_month_year():
    assert (
        shown("{{ day }} {{ day|date:'SHORT_DATE_FORMAT' }}", day=FIFTH_OF_NOVEMBER)
        == "05/11/2026 05/11/2026"
    )
    assert formats.date_format(FIFTH_OF_NOVEMBER, "YEAR_MONTH_FORMAT") == "11/2026"


@pytest.mark.parametrize(
    ("number", "written"), [(5_000_000, "5.000.000"), (999, "999"), (-24_500, "-24.500"), (0.8, "0,8")]
)
def test_thousands_are_grouped_by_dots(number, written):
    assert shown("{% load l10n %}{% localize on %}{{ number }}{% endlocalize %}", number=number) == written
    assert shown("{{ number }}", number=number) == written
