class CommandFailedError(Exception):
    """A command cannot do what it was asked; the message is for the operator."""
