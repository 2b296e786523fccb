#[cfg(feature = "std")]
use super::HeapPlace;
use super::Values;

/// Numbers that begin where a cache line does, where there are vectors as long as one: no vector crosses two lines.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(any(target_arch = "x86", target_arch = "x86_64"), repr(align(64)))]
pub struct Aligned<V>(pub V);

impl<V: Values> Values for Aligned<V> {
    // Not marked to be inlined always: in a build that is not optimized, what it puts together would then stay on the
    // stack of whoever calls it.
    #[inline]
    fn zeros() -> Self {
        Self(V::zeros())
    }

    #[inline(always)]
    fn flat(&self) -> &[f32] {
        self.0.flat()
    }

    #[inline(always)]
    fn flat_mut(&mut self) -> &mut [f32] {
        self.0.flat_mut()
    }
}

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
    type Of<V: Values> = Aligned<V>;

    #[inline(always)]
    fn get<V: Values>(place: &Aligned<V>) -> &V {
        &place.0
    }

    #[inline(always)]
    fn get_mut<V: Values>(place: &mut Aligned<V>) -> &mut V {
        &mut place.0
    }
}

/// On the heap, for networks whose tiles are too large for the stack.
#[cfg(feature = "std")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnHeap;

#[cfg(feature = "std")]
impl Storage for OnHeap {
    type Of<V: Values> = HeapPlace<V>;

    #[inline(always)]
    fn get<V: Values>(place: &HeapPlace<V>) -> &V {
        place.get()
    }

    #[inline(always)]
    fn get_mut<V: Values>(place: &mut HeapPlace<V>) -> &mut V {
        place.get_mut()
    }
}
