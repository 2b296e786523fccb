//! Every kernel on every level of this CPU against plain sums in double precision.

use std::fmt::Debug;
use std::vec::Vec;

use super::levels::{OnLevel, on_each_level};
use super::{
    Array, DenseParameters, GradientSum, Isa, Kernel, Lanes, ManySamples, OnStack, One, RealOf,
    Scalar, Sink, Steady, TILE, Tiled, Values, are_finite, largest_magnitude, norm,
};
use crate::activation::Linear;
use crate::executor::{Executor, Inline, Library, Rows};
use crate::math::Real;

/// Numbers of each sample, as a kernel has them.
fn put<K: Kernel, A: AsRef<[f32]>>(samples: &[A]) -> Vec<f32> {
    let length = samples[0].as_ref().len();
    let unit = |n: usize| samples.iter().map(move |sample| sample.as_ref()[n]);
    assert_eq!(samples.len(), K::SAMPLES);
    (0..length).flat_map(unit).collect()
}

/// The numbers of each sample.
fn get<K: Kernel>(values: &[f32]) -> Vec<Vec<f32>> {
    let sample = |s| values.iter().copied().skip(s).step_by(K::SAMPLES).collect();
    (0..K::SAMPLES).map(sample).collect()
}

/// One number of each sample.
fn each<K: Kernel>(seed: u64) -> K::Each {
    let mut numbers = K::Each::zeros();
    let length = numbers.flat().len();
    numbers.flat_mut().copy_from_slice(&some(seed, length));
    numbers
}

/// So many numbers between -1 and 1, all different, the same on every run.
fn some(seed: u64, count: usize) -> Vec<f32> {
    let mut random = oorandom::Rand32::new(seed);
    (0..count).map(|_| random.rand_float() * 2.0 - 1.0).collect()
}

/// Numbers between -1 and 1, all different, the same on every run.
fn numbers<const N: usize, const M: usize>(seed: u64) -> [[f32; N]; M] {
    let mut random = oorandom::Rand32::new(seed);
    [[(); N]; M].map(|row| row.map(|()| random.rand_float() * 2.0 - 1.0))
}

/// So many numbers of each sample.
fn samples_of<K: Kernel>(seed: u64, length: usize) -> Vec<Vec<f32>> {
    (0..K::SAMPLES).map(|sample| some(seed + 100 * sample as u64, length)).collect()
}

/// A place in which what is not overwritten shows.
fn nan<K: Kernel>(length: usize) -> Vec<f32> {
    std::vec![f32::NAN; length * K::SAMPLES]
}

/// A sum of products in double precision, and the sum of their magnitudes.
#[derive(Debug, Clone, Copy, Default)]
struct Exact {
    sum: f64,
    magnitude: f64,
}

impl Exact {
    fn add(&mut self, left: f32, right: f32) {
        let product = f64::from(left) * f64::from(right);
        self.sum += product;
        self.magnitude += product.abs();
    }

    /// Each of `terms` roundings is at most half a unit in the last place of the magnitude.
    #[track_caller]
    fn check(self, found: f32, terms: usize, what: impl Debug) {
        let bound = self.magnitude * f64::from(f32::EPSILON) * (terms as f64 + 1.0) * 0.5;
        let error = (f64::from(found) - self.sum).abs();
        assert!(error <= bound, "{what:?}: {found} instead of {}", self.sum);
    }
}

fn check_dense<K: Kernel, const I: usize, const O: usize>(kernel: K) {
    let (inputs, weights, biases) = (samples_of::<K>(1, I), some(2, I * O), some(3, O));
    let mut out = nan::<K>(O);
    let (weights_of, biases_of) = (rows::<O, I>(&weights), row::<O>(&biases));
    kernel.dense(&put::<K, _>(&inputs), weights_of, biases_of, Linear, &mut out);
    check_outputs(&inputs, &weights, &biases, &get::<K>(&out));
}

/// Samples as they lie, of which some may be missing in the last tile.
fn check_rows<E: Executor, K: Kernel, const I: usize, const O: usize>(executor: E, _: K) {
    let (numbers, weights, biases) = (some(1, I * TILE), some(2, I * O), some(3, O));
    let samples: &[[f32; I]; TILE] = rows(&numbers);
    for count in [TILE, TILE - 1, 1] {
        let mut tile = nan::<K>(I);
        let inputs = Rows { samples: &samples[..count], tile: &mut tile };
        let mut out = nan::<K>(O);
        let parameters = DenseParameters::new(&weights, 0).with_biases(row::<O>(&biases));
        executor.dense_activated::<I, O>(inputs, parameters, Linear, &mut out);
        let inputs: Vec<_> = samples[..count].iter().map(|sample| sample.to_vec()).collect();
        check_outputs(&inputs, &weights, &biases, &get::<K>(&out)[..count]);
    }
}

/// The numbers as an array.
fn row<const N: usize>(numbers: &[f32]) -> &[f32; N] {
    numbers.try_into().unwrap()
}

/// The numbers as rows of `N`.
fn rows<const N: usize, const M: usize>(numbers: &[f32]) -> &[[f32; N]; M] {
    numbers.as_chunks().0.try_into().unwrap()
}

/// Compiled once for all sizes, as is what follows for `back` and the gradients.
fn check_outputs(inputs: &[Vec<f32>], weights: &[f32], biases: &[f32], out: &[Vec<f32>]) {
    assert_eq!(inputs.len(), out.len());
    for (input, out) in inputs.iter().zip(out) {
        for (o, bias) in biases.iter().enumerate() {
            let mut exact = Exact::default();
            exact.add(*bias, 1.0);
            let column = weights.iter().skip(o).step_by(biases.len());
            input.iter().zip(column).for_each(|(x, weight)| exact.add(*x, *weight));
            exact.check(out[o], input.len() + 1, ("dense", input.len(), biases.len(), o));
        }
    }
}

fn check_back<K: Kernel, const I: usize, const O: usize>(kernel: K) {
    let (deltas, weights) = (samples_of::<K>(4, O), some(5, I * O));
    let mut out = nan::<K>(I);
    kernel.back::<I, O>(&put::<K, _>(&deltas), rows(&weights), &mut out);
    check_inputs(&deltas, &weights, &get::<K>(&out));
}

fn check_inputs(deltas: &[Vec<f32>], weights: &[f32], out: &[Vec<f32>]) {
    for (delta, out) in deltas.iter().zip(out) {
        for (i, row) in weights.chunks(delta.len()).enumerate() {
            let mut exact = Exact::default();
            delta.iter().zip(row).for_each(|(delta, weight)| exact.add(*delta, *weight));
            exact.check(out[i], delta.len(), ("back", out.len(), delta.len(), i));
        }
    }
}

fn check_gradients<K: Kernel, const I: usize, const O: usize>(kernel: K) {
    let (inputs, deltas) = (samples_of::<K>(6, I), samples_of::<K>(7, O));
    let (mut weights, mut biases) = (some(8, I * O), some(9, O));
    let (input, delta) = (put::<K, _>(&inputs), put::<K, _>(&deltas));
    let mut sums = GradientSum(&mut weights);
    kernel.weight_gradient::<I, O, _>(&input, &delta, &mut sums.part(0, I * O).unwrap());
    let mut sums = GradientSum(&mut biases);
    kernel.bias_gradient::<[f32; O], _>(&delta, &mut sums.part(0, O).unwrap());
    check_sums_of(&inputs, &deltas, &some(8, I * O), &weights, "weight gradient");
    let ones = std::vec![std::vec![1.0]; inputs.len()];
    check_sums_of(&ones, &deltas, &some(9, O), &biases, "bias gradient");
}

/// That each is what it was before, and the sum of the products of an input and a `δ`.
fn check_sums_of(
    inputs: &[Vec<f32>],
    deltas: &[Vec<f32>],
    before: &[f32],
    after: &[f32],
    what: &str,
) {
    let outputs = deltas[0].len();
    assert_eq!(after.len(), inputs[0].len() * outputs);
    for (place, (before, after)) in before.iter().zip(after).enumerate() {
        let (i, o) = (place / outputs, place % outputs);
        let mut exact = Exact::default();
        exact.add(*before, 1.0);
        inputs.iter().zip(deltas).for_each(|(x, delta)| exact.add(x[i], delta[o]));
        exact.check(*after, inputs.len() + 1, (what, inputs[0].len(), outputs, i, o));
    }
}

/// What is done with units, whatever their count.
struct Units<K: Kernel> {
    kernel: K,
    length: usize,
    left: Vec<Vec<f32>>,
    right: Vec<Vec<f32>>,
    third: Vec<Vec<f32>>,
    /// A number for each unit.
    by_unit: Vec<f32>,
    /// Numbers for each sample.
    first: K::Each,
    second: K::Each,
}

impl<K: Kernel> Units<K> {
    fn new(kernel: K, length: usize) -> Self {
        let [left, right, third] = [10, 11, 12].map(|seed| samples_of::<K>(seed, length));
        let (by_unit, first, second) = (some(13, length), each::<K>(14), each::<K>(15));
        Self { kernel, length, left, right, third, by_unit, first, second }
    }

    fn check(&self) {
        self.check_maps();
        self.check_updates();
        self.check_folds();
        self.check_sums();
        self.check_each();
    }

    /// That each number is `expected` of its sample and its unit.
    #[track_caller]
    fn expect(&self, found: &[f32], what: &str, expected: impl Fn(usize, usize) -> f32) {
        assert_eq!(found.len(), self.length * K::SAMPLES);
        for (place, found) in found.iter().enumerate() {
            let (unit, sample) = (place / K::SAMPLES, place % K::SAMPLES);
            let expected = expected(sample, unit);
            assert_eq!(*found, expected, "{what} {} {sample} {unit}", self.length);
        }
    }

    fn check_maps(&self) {
        let Self { kernel, length, left, right, by_unit, first, .. } = self;
        let (a, b, mut out) = (put::<K, _>(left), put::<K, _>(right), nan::<K>(*length));
        kernel.map(&a, &mut out, |a| a + a);
        self.expect(&out, "map", |s, n| left[s][n] + left[s][n]);
        kernel.zip(&a, &b, &mut out, |a, b| a - b);
        self.expect(&out, "zip", |s, n| left[s][n] - right[s][n]);
        kernel.zip_each(&a, first, &mut out, |a, number| a - number);
        self.expect(&out, "zip each", |s, n| left[s][n] - first.flat()[s]);
        kernel.zip_units(&a, by_unit, &mut out, |a, number| number - a);
        self.expect(&out, "zip by_unit", |s, n| by_unit[n] - left[s][n]);
    }

    fn check_updates(&self) {
        let Self { kernel, left, right, third, by_unit, first, second, .. } = self;
        let (b, c) = (put::<K, _>(right), put::<K, _>(third));
        self.update("update", |a| kernel.update(a, |a| a + a), |s, n| left[s][n] + left[s][n]);
        self.update(
            "update zip",
            |a| kernel.update_zip(a, &b, |a, b| a - b),
            |s, n| left[s][n] - right[s][n],
        );
        self.update(
            "update zip of two",
            |a| kernel.update_zip2(a, [&b, &c], |a, b, c| (a - b) * c),
            |s, n| (left[s][n] - right[s][n]) * third[s][n],
        );
        self.update(
            "update each",
            |a| kernel.update_each(a, first, |a, number| number - a),
            |s, n| first.flat()[s] - left[s][n],
        );
        self.update(
            "update zip each",
            |a| kernel.update_zip_each(a, &b, [first, second], |a, b, [x, y]| (a - x) * (b - y)),
            |s, n| (left[s][n] - first.flat()[s]) * (right[s][n] - second.flat()[s]),
        );
        self.update(
            "update zip with no number",
            |a| kernel.update_zip_each(a, &b, [], |a, b, []| b - a),
            |s, n| right[s][n] - left[s][n],
        );
        self.update(
            "update by_unit",
            |a| kernel.update_units(a, by_unit, |a, number| number - a),
            |s, n| by_unit[n] - left[s][n],
        );
    }

    #[track_caller]
    fn update(
        &self,
        what: &str,
        update: impl Fn(&mut [f32]),
        expected: impl Fn(usize, usize) -> f32,
    ) {
        let mut values = put::<K, _>(&self.left);
        update(&mut values);
        self.expect(&values, what, expected);
    }

    fn check_folds(&self) {
        let (kernel, a) = (self.kernel, put::<K, _>(&self.left));
        let largest = kernel.largest(&a);
        let distances = kernel.largest_of(&a, |a| (a - 0.25).abs());
        let opposites = kernel.largest_of(&a, |a| -a - 2.0);
        for (s, left) in self.left.iter().enumerate() {
            let most =
                |f: fn(f32) -> f32| left.iter().map(|a| f(*a)).fold(f32::NEG_INFINITY, f32::max);
            assert_eq!(largest.flat()[s], most(|a| a), "{}", self.length);
            assert_eq!(distances.flat()[s], most(|a| (a - 0.25).abs()), "{}", self.length);
            assert_eq!(opposites.flat()[s], most(|a| -a - 2.0), "{}", self.length);
        }
    }

    fn check_sums(&self) {
        let Self { kernel, length, left, right, first, second, .. } = self;
        let (a, b) = (put::<K, _>(left), put::<K, _>(right));
        let sums = kernel.sum(&a);
        let products = kernel.sum_of(&a, &b, |a, b| a * b);
        // Not zero where both by_unit are.
        let above = kernel.sum_of(&a, &b, |a, b| (a - b) + 1.0);
        let all = kernel.sum_of_each(&a, &b, [first, second], |a, b, [x, y]| (a - b) + (x + y));
        let none = kernel.sum_of_each(&a, &b, [], |a, b, []| a * b);
        for (s, (left, right)) in left.iter().zip(right).enumerate() {
            let [mut sum, mut product, mut more, mut with] = [Exact::default(); 4];
            for (a, b) in left.iter().zip(right) {
                sum.add(*a, 1.0);
                product.add(*a, *b);
                [*a, -*b, 1.0].iter().for_each(|term| more.add(*term, 1.0));
                [*a, -*b, first.flat()[s], second.flat()[s]]
                    .iter()
                    .for_each(|term| with.add(*term, 1.0));
            }
            sum.check(sums.flat()[s], *length, ("sum", length));
            product.check(products.flat()[s], *length, ("sum of products", length));
            product.check(none.flat()[s], *length, ("sum of each of none", length));
            more.check(above.flat()[s], length + 1, ("sum of", length));
            with.check(all.flat()[s], length + 1, ("sum of each", length));
        }
    }

    /// The one number of each sample.
    fn check_each(&self) {
        let Self { kernel, first, second, .. } = self;
        let doubled = kernel.map_each(first, |number| number + number);
        let differences = kernel.combine(first, second, |left, right| left - right);
        let mut exact = Exact::default();
        for (s, (first, second)) in first.flat().iter().zip(second.flat()).enumerate() {
            assert_eq!(doubled.flat()[s], first + first);
            assert_eq!(differences.flat()[s], first - second);
            exact.add(*first, *second);
        }
        exact.check(kernel.total(first, second), K::SAMPLES, "total");
        assert_eq!(kernel.units(&put::<K, _>(&self.left)), self.length);
    }
}

fn check_functions<K: Kernel>(kernel: K) {
    let inputs: [f32; 8] = [-100.0, -3.0, -0.5, -0.0, 1e-6, 0.4, 2.0, 90.0];
    let check = |f: fn(RealOf<K>) -> RealOf<K>, scalar: fn(f32) -> f32| {
        let inputs = std::vec![inputs; K::SAMPLES];
        let mut out = nan::<K>(8);
        kernel.map(&put::<K, _>(&inputs), &mut out, f);
        for row in get::<K>(&out) {
            for (x, found) in inputs[0].iter().zip(row) {
                let expected = scalar(*x);
                let error = (found - expected).abs();
                let same =
                    found.to_bits() == expected.to_bits() || expected.is_nan() && found.is_nan();
                assert!(same || error <= 4.0 * f32::EPSILON * expected.abs(), "f({x}) = {found}");
            }
        }
    };
    check(Real::exp, Real::exp);
    check(Real::ln, Real::ln);
    check(Real::tanh, Real::tanh);
    check(Real::sigmoid, Real::sigmoid);
    check(Real::abs, Real::abs);
}

/// Sizes around the widths of vectors and blocks.
macro_rules! check_sizes {
    ($kernel:expr, $(($i:literal, $o:literal))*) => {
        $(
            check_dense::<_, $i, $o>($kernel);
            check_back::<_, $i, $o>($kernel);
            check_gradients::<_, $i, $o>($kernel);
        )*
    };
}

fn check_kernel<K: Kernel>(kernel: K) {
    check_functions(kernel);
    check_sizes!(
        kernel,
        (1, 1)(1, 100)(2, 3)(3, 2)(5, 2)(7, 8)(8, 7)(9, 15)(15, 9)(16, 16)(17, 31)(31, 17)(33, 1)(
            37, 2
        )(100, 33)
    );
    for length in (0..=40).chain([63, 64, 65, 100]) {
        Units::new(kernel, length).check();
    }
}

/// Tiles of vectors are those of numbers one by one, and come back.
fn check_transposition<S: Isa, const N: usize>(isa: S) {
    let samples: [[f32; N]; TILE] = numbers(12);
    let mut tile = [[f32::NAN; TILE]; N];
    <[f32; N]>::gather(isa, |place| &samples[place], tile.as_flattened_mut());
    for (n, row) in tile.iter().enumerate() {
        assert_eq!(*row, core::array::from_fn(|place| samples[place][n]), "{N} {n}");
    }
    for count in [1, TILE - 1, TILE] {
        let mut back = [[f32::NAN; N]; TILE];
        <[f32; N]>::scatter(isa, tile.as_flattened(), &mut back[..count]);
        assert_eq!(back[..count], samples[..count]);
        assert!(back[count..].as_flattened().iter().all(|number| number.is_nan()));
    }
}

/// The sums of the samples of a tile.
fn check_tile_sums<S: Isa, const N: usize>(isa: S) {
    let tile: [[f32; TILE]; N] = numbers(16);
    let mut sums = [f32::NAN; N];
    <[f32; N]>::sums(isa, tile.as_flattened(), &mut sums);
    for (row, sum) in tile.iter().zip(sums) {
        let mut exact = Exact::default();
        row.iter().for_each(|number| exact.add(*number, 1.0));
        exact.check(sum, TILE, ("sum of a row", N));
    }
}

fn check_isa<S: Isa>(isa: S) {
    check_transposition::<_, 1>(isa);
    check_transposition::<_, 3>(isa);
    check_transposition::<_, 7>(isa);
    check_transposition::<_, 8>(isa);
    check_transposition::<_, 17>(isa);
    check_transposition::<_, 33>(isa);
    check_tile_sums::<_, 3>(isa);
    check_tile_sums::<_, 17>(isa);
    let kernel = Tiled(isa, OnStack);
    check_rows::<_, _, 2, 3>(Inline(kernel), kernel);
    check_rows::<_, _, 33, 31>(Inline(kernel), kernel);
    check_rows::<_, _, 40, 17>(Inline(kernel), kernel);
    check_rows::<_, _, 40, 33>(Inline(kernel), kernel);
    let library = Library::<ManySamples<OnStack>>::new(isa.level(), S::STEADY);
    check_rows::<_, _, 2, 3>(library, kernel);
    check_rows::<_, _, 33, 31>(library, kernel);
    check_rows::<_, _, 40, 17>(library, kernel);
    check_rows::<_, _, 40, 33>(library, kernel);
    check_kernel(One(isa));
    check_kernel(Tiled(isa, OnStack));
    check_kernel(Tiled(isa.narrower(), OnStack));
}

struct Check;

impl OnLevel for Check {
    fn on<S: Isa>(&mut self, level: &'static str, isa: S) {
        std::println!("{level}");
        check_isa(isa);
    }
}

/// Each level that is on this CPU; one that is not is named in the output.
#[test]
fn each_level() {
    on_each_level(&mut Check);
}

/// Where there are no vectors; other tests hold those that there are to the same bits.
#[test]
fn the_same_bits_everywhere() {
    check_isa(Steady(Lanes::<8>));
}

/// A step of which the length is bounded by the largest number must not miss one that is none.
#[test]
fn the_largest_magnitude() {
    struct Largest;
    impl OnLevel for Largest {
        fn on<S: Isa>(&mut self, level: &'static str, isa: S) {
            for place in 0..70 {
                let mut numbers = [0.5; 70];
                numbers[place] = -2.0;
                assert_eq!(largest_magnitude(isa, &numbers[..=place]), 2.0, "{level} {place}");
                assert_eq!(largest_magnitude(isa, &numbers), 2.0, "{level} {place}");
                for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    numbers[place] = number;
                    let largest = largest_magnitude(isa, &numbers);
                    assert!(!largest.is_finite(), "{level} {place} {number}: {largest}");
                }
            }
        }
    }
    on_each_level(&mut Largest);
}

/// A number that is none is found wherever it is.
#[test]
fn what_is_not_finite() {
    struct Finite;
    impl OnLevel for Finite {
        fn on<S: Isa>(&mut self, level: &'static str, isa: S) {
            for place in 0..70 {
                for number in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                    let mut numbers = [f32::MAX; 70];
                    assert!(are_finite(isa, &numbers[..place]), "{level} {place}");
                    numbers[place] = number;
                    assert!(!are_finite(isa, &numbers[..=place]), "{level} {place} {number}");
                    assert!(!are_finite(isa, &numbers), "{level} {place} {number}");
                }
            }
        }
    }
    on_each_level(&mut Finite);
}

#[test]
fn the_norm_of_the_smallest_and_the_largest_numbers() {
    for number in [f32::from_bits(1), 1e-40, 1e-30, 1.0, 1e38] {
        let norm = norm(Scalar, &[number; 4]);
        assert!((f64::from(norm) / f64::from(number) - 2.0).abs() < 1e-6, "{number:e}: {norm:e}");
    }
}
