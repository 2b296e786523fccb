use crate::kernel::{TILE, level, on_level};

/// A random order of the numbers below `len`, computed number by number: it needs no memory.
///
/// Up to [`FEW`] numbers are shuffled when the permutation is made, so that each order is equally likely (Durstenfeld,
/// *Algorithm 235: Random permutation*, 1964).
///
/// Of more, a generalized Feistel network permutes the cells of a grid, about as many rows as columns, of which those are a
/// power of two; what falls outside `len` is permuted again until it falls inside (Black and Rogaway, *Ciphers with
/// Arbitrary Finite Domains*, 2002). That is less than a row of cells. On most grids such a permutation is always even,
/// or nearly so: at the end, 0 and 1 are swapped in every other order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Permutation {
    len: usize,
    rows: u32,
    column_bits: u32,
    /// The key of the network. Of few numbers it is the numbers in their order, [`BITS`] each.
    key: u64,
    /// 1 if 0 and 1 are swapped at the end.
    swapped: usize,
}

/// So many numbers fit a key. A network with as few cells would prefer some orders.
const FEW: usize = (u64::BITS / BITS) as usize;
/// Of a number below [`FEW`].
const BITS: u32 = 4;
/// Enough that among more than [`FEW`] numbers, no places prefer some of them.
const ROUNDS: u32 = 10;

impl Permutation {
    /// The order that belongs to a seed and an epoch.
    #[allow(clippy::cast_possible_truncation, reason = "no list has more than 2^63 samples")]
    pub(crate) fn new(len: usize, seed: u64, epoch: usize) -> Self {
        let len = len.max(1);
        let column_bits = (usize::BITS - (len - 1).leading_zeros()).max(2) / 2;
        let rows = len.div_ceil(1 << column_bits) as u32;
        let key = mix(seed ^ mix(epoch as u64));
        let swapped = (mix(key) & 1) as usize;
        let key = if len <= FEW { shuffled(len, key) } else { key };
        Self { len, rows, column_bits, key, swapped }
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
        if self.len <= FEW {
            return places.map(|place| number_of(self.key, place));
        }
        let mut numbers = self.permuted(places);
        while numbers.iter().fold(0, |most, number| *number.max(&most)) >= self.len {
            let again = self.permuted(numbers);
            for (number, again) in numbers.iter_mut().zip(again) {
                *number = if *number < self.len { *number } else { again };
            }
        }
        // The highest bit of `number - 2` is that of a number below 2.
        numbers.map(|number| number ^ (number.wrapping_sub(2) >> (usize::BITS - 1) & self.swapped))
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

/// The numbers below `len` in a random order, [`BITS`] each.
fn shuffled(len: usize, key: u64) -> u64 {
    let (mut numbers, mut state) = (0xFEDC_BA98_7654_3210, key);
    for last in (1..len as u64).rev() {
        state = state.wrapping_add(GOLDEN_RATIO);
        let other = ((mix(state) >> 32) * (last + 1)) >> 32;
        let (last, other) = (last * u64::from(BITS), other * u64::from(BITS));
        let differing = (numbers >> last ^ numbers >> other) & (FEW as u64 - 1);
        numbers ^= differing << last ^ differing << other;
    }
    numbers
}

/// That at a place.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "it is below `FEW`")]
fn number_of(numbers: u64, place: usize) -> usize {
    numbers.wrapping_shr(BITS * place as u32) as usize % FEW
}

/// 2⁶⁴ divided by the golden ratio.
const GOLDEN_RATIO: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads every bit over all bits: the finalizer of `SplitMix64` (Steele, Lea and Flood, *Fast
/// Splittable Pseudorandom Number Generators*, 2014).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(GOLDEN_RATIO);
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
    use crate::kernel::TILE;

    #[test]
    fn each_number_comes_once() {
        for len in (1..=40).chain([100, 1000]) {
            let order = Permutation::new(len, 7, 0);
            let mut seen = vec![false; len];
            for place in 0..len {
                assert!(!core::mem::replace(&mut seen[order.at(place)], true));
            }
        }
    }

    #[test]
    fn many_at_once_are_what_each_is() {
        for len in (1..=40).chain([64, 100, 1000, usize::MAX / 4]) {
            for seed in 0..4 {
                let order = Permutation::new(len, seed, 0);
                let places: [usize; TILE] = core::array::from_fn(|lane| lane * 31 % len);
                let each = places.map(|place| order.at(place));
                assert_eq!((order.at_each(places), order.at_tile(&places)), (each, each));
            }
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

    /// How many standard deviations the chi-squared statistic of equally likely counts is above its mean.
    fn deviations(counts: &[usize], degrees: usize) -> f64 {
        let expected = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
        let squares = counts.iter().map(|count| (*count as f64 - expected).powi(2)).sum::<f64>();
        (squares / expected - degrees as f64) / (2.0 * degrees as f64).sqrt()
    }

    fn orders(len: usize, count: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..count).map(move |seed| {
            let order = Permutation::new(len, seed as u64, seed % 3);
            (0..len).map(|place| order.at(place)).collect()
        })
    }

    #[test]
    fn every_order_of_few_comes_alike() {
        let mut all = 2;
        for len in 3..=8 {
            all *= len;
            let mut counts = BTreeMap::new();
            for order in orders(len, 200_000.min(20 * all)) {
                *counts.entry(order).or_insert(0) += 1;
            }
            let mut counts: Vec<_> = counts.into_values().collect();
            counts.resize(all, 0);
            let deviations = deviations(&counts, all - 1);
            assert!(deviations < 4.0, "{len}: {deviations}");
        }
    }

    #[test]
    fn every_place_and_every_two_places_see_all_numbers_alike() {
        for len in [2, 4, 9, 16, 17, 20, 33, 40] {
            let mut of_places = vec![vec![0; len]; len];
            let mut of_pairs = vec![0; len * len];
            for order in orders(len, 5000) {
                of_places.iter_mut().zip(&order).for_each(|(counts, number)| counts[*number] += 1);
                of_pairs[order[0] * len + order[len - 1]] += 1;
            }
            let places = deviations(&of_places.concat(), (len - 1) * (len - 1));
            assert!(places < 4.0, "{len}: {places}");
            // None is at both places.
            let of_pairs = of_pairs.iter().enumerate().filter(|(pair, _)| pair % (len + 1) != 0);
            let of_pairs: Vec<_> = of_pairs.map(|(_, count)| *count).collect();
            let pairs = deviations(&of_pairs, (of_pairs.len() - 1).max(1));
            assert!(pairs < 4.0, "{len}: {pairs}");
        }
    }

    /// Whether it is made of an odd number of swaps.
    fn is_odd(mut order: Vec<usize>) -> bool {
        let mut swaps = 0;
        for place in 0..order.len() {
            while order[place] != place {
                let number = order[place];
                order.swap(place, number);
                swaps += 1;
            }
        }
        swaps % 2 == 1
    }

    #[test]
    fn every_other_order_is_odd() {
        for len in [2, 5, 12, 16, 17, 20, 32, 65, 100] {
            let odd = orders(len, 4000).filter(|order| is_odd(order.clone())).count();
            let deviations = deviations(&[odd, 4000 - odd], 1);
            assert!(deviations < 6.0, "{len}: {odd} of 4000");
        }
    }
}
