//! Which parameters are trained, and where among them each is. The others are frozen: they have no gradient,
//! and no optimizer remembers anything of them.

use core::ops::Range;

use generic_array::GenericArray;
use typenum::Unsigned;

use super::{Shape, TrainableArchitecture};
use crate::kernel::{GradientSum, Renumbered, Sink};

/// A number for each trained parameter of the network `N`.
pub(crate) type TrainedOf<N> = GenericArray<f32, <N as Shape>::Trained>;

/// Where a trained parameter is among the trained ones: so many come before it.
#[inline(always)]
pub(crate) fn place_among_trained<A: TrainableArchitecture>(parameter: usize) -> usize {
    parameter - A::frozen_before(parameter)
}

/// The sums of a gradient, in a block of those of trained parameters.
#[inline(always)]
pub(crate) fn of_trained<A: TrainableArchitecture>(sums: &mut [f32]) -> impl Sink {
    Renumbered::new(GradientSum(sums), place_among_trained::<A>)
}

/// The parameters that are trained, in order.
pub(super) fn trained_parameters<A: TrainableArchitecture>() -> impl Iterator<Item = usize> {
    let is_trained =
        |parameter: &usize| A::frozen_before(*parameter) == A::frozen_before(parameter + 1);
    (0..A::Parameters::USIZE).filter(is_trained)
}

/// Trained parameters one right behind the other.
#[derive(Debug)]
pub(crate) struct Run {
    /// Their places among the trained ones.
    pub(crate) trained: Range<usize>,
    /// How many frozen parameters lie before them.
    pub(crate) frozen: usize,
}

/// Visits all trained parameters, in as few runs as there are.
#[inline(always)]
pub(crate) fn each_run<A: TrainableArchitecture>(mut visit: impl FnMut(Run)) {
    if const { A::Trained::USIZE == A::Parameters::USIZE } {
        return visit(Run { trained: 0..A::Trained::USIZE, frozen: 0 });
    }
    let mut trained = 0;
    while trained < A::Trained::USIZE {
        let all = A::Parameters::USIZE;
        let start = first(trained..all, |place| place_among_trained::<A>(place + 1) > trained);
        let frozen = start - trained;
        let end = first(start..all, |place| A::frozen_before(place + 1) > frozen) - frozen;
        visit(Run { trained: trained..end, frozen });
        trained = end;
    }
}

/// The first number for which a condition holds, which then holds for all behind it; the end if there is none.
fn first(Range { mut start, mut end }: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    while start < end {
        let middle = start.midpoint(end);
        if holds(middle) {
            end = middle;
        } else {
            start = middle + 1;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{Run, each_run, trained_parameters};
    use crate::network;
    use crate::network::{Chain, TrainableArchitecture};

    network! { struct Plain< 2 => 3 => 2 >; }
    network! { struct ByTurns< 2 => 2 [freeze] => 3 [no_bias, freeze] => 1 => 1 [freeze] => 2 >; }
    network! { struct Ends< 2 => standardize => 2 => 2 [freeze] >; }
    network! { struct Inside< 2 => ByTurns => residual { Ends => 2 } => Plain => 2 >; }
    network! { struct Fixed< 2 => 3 [freeze] => 2 [freeze] >; }

    /// For each run its first parameter and its length.
    fn runs<A: TrainableArchitecture>() -> Vec<(usize, usize)> {
        let (mut runs, mut places) = (Vec::new(), Vec::new());
        each_run::<A>(|Run { trained, frozen }| {
            assert_eq!(trained.start, places.len(), "all of them, in order");
            runs.push((trained.start + frozen, trained.len()));
            places.extend(trained.map(|place| place + frozen));
        });
        assert_eq!(places, trained_parameters::<A>().collect::<Vec<_>>());
        runs
    }

    #[test]
    fn runs_of_trained_parameters() {
        assert_eq!(runs::<Plain>(), [(0, 17)]);
        assert_eq!(runs::<ByTurns>(), [(12, 4), (18, 4)]);
        assert_eq!(runs::<Ends>(), [(6, 6)]);
        assert_eq!(runs::<Inside>(), [(12, 4), (18, 4), (28, 6), (40, 29)]);
        assert_eq!(runs::<Chain<ByTurns, Plain>>(), [(12, 4), (18, 21)]);
        assert_eq!(runs::<Chain<Ends, Chain<Fixed, Ends>>>(), [(6, 6), (41, 6)]);
        assert_eq!(runs::<Fixed>(), []);
    }
}
