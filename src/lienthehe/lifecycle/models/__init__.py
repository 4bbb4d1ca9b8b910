from lienthehe.lifecycle.models.handing_over import HandOver
from lienthehe.lifecycle.models.interest import InterestSplit
from lienthehe.lifecycle.models.leaving import Leaving, LeavingUndone
from lienthehe.lifecycle.models.openings import Opening, OpeningDraft

APPEND_ONLY_TABLES = (
    "lifecycle_leaving",
    "lifecycle_leavingundone",
    "lifecycle_interestsplit",
    "lifecycle_handover",
)
"""What was settled, shared and handed over is never changed or deleted."""

__all__ = [
    "APPEND_ONLY_TABLES",
    "HandOver",
    "InterestSplit",
    "Leaving",
    "LeavingUndone",
    "Opening",
    "OpeningDraft",
]
