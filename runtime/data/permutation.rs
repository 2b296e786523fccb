use crate::kernel::{TILE, level, on_level};

/// A random order of the numbers below `len`, computed number by number: it needs no memory.
///
/// A generalized Feistel network permutes the cells of a grid, about as many rows as columns, of which those are a
/// power of two; what falls outside `len` is permuted again until it falls inside (Black and Rogaway, *Ciphers with
/// Arbitrary Finite Domains*, 2002). That is less than a row of cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Permutation {
    len: usize,
    rows: u32,
    column_bits: u32,
    key: u64,
}

/// Enough that no place prefers a number, even among few.
const ROUNDS: u32 = 10;

impl Permutation {
    /// The order that belongs to a seed and an epoch.
    #[allow(clippy::cast_possible_truncation, reason = "no list has more than 2^63 samples")]
    pub(crate) fn new(len: usize, seed: u64, epoch: usize) -> Self {
        let len = len.max(1);
        let column_bits = (usize::BITS - (len - 1).leading_zeros()).max(2) / 2;
        let rows = len.div_ceil(1 << column_bits) as u32;
        Self { len, rows, column_bits, key: mix(seed ^ mix(epoch as u64)) }
    }

    /// The number at a place, both below `len`.
    pub(crate) fn at(&self, place: usize) -> usize {
        let [number] = self.at_each([place]);
        number
    }

    /// The numbers at the places of a tile, which with vectors take little longer than that at one.
    pub(crate) fn at_tile(&self, places: &[usize; TILE]) -> [usize; TILE] {
        on_level!(level(), _isa => self.at_each(*places))
    }

    #[inline(always)]
    fn at_each<const T: usize>(&self, places: [usize; T]) -> [usize; T] {
        let mut numbers = self.permuted(places);
        while numbers.iter().fold(0, |most, number| *number.max(&most)) >= self.len {
            let again = self.permuted(numbers);
            for (number, again) in numbers.iter_mut().zip(again) {
                *number = if *number < self.len { *number } else { again };
            }
        }
        numbers
    }

    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "neither coordinate has more than 32 bits")]
    fn permuted<const T: usize>(&self, numbers: [usize; T]) -> [usize; T] {
        let mut rows = numbers.map(|number| (number >> self.column_bits) as u32);
        let mut columns = numbers.map(|number| (number & ((1 << self.column_bits) - 1)) as u32);
        for round in (0..ROUNDS).step_by(2) {
            for (row, column) in rows.iter_mut().zip(&columns) {
                *row = self.moved(*row, self.scrambled(*column, round));
            }
            for (row, column) in rows.iter().zip(&mut columns) {
                *column ^= self.scrambled(*row, round + 1) >> (u32::BITS - self.column_bits);
            }
        }
        core::array::from_fn(|place| {
            (rows[place] as usize) << self.column_bits | columns[place] as usize
        })
    }

    /// A row so many 2³²ths of all rows further on, round the end.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "it is below the number of rows")]
    fn moved(&self, row: u32, distance: u32) -> u32 {
        let distance = ((u64::from(distance) * u64::from(self.rows)) >> 32) as u32;
        let sum = row.wrapping_add(distance);
        sum.min(sum.wrapping_sub(self.rows))
    }

    /// A number whose highest bits depend on a coordinate, the round and the key.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "each round takes other bits of the key")]
    fn scrambled(&self, coordinate: u32, round: u32) -> u32 {
        let key = self.key.rotate_right(7 * round);
        (coordinate ^ key as u32).wrapping_mul((key >> 32) as u32 | 1)
    }
}

/// Spreads every bit over all bits: the finalizer of `SplitMix64` (Steele, Lea and Flood, *Fast
/// Splittable Pseudorandom Number Generators*, 2014).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::vec;
    use std::vec::Vec;

    use super::Permutation;

    #[test]
    fn each_number_comes_once() {
        for len in [1, 2, 3, 4, 5, 16, 17, 100, 1000] {
            let order = Permutation::new(len, 7, 0);
            let mut seen = vec![false; len];
            for place in 0..len {
                assert!(!core::mem::replace(&mut seen[order.at(place)], true));
            }
        }
    }

    #[test]
    fn many_at_once_are_what_each_is() {
        for len in [1, 2, 5, 64, 100, 1000, usize::MAX / 4] {
            let order = Permutation::new(len, 7, 0);
            let places: [usize; 32] = core::array::from_fn(|lane| lane * 31 % len);
            assert_eq!(order.at_each(places), places.map(|place| order.at(place)));
        }
    }

    #[test]
    fn epochs_and_seeds_differ() {
        let order = |seed, epoch| -> Vec<usize> {
            let order = Permutation::new(100, seed, epoch);
            (0..100).map(|place| order.at(place)).collect()
        };
        assert_ne!(order(7, 0), order(7, 1));
        assert_ne!(order(7, 0), order(8, 0));
        assert_eq!(order(7, 3), order(7, 3));
    }

    const EPOCHS: usize = 20_000;

    #[test]
    fn every_order_of_four_comes_alike() {
        let mut counts = BTreeMap::new();
        for epoch in 0..EPOCHS {
            let order = Permutation::new(4, 1, epoch).at_each([0, 1, 2, 3]);
            *counts.entry(order).or_insert(0) += 1;
        }
        let expected = EPOCHS as f32 / 24.0;
        assert_eq!(counts.len(), 24);
        for (order, count) in counts {
            assert!((count as f32 / expected - 1.0).abs() < 0.15, "{order:?}: {count}");
        }
    }

    #[test]
    fn every_place_sees_every_number_alike() {
        for len in [2, 4, 10, 16] {
            let mut counts = vec![vec![0_usize; len]; len];
            for epoch in 0..EPOCHS {
                let order = Permutation::new(len, 1, epoch);
                for (place, counts) in counts.iter_mut().enumerate() {
                    counts[order.at(place)] += 1;
                }
            }
            let expected = (EPOCHS / len) as f32;
            for count in counts.concat() {
                assert!((count as f32 / expected - 1.0).abs() < 0.15, "{len}: {counts:?}");
            }
        }
    }
}
