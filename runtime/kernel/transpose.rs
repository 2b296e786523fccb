//! Between samples one after another and a tile of samples side by side.
//!
//! ```text
//!   a0 a1 a2 a3 ..          a0 b0 c0 d0
//!   b0 b1 b2 b3 ..    =>    a1 b1 c1 d1      a block of as many samples as a vector has
//!   c0 c1 c2 c3 ..          a2 b2 c2 d2      lanes, and as many numbers of each
//!   d0 d1 d2 d3 ..          a3 b3 c3 d3
//! ```

use super::{Isa, TILE, Tile, WIDEST, too_wide};

/// Samples side by side, by blocks of the widest vectors that a sample fills; the last block ends at
/// its last number.
#[inline(always)]
pub(super) fn gather<'a, S: Isa, const N: usize>(
    isa: S,
    sample: impl Fn(usize) -> &'a [f32; N],
    tile: &mut Tile<N>,
) {
    if const { too_wide::<S>(N) } {
        return gather(isa.narrower(), sample, tile);
    }
    if const { N < S::LANES } {
        return gather_one_by_one(sample, tile);
    }
    for column in (0..TILE).step_by(S::LANES) {
        for start in (0..N).step_by(S::LANES) {
            let start = start.min(N - S::LANES);
            exchange(
                isa,
                #[inline(always)]
                |lane| isa.load(&sample(column + lane)[start..start + S::LANES]),
                #[inline(always)]
                |lane, row| isa.store(row, &mut tile[start + lane][column..column + S::LANES]),
            );
        }
    }
}

/// A full tile's samples one after another.
#[inline(always)]
pub(super) fn scatter<S: Isa, const N: usize>(
    isa: S,
    tile: &Tile<N>,
    samples: &mut [[f32; N]; TILE],
) {
    if const { too_wide::<S>(N) } {
        return scatter(isa.narrower(), tile, samples);
    }
    if const { N < S::LANES } {
        return scatter_one_by_one(tile, samples);
    }
    for column in (0..TILE).step_by(S::LANES) {
        for start in (0..N).step_by(S::LANES) {
            let start = start.min(N - S::LANES);
            exchange(
                isa,
                #[inline(always)]
                |lane| isa.load(&tile[start + lane][column..column + S::LANES]),
                #[inline(always)]
                |lane, row| isa.store(row, &mut samples[column + lane][start..start + S::LANES]),
            );
        }
    }
}

/// Samples of few numbers side by side.
#[inline(always)]
fn gather_one_by_one<'a, const N: usize>(
    sample: impl Fn(usize) -> &'a [f32; N],
    tile: &mut Tile<N>,
) {
    // One behind the other first: to take every `N`th number is then a loop of vectors.
    let mut samples = [[0.0; N]; TILE];
    for (place, copy) in samples.iter_mut().enumerate() {
        *copy = *sample(place);
    }
    for (n, row) in tile.iter_mut().enumerate() {
        for (value, sample) in row.iter_mut().zip(&samples) {
            *value = sample[n];
        }
    }
}

/// The first of a tile's samples, however few, number by number.
#[inline(always)]
pub(super) fn scatter_one_by_one<const N: usize>(tile: &Tile<N>, samples: &mut [[f32; N]]) {
    for (column, sample) in (0..TILE).zip(samples) {
        for (value, row) in sample.iter_mut().zip(tile) {
            *value = row[column];
        }
    }
}

/// Loads `LANES` rows, exchanges rows and columns, and stores them.
///
/// Each round interleaves the first half of the rows with the second; after as many rounds as a
/// lane's number has bits, every number's row and lane have changed places.
#[inline(always)]
pub(super) fn exchange<S: Isa>(
    isa: S,
    load: impl Fn(usize) -> S::Real,
    mut store: impl FnMut(usize, S::Real),
) {
    let half = S::LANES / 2;
    let mut rows = [isa.splat(0.0); WIDEST];
    for (lane, row) in rows.iter_mut().enumerate().take(S::LANES) {
        *row = load(lane);
    }
    for _ in 0..S::LANES.ilog2() {
        let before = rows;
        for row in 0..half {
            (rows[2 * row], rows[2 * row + 1]) = isa.interleave(before[row], before[row + half]);
        }
    }
    for (lane, row) in rows.into_iter().enumerate().take(S::LANES) {
        store(lane, row);
    }
}
