//! The gradient of a layer's weights over a tile: for each pair of an input and an output, the sum of
//! `x δ` over the samples.
//!
//! ```text
//!                     outputs in lanes
//!   x[i][s]    ┐   ┌────┬────┬────┬────┐    one block of sums for each pair of some inputs and
//!   x[i+1][s]  ├ * │ δ0 δ1 δ2 ..  of s │    some vectors of outputs, in registers while the
//!   ..         ┘   └────┴────┴────┴────┘    samples s pass
//! ```

use super::{Isa, Part, Rows, Sums, Tile, Update, too_wide};
use crate::math::Real;

/// All weights of a layer. `samples` has the `δ` of each sample.
///
/// A block has eight sums: enough to hide the latency of each, and few enough for the sixteen
/// registers of AVX2. The fewer vectors a row of weights has, the more rows are in a block.
#[inline(always)]
pub(super) fn product<S: Isa, const I: usize, const O: usize, const T: usize, U: Update>(
    isa: S,
    input: &Tile<I, T>,
    samples: &[[f32; O]; T],
    rows: Rows<I, O>,
    update: &mut U,
) {
    if const { too_wide::<S>(O) } {
        return product(isa.narrower(), input, samples, rows, update);
    }
    let strips = Strips { input, samples, rows };
    if const { O < 2 * S::LANES } {
        strips.of::<S, 8, 1, U>(isa, update);
        strips.rest::<S, 4, 1, U>(isa, update);
        strips.rest::<S, 2, 1, U>(isa, update);
        strips.rest::<S, 1, 1, U>(isa, update);
    } else if const { O < 4 * S::LANES } {
        strips.of::<S, 4, 2, U>(isa, update);
        strips.rest::<S, 2, 2, U>(isa, update);
        strips.rest::<S, 1, 2, U>(isa, update);
    } else {
        strips.of::<S, 2, 4, U>(isa, update);
        strips.rest::<S, 1, 4, U>(isa, update);
    }
}

/// The same product with samples as they lie for the inputs, and a layer's weights for the `δ`: it adds the
/// weighted sums of each sample to what is in its row of `z`.
#[inline(always)]
pub(super) fn add_weighted_sums<S: Isa, const I: usize, const O: usize, const T: usize>(
    isa: S,
    samples: &[[f32; I]; T],
    weights: &[[f32; O]; I],
    z: &mut [[f32; O]; T],
) {
    const { assert!(T.is_multiple_of(8), "no rows are left over") };
    let strips = Strips { input: samples, samples: weights, rows: Rows::<T, O>::new(0) };
    strips.of::<S, 8, 2, _>(isa, &mut Sums(z.as_flattened_mut()));
}

/// The whole gradient, to be computed in strips of some rows.
#[derive(Debug, Clone, Copy)]
struct Strips<'a, const I: usize, const O: usize, const T: usize> {
    input: &'a Tile<I, T>,
    samples: &'a [[f32; O]; T],
    rows: Rows<I, O>,
}

impl<const I: usize, const O: usize, const T: usize> Strips<'_, I, O, T> {
    /// As many strips of `ROWS` rows as there are.
    #[inline(always)]
    fn of<S: Isa, const ROWS: usize, const VECTORS: usize, U: Update>(
        self,
        isa: S,
        update: &mut U,
    ) {
        if const { I >= ROWS } {
            for (group, inputs) in self.input.as_chunks::<ROWS>().0.iter().enumerate() {
                self.strip::<S, ROWS, VECTORS, U>(isa, inputs, group * ROWS, update);
            }
        }
    }

    /// The one strip of `ROWS` rows that strips of twice as many leave over, if they do.
    #[inline(always)]
    fn rest<S: Isa, const ROWS: usize, const VECTORS: usize, U: Update>(
        self,
        isa: S,
        update: &mut U,
    ) {
        if const { I % (2 * ROWS) >= ROWS } {
            let first = I - I % (2 * ROWS);
            if let Some(inputs) = self.input[first..].first_chunk::<ROWS>() {
                self.strip::<S, ROWS, VECTORS, U>(isa, inputs, first, update);
            }
        }
    }

    /// The rows from `first` on, in blocks of `VECTORS` vectors.
    ///
    /// What whole vectors leave over goes in one more that ends at the last output. It is read before
    /// the others are written, since it overlaps them.
    #[inline(always)]
    fn strip<S: Isa, const ROWS: usize, const VECTORS: usize, U: Update>(
        self,
        isa: S,
        inputs: &[[f32; T]; ROWS],
        first: usize,
        update: &mut U,
    ) {
        let Self { samples, rows, .. } = self;
        let block = |start| Block { rows, first, start };
        let last = block(O - S::LANES);
        let before_last = (!O.is_multiple_of(S::LANES)).then(
            #[inline(always)]
            || last.before::<S, ROWS, 1, U>(isa, update),
        );
        let mut start = 0;
        while start + VECTORS * S::LANES <= O {
            block(start).add::<S, ROWS, VECTORS, T, U>(isa, inputs, samples, update);
            start += VECTORS * S::LANES;
        }
        if const { VECTORS > 2 && O % (4 * S::LANES) >= 2 * S::LANES } {
            block(start).add::<S, ROWS, 2, T, U>(isa, inputs, samples, update);
            start += 2 * S::LANES;
        }
        if const { VECTORS > 1 && O % (2 * S::LANES) >= S::LANES } {
            block(start).add::<S, ROWS, 1, T, U>(isa, inputs, samples, update);
        }
        if let Some(before) = before_last {
            let sums = last.sums::<S, ROWS, 1, T>(isa, inputs, samples);
            last.update(isa, before, sums, update);
        }
    }
}

/// A block of sums: where its rows and its outputs begin.
#[derive(Debug, Clone, Copy)]
struct Block<const I: usize, const O: usize> {
    rows: Rows<I, O>,
    first: usize,
    start: usize,
}

impl<const I: usize, const O: usize> Block<I, O> {
    #[inline(always)]
    fn part<S: Isa>(self, row: usize, vector: usize) -> Part {
        let start = self.start + vector * S::LANES;
        Part { row: self.first + row, start, width: S::LANES }
    }

    /// The gradient of a block.
    #[inline(always)]
    fn add<S: Isa, const ROWS: usize, const VECTORS: usize, const T: usize, U: Update>(
        self,
        isa: S,
        inputs: &[[f32; T]; ROWS],
        samples: &[[f32; O]; T],
        update: &mut U,
    ) {
        let sums = self.sums::<S, ROWS, VECTORS, T>(isa, inputs, samples);
        let before = self.before::<S, ROWS, VECTORS, U>(isa, update);
        self.update(isa, before, sums, update);
    }

    #[inline(always)]
    fn sums<S: Isa, const ROWS: usize, const VECTORS: usize, const T: usize>(
        self,
        isa: S,
        inputs: &[[f32; T]; ROWS],
        samples: &[[f32; O]; T],
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
    fn before<S: Isa, const ROWS: usize, const VECTORS: usize, U: Update>(
        self,
        isa: S,
        update: &U,
    ) -> [[U::Before<S::Real>; VECTORS]; ROWS] {
        let mut before = [[update.before(isa, self.rows, self.part::<S>(0, 0)); VECTORS]; ROWS];
        for (row, before) in before.iter_mut().enumerate() {
            for (vector, before) in before.iter_mut().enumerate() {
                *before = update.before(isa, self.rows, self.part::<S>(row, vector));
            }
        }
        before
    }

    #[inline(always)]
    fn update<S: Isa, const ROWS: usize, const VECTORS: usize, U: Update>(
        self,
        isa: S,
        before: [[U::Before<S::Real>; VECTORS]; ROWS],
        sums: [[S::Real; VECTORS]; ROWS],
        update: &mut U,
    ) {
        for row in 0..ROWS {
            for vector in 0..VECTORS {
                let (before, sum) = (before[row][vector], sums[row][vector]);
                update.update(isa, self.rows, self.part::<S>(row, vector), before, sum);
            }
        }
    }
}
