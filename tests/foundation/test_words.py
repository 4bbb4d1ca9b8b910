import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.foundation.words import amount_in_words

VECTORS = json.loads(
    (Path(__file__).resolve().parents[1] / "vectors" / "amount_in_words.json").read_text(encoding="utf-8")
)
DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4,
    "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("trăm", 100), ("mươi", 10))
BIGINT = 2**63 - 1


def read_back(words):
    """Read the number that the words say, by rules of its own: the largest scale cuts what stands before from what follows."""
    said = words.lower().split()
    assert said.pop() == "đồng"
    if said[0] == "âm":
        return -read_number(said[1:])
    return read_number(said)


def read_number(said):
    for scale, size in SCALES:
        if scale in said:
            cut = len(said) - 1 - said[::-1].index(scale)
            return read_number(said[:cut]) * size + read_number(said[cut + 1 :])
    if said[:1] == ["mười"]:
        return 10 + read_number(said[1:])
    return DIGITS[said[-1]] if said else 0


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["amount"]))
def test_an_amount_is_read_as_in_the_worked_examples(vector):
    assert amount_in_words(Dong(vector["amount"])) == vector["words"]


@given(
    st.one_of(
        st.integers(-BIGINT, BIGINT),
        st.integers(0, 10**7),
        st.sampled_from([0, 1, 5, 15]).map(lambda n: n * 10**9 + n),
    )
)
def test_reading_the_words_back_gives_the_amount(amount):
    assert read_back(amount_in_words(Dong(amount))) == amount


@pytest.mark.parametrize(
    ("written", "number"), [("Hai mươi mốt đồng", 21), ("Một tỷ tỷ không trăm linh năm đồng", 10**18 + 5)]
)
def test_the_reader_of_these_tests_reads(written, number):
    assert read_back(written) == number


@given(st.integers(0, BIGINT))
def test_the_words_begin_with_a_capital_and_hold_no_double_space(amount):
    words = amount_in_words(Dong(amount))
    assert words == " ".join(words.split())
    assert words[0].isupper()
    assert words[1:].islower()
