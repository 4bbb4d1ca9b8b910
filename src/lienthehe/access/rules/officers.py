"""By what an officer signs in: a user name, or a Vietnamese phone number however it is written."""

import re
import unicodedata

import phonenumbers

from lienthehe.foundation.refusals import Refusal, gettext_noop

_USERNAME = re.compile(r"[\w.@+-]{3,60}")
_WRITTEN_PHONE = re.compile(r"[\d\s+().-]{8,30}")
_NAME_LENGTH = 60


class FullNameMissing(Refusal):
    field = "full_name"
    message = gettext_noop("The name is missing. Write the full name.")


class SignInNameMissing(Refusal):
    field = "username"
    message = gettext_noop("Nothing to sign in by. Choose a user name, or sign in by the phone number.")


class UserNameNotUsable(Refusal):
    field = "username"
    message = gettext_noop(
        "This user name cannot be used. Write 3 to 60 letters and figures without spaces, with at least one letter."
    )


class UserNameTaken(Refusal):
    field = "username"
    message = gettext_noop("Somebody else signs in by this user name. Choose another one.")


class PhoneNotUnderstood(Refusal):
    field = "phone"
    message = gettext_noop("This is not a Vietnamese phone number. Write it like 0912 345 678.")


class PhoneTaken(Refusal):
    field = "phone"
    message = gettext_noop("Somebody else signs in by this phone number. Choose a user name instead.")


def read_phone(written: str) -> str:
    """Return the number in E.164 ("+84912345678"); refuse what is no number of Vietnam."""
    if not _WRITTEN_PHONE.fullmatch(written):
        raise PhoneNotUnderstood
    try:
        number = phonenumbers.parse(written, "VN")
    except phonenumbers.NumberParseException:
        raise PhoneNotUnderstood from None
    if not phonenumbers.is_valid_number_for_region(number, "VN"):
        raise PhoneNotUnderstood
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fold_username(written: str) -> str:
    """Return the user name as it is stored and compared: without case, spaces around it or signs nobody sees."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", written) if letter.isprintable())
    return unicodedata.normalize("NFKC", seen.strip().casefold())[:_NAME_LENGTH]


def check_username(written: str) -> str:
    """Return the folded user name; refuse one that could be a phone number or that people mistype."""
    too_long = len(written.strip()) > _NAME_LENGTH
    name = fold_username(written)
    if too_long or not _USERNAME.fullmatch(name) or not any(letter.isalpha() for letter in name):
        raise UserNameNotUsable
    return name


def phone_tried(written: str) -> str:
    """Return the number that somebody may have typed to sign in, "" when it is none."""
    try:
        return read_phone(written)
    except PhoneNotUnderstood:
        return ""
