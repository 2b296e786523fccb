"""Forward and backward passes by the book, in the precision of the arrays that they are given."""

import numpy as np

from reference.networks import Network

Parameters = list[tuple[np.ndarray, np.ndarray]]


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "softmax": softmax,
}

# By the outputs `a`.
DERIVATIVES = {
    "linear": np.ones_like,
    "relu": lambda a: a > 0,
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
}


def forward(network: Network, parameters: Parameters, inputs: np.ndarray) -> list[np.ndarray]:
    """The inputs, and the outputs of every layer."""
    outputs = [inputs]
    for (weights, biases), activation in zip(parameters, network.activations, strict=True):
        outputs.append(ACTIVATIONS[activation](outputs[-1] @ weights + biases))
    return outputs


def output_delta(network: Network, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The derivative of each sample's loss by the sums of the last layer."""
    if network.loss == "cross_entropy":
        return outputs - targets
    by_output = 2 / network.outputs * (outputs - targets)
    return by_output * DERIVATIVES[network.activations[-1]](outputs)


def step(
    network: Network,
    parameters: Parameters,
    inputs: np.ndarray,
    targets: np.ndarray,
    learning_rate: float,
) -> None:
    """A step of gradient descent on the mean loss of a batch, in place."""
    outputs = forward(network, parameters, inputs)
    delta = output_delta(network, outputs[-1], targets) / len(inputs)
    for place in reversed(range(len(parameters))):
        weights, biases = parameters[place]
        by_weights, by_biases = outputs[place].T @ delta, delta.sum(axis=0)
        if place > 0:
            derivative = DERIVATIVES[network.activations[place - 1]]
            delta = (delta @ weights.T) * derivative(outputs[place])
        weights -= learning_rate * by_weights
        biases -= learning_rate * by_biases
