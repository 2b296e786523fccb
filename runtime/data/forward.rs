//! Data sets that are others with something changed.

/// The samples of the field `data`, each at its place.
macro_rules! samples_of_data {
    () => {
        type Input = D::Input;
        type Target = D::Target;

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
    };
}

pub(super) use samples_of_data;
