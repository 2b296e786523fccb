"""Weights, samples, and the outputs that every peer must find: a file for each network.

`NAME.safetensors` has all of it, `NAME.onnx` the network for those that read that form.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from safetensors.numpy import save_file

from reference import passes
from reference.networks import NETWORKS, Network
from reference.passes import Parameters

SAMPLES = 256
BATCH = 32
SEED = 7
# A step that hardly moves the outputs would hide a wrong gradient.
LEAST_MOVE = 1e-3


def write(directory: Path) -> list[Path]:
    """Writes all files, and returns those with samples."""
    directory.mkdir(parents=True, exist_ok=True)
    return [write_network(network, directory) for network in NETWORKS]


def write_network(network: Network, directory: Path) -> Path:
    random = np.random.default_rng(SEED)
    parameters = random_parameters(network, random)
    inputs = random.uniform(-1, 1, (SAMPLES, network.inputs)).astype(np.float32)
    targets = random_targets(network, random)
    file = directory / f"{network.name}.safetensors"
    tensors = {
        **named(parameters),
        "inputs": inputs,
        "targets": targets,
        **expected_outputs(network, parameters, inputs, targets),
    }
    save_file(tensors, file, metadata(network))
    onnx.save(onnx_model(network, parameters), file.with_suffix(".onnx"))
    return file


def random_parameters(network: Network, random: np.random.Generator) -> Parameters:
    """Weights by Xavier's rule, and small biases."""
    parameters = []
    for inputs, units in pairwise(network.sizes):
        bound = np.sqrt(6 / (inputs + units))
        weights = random.uniform(-bound, bound, (inputs, units))
        biases = random.uniform(-0.1, 0.1, units)
        parameters.append((weights.astype(np.float32), biases.astype(np.float32)))
    return parameters


def random_targets(network: Network, random: np.random.Generator) -> np.ndarray:
    """A class for each sample, or numbers between 0 and 1."""
    if network.loss == "cross_entropy":
        classes = random.integers(network.outputs, size=SAMPLES)
        return np.eye(network.outputs, dtype=np.float32)[classes]
    return random.uniform(0, 1, (SAMPLES, network.outputs)).astype(np.float32)


def named(parameters: Parameters) -> dict[str, np.ndarray]:
    tensors = {}
    for number, (weights, biases) in enumerate(parameters, start=1):
        tensors[f"weights{number}"] = weights
        tensors[f"biases{number}"] = biases
    return tensors


def metadata(network: Network) -> dict[str, str]:
    return {
        "name": network.name,
        "activations": " ".join(network.activations),
        "loss": network.loss,
        "learning_rate": str(network.learning_rate),
    }


def expected_outputs(
    network: Network, parameters: Parameters, inputs: np.ndarray, targets: np.ndarray
) -> dict[str, np.ndarray]:
    """The outputs for all samples: at the start, after a step on a batch, after online steps."""
    inputs, targets = inputs.astype(np.float64), targets.astype(np.float64)

    def outputs_after(batches: list[slice]) -> np.ndarray:
        trained = [(w.astype(np.float64), b.astype(np.float64)) for w, b in parameters]
        for batch in batches:
            passes.step(network, trained, inputs[batch], targets[batch], network.learning_rate)
        return passes.forward(network, trained, inputs)[-1].astype(np.float32)

    expected = {
        "outputs": outputs_after([]),
        "outputs_after_step": outputs_after([slice(BATCH)]),
        "outputs_after_online_steps": outputs_after([slice(n, n + 1) for n in range(BATCH)]),
    }
    for name in ("outputs_after_step", "outputs_after_online_steps"):
        move = np.abs(expected[name] - expected["outputs"]).max()
        assert move > LEAST_MOVE, f"{network.name}: {name} are only {move} from the start"
    return expected


def onnx_model(network: Network, parameters: Parameters) -> onnx.ModelProto:
    """The network for any number of samples."""
    nodes, flowing = [], "inputs"
    for number, activation in enumerate(network.activations, start=1):
        names = [flowing, f"weights{number}", f"biases{number}"]
        nodes.append(helper.make_node("Gemm", names, [f"z{number}"]))
        flowing = f"z{number}"
        if activation != "linear":
            nodes.append(helper.make_node(activation.capitalize(), [flowing], [f"a{number}"]))
            flowing = f"a{number}"
    graph = helper.make_graph(
        nodes,
        network.name,
        [samples_of("inputs", network.inputs)],
        [samples_of(flowing, network.outputs)],
        [numpy_helper.from_array(tensor, name) for name, tensor in named(parameters).items()],
    )
    # An old version of the operators, which every reader of the form knows.
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 13)])


def samples_of(name: str, size: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["samples", size])
