"""scikit-learn: MLPClassifier where the network ends in a softmax, else MLPRegressor."""

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from python import work

OUTPUT_ACTIVATIONS = {"linear": "identity", "sigmoid": "logistic", "softmax": "softmax"}


class Net(work.Predictor, work.Trainer):
    def __init__(self, fixture: work.Fixture, learning_rate: float = 0.001) -> None:
        network = fixture.network
        self.classifies = network.loss == "cross_entropy"
        model = MLPClassifier if self.classifies else MLPRegressor
        # Its squared error is halved, and its gradient not divided by the outputs.
        scale = 1.0 if self.classifies else 2 / network.outputs
        self.model = model(
            hidden_layer_sizes=network.sizes[1:-1],
            activation=network.activations[0],
            solver="sgd",
            alpha=0.0,
            learning_rate_init=scale * learning_rate,
            momentum=0.0,
            shuffle=False,
        )
        self.classes = np.arange(network.outputs)
        [everything] = fixture.batches(len(fixture.inputs))
        self.train(self.batches([everything]))
        self.model.out_activation_ = OUTPUT_ACTIVATIONS[network.activations[-1]]
        for place, (weights, biases) in enumerate(fixture.parameters):
            self.model.coefs_[place][...] = weights
            self.model.intercepts_[place][...] = biases

    def inputs(self, numbers):
        return numbers

    def predict(self, inputs):
        if self.classifies:
            return self.model.predict_proba(inputs)
        return self.model.predict(inputs).reshape(len(inputs), -1)

    def batches(self, batches):
        if self.classifies:
            return [(inputs, targets.argmax(axis=1)) for inputs, targets in batches]
        # It wants a single output without a column.
        single = len(self.classes) == 1
        return [(inputs, targets.ravel() if single else targets) for inputs, targets in batches]

    def train(self, batches):
        if self.classifies:
            for inputs, classes in batches:
                self.model.partial_fit(inputs, classes, classes=self.classes)
        else:
            for inputs, targets in batches:
                self.model.partial_fit(inputs, targets)

    def outputs(self, inputs):
        return self.predict(inputs)


def measure(bench: work.Bench) -> None:
    bench.predict(Net(bench.fixture))
    # It does not train a sigmoid on the squared error.
    if bench.fixture.network.activations[-1] != "sigmoid":
        bench.train(lambda learning_rate: Net(bench.fixture, learning_rate))


if __name__ == "__main__":
    work.run("scikit-learn", measure)
