//! Functions of each number by itself, over slices of one length.
//!
//! What whole vectors leave over goes in one more that ends at the last number. Its results are computed
//! twice where it overlaps the vector before, so that what is changed in place is loaded before it changes.

use super::Isa;

/// `out[i] = f(values[i])`.
#[inline(always)]
pub(super) fn map<S: Isa>(isa: S, values: &[f32], out: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    debug_assert_eq!(values.len(), out.len());
    if const { S::LANES == 1 } {
        for (value, out) in values.iter().zip(out) {
            *out = isa.sum(f(isa.splat(*value)));
        }
        return;
    }
    if out.len() < S::LANES {
        return isa.store(f(isa.load(values)), out);
    }
    for (values, out) in whole::<S>(values).zip(whole_mut::<S>(out)) {
        isa.store(f(isa.load(values)), out);
    }
    if !out.len().is_multiple_of(S::LANES) {
        let end = f(load_last(isa, values));
        store_last(isa, end, out);
    }
}

/// `out[i] = f(left[i], right[i])`.
#[inline(always)]
pub(super) fn zip<S: Isa>(
    isa: S,
    left: &[f32],
    right: &[f32],
    out: &mut [f32],
    f: impl Fn(S::Real, S::Real) -> S::Real,
) {
    debug_assert!(left.len() == out.len() && right.len() == out.len());
    if const { S::LANES == 1 } {
        for ((left, right), out) in left.iter().zip(right).zip(out) {
            *out = isa.sum(f(isa.splat(*left), isa.splat(*right)));
        }
        return;
    }
    if out.len() < S::LANES {
        return isa.store(f(isa.load(left), isa.load(right)), out);
    }
    let inputs = whole::<S>(left).zip(whole::<S>(right));
    for ((left, right), out) in inputs.zip(whole_mut::<S>(out)) {
        isa.store(f(isa.load(left), isa.load(right)), out);
    }
    if !out.len().is_multiple_of(S::LANES) {
        let end = f(load_last(isa, left), load_last(isa, right));
        store_last(isa, end, out);
    }
}

/// `values[i] ← f(values[i])`.
#[inline(always)]
pub(super) fn update<S: Isa>(isa: S, values: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    if const { S::LANES == 1 } {
        for value in values {
            *value = isa.sum(f(isa.splat(*value)));
        }
        return;
    }
    if values.len() < S::LANES {
        return isa.store(f(isa.load(values)), values);
    }
    let last = load_last(isa, values);
    for values in values.chunks_exact_mut(S::LANES) {
        isa.store(f(isa.load(values)), values);
    }
    if !values.len().is_multiple_of(S::LANES) {
        store_last(isa, f(last), values);
    }
}

/// `values[i] ← f(values[i], other[i])`.
#[inline(always)]
pub(super) fn update_zip<S: Isa>(
    isa: S,
    values: &mut [f32],
    other: &[f32],
    f: impl Fn(S::Real, S::Real) -> S::Real,
) {
    update_zip2(
        isa,
        values,
        [other, other],
        #[inline(always)]
        |value, other, _| f(value, other),
    );
}

/// `values[i] ← f(values[i], first[i], second[i])`.
#[inline(always)]
pub(super) fn update_zip2<S: Isa>(
    isa: S,
    values: &mut [f32],
    [first, second]: [&[f32]; 2],
    f: impl Fn(S::Real, S::Real, S::Real) -> S::Real,
) {
    debug_assert!(first.len() == values.len() && second.len() == values.len());
    if const { S::LANES == 1 } {
        for ((value, first), second) in values.iter_mut().zip(first).zip(second) {
            *value = isa.sum(f(isa.splat(*value), isa.splat(*first), isa.splat(*second)));
        }
        return;
    }
    if values.len() < S::LANES {
        let all = (isa.load(values), isa.load(first), isa.load(second));
        return isa.store(f(all.0, all.1, all.2), values);
    }
    let last = load_last(isa, values);
    let others = whole::<S>(first).zip(whole::<S>(second));
    for (values, (first, second)) in whole_mut::<S>(values).zip(others) {
        isa.store(f(isa.load(values), isa.load(first), isa.load(second)), values);
    }
    if !values.len().is_multiple_of(S::LANES) {
        let end = f(last, load_last(isa, first), load_last(isa, second));
        store_last(isa, end, values);
    }
}

/// The numbers of whole vectors. To zip two `ChunksExact` is to divide by their size, and a panic is compiled for that
/// where a build is for size: these are zipped one by one.
#[inline(always)]
pub(super) fn whole<S: Isa>(values: &[f32]) -> impl Iterator<Item = &[f32]> {
    let mut vectors = values.chunks_exact(S::LANES);
    core::iter::from_fn(
        #[inline(always)]
        move || vectors.next(),
    )
}

/// The same for writing.
#[inline(always)]
pub(super) fn whole_mut<S: Isa>(values: &mut [f32]) -> impl Iterator<Item = &mut [f32]> {
    let mut vectors = values.chunks_exact_mut(S::LANES);
    core::iter::from_fn(
        #[inline(always)]
        move || vectors.next(),
    )
}

/// The last numbers, as many as a vector has. There are so many.
#[inline(always)]
pub(super) fn load_last<S: Isa>(isa: S, values: &[f32]) -> S::Real {
    match values.get(values.len().wrapping_sub(S::LANES)..) {
        Some(last) => isa.load(last),
        None => isa.splat(0.0),
    }
}

#[inline(always)]
fn store_last<S: Isa>(isa: S, vector: S::Real, values: &mut [f32]) {
    let start = values.len().wrapping_sub(S::LANES);
    if let Some(last) = values.get_mut(start..) {
        isa.store(vector, last);
    }
}
