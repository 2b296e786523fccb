//! What becomes of a gradient when it leaves the registers.

use super::{Isa, Rows};
use crate::math::Real;

/// So many numbers of one of the [`Rows`], from `start` on.
///
/// ```text
/// ..┊ row - 1 ┊ ..│ width numbers │.. ┊ row + 1 ┊..
///             ╰ 0  ╰ start
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Which row.
    pub row: usize,
    /// The first number's place in the row.
    pub start: usize,
    /// How many numbers: as many as a vector has, or all of a row that is shorter.
    pub width: usize,
}

impl Part {
    /// These numbers. There is no panic: of what is not in the block, they are zero.
    #[inline(always)]
    pub(crate) fn load<S: Isa, const R: usize, const C: usize>(
        self,
        isa: S,
        rows: Rows<R, C>,
        block: &[f32],
    ) -> S::Real {
        let row = rows.find(block).and_then(|rows| rows.get(self.row));
        match row.and_then(|row| row.get(self.start..self.start + self.width)) {
            Some(numbers) => isa.load(numbers),
            None => isa.splat(0.0),
        }
    }

    /// Puts others in their places, if they are in the block.
    #[inline(always)]
    pub(crate) fn store<S: Isa, const R: usize, const C: usize>(
        self,
        isa: S,
        numbers: S::Real,
        rows: Rows<R, C>,
        block: &mut [f32],
    ) {
        let row = rows.find_mut(block).and_then(|rows| rows.get_mut(self.row));
        if let Some(places) = row.and_then(|row| row.get_mut(self.start..self.start + self.width)) {
            isa.store(numbers, places);
        }
    }
}

/// What becomes of a gradient: it is summed, or it changes the parameters at once.
///
/// Both read what is there, add a vector of the gradient, and write. The two are apart, since the
/// last vector of a row may overlap the one before: it is read before that one is written, and where
/// both write, they write the same.
pub trait Update {
    /// What was there before.
    type Before<R: Real>: Copy;

    /// What is there before the gradient.
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> Self::Before<S::Real>;

    /// Adds a gradient to what was there.
    fn update<S: Isa, const R: usize, const C: usize>(
        &mut self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
        before: Self::Before<S::Real>,
        gradient: S::Real,
    );

    /// Adds a gradient to what is there now.
    #[inline(always)]
    fn add<S: Isa, const R: usize, const C: usize>(
        &mut self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
        gradient: S::Real,
    ) {
        let before = self.before(isa, rows, part);
        self.update(isa, rows, part, before, gradient);
    }
}

/// Sums of gradients, in a block of them.
#[derive(Debug)]
pub(crate) struct Sums<'a>(pub(crate) &'a mut [f32]);

impl Update for Sums<'_> {
    type Before<R: Real> = R;

    #[inline(always)]
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> S::Real {
        part.load(isa, rows, self.0)
    }

    #[inline(always)]
    fn update<S: Isa, const R: usize, const C: usize>(
        &mut self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
        before: S::Real,
        gradient: S::Real,
    ) {
        part.store(isa, before + gradient, rows, self.0);
    }
}

/// The same for parameters that have another place in the block that is updated: behind those of other
/// networks, or among the trained ones.
#[derive(Debug)]
pub(crate) struct Moved<'a, U, F> {
    update: &'a mut U,
    place: F,
}

impl<'a, U, F: Fn(usize) -> usize> Moved<'a, U, F> {
    /// `place` is from the place of a parameter to that in the block.
    #[inline(always)]
    pub(crate) fn new(update: &'a mut U, place: F) -> Self {
        Self { update, place }
    }
}

impl<U: Update, F: Fn(usize) -> usize> Update for Moved<'_, U, F> {
    type Before<R: Real> = U::Before<R>;

    #[inline(always)]
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> U::Before<S::Real> {
        self.update.before(isa, rows.moved(&self.place), part)
    }

    #[inline(always)]
    fn update<S: Isa, const R: usize, const C: usize>(
        &mut self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
        before: U::Before<S::Real>,
        gradient: S::Real,
    ) {
        self.update.update(isa, rows.moved(&self.place), part, before, gradient);
    }
}
