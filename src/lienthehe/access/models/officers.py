from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from lienthehe.foundation.ids import uuid7


class Officer(AbstractBaseUser):
    """Somebody who signs in: by a user name, or by a phone number that nobody else signs in by."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001 - unique: many have none
    phone = models.CharField(max_length=16, blank=True)
    signs_in_by_phone = models.BooleanField(default=False)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    sign_outs = models.PositiveIntegerField(default=0)
    large_text = models.BooleanField(default=False)
    pin_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    acting_from = ""
    """The address of the request being served, for the audit row; set by the middleware, never stored here."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone"], condition=Q(signs_in_by_phone=True), name="officer_sign_in_phone_unique"
            ),
            models.CheckConstraint(
                condition=Q(signs_in_by_phone=False) | ~Q(phone=""), name="officer_sign_in_phone_given"
            ),
            models.CheckConstraint(
                condition=Q(username__isnull=True) | ~Q(username=""), name="officer_username_not_empty"
            ),
        ]

    def get_username(self) -> str:
        """Return the one name under which this officer's sign-ins are counted, by user name or by phone."""
        return self.username or self.phone

    def get_session_auth_hash(self) -> str:
        """Sessions end when the password changes and when the officer signs out everywhere."""
        return f"{super().get_session_auth_hash()}.{self.sign_outs}"
