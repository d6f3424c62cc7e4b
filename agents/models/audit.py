"""Who did what in a Brand, and when. Rows are only ever added: the database itself refuses the rest."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from agents.models.brands import Brand, BrandQuerySet


class Action(models.TextChoices):
    """All that is recorded, under a name for the list's filter. What each tells as a sentence: handoff/admin/audit/."""

    # Signing in
    SIGNED_IN = "signed_in", "Signed in"
    PASSWORD_TAKEN = "password_taken", "Password right, second step awaited"
    SIGNED_OUT = "signed_out", "Signed out"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    LOCKED_OUT = "locked_out", "Locked out after too many attempts"
    SESSIONS_ENDED = "sessions_ended", "Signed out everywhere"
    PASSWORD_LINK_MADE = "password_link_made", "Link for a new password made"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    PASSWORD_RESET = "password_reset", "Password set by a link"
    TWO_FACTOR_SET_UP = "two_factor_set_up", "Two-factor set up"
    TWO_FACTOR_FAILED = "two_factor_failed", "Two-factor code refused"
    TWO_FACTOR_RESET = "two_factor_reset", "Two-factor reset"
    RECOVERY_MADE = "recovery_made", "Recovery codes made"
    RECOVERY_USED = "recovery_used", "Recovery code used"
    # People
    ROLE_GIVEN = "role_given", "Role given"
    ROLE_CHANGED = "role_changed", "Role changed"
    ROLE_TAKEN = "role_taken", "Person removed"
    INVITED = "invited", "Person invited"
    INVITATION_RENEWED = "invitation_renewed", "Invitation's link made anew"
    INVITATION_ACCEPTED = "invitation_accepted", "Invitation accepted"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "Invitation withdrawn"
    ACCOUNT_MADE = "account_made", "Account made by an operator"
    ACCOUNT_CHANGED = "account_changed", "Account changed by an operator"
    ACCOUNT_DELETED = "account_deleted", "Account deleted by an operator"
    ACCESS_REFUSED = "access_refused", "Refused: not allowed"
    # The Brand
    BRAND_MADE = "brand_made", "Brand made"
    BRAND_CHANGED = "brand_changed", "Settings changed"
    BRAND_ENTERED = "brand_entered", "Entered by an operator"
    RETENTION_CHANGED = "retention_changed", "How long data is kept was changed"
    MODEL_USE_CHANGED = "model_use_changed", "Use of an AI model changed"
    # Keys and platforms
    KEY_MADE = "key_made", "API key made"
    KEY_ROTATED = "key_rotated", "API key rotated"
    KEY_REVOKED = "key_revoked", "API key revoked"
    ORIGINS_CHANGED = "origins_changed", "Storefront addresses changed"
    PROVIDER_CHOSEN = "provider_chosen", "Support chat provider chosen"
    PROVIDER_CHANGED = "provider_changed", "Platform settings changed"
    PROVIDER_SECRET_CHANGED = "provider_secret_changed", "Platform secret changed"
    WEBHOOK_SECRET_MADE = "webhook_secret_made", "Webhook secret made"
    SECRETS_ROTATED = "secrets_rotated", "Stored secrets encrypted anew"
    HOURS_CHANGED = "hours_changed", "Support hours changed"
    # Agents and Playbooks
    AGENT_MADE = "agent_made", "Agent made"
    AGENT_CHANGED = "agent_changed", "Agent's settings changed"
    HANDOFF_SWITCHED = "handoff_switched", "Handoff to support switched on or off"
    AGENT_SWITCHED_ON = "agent_switched_on", "Agent switched on"
    AGENT_SWITCHED_OFF = "agent_switched_off", "Agent switched off"
    AGENT_REMOVED = "agent_removed", "Agent deleted"
    PLAYBOOK_PUBLISHED = "playbook_published", "Playbook published"
    PLAYBOOK_REMOVED = "playbook_removed", "Playbook removed"
    FOLLOWERS_CHANGED = "followers_changed", "Which Agents follow which playbooks changed"
    PLAYBOOK_SWITCHED_ON = "playbook_switched_on", "Playbook switched on"
    PLAYBOOK_SWITCHED_OFF = "playbook_switched_off", "Playbook switched off"
    # Data
    DATA_EXPORTED = "data_exported", "List exported"
    CUSTOMER_ASKED = "customer_asked", "A customer asked for their data"
    SHOP_LEFT = "shop_left", "Platform asked to erase all customers"
    CUSTOMER_EXPORTED = "customer_exported", "A customer's data exported"
    CUSTOMER_ERASED = "customer_erased", "A customer's data erased"
    DATA_PURGED = "data_purged", "Old data purged"


class ActorKind(models.TextChoices):
    PERSON = "person", "A person of the Brand"
    OPERATOR = "operator", "An operator of this site"
    VISITOR = "visitor", "Somebody who was not signed in"
    SYSTEM = "system", "This site itself"


def actions() -> list[tuple[str, str]]:
    return Action.choices


class AuditEntry(models.Model):
    """Ids and codes only: nobody's name, no secret, no word of a customer's.

    The person is a plain number, which stays when the account goes; accounts' numbers are never used again. Names are
    looked up when the log is read: once an account is erased, the log says which one it was and nothing more.
    """

    # Without a Brand: what concerns none, or an account that belongs to none.
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, related_name="audit_entries")
    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    actor_id = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=40, choices=actions)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    detail: models.JSONField[dict[str, object]] = models.JSONField(default=dict, blank=True)
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True)

    append_only = True

    objects = BrandQuerySet["AuditEntry"].as_manager()

    class Meta:
        verbose_name_plural = "audit log"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["brand", "-at", "-id"], name="audit_of_brand"),
            models.Index(fields=["brand", "actor_id"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind} {self.object_id}".strip()
