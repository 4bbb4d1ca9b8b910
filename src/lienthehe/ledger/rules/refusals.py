"""Why an entry is not taken into the books. Each says what happened, then what to do."""

from lienthehe.foundation.refusals import Refusal, gettext_noop


class AmountNotPositive(Refusal):
    message = gettext_noop("The amount must be at least 1 đ. Write how much it was.")
    field = "amount"


class AmountTooLarge(Refusal):
    message = gettext_noop("%(amount)s is more than a club's books can hold. Check the number of zeros.")
    field = "amount"


class FutureDate(Refusal):
    message = gettext_noop(
        "%(on)s has not come yet. Write the day on which it happened, today at the latest."
    )
    field = "on"


class DateTooEarly(Refusal):
    message = gettext_noop("%(on)s lies before the first clubs. Look at the year again.")
    field = "on"


class NameTooLong(Refusal):
    message = gettext_noop("A name has at most %(most)d letters. Write it shorter.")
    field = "source_name"


class MonthClosed(Refusal):
    message = gettext_noop(
        "The books of %(month)s are closed. Write it today, and say in the text which day it belongs to."
    )
    field = "on"


class NotEnoughInBox(Refusal):
    message = gettext_noop(
        "On %(on)s the cash box holds only %(available)s. Write a smaller amount, another date, or take it from another fund."
    )
    field = "amount"


class NotEnoughInBank(Refusal):
    message = gettext_noop(
        "On %(on)s the bank account holds only %(available)s. Write a smaller amount or another date."
    )
    field = "amount"


class NotEnoughInStock(Refusal):
    message = gettext_noop(
        "On %(on)s the goods in stock are worth only %(available)s. Write a smaller value."
    )
    field = "amount"


class OtherClub(Refusal):
    message = gettext_noop("This entry names a member or a source of another club. Choose one of this club.")


class AcrossFunds(Refusal):
    message = gettext_noop(
        "One entry stays within one fund. Use 'from fund to fund' to move money between them."
    )


class NothingToRecord(Refusal):
    message = gettext_noop("There is nothing to write: every amount is empty. Write at least one.")
    field = "amount"


class WrongShape(Refusal):
    message = gettext_noop(
        "This kind of voucher cannot hold such an entry. Use a receipt, a payment or a transfer."
    )


class VoucherIdReused(Refusal):
    message = gettext_noop(
        "This form was already written with another content, as %(number)s. Open a new form and write it again."
    )


class VoucherIdTwice(Refusal):
    message = gettext_noop("The same entry stands in this form twice. Open a new form and write it again.")


class CountIdReused(Refusal):
    message = gettext_noop(
        "This count of %(on)s was already written with other figures. Open a new form and count again."
    )


class VoucherUnknown(Refusal):
    message = gettext_noop("There is no such voucher in this club's books. Choose it from the cash book.")


class AlreadyCorrected(Refusal):
    message = gettext_noop(
        "Voucher %(number)s has been corrected already. Correct the voucher that took its place."
    )


class NotCorrectable(Refusal):
    message = gettext_noop(
        "Voucher %(number)s comes from a correction or a cash count. Count the box again or write a new voucher."
    )


class CorrectionChangesMonth(Refusal):
    message = gettext_noop(
        "While %(month)s is open, its voucher is corrected within that month. Choose a day in it."
    )
    field = "on"


class ReasonMissing(Refusal):
    message = gettext_noop("Say why. The reason stays beside the voucher for everybody to see.")
    field = "reason"


class SecondOfficerMissing(Refusal):
    message = gettext_noop("Every payment needs two people. Choose somebody of the board as the second.")
    field = "second_officer"


class SecondOfficerSame(Refusal):
    message = gettext_noop("The second person must be somebody else. Choose another member of the board.")
    field = "second_officer"


class SecondOfficerMayNot(Refusal):
    message = gettext_noop("This person may not approve payments of the club. Choose somebody of the board.")
    field = "second_officer"


class MonthNotOver(Refusal):
    message = gettext_noop("%(month)s can be closed from %(since)s on, when the month is over.")
    field = "month"


class MonthAlreadyClosed(Refusal):
    message = gettext_noop("The books of %(month)s are closed already.")
    field = "month"


class MonthOutOfOrder(Refusal):
    message = gettext_noop("Close %(month)s first: months are closed one after the other.")
    field = "month"


class BooksNotBegun(Refusal):
    message = gettext_noop("There is nothing to close: these books have no entry yet.")
    field = "month"


class ExplanationMissing(Refusal):
    message = gettext_noop(
        "The box and the book differ by %(difference)s. Count once more; if it stays so, say why."
    )
    field = "explanation"


class BearingFundMissing(Refusal):
    message = gettext_noop("Both funds lie in one box. Say which fund bears the difference.")
    field = "borne_by"


class MoreThanOwed(Refusal):
    message = gettext_noop(
        "On %(on)s only %(owed)s of it was left to give back or to settle. Write that amount or less."
    )
    field = "amount"


class DueDatesDoNotAddUp(Refusal):
    message = gettext_noop(
        "The parts to be returned come to %(parts)s, but %(amount)s was borrowed. Make them equal."
    )
    field = "dues"


class DueBeforeBorrowed(Refusal):
    message = gettext_noop("It was lent on %(on)s and cannot be due before. Correct one of the two days.")
    field = "dues"


class TinMismatch(Refusal):
    message = gettext_noop("Count what lies in one box together: both funds in one tin, or each fund alone.")
    field = "funds"


class CapitalNotReplaceable(Refusal):
    message = gettext_noop(
        "Voucher %(number)s is about borrowed capital. Undo it, then write the loan to the club anew."
    )


class SaleNotReplaceable(Refusal):
    message = gettext_noop(
        "Voucher %(number)s is about a sale below the goods' value. Undo it, then write the sale anew."
    )


class CapitalGivenBack(Refusal):
    message = gettext_noop(
        "Some of this capital was given back already, by %(numbers)s. Undo that first, then this voucher."
    )


class LossNotBorne(Refusal):
    message = gettext_noop(
        "The fund's own money is %(missing)s too little to bear this loss; borrowed capital and shares that are paid "
        "back never bear one. Count less as lost, or find somebody who makes it good."
    )
    field = "amount"


class SourceBearsNoLoss(Refusal):
    message = gettext_noop(
        "Borrowed capital and shares that are paid back bear no loss. Choose a source that nobody gets back."
    )


class OpeningNotBalanced(Refusal):
    message = gettext_noop(
        "What is there and whose it is differ by %(difference)s. Look at the old books again: both come to the same sum."
    )


class BelongsToLoan(Refusal):
    message = gettext_noop("Voucher %(number)s belongs to a loan. Undo it on the loan's page.")


class SourceNameMissing(Refusal):
    message = gettext_noop("Write who gave or lent it, so that one can always say whose money it is.")
    field = "source_name"
