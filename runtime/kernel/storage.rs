use super::Values;

/// Numbers that begin where a cache line does, where there are vectors as long as one: no vector crosses two lines.
#[derive(Debug, Clone, Copy, PartialEq)]
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

impl<V: Values> Values for Aligned<V> {
    #[inline(always)]
    fn zeros() -> Self {
        Self(V::zeros())
    }

    #[cfg(feature = "std")]
    fn zeros_on_heap() -> std::boxed::Box<Self> {
        std::boxed::Box::new(Self::zeros())
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
