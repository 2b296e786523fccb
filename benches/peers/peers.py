"""Who is compared, and how each is built and run."""

import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Peer(ABC):
    # As its package index knows it.
    name: str
    optional: bool = False

    @abstractmethod
    def build_commands(self) -> list[list[str]]:
        """What must be run before it can be measured."""

    @abstractmethod
    def run_command(self, target: Path) -> list[str]:
        """What measures it, but for the files to measure it on."""


@dataclass(frozen=True)
class RustPeer(Peer):
    # The crate whose version counts, if the peer's name is not that of a crate.
    crate: str = ""

    @property
    def package(self) -> str:
        return f"peer-{self.name}"

    def build_commands(self) -> list[list[str]]:
        return [["cargo", "build", "--release", "--locked", "--package", self.package]]

    def run_command(self, target: Path) -> list[str]:
        return [str(target / "release" / self.package), "--peer-version", self.version()]

    def version(self) -> str:
        """Cargo writes `..#1.2.3` or `..#name@1.2.3`."""
        command = ["cargo", "pkgid", "--package", self.crate or self.name]
        pkgid = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return pkgid.strip().rpartition("#")[2].rpartition("@")[2]


@dataclass(frozen=True)
class PythonPeer(Peer):
    module: str = ""
    requirements: str = ""

    def build_commands(self) -> list[list[str]]:
        if not self.requirements:
            return []
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        return [[*pip, "--requirement", self.requirements]]

    def run_command(self, target: Path) -> list[str]:
        return [sys.executable, "-m", f"python.{self.module}"]


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        RustPeer("sinew"),
        RustPeer("dfdx"),
        RustPeer("candle", crate="candle-core"),
        RustPeer("burn"),
        RustPeer("tract", crate="tract-onnx"),
        PythonPeer("numpy", module="numpy_peer"),
        PythonPeer("onnxruntime", module="onnxruntime_peer"),
        PythonPeer("jax", module="jax_peer"),
        PythonPeer("scikit-learn", module="sklearn_peer"),
        PythonPeer(
            "torch", optional=True, module="torch_peer", requirements="requirements-torch.txt"
        ),
    )
}
