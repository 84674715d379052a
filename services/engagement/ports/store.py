"""What every store may answer."""


class StoreUnavailableError(ConnectionError):
    """The store is away, restarting or busy; the same call may succeed later."""
