"""What is published: rendered public documents and their change feed; no word of the districts here."""
