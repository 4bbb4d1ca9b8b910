"""How a template writes values and draws icons. Loaded everywhere, without {% load %}."""

from datetime import date

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.words import amount_in_words
from lienthehe.web import wording

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """1.234.567 đ; nothing for None."""
    return "" if amount is None else wording.write_dong(amount)


@register.filter
def figure(amount: int | None) -> str:
    """1.234.567 without đ, for columns; nothing for None."""
    return "" if amount is None else wording.write_figure(amount)


@register.filter
def in_words(amount: int) -> str:
    """Hai triệu năm trăm nghìn đồng."""
    return amount_in_words(Dong(amount))


@register.filter
def words_of_typed(value: object) -> str:
    """The words of an amount as it was typed, from one million đồng up; "" below and for what is no amount."""
    return wording.write_words_of(str(value or ""))


@register.filter
def without_sign(amount: int) -> int:
    """How much, where words say already whether it is missing or too much."""
    return abs(amount)


@register.filter
def month(value: Month | date) -> str:
    """11/2026."""
    return wording.write_month(value)


@register.filter
def weekday_date(day: date) -> str:
    """Chủ nhật 15/11/2026."""
    return wording.write_weekday_date(day)


@register.filter
def lunar(day: date) -> str:
    """Mùng 7 tháng Mười, with a small first letter."""
    return wording.write_lunar(day)


@register.filter
def inside(sentence: str) -> str:
    """A sentence that follows "Lỗi:", so its first letter is small; an abbreviation such as PIN stays."""
    return sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of `static/lienthehe/icons/icons.svg`, a picture beside words that say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("lienthehe/icons/icons.svg"),
        name,
    )
