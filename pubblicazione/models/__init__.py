"""Models of publication, one subject a module."""

from pubblicazione.models.documento import (
    Documento,
    DocumentoFiltro,
    DocumentoParola,
    Operazione,
    Parola,
    Variazione,
)
from pubblicazione.models.esportazione import Esportazione, FormatoEsportazione
from pubblicazione.models.moderazione import (
    Invio,
    PubblicazioneProgrammata,
    RichiestaModifica,
    Ritiro,
    RitiroPubblicazione,
    Sigillo,
)
from pubblicazione.models.pagina import PaginaFissa, PaginaModerata, PaginaStabile

__all__ = [
    "Documento",
    "DocumentoFiltro",
    "DocumentoParola",
    "Esportazione",
    "FormatoEsportazione",
    "Invio",
    "Operazione",
    "PaginaFissa",
    "PaginaModerata",
    "PaginaStabile",
    "Parola",
    "PubblicazioneProgrammata",
    "RichiestaModifica",
    "Ritiro",
    "RitiroPubblicazione",
    "Sigillo",
    "Variazione",
]
