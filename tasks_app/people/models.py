from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest, Lower
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, AppendOnlyQuerySet, BilingualMixin, LeavingMixin, LeavingQuerySet
from tasks_app.common.text import folded, given_name_key, tidy
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import CommitteePost, DelegationKind, Role


class DatedQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Those that hold on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class PersonManager(BaseUserManager):
    def create_user(self, username: str, email: str, password: str | None = None, **fields):
        person = self.model(username=username, email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, email: str, password: str | None = None, **fields):
        return self.create_user(username, email, password, is_staff=True, is_superuser=True, **fields)


class Person(BilingualMixin, AbstractBaseUser, PermissionsMixin):
    """Someone with an account. What he may do comes from his appointments, not from this row."""

    stamps = Part.PEOPLE
    stamps_without = ("last_login",)  # each sign-in writes it

    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("official e-mail"))
    full_name = models.CharField(_("full name"), max_length=120)
    position_vi = models.CharField(_("position (Vietnamese)"), max_length=200, blank=True)
    position_en = models.CharField(_("position (English)"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, blank=True, help_text=_("Empty: as the browser asks.")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    anonymised_at = models.DateTimeField(
        _("anonymised at"), null=True, editable=False, help_text=_("Since then the name is the position that was held.")
    )
    closed_steps = models.JSONField(default=list, editable=False, help_text=_("Roles whose first steps were closed."))
    name_key = models.TextField(editable=False)
    search = models.TextField(editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        ordering = ["name_key", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_e_mail_address_belongs_to_one_person"),
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=True) | Q(is_active=False),
                name="who_is_anonymised_may_not_sign_in",
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, **kwargs):
        self.full_name = tidy(self.full_name)
        self.name_key = given_name_key(self.full_name)
        self.search = folded(f"{self.full_name} {self.position_vi} {self.position_en} {self.username}")
        super().save(**kwargs)

    @property
    def position(self) -> str:
        return self.in_language("position")

    @property
    def mail_language(self) -> str:
        return self.language or settings.LANGUAGE_CODE

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username


class SignIn(models.Model):
    """A device on which somebody has signed in, as long as its session is there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    at = models.DateTimeField(_("signed in at"))
    address = models.GenericIPAddressField(_("address"), null=True)
    program = models.CharField(_("program"), max_length=300, blank=True)
    is_own_device = models.BooleanField(_("private device"), default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self):
        return f"{self.person}, {self.address}"


class FailedSignInQuerySet(LeavingQuerySet):
    def count_one_more(self, *, at: datetime) -> int:
        """The one thing that changes in these rows: how often, and when last."""
        return super(AppendOnlyQuerySet, self).update(number=F("number") + 1, last_at=Greatest("last_at", Value(at)))

    def forget(self) -> int:
        """Delete the rows of a person whose personal data go."""
        with transaction.atomic(), self._open("tasks_app.anonymising"):
            return super(AppendOnlyQuerySet, self)._raw_delete(self.db)


class FailedSignIn(LeavingMixin):
    """Wrong passwords for an account from an address: a row for an hour, with their number, so that not even a million
    of them fill the disk.

    ``person``: whose account, None for a name that nobody has; what was typed is not kept: it might be a password.
    ``address``: "" where there is none, or beyond the rows that a day may have. ``since``: the hour, or then the day.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="failed_sign_ins", verbose_name=_("account")
    )
    address = models.CharField(_("address"), max_length=45, blank=True)
    since = models.DateTimeField(_("from"))
    at = models.DateTimeField(_("first at"))
    last_at = models.DateTimeField(_("last at"))
    number = models.PositiveIntegerField(_("number"), default=1)

    objects = FailedSignInQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [
            models.Index(fields=["-at", "-id"], name="failed_sign_ins_by_moment"),
            models.Index(fields=["since"], name="failed_sign_ins_of_a_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                Coalesce("person", 0), "address", "since", name="failed_sign_ins_are_counted_in_one_row"
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.address} × {self.number}"


class Appointment(models.Model):
    """A role that a person holds from–to; a focal officer holds it for one organisation.

    ``is_head``: of the leaders, the one who heads the committee.
    """

    stamps = Part.PEOPLE

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("organisation"),
    )
    post = models.CharField(_("post in the committee"), max_length=20, choices=CommitteePost, blank=True)
    is_head = models.BooleanField(_("heads the Steering Committee"), default=False)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role", "valid_from"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.FOCAL_OFFICER, organisation__isnull=False)
                | (~Q(role=Role.FOCAL_OFFICER) & Q(organisation__isnull=True)),
                name="focal_officers_and_only_they_have_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(valid_to__isnull=True, organisation__isnull=True),
                name="a_person_holds_a_role_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(valid_to__isnull=True, organisation__isnull=False),
                name="a_focal_officer_holds_an_organisation_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(post="") | Q(role__in=[Role.LEADER, Role.MEMBER]),
                name="leaders_and_members_have_a_post_in_the_committee",
            ),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(role=Role.LEADER), name="who_heads_the_committee_is_a_leader"
            ),
            models.UniqueConstraint(
                fields=["is_head"],
                condition=Q(is_head=True, valid_to__isnull=True),
                name="the_committee_has_one_head_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has used or revoked; they may be too old."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(ActedMixin):
    """A link that was mailed to a person, with which he chooses his password once. ``by`` sent it at ``at``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="a_person_has_one_open_invitation",
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.at:%Y-%m-%d}"

    def serves(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


class Oversight(models.Model):
    """A member follows and urges an organisation, from–to, by a basis document (key task 6)."""

    stamps = Part.PEOPLE

    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="oversights", verbose_name=_("member"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="oversights", verbose_name=_("organisation")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis document"), max_length=100, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "valid_from"]
        verbose_name = _("oversight")
        verbose_name_plural = _("oversights")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to__isnull=True),
                name="an_organisation_is_overseen_by_one_member_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.member_id} → {self.organisation_id}"


class DelegationQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Those that hold on a day; on the day ``valid_to`` itself a delegation is over."""
        return self.filter(valid_from__lte=on, valid_to__gt=on)

    def overlapping(self, valid_from: date, valid_to: date):
        """Those that have a day in common with [valid_from, valid_to); what was ended before it began has none."""
        return self.filter(valid_from__lt=valid_to, valid_to__gt=valid_from).exclude(valid_from=F("valid_to"))


class Delegation(ActedMixin):
    """A person acts for another, on the days [valid_from, valid_to), by a document. ``by`` set it at ``at``.

    Powers that one holds for another are never passed on: whoever acts for the deputy acts for him alone.
    """

    stamps = Part.PEOPLE

    principal = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations_given", verbose_name=_("who is acted for")
    )
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations_held", verbose_name=_("who acts")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DelegationKind)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("over on"))
    basis = models.CharField(_("basis document"), max_length=100)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text=_("When it was ended before its time."))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "pk"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="nobody_acts_for_himself"),
            # What is ended on its first day, or before it, has no day left.
            models.CheckConstraint(
                condition=Q(valid_from__lt=F("valid_to")) | Q(valid_from=F("valid_to"), ended_at__isnull=False),
                name="a_delegation_begins_before_it_ends",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="a_delegation_has_a_basis_document"),
            models.UniqueConstraint(
                fields=["principal", "deputy", "kind", "valid_from"],
                condition=Q(ended_at__isnull=True),
                name="a_person_begins_to_act_for_another_once_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.deputy_id} → {self.principal_id}"

    @property
    def last_day(self) -> date:
        """As people say it: until the end of this day."""
        return self.valid_to - timedelta(days=1)

    @property
    def is_for_reports_only(self) -> bool:
        return self.kind == DelegationKind.ON_BEHALF

    def is_over(self, on: date) -> bool:
        return self.valid_to <= on or self.valid_to == self.valid_from

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on < self.valid_to
