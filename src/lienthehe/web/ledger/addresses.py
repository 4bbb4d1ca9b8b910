"""Funds and months as they stand in addresses: /so-quy/thu-nhap/2026-11/."""

from django.urls import register_converter

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month

_FUNDS = {"thu-nhap": Fund.INCOME, "hoat-dong": Fund.ACTIVITY}


class FundConverter:
    regex = "|".join(_FUNDS)

    def to_python(self, value: str) -> Fund:
        return _FUNDS[value]

    def to_url(self, value: Fund) -> str:
        return next(word for word, fund in _FUNDS.items() if fund == value)


class MonthConverter:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        return str(value)


register_converter(FundConverter, "fund")
register_converter(MonthConverter, "month")
