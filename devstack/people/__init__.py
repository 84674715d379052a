"""People who use the system as everybody does: by its public APIs and the mails they get."""
