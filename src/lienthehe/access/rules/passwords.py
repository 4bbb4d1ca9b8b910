"""Why a password is refused. Django's validators judge it; these say it in our words."""

from lienthehe.foundation.refusals import Refusal, gettext_noop


class PasswordWrong(Refusal):
    field = "password"
    message = gettext_noop("This is not your password. Type it again.")


class PasswordWaits(Refusal):
    field = "password"
    message = gettext_noop("The password was wrong too often. Try again after %(until)s.")


class PasswordRefused(Refusal):
    """The base of what is wrong with a new password."""

    field = "password"


class PasswordTooShort(PasswordRefused):
    message = gettext_noop("The password is too short. Write at least 8 letters or figures.")


class PasswordTooCommon(PasswordRefused):
    message = gettext_noop("This password is easily guessed. Write several words that only you would choose.")


class PasswordOnlyFigures(PasswordRefused):
    message = gettext_noop("The password has figures only. Add letters.")


REFUSED_FOR: dict[str, type[PasswordRefused]] = {
    "password_too_short": PasswordTooShort,
    "password_too_common": PasswordTooCommon,
    "password_entirely_numeric": PasswordOnlyFigures,
}
"""By the code of Django's validator."""
