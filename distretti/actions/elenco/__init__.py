"""What may be done to a members' list, and who is told of it."""

from distretti.actions.elenco.versione import approve_elenco, read_file, reject_elenco, upload_elenco, withdraw_elenco

__all__ = ["approve_elenco", "read_file", "reject_elenco", "upload_elenco", "withdraw_elenco"]
