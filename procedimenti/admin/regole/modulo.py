"""The forms by which the dirigente writes a version of a rule, after reading how it will appear, or ends one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from identita.enums import Competenza, Permesso
from procedimenti.admin.guard import IstanzeGuarded
from procedimenti.admin.nuova import DA_CORREGGERE
from procedimenti.admin.regole.forms import VersioneForm
from procedimenti.admin.regole.specie import SPECIE, Specie


class RegolaView(IstanzeGuarded):
    """A new version of a rule, or a new rule; what holds today stays as it is until its day."""

    permesso = Permesso.ASSIGN_ISTANZA
    template_name = "procedimenti/admin/regola.html"
    pulsante, anteprima = "Registra la versione", True
    competenza: Competenza
    specie: Specie
    riga: Any

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        structure = next((c for c in self.competenze if c == kwargs["competenza"]), None)
        specie = SPECIE.get(kwargs["specie"])
        if structure is None or specie is None:
            raise Http404
        self.competenza, self.specie, self.riga = structure, specie, None
        if "chiave" in kwargs:
            rows = specie.grouped(structure).get(kwargs["chiave"])
            if not rows:
                raise Http404
            self.riga = max(rows, key=lambda r: (r.valida_dal, r.pk))
        elif not specie.nuova:
            raise Http404

    def get_page_title(self) -> str:
        return self.specie.title(self.riga) if self.riga else self.specie.nuova

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("istanze:regole"), "Regole")]

    def make_form(self, data: Any = None) -> VersioneForm:
        return self.specie.make_form(self.competenza, self.riga, data)

    def act(self, form: VersioneForm) -> Any:
        return self.specie.record(form, competenza=self.competenza, riga=self.riga, by=self.user)

    def preview(self, form: VersioneForm) -> list[str]:
        return list(self.specie.preview(form, competenza=self.competenza, riga=self.riga))

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form()
        form.letta = str(self.riga.pk) if self.riga else ""
        return self._show(form)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        form.letta = request.POST.get("letta", "")
        if form.is_valid():
            if "anteprima" in request.POST:
                return self._show(form, self.preview(form))
            done = form.attempt(lambda: self.act(form))
            if done is not None:
                messages.success(request, f"Registrato: {self.specie.title(done)}.")
                return redirect(reverse("istanze:regole"))
        messages.error(request, DA_CORREGGERE)
        return self._show(form)

    def _show(self, form: VersioneForm, preview: list[str] | None = None) -> HttpResponseBase:
        context = self.get_context_data(
            form=form,
            specie=self.specie,
            competenza=self.competenza,
            adesso=self.specie.words(self.riga) if self.riga else "",
            anteprima=preview or [],
            back_url=reverse("istanze:regole"),
        )
        response: HttpResponseBase = self.render_to_response(context)
        return response


class FineView(RegolaView):
    """From which day a rule is asked no more."""

    pulsante, anteprima = "Registra che non si chiede più", False

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        if not self.specie.chiude or getattr(self.riga, "cessata", False):
            raise Http404

    def get_page_title(self) -> str:
        return f"Non si chiede più: {super().get_page_title()}"

    def make_form(self, data: Any = None) -> VersioneForm:
        return VersioneForm(data)

    def act(self, form: VersioneForm) -> Any:
        return self.specie.close(form, competenza=self.competenza, riga=self.riga, by=self.user)

    def preview(self, form: VersioneForm) -> list[str]:
        return []
