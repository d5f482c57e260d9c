"""Models of the register, one subject a module."""

from distretti.models.aderenti import Aderente, ElencoAderenti
from distretti.models.annotazione import Annotazione
from distretti.models.atto import Atto
from distretti.models.delega import Delega
from distretti.models.iscrizione import Carica, Iscrizione
from distretti.models.pagine import (
    AggregazioneIndicatore,
    AggregazionePage,
    DistrettoIndicatore,
    DistrettoPage,
    RegistroPage,
    SchedaPage,
    SezionePage,
)
from distretti.models.regola import RegolaSezione
from distretti.models.sezione import Sezione
from distretti.models.vocabolari import Ateco, Comune, Filiera, FormaGiuridica, Provincia, TipologiaCibo

__all__ = [
    "Aderente",
    "AggregazioneIndicatore",
    "AggregazionePage",
    "Annotazione",
    "Ateco",
    "Atto",
    "Carica",
    "Comune",
    "Delega",
    "DistrettoIndicatore",
    "DistrettoPage",
    "ElencoAderenti",
    "Filiera",
    "FormaGiuridica",
    "Iscrizione",
    "Provincia",
    "RegistroPage",
    "RegolaSezione",
    "SchedaPage",
    "Sezione",
    "SezionePage",
    "TipologiaCibo",
]
