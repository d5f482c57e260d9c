"""What browsers and search engines fetch beside the pages: the site's colour, robots.txt, the site map."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.models import ImpostazioniSito
from home.selectors import addresses, pagine, sezioni
from home.views.answers import public_page


@public_page
def colore(request: HttpRequest) -> HttpResponse:
    """The colour chosen in the settings, as a style sheet: the policy on contents allows none inside the page."""
    chosen = ImpostazioniSito.for_request(request).colore
    return HttpResponse(f":root{{--colore:{chosen}}}\n", content_type="text/css; charset=utf-8")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; what needs an account or repeats the list may not be crawled."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /riservati/",
        "Disallow: /registro?",
        "Disallow: /registro.csv",
        f"Sitemap: {settings.PUBLIC_BASE_URL}/sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address with the day of its last change."""
    base = settings.PUBLIC_BASE_URL
    rows: list[tuple[str, object]] = [(f"{base}/", None), (f"{base}/registro", None), (f"{base}/modelli", None)]
    rows += [(f"{base}/sezioni/{s['codice']}", None) for s in sezioni()]
    rows += [(f"{base}{p['percorso']}", p["profilo"]["pubblicato_il"]) for p in pagine()]
    rows += [(f"{base}/registro/{codice}", changed) for codice, changed in addresses()]
    return render(request, "pubblico/sitemap.xml", {"rows": rows}, content_type="application/xml; charset=utf-8")
