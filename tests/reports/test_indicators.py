"""Every published figure has a definition and a worked example, and the database adds up as the rules do."""

import json
from pathlib import Path

import pytest

from lienthehe.reports.rules.figures import FIGURES
from lienthehe.reports.rules.indicators import add_up, indicators, over_months

VECTORS = Path(__file__).parents[1] / "vectors" / "indicators" / "examples.json"
WORKED = json.loads(VECTORS.read_text("utf-8"))
NOTHING = dict.fromkeys(FIGURES, 0)
UNKNOWN = dict.fromkeys(FIGURES)


def test_every_indicator_has_a_worked_example():
    assert set(WORKED["examples"]) == set(indicators())


@pytest.mark.parametrize("code", indicators())
def test_an_indicator_comes_out_as_worked_by_hand(code):
    one, example = indicators()[code], WORKED["examples"][code]
    told = [[NOTHING | month for month in club] for club in example["clubs"]]
    clubs = [over_months(months, one.figures) for months in [*told, [UNKNOWN, UNKNOWN]]]
    found = add_up(one, clubs)
    assert (found.top, found.bottom) == (example["top"], example["bottom"])
    assert (found.clubs, found.missing) == (example["counted"], example["missing"])


@pytest.mark.parametrize("code", indicators())
def test_an_indicator_is_said_in_one_sentence_in_both_languages(code):
    one = indicators()[code]
    for sentence in (one.definition, one.definition_en):
        assert sentence.endswith(".")
        assert ". " not in sentence
    assert one.name
    assert one.name_en
    assert not one.is_share or one.bottom is not None
