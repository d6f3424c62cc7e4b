"""The Brand's support chat platform, its hours, and what is wrong with it."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from agents.models import Brand, BrandQuerySet
from handoff import availability
from handoff.availability import DAY_MINUTES, STEP_MINUTES, Schedule, Window
from handoff.contacts import Contacts
from handoff.fields import EncryptedSecretsField, Values
from handoff.providers import registry
from handoff.providers.base import Provider


class Weekday(models.IntegerChoices):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class SupportProvider(models.Model):
    """The Brand's support chat platform, with its settings and hours. `kind` is "" until one is chosen."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="support_provider")
    kind = models.CharField("Support Chat Provider", max_length=20, blank=True, choices=registry.choices)
    # Both by platform, {"intercom": {"region": "eu"}}: whoever tries another one finds the first one's values again.
    settings: models.JSONField[Values] = models.JSONField(default=dict, blank=True)
    secrets = EncryptedSecretsField(default=dict, blank=True, editable=False)
    # A name, not a ZoneInfo: a zone that the tz database has dropped must load, and count as closed.
    timezone = models.CharField("Time zone", max_length=64, default="UTC")
    hours_restricted = models.BooleanField("Add specific days and times", default=False)
    closing_margin_minutes = models.PositiveSmallIntegerField("Last handoff before closing", default=0)
    # Other ways to reach the team, quoted to a customer whom no chat can be opened for.
    contact_email = models.EmailField("E-mail", blank=True)
    contact_phone = models.CharField("Phone", max_length=40, blank=True)
    contact_page = models.URLField("Help page", blank=True)
    # What the summaries are written in, and what a model may cost the Brand in a day, in US dollars.
    team_language = models.CharField("Language of the summaries", max_length=5, default="en")
    daily_model_budget = models.DecimalField(
        "AI budget for a day, in US dollars", max_digits=8, decimal_places=2, default=Decimal("5.00")
    )
    # New with every change of this row, its windows or its closures: compiled hours are kept by it, and of two people
    # who edit at once the second is told.
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BrandQuerySet["SupportProvider"].as_manager()

    class Meta:
        verbose_name = "Support Chat Provider"

    def __str__(self) -> str:
        return self.get_kind_display() or "No support chat provider"

    def adapter(self, kind: str = "") -> Provider:
        """That platform, or the chosen one, with its settings. Raises KeyError where none is chosen."""
        kind = kind or self.kind
        return registry.provider_for(kind, self.settings.get(kind, {}), self.secrets.get(kind, {}))

    def contacts(self) -> Contacts:
        return Contacts(self.contact_email, self.contact_phone, self.contact_page)

    def schedule(self) -> Schedule:
        """Two queries; `schedules.hours_of` keeps what comes of it."""
        return Schedule(
            self.timezone,
            self.hours_restricted,
            windows=tuple(Window(*row) for row in self.windows.values_list("weekday", "opens", "closes")),
            closures=tuple(closure.value() for closure in self.closures.all()),
        )


class AvailabilityWindow(models.Model):
    """A weekday's opening and closing time, in minutes of the provider's local day."""

    provider = models.ForeignKey(SupportProvider, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    brand_path = "provider__brand"

    objects = BrandQuerySet["AvailabilityWindow"].as_manager()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "weekday", "opens"], name="windows_of_a_day_open_apart"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="window_weekday_is_known"),
            models.CheckConstraint(condition=Q(opens__lt=DAY_MINUTES), name="window_opens_within_its_day"),
            models.CheckConstraint(
                condition=Q(closes__gt=0, closes__lte=DAY_MINUTES), name="window_closes_within_a_day"
            ),
            models.CheckConstraint(condition=~Q(opens=F("closes")), name="window_is_not_empty"),
            models.CheckConstraint(
                condition=Exact(F("opens") % STEP_MINUTES, 0), name="window_opens_on_the_quarter_hour"
            ),
            models.CheckConstraint(
                condition=Exact(F("closes") % STEP_MINUTES, 0), name="window_closes_on_the_quarter_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens}-{self.closes}"


class Closure(models.Model):
    """A dated exception to the week: the team is away on these days, or there at other times."""

    provider = models.ForeignKey(SupportProvider, on_delete=models.CASCADE, related_name="closures")
    label = models.CharField(max_length=120, blank=True)
    first = models.DateField()
    last = models.DateField()
    # Every year on these days of these months; the years of `first` and `last` then say nothing.
    yearly = models.BooleanField(default=False)
    # Pairs of opening and closing minutes that replace the week's; none means closed.
    hours: models.JSONField[list[list[int]]] = models.JSONField(default=list, blank=True)

    brand_path = "provider__brand"

    objects = BrandQuerySet["Closure"].as_manager()

    class Meta:
        ordering = ["first", "last", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closure_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.first} - {self.last}"

    def value(self) -> availability.Closure:
        hours = tuple((opens, closes) for opens, closes in self.hours)
        return availability.Closure(self.first, self.last, hours, self.yearly, self.label)


class AlarmKind(models.TextChoices):
    CREDENTIALS = "credentials", "The platform rejects the credentials"
    FAILURES = "failures", "Handoffs fail, one after another"


class Alarm(models.Model):
    """Something is broken that a person has to mend. One at a time for each Brand; past ones stay."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=20, choices=AlarmKind.choices)
    provider = models.CharField(max_length=20, choices=registry.choices)
    # What the platform said, without secrets and customers' words.
    detail = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    # When its e-mail is to be tried next: later than at first where the mail server did not take it.
    mail_due_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = BrandQuerySet["Alarm"].as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand"], condition=Q(cleared_at__isnull=True), name="one_open_alarm_per_brand"
            ),
            models.CheckConstraint(condition=Q(kind__in=AlarmKind.values), name="alarm_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
