"""Writes `iris.csv` and `cars.csv`: the flowers that scikit-learn ships, and the cars of vega_datasets.

    python -m pip install --requirement benches/peers/requirements.txt
    python -m pip install --no-deps vega_datasets==0.9.0
    python examples/data/tables.py
"""

import json
from importlib.metadata import distribution
from pathlib import Path

from sklearn.datasets import load_iris

NUMBERS = ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration"]
ORIGINS = ["USA", "Europe", "Japan"]


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    lines = [",".join(map(str, row)) for row in [header, *rows]]
    Path(__file__).with_name(name).write_text("\n".join(lines) + "\n")


def iris() -> None:
    flowers = load_iris()
    rows = [[*numbers, kind] for numbers, kind in zip(flowers.data.tolist(), flowers.target.tolist())]
    write("iris.csv", ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"], rows)


def cars() -> None:
    file = distribution("vega_datasets").locate_file("vega_datasets/_data/cars.json")
    rows = []
    for car in json.loads(Path(file).read_text()):
        numbers = [car[name] for name in NUMBERS]
        # Some cars lack their power, or their consumption.
        if None not in [*numbers, car["Miles_per_Gallon"]]:
            origin = [int(car["Origin"] == name) for name in ORIGINS]
            rows.append([*numbers, int(car["Year"][:4]), *origin, car["Miles_per_Gallon"]])
    header = ["cylinders", "displacement", "horsepower", "weight", "acceleration", "year"]
    write("cars.csv", [*header, *map(str.lower, ORIGINS), "miles_per_gallon"], rows)


if __name__ == "__main__":
    iris()
    cars()
