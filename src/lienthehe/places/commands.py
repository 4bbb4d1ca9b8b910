from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files

from django.db import transaction
from django.db.models import Model

from lienthehe.access.commands.audit import write_server_audit
from lienthehe.access.rules import Act
from lienthehe.places.models import Placement, Succession, Unit
from lienthehe.places.rules import (
    LoadReport,
    PlacementFact,
    PlaceRows,
    SuccessionFact,
    Tally,
    draw_up,
    read_successions,
    read_units,
)


def package_rows() -> PlaceRows:
    """Read the source that comes with the product: all of Vietnam, before and from 1 July 2025."""
    data = files("lienthehe.places") / "data"

    def text(name: str) -> str:
        return (data / name).read_text(encoding="utf-8")

    return PlaceRows(
        reformed_on=date(2025, 7, 1),
        before=read_units(text("units_before_2025-07-01.csv")),
        after=read_units(text("units_from_2025-07-01.csv")),
        successions=read_successions(text("commune_succession_2025-07-01.csv")),
        changes=read_units(text("changes_2026-04-30.csv")),
    )


def load_places(*, source: PlaceRows | None = None, at: datetime) -> LoadReport:
    """Bring units, placements and successions in line with the source; what is right already is left alone.

    Nothing is ever removed. `source` is what comes with the product unless rows are given. For the server's command
    line, where nobody is signed in: the audit row names no officer, and a load that writes nothing leaves none.
    """
    register = draw_up(source or package_rows())
    with transaction.atomic():
        report = LoadReport(
            units=_bring_in_line(Unit, 1, ("id", "level"), register.units.items()),
            placements=_bring_in_line(Placement, 2, PlacementFact._fields, register.placements),
            successions=_bring_in_line(Succession, 3, SuccessionFact._fields, register.successions),
            holes=register.holes,
        )
        if report.wrote_something:
            write_server_audit(act=Act.LOAD_PLACES, subject=("places", "VN"), at=at)
    return report


def _bring_in_line(
    model: type[Model], keys: int, names: tuple[str, ...], wanted: Iterable[tuple[object, ...]]
) -> Tally:
    """Add the wanted rows that no row has the key of, and change those that differ in the rest.

    The first `keys` of the names are the key.
    """
    rows = model._default_manager  # noqa: SLF001 - Django's documented name
    found = {row[:keys]: row for row in rows.values_list(*names)}
    added, changed, unchanged = [], [], 0
    for values in wanted:
        row = found.get(values[:keys])
        if row is None:
            added.append(model(**dict(zip(names, values, strict=True))))
        elif row != values:
            changed.append(values)
        else:
            unchanged += 1
    rows.bulk_create(added)
    if changed:
        pks = {row[:-1]: row[-1] for row in rows.values_list(*names[:keys], "pk")}
        changing = (
            model(**dict(zip((*names, "pk"), (*values, pks[values[:keys]]), strict=True)))
            for values in changed
        )
        rows.bulk_update(changing, [name.removesuffix("_id") for name in names[keys:]])
    return Tally(len(added), len(changed), unchanged)
