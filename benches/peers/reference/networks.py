"""The networks that are compared."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    name: str
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    # Of the steps that are checked: large enough that they are seen in the outputs.
    learning_rate: float

    @property
    def inputs(self) -> int:
        return self.sizes[0]

    @property
    def outputs(self) -> int:
        return self.sizes[-1]

    @property
    def title(self) -> str:
        """Such as `2-8-1`."""
        return "-".join(map(str, self.sizes))


NETWORKS = (
    Network("N1", (2, 8, 1), ("relu", "sigmoid"), "mean_squared_error", 0.5),
    Network("N2", (4, 16, 16, 2), ("tanh", "tanh", "linear"), "mean_squared_error", 0.1),
    Network("N3", (64, 32, 10), ("relu", "softmax"), "cross_entropy", 0.02),
    Network("N4", (784, 128, 10), ("relu", "softmax"), "cross_entropy", 0.002),
)
