"""The register: vocabularies, sections, entries, the ledger of annotations, acts, members, delegations, pages."""
