"""How people prove who they are, beyond their password, and where they are signed in. Of people, so of no Brand."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class SecondStep(models.Model):
    """The seed that a person shares with their phone. Until a code has confirmed it, the session keeps it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_step")
    seed = models.TextField(editable=False)  # as agents.ciphers keeps it
    # The time step of the newest code that was taken: neither it nor an older one is taken again.
    last_step = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    cipher_columns = ("seed",)

    def __str__(self) -> str:
        return f"second step of {self.user_id}"


class RecoveryCode(models.Model):
    """Instead of a code from the phone, once. Kept as a hash, which is enough for so many random bits."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="one_recovery_code_of_a_kind")]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class SignIn(models.Model):
    """One browser in which a person is signed in. Its session names this row, and is over when the row is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    browser = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    second_step_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-seen_at"]
        indexes = [models.Index(fields=["began_at"], name="sign_ins_by_age")]

    def __str__(self) -> str:
        return f"sign-in of {self.user_id}"


class PasswordAsk(models.Model):
    """Somebody asked for a new password for this address, whether or not it has an account: the worker finds out."""

    email = models.CharField(max_length=254)
    origin = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "asked_at"], name="password_asks_by_email")]

    def __str__(self) -> str:
        return f"password ask {self.pk}"


class WrongTry(models.Model):
    """A wrong password or code that the audit log does not tell of yet: a worker writes its entries, however many.

    So what a page answers takes as long where there is no account, one, or one of many Brands. People are plain
    numbers, as in the log: a foreign key would be looked up where there is one.
    """

    kind = models.CharField(max_length=10)
    person_id = models.PositiveBigIntegerField(null=True)  # None: nobody has the name that was typed in
    by_id = models.PositiveBigIntegerField(null=True)
    was_last = models.BooleanField()
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wrong try {self.pk}"
