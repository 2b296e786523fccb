//! What becomes of a gradient when it leaves the registers.

use super::{Isa, Rows};
use crate::math::Real;

/// So many numbers of one of the [`Rows`], from `start` on.
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
    /// These numbers.
    #[inline(always)]
    pub(crate) fn load<S: Isa, const R: usize, const C: usize>(
        self,
        isa: S,
        rows: &[[f32; C]; R],
    ) -> S::Real {
        isa.load(&rows[self.row][self.start..self.start + self.width])
    }

    /// Puts others in their places.
    #[inline(always)]
    pub(crate) fn store<S: Isa, const R: usize, const C: usize>(
        self,
        isa: S,
        numbers: S::Real,
        rows: &mut [[f32; C]; R],
    ) {
        isa.store(numbers, &mut rows[self.row][self.start..self.start + self.width]);
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

/// Sums of gradients, in a block as large as the parameters.
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
        part.load(isa, rows.of(self.0))
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
        part.store(isa, before + gradient, rows.of_mut(self.0));
    }
}

/// The same for a network whose parameters lie behind so many others.
#[derive(Debug)]
pub(crate) struct Behind<'a, U> {
    pub(crate) update: &'a mut U,
    pub(crate) numbers: usize,
}

impl<U: Update> Update for Behind<'_, U> {
    type Before<R: Real> = U::Before<R>;

    #[inline(always)]
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> U::Before<S::Real> {
        self.update.before(isa, rows.behind(self.numbers), part)
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
        self.update.update(isa, rows.behind(self.numbers), part, before, gradient);
    }
}
