use super::Values;

/// Numbers that begin where a cache line does, where there are vectors as long as one: no vector crosses two lines.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(any(target_arch = "x86", target_arch = "x86_64"), repr(align(64)))]
pub struct Aligned<V>(pub V);

/// Where the numbers of a tile lie.
pub trait Storage: Copy {
    /// A place for `V`.
    type Of<V: Values>: Values;

    /// What is in the place.
    fn get<V: Values>(place: &Self::Of<V>) -> &V;

    /// What is in the place, for writing.
    fn get_mut<V: Values>(place: &mut Self::Of<V>) -> &mut V;
}

/// On the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnStack;

impl Storage for OnStack {
    type Of<V: Values> = V;

    #[inline(always)]
    fn get<V: Values>(place: &V) -> &V {
        place
    }

    #[inline(always)]
    fn get_mut<V: Values>(place: &mut V) -> &mut V {
        place
    }
}

/// On the heap, for networks whose tiles are too large for the stack.
#[cfg(feature = "std")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnHeap;

#[cfg(feature = "std")]
impl Storage for OnHeap {
    type Of<V: Values> = std::boxed::Box<V>;

    #[inline(always)]
    fn get<V: Values>(place: &std::boxed::Box<V>) -> &V {
        place
    }

    #[inline(always)]
    fn get_mut<V: Values>(place: &mut std::boxed::Box<V>) -> &mut V {
        place
    }
}
