"""Writes `digits.csv.gz`: the handwritten digits that scikit-learn ships.

    python -m pip install --requirement benches/peers/requirements.txt
    python examples/data/digits.py
"""

import gzip
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits


def main() -> None:
    digits = load_digits()
    rows = np.column_stack([digits.data, digits.target]).astype(int)
    text = "".join(",".join(map(str, row)) + "\n" for row in rows)
    # Without the time, so that the same digits are the same file.
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    Path(__file__).with_name("digits.csv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
