/// `R` rows of `C` numbers each, from one place in a block of parameters on.
///
/// ```text
/// ..┊ row 0, C numbers ┊ row 1 ┊ .. ┊ row R-1 ┊..
///   ╰ offset                                  ╰ end()
/// ```
///
/// The block is known to be long enough: place and sizes are constants that were made together. Mostly the compiler
/// sees that, and no check is left; where it does not, as behind a choice of instructions, `find` is checked, but
/// nothing is compiled that would panic.
#[derive(Debug, Clone, Copy)]
pub struct Rows<const R: usize, const C: usize> {
    offset: usize,
}

impl<const R: usize, const C: usize> Rows<R, C> {
    /// The rows that begin with number `offset` of a block.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset }
    }

    /// The number behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + R * C
    }

    /// The rows in a block.
    #[inline(always)]
    #[must_use]
    pub fn of(self, block: &[f32]) -> &[[f32; C]; R] {
        match self.find(block) {
            Some(rows) => rows,
            None => unreachable!(),
        }
    }

    /// The rows in a block, for writing.
    #[inline(always)]
    pub fn of_mut(self, block: &mut [f32]) -> &mut [[f32; C]; R] {
        match self.find_mut(block) {
            Some(rows) => rows,
            None => unreachable!(),
        }
    }

    /// The rows in a block, which is long enough: so the passes ask for them, since they never panic.
    #[inline(always)]
    pub(crate) fn find(self, block: &[f32]) -> Option<&[[f32; C]; R]> {
        block.get(self.offset..self.end())?.as_chunks().0.first_chunk()
    }

    /// The same, for writing.
    #[inline(always)]
    pub(super) fn find_mut(self, block: &mut [f32]) -> Option<&mut [[f32; C]; R]> {
        block.get_mut(self.offset..self.end())?.as_chunks_mut().0.first_chunk_mut()
    }
}
