"""Rich text as the public reads it: links to pages and files become absolute addresses, without a request at hand."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import LinkRewriter

Attributes = list[dict[str, str]]
_NO_ADDRESS = "<a>"


def page_address(page: Any) -> str:
    """Return the public address of a page: its own if it says one, else its path under the site's root."""
    own = getattr(page, "public_url", None)
    return own or f"{settings.PUBLIC_BASE_URL}/{page.url_path.strip('/').partition('/')[2]}"


def _link(address: str | None) -> str:
    return _NO_ADDRESS if address is None else f'<a href="{escape(address)}">'


def _page_links(attributes: Attributes) -> list[str]:
    ids = [a["id"] for a in attributes if a.get("id", "").isdigit()]
    pages = {str(p.pk): p for p in Page.objects.filter(pk__in=ids).defer_streamfields().specific()}
    return [_link(page_address(pages[a["id"]]) if a.get("id") in pages else None) for a in attributes]


def _document_links(attributes: Attributes) -> list[str]:
    ids = [a["id"] for a in attributes if a.get("id", "").isdigit()]
    files = {str(d.pk): d for d in get_document_model().objects.filter(pk__in=ids)}
    base = settings.PUBLIC_BASE_URL
    return [_link(urljoin(base, files[a["id"]].url) if a.get("id") in files else None) for a in attributes]


_rewrite = LinkRewriter(bulk_rules={"page": _page_links, "document": _document_links})


def public_html(html: str) -> str:
    """Return `html`, as the editor keeps it, with absolute links; a link to what no longer exists loses its address."""
    return str(_rewrite(html)) if html else ""
