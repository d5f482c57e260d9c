"""Who holds the potere sostitutivo of a structure: named from a day on, never rewritten."""

import datetime as dt

from django.db import transaction

from core.clock import now
from core.locks import lock_register
from distretti.enums import StatoRegola
from identita.enums import Competenza
from identita.models import User
from procedimenti.models import TitolarePotereSostitutivo
from procedimenti.permissions import check_assign
from procedimenti.policies.rimedi.sostituzione import check_titolare
from procedimenti.selectors.struttura.sostituzione import last_titolare


@transaction.atomic
def record_titolare(
    *,
    competenza: Competenza,
    valido_dal: dt.date,
    incarico: str,
    fonte: str,
    by: User,
    nome: str = "",
    recapito: str = "",
) -> TitolarePotereSostitutivo:
    """Write who holds it from a day on, by which act. Raises ProcedimentoError, and DatiError with the fields."""
    lock_register()
    check_assign(by, competenza)
    before = last_titolare(competenza)
    said = {"incarico": incarico, "nome": nome, "recapito": recapito, "fonte": fonte}
    check_titolare(said, valido_dal=valido_dal, before=before.valido_dal if before else None)
    return TitolarePotereSostitutivo.objects.create(
        competenza=competenza,
        valido_dal=valido_dal,
        stato=StatoRegola.CONFERMATA,
        registrato_da=by,
        registrato_il=now(),
        **{name: text.strip() for name, text in said.items()},
    )
