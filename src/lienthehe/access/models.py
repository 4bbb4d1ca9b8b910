from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from lienthehe.access.rules import Role, ScopeKind
from lienthehe.foundation.ids import uuid7

ROLES = [(role.value, role.value) for role in Role]
SCOPE_KINDS = [(kind.value, kind.value) for kind in ScopeKind]


class Officer(AbstractBaseUser):
    """Somebody who signs in: by a user name, or by a phone number that nobody else signs in by."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True, null=True)
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
        ]

    def get_session_auth_hash(self) -> str:
        """Sessions end when the password changes and when the officer signs out everywhere."""
        return f"{super().get_session_auth_hash()}.{self.sign_outs}"


class PinGuard(models.Model):
    """Wrong PINs in a row and until when no further one is looked at. Written outside the act's transaction."""

    officer = models.OneToOneField(
        Officer, on_delete=models.CASCADE, primary_key=True, related_name="pin_guard"
    )
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)


class Grant(models.Model):
    """A role in a scope, from a date to a date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLES)
    scope_kind = models.CharField(max_length=10, choices=SCOPE_KINDS)
    scope_key = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    granted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scope_kind", "scope_key"], name="grant_scope")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="grant_ends_after_start"
            ),
        ]


class AccessCode(models.Model):
    """A one-time code with which a club officer opens an access that the commune has prepared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="access_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class AuditRow(models.Model):
    """Who did what, as what, when, on whom, from where. Ids only, no names; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES, blank=True)
    act = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=10, choices=SCOPE_KINDS)
    scope_key = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope_kind", "scope_key", "-at"], name="audit_scope"),
            models.Index(fields=["subject_kind", "subject_key"], name="audit_subject"),
        ]
