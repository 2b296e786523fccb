//! Numbers on the heap that begin where a cache line does, so that no vector crosses two lines.

use core::marker::PhantomData;
use std::boxed::Box;

use super::{Array, Layout, Values};

/// The numbers of a cache line.
const LINE: usize = 16;

/// A number of numbers that its owner knows, zero from the beginning.
#[derive(Debug)]
pub(crate) struct HeapNumbers {
    room: Box<[f32]>,
    start: usize,
}

impl HeapNumbers {
    pub(crate) fn zeros(count: usize) -> Self {
        let room = std::vec![0.0; count + LINE - 1].into_boxed_slice();
        let start = room.as_ptr().align_offset(LINE * size_of::<f32>()).min(LINE - 1);
        Self { room, start }
    }

    /// The numbers, of which there are `count`: what a constant makes cheap.
    #[inline(always)]
    pub(crate) fn get(&self, count: usize) -> &[f32] {
        self.room.get(self.start..).and_then(|room| room.get(..count)).unwrap_or_default()
    }

    #[inline(always)]
    pub(crate) fn get_mut(&mut self, count: usize) -> &mut [f32] {
        let room = self.room.get_mut(self.start..);
        room.and_then(|room| room.get_mut(..count)).unwrap_or_default()
    }

    fn all(&self) -> &[f32] {
        self.get(self.room.len() + 1 - LINE)
    }
}

impl Clone for HeapNumbers {
    fn clone(&self) -> Self {
        let numbers = self.all();
        let mut clone = Self::zeros(numbers.len());
        clone.get_mut(numbers.len()).copy_from_slice(numbers);
        clone
    }
}

impl PartialEq for HeapNumbers {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

/// One sample, with its numbers on the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneSampleOnHeap;

impl Layout for OneSampleOnHeap {
    const SAMPLES: usize = 1;
    type Values<A: Array> = HeapPlace<A>;
}

/// The array `V` on the heap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeapPlace<V>(HeapNumbers, PhantomData<V>);

impl<V: Values> HeapPlace<V> {
    const COUNT: usize = size_of::<V>() / size_of::<f32>();

    #[inline(always)]
    pub(crate) fn get(&self) -> &V {
        match V::from_flat(self.0.get(Self::COUNT)) {
            Some(values) => values,
            None => unreachable!(),
        }
    }

    #[inline(always)]
    pub(crate) fn get_mut(&mut self) -> &mut V {
        match V::from_flat_mut(self.0.get_mut(Self::COUNT)) {
            Some(values) => values,
            None => unreachable!(),
        }
    }
}

impl<V: Values> Values for HeapPlace<V> {
    fn zeros() -> Self {
        Self(HeapNumbers::zeros(Self::COUNT), PhantomData)
    }

    #[inline(always)]
    fn flat(&self) -> &[f32] {
        self.0.get(Self::COUNT)
    }

    #[inline(always)]
    fn flat_mut(&mut self) -> &mut [f32] {
        self.0.get_mut(Self::COUNT)
    }
}

#[cfg(test)]
mod tests {
    use super::{HeapNumbers, HeapPlace};
    use crate::kernel::{TILE, Tile, Values};

    #[test]
    fn begins_at_a_line() {
        for count in [1, 15, 16, 17, 1000, 100_000] {
            let mut numbers = HeapNumbers::zeros(count);
            assert_eq!(numbers.get(count).as_ptr() as usize % 64, 0);
            assert_eq!(numbers.get(count), std::vec![0.0; count]);
            numbers.get_mut(count)[count - 1] = 1.0;
            let clone = numbers.clone();
            assert_eq!(clone.get(count).as_ptr() as usize % 64, 0);
            assert!(clone == numbers && clone != HeapNumbers::zeros(count));
        }
    }

    #[test]
    fn holds_an_array() {
        let mut place = HeapPlace::<Tile<3>>::zeros();
        place.get_mut()[2][1] = 5.0;
        assert_eq!(place.get()[2][..4], [0.0, 5.0, 0.0, 0.0]);
        assert_eq!(place.flat().iter().filter(|number| **number != 0.0).count(), 1);
        assert_eq!(place.flat().iter().position(|number| *number == 5.0), Some(2 * TILE + 1));
        let mut units = HeapPlace::<[f32; 3]>::zeros();
        units.flat_mut()[1] = 2.0;
        assert_eq!(units.get(), &[0.0, 2.0, 0.0]);
    }
}
