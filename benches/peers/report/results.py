"""What was measured, joined."""

from dataclasses import dataclass

# The peer that the others are compared with.
BASE = "sinew"

WORKS = {
    "W1": "one sample, calls back to back",
    "W1d": "one sample, whose input waits for the last output",
    "W2": "a batch of 256 samples",
    "W3": "a training step on a batch of 32 samples",
    "W3b": "a training step on one sample",
}


@dataclass(frozen=True)
class Results:
    # In the order in which they were measured.
    versions: dict[str, str]
    # Nanoseconds a sample, by peer, network and work.
    nanoseconds: dict[tuple[str, str, str], float]

    def ratio(self, peer: str, network: str, work: str) -> float | None:
        """How many times as long as sinew it takes; nothing if the peer does not do the work."""
        ns = self.nanoseconds.get((peer, network, work))
        return None if ns is None else ns / self.nanoseconds[BASE, network, work]

    @property
    def peers(self) -> list[str]:
        """All but the one that they are compared with."""
        return [peer for peer in self.versions if peer != BASE]


def lowest(records: list[dict]) -> Results:
    """The lowest of all passes, for each cell."""
    versions, nanoseconds = {}, {}
    for record in records:
        versions[record["peer"]] = record["version"]
        cell = record["peer"], record["network"], record["work"]
        nanoseconds[cell] = min(record["ns"], nanoseconds.get(cell, float("inf")))
    return Results(versions, nanoseconds)
