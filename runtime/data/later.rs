use super::Dataset;
use super::forward::samples_of_data;
use crate::error::Error;

/// Samples that come after so many others, which errors count too.
#[derive(Debug)]
pub(crate) struct Later<'a, D: ?Sized> {
    pub(crate) data: &'a D,
    pub(crate) before: usize,
}

impl<D: Dataset + ?Sized> Dataset for Later<'_, D> {
    samples_of_data!();

    const WEIGHTED: bool = D::WEIGHTED;

    #[inline(always)]
    fn weight(&self, place: usize) -> f32 {
        self.data.weight(place)
    }

    fn number(&self, place: usize) -> usize {
        self.before + self.data.number(place)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        self.data.check_lengths()
    }
}
