"""On what was measured."""

import platform
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SIZE = 1024
ROUNDS = 11


@dataclass(frozen=True)
class Machine:
    processor: str
    rustc: str
    # Billions of multiplications and additions a second, in a large matrix product on one CPU.
    gflops: float

    @staticmethod
    def this() -> "Machine":
        rustc = subprocess.run(["rustc", "-V"], check=True, stdout=subprocess.PIPE, text=True)
        return Machine(processor(), rustc.stdout.split()[1], matrix_product_gflops())

    def __str__(self) -> str:
        return (
            f"one core of {self.processor} with {self.gflops:.0f} GFLOP/s "
            f"(NumPy's product of matrices of {SIZE}×{SIZE}), {platform.system()}, "
            f"rustc {self.rustc}, Python {platform.python_version()}"
        )


def processor() -> str:
    """Its name, and the widest vectors of those that matter here, where Linux tells."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    name = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    if name is None:
        return platform.processor() or platform.machine()
    vectors = next((vectors for vectors in ("avx512f", "avx2") if vectors in text), "no AVX2")
    return f"{name[1]} ({vectors})"


def matrix_product_gflops() -> float:
    matrix = np.ones((SIZE, SIZE), np.float32)
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        matrix @ matrix
        seconds.append(time.perf_counter() - start)
    return 2 * SIZE**3 / min(seconds) / 1e9
