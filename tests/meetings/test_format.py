"""The sheet as JSON: read strictly, the same from a page and a phone, and what was released is read for ever."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from lienthehe.meetings.rules.format import read_sheet, sheet_digest, write_sheet
from lienthehe.meetings.rules.refusals import SheetUnreadable, SheetVersionUnknown
from lienthehe.meetings.rules.sheets import SHEET_VERSION

EXAMPLE = json.loads(
    (Path(__file__).parents[1] / "vectors" / "meetings" / "sheet_v1.json").read_text(encoding="utf-8")
)


def test_the_released_example_is_read_with_its_digest():
    sheet = read_sheet(EXAMPLE["sheet"])
    assert (sheet.version, sheet.present, len(sheet.contributions)) == (1, 1, 2)
    assert sheet_digest(sheet) == EXAMPLE["digest"]


def test_what_is_written_is_read_back():
    sheet = read_sheet(EXAMPLE["sheet"])
    assert read_sheet(write_sheet(sheet)) == sheet
    assert read_sheet(json.dumps(write_sheet(sheet))) == sheet


def test_a_default_left_out_or_written_is_the_same_sheet():
    short = {name: EXAMPLE["sheet"][name] for name in ("id", "club_id", "on", "stands_for")}
    assert sheet_digest(read_sheet(short)) == sheet_digest(read_sheet({**short, "guests": [], "place": ""}))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (
            {"contributions": [{**EXAMPLE["sheet"]["contributions"][0], "amount": "20000"}]},
            "contributions.0.amount",
        ),
        (
            {"contributions": [{**EXAMPLE["sheet"]["contributions"][0], "amount": 20000.5}]},
            "contributions.0.amount",
        ),
        ({"on": "15/11/2026"}, "on"),
        ({"stands_for": "2026-13"}, "stands_for"),
        ({"id": "1"}, "id"),
        ({"unheard": 1}, "unheard"),
        ({"place": "x" * 121}, "place"),
        ({"topics": ["\x00"]}, "topics.0"),
        ({"loans": [1]}, "loans"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(change, place):
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet({**EXAMPLE["sheet"], **change})
    assert str(refused.value.values["place"]).startswith(place)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": null}'])
def test_what_is_no_sheet_at_all_is_refused(text):
    with pytest.raises(SheetUnreadable):
        read_sheet(text)


def test_a_sheet_of_a_later_version_is_refused_by_its_number():
    with pytest.raises(SheetVersionUnknown):
        read_sheet({**EXAMPLE["sheet"], "version": SHEET_VERSION + 1, "unheard": UUID(int=1).hex})
