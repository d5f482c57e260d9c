"""Forms about people: logging in, making and changing a user; what may be changed is decided by actions."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from core.italiano import show_wait
from identita.enums import Ruolo
from identita.exceptions import UtenteError
from identita.models import Incarico, User
from identita.policies import check_compatible
from identita.throttle import RECUPERO, record_failure, record_success, seconds_to_wait


class LoginForm(WagtailLoginForm):
    """Wagtail's, that hears no more attempts for a while after too many wrong ones."""

    def clean(self) -> dict[str, Any]:
        username = str(self.cleaned_data.get("username", ""))
        wait = seconds_to_wait(username, self.request)
        if wait:
            raise ValidationError(f"Troppi tentativi di accesso: riprova tra {show_wait(wait)}.", code="throttled")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            record_failure(username, self.request)
            raise
        if self.get_user() is not None:
            record_success(username, self.request)
        return cleaned


class RecuperoForm(PasswordResetForm):
    """Wagtail's request of a new password, that fills nobody's mailbox: the answer is the same for all, as ever."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        request, email = kwargs["request"], self.cleaned_data["email"]
        if seconds_to_wait(email, request, RECUPERO):
            return
        record_failure(email, request, RECUPERO)
        super().save(*args, **kwargs)


class RuoliField(forms.ModelMultipleChoiceField):
    """The groups that stand for a role, by name."""

    def __init__(self, **kwargs: Any) -> None:
        groups = Group.objects.filter(incarico__isnull=False).order_by("name")
        super().__init__(
            groups, required=False, label="Ruoli", widget=forms.CheckboxSelectMultiple,
            help_text="Senza ruoli la persona non entra. «Redattore» scrive le schede di cui riceve una delega.",
            **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        groups = super().clean(value)
        held = Incarico.objects.filter(group__in=groups).values_list("ruolo", "competenza")
        try:
            check_compatible((Ruolo(ruolo), competenza) for ruolo, competenza in held)
        except UtenteError as error:
            raise ValidationError(error.messaggio) from error
        return groups


_FIELDS = ("username", "first_name", "last_name", "email")


class UtenteCreationForm(UserCreationForm):
    """A new person, with a first password and roles."""

    field_order: ClassVar = (*_FIELDS, "password1", "password2", "ruoli")
    ruoli = RuoliField()

    class Meta:
        model = User
        fields: ClassVar = _FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser")


class UtenteEditForm(UserEditForm):
    """Name, address, access and roles; the password is changed by its owner alone, or reset by e-mail."""

    password_enabled = False
    field_order: ClassVar = (*_FIELDS, "attivo", "ruoli")
    attivo = forms.BooleanField(
        label="Può entrare", required=False, help_text="Togli la spunta quando la persona lascia l’incarico."
    )
    ruoli = RuoliField()

    class Meta:
        model = User
        fields: ClassVar = (*_FIELDS, "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        for name in ("is_active", "is_superuser"):
            self.fields.pop(name, None)
        self.initial |= {"attivo": self.instance.is_active, "ruoli": self.instance.groups.all()}
        if editing_self:
            for name in ("attivo", "ruoli"):
                self.fields[name].disabled = True
