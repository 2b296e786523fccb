//! Whole networks on every level of this CPU, one sample after the other and in tiles, against double
//! precision.
//!
//! No tolerance is guessed. Beside each number of the reference stands how far single precision may be
//! from it: the sum of what each operation rounds off, whatever the order of a sum, and of what becomes
//! of the errors before it.

use core::ops::{Add, Mul, Sub};
use std::vec::Vec;

use super::batch::each_tile_inferred;
use super::{Architecture, Block, Network, ParametersOf, Trainable};
use crate::executor::{Executor, Inline, Library};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::levels::{OnLevel, on_each_level, without_vectors};
use crate::kernel::{
    Array, Isa, Level, ManySamples, OnStack, One, OneSample, Scalar, Storage, Tiled, Values,
};
use crate::loss::{BinaryCrossEntropy, CrossEntropy, Loss, MeanSquaredError};
use crate::training::{Chosen, Deterministic, Fast, Mode};

/// Lengths around those of tiles.
const PREDICTED: [usize; 10] = [0, 1, 2, 5, 6, 7, 31, 32, 33, 100];
const TRAINED: [usize; 8] = [1, 5, 6, 7, 31, 32, 33, 70];

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

/// Outputs.
impl<N: Trainable, L: Loss<N::Head>> Check<N, L> {
    fn inputs(&self) -> Vec<N::Input> {
        self.samples.iter().map(|(input, _)| *input).collect()
    }

    /// A place for so many outputs, in which what is not overwritten shows.
    fn nan(count: usize) -> Vec<N::Output> {
        let mut empty = N::Output::ZEROS;
        empty.flat_mut().fill(f32::NAN);
        std::vec![empty; count]
    }

    fn check_one_by_one<S: Isa>(&self, isa: S, executor: impl Executor, what: &str) {
        let (inputs, mut outputs) = (self.inputs(), Self::nan(self.samples.len()));
        for (input, output) in inputs.iter().zip(&mut outputs) {
            isa.vectorize(
                #[inline(always)]
                || {
                    N::Architecture::infer(
                        executor,
                        self.net.parameters(),
                        input.flat(),
                        output.flat_mut(),
                    );
                },
            );
        }
        self.check_outputs(&outputs, (what, "one by one"));
    }

    fn check_tiles<S: Isa, P: Storage>(&self, isa: S, executor: impl Executor, what: &str) {
        let inputs = self.inputs();
        for count in PREDICTED {
            let mut outputs = Self::nan(count);
            let (parameters, inputs) = (self.net.parameters(), &inputs[..count]);
            isa.vectorize(
                #[inline(always)]
                || {
                    each_tile_inferred::<N::Architecture, _, P>(
                        executor,
                        parameters,
                        inputs,
                        &mut outputs,
                    );
                },
            );
            self.check_outputs(&outputs, (what, "in tiles", count));
        }
    }

    /// On the best level.
    fn check_predictions(&self) {
        let inputs = self.inputs();
        for count in PREDICTED {
            let mut outputs = Self::nan(count);
            self.net.predict_batch(&inputs[..count], &mut outputs).unwrap();
            self.check_outputs(&outputs, ("batch", count));
        }
        let outputs: Vec<_> = inputs.iter().map(|input| self.net.predict(input)).collect();
        self.check_outputs(&outputs, "predict");
    }
}

/// Gradients and steps.
impl<N: Trainable, L: Loss<N::Head>> Check<N, L> {
    /// The first samples, for each number of them.
    fn trained(&self) -> impl Iterator<Item = (Chosen<'_, N, L>, &[Near])> {
        TRAINED.iter().zip(&self.gradients).map(|(count, near)| {
            let samples = &self.samples[..*count];
            (Chosen { net: &self.net, loss: self.loss, samples }, &near[..])
        })
    }

    fn check_gradient(
        (loss, found): (f32, Block<N::Trained>),
        near: &[Near],
        what: impl core::fmt::Debug,
    ) {
        assert!(loss.is_finite());
        assert_eq!(found.numbers().len(), near.len());
        for (parameter, (found, near)) in found.numbers().iter().zip(near).enumerate() {
            near.check(*found, (&what, "gradient", parameter));
        }
    }

    /// The parameters after a step of the gradient's own length.
    fn check_step(&self, found: &ParametersOf<N>, near: &[Near], what: impl core::fmt::Debug) {
        let before = self.net.parameters().iter().map(|w| Near::exactly(*w));
        let after = before.zip(near).map(|(w, gradient)| w - *gradient);
        for (parameter, (found, near)) in found.iter().zip(after).enumerate() {
            near.check(*found, (&what, "step", parameter));
        }
    }

    /// As a trainer does it on a level.
    fn check_passes<M: Mode>(&self, level: Level, what: &str) {
        for (chosen, near) in self.trained() {
            let what = (what, chosen.samples.len());
            let (loss, gradient) = chosen.gradient::<M>(level);
            let evaluated = chosen.loss::<M>(level);
            assert!((evaluated - loss).abs() <= 1e-5 * loss.abs(), "{what:?}: {evaluated} {loss}");
            Self::check_gradient((loss, gradient), near, what);
            self.check_step(&chosen.stepped::<M>(level), near, what);
        }
    }

    /// With an executor of one sample and one of a tile.
    fn check_executors<S: Isa, M: Mode, P: Storage>(
        &self,
        isa: S,
        one: impl Executor,
        many: impl Executor,
        what: &str,
    ) {
        for (chosen, near) in self.trained() {
            let (what, level) = ((what, chosen.samples.len()), isa.level());
            let gradient = isa.vectorize(
                #[inline(always)]
                || chosen.gradient_with::<M, P>(one, many),
            );
            Self::check_gradient(gradient, near, what);
            let of_one = isa.vectorize(
                #[inline(always)]
                || chosen.stepped_with::<M, P, _>(level, one),
            );
            // What is the same on every CPU is never a step on a tile at once.
            let of_many = (!S::STEADY).then(|| {
                isa.vectorize(
                    #[inline(always)]
                    || chosen.stepped_with::<M, P, _>(level, many),
                )
            });
            for stepped in [of_one, of_many.flatten()].into_iter().flatten() {
                self.check_step(&stepped, near, what);
            }
        }
    }
}

impl<N: Trainable, L: Loss<N::Head>> Check<N, L> {
    fn check_inline<S: Isa>(&self, isa: S, what: &str) {
        let (one, many) = (Inline(One(isa)), Inline(Tiled(isa, OnStack)));
        self.check_one_by_one(isa, one, what);
        self.check_tiles::<_, OnStack>(isa, many, what);
        // No other training is compiled where it is used, but for tiny networks on the baseline, as `check_passes` does it.
        if const { S::LANES == 8 } {
            self.check_executors::<_, Fast, OnStack>(isa, one, many, what);
        } else if const { S::LANES == 1 } {
            let many = Library::<ManySamples<OnStack>>::new(isa.level(), false);
            self.check_executors::<_, Fast, OnStack>(isa, one, many, what);
        }
    }

    /// With functions of the library on a level. It has the code of all of them, so that nothing here is compiled for one.
    fn check_library(&self, level: Level, is_steady: bool, what: &str) {
        let one = Library::<OneSample>::new(level, is_steady);
        let many = Library::<ManySamples<OnStack>>::new(level, is_steady);
        self.check_one_by_one(Scalar, one, what);
        self.check_tiles::<_, OnStack>(Scalar, many, what);
        if !is_steady {
            self.check_executors::<_, Fast, OnStack>(Scalar, one, many, what);
        }
        #[cfg(feature = "std")]
        {
            let many = Library::<ManySamples<OnHeap>>::new(level, is_steady);
            self.check_tiles::<_, OnHeap>(Scalar, many, what);
        }
    }

    fn check_all(&mut self) {
        on_each_level(self);
        without_vectors(|level| {
            self.check_library(level, true, "library without vectors");
            self.check_passes::<Deterministic>(level, "passes without vectors");
        });
        self.check_predictions();
    }
}

impl<N: Trainable, L: Loss<N::Head>> OnLevel for Check<N, L> {
    fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S) {
        std::println!("{level}");
        self.check_inline(isa, level);
        self.check_library(isa.level(), false, level);
        self.check_library(isa.level(), true, level);
        self.check_passes::<Fast>(isa.level(), level);
        self.check_passes::<Deterministic>(isa.level(), level);
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
            Check::new(net, $loss, &shape).check_all();
        }
    };
}

check!(one_to_one, MeanSquaredError, 1 => 1 linear);
check!(exclusive_or, BinaryCrossEntropy, 2 => 8 relu => 1 sigmoid);
check!(a_wide_middle, MeanSquaredError, 3 => 64 relu => 1 tanh);
check!(odd_sizes, CrossEntropy, 7 => 13 tanh => 5 softmax);
check!(wide_and_deep, BinaryCrossEntropy, 100 => 33 tanh => 50 leaky_relu(0.1) => 3 linear => 1 sigmoid);
check!(classifier, CrossEntropy, 64 => 32 relu => 10 softmax);
