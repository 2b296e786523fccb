//! Instructions whose results are the same on every CPU.

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::{Isa, Level, WIDEST};
use crate::math::Real;

/// The instructions of `I`, but a product and a sum are never fused, and the lanes are summed in an order of our
/// own. With as many lanes on every CPU, each result is then the same to the last bit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steady<I>(pub(crate) I);

impl<I: Isa> Isa for Steady<I> {
    type Real = Unfused<I::Real>;
    type Narrower = Steady<I::Narrower>;
    const LANES: usize = I::LANES;
    const STEADY: bool = true;

    #[inline(always)]
    fn narrower(self) -> Self::Narrower {
        Steady(self.0.narrower())
    }

    #[inline(always)]
    fn level(self) -> Level {
        self.0.level()
    }

    #[inline(always)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
        self.0.vectorize(work)
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Self::Real {
        Unfused(self.0.splat(value))
    }

    #[inline(always)]
    fn load_or(self, values: &[f32], filler: f32) -> Self::Real {
        Unfused(self.0.load_or(values, filler))
    }

    #[inline(always)]
    fn store(self, vector: Self::Real, values: &mut [f32]) {
        self.0.store(vector.0, values);
    }

    #[inline(always)]
    fn interleave(self, left: Self::Real, right: Self::Real) -> (Self::Real, Self::Real) {
        let (low, high) = self.0.interleave(left.0, right.0);
        (Unfused(low), Unfused(high))
    }

    /// The sum of both halves, and so on.
    ///
    /// ```text
    ///   l0 l1 l2 l3 l4 l5 l6 l7   =>   l0+l4 l1+l5 l2+l6 l3+l7   =>   ..
    /// ```
    #[inline(always)]
    fn sum(self, vector: Self::Real) -> f32 {
        let mut lanes = [0.0; WIDEST];
        self.0.store(vector.0, &mut lanes[..Self::LANES]);
        let mut half = Self::LANES / 2;
        while half > 0 {
            for lane in 0..half {
                lanes[lane] += lanes[lane + half];
            }
            half /= 2;
        }
        lanes[0]
    }

    #[inline(always)]
    fn largest(self, vector: Self::Real) -> f32 {
        self.0.largest(vector.0)
    }

    #[inline(always)]
    fn largest_magnitude(self, vector: Self::Real) -> f32 {
        self.0.largest_magnitude(vector.0)
    }
}

/// Numbers that are rounded after each product and each sum.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unfused<R>(R);

impl<R: Real> Real for Unfused<R> {
    #[inline(always)]
    fn constant(self, value: f32) -> Self {
        Self(self.0.constant(value))
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, addend: Self) -> Self {
        Self(self.0 * factor.0 + addend.0)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs())
    }

    #[inline(always)]
    fn select_less(self, bound: Self, below: Self, otherwise: Self) -> Self {
        Self(self.0.select_less(bound.0, below.0, otherwise.0))
    }

    #[inline(always)]
    fn with_sign_of(self, other: Self) -> Self {
        Self(self.0.with_sign_of(other.0))
    }

    #[inline(always)]
    fn larger_magnitude(self, other: Self) -> Self {
        Self(self.0.larger_magnitude(other.0))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }

    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(self.0.low_bits_as_exponent())
    }

    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let (mantissa, exponent) = self.0.split_exponent();
        (Self(mantissa), Self(exponent))
    }
}

/// An operator, the type on its right, and where the number is in it.
macro_rules! operator {
    ($trait:ident, $method:ident, $right:ty $(, $number:tt)?) => {
        impl<R: Real> $trait<$right> for Unfused<R> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, right: $right) -> Self {
                Self($trait::$method(self.0, right$(.$number)?))
            }
        }
    };
}

operator!(Add, add, Self, 0);
operator!(Sub, sub, Self, 0);
operator!(Mul, mul, Self, 0);
operator!(Div, div, Self, 0);
operator!(Add, add, f32);
operator!(Sub, sub, f32);
operator!(Mul, mul, f32);

impl<R: Real> Neg for Unfused<R> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

#[cfg(all(test, feature = "gemm"))]
mod tests {
    use std::vec::Vec;

    use crate::kernel::levels::{OnLevel, on_each_level, without_vectors};
    use crate::kernel::{Call, DenseParameters, Isa, Level, TILE, library};

    const I: usize = 1024;
    const O: usize = 2048;

    /// A layer so large that `matrixmultiply` would compute it, and it chooses its instructions itself.
    struct Large {
        weights: Vec<f32>,
        input: Vec<f32>,
        delta: Vec<f32>,
        z: Vec<f32>,
        gradient: Vec<f32>,
    }

    impl OnLevel for Large {
        fn on<S: Isa + Sync + 'static>(&mut self, name: &'static str, isa: S) {
            self.check(name, isa.level());
        }
    }

    impl Large {
        fn check(&self, name: &str, level: Level) {
            let call = Call::new(level, TILE, true);
            let mut z = std::vec![f32::NAN; O * TILE];
            let parameters = DenseParameters::new(&self.weights, 0).with_biases(&[0.0; O]);
            library::dense(call, &self.input, parameters, &mut z);
            assert!(z == self.z, "{name}");
            assert!(self.gradient(call) == self.gradient, "{name}");
        }

        fn gradient(&self, call: Call) -> Vec<f32> {
            let mut gradient = self.weights.clone();
            library::add_weight_gradient(call, &self.input, &self.delta, &mut gradient);
            gradient
        }
    }

    /// `sum + weight * factor` of each sample, rounded twice.
    fn add(sums: &mut [f32], weight: f32, factors: &[f32]) {
        sums.iter_mut().zip(factors).for_each(|(sum, factor)| *sum += weight * factor);
    }

    #[test]
    fn the_largest_layers_are_steady_too() {
        let mut random = oorandom::Rand32::new(7);
        let mut fill =
            |count| -> Vec<f32> { (0..count).map(|_| 2.0 * random.rand_float() - 1.0).collect() };
        let [weights, input, delta] = [I * O, I * TILE, O * TILE].map(&mut fill);
        let mut z = std::vec![0.0; O * TILE];
        for (place, weight) in weights.iter().enumerate() {
            let [i, o] = [place / O, place % O].map(|unit| unit * TILE..(unit + 1) * TILE);
            add(&mut z[o], *weight, &input[i]);
        }
        let mut large = Large { weights, input, delta, z, gradient: Vec::new() };
        without_vectors(|level| {
            large.gradient = large.gradient(Call::new(level, TILE, true));
            large.check("no vectors", level);
        });
        on_each_level(&mut large);
    }
}
