/// A random order of the numbers below `len`, computed number by number: it needs no memory.
///
/// A Feistel network permutes the numbers below the next power of four, at least sixteen; those that fall outside
/// `len` are permuted again until they fall inside (Black and Rogaway, *Ciphers with Arbitrary
/// Finite Domains*, 2002).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Permutation {
    len: u64,
    half_bits: u32,
    key: u64,
}

/// Enough that no place prefers a number, even among few.
const ROUNDS: u64 = 8;

impl Permutation {
    /// The order that belongs to a seed and an epoch.
    pub(crate) fn new(len: usize, seed: u64, epoch: usize) -> Self {
        let len = len.max(1) as u64;
        let half_bits = (u64::BITS - (len - 1).leading_zeros()).div_ceil(2).max(2);
        Self { len, half_bits, key: mix(seed ^ mix(epoch as u64)) }
    }

    /// The number at a place, both below `len`.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn at(&self, place: usize) -> usize {
        let mut number = place as u64;
        loop {
            number = self.permute(number);
            if number < self.len {
                return number as usize;
            }
        }
    }

    fn permute(&self, number: u64) -> u64 {
        let mask = (1 << self.half_bits) - 1;
        let (mut left, mut right) = (number >> self.half_bits, number & mask);
        for round in 0..ROUNDS {
            let scrambled = mix(self.key ^ (right << 8 | round)) & mask;
            (left, right) = (right, left ^ scrambled);
        }
        left << self.half_bits | right
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
    fn epochs_and_seeds_differ() {
        let order = |seed, epoch| -> Vec<usize> {
            let order = Permutation::new(100, seed, epoch);
            (0..100).map(|place| order.at(place)).collect()
        };
        assert_ne!(order(7, 0), order(7, 1));
        assert_ne!(order(7, 0), order(8, 0));
        assert_eq!(order(7, 3), order(7, 3));
    }

    #[test]
    fn every_place_sees_every_number_alike() {
        const EPOCHS: usize = 20_000;
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
