"""How the meeting's pages say what a sheet holds."""

from typing import Protocol

from django.utils.translation import gettext, gettext_noop

from lienthehe.meetings.rules.sheets import Outcome, Presence

PRESENCES = {
    Presence.PRESENT: gettext_noop("present"),
    Presence.EXCUSED: gettext_noop("excused"),
    Presence.ABSENT: gettext_noop("absent without word"),
}
OUTCOMES = {
    Outcome.DONE: gettext_noop("Done"),
    Outcome.GOES_ON: gettext_noop("Goes on"),
    Outcome.DROPPED: gettext_noop("Dropped"),
}


class Voted(Protocol):
    """A decision, of a sheet or of a meeting in the books."""

    @property
    def votes_for(self) -> int: ...
    @property
    def votes_against(self) -> int: ...
    @property
    def abstained(self) -> int: ...


def say_votes(decision: Voted) -> str:
    """Say how the vote went."""
    if not decision.votes_against and not decision.abstained:
        return gettext("%(votes)d in favour, nobody against") % {"votes": decision.votes_for}
    return gettext("%(votes)d in favour, %(against)d against, %(other)d abstaining") % {
        "votes": decision.votes_for,
        "against": decision.votes_against,
        "other": decision.abstained,
    }


def say_outcome(outcome: Outcome, note: str) -> str:
    """Say what became of a task."""
    return ". ".join(filter(None, [gettext(OUTCOMES[outcome]), note]))
