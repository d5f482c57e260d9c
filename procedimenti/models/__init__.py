"""The tables of the procedures: the istanza, its steps, its papers, the register of protocol numbers."""

from procedimenti.models.fascicolo import AderenteIstanza, Allegato, Fotografia
from procedimenti.models.istanza import Istanza
from procedimenti.models.passo import PassoIstanza, VerificaRequisito
from procedimenti.models.protocollo import Protocollo

__all__ = ["AderenteIstanza", "Allegato", "Fotografia", "Istanza", "PassoIstanza", "Protocollo", "VerificaRequisito"]
