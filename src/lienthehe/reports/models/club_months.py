from django.db import models
from django.db.models import Q

from lienthehe.clubs.models import Club
from lienthehe.foundation.ids import uuid7
from lienthehe.reports.rules.figures import FIGURES
from lienthehe.reports.rules.origins import Origin


class ClubMonth(models.Model):
    """A club's month in figures: a read model, recomputed from the books (`rules.club_months`). Null: nobody knows.

    One column for each of `rules.figures.FIGURES`. A month that was taken over from reports has no books behind it and
    is never recomputed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="months")
    month = models.DateField(help_text="the first day of the month")
    origin = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Origin])

    class Meta:
        indexes = [models.Index(fields=["month", "club"], name="club_month_by_month")]
        constraints = [
            models.UniqueConstraint(fields=["club", "month"], name="club_month_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="club_month_first_day"),
        ]


for _figure in FIGURES:
    ClubMonth.add_to_class(_figure, models.BigIntegerField(null=True))
