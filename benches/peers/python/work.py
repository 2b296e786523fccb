"""What every peer written in Python does: the same networks, samples, works, measurement and check.

The twin of the Rust crate `work`.
"""

import argparse
import importlib.metadata
import json
import statistics
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open

from reference.networks import NETWORKS, Network
from reference.passes import Parameters

# How long a round lasts at least, all of them, and those that warm up. A round is shorter than the
# slice of time after which a busy system takes the CPU away.
ROUND_NS = 1_000_000
ALL_ROUNDS_NS = 200_000_000
WARM_UP_NS = 20_000_000
LEAST_ROUNDS = 5
BATCH = 32
# So slow that no network leaves its range, however long it is measured.
LEARNING_RATE = 1e-6
# How much of an output comes back as an input.
FEEDBACK = 1e-3
# How far an output may lie from that of the reference, which computes in double precision.
TOLERANCE = 2e-5


class Predictor(ABC):
    """A network that predicts samples. Arrays have a row for each sample."""

    @abstractmethod
    def inputs(self, numbers: np.ndarray) -> Any:
        """The inputs in the form that the peer takes."""

    @abstractmethod
    def predict(self, inputs: Any) -> Any:
        """What is measured."""

    def numbers(self, outputs: Any) -> np.ndarray:
        """The outputs as an array of NumPy."""
        return np.asarray(outputs)

    def predict_next(self, inputs: Any) -> Any:
        """Predicts one sample, and makes the first output the first input of the next."""
        inputs[0, 0] = FEEDBACK * self.predict(inputs)[0, 0]
        return inputs


class Trainer(ABC):
    """A network that learns by gradient descent without momentum."""

    @abstractmethod
    def batches(self, batches: list[tuple[np.ndarray, np.ndarray]]) -> Any:
        """Inputs and targets in the form that the peer takes."""

    @abstractmethod
    def train(self, batches: Any) -> None:
        """What is measured: a step for each batch."""

    @abstractmethod
    def outputs(self, inputs: np.ndarray) -> np.ndarray:
        """The outputs of the network as it is after the steps so far."""


@dataclass(frozen=True)
class Fixture:
    """A network, its samples, and what it must make of them."""

    network: Network
    file: Path
    tensors: dict[str, np.ndarray]

    @property
    def inputs(self) -> np.ndarray:
        return self.tensors["inputs"]

    @property
    def parameters(self) -> Parameters:
        """Copies of the weights, a row for each input, and the biases of each layer."""
        numbers = range(1, len(self.network.sizes))
        tensors = self.tensors
        return [(tensors[f"weights{n}"].copy(), tensors[f"biases{n}"].copy()) for n in numbers]

    @property
    def onnx(self) -> Path:
        """The same network as an ONNX file."""
        return self.file.with_suffix(".onnx")

    def batches(self, count: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """All samples in batches of so many."""
        inputs, targets = self.inputs, self.tensors["targets"]
        starts = range(0, len(inputs), count)
        return [(inputs[n : n + count], targets[n : n + count]) for n in starts]


@dataclass(frozen=True)
class Bench:
    """A network that a peer is measured on."""

    peer: str
    version: str
    fixture: Fixture

    def predict(self, peer: Predictor) -> None:
        """W1, W1d and W2: one sample, a chain of such, and all samples at once."""
        expected = self.fixture.tensors["outputs"]
        samples = [peer.inputs(sample.copy()) for sample, _ in self.fixture.batches(1)]
        found = [peer.numbers(peer.predict(sample)).copy() for sample in samples]
        self.check("one sample after the other", np.concatenate(found), expected)
        everything = peer.inputs(self.fixture.inputs)
        found = peer.numbers(peer.predict(everything))
        self.check("all samples at once", found, expected)

        self.record("W1", 1, lambda call: peer.predict(samples[call % len(samples)]))
        self.record("W2", len(samples), lambda _: peer.predict(everything))
        flowing = samples[0]

        def chain(_: int) -> None:
            nonlocal flowing
            flowing = peer.predict_next(flowing)

        self.record("W1d", 1, chain)

    def train(self, trainer: Callable[[float], Trainer]) -> None:
        """W3 and W3b: steps on batches, and on single samples.

        `trainer` starts from the network's weights, with the learning rate that it is given.
        """
        tensors = self.fixture.tensors
        found = self.outputs_after(trainer, self.fixture.batches(BATCH)[:1])
        self.check("after a step on a batch", found, tensors["outputs_after_step"])
        found = self.outputs_after(trainer, self.fixture.batches(1)[:BATCH])
        self.check("after online steps", found, tensors["outputs_after_online_steps"])
        self.measure_steps("W3", BATCH, trainer(LEARNING_RATE))
        self.measure_steps("W3b", 1, trainer(LEARNING_RATE))

    def outputs_after(self, trainer: Callable[[float], Trainer], batches: list) -> np.ndarray:
        trained = trainer(self.fixture.network.learning_rate)
        trained.train(trained.batches(batches))
        return trained.outputs(self.fixture.inputs)

    def measure_steps(self, work: str, count: int, trainer: Trainer) -> None:
        batches = trainer.batches(self.fixture.batches(count))
        self.record(work, len(self.fixture.inputs), lambda _: trainer.train(batches))

    def check(self, what: str, found: np.ndarray, expected: np.ndarray) -> None:
        """Fails if any output differs from the reference by more than the tolerance."""
        worst = np.abs(found - expected).max()
        if not worst <= TOLERANCE:
            name = self.fixture.network.name
            raise SystemExit(
                f"{self.peer} failed on {name}: {what}: outputs differ from the reference "
                f"by {worst}, more than {TOLERANCE}"
            )

    def record(self, work: str, samples: int, call: Callable[[int], Any]) -> None:
        """Measures a call that works on so many samples, and prints it."""
        record = {
            "peer": self.peer,
            "version": self.version,
            "network": self.fixture.network.name,
            "work": work,
            "ns": nanoseconds(call) / samples,
        }
        print(json.dumps(record), flush=True)


def run(peer: str, measure: Callable[[Bench], None]) -> None:
    """The whole of a peer's program: measures it on each network of the command line."""
    options = argparse.ArgumentParser(description=f"Measures {peer}, a line of JSON for each work.")
    options.add_argument("fixtures", nargs="+", type=Path, help="as written by fixtures.py")
    version = importlib.metadata.version(peer)
    for file in options.parse_args().fixtures:
        measure(Bench(peer, version, read(file)))


def read(file: Path) -> Fixture:
    with safe_open(file, "numpy") as opened:
        tensors = {name: opened.get_tensor(name) for name in opened.keys()}
        name = opened.metadata()["name"]
    network = next(network for network in NETWORKS if network.name == name)
    return Fixture(network, file, tensors)


def nanoseconds(call: Callable[[int], Any]) -> float:
    """Nanoseconds of a call, the median of many rounds. Each call is told its number."""
    calls = warm_up(call)
    rounds = []
    start = time.perf_counter_ns()
    while len(rounds) < LEAST_ROUNDS or time.perf_counter_ns() - start < ALL_ROUNDS_NS:
        rounds.append(round_ns(calls, call))
    return statistics.median(rounds) / calls


def warm_up(call: Callable[[int], Any]) -> int:
    """Calls for a while; returns how many fill a round."""
    calls = 1
    start = time.perf_counter_ns()
    while True:
        full = round_ns(calls, call) >= ROUND_NS
        if full and time.perf_counter_ns() - start >= WARM_UP_NS:
            return calls
        if not full:
            calls *= 2


def round_ns(calls: int, call: Callable[[int], Any]) -> int:
    start = time.perf_counter_ns()
    for number in range(calls):
        call(number)
    return time.perf_counter_ns() - start
