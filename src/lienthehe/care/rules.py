"""Weight and blood pressure at the meeting: what can be true, and what is said about it. Never a diagnosis."""

from dataclasses import dataclass
from uuid import UUID

from lienthehe.foundation.refusals import Refusal, gettext_noop

RAISED_SYSTOLIC, RAISED_DIASTOLIC = 140, 90
"""From 140/90 on: "nên đi khám" (Ministry of Health's threshold for raised blood pressure)."""

SYSTOLIC, DIASTOLIC = range(60, 281), range(30, 181)
WEIGHT = range(150, 2001)
"""Hectograms: 15 to 200 kg."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured on one person. `weight`: hectograms (512 is 51,2 kg); pressure: mmHg; None: not measured."""

    person_id: UUID
    weight: int | None = None
    systolic: int | None = None
    diastolic: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.weight is None and self.systolic is None and self.diastolic is None

    @property
    def is_raised(self) -> bool:
        """Whether the person should see the health station."""
        return (self.systolic or 0) >= RAISED_SYSTOLIC or (self.diastolic or 0) >= RAISED_DIASTOLIC


class PressureIncomplete(Refusal):
    message = gettext_noop("Write both figures of the blood pressure, such as 130 over 80.")
    field = "measurements"


class PressureImplausible(Refusal):
    message = gettext_noop("A blood pressure of %(systolic)d over %(diastolic)d cannot be. Measure again.")
    field = "measurements"


class WeightImplausible(Refusal):
    message = gettext_noop("A weight of %(kilograms)s kg cannot be. Weigh again.")
    field = "measurements"


def check_reading(reading: Reading) -> None:
    """Raise PressureIncomplete, PressureImplausible or WeightImplausible."""
    systolic, diastolic = reading.systolic, reading.diastolic
    if (systolic is None) != (diastolic is None):
        raise PressureIncomplete
    if systolic is not None and diastolic is not None:
        possible = systolic in SYSTOLIC and diastolic in DIASTOLIC and systolic > diastolic
        if not possible:
            raise PressureImplausible(systolic=systolic, diastolic=diastolic)
    if reading.weight is not None and reading.weight not in WEIGHT:
        raise WeightImplausible(kilograms=f"{reading.weight / 10:g}".replace(".", ","))
