"""Vietnamese text: one spelling for every input, search without diacritics, names in Vietnamese order."""

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 letters in their order, and f, j, w, z where the highlands' languages and foreign names put them."""

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng as combining marks, in their order; before them ngang, which is no mark."""

_ELSE = "60"
_CODES = {
    symbol: f"{'6789a'[place // 10]}{place % 10}"
    for place, symbol in enumerate("0123456789" + _ALPHABET, start=1)
}
_LONGEST_KEY = 240


def tidy(text: str) -> str:
    """Return the text as it is kept: Unicode NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return the text as it is searched: tidy, lower case, without diacritics and NUL, đ as d; no longer than `tidy`."""
    apart = unicodedata.normalize("NFD", tidy(text).lower().replace("đ", "d").replace("\0", ""))
    return tidy("".join(mark for mark in apart if not unicodedata.combining(mark)))


def name_sort_key(full_name: str) -> str:
    """Return a key that puts full names in Vietnamese order: by given name (the last word), then from the first word.

    Words are compared as a Vietnamese dictionary does: by their letters, then by their tone. A letter is two
    characters that begin with 6, 7, 8, 9 or a; a word ends with its tone, 0 to 5, and so stands before every longer
    word. No letter ever follows a letter, so each database and each collation sorts the keys alike. A name of 120
    characters gives a key of at most 240.
    """
    words = tidy(full_name).lower().split()
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])[:_LONGEST_KEY]


def name_initial(full_name: str) -> str:
    """Return the capital letter under which a name is listed: that of the given name, without its tone."""
    given = tidy(full_name).split(" ")[-1]
    apart = unicodedata.normalize("NFD", given.upper())
    letters = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    return letters[:1]


def _word_key(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    tone = next((_TONES.index(mark) + 1 for mark in apart if mark in _TONES), 0)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    return "".join(_letter_code(letter) for letter in letters) + str(tone)


def _letter_code(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    return _CODES.get(letter) or _CODES.get(unicodedata.normalize("NFD", letter)[0], _ELSE)
