//! What the machine can do at all: the limits that the networks are held against.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use fearless_simd::{Level, Simd, dispatch, prelude::*};

use crate::table;

/// The limits of this machine. They are not a number as long as none was measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine {
    /// Billions of floating-point operations a second, two for each fused multiply-add.
    pub(crate) gflops: f64,
    /// Billions of bytes a second, copied from one 16 KiB array to another.
    pub(crate) copied: f64,
}

impl Machine {
    pub(crate) const UNKNOWN: Self = Self { gflops: f64::NAN, copied: f64::NAN };

    /// The higher limits of two measurements: clocks change, and others use the machine too.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { gflops: self.gflops.max(other.gflops), copied: self.copied.max(other.copied) }
    }
}

/// So many sums hide the latency of a fused multiply-add.
const SUMS: usize = 12;
const ROUNDS: usize = 1000;
const MULTIPLY_ADDS: &str = "a loop of multiply-adds";
const COPY: &str = "a loop of copies";
/// Two arrays of it fit in the first-level cache.
const COPIED: usize = 4096;

/// Measures both loops, before the works of a network.
pub(crate) fn measure(criterion: &mut Criterion, network: &str) -> Machine {
    let level = Level::new();
    let lanes = dispatch!(level, simd => lanes(simd));
    let id = BenchmarkId::new(network, MULTIPLY_ADDS);
    criterion.bench_with_input(id, &0.5, |bencher, factor| {
        bencher.iter(|| dispatch!(level, simd => multiply_adds(simd, black_box(*factor))));
    });
    let (from, mut to) = (vec![1.0_f32; COPIED], vec![0.0_f32; COPIED]);
    criterion.bench_with_input(BenchmarkId::new(network, COPY), &from, |bencher, from| {
        bencher.iter(|| black_box(&mut to).copy_from_slice(from));
    });
    let operations = (2 * SUMS * ROUNDS * lanes) as f64;
    let bytes = (4 * COPIED) as f64;
    Machine {
        gflops: operations / table::nanoseconds(&format!("{network}/{MULTIPLY_ADDS}")),
        copied: bytes / table::nanoseconds(&format!("{network}/{COPY}")),
    }
}

#[inline(always)]
fn lanes<S: Simd>(_simd: S) -> usize {
    S::f32s::LEN
}

/// Independent chains of fused multiply-adds.
#[inline(always)]
fn multiply_adds<S: Simd>(simd: S, factor: f32) -> f32 {
    let factor = S::f32s::simd_from(simd, factor);
    let mut sums = [factor; SUMS];
    for (start, sum) in sums.iter_mut().enumerate() {
        *sum = S::f32s::simd_from(simd, start as f32);
    }
    for _ in 0..ROUNDS {
        for sum in &mut sums {
            *sum = sum.mul_add(factor, factor);
        }
    }
    let mut total = sums[0];
    for sum in &sums[1..] {
        total += *sum;
    }
    total.reduce_sum()
}

/// The sum of numbers: what it takes to read them, from wherever they are.
pub(crate) fn sum(numbers: &[f32]) -> f32 {
    dispatch!(Level::new(), simd => sum_on(simd, numbers))
}

#[inline(always)]
fn sum_on<S: Simd>(simd: S, numbers: &[f32]) -> f32 {
    let mut sums = [S::f32s::splat(simd, 0.0); SUMS];
    for block in numbers.chunks_exact(SUMS * S::f32s::LEN) {
        for (sum, part) in sums.iter_mut().zip(block.chunks_exact(S::f32s::LEN)) {
            *sum += S::f32s::from_slice(simd, part);
        }
    }
    sums.into_iter().fold(0.0, |total, sum| total + sum.reduce_sum())
}

/// Multiplies numbers where they are: what it takes to change them. From the last to the first, as those that a sum
/// came to last are still near.
pub(crate) fn scale(numbers: &mut [f32], factor: f32) {
    dispatch!(Level::new(), simd => scale_on(simd, numbers, factor));
}

#[inline(always)]
fn scale_on<S: Simd>(simd: S, numbers: &mut [f32], factor: f32) {
    let factor = S::f32s::splat(simd, factor);
    for block in numbers.chunks_exact_mut(SUMS * S::f32s::LEN).rev() {
        for part in block.chunks_exact_mut(S::f32s::LEN) {
            (S::f32s::from_slice(simd, part) * factor).store_slice(part);
        }
    }
}
