//! Softmax on every level of this CPU against double precision, within its documented bound.

use super::{Activation, Softmax};
use crate::kernel::levels::{OnLevel, on_each_level};
use crate::kernel::{Aligned, Call, Isa, Kernel, Lanes, OnStack, One, Steady, TILE, Tiled, Values};

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
        self.on_kernels(isa);
        for is_steady in [false, true] {
            let [one, tile] = [1, TILE].map(|samples| Call::new(isa.level(), samples, is_steady));
            self.one_by_one(|z, a| Softmax.activate_shared(one, z, a));
            self.in_a_tile(|z, a| Softmax.activate_shared(tile, z, a));
        }
    }
}

impl<const N: usize> Check<N> {
    fn on_kernels<S: Isa>(&self, isa: S) {
        self.one_by_one(|z, a| on_kernel(One(isa), z, a));
        self.in_a_tile(|z, a| on_kernel(Tiled(isa, OnStack), z, a));
    }

    fn one_by_one(&self, activate: impl Fn(&[f32], &mut [f32])) {
        for z in &self.samples {
            let mut a = [f32::NAN; N];
            activate(z, &mut a);
            (self.judge)(z, &a);
        }
    }

    fn in_a_tile(&self, activate: impl Fn(&[f32], &mut [f32])) {
        let (mut tile, mut out) = (Aligned([[0.0; TILE]; N]), Aligned([[f32::NAN; TILE]; N]));
        for (place, z) in tile.flat_mut().iter_mut().enumerate() {
            *z = self.samples[place % TILE][place / TILE];
        }
        activate(tile.flat(), out.flat_mut());
        for (place, z) in self.samples.iter().enumerate() {
            (self.judge)(z, &core::array::from_fn(|n| out.0[n][place]));
        }
    }
}

fn on_kernel<K: Kernel>(kernel: K, z: &[f32], a: &mut [f32]) {
    kernel.isa().vectorize(
        #[inline(always)]
        || Softmax.activate(kernel, z, a),
    );
}

/// The same on each level, and on numbers one by one where there are no vectors.
fn on_all<const N: usize>(mut check: Check<N>) {
    check.on_kernels(Steady(Lanes::<8>));
    on_each_level(&mut check);
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
        on_all(Check::<N> { samples, judge: within_the_bound });
    }
    let with = |special: f32| {
        let mut samples = [[1.0; N]; TILE];
        samples.iter_mut().enumerate().for_each(|(sample, z)| z[sample % N] = special);
        samples
    };
    on_all(Check { samples: with(f32::NAN), judge: all_nan });
    on_all(Check { samples: with(f32::INFINITY), judge: all_nan });
    on_all(Check { samples: [[f32::NEG_INFINITY; N]; TILE], judge: all_nan });
    let mut last = [f32::NEG_INFINITY; N];
    last.flat_mut()[N - 1] = -1e30;
    on_all(Check { samples: [last; TILE], judge: zero_but_for_the_last });
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
