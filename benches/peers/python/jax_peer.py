"""JAX: compiled once for each shape; training scans over all batches in one compiled call."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from python import work

# Else a computation goes to another thread, for which a small one only waits.
jax.config.update("jax_cpu_enable_async_dispatch", False)

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": jax.nn.relu,
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
}


def logits(network, parameters, x):
    """The sums of the last layer, or its outputs if it is no softmax."""
    for (weights, biases), activation in zip(parameters, network.activations, strict=True):
        x = x @ weights + biases
        if activation != "softmax":
            x = ACTIVATIONS[activation](x)
    return x


@partial(jax.jit, static_argnums=0)
def forward(network, parameters, x):
    outputs = logits(network, parameters, x)
    return jax.nn.softmax(outputs) if network.activations[-1] == "softmax" else outputs


@partial(jax.jit, static_argnums=0)
def forward_next(network, parameters, x):
    return x.at[0, 0].set(work.FEEDBACK * forward(network, parameters, x)[0, 0])


def mean_loss(network, parameters, x, y):
    outputs = logits(network, parameters, x)
    if network.loss == "cross_entropy":
        return -(y * jax.nn.log_softmax(outputs)).sum(axis=1).mean()
    return ((outputs - y) ** 2).mean()


@partial(jax.jit, static_argnums=0, donate_argnums=1)
def train(network, parameters, learning_rate, batches):
    def step(parameters, batch):
        gradient = jax.grad(mean_loss, argnums=1)(network, parameters, *batch)
        stepped = jax.tree.map(lambda w, g: w - learning_rate * g, parameters, gradient)
        return stepped, None

    return jax.lax.scan(step, parameters, batches)[0]


class Net(work.Predictor, work.Trainer):
    def __init__(self, fixture: work.Fixture, learning_rate: float = 0.0) -> None:
        self.network = fixture.network
        self.parameters = jax.tree.map(jnp.array, fixture.parameters)
        self.learning_rate = jnp.float32(learning_rate)

    def inputs(self, numbers):
        return jnp.array(numbers)

    def predict(self, inputs):
        return forward(self.network, self.parameters, inputs).block_until_ready()

    def predict_next(self, inputs):
        return forward_next(self.network, self.parameters, inputs).block_until_ready()

    def batches(self, batches):
        inputs, targets = zip(*batches, strict=True)
        return jnp.array(np.stack(inputs)), jnp.array(np.stack(targets))

    def train(self, batches):
        trained = train(self.network, self.parameters, self.learning_rate, batches)
        self.parameters = jax.block_until_ready(trained)

    def outputs(self, inputs):
        return np.asarray(self.predict(jnp.array(inputs)))


def measure(bench: work.Bench) -> None:
    bench.predict(Net(bench.fixture))
    bench.train(lambda learning_rate: Net(bench.fixture, learning_rate))


if __name__ == "__main__":
    work.run("jax", measure)
