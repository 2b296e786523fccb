//! From samples one after another to a tile of them side by side, and back.

use super::super::{Isa, NARROWEST, WIDEST};
use super::lanes::{exchange, load, store};

/// `T` samples of as many numbers as the tile has rows, from one after another to side by side.
#[inline(always)]
pub(in super::super) fn gather<'a, S: Isa, const T: usize>(
    isa: S,
    sample: impl Fn(usize) -> &'a [f32],
    tile: &mut [[f32; T]],
) {
    let length = tile.len();
    if const { S::LANES > NARROWEST } && (length < S::LANES || T < S::LANES) {
        return gather(isa.narrower(), sample, tile);
    }
    if length < S::LANES {
        return gather_one_by_one(sample, tile);
    }
    for column in (0..T).step_by(S::LANES) {
        let mut samples: [&[f32]; WIDEST] = [&[]; WIDEST];
        for (lane, place) in samples.iter_mut().enumerate().take(S::LANES) {
            let Some(numbers) = sample(column + lane).get(..length) else { return };
            *place = numbers;
        }
        for start in (0..length).step_by(S::LANES) {
            let start = start.min(length - S::LANES);
            let Some(rows) = tile.get_mut(start..start + S::LANES) else { return };
            exchange(
                isa,
                #[inline(always)]
                |lane| load(isa, samples[lane], start),
                #[inline(always)]
                |lane, row| store(isa, row, &mut rows[lane], column),
            );
        }
    }
}

#[inline(always)]
fn gather_one_by_one<'a, const T: usize>(
    sample: impl Fn(usize) -> &'a [f32],
    tile: &mut [[f32; T]],
) {
    for column in 0..T {
        for (row, number) in tile.iter_mut().zip(sample(column)) {
            row[column] = *number;
        }
    }
}

/// The first samples of a tile, as many as there are places, one after another.
#[inline(always)]
pub(in super::super) fn scatter<S: Isa, const T: usize>(
    isa: S,
    tile: &[[f32; T]],
    samples: &mut [f32],
) {
    let length = tile.len();
    debug_assert!(samples.len() <= T * length, "the numbers of each sample");
    if const { S::LANES > NARROWEST } && (length < S::LANES || T < S::LANES) {
        return scatter(isa.narrower(), tile, samples);
    }
    if length < S::LANES {
        return scatter_one_by_one(tile, 0, samples);
    }
    let mut groups = samples.chunks_exact_mut((S::LANES * length).max(1));
    let grouped = groups.len() * S::LANES;
    for (group, samples) in groups.by_ref().enumerate() {
        let column = group * S::LANES;
        for start in (0..length).step_by(S::LANES) {
            let start = start.min(length - S::LANES);
            let Some(rows) = tile.get(start..start + S::LANES) else { return };
            exchange(
                isa,
                #[inline(always)]
                |lane| load(isa, &rows[lane], column),
                #[inline(always)]
                |lane, row| store(isa, row, samples, lane * length + start),
            );
        }
    }
    // Fewer samples than a vector has lanes.
    scatter_one_by_one(tile, grouped, groups.into_remainder());
}

/// The samples from number `first` on.
#[inline(always)]
fn scatter_one_by_one<const T: usize>(tile: &[[f32; T]], first: usize, samples: &mut [f32]) {
    if tile.is_empty() {
        return;
    }
    for (column, sample) in (first..T).zip(samples.chunks_exact_mut(tile.len())) {
        for (row, number) in tile.iter().zip(sample) {
            *number = row[column];
        }
    }
}
