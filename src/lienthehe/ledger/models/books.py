from django.db import models

from lienthehe.clubs.models import Club


class Book(models.Model):
    """A club's books: how many entries their chain has, and the hash of the last."""

    club = models.OneToOneField(Club, on_delete=models.PROTECT, primary_key=True, related_name="book")
    entries = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField(max_length=32)


class ChainEntry(models.Model):
    """What vouchers, counts and closings have in common: their place in the club's chain, and their seal."""

    sequence = models.PositiveIntegerField()
    head_digest = models.BinaryField(max_length=32)
    body_digest = models.BinaryField(max_length=32)
    wording_digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        abstract = True
