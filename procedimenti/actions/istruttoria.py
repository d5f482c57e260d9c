"""What a person says of a requirement, over what the data say; the steps of the procedure are in `passi`."""

from django.db import transaction

from core.clock import now
from identita.models import User
from procedimenti.actions.istanza import locked_istanza
from procedimenti.enums import Requisito, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, VerificaRequisito
from procedimenti.policies.requisiti import check_verifica
from procedimenti.selectors.istruttoria import findings_of


@transaction.atomic
def record_verifica(*, istanza: Istanza, requisito: Requisito, esito: str, motivo: str, by: User) -> VerificaRequisito:
    """Write the responsabile's word on a requirement ('si' or 'no') with the reasons, and what the data said then.

    Raises ProcedimentoError.
    """
    current = locked_istanza(istanza, by=by)
    if by.pk != current.responsabile_id or not current.is_open:
        raise ProcedimentoError("Verifica i requisiti il responsabile del procedimento, finché è aperto.")
    check_verifica(requisito, TipoProcedimento(current.tipo), esito=esito, motivo=motivo)
    found = next(r for r in findings_of(current) if r.requisito is requisito)
    return VerificaRequisito.objects.create(
        istanza=current,
        requisito=requisito,
        soddisfatto=esito == "si",
        motivo=motivo.strip(),
        trovato=found.trovato,
        verificato_da=by,
        verificato_il=now(),
    )
