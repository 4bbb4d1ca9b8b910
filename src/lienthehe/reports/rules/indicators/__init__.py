from lienthehe.reports.rules.indicators.adding import Value, add_up, over_months
from lienthehe.reports.rules.indicators.catalogue import indicators
from lienthehe.reports.rules.indicators.kinds import AtLeast, Counted, Indicator, OverTime, Reached, Unit

__all__ = [
    "AtLeast",
    "Counted",
    "Indicator",
    "OverTime",
    "Reached",
    "Unit",
    "Value",
    "add_up",
    "indicators",
    "over_months",
]
