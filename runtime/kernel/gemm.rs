//! Large layers on a tile of samples, through `matrixmultiply`.
//!
//! ```text
//!   weights, transposed   inputs                z
//!   ┌───────────┐       ┌─────────┐        ┌─────────┐
//!   │   O × I   │   ×   │  I × T  │   =    │  O × T  │   T samples in each row
//!   └───────────┘       └─────────┘        └─────────┘
//! ```
//!
//! The only file of the crate with `unsafe`.

#![allow(unsafe_code)]

use super::Tile;

/// From so many weights on, packing the operands pays: they no longer fit in a cache near the core.
///
/// GFLOP/s of a layer on tiles of 32 samples, sinew's own product : `matrixmultiply` 0.3.11, on one core
/// of an AMD EPYC (Zen 4) whose loop of fused multiply-adds reaches 113:
///
/// | inputs x outputs | SSE4.2 | AVX2 | AVX-512 |
/// |---|--:|--:|--:|
/// | 16 x 16 | 29 : 15 | 58 : 36 | 55 : 39 |
/// | 64 x 64 | 36 : 26 | 92 : 63 | 93 : 74 |
/// | 128 x 128 | 37 : 28 | 99 : 80 | 102 : 76 |
/// | 784 x 128 | 35 : 29 | 90 : 85 | 106 : 80 |
/// | 512 x 512 | 31 : 29 | 91 : 82 | 110 : 82 |
/// | 1024 x 1024 | | 71 : 67 | 105 : 70 |
/// | 2000 x 2000 | | 41 : 59 | 53 : 60 |
/// | 4000 x 4000 | | 20 : 58 | 38 : 58 |
const WEIGHTS: usize = 2 << 20;

/// Whether a layer of this shape is large enough.
pub(super) const fn pays(inputs: usize, outputs: usize) -> bool {
    inputs * outputs >= WEIGHTS
}

/// A matrix by its numbers, its sizes, and the distance from one row, one column to the next.
struct Matrix<'a> {
    numbers: &'a [f32],
    rows: usize,
    columns: usize,
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Matrix<'a> {
    fn new<const ROWS: usize, const COLUMNS: usize>(numbers: &'a [[f32; COLUMNS]; ROWS]) -> Self {
        Self {
            numbers: numbers.as_flattened(),
            rows: ROWS,
            columns: COLUMNS,
            row_stride: COLUMNS,
            column_stride: 1,
        }
    }

    fn transposed(self) -> Self {
        Self {
            numbers: self.numbers,
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
        }
    }
}

/// `z = Wᵀ x + b`.
pub(super) fn dense<const I: usize, const O: usize, const T: usize>(
    input: &Tile<I, T>,
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    z: &mut Tile<O, T>,
) {
    for (row, bias) in z.iter_mut().zip(biases) {
        *row = [*bias; T];
    }
    add_product(&Matrix::new(weights).transposed(), &Matrix::new(input), z);
}

/// `W δ`.
pub(super) fn back<const I: usize, const O: usize, const T: usize>(
    delta: &Tile<O, T>,
    weights: &[[f32; O]; I],
    by_input: &mut Tile<I, T>,
) {
    by_input.as_flattened_mut().fill(0.0);
    add_product(&Matrix::new(weights), &Matrix::new(delta), by_input);
}

/// `sums += left * right`.
#[allow(clippy::cast_possible_wrap)]
fn add_product<const ROWS: usize, const COLUMNS: usize>(
    left: &Matrix<'_>,
    right: &Matrix<'_>,
    sums: &mut [[f32; COLUMNS]; ROWS],
) {
    assert!(left.rows == ROWS && left.columns == right.rows && right.columns == COLUMNS);
    // SAFETY: a `Matrix` is only made from an array of arrays, or by transposing one, so that
    // `rows`, `columns` and both strides describe exactly the numbers that it borrows. The sizes
    // of the three agree, as asserted above. `sums` is `ROWS` rows of `COLUMNS` numbers that lie
    // one after another, borrowed mutably, so that nothing else refers to them. No array is
    // larger than `isize::MAX` bytes, so that no stride overflows.
    unsafe {
        matrixmultiply::sgemm(
            ROWS,
            left.columns,
            COLUMNS,
            1.0,
            left.numbers.as_ptr(),
            left.row_stride as isize,
            left.column_stride as isize,
            right.numbers.as_ptr(),
            right.row_stride as isize,
            right.column_stride as isize,
            1.0,
            sums.as_mut_ptr().cast(),
            COLUMNS as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Tile, back, dense};

    /// Whole numbers, so that any order of the sums gives the same.
    fn number(row: usize, column: usize) -> f32 {
        ((row * 7 + column * 3) % 11) as f32 - 5.0
    }

    fn filled<const C: usize, const R: usize>() -> [[f32; C]; R] {
        core::array::from_fn(|row| core::array::from_fn(|column| number(row, column)))
    }

    fn check<const I: usize, const O: usize, const T: usize>() {
        let (weights, biases): ([[f32; O]; I], [f32; O]) = (filled(), [3.0; O]);
        let (input, delta): (Tile<I, T>, Tile<O, T>) = (filled(), filled());
        let (mut z, mut by_input) = ([[f32::NAN; T]; O], [[f32::NAN; T]; I]);
        dense(&input, &weights, &biases, &mut z);
        back(&delta, &weights, &mut by_input);
        for s in 0..T {
            for (o, z) in z.iter().enumerate() {
                let sum: f32 = (0..I).map(|i| input[i][s] * weights[i][o]).sum();
                assert_eq!(z[s], 3.0 + sum, "{I} inputs, {O} outputs");
            }
            for (i, by_input) in by_input.iter().enumerate() {
                let sum: f32 = (0..O).map(|o| delta[o][s] * weights[i][o]).sum();
                assert_eq!(by_input[s], sum, "{I} inputs, {O} outputs");
            }
        }
    }

    #[test]
    fn products_of_odd_sizes_fill_their_places() {
        check::<1, 1, 32>();
        check::<17, 5, 32>();
        check::<5, 33, 8>();
        check::<70, 41, 32>();
    }
}
