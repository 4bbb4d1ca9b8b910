"""What may be decided about a loan once it is paid out."""

from enum import StrEnum

from lienthehe.foundation.refusals import gettext_noop


class ChangeKind(StrEnum):
    """An extension, a write-off, who stands for the loan from now on, or that one of these is undone."""

    EXTENSION = "extension"
    WRITE_OFF = "write_off"
    GUARANTOR = "guarantor"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    ChangeKind.EXTENSION: gettext_noop("Extension"),
    ChangeKind.WRITE_OFF: gettext_noop("Write-off"),
    ChangeKind.GUARANTOR: gettext_noop("Another person stands for it"),
    ChangeKind.UNDONE: gettext_noop("Undone"),
}
