//! Softmax on every level of this CPU against double precision, within its documented bound.

use super::{Activation, Softmax};
use crate::kernel::levels::{OnLevel, on_each_level};
use crate::kernel::{Aligned, Isa, OnStack, One, Tiled, Values};

/// The widest tile.
const TILE: usize = 32;

/// Half a unit in the last place of a number in `1..2`.
const ROUNDING: f64 = 1.0 / 16_777_216.0;

/// What may be zero is smaller.
const CUT: f64 = 2.36e-38;

struct Check<const N: usize> {
    samples: [[f32; N]; TILE],
    judge: fn(&[f32; N], &[f32; N]),
}

impl<const N: usize> OnLevel for Check<N> {
    fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S) {
        std::println!("{N} logits, {level}");
        for z in &self.samples {
            let mut a = [f32::NAN; N];
            isa.vectorize(
                #[inline(always)]
                || Softmax.activate::<One<S>, [f32; N]>(One(isa), z, &mut a),
            );
            (self.judge)(z, &a);
        }
        let (mut tile, mut out) = (Aligned([[0.0; TILE]; N]), Aligned([[f32::NAN; TILE]; N]));
        for (place, z) in tile.flat_mut().iter_mut().enumerate() {
            *z = self.samples[place % TILE][place / TILE];
        }
        isa.vectorize(
            #[inline(always)]
            || {
                let kernel = Tiled::<_, TILE, _>(isa, OnStack);
                Softmax.activate::<_, [f32; N]>(kernel, &tile, &mut out);
            },
        );
        for (place, z) in self.samples.iter().enumerate() {
            (self.judge)(z, &core::array::from_fn(|n| out.0[n][place]));
        }
    }
}

/// Logits alike and apart, around some centres.
fn logits<const N: usize>(spreads: [f32; 8], centres: [f32; 4]) -> [[f32; N]; TILE] {
    let mut random = oorandom::Rand32::new(N as u64);
    let mut samples = [[0.0; N]; TILE];
    for (sample, z) in samples.iter_mut().enumerate() {
        let (spread, centre) = (spreads[sample % 8], centres[sample / 8]);
        for z in z {
            *z = (centre + spread * (random.rand_float() * 2.0 - 1.0)).clamp(f32::MIN, f32::MAX);
        }
    }
    samples
}

fn within_the_bound<const N: usize>(z: &[f32; N], a: &[f32; N]) {
    let z = z.map(f64::from);
    let most = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = z.iter().map(|z| (z - most).exp()).sum();
    let sum: f64 = a.iter().copied().map(f64::from).sum();
    assert!((sum - 1.0).abs() <= (N + 1) as f64 * ROUNDING, "{z:?}: {a:?} sum to {sum}");
    for (z, a) in z.iter().zip(a) {
        let (below, exact) = (most - z, (z - most).exp() / total);
        let subtraction = (N as f64).ln() + below.min(104.0);
        let roundings = N as f64 + 8.0 + if most.abs() < 1024.0 { 0.0 } else { subtraction };
        let error = (f64::from(*a) - exact).abs();
        assert!(error <= exact * roundings * ROUNDING + CUT, "{N}: {a} instead of {exact}");
    }
}

fn all_nan<const N: usize>(z: &[f32; N], a: &[f32; N]) {
    assert!(a.iter().all(|a| a.is_nan()), "{z:?}: {a:?}");
}

fn zero_but_for_the_last<const N: usize>(z: &[f32; N], a: &[f32; N]) {
    assert_eq!(
        a.map(f32::to_bits),
        core::array::from_fn(|n| u32::from(n == N - 1) * 0x3F80_0000),
        "{z:?}"
    );
}

fn check<const N: usize>() {
    let near = logits([0.0, 1e-6, 1.0, 10.0, 30.0, 87.0, 300.0, 990.0], [0.0, 1.0, -30.0, 30.0]);
    let at_all_distances =
        logits([0.0, 1e-6, 1.0, 10.0, 30.0, 87.0, 1e4, f32::MAX], [0.0, 1.0, -1e4, 3e7]);
    for samples in [near, at_all_distances] {
        on_each_level(&mut Check::<N> { samples, judge: within_the_bound });
    }
    let with = |special: f32| {
        let mut samples = [[1.0; N]; TILE];
        samples.iter_mut().enumerate().for_each(|(sample, z)| z[sample % N] = special);
        samples
    };
    on_each_level(&mut Check { samples: with(f32::NAN), judge: all_nan });
    on_each_level(&mut Check { samples: with(f32::INFINITY), judge: all_nan });
    on_each_level(&mut Check { samples: [[f32::NEG_INFINITY; N]; TILE], judge: all_nan });
    let mut last = [f32::NEG_INFINITY; N];
    last.flat_mut()[N - 1] = -1e30;
    on_each_level(&mut Check { samples: [last; TILE], judge: zero_but_for_the_last });
}

macro_rules! lengths {
    ($($name:ident: $($n:literal)*;)*) => {
        $(#[test]
        fn $name() {
            $(check::<$n>();)*
        })*
    };
}

lengths! {
    softmax_of_1_to_8: 1 2 3 4 5 7 8;
    softmax_of_9_to_17: 9 10 12 15 16 17;
    softmax_of_100: 100;
}
