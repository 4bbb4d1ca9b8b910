"""An opening as JSON, for its draft: strict, and naming the place that does not fit."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lienthehe.lifecycle.rules.opening_checks import OpeningUnreadable
from lienthehe.lifecycle.rules.openings import OpeningSheet

_ADAPTER = TypeAdapter(OpeningSheet)


def read_opening(data: Mapping[str, Any]) -> OpeningSheet:
    """Return the sheet that JSON values describe. Raises OpeningUnreadable with the place."""
    try:
        return _ADAPTER.validate_json(json.dumps(data), strict=True)
    except ValidationError as fault:
        place = ".".join(str(step) for step in fault.errors()[0]["loc"])
        raise OpeningUnreadable(place=place or "?") from fault


def write_opening(sheet: OpeningSheet) -> dict[str, Any]:
    """Return the sheet as JSON values."""
    plain: dict[str, Any] = _ADAPTER.dump_python(sheet, mode="json")
    return plain


def opening_digest(sheet: OpeningSheet) -> str:
    """Return SHA-256 of the sheet's canonical JSON: the same content, the same digest."""
    canonical = json.dumps(write_opening(sheet), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
