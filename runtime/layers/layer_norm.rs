use core::ops::Range;

use super::Noise;
use super::affine::{Affine, ScaleAndShift};
use super::keep::{Keep, UnitsFunction};
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::{Kernel, Values, are_all_finite};
use crate::math::Real;
use crate::math::real::MANTISSA_BITS;

/// `layer_norm`: the units of a sample are shifted and scaled to a mean of 0 and a variance of 1, and then by
/// the learned `γ` and `β` of each: `a = γ ⊙ (x - mean) / √(variance + ε) + β` (Ba, Kiros and Hinton, *Layer
/// Normalization*, 2016).
///
/// The `ε`, which keeps the divisor away from 0, is `10⁻⁵`, as in PyTorch; `layer_norm(1e-3)` has that of Keras.
#[derive(Debug, Clone, Copy)]
pub struct LayerNorm<const N: usize> {
    affine: Affine<N>,
    epsilon: f32,
}

/// The `ε` of a stage that does not say it.
const EPSILON: f32 = 1e-5;

impl<const N: usize> LayerNorm<N> {
    /// The stage whose first `γ` is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { affine: Affine::new(offset), epsilon: EPSILON }
    }

    /// The same with another `ε`.
    #[must_use]
    pub const fn with_epsilon(self, epsilon: f32) -> Self {
        Self { epsilon, ..self }
    }

    /// Whether the `ε` is a number above 0.
    #[must_use]
    pub const fn is_epsilon_valid(self) -> bool {
        self.epsilon > 0.0 && self.epsilon < f32::INFINITY
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.affine.end()
    }

    /// `γ`, and then `β`.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 2] {
        self.affine.view(parameters)
    }

    /// `γ`, and then `β`. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 2] {
        self.affine.view_mut(parameters)
    }
}

impl<const N: usize> Keep for LayerNorm<N> {
    type Units = [f32; N];
    type Function = Normalization;
    const WORD: &'static str = "layer_norm";

    fn function(self) -> Normalization {
        Normalization { affine: self.affine.function(), epsilon: self.epsilon }
    }

    fn place(self) -> Range<usize> {
        Keep::place(self.affine)
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        Keep::initialize(self.affine, random, parameters);
    }
}

/// `a = γ ⊙ (x - mean) / √(variance + ε) + β`.
#[derive(Debug, Clone, Copy)]
pub struct Normalization {
    affine: ScaleAndShift,
    epsilon: f32,
}

impl UnitsFunction for Normalization {
    const TRAINED: usize = ScaleAndShift::TRAINED;

    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        let inverse = centre(kernel, self.epsilon, input, output);
        kernel.update_each(
            output,
            &inverse,
            #[inline(always)]
            |centred, inverse| centred * inverse,
        );
        self.affine.apply(kernel, parameters, output);
    }

    /// `z = x - mean`.
    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &[f32],
        _noise: Noise,
        trace: Activated<&mut [f32]>,
    ) {
        let Activated { z, a } = trace;
        let inverse = centre(kernel, self.epsilon, input, z);
        normalize(kernel, z, &inverse, a);
        self.affine.apply(kernel, parameters, a);
    }

    #[inline(always)]
    fn factor_gradient<K: Kernel>(
        self,
        kernel: K,
        _input: &[f32],
        z: &[f32],
        delta: &[f32],
        gradient: &mut [f32],
    ) {
        normalize(kernel, z, &inverse_deviations(kernel, self.epsilon, z), gradient);
        kernel.update_zip(
            gradient,
            delta,
            #[inline(always)]
            |normalized, delta| normalized * delta,
        );
    }

    /// With `g = δ ⊙ γ` and the normalized `n`: `(g - mean(g) - n mean(g ⊙ n)) / √(variance + ε)`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        self.affine.scale(kernel, parameters, delta, by_input);
        let inverse = inverse_deviations(kernel, self.epsilon, z);
        let share = 1.0 / kernel.units(z) as f32;
        let along = kernel.sum_of_each(
            by_input,
            z,
            [&inverse],
            #[inline(always)]
            |g, z, [inverse]| g * (z * inverse) * share,
        );
        // The part along `n` first, and then that along the mean: neither changes the other.
        kernel.update_zip_each(
            by_input,
            z,
            [&inverse, &along],
            #[inline(always)]
            |g, z, [inverse, along]| g - z * inverse * along,
        );
        let means = means(kernel, by_input);
        kernel.update_zip_each(
            by_input,
            z,
            [&inverse, &means],
            #[inline(always)]
            |g, _, [inverse, mean]| (g - mean) * inverse,
        );
    }
}

/// Centres the units of each sample, and gives what they are to be multiplied by, as [`inverse_deviations`] does.
#[inline(always)]
fn centre<K: Kernel>(kernel: K, epsilon: f32, x: &[f32], centred: &mut [f32]) -> K::Each {
    kernel.zip_each(
        x,
        &means(kernel, x),
        centred,
        #[inline(always)]
        |x, mean| x - mean,
    );
    let squares = squares(kernel, centred);
    if are_all_finite(squares.flat()) {
        return inverse_roots(kernel, epsilon, &squares, centred);
    }
    centre_scaled(kernel, x, &squares, centred);
    inverse_deviations(kernel, epsilon, centred)
}

/// The mean over the units of each sample.
#[inline(always)]
fn means<K: Kernel>(kernel: K, x: &[f32]) -> K::Each {
    let share = 1.0 / kernel.units(x) as f32;
    kernel.map_each(
        &kernel.sum(x),
        #[inline(always)]
        |sum| sum * share,
    )
}

/// `centred / √(variance + ε)`.
#[inline(always)]
fn normalize<K: Kernel>(kernel: K, centred: &[f32], inverse: &K::Each, normalized: &mut [f32]) {
    kernel.zip_each(
        centred,
        inverse,
        normalized,
        #[inline(always)]
        |centred, inverse| centred * inverse,
    );
}

/// `1 / √(variance + ε)` of each sample.
#[inline(always)]
fn inverse_deviations<K: Kernel>(kernel: K, epsilon: f32, centred: &[f32]) -> K::Each {
    let squares = squares(kernel, centred);
    if are_all_finite(squares.flat()) {
        inverse_roots(kernel, epsilon, &squares, centred)
    } else {
        inverse_roots_scaled(kernel, epsilon, &squares, centred)
    }
}

/// The sum of the squares of the units of each sample.
#[inline(always)]
fn squares<K: Kernel>(kernel: K, centred: &[f32]) -> K::Each {
    kernel.sum_of(
        centred,
        centred,
        #[inline(always)]
        |left, right| left * right,
    )
}

#[inline(always)]
fn inverse_roots<K: Kernel>(
    kernel: K,
    epsilon: f32,
    squares: &K::Each,
    centred: &[f32],
) -> K::Each {
    let share = 1.0 / kernel.units(centred) as f32;
    kernel.map_each(
        squares,
        #[inline(always)]
        |squares| squares.constant(1.0) / (squares * share + epsilon).sqrt(),
    )
}

// What follows is for squares that overflow: of units from some `1e19` on, or if the sum of the units does.

/// The scale of units whose squares would overflow, a power of two. The largest of them is then between `2^-16`, but for
/// the root of their number, and `2^48`.
const SMALLER: f32 = 1.0 / power_of_two(80);

const fn power_of_two(exponent: u32) -> f32 {
    f32::from_bits((exponent + 127) << MANTISSA_BITS)
}

/// The scale of each sample, by its squares: 1, which changes no bit, where they do not overflow.
#[inline(always)]
fn scales<K: Kernel>(kernel: K, squares: &K::Each) -> K::Each {
    kernel.map_each(
        squares,
        #[inline(always)]
        |squares| {
            let infinity = squares.constant(f32::INFINITY);
            squares.select_less(infinity, squares.constant(1.0), squares.constant(SMALLER))
        },
    )
}

/// [`inverse_roots`], the squares being those of scaled units.
#[cold]
#[inline(never)]
fn inverse_roots_scaled<K: Kernel>(
    kernel: K,
    epsilon: f32,
    squares: &K::Each,
    centred: &[f32],
) -> K::Each {
    let share = 1.0 / kernel.units(centred) as f32;
    let scales = scales(kernel, squares);
    let squares = kernel.sum_of_each(
        centred,
        centred,
        [&scales],
        #[inline(always)]
        |left, right, [scale]| (left * scale) * (right * scale),
    );
    kernel.combine(
        &scales,
        &squares,
        #[inline(always)]
        |scale, squares| scale / (squares * share + scale * epsilon * scale).sqrt(),
    )
}

/// `x - mean`, with the mean of scaled units. Of those that are scaled, it is taken of their distances from the largest,
/// so that units that are alike are 0.
///
/// Where `x - mean` is beyond an `f32`, a quarter of it is what is left. What is normalized is the same. The gradient by the
/// input is four times as large, as far as it is not rounded to 0: it is `1e-38` of that by the output.
#[cold]
#[inline(never)]
fn centre_scaled<K: Kernel>(kernel: K, x: &[f32], squares: &K::Each, centred: &mut [f32]) {
    let scales = scales(kernel, squares);
    let references = kernel.combine(
        &kernel.largest(x),
        &scales,
        #[inline(always)]
        |largest, scale| {
            scale.select_less(scale.constant(1.0), largest * scale, scale.constant(0.0))
        },
    );
    kernel.update_zip_each(
        centred,
        x,
        [&scales, &references],
        #[inline(always)]
        |_, x, [scale, reference]| x * scale - reference,
    );
    let means = means(kernel, centred);
    kernel.update_each(
        centred,
        &means,
        #[inline(always)]
        |x, mean| x - mean,
    );
    let farthest = kernel.largest_of(
        centred,
        #[inline(always)]
        |centred| centred.abs(),
    );
    let growths = kernel.combine(
        &farthest,
        &scales,
        #[inline(always)]
        |farthest, scale| {
            let limit = farthest.constant(power_of_two(47));
            let [whole, quarter] = [80, 78].map(|exponent| scale.constant(power_of_two(exponent)));
            let one = scale.constant(1.0);
            scale.select_less(one, farthest.select_less(limit, whole, quarter), one)
        },
    );
    kernel.update_each(
        centred,
        &growths,
        #[inline(always)]
        |centred, growth| centred * growth,
    );
}

#[cfg(test)]
mod tests {
    use std::vec;
    use std::vec::Vec;

    use super::LayerNorm;
    use crate::activation::Activated;
    use crate::kernel::levels::{OnLevel, on_each_level};
    use crate::kernel::{Call, Isa, Kernel, Lanes, OnStack, One, Steady, TILE, Tiled};
    use crate::layers::Noise;
    use crate::layers::keep::{Keep, Pass, UnitsFunction};

    /// A sample, and the derivative of the loss by each of its outputs.
    #[derive(Clone)]
    struct Sample {
        x: Vec<f32>,
        delta: Vec<f32>,
    }

    /// Samples of `N` units, as many as a tile has, on each level and each kernel.
    struct Check<const N: usize>([Sample; TILE]);

    impl<const N: usize> OnLevel for Check<N> {
        fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S) {
            std::println!("{N} units, {level}");
            self.on_kernels(isa);
            for is_steady in [false, true] {
                for samples in [1, TILE] {
                    let call = Call::new(isa.level(), samples, is_steady);
                    self.by(samples, &|pass| function::<N>().shared(call, pass));
                }
            }
        }
    }

    fn function<const N: usize>() -> impl UnitsFunction {
        LayerNorm::<N>::new(0).function()
    }

    fn on_kernel<const N: usize, K: Kernel>(kernel: K, pass: Pass<'_>) {
        kernel.isa().vectorize(
            #[inline(always)]
            || pass.on(function::<N>(), kernel),
        );
    }

    impl<const N: usize> Check<N> {
        fn on_kernels<S: Isa>(&self, isa: S) {
            self.by(1, &|pass| on_kernel::<N, _>(One(isa), pass));
            self.by(TILE, &|pass| on_kernel::<N, _>(Tiled(isa, OnStack), pass));
        }

        /// So many samples at once.
        fn by(&self, count: usize, on: &dyn Fn(Pass<'_>)) {
            for samples in self.0.chunks(count) {
                let of_each = |numbers: fn(&Sample) -> &Vec<f32>| -> Vec<f32> {
                    (0..N * count).map(|n| numbers(&samples[n % count])[n / count]).collect()
                };
                let passed = pass_through::<N>(&of_each(|s| &s.x), &of_each(|s| &s.delta), on);
                for (place, sample) in samples.iter().enumerate() {
                    let of_sample = |numbers: &Vec<f32>| {
                        numbers.iter().skip(place).step_by(count).copied().collect::<Vec<_>>()
                    };
                    judge(sample, &passed.each_ref().map(of_sample));
                }
            }
        }
    }

    /// What comes out, the gradient of the factors, and that of the input.
    fn pass_through<const N: usize>(
        x: &[f32],
        delta: &[f32],
        on: &dyn Fn(Pass<'_>),
    ) -> [Vec<f32>; 3] {
        let parameters = [[1.0; N], [0.0; N]];
        let parameters = parameters.as_flattened();
        let [mut inferred, mut a, mut z, mut gradient, mut by_input] =
            [(); 5].map(|()| vec![f32::NAN; x.len()]);
        on(Pass::Infer { parameters, input: x, output: &mut inferred });
        let trace = Activated { z: &mut *z, a: &mut *a };
        on(Pass::Trace { parameters, input: x, noise: Noise::NONE, trace });
        assert_eq!(inferred, a);
        on(Pass::Factor { input: x, z: &z, delta, gradient: &mut gradient });
        on(Pass::Back { parameters, z: &z, delta, by_input: &mut by_input });
        [a, gradient, by_input]
    }

    fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
        let count = numbers.len() as f64;
        numbers.sum::<f64>() / count
    }

    /// Holds it to double precision.
    fn judge(Sample { x, delta }: &Sample, [a, gradient, by_input]: &[Vec<f32>; 3]) {
        let (x, g) = (x.iter().map(|x| f64::from(*x)), delta.iter().map(|g| f64::from(*g)));
        let centre = mean(x.clone());
        let deviation = (mean(x.clone().map(|x| (x - centre).powi(2))) + 1e-5).sqrt();
        let n: Vec<_> = x.map(|x| (x - centre) / deviation).collect();
        let (mean_g, along) = (mean(g.clone()), mean(g.clone().zip(&n).map(|(g, n)| g * n)));
        for (i, (g, n)) in g.zip(&n).enumerate() {
            let is = |found: f64, expected: f64| {
                let error = (found - expected).abs();
                assert!(error < 1e-4, "{found} {expected}: unit {i} of {:?}", delta.len());
            };
            is(f64::from(a[i]), *n);
            is(f64::from(gradient[i]), g * n);
            // Of units so large, the way back may leave four times as much, or round it to 0.
            if deviation < 1e36 {
                is(f64::from(by_input[i]) * deviation, g - mean_g - n * along);
            }
        }
    }

    fn check<const N: usize>(units: impl Fn(usize) -> [f32; N]) {
        let mut random = oorandom::Rand32::new(N as u64);
        let mut check = Check::<N>(core::array::from_fn(|sample| Sample {
            x: units(sample).to_vec(),
            delta: core::iter::repeat_with(|| random.rand_float() - 0.5).take(N).collect(),
        }));
        check.on_kernels(Steady(Lanes::<8>));
        on_each_level(&mut check);
    }

    #[test]
    fn units_of_any_size_are_normalized() {
        const SIZES: [f32; 8] = [2e19, 1.0, 1e-25, 1e18, 6e37, 1e25, 1e30, 3e18];
        check(|sample| [1.0, 2.0, 3.0, 5.0].map(|x| x * SIZES[sample % 8]));
        check(|sample| [-1.0, 5.0].map(|x| x * SIZES[sample % 8]));
        check::<300>(|sample| {
            core::array::from_fn(|n| SIZES[sample % 8] * ((n * n + 7 * sample) as f32).sin())
        });
    }

    #[test]
    fn units_as_far_apart_as_can_be_are_normalized() {
        check(|_| [f32::MAX, f32::MIN]);
        check(|_| [f32::MIN, f32::MAX, f32::MAX, f32::MAX, f32::MAX]);
        check::<33>(|sample| {
            core::array::from_fn(|n| if n <= sample { f32::MAX } else { f32::MIN })
        });
    }

    #[test]
    fn large_units_that_are_alike_become_0() {
        for size in [2e38, -2e38, f32::MAX, 1.1e38] {
            check(|_| [size; 3]);
            check(|_| [size; 4]);
        }
        check(|_| [2e38; 100]);
    }

    #[test]
    fn a_large_sample_changes_no_bit_of_the_others_of_its_tile() {
        let ordinary: [f32; 5 * TILE] = core::array::from_fn(|n| (n as f32).sin());
        let mut mixed = ordinary;
        mixed.iter_mut().step_by(TILE).for_each(|x| *x *= 1e25);
        let kernel = Tiled(Steady(Lanes::<8>), OnStack);
        let [ordinary, mixed] = [ordinary, mixed].map(|x| {
            pass_through::<5>(&x, &[0.25; 5 * TILE], &|pass| on_kernel::<5, _>(kernel, pass))
        });
        for (ordinary, mixed) in ordinary.iter().zip(&mixed) {
            for (n, (ordinary, mixed)) in ordinary.iter().zip(mixed).enumerate() {
                assert!(n % TILE == 0 || ordinary.to_bits() == mixed.to_bits());
            }
        }
    }
}
