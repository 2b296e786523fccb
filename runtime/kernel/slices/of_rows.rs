//! A layer from samples as they lie, one after another.

use super::super::{Isa, NARROWEST, WIDEST};
use super::lanes::{exchange, load, rows, store};
use crate::math::Real;

/// `z = Wᵀ x + b` of samples as they lie, one after another: outputs in lanes, which then change places with the
/// samples.
///
/// It pays where there are more inputs than outputs, and enough registers for sixteen sums.
#[inline(always)]
pub(in super::super) fn dense<S: Isa, const T: usize>(
    isa: S,
    samples: &[f32],
    weights: &[f32],
    biases: &[f32],
    z: &mut [[f32; T]],
) {
    debug_assert_eq!(
        samples.len() * z.len(),
        T * weights.len(),
        "weights are inputs times outputs"
    );
    debug_assert_eq!(biases.len(), z.len(), "a bias for each output");
    if const { T < S::LANES } {
        return dense(isa.narrower(), samples, weights, biases, z);
    }
    if z.len() < S::LANES {
        if const { S::LANES > NARROWEST } {
            return dense(isa.narrower(), samples, weights, biases, z);
        }
        return dense_one_by_one(samples, weights, biases, z);
    }
    let layer = OfRows { samples, inputs: samples.len() / T, weights, biases };
    let mut start = 0;
    while start + 2 * S::LANES <= z.len() {
        layer.strip::<S, 2, T>(isa, start, z);
        start += 2 * S::LANES;
    }
    if start < z.len() {
        let vectors = (z.len() - start).div_ceil(S::LANES);
        // It ends at the last output: what overlaps is computed twice.
        let start = z.len().saturating_sub(vectors * S::LANES);
        if vectors == 1 {
            layer.strip::<S, 1, T>(isa, start, z);
        } else if z.len() >= 2 * S::LANES {
            layer.strip::<S, 2, T>(isa, start, z);
        } else {
            layer.strip::<S, 1, T>(isa, 0, z);
            layer.strip::<S, 1, T>(isa, z.len() - S::LANES, z);
        }
    }
}

/// Of so few outputs that they do not fill the narrowest vector.
#[inline(always)]
fn dense_one_by_one<const T: usize>(
    samples: &[f32],
    weights: &[f32],
    biases: &[f32],
    z: &mut [[f32; T]],
) {
    let (inputs, outputs) = (samples.len() / T, z.len());
    for (o, (z, bias)) in z.iter_mut().zip(biases).enumerate() {
        for (s, z) in z.iter_mut().enumerate() {
            *z = *bias;
            let sample = samples.get(s * inputs..(s + 1) * inputs).unwrap_or_default();
            let column = weights.get(o..).unwrap_or_default().iter().step_by(outputs.max(1));
            for (x, weight) in sample.iter().zip(column) {
                *z += x * weight;
            }
        }
    }
}

/// A layer and its inputs, sample by sample.
#[derive(Clone, Copy)]
struct OfRows<'a> {
    samples: &'a [f32],
    inputs: usize,
    weights: &'a [f32],
    biases: &'a [f32],
}

impl OfRows<'_> {
    /// `VECTORS` vectors of outputs from `start` on, of all samples.
    #[inline(always)]
    fn strip<S: Isa, const VECTORS: usize, const T: usize>(
        self,
        isa: S,
        start: usize,
        z: &mut [[f32; T]],
    ) {
        let mut strip = [[isa.splat(0.0); VECTORS]; T];
        if const { S::LANES == WIDEST } {
            self.sums::<S, VECTORS, 8, T>(isa, start, z.len(), &mut strip);
        } else {
            self.sums::<S, VECTORS, 4, T>(isa, start, z.len(), &mut strip);
        }
        for vector in 0..VECTORS {
            let first = start + vector * S::LANES;
            let Some(z) = z.get_mut(first..first + S::LANES) else { return };
            for (group, samples) in strip.chunks_exact(S::LANES).enumerate() {
                let column = group * S::LANES;
                exchange(
                    isa,
                    #[inline(always)]
                    |lane| samples[lane][vector],
                    #[inline(always)]
                    |lane, row| store(isa, row, &mut z[lane], column),
                );
            }
        }
    }

    /// The same with samples one after another, `ROWS` at a time.
    #[inline(always)]
    fn sums<S: Isa, const VECTORS: usize, const ROWS: usize, const T: usize>(
        self,
        isa: S,
        start: usize,
        outputs: usize,
        strip: &mut [[S::Real; VECTORS]; T],
    ) {
        let Self { samples, inputs, weights, biases } = self;
        let mut before = [isa.splat(0.0); VECTORS];
        for (vector, before) in before.iter_mut().enumerate() {
            *before = load(isa, biases, start + vector * S::LANES);
        }
        let mut rest = samples;
        for block in strip.as_chunks_mut::<ROWS>().0 {
            let Some(samples) = rows::<ROWS>(rest, inputs) else { return };
            rest = rest.get(ROWS * inputs..).unwrap_or_default();
            let mut sums = [before; ROWS];
            let mut weights = weights;
            for i in 0..inputs {
                let Some((row, below)) = weights.split_at_checked(outputs) else { break };
                weights = below;
                let mut w = [isa.splat(0.0); VECTORS];
                for (vector, w) in w.iter_mut().enumerate() {
                    *w = load(isa, row, start + vector * S::LANES);
                }
                for (sample, sums) in samples.iter().zip(&mut sums) {
                    let x = isa.splat(sample.get(i).copied().unwrap_or_default());
                    for (sum, w) in sums.iter_mut().zip(&w) {
                        *sum = x.multiply_add(*w, *sum);
                    }
                }
            }
            *block = sums;
        }
    }
}
