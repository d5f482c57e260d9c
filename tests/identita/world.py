"""A register with something secret on either side of the wall, and on the site's own pages."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import PIL.Image
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Collection, Page, Revision, Site, TaskState, UploadedFile, Workflow, WorkflowState

from archivio.models import DocumentoArchiviato, Immagine
from core.clock import now, today
from core.uncertain_dates import on_day
from distretti.actions.elenco import upload_elenco
from distretti.actions.persone import grant_delega, record_carica
from distretti.models import Iscrizione, Sezione
from estratti.actions import issue_estratto
from home.actions.demo.modelli import publish_model, read_models, read_scritti
from home.actions.permessi import COMUNI, collection_name, reserved_collection_name
from home.models import ContenutoPage, HomePage
from identita.actions import create_chiave
from identita.models import Chiave, User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, draft_versione
from modulistica.enums import UsoModello
from modulistica.models import FileVersione
from procedimenti.actions.istanza import add_allegato, open_istanza
from procedimenti.actions.nucleo.componenti import name_componente
from procedimenti.actions.nucleo.link import issue_link
from procedimenti.actions.nucleo.seduta import add_punto, create_seduta
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.scritti import prepare_scritto
from procedimenti.collegio import IncaricoNucleo, ModoSeduta
from procedimenti.enums import Passo, TipoAllegato, TipoProcedimento
from procedimenti.models import Istanza, PassoIstanza, SedutaNucleo
from pubblicazione.actions.moderazione import approve_pagina, request_modifica
from tests.archivio.files import pdf as pdf_file
from tests.distretti.elenchi import csv
from tests.factories import make_funzionario, make_iscrizione, make_user


def png(name: str) -> ImageFile:
    """A picture of one pixel."""
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (1, 1)).save(buffer, "PNG")
    return ImageFile(buffer, name)


@dataclass(frozen=True)
class Side:
    """What belongs to one entry, or to the site's pages.

    Every text of it that is not public bears `secret`; `name` is the title of a page that nobody but its own side
    finds among pages, though the register, being public, tells it.
    """

    secret: str
    name: str
    page: Page
    image: Immagine
    document: DocumentoArchiviato
    upload: UploadedFile
    item: FileVersione | None = None
    case: Istanza | None = None
    seduta: SedutaNucleo | None = None
    of_the_site: bool = False
    published: bool = False

    def of(self, kind: str) -> Any:
        """Return the value for an argument that names an object of this `kind`."""
        entry = getattr(self.page.specific, "iscrizione", None)
        revision = Revision.objects.page_revisions().filter(object_id=str(self.page.pk)).order_by("-pk")
        state = WorkflowState.objects.for_instance(self.page).order_by("-pk")
        values: dict[str, Any] = {
            "page": self.page.pk,
            "codice": entry.codice if entry else "RP-1-9999",
            "sezione": entry.sezione_id if entry else 9,
            "annotazione": entry.annotazioni.values_list("seq", flat=True).first() if entry else 999_999,
            "elenco": entry.elenchi.values_list("versione", flat=True).first() if entry else 999,
            "delega": entry.deleghe.values_list("pk", flat=True).first() if entry else 999_999,
            "carica": entry.cariche.values_list("pk", flat=True).first() if entry else 999_999,
            "istanza": self.case.numero if self.case else "I-2000-00001",
            "allegato": self.case.allegati.values_list("pk", flat=True)[0] if self.case else 999_999,
            "seduta": self.seduta.pk if self.seduta else 999_999,
            "punto": 1,
            "componente": self.seduta.link.values_list("componente", flat=True)[0] if self.seduta else 999_999,
            "ordine": self.case.passi.values_list("seq", flat=True).last() if self.case else 999,
            "estratto": entry.estratti.values_list("pk", flat=True).first() if entry else 999_999,
            "parent": self.page.get_parent().pk,
            "revision": revision.values_list("pk", flat=True).first(),
            "state": state.values_list("pk", flat=True).first() or 1,
            "task_state": TaskState.objects.filter(workflow_state__in=state).values_list("pk", flat=True).last() or 1,
            "task": TaskState.objects.filter(workflow_state__in=state).values_list("task", flat=True).last() or 1,
            "image": self.image.pk,
            "document": self.document.pk,
            "upload": self.upload.pk,
            "modello": self.item.versione.modello.codice if self.item else "nessuno",
            "versione": self.item.versione.numero if self.item else 999,
            "file": self.item.pk if self.item else 999_999,
            "collection": self.image.collection_id,
            "model": self.page.specific_class._meta.model_name,
            "app": self.page.specific_class._meta.app_label,
        }
        return values[kind]


def make_files(secret: str, collection: str, by: User) -> tuple[Immagine, DocumentoArchiviato, UploadedFile]:
    """An image, a document and a file half sent, of `by`, all named after `secret`."""
    place = Collection.objects.get(name=collection)
    image = Immagine.objects.create(
        title=f"{secret} foto", alt=secret, collection=place, uploaded_by_user=by, file=png(f"{secret}.png")
    )
    document = DocumentoArchiviato(title=f"{secret} atto", collection=place, uploaded_by_user=by)
    document.file.save(f"{secret}.pdf", ContentFile(secret.encode()))
    return image, document, make_upload(secret, by)


def make_upload(secret: str, by: User) -> UploadedFile:
    """A file that `by` sent and did not finish describing."""
    upload = UploadedFile(for_content_type=ContentType.objects.get_for_model(Immagine), uploaded_by_user=by)
    upload.file.save(f"{secret}-caricato.png", png(secret))
    return upload


def make_model(secret: str, sezione: int, officer: User) -> FileVersione:
    """A model of one section alone, with a draft of which everything says `secret`; returns the draft's file."""
    modello = open_modello(
        codice=secret.lower(),
        titolo=f"{secret} modello",
        uso=UsoModello.ISTANZA,
        sezioni=[Sezione.objects.get(pk=sezione)],
        by=officer,
    )
    versione = draft_versione(modello=modello, in_vigore_dal=today(), novita=f"{secret} novità", by=officer)
    page = io.BytesIO(pdf_file())
    return add_file(versione=versione, stream=page, nome=f"{secret} modello.pdf", by=officer)


def make_people(secret: str, voce: Iscrizione, writer: User, officer: User) -> None:
    """A members' list that waits, of which every name says `secret`; an office; a delega."""
    upload_elenco(iscrizione=voce, by=writer, contenuto=csv([f"{secret} s.r.l.", "Università", ""]), al=today())
    record_carica(iscrizione=voce, by=officer, nome="Anna Esempio", ruolo="Presidente")
    grant_delega(user=writer, iscrizione=voce, by=officer)


def make_case(secret: str, sezione: int, officer: User) -> Istanza:
    """The draft of an istanza, of which everything says `secret`, with a paper."""
    case = open_istanza(
        tipo=TipoProcedimento.RICONOSCIMENTO,
        sezione=Sezione.objects.get(pk=sezione),
        by=officer,
        richiedente=f"{secret} richiedente",
        sintesi=f"{secret} sintesi",
        dati={"denominazione": f"{secret} denominazione"},
    )
    paper = io.BytesIO(pdf_file())
    add_allegato(istanza=case, by=officer, stream=paper, nome=f"{secret} statuto.pdf", tipo=TipoAllegato.STATUTO)
    return case


def begin_istruttoria(case: Istanza, officer: User, *then: Passo) -> PassoIstanza:
    """Take the steps up to the one that the office writes to the applicant about, and those that follow."""
    for passo in (Passo.PRESENTAZIONE, Passo.PRESA_IN_CARICO, Passo.AVVIO_ISTRUTTORIA, *then):
        case.refresh_from_db()
        richiesta = Richiesta(versione=case.versione, giorno=on_day(today()))
        done = take_passo(istanza=case, passo=passo, by=officer, richiesta=richiesta)
    return done


def make_seduta(secret: str, sezione: int, officer: User) -> SedutaNucleo:
    """A seduta with an item, prepared, and a member with a link for it, of which everything says `secret`."""
    waiting = make_case(f"{secret} esame", sezione, officer)
    begin_istruttoria(waiting, officer, Passo.RICHIESTA_PARERE)
    competenza = waiting.competenza
    il = now() + dt.timedelta(days=1)
    seduta = create_seduta(competenza=competenza, il=il, modo=ModoSeduta.MISTA, luogo=f"{secret} sala", by=officer)
    add_punto(seduta=seduta, istanza=waiting, by=officer)
    member = name_componente(
        competenza=competenza,
        nome=f"{secret} componente",
        incarico=IncaricoNucleo.COMPONENTE,
        dal=today(),
        by=officer,
        email="componente@example.it",
    )
    issue_link(seduta=seduta, componente=member, by=officer)
    return seduta


def _scheda(secret: str, competenza: str, writer: User, *, published: bool) -> Side:
    sezione = {"ricerca": 1, "agricoltura": 6}[competenza]
    officer = User.objects.get(username=f"funzionario.{competenza}")
    name = "Distretto pubblico" if published else secret.replace("SEGRETO", "NOME")
    scheda = make_iscrizione(name, by=officer, sezione=sezione).scheda
    if published:
        scheda.sintesi = "Testo pubblico"
        revision = scheda.save_revision(user=writer)
        scheda.get_workflow().start(scheda, writer)
        approve_pagina(pagina=scheda, sha256=scheda.sha256_of(revision), by=officer)
        scheda.refresh_from_db()
    scheda.sintesi = f"{secret} bozza"
    scheda.save_revision(user=writer)
    scheda.get_workflow().start(scheda, writer)
    request_modifica(pagina=scheda, testo=f"{secret} motivo", by=officer)
    scheda.sintesi = f"{secret} seconda bozza"
    scheda.save_revision(user=writer)
    scheda.current_workflow_state.resume(writer)
    collection = reserved_collection_name if published else collection_name
    files = make_files(secret, collection(competenza), writer)
    item = make_model(secret, sezione, officer)
    make_people(secret, scheda.iscrizione, writer, officer)
    case, seduta = make_case(secret, sezione, officer), make_seduta(secret, sezione, officer)
    prepare_scritto(passo=begin_istruttoria(case, officer), by=officer)
    issue_estratto(iscrizione=scheda.iscrizione, alla_data=today(), by=officer)
    page = Page.objects.get(pk=scheda.pk)
    return Side(secret, "" if published else name, page, *files, item, case, seduta, published=published)


def _contenuto(secret: str, writer: User) -> Side:
    page = ContenutoPage(title=f"{secret} pagina", introduzione=secret, live=False)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    files = make_files("Comune", COMUNI, writer)
    return Side(secret, page.title, Page.objects.get(pk=page.pk), *files, of_the_site=True)


@dataclass(frozen=True)
class World:
    """Both sides of the wall, the site's own pages, and who wrote them."""

    delegata: Side
    ricerca: Side
    agricoltura: Side
    agricoltura_pubblicata: Side
    sito: Side

    def others(self) -> dict[str, Any]:
        """Values of arguments that belong to no side."""
        return {
            "user": User.objects.get(username="scrive.ricerca").pk,
            "chiave": Chiave.objects.get().pk,
            "group": Group.objects.order_by("pk").values_list("pk", flat=True)[0],
            "site": Site.objects.get().pk,
            "home": HomePage.objects.get().pk,
            "workflow": Workflow.objects.filter(active=True).values_list("pk", flat=True)[0],
        }


def build_world() -> World:
    """Two entries of research, two of agriculture of which one published with a later draft, and a page of the site."""
    ricerca, agricoltura = make_funzionario("ricerca"), make_funzionario("agricoltura")
    members_list = next(d for d in read_models() if d["codice"] == "elenco-aderenti")
    scritti = [d for d in read_scritti() if d["codice"] in {"scritto-avvio", "scritto-estratto"}]
    for described in (members_list, *scritti):
        publish_model(described=described, author=ricerca, approver=agricoltura)
    scrive_ricerca = make_user("scrive.ricerca", "Redattore – ricerca")
    scrive_agricoltura = make_user("scrive.agricoltura", "Redattore – agricoltura")
    amministratore = make_user("scrive.sito", "Amministratore")
    ends = today() + dt.timedelta(days=30)
    create_chiave(nome="Portale", contatto="portale@example.it", scade_il=ends, by=amministratore)
    return World(
        delegata=_scheda("SEGRETO-MODA", "ricerca", scrive_ricerca, published=False),
        ricerca=_scheda("SEGRETO-NAUTICA", "ricerca", scrive_ricerca, published=False),
        agricoltura=_scheda("SEGRETO-OLIO", "agricoltura", scrive_agricoltura, published=False),
        agricoltura_pubblicata=_scheda("SEGRETO-VINO", "agricoltura", scrive_agricoltura, published=True),
        sito=_contenuto("SEGRETO-SITO", amministratore),
    )
