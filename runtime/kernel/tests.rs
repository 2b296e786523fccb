//! Every kernel on every level of this CPU against plain sums in double precision.

use std::fmt::Debug;
use std::vec::Vec;

use super::levels::{OnLevel, on_each_level};
use super::{
    Aligned, Array, Given, Isa, Kernel, Lanes, OnStack, One, RealOf, Rows, Scalar, Steady, Sums,
    Tile, Tiled, ValuesOf, largest_magnitude, norm,
};
use crate::activation::Linear;
use crate::math::Real;

/// A kernel, and how samples get in and out of it.
trait Tested: Kernel {
    fn put<const N: usize>(samples: &[[f32; N]]) -> ValuesOf<Self, [f32; N]>;
    fn get<const N: usize>(values: &ValuesOf<Self, [f32; N]>) -> Vec<[f32; N]>;
}

impl<S: Isa> Tested for One<S> {
    fn put<const N: usize>(samples: &[[f32; N]]) -> [f32; N] {
        samples[0]
    }

    fn get<const N: usize>(values: &[f32; N]) -> Vec<[f32; N]> {
        std::vec![*values]
    }
}

impl<S: Isa, const T: usize> Tested for Tiled<S, T, OnStack> {
    fn put<const N: usize>(samples: &[[f32; N]]) -> Aligned<Tile<N, T>> {
        let mut tile = Aligned([[f32::NAN; T]; N]);
        <[f32; N]>::gather(Scalar, |place| &samples[place], &mut tile.0);
        tile
    }

    fn get<const N: usize>(values: &Aligned<Tile<N, T>>) -> Vec<[f32; N]> {
        let mut samples = std::vec![[f32::NAN; N]; T];
        <[f32; N]>::scatter(Scalar, &values.0, &mut samples);
        samples
    }
}

/// The widest tile.
const TILE: usize = 32;

/// Numbers between -1 and 1, all different, the same on every run.
fn numbers<const N: usize, const M: usize>(seed: u64) -> [[f32; N]; M] {
    let mut random = oorandom::Rand32::new(seed);
    [[(); N]; M].map(|row| row.map(|()| random.rand_float() * 2.0 - 1.0))
}

fn samples<K: Tested, const N: usize>(seed: u64) -> Vec<[f32; N]> {
    numbers::<N, TILE>(seed)[..K::SAMPLES].to_vec()
}

/// A place in which what is not overwritten shows.
fn nan<K: Tested, const N: usize>() -> ValuesOf<K, [f32; N]> {
    K::put(&[[f32::NAN; N]; TILE][..K::SAMPLES])
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

fn check_dense<K: Tested, const I: usize, const O: usize>(kernel: K) {
    let (inputs, weights) = (samples::<K, I>(1), numbers::<O, I>(2));
    let [biases] = numbers::<O, 1>(3);
    let mut out = nan::<K, O>();
    kernel.dense(&K::put(&inputs), &weights, &biases, Linear, &mut out);
    check_outputs(&inputs, &weights, biases, &K::get::<O>(&out));
}

/// Samples as they lie, of which some may be missing in the last tile.
fn check_rows<S: Isa, const I: usize, const O: usize>(isa: S) {
    let (inputs, weights) = (numbers::<I, TILE>(1), numbers::<O, I>(2));
    let [biases] = numbers::<O, 1>(3);
    for count in [TILE, TILE - 1, 1] {
        let mut tile = nan::<Tiled<S, TILE, OnStack>, I>();
        let given = Given { samples: &inputs[..count], tile: &mut tile };
        let mut out = nan::<Tiled<S, TILE, OnStack>, O>();
        Tiled(isa, OnStack).dense(given, &weights, &biases, Linear, &mut out);
        let out = Tiled::<S, TILE, OnStack>::get::<O>(&out);
        check_outputs(&inputs[..count], &weights, biases, &out[..count]);
    }
}

fn check_outputs<const I: usize, const O: usize>(
    inputs: &[[f32; I]],
    weights: &[[f32; O]; I],
    biases: [f32; O],
    out: &[[f32; O]],
) {
    for (input, out) in inputs.iter().zip(out) {
        for o in 0..O {
            let mut exact = Exact::default();
            exact.add(biases[o], 1.0);
            (0..I).for_each(|i| exact.add(input[i], weights[i][o]));
            exact.check(out[o], I + 1, ("dense", I, O, o));
        }
    }
}

fn check_back<K: Tested, const I: usize, const O: usize>(kernel: K) {
    let (deltas, weights) = (samples::<K, O>(4), numbers::<O, I>(5));
    let mut out = nan::<K, I>();
    kernel.back(&K::put(&deltas), &weights, &mut out);
    let out = K::get::<I>(&out);
    for (delta, out) in deltas.iter().zip(out) {
        for i in 0..I {
            let mut exact = Exact::default();
            (0..O).for_each(|o| exact.add(delta[o], weights[i][o]));
            exact.check(out[i], O, ("back", I, O, i));
        }
    }
}

fn check_gradients<K: Tested, const I: usize, const O: usize>(kernel: K) {
    let (inputs, deltas) = (samples::<K, I>(6), samples::<K, O>(7));
    let (mut weights, before) = (numbers::<O, I>(8), numbers::<O, I>(8));
    let sums = &mut Sums(weights.as_flattened_mut());
    kernel.weight_gradient::<I, O, _>(&K::put(&inputs), &K::put(&deltas), Rows::new(0), sums);
    let ([mut biases], [biases_before]) = (numbers::<O, 1>(9), numbers::<O, 1>(9));
    kernel.bias_gradient(&K::put(&deltas), Rows::new(0), &mut Sums(&mut biases));
    for o in 0..O {
        for i in 0..I {
            let mut exact = Exact::default();
            exact.add(before[i][o], 1.0);
            inputs.iter().zip(&deltas).for_each(|(x, delta)| exact.add(x[i], delta[o]));
            exact.check(weights[i][o], K::SAMPLES + 1, ("weight gradient", I, O, i, o));
        }
        let mut exact = Exact::default();
        exact.add(biases_before[o], 1.0);
        deltas.iter().for_each(|delta| exact.add(delta[o], 1.0));
        exact.check(biases[o], K::SAMPLES + 1, ("bias gradient", O, o));
    }
}

fn check_units<K: Tested, const N: usize>(kernel: K) {
    let (left, right) = (samples::<K, N>(10), samples::<K, N>(11));
    let (a, b) = (K::put(&left), K::put(&right));
    let largest = kernel.largest::<[f32; N]>(&a);
    let [mut doubled, mut differences, mut below] = [(); 3].map(|()| nan::<K, N>());
    kernel.map::<[f32; N]>(&a, &mut doubled, |a| a + a);
    kernel.zip::<[f32; N]>(&a, &b, &mut differences, |a, b| a - b);
    kernel.zip_each::<[f32; N]>(&a, &largest, &mut below, |a, most| a - most);
    let [doubled, differences, below] = [doubled, differences, below].map(|v| K::get::<N>(&v));
    let largest = K::get::<1>(&largest);
    let sums = K::get::<1>(&kernel.sum::<[f32; N]>(&a));
    for (s, (left, right)) in left.iter().zip(&right).enumerate() {
        let most = left.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        assert_eq!(doubled[s], left.map(|a| a + a));
        assert_eq!(differences[s], core::array::from_fn(|n| left[n] - right[n]));
        assert_eq!(largest[s], [most]);
        assert_eq!(below[s], left.map(|a| a - most));
        let mut exact = Exact::default();
        left.iter().for_each(|a| exact.add(*a, 1.0));
        exact.check(sums[s][0], N, ("sum", N));
    }
}

fn check_functions<K: Tested>(kernel: K) {
    let inputs: [f32; 8] = [-100.0, -3.0, -0.5, -0.0, 1e-6, 0.4, 2.0, 90.0];
    let check = |f: fn(RealOf<K>) -> RealOf<K>, scalar: fn(f32) -> f32| {
        let inputs = std::vec![inputs; K::SAMPLES];
        let mut out = nan::<K, 8>();
        kernel.map::<[f32; 8]>(&K::put(&inputs), &mut out, f);
        for row in K::get::<8>(&out) {
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
            check_units::<_, $o>($kernel);
        )*
    };
}

fn check_kernel<K: Tested>(kernel: K) {
    check_functions(kernel);
    check_sizes!(
        kernel,
        (1, 1)(1, 100)(2, 3)(3, 2)(5, 2)(7, 8)(8, 7)(9, 15)(15, 9)(16, 16)(17, 31)(31, 17)(33, 1)(
            37, 2
        )(100, 33)
    );
}

/// Tiles of vectors are those of numbers one by one, and come back.
fn check_transposition<S: Isa, const N: usize>(isa: S) {
    let samples: [[f32; N]; TILE] = numbers(12);
    let mut tile = [[f32::NAN; TILE]; N];
    <[f32; N]>::gather(isa, |place| &samples[place], &mut tile);
    for (n, row) in tile.iter().enumerate() {
        assert_eq!(*row, core::array::from_fn(|place| samples[place][n]), "{N} {n}");
    }
    for count in [1, TILE - 1, TILE] {
        let mut back = [[f32::NAN; N]; TILE];
        <[f32; N]>::scatter(isa, &tile, &mut back[..count]);
        assert_eq!(back[..count], samples[..count]);
        assert!(back[count..].as_flattened().iter().all(|number| number.is_nan()));
    }
}

fn check_isa<S: Isa>(isa: S) {
    check_transposition::<_, 1>(isa);
    check_transposition::<_, 3>(isa);
    check_transposition::<_, 7>(isa);
    check_transposition::<_, 8>(isa);
    check_transposition::<_, 17>(isa);
    check_transposition::<_, 33>(isa);
    check_rows::<_, 2, 3>(isa);
    check_rows::<_, 33, 31>(isa);
    check_rows::<_, 40, 17>(isa);
    check_kernel(One(isa));
    check_kernel(Tiled::<_, TILE, _>(isa, OnStack));
    check_kernel(Tiled::<_, 8, _>(isa.narrower(), OnStack));
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

#[test]
fn the_norm_of_the_smallest_and_the_largest_numbers() {
    for number in [f32::from_bits(1), 1e-40, 1e-30, 1.0, 1e38] {
        let norm = norm(Scalar, &[number; 4]);
        assert!((f64::from(norm) / f64::from(number) - 2.0).abs() < 1e-6, "{number:e}: {norm:e}");
    }
}
