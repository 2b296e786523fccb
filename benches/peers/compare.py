"""Compares sinew with its peers. `run.sh` calls it in the virtual environment."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import psutil

from peers import PEERS, Peer
from reference import fixtures
from report import chart, results, table
from report.machine import Machine

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "target" / "peers"
# Over how long the quietest CPU is found.
LISTEN_SECONDS = 0.5


def main() -> None:
    options = parse_options()
    peers = chosen_peers(options)
    for peer in peers:
        build(peer)
    files = fixtures.write(TARGET / "fixtures")
    lines = [
        line
        for number in range(1, options.passes + 1)
        for peer in peers
        for line in measure(peer, files, f"pass {number} of {options.passes}")
    ]
    (TARGET / "results.jsonl").write_text("\n".join(lines) + "\n")
    measured = results.lowest([json.loads(line) for line in lines])
    machine = Machine.this()
    text = table.markdown(measured, machine, options.passes)
    print(text)
    directory = options.output or (TARGET if options.only else HERE)
    (directory / "results.md").write_text(text)
    chart.draw(measured, directory / "ratios.svg")
    progress(f"written: results.md and ratios.svg in {directory.resolve()}")


def parse_options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="run.sh", description=__doc__.split(".")[0] + ".")
    options.add_argument(
        "--only",
        type=lambda text: text.split(","),
        metavar="PEER,..",
        help=f"measure these (and sinew): {', '.join(PEERS)}",
    )
    options.add_argument(
        "--with-torch", action="store_true", help="PyTorch too, for which pip fetches several GB"
    )
    options.add_argument(
        "--passes", type=int, default=5, help="how often all peers are measured (default: 5)"
    )
    options.add_argument(
        "--output",
        type=Path,
        help="where results.md and ratios.svg go (default: here, with --only target/peers)",
    )
    chosen = options.parse_args()
    unknown = set(chosen.only or []) - set(PEERS)
    if unknown:
        options.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    if chosen.passes < 1:
        options.error("--passes must be 1 or more")
    return chosen


def chosen_peers(options: argparse.Namespace) -> list[Peer]:
    """Sinew is always among them, as the others are compared with it."""
    if options.only:
        names = {"sinew", *options.only}
    else:
        names = {name for name, peer in PEERS.items() if not peer.optional}
    if options.with_torch:
        names.add("torch")
    return [peer for name, peer in PEERS.items() if name in names]


def build(peer: Peer) -> None:
    for command in peer.build_commands():
        progress(f"{peer.name}: {' '.join(command)}")
        if subprocess.run(command, check=False, cwd=HERE).returncode != 0:
            sys.exit(f"{peer.name} could not be built, see above; --only leaves it out")


def measure(peer: Peer, files: list[Path], title: str) -> list[str]:
    """The lines of JSON that a peer prints."""
    use_quietest_cpu()
    progress(f"{peer.name}: {title}")
    command = peer.run_command(TARGET) + [str(file) for file in files]
    run = subprocess.run(command, check=False, cwd=HERE, stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(f"{peer.name} failed, see above; --only leaves it out")
    return run.stdout.splitlines()


def use_quietest_cpu() -> None:
    """Binds this process, and those that it starts, to one CPU, where the system lets it."""
    process = psutil.Process()
    if hasattr(process, "cpu_affinity"):
        # An empty list stands for all CPUs that are allowed.
        process.cpu_affinity([])
        busy = psutil.cpu_percent(interval=LISTEN_SECONDS, percpu=True)
        process.cpu_affinity([min(process.cpu_affinity(), key=busy.__getitem__)])


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
