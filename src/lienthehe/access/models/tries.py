from django.db import models

from lienthehe.access.rules.tries import Secret


class WrongTries(models.Model):
    """Tries at a secret in a row without success. Written outside and before the act that asks for the secret."""

    secret = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Secret])
    key = models.CharField(max_length=45, help_text="the officer's id; for codes the address they come from")
    count = models.PositiveSmallIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["secret", "key"], name="tries_once_a_secret_and_key"),
        ]
