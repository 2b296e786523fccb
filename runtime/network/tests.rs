//! Whole networks on every level of this CPU, one sample after the other and in tiles, against double
//! precision.
//!
//! No tolerance is guessed. Beside each number of the reference stands how far single precision may be
//! from it: the sum of what each operation rounds off, whatever the order of a sum, and of what becomes
//! of the errors before it.

use core::ops::{Add, Mul, Sub};
use std::vec::Vec;

use super::batch::{infer_batch, visit};
use super::tiles::in_one_group;
use super::{Block, Differentiate, Network, ParametersOf, Step, Trainable};
use crate::data::Batch;
use crate::kernel::levels::{OnLevel, on_each_level};
use crate::kernel::{Array, Isa, One, Values};
use crate::layers::Noise;
use crate::loss::{BinaryCrossEntropy, CrossEntropy, Loss, MeanSquaredError};
use crate::math::Sum;
use crate::optimizer::Sgd;

/// Lengths around those of tiles.
const PREDICTED: [usize; 10] = [0, 1, 2, 5, 6, 7, 31, 32, 33, 100];
const TRAINED: [usize; 6] = [1, 5, 6, 31, 33, 70];

/// The most by which an operation rounds, as a share of its result.
const ROUNDING: f64 = 1.0 / 16_777_216.0;
/// The same for `tanh` and `sigmoid`, from their documented bounds: a unit is two roundings.
const TANH: f64 = 2.0 * 6.4 * ROUNDING;
const SIGMOID: f64 = 2.0 * 3.2 * ROUNDING;
/// What underflows is smaller.
const UNDERFLOW: f64 = 2e-38;

/// A number, and how far from it single precision may be.
#[derive(Debug, Clone, Copy)]
struct Near {
    value: f64,
    error: f64,
}

impl Near {
    fn exactly(value: f32) -> Self {
        Self { value: f64::from(value), error: 0.0 }
    }

    fn most(self) -> f64 {
        self.value.abs() + self.error
    }

    fn rounded(value: f64, error: f64, share: f64) -> Self {
        Self { value, error: error + share * (value.abs() + error) + UNDERFLOW }
    }

    /// In whatever order, and with or without fused instructions: each of the terms goes through at
    /// most one rounding for each term, and one more that made it.
    fn sum(terms: impl Iterator<Item = Self>) -> Self {
        let (mut value, mut error, mut magnitude, mut count) = (0.0, 0.0, 0.0, 0.0);
        for term in terms {
            value += term.value;
            error += term.error;
            magnitude += term.most();
            count += 1.0;
        }
        Self { value, error: error + count * ROUNDING * magnitude * 1.01 }
    }

    #[track_caller]
    fn check(self, found: f32, what: impl core::fmt::Debug) {
        let error = (f64::from(found) - self.value).abs();
        assert!(error <= self.error, "{what:?}: {found} instead of {self:?}");
    }
}

impl Add for Near {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::rounded(self.value + other.value, self.error + other.error, ROUNDING)
    }
}

impl Sub for Near {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::rounded(self.value - other.value, self.error + other.error, ROUNDING)
    }
}

impl Mul for Near {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let error = self.most() * other.error + self.error * other.value.abs();
        Self::rounded(self.value * other.value, error, ROUNDING)
    }
}

#[derive(Debug, Clone, Copy)]
#[allow(non_camel_case_types, reason = "the words of the macro")]
enum Activation {
    linear,
    relu,
    leaky_relu(f32),
    sigmoid,
    tanh,
    softmax,
}

impl Activation {
    fn activate(self, z: &[Near]) -> Vec<Near> {
        if matches!(self, Self::softmax) {
            return softmax(z);
        }
        z.iter().map(|z| self.activate_unit(*z)).collect()
    }

    fn activate_unit(self, z: Near) -> Near {
        match self {
            Self::linear => z,
            Self::relu => Near { value: z.value.max(0.0), error: z.error },
            Self::leaky_relu(_) if z.value >= 0.0 => z,
            Self::leaky_relu(slope) => {
                let below = z * Near::exactly(slope);
                Near { error: below.error + z.error, ..below }
            }
            Self::sigmoid => Near::rounded(1.0 / (1.0 + (-z.value).exp()), z.error / 4.0, SIGMOID),
            Self::tanh => Near::rounded(z.value.tanh(), z.error, TANH),
            Self::softmax => unreachable!(),
        }
    }

    /// `σ'(z)`. Where an error may move `z` across the kink, either slope is right.
    fn slope(self, z: Near, a: Near) -> Near {
        let one = Near::exactly(1.0);
        let kink = |below: f32| Near {
            value: if z.value > 0.0 { 1.0 } else { f64::from(below) },
            error: if z.value.abs() <= z.error { 1.0 - f64::from(below) } else { 0.0 },
        };
        match self {
            Self::linear => one,
            Self::relu => kink(0.0),
            Self::leaky_relu(slope) => kink(slope),
            Self::sigmoid => a * (one - a),
            Self::tanh => one - a * a,
            Self::softmax => unreachable!("no loss but cross-entropy is tested with it"),
        }
    }
}

/// An error of `z` moves each exponential and their sum; the rest is the documented bound.
fn softmax(z: &[Near]) -> Vec<Near> {
    let most = z.iter().map(|z| z.value).fold(f64::NEG_INFINITY, f64::max);
    let moved = (2.0 * z.iter().map(|z| z.error).fold(0.0, f64::max)).exp_m1();
    let total: f64 = z.iter().map(|z| (z.value - most).exp()).sum();
    let count = z.len() as f64;
    let share = |z: &Near| (count + count.ln() + most - z.value + moved + 6.0) * ROUNDING;
    let exact = |z: &Near| (z.value - most).exp() / total;
    z.iter().map(|z| Near::rounded(exact(z), exact(z) * moved, share(z))).collect()
}

/// The loss that fits the last activation, by its `δ` of one sample.
fn delta(last: Activation, z: &[Near], a: &[Near], target: &[f32]) -> Vec<Near> {
    let mean = |share: f32| Near::exactly(share / target.len() as f32);
    let mass = Near::sum(target.iter().map(|y| Near::exactly(*y)));
    let units = z.iter().zip(a).zip(target.iter().map(|y| Near::exactly(*y)));
    let delta = |((z, a), y): ((&Near, &Near), Near)| match last {
        Activation::softmax => *a * mass - y,
        Activation::sigmoid => (*a - y) * mean(1.0),
        _ => (*a - y) * mean(2.0) * last.slope(*z, *a),
    };
    units.map(delta).collect()
}

/// A layer of the reference.
struct Layer {
    weights: Vec<Vec<Near>>,
    biases: Vec<Near>,
    activation: Activation,
    offset: usize,
}

impl Layer {
    fn forward(&self, input: &[Near]) -> (Vec<Near>, Vec<Near>) {
        let z = |o: usize| {
            let products = input.iter().zip(&self.weights).map(|(x, row)| *x * row[o]);
            Near::sum(products.chain([self.biases[o]]))
        };
        let z: Vec<_> = (0..self.biases.len()).map(z).collect();
        let a = self.activation.activate(&z);
        (z, a)
    }

    fn back(&self, delta: &[Near]) -> Vec<Near> {
        let dot = |row: &Vec<Near>| Near::sum(row.iter().zip(delta).map(|(w, d)| *w * *d));
        self.weights.iter().map(dot).collect()
    }
}

struct Reference {
    layers: Vec<Layer>,
}

impl Reference {
    fn new(mut inputs: usize, shape: &[(usize, Activation)], parameters: &[f32]) -> Self {
        let (mut layers, mut offset) = (Vec::new(), 0);
        for &(outputs, activation) in shape {
            let (weights, biases) = parameters[offset..].split_at(inputs * outputs);
            let near = |row: &[f32]| row.iter().map(|w| Near::exactly(*w)).collect::<Vec<_>>();
            layers.push(Layer {
                weights: weights.chunks(outputs).map(near).collect(),
                biases: near(&biases[..outputs]),
                activation,
                offset,
            });
            offset += (inputs + 1) * outputs;
            inputs = outputs;
        }
        assert_eq!(offset, parameters.len());
        Self { layers }
    }

    /// The inputs of every layer, and the `z` of every layer.
    fn forward(&self, input: &[f32]) -> (Vec<Vec<Near>>, Vec<Vec<Near>>) {
        let mut a = std::vec![input.iter().map(|x| Near::exactly(*x)).collect::<Vec<_>>()];
        let mut z = Vec::new();
        for layer in &self.layers {
            let (layer_z, layer_a) = layer.forward(&a[a.len() - 1]);
            z.push(layer_z);
            a.push(layer_a);
        }
        (a, z)
    }

    /// What one sample adds to each parameter's derivative, times its share.
    fn gradient(&self, input: &[f32], target: &[f32], share: f32, terms: &mut [Vec<Near>]) {
        let (a, z) = self.forward(input);
        let last = self.layers.len() - 1;
        let of_sample = delta(self.layers[last].activation, &z[last], &a[last + 1], target);
        let mut delta: Vec<_> = of_sample.iter().map(|d| *d * Near::exactly(share)).collect();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let biases = [Near::exactly(1.0)];
            let rows = a[number].iter().chain(&biases);
            let products = rows.flat_map(|x| delta.iter().map(|d| *x * *d));
            products.zip(&mut terms[layer.offset..]).for_each(|(term, all)| all.push(term));
            if number > 0 {
                let before = self.layers[number - 1].activation;
                let units = z[number - 1].iter().zip(&a[number]);
                let slopes = units.map(|(z, a)| before.slope(*z, *a));
                delta = layer.back(&delta).into_iter().zip(slopes).map(|(d, s)| d * s).collect();
            }
        }
    }
}

/// A network, its samples, and what is near the truth of them.
struct Check<N: Trainable, L> {
    net: N,
    loss: L,
    samples: Vec<(N::Input, N::Output)>,
    outputs: Vec<Vec<Near>>,
    /// For each number of samples.
    gradients: Vec<Vec<Near>>,
}

impl<N: Trainable, L: Loss<N::Head>> Check<N, L> {
    fn new(mut net: N, loss: L, shape: &[(usize, Activation)]) -> Self {
        net.reseed(11);
        let mut random = oorandom::Rand32::new(12);
        net.parameters_mut().iter_mut().for_each(|w| *w += 0.2 * (random.rand_float() - 0.5));
        let reference = Reference::new(N::Input::LENGTH, shape, net.parameters());
        let samples: Vec<_> = (0..100).map(|_| sample::<N>(&mut random)).collect();
        let outputs = |(input, _): &(N::Input, N::Output)| reference.forward(input.flat()).0.pop();
        let outputs = samples.iter().filter_map(outputs).collect();
        let gradients = TRAINED.map(|count| {
            let mut terms = std::vec![Vec::with_capacity(count); net.parameters().len()];
            for (input, target) in &samples[..count] {
                let share = 1.0 / count as f32;
                reference.gradient(input.flat(), target.flat(), share, &mut terms);
            }
            terms.into_iter().map(|terms| Near::sum(terms.into_iter())).collect()
        });
        Self { net, loss, samples, outputs, gradients: gradients.into() }
    }

    fn check_outputs(&self, found: &[N::Output], what: impl core::fmt::Debug) {
        for (sample, (found, near)) in found.iter().zip(&self.outputs).enumerate() {
            for (unit, (found, near)) in found.flat().iter().zip(near).enumerate() {
                near.check(*found, (&what, sample, unit));
            }
        }
    }
}

impl<N: Trainable, L: Loss<N::Head>> Check<N, L> {
    fn gradient<S: Isa>(&self, isa: S, count: usize) -> N::Block<N::Trained> {
        let mut sums = N::Block::<N::Trained>::zeros();
        let (parameters, gradient) = (self.net.parameters(), sums.numbers_mut());
        let (loss, noise) = (self.loss, Noise::NONE);
        let mut work = Differentiate::<N, L> { parameters, loss, noise, gradient, mean: Sum::ZERO };
        isa.vectorize(
            #[inline(always)]
            || visit(isa, &Batch::whole(&self.samples[..count]), &mut work),
        );
        assert!(work.mean.value().is_finite());
        sums
    }

    /// The parameters after a step of the gradient's own length.
    fn step<S: Isa>(&self, isa: S, count: usize) -> ParametersOf<N> {
        let mut stepped = self.net.parameters().clone();
        let (loss, noise, outcome) = (self.loss, Noise::NONE, Ok(f32::NAN));
        let (optimizer, state, memory) = (Sgd::new(1.0), &mut (), &mut []);
        let parameters = &mut stepped;
        let mut work =
            Step::<N, L, Sgd> { parameters, loss, noise, optimizer, state, memory, outcome };
        isa.vectorize(
            #[inline(always)]
            || visit(isa, &Batch::whole(&self.samples[..count]), &mut work),
        );
        assert!(work.outcome.is_ok_and(f32::is_finite));
        stepped
    }
}

impl<N: Trainable, L: Loss<N::Head>> OnLevel for Check<N, L> {
    fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S) {
        let parameters = self.net.parameters();
        let inputs: Vec<_> = self.samples.iter().map(|(input, _)| *input).collect();
        let mut empty = N::Output::ZEROS;
        empty.flat_mut().fill(f32::NAN);
        let mut one_by_one = std::vec![empty; inputs.len()];
        for (input, output) in inputs.iter().zip(&mut one_by_one) {
            isa.vectorize(
                #[inline(always)]
                || N::infer(One(isa), parameters, input, output),
            );
        }
        self.check_outputs(&one_by_one, (level, "one by one"));
        for count in PREDICTED {
            let mut outputs = std::vec![empty; count];
            isa.vectorize(
                #[inline(always)]
                || infer_batch::<N, S>(isa, parameters, &inputs[..count], &mut outputs),
            );
            self.check_outputs(&outputs, (level, "of", count));
        }
        for (count, near) in TRAINED.iter().zip(&self.gradients) {
            let gradient = self.gradient(isa, *count);
            for (parameter, (found, near)) in gradient.numbers().iter().zip(near).enumerate() {
                near.check(*found, (level, "gradient of", count, parameter));
            }
            if in_one_group::<N, S>(*count) {
                let stepped = self.step(isa, *count);
                let before = parameters.iter().map(|w| Near::exactly(*w));
                let after = before.zip(near).map(|(w, gradient)| w - *gradient);
                for (parameter, (found, near)) in stepped.iter().zip(after).enumerate() {
                    near.check(*found, (level, "step on", count, parameter));
                }
            }
        }
    }
}

/// Inputs between -1 and 1, targets that are probabilities which sum to 1.
fn sample<N: Network>(random: &mut oorandom::Rand32) -> (N::Input, N::Output) {
    let (mut input, mut target) = (N::Input::ZEROS, N::Output::ZEROS);
    input.flat_mut().iter_mut().for_each(|x| *x = random.rand_float() * 2.0 - 1.0);
    target.flat_mut().iter_mut().for_each(|y| *y = random.rand_float());
    let mass: f32 = target.flat().iter().sum();
    target.flat_mut().iter_mut().for_each(|y| *y /= mass.max(1e-3));
    (input, target)
}

macro_rules! check {
    ($name:ident, $loss:expr, $inputs:literal
        $(=> $units:literal $activation:ident $(($slope:literal))?)+) => {
        #[test]
        fn $name() {
            let net = crate::network!($inputs $(=> $units $activation $(($slope))?)+);
            let shape = [$(($units, Activation::$activation $(($slope))?)),+];
            on_each_level(&mut Check::new(net, $loss, &shape));
        }
    };
}

check!(one_to_one, MeanSquaredError, 1 => 1 linear);
check!(exclusive_or, BinaryCrossEntropy, 2 => 8 relu => 1 sigmoid);
check!(three_to_one, MeanSquaredError, 3 => 1 tanh);
check!(odd_sizes, CrossEntropy, 7 => 13 tanh => 5 softmax);
check!(a_narrow_middle, MeanSquaredError, 1 => 64 relu => 1 linear);
check!(odd_and_deep, MeanSquaredError, 17 => 33 tanh => 10 leaky_relu(0.1) => 3 linear);
check!(wider_than_a_tile, BinaryCrossEntropy, 100 => 50 leaky_relu(0.1) => 1 sigmoid);
check!(classifier, CrossEntropy, 64 => 32 relu => 10 softmax);
