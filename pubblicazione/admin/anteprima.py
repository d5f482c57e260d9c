"""From the editor to the draft on the regional site: an address that holds for an hour."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_GET

from identita.models import User
from pubblicazione.models import PaginaModerata
from pubblicazione.permissions import can_decide
from pubblicazione.selectors import find_pagina, make_token


def has_anteprima(pagina: PaginaModerata) -> bool:
    """Tell whether the front end can show a draft: the page has a place there, and there is a draft."""
    return bool(pagina.indirizzo_anteprima and pagina.latest_revision_id)


@require_GET
def show_on_site(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Send whoever writes or decides on a page to its last saved draft there; for others it does not exist."""
    pagina, user = find_pagina(pk), cast(User, request.user)
    if pagina is None or not (pagina.permissions_for_user(user).can_edit() or can_decide(user, pagina)):
        raise Http404
    token = make_token(pagina)
    if not has_anteprima(pagina) or token is None:
        raise Http404
    response = HttpResponseRedirect(pagina.indirizzo_anteprima.replace("{token}", token))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
