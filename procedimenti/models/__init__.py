"""The tables of the procedures: the istanza, its steps, its papers, protocol numbers; the Nucleo and its sedute."""

from procedimenti.models.dichiarazione import Dichiarazione
from procedimenti.models.fascicolo import AderenteIstanza, Allegato, Fotografia
from procedimenti.models.istanza import Istanza
from procedimenti.models.link import AccessoNucleo, LinkNucleo
from procedimenti.models.nucleo import ComponenteNucleo, CriterioValutazione, RegolaNucleo
from procedimenti.models.passo import PassoIstanza, VerificaRequisito
from procedimenti.models.protocollo import Protocollo
from procedimenti.models.ricorso import Ricorso
from procedimenti.models.scritto import Scritto, ScrittoInviato
from procedimenti.models.seduta import PuntoOrdine, SedutaNucleo, VerbaleNucleo
from procedimenti.models.sostituzione import TitolarePotereSostitutivo
from procedimenti.models.voto import PresenzaNucleo, ValutazioneCriterio, VotoNucleo

__all__ = [
    "AccessoNucleo",
    "AderenteIstanza",
    "Allegato",
    "ComponenteNucleo",
    "CriterioValutazione",
    "Dichiarazione",
    "Fotografia",
    "Istanza",
    "LinkNucleo",
    "PassoIstanza",
    "PresenzaNucleo",
    "Protocollo",
    "PuntoOrdine",
    "RegolaNucleo",
    "Ricorso",
    "Scritto",
    "ScrittoInviato",
    "SedutaNucleo",
    "TitolarePotereSostitutivo",
    "ValutazioneCriterio",
    "VerbaleNucleo",
    "VerificaRequisito",
    "VotoNucleo",
]
