"""Reading and writing a meeting sheet as JSON: strict, and naming the place that does not fit."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lienthehe.meetings.rules.refusals import SheetUnreadable, SheetVersionUnknown
from lienthehe.meetings.rules.sheets import NEW_IN, SHEET_VERSION, MeetingSheet

_ADAPTER = TypeAdapter(MeetingSheet)


def read_sheet(data: Mapping[str, Any] | str | bytes) -> MeetingSheet:
    """Return the sheet that JSON, or what was parsed from it, describes.

    Numbers must be whole numbers, not text. Raises SheetVersionUnknown, or SheetUnreadable with the place
    (contributions.12.amount).
    """
    text = data if isinstance(data, (str, bytes)) else json.dumps(data)
    try:
        sheet = _ADAPTER.validate_json(text, strict=True)
    except ValidationError as fault:
        version = data.get("version") if isinstance(data, Mapping) else None
        if isinstance(version, int) and version > SHEET_VERSION:
            raise SheetVersionUnknown(version=version) from fault
        place = ".".join(str(step) for step in fault.errors()[0]["loc"])
        raise SheetUnreadable(place=place or "?") from fault
    if not 1 <= sheet.version <= SHEET_VERSION:
        raise SheetVersionUnknown(version=sheet.version)
    if any(getattr(sheet, name) for name in _newer_than(sheet.version)):
        raise SheetVersionUnknown(version=sheet.version)
    return sheet


def write_sheet(sheet: MeetingSheet) -> dict[str, Any]:
    """Return the sheet as JSON values, every field of its version named."""
    newer = set(_newer_than(sheet.version))
    plain: dict[str, Any] = _ADAPTER.dump_python(sheet, mode="json", exclude=newer or None)
    return plain


def write_fields(sheet: MeetingSheet, **fields: object) -> dict[str, Any]:
    """Return new values of some of the sheet's fields as JSON values, as `save_step` takes them."""
    plain = write_sheet(replace(sheet, version=SHEET_VERSION, **fields))  # type: ignore[arg-type] # named by who knows their types
    return {name: plain[name] for name in fields}


def sheet_digest(sheet: MeetingSheet) -> str:
    """Return SHA-256 of the sheet's canonical JSON: the same content, the same digest, from a page or a phone."""
    canonical = json.dumps(write_sheet(sheet), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _newer_than(version: int) -> list[str]:
    return [name for since, names in NEW_IN.items() if since > version for name in names]
