"""How long to wait before the next attempt."""


def full_jitter_s(attempt: int, *, first_s: float, longest_s: float, chance: float) -> float:
    """A wait between 0 and the attempt's bound, which doubles from `first_s` to `longest_s`.

    `chance` (0 to 1, random) spreads the clients of a part that failed, so that they do not come
    back all at once. `attempt` counts from 0.
    """
    bound_s = min(longest_s, first_s * 2.0 ** min(attempt, 30))
    return bound_s * chance
