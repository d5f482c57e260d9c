"""A version at work: what it says, its files coming in, submission, and the second person's decision."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from archivio.enums import REGOLE_USO, UsoFile
from archivio.exceptions import ArchivioError, StoreUnavailableError
from archivio.policies import check_count
from archivio.views import serve_at_desk
from core.clock import today
from modulistica.actions.versione import (
    add_file,
    approve_versione,
    change_versione,
    describe_file,
    discard_versione,
    remove_file,
    return_versione,
    submit_versione,
)
from modulistica.admin.forms import DecisioneForm, InvioForm, ModelliForm, VersioneForm
from modulistica.admin.guard import GuardedVersione, modello_url, versione_url
from modulistica.admin.linea import line_of
from modulistica.admin.modello import DA_CORREGGERE
from modulistica.admin.prospetto import prospetto_of
from modulistica.admin.scritto import campi_of
from modulistica.enums import Lingua
from modulistica.exceptions import ModulisticaError
from modulistica.models import FileVersione
from modulistica.selectors import file_of, timeline_of

_OLD = ("in_vigore_dal", "in_vigore_al", "novita", "cambia_obbligatori")


class VersioneView(GuardedVersione):
    """The screen of a version in whatever state; each button sends its own `passo`."""

    template_name = "modulistica/admin/versione.html"

    def get_page_title(self) -> str:
        return f"Versione {self.versione.numero}: {self.modello.titolo}"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return self.show()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        steps = {
            "salva": self.save,
            "descrivi": self.describe,
            "invia": self.submit,
            "approva": self.approve,
            "rinvia": self.send_back,
            "ritira": self.discard,
        }
        step = steps.get(request.POST.get("passo", ""))
        return step() if step else self.show()

    def show(self, **forms: ModelliForm) -> HttpResponse:
        """Show the version; a form that was refused is shown as it was sent."""
        versione = self.versione
        line = line_of(self.modello, timeline_of(self.modello), on=today())
        momento = next(m for m in line if m.versione.pk == versione.pk)
        context = self.get_context_data(
            modello=self.modello,
            versione=versione,
            momento=momento,
            prospetto=prospetto_of(versione),
            campi=campi_of(versione),
            lingue=Lingua.choices,
            formati=sorted(tipo.label for tipo in REGOLE_USO[UsoFile.MODELLO].tipi),
            max_mb=REGOLE_USO[UsoFile.MODELLO].max_bytes // (1024 * 1024),
            contributo_il=versione.contributors().get(self.user.pk),
            sha256=versione.sha256(),
            oggi=today().isoformat(),
            dati=forms.get("dati") or VersioneForm(initial={name: getattr(versione, name) for name in _OLD}),
            invio=forms.get("invio") or InvioForm(),
            decisione=forms.get("decisione") or DecisioneForm(initial={"sha256": versione.sha256()}),
            errori=[e for form in forms.values() for e in form.non_field_errors()],
        )
        response: HttpResponse = self.render_to_response(context)
        return response

    def _refused(self, **forms: ModelliForm) -> HttpResponse:
        messages.error(self.request, DA_CORREGGERE)
        return self.show(**forms)

    def _try(self, form: ModelliForm, act: Callable[[], object]) -> bool:
        """Act, and tell whether it was done; if not, the form says why."""
        return form.attempt(lambda: (act(),)) is not None

    def _done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect(versione_url(self.versione))

    def save(self) -> HttpResponse:
        form = VersioneForm(self.request.POST)
        saved = form.is_valid() and self._try(
            form, lambda: change_versione(versione=self.versione, by=self.user, **form.cleaned_data)
        )
        return self._done("I dati della versione sono salvati.") if saved else self._refused(dati=form)

    def describe(self) -> HttpResponse:
        form, post = ModelliForm(self.request.POST), self.request.POST
        for item in self.versione.file.all():
            lingua = post.get(f"lingua-{item.pk}", item.lingua)
            accessibile = f"accessibile-{item.pk}" in post
            act = partial(describe_file, item=item, lingua=lingua, accessibile=accessibile, by=self.user)
            if lingua in Lingua and not self._try(form, act):
                return self._refused(dati=form)
        return self._done("Lingua e accessibilità dei file sono salvate.")

    def submit(self) -> HttpResponse:
        form = InvioForm(self.request.POST)
        sent = form.is_valid() and self._try(
            form,
            lambda: submit_versione(
                versione=self.versione, by=self.user, avvertito=bool(form.cleaned_data["avvertito"])
            ),
        )
        if not sent:
            return self._refused(invio=form)
        return self._done("Inviata in approvazione: la deve approvare un altro funzionario.")

    def approve(self) -> HttpResponse:
        form = DecisioneForm(self.request.POST)
        sha256 = self.request.POST.get("sha256", "")
        sealed = form.is_valid() and self._try(
            form, lambda: approve_versione(versione=self.versione, sha256=sha256, by=self.user)
        )
        if not sealed:
            return self._refused(decisione=DecisioneForm(initial={"sha256": self.versione.sha256()}), esito=form)
        messages.success(self.request, f"Approvata la versione {self.versione.numero}.")
        return redirect(modello_url(self.modello))

    def send_back(self) -> HttpResponse:
        form = DecisioneForm(self.request.POST)
        motivo = self.request.POST.get("motivo", "")
        sent = form.is_valid() and self._try(
            form, lambda: return_versione(versione=self.versione, motivo=motivo, by=self.user)
        )
        return self._done("La versione è di nuovo una bozza.") if sent else self._refused(decisione=form)

    def discard(self) -> HttpResponse:
        form = ModelliForm(self.request.POST)
        if not self._try(form, lambda: discard_versione(versione=self.versione, by=self.user)):
            return self._refused(dati=form)
        messages.success(self.request, f"Ritirata la versione {self.versione.numero}: il numero non si usa più.")
        return redirect(modello_url(self.modello))


class CaricaView(GuardedVersione):
    """Takes in the files of a draft, one or several at once; answers JSON to a script, a page to everybody else."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return redirect(versione_url(self.versione))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        sent = request.FILES.getlist("file")
        outcomes = [self._receive(one) for one in sent] if self._may_send(len(sent)) else [self._too_many(len(sent))]
        if "application/json" in request.headers.get("Accept", ""):
            status = max((outcome.pop("status") for outcome in outcomes), default=400)
            return JsonResponse({"file": outcomes}, status=status, json_dumps_params={"ensure_ascii": False})
        for outcome in outcomes:
            tell = messages.success if outcome["status"] == 200 else messages.error
            tell(request, f"{outcome['nome']}: {outcome['esito']}" if outcome["nome"] else outcome["esito"])
        return redirect(f"{versione_url(self.versione)}#file")

    def _may_send(self, count: int) -> bool:
        return 0 < count <= REGOLE_USO[UsoFile.MODELLO].max_files

    def _too_many(self, count: int) -> dict[str, Any]:
        try:
            check_count(uso=UsoFile.MODELLO, quanti=count)
        except ArchivioError as refused:
            return {"nome": "", "esito": refused.messaggio, "status": 422}
        return {"nome": "", "esito": "Scegli almeno un file.", "status": 422}

    def _receive(self, one: Any) -> dict[str, Any]:
        try:
            item = add_file(versione=self.versione, stream=one, nome=one.name, by=self.user)
        except StoreUnavailableError as error:
            return {"nome": one.name, "esito": error.messaggio, "status": 503}
        except (ArchivioError, ModulisticaError) as refused:
            return {"nome": one.name, "esito": refused.messaggio, "status": 422}
        return {"nome": item.nome, "esito": f"caricato. {item.file.get_antivirus_display()}.", "status": 200}


class FileView(GuardedVersione):
    """A file of a version in whatever state: read by whoever prepares and approves it, taken off a draft."""

    item: FileVersione

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        item = file_of(self.versione, kwargs["file"])
        if item is None:
            raise Http404
        self.item = item

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        item = self.item
        return serve_at_desk(request, item.file, nome=item.nome, back=versione_url(self.versione))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        try:
            remove_file(item=self.item, by=self.user)
        except ModulisticaError as refused:
            messages.error(request, refused.messaggio)
        else:
            messages.success(request, f"Tolto {self.item.nome}.")
        return redirect(f"{versione_url(self.versione)}#file")
