from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lienthehe.care.models import Measurement
from lienthehe.care.rules import Reading, check_reading


def record_measurements(*, club_id: UUID, readings: Sequence[Reading], on: date, meeting_id: UUID) -> int:
    """Write what was measured at a meeting, inside the meeting's own transaction and act; return how many persons.

    Empty readings are passed over. Raises what `check_reading` raises.
    """
    taken = [reading for reading in readings if not reading.is_empty]
    for reading in taken:
        check_reading(reading)
    Measurement.objects.bulk_create(
        Measurement(
            club_id=club_id,
            person_id=reading.person_id,
            on=on,
            meeting=meeting_id,
            figures={"weight": reading.weight, "systolic": reading.systolic, "diastolic": reading.diastolic},
        )
        for reading in taken
    )
    return len(taken)
