"""A refusal: why an act is not done, in words a person can act on."""

from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark an English message for translation; the pages translate it where it is shown."""
    return message


class Refusal(Exception):  # noqa: N818 - named for its reason, as in MonthClosed
    """The base of every refusal. A subclass is named for its reason and says what happened, then what to do.

    `message` is English with %(name)s places, marked by gettext_noop; `values` fill them (Dong, date, Month, int,
    str; the page writes each as Vietnamese does). `field` names the field of the form that it belongs to, "" if none.
    """

    message: ClassVar[str] = ""
    field: str = ""

    def __init__(self, *, field: str = "", **values: object) -> None:
        super().__init__(self.message % values if values else self.message)
        self.values = values
        if field:
            self.field = field


class Refusals(Exception):  # noqa: N818
    """Several refusals found in one check, shown together so that a person mends them in one go."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = refusals
