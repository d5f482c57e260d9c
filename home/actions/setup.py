"""Builds the whole site from nothing: home page, tree of the register, workflows; safe to run again."""

from django.db import transaction
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from distretti.actions.pagine import load_tree
from distretti.actions.setup import load_groups, load_regole, load_vocabolari
from distretti.models import SezionePage
from home.actions.documenti import quoted, render_who_quotes
from home.actions.permessi import load_permessi
from home.models import HomePage, ImpostazioniSito
from identita.enums import Competenza
from procedimenti.actions.nucleo.setup import load_nucleo
from procedimenti.actions.setup import load_dichiarazioni, load_ricorsi, load_titolari
from pubblicazione.tasks import ModerazioneTask


def _load_home() -> HomePage:
    home = HomePage.objects.first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    home = HomePage(title="Registro dei distretti", slug="registro-dei-distretti")
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Registro")
    Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).delete()
    return home


def _load_workflow(name: str, competenza: str, pages: list[Page]) -> None:
    task, _created = ModerazioneTask.objects.get_or_create(competenza=competenza, defaults={"name": name})
    workflow, _created = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for page in pages:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


@transaction.atomic
def setup_sito() -> None:
    """Create what every installation has; existing rows are left as they are."""
    before = quoted()
    load_vocabolari()
    if before and quoted() != before:
        render_who_quotes()
    load_regole()
    load_nucleo()
    load_dichiarazioni()
    load_ricorsi()
    load_titolari()
    load_groups()
    home = _load_home()
    load_tree(home=home)
    ImpostazioniSito.for_site(Site.objects.get(is_default_site=True))
    _load_workflow("Moderazione – pagine del sito", "", [Page.objects.get(pk=home.pk)])
    for competenza in Competenza:
        pages = [p.page_ptr for p in SezionePage.objects.filter(sezione__competenza=competenza)]
        _load_workflow(f"Moderazione – {competenza.label}", competenza.value, pages)
    load_permessi()
    Workflow.objects.filter(workflow_tasks__isnull=False, name="Moderators approval").update(active=False)
