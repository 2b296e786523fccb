"""NumPy: the formulas as they stand in a textbook, in single precision."""

from python import work
from reference import passes


class Net(work.Predictor, work.Trainer):
    def __init__(self, fixture: work.Fixture, learning_rate: float = 0.0) -> None:
        self.network = fixture.network
        self.parameters = fixture.parameters
        self.learning_rate = learning_rate

    def inputs(self, numbers):
        return numbers

    def predict(self, inputs):
        return passes.forward(self.network, self.parameters, inputs)[-1]

    def batches(self, batches):
        return batches

    def train(self, batches):
        for inputs, targets in batches:
            passes.step(self.network, self.parameters, inputs, targets, self.learning_rate)

    def outputs(self, inputs):
        return self.predict(inputs)


def measure(bench: work.Bench) -> None:
    bench.predict(Net(bench.fixture))
    bench.train(lambda learning_rate: Net(bench.fixture, learning_rate))


if __name__ == "__main__":
    work.run("numpy", measure)
