"""Toàn cảnh: a place in figures, the places below it ranked, and every indicator with how it is counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.documents.tables import Shown
from lienthehe.reports.rules.indicators import Value, indicators
from lienthehe.web.reports.asked import Asked, asked_of, wants_file
from lienthehe.web.reports.drawing import map_of
from lienthehe.web.reports.excel import as_file, cell_as_shown, table_as_file
from lienthehe.web.reports.figures import counting_of, shown_figures
from lienthehe.web.reports.gathered import every_indicator, gathered
from lienthehe.web.reports.tables import cell_of, table_of
from lienthehe.web.reports.wording import (
    GROUPS,
    by_level,
    level_name,
    name_of,
    write_names,
    write_period,
    write_place,
)

_NAMED = 6


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A place in six figures, and what lies in it ranked by one of them."""
    asked = asked_of(request)
    if not asked.is_on_map:
        return render(request, "reports/not_on_map.html", _frame(asked, others=asked.others_of_the_map()))
    seen = gathered(asked)
    table = table_of(asked, seen.level, seen.found, seen.codes)
    if wants_file(request):
        return table_as_file(_title(asked), _about(asked), table)
    missing = seen.found.missing
    context = _frame(
        asked,
        figures=shown_figures(asked, seen.whole, seen.months),
        missing=missing,
        missing_names=write_names(missing, _NAMED),
        table=table,
        map=map_of(asked, seen, seen.codes),
        row_name=level_name(seen.level),
        way_down=by_level(seen.level),
        ranked_by=name_of(asked.indicator),
        file=asked.link(code=asked.indicator.code, upwards=asked.upwards, by_clubs=asked.by_clubs, file=True),
    )
    return render(request, "reports/overview.html", context)


@require_safe
def all_indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator of a place and period, in groups, each with how it is counted and a way down."""
    asked = asked_of(request)
    if not asked.is_on_map:
        return render(request, "reports/not_on_map.html", _frame(asked, others=asked.others_of_the_map()))
    values = every_indicator(asked)
    if wants_file(request):
        return _indicators_as_file(asked, values)
    groups = [
        (
            _(title),
            [
                (
                    cell_of(one, values[one.code]),
                    counting_of(one, values[one.code]),
                    asked.link(code=one.code) + "#bang",
                )
                for one in indicators().values()
                if one.group == group
            ],
        )
        for group, title in GROUPS.items()
    ]
    file = asked.link("all-indicators", file=True)
    return render(request, "reports/all_indicators.html", _frame(asked, groups=groups, file=file))


def _indicators_as_file(asked: Asked, values: dict[str, Value]) -> HttpResponse:
    rows = []
    for group, title in GROUPS.items():
        for one in indicators().values():
            if one.group == group:
                value = values[one.code]
                said = counting_of(one, value)
                words = [Shown(text) for text in (said.definition, said.over, said.source)]
                rows.append(
                    [
                        Shown(_(title)),
                        Shown(said.name),
                        cell_as_shown(cell_of(one, value)),
                        Shown(_(one.unit.label)),
                        *words,
                    ]
                )
    headings = [
        _("Group"),
        _("Figure"),
        _("Value"),
        _("Unit"),
        _("How is it counted?"),
        _("Over"),
        _("Source"),
    ]
    return as_file(_title(asked), _about(asked), headings, rows)


def _title(asked: Asked) -> str:
    return write_place(asked.place)


def _about(asked: Asked) -> list[str]:
    """Return the period and the map's day, each in a line."""
    map_of = _("Map of %(day)s") % {"day": f"{asked.map_date:%d/%m/%Y}"}
    return [write_period(asked.period), map_of]


def _frame(asked: Asked, **context: object) -> dict[str, object]:
    """Return what every page of a place shows."""
    return {
        "asked": asked,
        "form": asked.form,
        "place": write_place(asked.place),
        "period": write_period(asked.period),
        "above": asked.places_above(),
        "here": asked.link(),
        "indicators_href": asked.link("all-indicators"),
        "clubs_href": asked.link(code=asked.indicator.code, by_clubs=True) + "#bang",
    } | context
