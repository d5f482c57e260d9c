"""The page of the models, by what one wants to do; their files are handed out by `modulistica`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import today
from home.modelli import groups_of, read_voce
from home.selectors import modelli as modelli_documenti
from home.views.answers import public_page


@public_page
def modelli(request: HttpRequest) -> HttpResponse:
    """Every model, the version in force first; `voce` is the code to fill the models with."""
    context = {"gruppi": groups_of(modelli_documenti(), on=today()), "voce": read_voce(request.GET.get("voce", ""))}
    return render(request, "pubblico/modelli.html", context)
