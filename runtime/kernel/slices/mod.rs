//! The arithmetic of a layer over slices, with sizes that are known at run time.
//!
//! One function serves all layers, so that it is compiled once for each level of the CPU. [`sample`] computes one
//! sample, [`tile`] the products of a tile of them, [`gradient`] the gradient over a tile; [`transpose`] makes tiles.
//!
//! Weights lie a row for each input: `weights[i * O + o]`. Sizes are those of the slices; if they do not fit each
//! other, a debug build panics, any other leaves numbers out.

pub(super) mod gradient;
mod lanes;
#[cfg(any(test, target_arch = "x86", target_arch = "x86_64"))]
pub(super) mod of_rows;
pub(super) mod sample;
#[cfg(test)]
mod tests;
pub(super) mod tile;
pub(super) mod transpose;

use super::{Isa, NARROWEST, Scalar, WIDEST};
use lanes::{load, store};

/// What is done with a gradient: each number is visited once.
pub(super) trait Visit {
    /// Takes the gradient of `S::LANES` parameters, the first of which is number `start` of the layer's weights or
    /// biases.
    fn visit<S: Isa>(&mut self, isa: S, start: usize, gradient: S::Real);

    /// Takes the first `count` lanes of some vectors. The others are zero.
    #[inline(always)]
    fn visit_first<S: Isa, const VECTORS: usize>(
        &mut self,
        isa: S,
        start: usize,
        gradient: &[S::Real; VECTORS],
        count: usize,
    ) {
        visit_vectors(isa, start, gradient, count, self);
    }
}

/// Adds a gradient to what is there.
struct Add<'a>(&'a mut [f32]);

impl Visit for Add<'_> {
    #[inline(always)]
    fn visit<S: Isa>(&mut self, isa: S, start: usize, gradient: S::Real) {
        if let Some(sums) = self.0.get_mut(start..start + S::LANES) {
            isa.store(isa.load(sums) + gradient, sums);
        }
    }

    /// The zeros are added to what lies behind, if there is as much.
    #[inline(always)]
    fn visit_first<S: Isa, const VECTORS: usize>(
        &mut self,
        isa: S,
        start: usize,
        gradient: &[S::Real; VECTORS],
        count: usize,
    ) {
        if let Some(sums) = self.0.get_mut(start..start + VECTORS * S::LANES) {
            for (vector, gradient) in gradient.iter().enumerate() {
                let sum = load(isa, sums, vector * S::LANES) + *gradient;
                store(isa, sum, sums, vector * S::LANES);
            }
            return;
        }
        visit_vectors(isa, start, gradient, count, self);
    }
}

/// Visits the first `count` lanes of some vectors, one vector after another.
#[inline(always)]
fn visit_vectors<S: Isa, const VECTORS: usize, V: Visit + ?Sized>(
    isa: S,
    start: usize,
    gradient: &[S::Real; VECTORS],
    count: usize,
    visit: &mut V,
) {
    for (vector, gradient) in gradient.iter().enumerate() {
        let before = vector * S::LANES;
        if count >= before + S::LANES {
            visit.visit(isa, start + before, *gradient);
        } else {
            visit_lanes(isa, start + before, *gradient, count.saturating_sub(before), visit);
        }
    }
}

/// Visits the first `count` lanes, fewer than there are, in the widest vectors that they fill.
#[inline(always)]
fn visit_lanes<S: Isa, V: Visit + ?Sized>(
    isa: S,
    start: usize,
    gradient: S::Real,
    count: usize,
    visit: &mut V,
) {
    let mut lanes = [0.0; WIDEST];
    isa.store(gradient, &mut lanes[..S::LANES]);
    visit_numbers(isa, start, lanes.get(..count).unwrap_or_default(), visit);
}

/// Visits fewer numbers than a vector has.
#[inline(always)]
fn visit_numbers<S: Isa, V: Visit + ?Sized>(isa: S, start: usize, numbers: &[f32], visit: &mut V) {
    if const { S::LANES > NARROWEST } {
        let narrower = isa.narrower();
        let whole = numbers.len() / S::Narrower::LANES * S::Narrower::LANES;
        if whole > 0 {
            visit.visit(narrower, start, load(narrower, numbers, 0));
        }
        let rest = numbers.get(whole..).unwrap_or_default();
        return visit_numbers(narrower, start + whole, rest, visit);
    }
    visit_few(start, numbers.iter().copied(), visit);
}

/// Visits at most three numbers, without a loop that the compiler would take for a long one.
#[inline(always)]
fn visit_few<V: Visit + ?Sized>(
    start: usize,
    mut numbers: impl Iterator<Item = f32>,
    visit: &mut V,
) {
    for place in start..start + 3 {
        let Some(number) = numbers.next() else { return };
        visit.visit(Scalar, place, number);
    }
}
