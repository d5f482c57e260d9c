"""Taking a published page off line; the steps before a publication are in `moderazione`."""

from django.db import transaction

from core.clock import now
from core.locks import lock_register
from identita.models import User
from pubblicazione.actions.avvisi import tell_ritiro_pubblicazione
from pubblicazione.actions.documento import remove_documento
from pubblicazione.models import PaginaModerata, PubblicazioneProgrammata, RitiroPubblicazione
from pubblicazione.permissions import check_decide
from pubblicazione.policies import check_reason, check_withdrawable
from pubblicazione.selectors import sigillo_in_vigore


@transaction.atomic
def withdraw_pubblicazione(*, pagina: PaginaModerata, motivo: str, by: User) -> RitiroPubblicazione:
    """Take the public text of a page off line: its document is removed, the feed says `delete`, its address is gone.

    An approval that waits for its date is called off. The page stays, as a draft that may be approved again.
    Raises ModerazioneError if `by` may not decide on the page, it is one that stays public, or nobody reads it.
    """
    check_decide(by, pagina)
    lock_register()
    sigillo = sigillo_in_vigore(pagina.pk)
    check_withdrawable(withdrawable=pagina.ritirabile, public=sigillo is not None)
    assert sigillo is not None  # noqa: S101 - told to the type checker, refused above
    check_reason(motivo)
    documento = pagina.render_documento()
    waiting = PubblicazioneProgrammata.objects.pending().filter(sigillo__pagina_id=pagina.pk)
    waiting.update(annullata_il=now(), annullata_da=by)
    ritiro = RitiroPubblicazione.objects.create(
        pagina_id=pagina.pk, sigillo=sigillo, motivo=motivo.strip(), ritirata_da=by, ritirata_il=now()
    )
    pagina.take_offline(by=by)
    remove_documento(risorsa=documento.risorsa, chiave=documento.chiave)
    tell_ritiro_pubblicazione(pagina=pagina, ritiro=ritiro)
    return ritiro
