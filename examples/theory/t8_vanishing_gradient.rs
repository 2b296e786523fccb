//! T8: how long the gradient is in each of ten layers.

use std::error::Error;

use plotters::style::RGBColor;
use sinew::prelude::*;
use sinew::{Linear, ParametersOf, TraceOf};

use crate::figure::{Axis, BLUE, Corner, Figure, GREEN, ORANGE, Panel};
use crate::progress::{self, pairs};
use crate::report::table::{Table, number};
use crate::report::{Check, Claim, Findings};
use crate::statistics::{largest, median};
use crate::tasks::moons::{Moons, moons};

/// Ten layers, for each activation with two kinds of random start. Both starts train as one type, so that it is
/// compiled once.
macro_rules! deep {
    ($($activation:ident $color:ident: $xavier:ident $he:ident),*) => {
        $(network! { struct $xavier< 2 => repeat 9 { 16 $activation } => 1 > { init: xavier } })*
        $(network! { struct $he< 2 => repeat 9 { 16 $activation } => 1 > { init: he } })*
        const KINDS: [Kind; 2 * [$(stringify!($activation)),*].len()] = [$(
            Kind {
                activation: stringify!($activation),
                init: "Xavier",
                color: $color,
                run: |samples, seed| {
                    train($xavier::seeded(seed), |trace| trace.layer10.a[0], samples)
                },
            },
            Kind {
                activation: stringify!($activation),
                init: "He",
                color: $color,
                run: |samples, seed| {
                    let start = $xavier::from_parameters(*$he::seeded(seed).parameters());
                    train(start, |trace| trace.layer10.a[0], samples)
                },
            },
        )*];
    };
}

deep!(
    sigmoid ORANGE: SigmoidXavier SigmoidHe,
    tanh BLUE: TanhXavier TanhHe,
    relu GREEN: ReluXavier ReluHe
);

/// An activation with a random start.
#[derive(Clone, Copy)]
struct Kind {
    activation: &'static str,
    init: &'static str,
    color: RGBColor,
    run: fn(&Moons, u64) -> Run,
}

pub(crate) const CLAIM: Claim = Claim {
    name: "T8",
    sentence: "With sigmoids the gradient shrinks layer by layer towards the input; with ReLU it does not.",
    file: "t8-vanishing-gradient.svg",
    experiment,
};

const LAYERS: usize = 10;
/// The second layer and the ninth: the first and the last of those that have one shape, 16 units by 16.
const NEAR_INPUT: usize = 1;
const NEAR_OUTPUT: usize = LAYERS - 2;
const WIDTH: usize = 16;
const SEEDS: u64 = 9;
const SAMPLES: usize = 64;
const STEPS: usize = 1000;
const LEARNING_RATE: f32 = 0.003;
/// Of the last step, what the next one keeps.
const MOMENTUM: f32 = 0.9;

/// The length of the gradient of each layer's weights before training and after it, and the losses there.
struct Run {
    lengths: [[f64; LAYERS]; 2],
    losses: [f64; 2],
}

/// The medians over all seeds.
struct Trial {
    kind: Kind,
    lengths: [[f64; LAYERS]; 2],
    /// The second layer's length, as a share of the ninth's, at the start.
    share: f64,
    losses: [f64; 2],
}

fn experiment() -> Result<Findings, Box<dyn Error>> {
    let samples = moons(SAMPLES, 0.1, [-1.0, 1.0]);
    let seeds: Vec<u64> = (0..SEEDS).collect();
    let runs =
        progress::run("T8", &pairs(&KINDS, &seeds), |(kind, seed)| (kind.run)(&samples, *seed));
    let runs = runs.chunks(seeds.len());
    let trials: Vec<Trial> =
        KINDS.into_iter().zip(runs).map(|(kind, runs)| Trial::of(kind, runs)).collect();
    let trials: &[Trial; 6] = trials[..].try_into()?;
    Ok(Findings {
        table: table(trials),
        checks: checks(trials),
        figure: figure(trials),
        text: text(trials),
    })
}

fn checks([sigmoid, sigmoid_he, tanh, tanh_he, relu_xavier, relu]: &[Trial; 6]) -> Vec<Check> {
    let kept = |trial: &Trial| (format!("{}: the same", trial.name()), trial.share);
    let at_least = |least, (what, share)| Check::at_least(least, what, share);
    vec![
        Check::at_most(
            1e-3,
            "sigmoid, Xavier: gradient of layer 2 by that of layer 9, at the start",
            sigmoid.share,
        ),
        Check::at_most(1e-3, "sigmoid, He: the same", sigmoid_he.share),
        at_least(0.2, kept(tanh)),
        at_least(0.2, kept(tanh_he)),
        at_least(0.2, kept(relu_xavier)),
        at_least(0.2, kept(relu)),
        Check::at_most(
            0.6,
            "sigmoid: largest ratio of a layer's gradient to the next one's, layers 2 to 9",
            largest([sigmoid.largest_step(), sigmoid_he.largest_step()]),
        ),
        Check::at_least(0.9, "sigmoid, Xavier: loss after training", sigmoid.losses[1]),
        Check::at_most(
            1e-4,
            "sigmoid, Xavier: gradient of the first layer, with that loss",
            sigmoid.lengths[1][0],
        ),
        Check::at_most(0.1, "relu, He: loss after training", relu.losses[1]),
    ]
}

fn text([sigmoid, sigmoid_he, tanh, tanh_he, relu_xavier, relu]: &[Trial; 6]) -> String {
    let [share_sigmoid, share_sigmoid_he, share_tanh, share_tanh_he, share_relu_xavier, share_relu] =
        [sigmoid, sigmoid_he, tanh, tanh_he, relu_xavier, relu].map(|trial| number(trial.share));
    let [loss_sigmoid, loss_tanh, loss_relu] =
        [sigmoid, tanh, relu].map(|trial| number(trial.losses[1]));
    let step = number(largest([sigmoid.largest_step(), sigmoid_he.largest_step()]));
    let [length_xavier, length_he] =
        [relu_xavier, relu].map(|trial| number(trial.lengths[0][NEAR_INPUT]));
    format!(
        "**Asked.** On its way back through a layer, the gradient is multiplied by the weights and by the \
         activation's derivative. What is left of it after ten layers?\n\n\
         **Measured.** A network of 2-16-…-16-1 with nine hidden layers learned to tell {SAMPLES} points of two \
         half-moons apart, with momentum and full batches, {STEPS} steps from each of {SEEDS} seeds. The gradient was \
         computed by `forward` and `backward`, and is the length of it for the weights of each layer, before training \
         and after it; figures are medians. Those after training may differ a little from one kind of CPU to another. \
         Layers 2 to 9 have one shape, so that their lengths can be compared. At the start, that of layer 2 is \
         {share_sigmoid} of that of layer 9 with `sigmoid` and Xavier's start, {share_sigmoid_he} with He's, and no \
         layer has more than {step} of what the next one has. With `tanh` it is {share_tanh} and {share_tanh_he}, with \
         `relu` {share_relu_xavier} and {share_relu}. Training brought the mean squared error, which is 1 for a \
         network that always says 0, to {loss_sigmoid} with `sigmoid` and Xavier's start, to {loss_tanh} with `tanh` \
         and Xavier's, to {loss_relu} with `relu` and He's.\n\n\
         **Means.** The derivative of `sigmoid` is 1/4 at most, so that each layer takes a factor away, and the first \
         layers hardly learn (Hochreiter 1991; Bengio, Simard and Frasconi 1994). That of `tanh` is 1 at 0, that of \
         `relu` 1 where a unit is on. The start decides how long all of them are: that of He et al. (2015) makes up \
         for units that are off, that of Glorot and Bengio (2010), here called Xavier's, does not, and the gradient of \
         layer 2 of `relu` is {length_he} with the one and {length_xavier} with the other. From layer to layer the \
         start of `relu` counts for less, since the numbers on the way forward shrink as those on the way back do, and \
         the gradient of a layer's weights is a product of one of each. Ten layers are few enough for `tanh`; nothing \
         is measured here of deeper networks, for which there are `residual` and `layer_norm`. After training, `tanh` \
         and `relu` are near a minimum, where all gradients are short. The sigmoids are not: they say about 0 for \
         every point, and their gradient is even shorter. `diagnose` shows the same of any network.",
    )
}

impl Trial {
    fn of(kind: Kind, runs: &[Run]) -> Self {
        let over = |number: &dyn Fn(&Run) -> f64| median(runs.iter().map(number));
        let lengths =
            [0, 1].map(|when| std::array::from_fn(|layer| over(&|run| run.lengths[when][layer])));
        let share = over(&|run| run.lengths[0][NEAR_INPUT] / run.lengths[0][NEAR_OUTPUT]);
        Self { kind, lengths, share, losses: [0, 1].map(|when| over(&|run| run.losses[when])) }
    }

    /// The largest ratio of a layer's length to the next one's at the start, of layers with one shape.
    fn largest_step(&self) -> f64 {
        let lengths = &self.lengths[0][NEAR_INPUT..=NEAR_OUTPUT];
        largest(lengths.windows(2).map(|pair| pair[0] / pair[1]))
    }

    fn name(&self) -> String {
        format!("{}, {}", self.kind.activation, self.kind.init)
    }
}

/// What says the output of a network, from all that `forward` has kept.
type Output<N> = fn(&TraceOf<N>) -> f32;

/// Descends by hand, since the gradient of each layer is what is asked for.
fn train<N>(mut net: N, output: Output<N>, samples: &Moons) -> Run
where
    N: Trainable<Input = [f32; 2], Output = [f32; 1], Head = Linear>,
{
    let start = slope(&net, output, samples);
    let mut velocity = ParametersOf::<N>::default();
    for _ in 0..STEPS {
        let (_, gradient) = slope(&net, output, samples);
        for ((weight, velocity), gradient) in
            net.parameters_mut().iter_mut().zip(&mut velocity).zip(&gradient)
        {
            *velocity = LEARNING_RATE * gradient + MOMENTUM * *velocity;
            *weight -= *velocity;
        }
    }
    let end = slope(&net, output, samples);
    Run { lengths: [lengths(&start.1), lengths(&end.1)], losses: [start.0, end.0] }
}

/// The mean squared error over all samples, and its gradient.
fn slope<N>(net: &N, output: Output<N>, samples: &Moons) -> (f64, ParametersOf<N>)
where
    N: Trainable<Input = [f32; 2], Output = [f32; 1]>,
{
    let (mut loss, mut gradient) = (0.0, ParametersOf::<N>::default());
    for (x, [y]) in samples {
        let trace = net.forward(x);
        let error = output(&trace) - y;
        loss += f64::from(error * error) / SAMPLES as f64;
        net.add_backward(x, &trace, &[2.0 * error / SAMPLES as f32], &mut gradient);
    }
    (loss, gradient)
}

/// For the weights of each layer; the biases behind them are left out.
fn lengths(gradient: &[f32]) -> [f64; LAYERS] {
    let mut rest = gradient;
    std::array::from_fn(|layer| {
        let inputs = if layer == 0 { 2 } else { WIDTH };
        let outputs = if layer + 1 == LAYERS { 1 } else { WIDTH };
        let (weights, after) = rest.split_at(inputs * outputs);
        rest = &after[outputs..];
        weights.iter().map(|g| f64::from(*g).powi(2)).sum::<f64>().sqrt()
    })
}

fn table(trials: &[Trial]) -> Table {
    let mut table = Table::new([
        "",
        "layer 2, start",
        "layer 9",
        "layer 2, trained",
        "layer 9",
        "loss, start",
        "trained",
    ]);
    for trial in trials {
        let [start, trained] =
            trial.lengths.map(|lengths| [lengths[NEAR_INPUT], lengths[NEAR_OUTPUT]].map(number));
        let [[first, last], [first_trained, last_trained]] = [start, trained];
        let [loss, loss_trained] = trial.losses.map(number);
        table.row([trial.name(), first, last, first_trained, last_trained, loss, loss_trained]);
    }
    table
}

fn figure(trials: &[Trial]) -> Figure {
    let all = trials.iter().flat_map(|trial| trial.lengths).flatten();
    let (least, largest) = all.fold((f64::INFINITY, 0.0_f64), |(least, largest), length| {
        (least.min(length), largest.max(length))
    });
    let panel = |(when, title, corner): (usize, &str, Corner)| {
        let layers = (1..=LAYERS).map(|layer| (layer as f64, layer.to_string()));
        let mut panel = Panel::new(
            title,
            Axis::linear("layer, from the input on").range(0.7..10.3).ticks(layers),
            Axis::logarithmic("length of the gradient of its weights")
                .range(least / 3.0..largest * 3.0),
        )
        .legend(corner);
        for trial in trials {
            let points = trial.lengths[when].iter().enumerate();
            let points: Vec<_> =
                points.map(|(layer, length)| (layer as f64 + 1.0, *length)).collect();
            let color = trial.kind.color;
            if trial.kind.init == "He" {
                panel.line(trial.name(), color, points.clone());
            } else {
                panel.dashed(trial.name(), color, points.clone());
            }
            panel.dots("", color, trial.kind.init == "He", points);
        }
        panel
    };
    let panels =
        [(0, "At the start", Corner::LowerRight), (1, "After training", Corner::UpperRight)]
            .map(panel);
    Figure {
        title: "What is left of the gradient in each of ten layers (medians)",
        panels: panels.into(),
    }
}
