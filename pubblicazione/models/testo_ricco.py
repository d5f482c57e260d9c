"""Rich text as the public reads it: links to pages and files become absolute addresses, without a request at hand."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import LinkRewriter

from core.text import read_key

Attributes = list[dict[str, str]]
_NO_ADDRESS = "<a>"


def page_address(page: Any) -> str:
    """Return the public address of a page: its own if it says one, else its path under the site's root."""
    own = getattr(page, "public_url", None)
    return own or f"{settings.PUBLIC_BASE_URL}/{page.url_path.strip('/').partition('/')[2]}"


def _link(address: str | None) -> str:
    return _NO_ADDRESS if address is None else f'<a href="{escape(address)}">'


def _keys(attributes: Attributes) -> list[int | None]:
    """The keys that links name; None for one that names none, whatever stands there."""
    return [read_key(a.get("id", "")) for a in attributes]


def _page_links(attributes: Attributes) -> list[str]:
    keys = _keys(attributes)
    pages = Page.objects.filter(pk__in=set(keys) - {None}).defer_streamfields().specific()
    addresses = {p.pk: page_address(p) for p in pages}
    return [_link(addresses.get(key)) for key in keys]


def _document_links(attributes: Attributes) -> list[str]:
    keys = _keys(attributes)
    files = get_document_model().objects.filter(pk__in=set(keys) - {None})
    addresses = {d.pk: urljoin(settings.PUBLIC_BASE_URL, d.url) for d in files}
    return [_link(addresses.get(key)) for key in keys]


_rewrite = LinkRewriter(bulk_rules={"page": _page_links, "document": _document_links})


def public_html(html: str) -> str:
    """Return `html`, as the editor keeps it, with absolute links; a link to what no longer exists loses its address."""
    return str(_rewrite(html)) if html else ""
