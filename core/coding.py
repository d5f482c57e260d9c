"""Which content coding a client takes (RFC 9110 §12.5.3); the coding itself is done when a document is stored."""

from functools import lru_cache


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether an `Accept-Encoding` header takes gzip; zero quality refuses it, `*` is any coding."""
    star = False
    for part in accept_encoding.lower().split(","):
        coding, _, parameter = part.strip().partition(";")
        refused = parameter.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
        if coding.strip() in {"gzip", "x-gzip"}:
            return not refused
        if coding.strip() == "*":
            star = not refused
    return star
