//! Every function on every level of this CPU against plain sums in double precision.

use std::fmt::Debug;
use std::vec::Vec;

use super::super::levels::{OnLevel, on_each_level};
use super::super::{Isa, Lanes, Steady};
use super::{gradient, of_rows, sample, tile, transpose};

/// So many numbers between -1 and 1, the same on every run.
fn numbers(seed: usize, count: usize) -> Vec<f32> {
    let mut random = oorandom::Rand32::new(seed as u64);
    (0..count).map(|_| random.rand_float() * 2.0 - 1.0).collect()
}

/// A place in which what is not overwritten shows.
fn nan(count: usize) -> Vec<f32> {
    std::vec![f32::NAN; count]
}

fn nan_tile<const T: usize>(count: usize) -> Vec<[f32; T]> {
    std::vec![[f32::NAN; T]; count]
}

/// Samples one after another, side by side.
fn side_by_side<const T: usize>(samples: &[f32]) -> Vec<[f32; T]> {
    let length = samples.len() / T;
    (0..length).map(|n| core::array::from_fn(|s| samples[s * length + n])).collect()
}

/// Each rounding is at most half a unit in the last place of the sum of the magnitudes.
#[track_caller]
fn check(found: f32, products: impl IntoIterator<Item = (f32, f32)>, what: impl Debug) {
    let (mut sum, mut magnitude, mut terms) = (0.0, 0.0, 1.0);
    for (left, right) in products {
        let product = f64::from(left) * f64::from(right);
        (sum, magnitude, terms) = (sum + product, magnitude + product.abs(), terms + 1.0);
    }
    let error = (f64::from(found) - sum).abs();
    let bound = magnitude * f64::from(f32::EPSILON) * terms * 0.5;
    assert!(error <= bound, "{what:?}: {found} instead of {sum}");
}

/// A layer of some size, with numbers for all that it needs.
struct Case {
    inputs: usize,
    outputs: usize,
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl Case {
    fn new(inputs: usize, outputs: usize) -> Self {
        let (weights, biases) = (numbers(1, inputs * outputs), numbers(2, outputs));
        Self { inputs, outputs, weights, biases }
    }

    fn check_z(&self, x: &[f32], z: &[f32], what: &str) {
        for (o, z) in z.iter().enumerate() {
            let products = (0..self.inputs).map(|i| (x[i], self.weights[i * self.outputs + o]));
            let products = products.chain([(self.biases[o], 1.0)]);
            check(*z, products, (what, self.inputs, self.outputs, o));
        }
    }

    fn check_by_input(&self, delta: &[f32], by_input: &[f32], what: &str) {
        for (i, by_input) in by_input.iter().enumerate() {
            let row = &self.weights[i * self.outputs..][..self.outputs];
            let products = row.iter().copied().zip(delta.iter().copied());
            check(*by_input, products, (what, self.inputs, self.outputs, i));
        }
    }

    /// That the gradient of samples one after another was added to the weights.
    fn check_gradient(&self, x: &[f32], delta: &[f32], found: &[f32], what: &str) {
        for (place, (found, before)) in found.iter().zip(&self.weights).enumerate() {
            let (i, o) = (place / self.outputs, place % self.outputs);
            let samples = x.chunks_exact(self.inputs).zip(delta.chunks_exact(self.outputs));
            let products = samples.map(|(x, delta)| (x[i], delta[o])).chain([(*before, 1.0)]);
            check(*found, products, (what, self.inputs, self.outputs, i, o));
        }
    }

    fn sample<S: Isa>(&self, isa: S) {
        let (x, delta) = (numbers(3, self.inputs), numbers(4, self.outputs));
        let (mut z, mut by_input) = (nan(self.outputs), nan(self.inputs));
        let mut gradient = self.weights.clone();
        sample::dense(isa, &x, &self.weights, &self.biases, &mut z);
        sample::back(isa, &delta, &self.weights, &mut by_input);
        sample::add_weight_gradient(isa, &x, &delta, &mut gradient);
        self.check_z(&x, &z, "sample dense");
        self.check_by_input(&delta, &by_input, "sample back");
        self.check_gradient(&x, &delta, &gradient, "sample gradient");
    }

    fn tile<S: Isa, const T: usize>(&self, isa: S) {
        let (samples, deltas) = (numbers(5, T * self.inputs), numbers(6, T * self.outputs));
        let (x, delta) = (side_by_side::<T>(&samples), side_by_side::<T>(&deltas));
        let mut z = nan_tile::<T>(self.outputs);
        tile::dense(isa, &x, &self.weights, &self.biases, &mut z);
        self.check_tile(&samples, &z, "tile dense");
        let mut z = nan_tile::<T>(self.outputs);
        of_rows::dense(isa, &samples, &self.weights, &self.biases, &mut z);
        self.check_tile(&samples, &z, "tile dense of rows");
        let mut by_input = nan_tile::<T>(self.inputs);
        tile::back(isa, &delta, &self.weights, &mut by_input);
        for s in 0..T {
            let by_input: Vec<_> = by_input.iter().map(|row| row[s]).collect();
            self.check_by_input(&deltas[s * self.outputs..], &by_input, "tile back");
        }
        self.tile_gradients(isa, &samples, &deltas, &x, &delta);
    }

    fn check_tile<const T: usize>(&self, samples: &[f32], z: &[[f32; T]], what: &str) {
        for (s, sample) in samples.chunks_exact(self.inputs).enumerate() {
            let z: Vec<_> = z.iter().map(|row| row[s]).collect();
            self.check_z(sample, &z, what);
        }
    }

    fn tile_gradients<S: Isa, const T: usize>(
        &self,
        isa: S,
        samples: &[f32],
        deltas: &[f32],
        x: &[[f32; T]],
        delta: &[[f32; T]],
    ) {
        let mut gradient = self.weights.clone();
        gradient::add_weight_gradient(isa, x, delta, &mut gradient);
        self.check_gradient(samples, deltas, &gradient, "tile gradient");
        let mut gradient = self.biases.clone();
        gradient::add_bias_gradient(isa, delta, &mut gradient);
        for (o, (found, before)) in gradient.iter().zip(&self.biases).enumerate() {
            let products = delta[o].iter().map(|delta| (*delta, 1.0)).chain([(*before, 1.0)]);
            check(*found, products, ("tile gradient of biases", self.outputs, o));
        }
    }
}

/// Tiles of samples are those of numbers one by one, and come back.
fn check_transposition<S: Isa, const T: usize>(isa: S, length: usize) {
    let samples = numbers(7, T * length);
    let mut tile = nan_tile::<T>(length);
    transpose::gather(isa, |place| &samples[place * length..(place + 1) * length], &mut tile);
    assert_eq!(tile, side_by_side::<T>(&samples), "{length}");
    for count in [1, 3, T / 2 + 1, T - 1, T] {
        let mut back = nan(count * length);
        transpose::scatter(isa, &tile, &mut back);
        assert_eq!(back, samples[..count * length], "{count} of {length}");
    }
}

/// All sizes around the widths of vectors and blocks, and some that are large.
fn check_isa<S: Isa>(isa: S) {
    for inputs in [1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 24, 33] {
        for outputs in (1..=18).chain([23, 24, 25, 31, 32, 33, 39, 40]) {
            check_size(isa, inputs, outputs);
        }
    }
    for (inputs, outputs) in [(1, 200), (200, 1), (67, 131), (130, 64), (64, 143), (5, 161)] {
        check_size(isa, inputs, outputs);
    }
    for length in (1..=40).chain([100, 129]) {
        check_transposition::<S, 8>(isa, length);
        check_transposition::<S, 32>(isa, length);
    }
}

fn check_size<S: Isa>(isa: S, inputs: usize, outputs: usize) {
    let case = Case::new(inputs, outputs);
    isa.vectorize(|| case.sample(isa));
    isa.vectorize(|| case.tile::<S, 8>(isa));
    isa.vectorize(|| case.tile::<S, 32>(isa));
}

struct Check;

impl OnLevel for Check {
    fn on<S: Isa>(&mut self, level: &'static str, isa: S) {
        std::println!("{level}");
        check_isa(isa);
    }
}

#[test]
fn each_level() {
    on_each_level(&mut Check);
}

/// The bits of results on vectors of eight are those without vectors.
#[test]
fn the_same_bits_everywhere() {
    struct Bits(Option<Vec<u32>>);
    impl OnLevel for Bits {
        fn on<S: Isa>(&mut self, level: &'static str, isa: S) {
            let found =
                if S::LANES == 1 { bits(Steady(Lanes::<8>)) } else { bits(Steady(isa.narrower())) };
            if S::LANES == 4 {
                return;
            }
            let expected = self.0.get_or_insert_with(|| found.clone());
            assert!(*expected == found, "{level}");
        }
    }
    check_isa(Steady(Lanes::<8>));
    on_each_level(&mut Bits(None));
}

/// All results of some layers.
fn bits<S: Isa>(isa: S) -> Vec<u32> {
    let mut all = Vec::new();
    for (inputs, outputs) in [(3, 1), (9, 2), (13, 3), (17, 5), (20, 33), (67, 131)] {
        let case = Case::new(inputs, outputs);
        let (samples, deltas) = (numbers(5, 32 * inputs), numbers(6, 32 * outputs));
        let (x, delta) = (side_by_side::<32>(&samples), side_by_side::<32>(&deltas));
        let (mut z, mut by_input) = (nan(outputs), nan(inputs));
        let mut gradient = case.weights.clone();
        sample::dense(isa, &samples[..inputs], &case.weights, &case.biases, &mut z);
        sample::back(isa, &deltas[..outputs], &case.weights, &mut by_input);
        sample::add_weight_gradient(isa, &samples[..inputs], &deltas[..outputs], &mut gradient);
        gradient::add_weight_gradient(isa, &x, &delta, &mut gradient);
        let mut tiles = [nan_tile::<32>(outputs), nan_tile(outputs), nan_tile(inputs)];
        let [of_tile, of_rows, back] = &mut tiles;
        tile::dense(isa, &x, &case.weights, &case.biases, of_tile);
        of_rows::dense(isa, &samples, &case.weights, &case.biases, of_rows);
        tile::back(isa, &delta, &case.weights, back);
        let tiles = tiles.iter().flatten().flatten();
        let samples = [z, by_input, gradient].concat();
        all.extend(samples.iter().chain(tiles).map(|number| number.to_bits()));
    }
    all
}
