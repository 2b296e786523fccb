//! The gradient of a layer's weights over a tile: for each pair of an input and an output, the sum of
//! `x δ` over the samples.
//!
//! ```text
//!                     outputs in lanes
//!   x[i][s]    ┐   ┌────┬────┬────┬────┐    one block of sums for each pair of some inputs and
//!   x[i+1][s]  ├ * │ δ0 δ1 δ2 ..  of s │    some vectors of outputs, in registers while the
//!   ..         ┘   └────┴────┴────┴────┘    samples s pass
//! ```

use core::ops::Range;

use super::{Isa, SinkPart, TILE, Tile, too_wide};
use crate::math::Real;

/// All weights of a layer. `samples` has the `δ` of each sample.
///
/// A block has eight sums: enough to hide the latency of each, and few enough for the sixteen
/// registers of AVX2. The fewer vectors a row of weights has, the more rows are in a block.
#[inline(always)]
pub(super) fn product<S: Isa, const I: usize, const O: usize, P: SinkPart>(
    isa: S,
    input: &Tile<I>,
    samples: &[[f32; O]; TILE],
    weights: &mut P,
) {
    if const { too_wide::<S>(O) } {
        return product(isa.narrower(), input, samples, weights);
    }
    let strips = Strips { input, samples };
    if const { O < 2 * S::LANES } {
        strips.of::<S, 8, 1, P>(isa, weights);
        strips.rest::<S, 4, 1, P>(isa, weights);
        strips.rest::<S, 2, 1, P>(isa, weights);
        strips.rest::<S, 1, 1, P>(isa, weights);
    } else if const { O < 4 * S::LANES } {
        strips.of::<S, 4, 2, P>(isa, weights);
        strips.rest::<S, 2, 2, P>(isa, weights);
        strips.rest::<S, 1, 2, P>(isa, weights);
    } else {
        strips.of::<S, 2, 4, P>(isa, weights);
        strips.rest::<S, 1, 4, P>(isa, weights);
    }
}

/// The whole gradient, to be computed in strips of some rows.
#[derive(Debug, Clone, Copy)]
struct Strips<'a, const I: usize, const O: usize> {
    input: &'a Tile<I>,
    samples: &'a [[f32; O]; TILE],
}

impl<const I: usize, const O: usize> Strips<'_, I, O> {
    /// As many strips of `ROWS` rows as there are.
    #[inline(always)]
    fn of<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        weights: &mut P,
    ) {
        if const { I >= ROWS } {
            for (group, inputs) in self.input.as_chunks::<ROWS>().0.iter().enumerate() {
                self.strip::<S, ROWS, VECTORS, P>(isa, inputs, group * ROWS, weights);
            }
        }
    }

    /// The one strip of `ROWS` rows that strips of twice as many leave over, if they do.
    #[inline(always)]
    fn rest<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        weights: &mut P,
    ) {
        if const { I % (2 * ROWS) >= ROWS } {
            let first = I - I % (2 * ROWS);
            if let Some(inputs) = self.input[first..].first_chunk::<ROWS>() {
                self.strip::<S, ROWS, VECTORS, P>(isa, inputs, first, weights);
            }
        }
    }

    /// The rows from `first` on, in blocks of `VECTORS` vectors.
    ///
    /// What whole vectors leave over goes in one more that ends at the last output. It is read before
    /// the others are written, since it overlaps them.
    #[inline(always)]
    fn strip<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        inputs: &[[f32; TILE]; ROWS],
        first: usize,
        weights: &mut P,
    ) {
        let samples = self.samples;
        let block = |start| Block::<O> { first, start };
        let last = block(O - S::LANES);
        let before_last = (!O.is_multiple_of(S::LANES)).then(
            #[inline(always)]
            || last.before::<S, ROWS, 1, P>(isa, weights),
        );
        let mut start = 0;
        while start + VECTORS * S::LANES <= O {
            block(start).add::<S, ROWS, VECTORS, P>(isa, inputs, samples, weights);
            start += VECTORS * S::LANES;
        }
        if const { VECTORS > 2 && O % (4 * S::LANES) >= 2 * S::LANES } {
            block(start).add::<S, ROWS, 2, P>(isa, inputs, samples, weights);
            start += 2 * S::LANES;
        }
        if const { VECTORS > 1 && O % (2 * S::LANES) >= S::LANES } {
            block(start).add::<S, ROWS, 1, P>(isa, inputs, samples, weights);
        }
        if let Some(before) = before_last {
            let sums = last.sums::<S, ROWS, 1>(isa, inputs, samples);
            last.update(isa, before, sums, weights);
        }
    }
}

/// A block of sums: where its rows and its outputs begin.
#[derive(Debug, Clone, Copy)]
struct Block<const O: usize> {
    first: usize,
    start: usize,
}

impl<const O: usize> Block<O> {
    #[inline(always)]
    fn place<S: Isa>(self, row: usize, vector: usize) -> Range<usize> {
        let start = (self.first + row) * O + self.start + vector * S::LANES;
        start..start + S::LANES
    }

    /// The gradient of a block.
    #[inline(always)]
    fn add<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        inputs: &[[f32; TILE]; ROWS],
        samples: &[[f32; O]; TILE],
        weights: &mut P,
    ) {
        let sums = self.sums::<S, ROWS, VECTORS>(isa, inputs, samples);
        let before = self.before::<S, ROWS, VECTORS, P>(isa, weights);
        self.update(isa, before, sums, weights);
    }

    #[inline(always)]
    fn sums<S: Isa, const ROWS: usize, const VECTORS: usize>(
        self,
        isa: S,
        inputs: &[[f32; TILE]; ROWS],
        samples: &[[f32; O]; TILE],
    ) -> [[S::Real; VECTORS]; ROWS] {
        let mut sums = [[isa.splat(0.0); VECTORS]; ROWS];
        for (s, sample) in samples.iter().enumerate() {
            let mut deltas = [isa.splat(0.0); VECTORS];
            for (vector, delta) in deltas.iter_mut().enumerate() {
                *delta = isa.load(&sample[self.start + vector * S::LANES..][..S::LANES]);
            }
            for (input, sums) in inputs.iter().zip(&mut sums) {
                let x = isa.splat(input[s]);
                for (sum, delta) in sums.iter_mut().zip(&deltas) {
                    *sum = x.multiply_add(*delta, *sum);
                }
            }
        }
        sums
    }

    #[inline(always)]
    fn before<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        weights: &P,
    ) -> [[P::Before<S::Real>; VECTORS]; ROWS] {
        let mut before = [[weights.before(isa, self.place::<S>(0, 0)); VECTORS]; ROWS];
        for (row, before) in before.iter_mut().enumerate() {
            for (vector, before) in before.iter_mut().enumerate() {
                *before = weights.before(isa, self.place::<S>(row, vector));
            }
        }
        before
    }

    #[inline(always)]
    fn update<S: Isa, const ROWS: usize, const VECTORS: usize, P: SinkPart>(
        self,
        isa: S,
        before: [[P::Before<S::Real>; VECTORS]; ROWS],
        sums: [[S::Real; VECTORS]; ROWS],
        weights: &mut P,
    ) {
        for row in 0..ROWS {
            for vector in 0..VECTORS {
                let (before, sum) = (before[row][vector], sums[row][vector]);
                weights.update(isa, self.place::<S>(row, vector), before, sum);
            }
        }
    }
}
