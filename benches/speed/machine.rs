//! What the machine can do at all: the limits that the networks are held against.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use fearless_simd::{Level, Simd, dispatch, prelude::*};

use crate::table;

/// The limits of this machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine {
    /// Billions of floating-point operations a second, two for each fused multiply-add.
    pub(crate) gflops: f64,
    /// Billions of bytes a second, copied from one 16 KiB array to another.
    pub(crate) copied: f64,
}

/// So many sums hide the latency of a fused multiply-add.
const SUMS: usize = 12;
const ROUNDS: usize = 1000;
/// Two arrays of it fit in the first-level cache.
const COPIED: usize = 4096;

/// Measures both loops.
pub(crate) fn measure(criterion: &mut Criterion) -> Machine {
    let level = Level::new();
    let lanes = dispatch!(level, simd => lanes(simd));
    let id = BenchmarkId::new("machine", "multiply-adds");
    criterion.bench_with_input(id, &0.5, |bencher, factor| {
        bencher.iter(|| dispatch!(level, simd => multiply_adds(simd, black_box(*factor))));
    });
    let (from, mut to) = (vec![1.0_f32; COPIED], vec![0.0_f32; COPIED]);
    criterion.bench_with_input(BenchmarkId::new("machine", "copy"), &from, |bencher, from| {
        bencher.iter(|| black_box(&mut to).copy_from_slice(from));
    });
    let operations = (2 * SUMS * ROUNDS * lanes) as f64;
    let bytes = (4 * COPIED) as f64;
    Machine {
        gflops: operations / table::nanoseconds("machine/multiply-adds"),
        copied: bytes / table::nanoseconds("machine/copy"),
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
