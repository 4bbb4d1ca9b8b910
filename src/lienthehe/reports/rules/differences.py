"""Where the read model and what it is made from disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.figures import FIGURES, Figures


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a month: what stands, and what the lists and books say. `figure` "": the month as a whole."""

    month: Month
    figure: str
    stands: int | None
    is_right: int | None

    @property
    def is_missing(self) -> bool:
        """Tell whether the month does not stand at all."""
        return not self.figure and not self.stands

    @property
    def is_extra(self) -> bool:
        """Tell whether no such month should stand."""
        return not self.figure and not self.is_right


def compare(stands: Mapping[Month, Figures], right: Mapping[Month, Figures]) -> Iterator[Difference]:
    """Yield each figure that differs, month by month; a month that stands on one side alone differs as a whole."""
    for month in sorted({*stands, *right}):
        if month not in stands or month not in right:
            yield Difference(month, "", int(month in stands), int(month in right))
            continue
        for figure in FIGURES:
            if stands[month][figure] != right[month][figure]:
                yield Difference(month, figure, stands[month][figure], right[month][figure])
