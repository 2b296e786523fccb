#!/usr/bin/env bash
# Compares sinew with its peers, on this machine: builds, checks, measures, prints a table, draws a chart.
# Needs cargo, gcc and python3. `run.sh --help` lists the options.
set -euo pipefail
cd "$(dirname "$0")"

fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

for tool in cargo gcc python3; do
    command -v "$tool" >/dev/null || fail "$tool is not in PATH: install it"
done

target=../../target/peers
venv=$target/venv
export PYTHONPYCACHEPREFIX=$PWD/$target/pycache

[ -x "$venv/bin/pip" ] || python3 -m venv "$venv" \
    || fail "python3 makes no virtual environment: install its venv module (Debian: python3-venv)"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt \
    || fail "pip cannot install requirements.txt, see above: it needs Python 3.11 or newer, and a package index"

# One thread: each library has its own way to say it.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 RAYON_NUM_THREADS=1
export XLA_FLAGS=--xla_cpu_multi_thread_eigen=false

exec "$venv/bin/python" compare.py "$@"
