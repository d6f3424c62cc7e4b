"""What people type in to invite somebody, to join, and to set a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User

from agents.models import Membership, Role

ROLES = "Admins change everything and look after people. Playbook authors write playbooks. Viewers only look."
HOW_TO_CHOOSE = "At least 12 characters. A few words in a row are easy to remember and hard to guess."

# Generic in the stubs alone.
if TYPE_CHECKING:
    PasswordForm = SetPasswordForm[User]
    RoleModelForm = forms.ModelForm[Membership]
else:
    PasswordForm, RoleModelForm = SetPasswordForm, forms.ModelForm


class InvitationForm(forms.Form):
    # As long as a username, which it becomes.
    email = forms.EmailField(
        label="E-mail address",
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write the person's e-mail address.", "invalid": "Write it as name@example.com."},
    )
    role = forms.ChoiceField(choices=Role.choices, initial=Role.VIEWER, help_text=ROLES)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class RoleForm(RoleModelForm):
    class Meta:
        model = Membership
        fields = ("role",)
        help_texts = {"role": ROLES}

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class NewPasswordForm(PasswordForm):
    """Twice, since it cannot be seen while it is typed."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = HOW_TO_CHOOSE
        self.fields["new_password2"].label = "The same password again"
        self.fields["new_password2"].help_text = ""
        self.fields["new_password1"].error_messages["required"] = "Choose a password."
        self.fields["new_password2"].error_messages["required"] = "Write it once more."

    def validate_password_for_user(self, user: User, password_field_name: str = "") -> None:  # nosec B107 # a field
        """What is wrong with a password is said where it was chosen, not where it was repeated."""
        super().validate_password_for_user(user, "new_password1")


class JoinForm(NewPasswordForm):
    """`user` is the account to be, not yet saved: a password may not be like its name."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="As your colleagues see it.",
        error_messages={"required": "Write your name."},
    )
    field_order = ("name", "new_password1", "new_password2")

    def clean_name(self) -> str:
        self.user.first_name = self.cleaned_data["name"]
        return self.user.first_name
