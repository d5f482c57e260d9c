"""Models of publication, one subject a module."""

from pubblicazione.models.documento import Documento, DocumentoFiltro, Operazione, Variazione
from pubblicazione.models.moderazione import Invio, PubblicazioneProgrammata, RichiestaModifica, Ritiro, Sigillo
from pubblicazione.models.pagina import PaginaFissa, PaginaModerata, PaginaStabile

__all__ = [
    "Documento",
    "DocumentoFiltro",
    "Invio",
    "Operazione",
    "PaginaFissa",
    "PaginaModerata",
    "PaginaStabile",
    "PubblicazioneProgrammata",
    "RichiestaModifica",
    "Ritiro",
    "Sigillo",
    "Variazione",
]
