from django.apps import AppConfig

from lienthehe.clubs.events import BooksChanged, PeopleChanged
from lienthehe.foundation.events import listen


class ReportsConfig(AppConfig):
    name = "lienthehe.reports"
    label = "reports"

    def ready(self) -> None:
        from lienthehe.reports.commands.club_months import (  # noqa: PLC0415 - models are ready only here
            keep_books,
            keep_people,
        )

        listen(PeopleChanged, keep_people)
        listen(BooksChanged, keep_books)
