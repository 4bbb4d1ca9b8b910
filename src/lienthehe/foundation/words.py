"""Amounts in words, as they stand on receipts and vouchers."""

from lienthehe.foundation.money import Dong

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"))


def amount_in_words(amount: Dong) -> str:
    """Return the amount as Vietnamese reads it aloud: 24500 is "Hai mươi bốn nghìn năm trăm đồng"."""
    words = " ".join([*_read(abs(amount), continues=False), "đồng"])
    if amount < 0:
        words = f"âm {words}"
    return words[0].upper() + words[1:]


def _read(value: int, *, continues: bool) -> list[str]:
    """Read a number; `continues` says that larger figures went before, so that an empty hundred is said."""
    for scale, name in _SCALES:
        if value >= scale:
            count, rest = divmod(value, scale)
            words = [*_read(count, continues=continues), name]
            return words + _read(rest, continues=True) if rest else words
    return _read_below_thousand(value, continues=continues)


def _read_below_thousand(value: int, *, continues: bool) -> list[str]:
    hundreds, below = divmod(value, 100)
    tens, units = divmod(below, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or continues else []
    if tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif words and units:
        words.append("linh")
    if units or not (words or tens):
        words.append(_unit_after(tens, units))
    return words


def _unit_after(tens: int, units: int) -> str:
    """Name the last figure: one is "mốt" from twenty-one on, five is "lăm" after any ten."""
    if tens and units == 5:  # noqa: PLR2004 - the figure itself
        return "lăm"
    if tens > 1 and units == 1:
        return "mốt"
    return _DIGITS[units]
