from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, Refusals, gettext_noop


class BoxTooLow(Refusal):
    message = gettext_noop("The box holds %(held)s. Write a smaller amount.")
    field = "amount"


class Silent(Refusal):
    message = gettext_noop("100 % of the members are there.")


def test_a_refusal_says_its_reason_with_its_values():
    refusal = BoxTooLow(held=Dong(3_475_000))
    assert str(refusal) == "The box holds 3475000. Write a smaller amount."
    assert refusal.values == {"held": 3_475_000}


def test_a_refusal_without_values_is_said_as_it_is_written():
    assert str(Silent()) == "100 % of the members are there."


def test_a_refusal_names_its_field_unless_it_is_told_another():
    assert (BoxTooLow(held=1).field, BoxTooLow(field="payments-2-amount", held=1).field) == (
        "amount",
        "payments-2-amount",
    )
    assert BoxTooLow.field == "amount"


def test_several_refusals_are_told_together():
    both = Refusals((BoxTooLow(held=1), Silent()))
    assert [type(refusal) for refusal in both.refusals] == [BoxTooLow, Silent]
    assert str(both) == "The box holds 1. Write a smaller amount.; 100 % of the members are there."
