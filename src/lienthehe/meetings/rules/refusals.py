"""Why a meeting is not taken into the books."""

from lienthehe.foundation.refusals import Refusal, gettext_noop


class SheetUnreadable(Refusal):
    message = gettext_noop(
        "The meeting sheet cannot be read at %(place)s. Send it again from the page it was made on."
    )


class SheetVersionUnknown(Refusal):
    message = gettext_noop(
        "This meeting sheet is of version %(version)d, which is newer than this server. Update it."
    )


class SheetIdReused(Refusal):
    message = gettext_noop(
        "This meeting is in the books already, with another content. Open it, and correct its vouchers."
    )


class OtherClubsSheet(Refusal):
    message = gettext_noop("This meeting sheet belongs to another club.")


class MeetingInFuture(Refusal):
    message = gettext_noop("%(on)s has not come yet. A meeting is written on its day or later.")
    field = "on"


class MonthTooFar(Refusal):
    message = gettext_noop(
        "A meeting of %(on)s cannot stand for %(month)s. Choose its own month, the one before or after."
    )
    field = "stands_for"


class NobodyPresent(Refusal):
    message = gettext_noop("Nobody is marked as present. Call the roll.")
    field = "attendance"


class NamedTwice(Refusal):
    message = gettext_noop(
        "The same member stands twice in the roll or among the measurements. Keep one line."
    )
    field = "attendance"


class NotAMember(Refusal):
    message = gettext_noop(
        "Somebody on the sheet is not a member of the club on this day. Take him off, or enter him first."
    )
    field = "attendance"


class AmountMissing(Refusal):
    message = gettext_noop("Every amount must be at least 1 đ. Take the empty line out.")
    field = "receipts"


class GiverMissing(Refusal):
    message = gettext_noop("Write who gave it, so that one can always say whose money it is.")
    field = "receipts"


class PayeeMissing(Refusal):
    message = gettext_noop("Write who was paid, or choose a member.")
    field = "payments"


class MoreVotesThanPresent(Refusal):
    message = gettext_noop("%(votes)d votes were counted, but only %(present)d were present. Count again.")
    field = "decisions"


class ClosingCountMissing(Refusal):
    message = gettext_noop("The box has not been counted at the end. Count it: the count closes the meeting.")
    field = "closing_counts"


class NegativeNumber(Refusal):
    message = gettext_noop("A number of people, visits or votes cannot be below 0.")
    field = "work"


class TaskUnknown(Refusal):
    message = gettext_noop(
        "A task of an earlier meeting is not known any more. Open the step 'Last month' again."
    )
    field = "task_results"


class ConfirmationsMissing(Refusal):
    message = gettext_noop("Two different people of the board confirm the meeting with their PIN.")
    field = "confirmations"


class ConfirmerMayNot(Refusal):
    message = gettext_noop("%(name)s may not confirm a meeting of this club. Choose somebody of the board.")
    field = "confirmations"


class PaymentNotConfirmed(Refusal):
    message = gettext_noop(
        "The second person behind a payment must be one of the two who confirm the meeting."
    )
    field = "confirmations"


class DraftGone(Refusal):
    message = gettext_noop("This meeting is no longer a draft: it was written into the books or put away.")


class DraftChanged(Refusal):
    message = gettext_noop(
        "Somebody else saved this step in the meantime. Nothing was overwritten: compare both below and save again."
    )


class ChangedSinceRead(DraftChanged):
    message = gettext_noop(
        "Somebody changed the meeting after it was shown here. Read it again, then confirm it."
    )


class BooksMovedOn(Refusal):
    message = gettext_noop(
        "Something was written into the books after this was read. Read the sums again, then confirm."
    )
    field = "confirmations"


class PersonUnknown(Refusal):
    message = gettext_noop("Somebody on the sheet is not known in this club. Choose a member.")
