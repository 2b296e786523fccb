"""PyTorch, eager."""

import torch
from torch import nn

from python import work

ACTIVATIONS = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
torch.set_num_threads(1)
torch.set_num_interop_threads(1)


class Net(work.Predictor, work.Trainer):
    def __init__(self, fixture: work.Fixture, learning_rate: float = 0.0) -> None:
        network = fixture.network
        # Up to the logits, if it ends in a softmax.
        self.body = nn.Sequential(*layers(fixture))
        self.classifies = network.loss == "cross_entropy"
        self.net = nn.Sequential(self.body, nn.Softmax(dim=1)) if self.classifies else self.body
        self.loss = nn.CrossEntropyLoss() if self.classifies else nn.MSELoss()
        # A loop over a few small tensors is faster than the fused and the batched step.
        self.optimizer = torch.optim.SGD(self.body.parameters(), learning_rate, foreach=False)

    def inputs(self, numbers):
        return torch.tensor(numbers)

    @torch.inference_mode()
    def predict(self, inputs):
        return self.net(inputs)

    def numbers(self, outputs):
        return outputs.numpy()

    @torch.inference_mode()
    def predict_next(self, inputs):
        inputs[0, 0] = work.FEEDBACK * self.net(inputs)[0, 0]
        return inputs

    def batches(self, batches):
        tensors = [(torch.tensor(inputs), torch.tensor(targets)) for inputs, targets in batches]
        if self.classifies:
            return [(inputs, targets.argmax(dim=1)) for inputs, targets in tensors]
        return tensors

    def train(self, batches):
        for inputs, targets in batches:
            self.optimizer.zero_grad()
            self.loss(self.body(inputs), targets).backward()
            self.optimizer.step()

    def outputs(self, inputs):
        return self.numbers(self.predict(torch.tensor(inputs)))


def layers(fixture: work.Fixture) -> list[nn.Module]:
    modules = []
    activations = fixture.network.activations
    for (weights, biases), activation in zip(fixture.parameters, activations, strict=True):
        linear = nn.Linear(*weights.shape)
        linear.weight.data = torch.tensor(weights.T.copy())
        linear.bias.data = torch.tensor(biases)
        modules.append(linear)
        if activation in ACTIVATIONS:
            modules.append(ACTIVATIONS[activation]())
    return modules


def measure(bench: work.Bench) -> None:
    bench.predict(Net(bench.fixture))
    bench.train(lambda learning_rate: Net(bench.fixture, learning_rate))


if __name__ == "__main__":
    work.run("torch", measure)
