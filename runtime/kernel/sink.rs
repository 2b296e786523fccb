//! What becomes of a gradient when it leaves the registers: it is summed, or it changes the parameters at once.

use core::ops::Range;

use super::library::{self, Call};
use super::{Isa, Scalar};
use crate::math::Real;

/// Takes the gradient of a network, layer by layer.
pub trait Sink {
    /// What takes that of parameters one behind the other.
    type Part<'a>: SinkPart
    where
        Self: 'a;

    /// What takes the gradient of `count` parameters, of which the first is number `first` of the network. None if
    /// there are not so many, which does not happen.
    fn part(&mut self, first: usize, count: usize) -> Option<Self::Part<'_>>;
}

impl<K: Sink> Sink for &mut K {
    type Part<'a>
        = K::Part<'a>
    where
        Self: 'a;

    #[inline(always)]
    fn part(&mut self, first: usize, count: usize) -> Option<K::Part<'_>> {
        K::part(self, first, count)
    }
}

/// Takes the gradient of parameters one behind the other, vector by vector. Places are counted from the first of them.
///
/// To add a gradient is to read what is there, and to write. The two are apart, since the
/// last vector of a row may overlap the one before: it is read before that one is written, and where
/// both write, they write the same.
pub trait SinkPart {
    /// What was there before.
    type Before<R: Real>: Copy;

    /// What is there before the gradient.
    fn before<S: Isa>(&self, isa: S, place: Range<usize>) -> Self::Before<S::Real>;

    /// Adds a gradient to what was there.
    fn update<S: Isa>(
        &mut self,
        isa: S,
        place: Range<usize>,
        before: Self::Before<S::Real>,
        gradient: S::Real,
    );

    /// Adds a gradient to what is there now.
    #[inline(always)]
    fn add<S: Isa>(&mut self, isa: S, place: Range<usize>, gradient: S::Real) {
        let before = self.before(isa, place.clone());
        self.update(isa, place, before, gradient);
    }

    /// Adds so many times some numbers.
    fn add_scaled(&mut self, factor: f32, numbers: &[f32]) {
        for (place, number) in numbers.iter().enumerate() {
            self.add(Scalar, place..place + 1, factor * number);
        }
    }

    /// Takes `x δᵀ` by functions that are compiled once.
    fn weight_gradient(&mut self, call: Call, input: &[f32], delta: &[f32]);

    /// Takes `δ` likewise.
    fn bias_gradient(&mut self, call: Call, delta: &[f32]);
}

/// The sums of a gradient, in a block of them.
#[derive(Debug)]
pub(crate) struct GradientSum<'a>(pub(crate) &'a mut [f32]);

impl Sink for GradientSum<'_> {
    type Part<'a>
        = SumPart<'a>
    where
        Self: 'a;

    #[inline(always)]
    fn part(&mut self, first: usize, count: usize) -> Option<SumPart<'_>> {
        self.0.get_mut(first..first + count).map(SumPart)
    }
}

/// Some of the sums.
#[derive(Debug)]
pub(crate) struct SumPart<'a>(&'a mut [f32]);

impl SinkPart for SumPart<'_> {
    type Before<R: Real> = R;

    #[inline(always)]
    fn before<S: Isa>(&self, isa: S, place: Range<usize>) -> S::Real {
        load(isa, self.0, place)
    }

    #[inline(always)]
    fn update<S: Isa>(&mut self, isa: S, place: Range<usize>, before: S::Real, gradient: S::Real) {
        store(isa, before + gradient, self.0, place);
    }

    fn add_scaled(&mut self, factor: f32, numbers: &[f32]) {
        self.0.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += factor * number);
    }

    #[inline(always)]
    fn weight_gradient(&mut self, call: Call, input: &[f32], delta: &[f32]) {
        library::add_weight_gradient(call, input, delta, self.0);
    }

    #[inline(always)]
    fn bias_gradient(&mut self, call: Call, delta: &[f32]) {
        library::add_bias_gradient(call, delta, self.0);
    }
}

/// The same sink for parameters that have another number there: behind those of other networks, or among the trained
/// ones.
#[derive(Debug)]
pub(crate) struct Renumbered<K, F> {
    sink: K,
    number: F,
}

impl<K, F: Fn(usize) -> usize> Renumbered<K, F> {
    /// `number` is from the number of a parameter here to that in the sink.
    #[inline(always)]
    pub(crate) fn new(sink: K, number: F) -> Self {
        Self { sink, number }
    }
}

impl<K: Sink, F: Fn(usize) -> usize> Sink for Renumbered<K, F> {
    type Part<'a>
        = K::Part<'a>
    where
        Self: 'a;

    #[inline(always)]
    fn part(&mut self, first: usize, count: usize) -> Option<K::Part<'_>> {
        self.sink.part((self.number)(first), count)
    }
}

/// Numbers of a block, no more than a vector has. There is no panic: of what is not in the block, they are zero.
#[inline(always)]
pub(crate) fn load<S: Isa>(isa: S, block: &[f32], place: Range<usize>) -> S::Real {
    match block.get(place) {
        Some(numbers) => isa.load(numbers),
        None => isa.splat(0.0),
    }
}

/// Puts others in their places, if they are in the block.
#[inline(always)]
pub(crate) fn store<S: Isa>(isa: S, numbers: S::Real, block: &mut [f32], place: Range<usize>) {
    if let Some(places) = block.get_mut(place) {
        isa.store(numbers, places);
    }
}
