use super::Dataset;
use crate::error::Error;

/// Samples that come after so many others, which errors count too.
#[derive(Debug)]
pub(crate) struct Later<'a, D: ?Sized> {
    pub(crate) data: &'a D,
    pub(crate) before: usize,
}

impl<D: Dataset + ?Sized> Dataset for Later<'_, D> {
    type Input = D::Input;
    type Target = D::Target;
    const WEIGHTED: bool = D::WEIGHTED;

    #[inline(always)]
    fn len(&self) -> usize {
        self.data.len()
    }

    #[inline(always)]
    fn sample(&self, place: usize) -> (&D::Input, &D::Target) {
        self.data.sample(place)
    }

    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&D::Input, &D::Target)> {
        self.data.try_sample(place)
    }

    #[inline(always)]
    fn run<const T: usize>(&self, first: usize) -> Option<[(&D::Input, &D::Target); T]> {
        self.data.run(first)
    }

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
