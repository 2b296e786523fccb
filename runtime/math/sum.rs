/// A sum of many numbers, and what its roundings left out (Dekker, *A floating-point technique for extending the
/// available precision*, 1971): as exact as double precision would make it, without what that costs where it
/// is computed by software.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sum {
    rounded: f32,
    left_out: f32,
}

impl Sum {
    /// Of nothing.
    pub(crate) const ZERO: Self = Self { rounded: 0.0, left_out: 0.0 };

    /// Of numbers, in their order.
    pub(crate) fn of(numbers: impl Iterator<Item = f32>) -> f32 {
        let mut sum = Self::ZERO;
        numbers.for_each(|number| sum.add(number));
        sum.value()
    }

    /// Adds a number. The error of a sum is exact, whichever of both is larger (Knuth, *The Art of Computer
    /// Programming*, volume 2, 4.2.2, theorem B). What was left out goes back into the sum as far as it can, so that
    /// it stays small and is exact as well.
    #[inline(always)]
    pub(crate) fn add(&mut self, number: f32) {
        let rounded = self.rounded + number;
        let added = rounded - self.rounded;
        let left_out = (self.rounded - (rounded - added)) + (number - added) + self.left_out;
        self.rounded = rounded + left_out;
        self.left_out = left_out - (self.rounded - rounded);
    }

    /// Not finite if a number was not, or if it is too large.
    #[inline(always)]
    pub(crate) fn value(self) -> f32 {
        self.rounded + self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn nothing_is_lost_beside_a_larger_number() {
        assert_eq!(Sum::of([1e8, 1.0, -1e8, 1.0].into_iter()), 2.0);
        assert_eq!(Sum::of([1.0, 1e8, 1.0, -1e8].into_iter()), 2.0);
        assert_eq!(Sum::of(core::iter::repeat_n(0.1, 1_000_000)), 100_000.0);
    }

    #[test]
    fn what_is_not_finite_stays() {
        for number in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(!Sum::of([1.0, number, 2.0].into_iter()).is_finite());
        }
        assert!(!Sum::of([f32::MAX; 3].into_iter()).is_finite());
    }
}
