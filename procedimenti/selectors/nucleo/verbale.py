"""What the verbale of a seduta says, as plain values; how it looks on paper is in `procedimenti.verbale`."""

from typing import Any

from django.utils.timezone import localtime

from core.italiano import the_moment
from procedimenti.collegio import StatoPresenza
from procedimenti.models import PuntoOrdine, SedutaNucleo
from procedimenti.policies.nucleo import Seggio, numero_legale, presiding
from procedimenti.selectors.nucleo.componenti import regole_in_force
from procedimenti.selectors.nucleo.seduta import Collegio, collegio_of, punti_of, scheda_of


def gather_verbale(seduta: SedutaNucleo) -> dict[str, Any]:
    """Return all that the verbale of a seduta tells, whether or not it is closed."""
    collegio = collegio_of(seduta)
    return {
        "titolo": str(seduta),
        "numero": f"{seduta.numero}/{seduta.anno}" if seduta.numero else "",
        "struttura": seduta.get_competenza_display(),
        "convocata_per": the_moment(localtime(seduta.il)),
        "modo": seduta.get_modo_display(),
        "luogo": seduta.luogo,
        "aperta": the_moment(localtime(seduta.aperta_il)) if seduta.aperta_il else "",
        "chiusa": the_moment(localtime(seduta.chiusa_il)) if seduta.chiusa_il else "",
        "componenti": [
            {
                "nome": c.nome,
                "incarico": c.get_incarico_display(),
                "qualifica": c.qualifica,
                "vota": c.vota,
                "presenza": _standing(collegio, c.pk),
            }
            for c in collegio.componenti
        ],
        "regole": [
            {"nome": r.get_nome_display(), "valore": r.detto, "fonte": r.fonte, "stato": r.get_stato_display()}
            for r in regole_in_force(seduta.competenza, collegio.on)
        ],
        "punti": [_punto(p, collegio) for p in punti_of(seduta)],
    }


def _standing(collegio: Collegio, componente: int) -> str:
    found = collegio.presenza(componente)
    return str(found.get_stato_display()) if found else "Non registrato"


def _punto(punto: PuntoOrdine, collegio: Collegio) -> dict[str, Any]:
    seggi = collegio.seggi(punto)
    legal, head = numero_legale(seggi, collegio.regole), presiding(seggi)
    return {
        "posizione": punto.posizione,
        "istanza": punto.istanza.numero,
        "richiedente": punto.istanza.nome,
        "tipo": punto.istanza.get_tipo_display(),
        "sezione": f"{punto.istanza.sezione.codice}, {punto.istanza.sezione.nome}",
        "presiede": head.nome if head else "",
        "presenti": legal.presenti,
        "necessari": legal.necessari,
        "conflitti": [_conflict(collegio, s, punto) for s in seggi if s.presenza is StatoPresenza.CONFLITTO],
        "assenti": [s.nome for s in seggi if s.presenza is StatoPresenza.ASSENTE],
        "scheda": [
            {
                "criterio": riga.criterio.nome,
                "punteggio": "" if v.punteggio is None else f"{v.punteggio} su {riga.criterio.massimo}",
                "giudizio": v.giudizio,
            }
            for riga in scheda_of(punto)
            if (v := riga.valutazione) is not None
        ],
        "discussione": punto.discussione,
        "voti": [{"nome": s.votante, "voto": str(s.voto.label), "testo": s.testo} for s in seggi if s.voto is not None],
        "esito": punto.get_esito_display() if punto.esito else "",
        "spiegazione": punto.spiegazione,
        "prescrizioni": punto.prescrizioni,
        "nota": punto.nota,
    }


def _conflict(collegio: Collegio, seggio: Seggio, punto: PuntoOrdine) -> dict[str, str]:
    found = collegio.presenza(seggio.componente, punto.pk)
    return {"nome": seggio.nome, "motivo": found.motivo if found else ""}
