from typing import Any

from django.core.management import BaseCommand
from django.utils.timezone import localdate

from lienthehe.foundation.months import Month
from lienthehe.reports.commands.club_months import make_months


class Command(BaseCommand):
    help = "Gives every club its row of figures for the month that has begun"

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        make_months(until=Month.of(localdate()))
