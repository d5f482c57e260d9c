"""Models of the register, one subject a module."""

from distretti.models.annotazione import Annotazione
from distretti.models.atto import Atto
from distretti.models.iscrizione import Iscrizione
from distretti.models.sezione import Sezione
from distretti.models.vocabolari import Comune, FormaGiuridica, Provincia

__all__ = ["Annotazione", "Atto", "Comune", "FormaGiuridica", "Iscrizione", "Provincia", "Sezione"]
