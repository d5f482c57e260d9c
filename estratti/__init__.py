"""Certified extracts: what the register said of an entry on a day, as a PDF/A that anybody can check by its code."""
