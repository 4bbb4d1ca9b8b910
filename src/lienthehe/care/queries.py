from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.care.models import Measurement
from lienthehe.care.rules import Reading


@dataclass(frozen=True, slots=True)
class DatedReading:
    """A reading and its day."""

    on: date
    reading: Reading


def readings_of_meeting(club_id: UUID, meeting_id: UUID) -> list[Reading]:
    """Return what was measured at a meeting; for those who may see health."""
    return [reading_of(row) for row in Measurement.objects.filter(club_id=club_id, meeting=meeting_id)]


def readings_of_person(club_id: UUID, person_id: UUID, *, limit: int = 24) -> list[DatedReading]:
    """Return a person's last readings, newest first; for those who may see health."""
    rows = Measurement.objects.filter(club_id=club_id, person_id=person_id).order_by("-on", "-id")[:limit]
    return [DatedReading(row.on, reading_of(row)) for row in rows]


def last_readings(club_id: UUID, person_ids: Collection[UUID], *, before: date) -> dict[UUID, DatedReading]:
    """Return each person's last reading before a day, in one query; for those who may see health."""
    rows = Measurement.objects.filter(club_id=club_id, person_id__in=person_ids, on__lt=before).order_by(
        "on", "id"
    )
    return {row.person_id: DatedReading(row.on, reading_of(row)) for row in rows}


def reading_of(row: Measurement) -> Reading:
    """Open the sealed figures of one row."""
    figures = row.figures
    return Reading(row.person_id, figures["weight"], figures["systolic"], figures["diastolic"])
