"""What somebody did, in words: one act is told apart by what it was done on, and by whether it was done before."""

from django.utils.translation import gettext as _

from lienthehe.access.queries import AuditRow
from lienthehe.access.rules import ACT_LABELS, Act, OwnAct
from lienthehe.foundation.refusals import gettext_noop

_GIVING = (Act.OPEN_ACCESS, Act.GRANT_COMMUNE, Act.GRANT_OVERSIGHT)

_ON_A_KIND: dict[tuple[Act, str], str] = {
    **{(act, "grant"): gettext_noop("Open an access") for act in _GIVING},
    **{(act, "grant_end"): gettext_noop("End an access") for act in _GIVING},
    **{(act, "access_code"): gettext_noop("Make a new code") for act in _GIVING},
    (Act.KEEP_PEOPLE, "membership"): gettext_noop("Enter into the club"),
    (Act.KEEP_PEOPLE, "leaving"): gettext_noop("Record who left the club"),
    (Act.KEEP_PEOPLE, "person"): gettext_noop("Correct what is written about a person"),
    (Act.KEEP_PEOPLE, "household_move"): gettext_noop("Record who moved to another household"),
    (Act.KEEP_PEOPLE, "certificate"): gettext_noop("Record a household's certificate"),
    (Act.KEEP_PEOPLE, "volunteering"): gettext_noop("Record a new volunteer"),
    (Act.KEEP_BOARD, "board_term"): gettext_noop("Record the board elected"),
    (Act.KEEP_BOARD, "board_seat"): gettext_noop("Give a seat of the board to somebody else"),
    (Act.KEEP_REGULATIONS, "regulation"): gettext_noop("Record new regulations"),
    (Act.KEEP_REGULATIONS, "loan_policy"): gettext_noop("Record a new loan policy"),
    (Act.KEEP_LOAN_DEFAULTS, "loan_policy"): gettext_noop("Record a new loan policy of the province"),
    (Act.CLOSE_MONTH, "month"): gettext_noop("Close the books"),
    (Act.RECORD_MEETING, "draft"): gettext_noop("Begin to write down a meeting"),
    (Act.RECORD_MEETING, "meeting"): gettext_noop("Write a meeting into the books"),
}
"""By act and kind of subject; an act that is done on one kind of thing alone is called as in ACT_LABELS."""

_DONE_AGAIN: dict[tuple[Act, str], str] = {
    (Act.KEEP_PEOPLE, "volunteering"): gettext_noop("Record who is no longer a volunteer"),
    (Act.KEEP_REGULATIONS, "regulation"): gettext_noop("Correct regulations written down"),
    (Act.KEEP_REGULATIONS, "loan_policy"): gettext_noop("Correct a loan policy"),
    (Act.KEEP_LOAN_DEFAULTS, "loan_policy"): gettext_noop("Correct the province's loan policy"),
    (Act.RECORD_MEETING, "draft"): gettext_noop("Put the draft away"),
}
"""The same act on the same thing a second time ends what the first began, or corrects it."""


def say_act(row: AuditRow, *, again: bool) -> str:
    """Say what was done; `again` is whether the same act was done on the same thing before."""
    if row.act in set(OwnAct):
        return _(ACT_LABELS[OwnAct(row.act)])
    act = Act(row.act)
    key = (act, row.subject_kind)
    first = _ON_A_KIND.get(key, ACT_LABELS[act])
    return _(_DONE_AGAIN.get(key, first) if again else first)
