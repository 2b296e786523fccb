"""On what was measured."""

import platform
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
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    named = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    if "model name" not in named:
        return platform.processor() or platform.machine()
    vectors = [name for name in ("avx512f", "avx2") if name in named.get("flags", "").split()]
    return f"{named['model name']} ({vectors[0]})" if vectors else named["model name"]


def matrix_product_gflops() -> float:
    matrix = np.ones((SIZE, SIZE), np.float32)
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        matrix @ matrix
        seconds.append(time.perf_counter() - start)
    return 2 * SIZE**3 / min(seconds) / 1e9
