//! From a constant to a `typenum` number, for constants of which the macro knows only the name.

use typenum::{B0, B1, UInt, UTerm, Unsigned};

/// A number with one more binary digit behind it: `2 n + BIT`, without leading zeros.
pub trait PushBit<const BIT: bool> {
    /// `2 n + BIT`.
    type Output;
}

impl PushBit<false> for UTerm {
    type Output = Self;
}

impl PushBit<true> for UTerm {
    type Output = UInt<Self, B1>;
}

impl<U: Unsigned, B> PushBit<false> for UInt<U, B> {
    type Output = UInt<Self, B0>;
}

impl<U: Unsigned, B> PushBit<true> for UInt<U, B> {
    type Output = UInt<Self, B1>;
}

/// The `typenum` number of a constant expression below 2^32, digit by digit from the highest.
#[doc(hidden)]
#[macro_export]
macro_rules! __size {
    ($size:expr) => {
        $crate::__size!(@push $size, $crate::typenum::UTerm,
            31 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16
            15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0)
    };
    (@push $size:expr, $number:ty,) => { $number };
    (@push $size:expr, $number:ty, $bit:literal $($bits:literal)*) => {
        $crate::__size!(@push $size,
            <$number as $crate::__private::PushBit<{ ($size >> $bit) & 1 == 1 }>>::Output,
            $($bits)*)
    };
}

#[cfg(test)]
mod tests {
    use typenum::{U1, U33, U1024, Unsigned};

    /// Holds if both are the same type.
    fn same<A: typenum::Same<B>, B>() {}

    #[test]
    fn constants_become_normal_numbers() {
        const HIDDEN: usize = 8;
        same::<__size!(1_usize), U1>();
        same::<__size!(HIDDEN * 4 + 1), U33>();
        same::<__size!(HIDDEN * 128), U1024>();
        assert_eq!(<__size!(784_usize * 512) as Unsigned>::USIZE, 784 * 512);
    }
}
