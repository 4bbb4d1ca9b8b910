from django.db import models

from lienthehe.access.models import SealedJSONField
from lienthehe.clubs.models import Club, Person
from lienthehe.foundation.ids import uuid7


class Measurement(models.Model):
    """What was measured on a person on a day. The figures are sealed: {"weight": 512, "systolic": 130, "diastolic": 80}."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="measurements")
    on = models.DateField()
    meeting = models.UUIDField(null=True)
    figures = SealedJSONField()

    class Meta:
        indexes = [models.Index(fields=["person", "-on"], name="measurement_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="measurement_once_a_meeting"),
        ]
