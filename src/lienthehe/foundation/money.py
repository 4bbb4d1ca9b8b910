"""Money: whole đồng, never a float or a decimal."""

from typing import NewType

Dong = NewType("Dong", int)
"""An amount of Vietnamese đồng. The đồng has no subunit."""

ZERO = Dong(0)

DENOMINATIONS: tuple[Dong, ...] = tuple(
    Dong(value) for value in (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
)
"""The notes in use, largest first (State Bank of Vietnam; the 500 đ note is rare but lawful)."""
