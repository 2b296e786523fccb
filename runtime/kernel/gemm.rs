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

use super::TILE;

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

/// Whether a layer with so many weights is large enough.
pub(super) const fn pays(weights: usize) -> bool {
    weights >= WEIGHTS
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
    /// So many rows one after another, if these are their numbers.
    fn new(numbers: &'a [f32], rows: usize, columns: usize) -> Option<Self> {
        let are_all = rows.checked_mul(columns) == Some(numbers.len());
        debug_assert!(are_all, "{rows} rows of {columns} numbers");
        are_all.then_some(Self { numbers, rows, columns, row_stride: columns, column_stride: 1 })
    }

    /// A row of samples for each unit.
    fn tile(rows: &'a [[f32; TILE]]) -> Option<Self> {
        Self::new(rows.as_flattened(), rows.len(), TILE)
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

/// `z = Wᵀ x + b`. If sizes do not fit each other, nothing is done; a debug build panics.
pub(super) fn dense(input: &[[f32; TILE]], weights: &[f32], biases: &[f32], z: &mut [[f32; TILE]]) {
    let Some(weights) = Matrix::new(weights, input.len(), z.len()) else { return };
    let Some(input) = Matrix::tile(input) else { return };
    debug_assert_eq!(biases.len(), z.len(), "a bias for each output");
    if biases.len() != z.len() {
        return;
    }
    for (row, bias) in z.iter_mut().zip(biases) {
        *row = [*bias; TILE];
    }
    add_product(&weights.transposed(), &input, z);
}

/// `W δ`. If sizes do not fit each other, nothing is done; a debug build panics.
pub(super) fn back(delta: &[[f32; TILE]], weights: &[f32], by_input: &mut [[f32; TILE]]) {
    let Some(weights) = Matrix::new(weights, by_input.len(), delta.len()) else { return };
    let Some(delta) = Matrix::tile(delta) else { return };
    by_input.as_flattened_mut().fill(0.0);
    add_product(&weights, &delta, by_input);
}

/// `sums += left * right`, if their sizes agree.
#[allow(clippy::cast_possible_wrap)]
fn add_product(left: &Matrix<'_>, right: &Matrix<'_>, sums: &mut [[f32; TILE]]) {
    let do_agree = left.rows == sums.len() && left.columns == right.rows && right.columns == TILE;
    debug_assert!(do_agree, "sizes of a product");
    if !do_agree {
        return;
    }
    // SAFETY: a `Matrix` is only made by `new`, which has checked that it borrows as many numbers as
    // `rows` rows of `columns` are, one after another, or by transposing one, so that `rows`, `columns`
    // and both strides describe exactly the numbers that it borrows. The sizes of the three agree, as
    // was checked above. `sums` is `left.rows` rows of `TILE` numbers that lie one after another,
    // borrowed mutably, so that nothing else refers to them. Each size, and so each stride, is `TILE` or
    // the length of a slice of numbers: no slice is larger than `isize::MAX` bytes, so that no stride
    // overflows.
    unsafe {
        matrixmultiply::sgemm(
            left.rows,
            left.columns,
            TILE,
            1.0,
            left.numbers.as_ptr(),
            left.row_stride as isize,
            left.column_stride as isize,
            right.numbers.as_ptr(),
            right.row_stride as isize,
            right.column_stride as isize,
            1.0,
            sums.as_mut_ptr().cast(),
            TILE as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{TILE, back, dense};

    /// Whole numbers, so that any order of the sums gives the same.
    fn number(row: usize, column: usize) -> f32 {
        ((row * 7 + column * 3) % 11) as f32 - 5.0
    }

    fn matrix(rows: usize, columns: usize) -> Vec<f32> {
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        places.map(|(row, column)| number(row, column)).collect()
    }

    fn tile(rows: usize) -> Vec<[f32; TILE]> {
        (0..rows).map(|row| core::array::from_fn(|column| number(row, column))).collect()
    }

    fn check(inputs: usize, outputs: usize) {
        let (weights, biases) = (matrix(inputs, outputs), std::vec![3.0; outputs]);
        let (input, delta) = (tile(inputs), tile(outputs));
        let mut z = std::vec![[f32::NAN; TILE]; outputs];
        let mut by_input = std::vec![[f32::NAN; TILE]; inputs];
        dense(&input, &weights, &biases, &mut z);
        back(&delta, &weights, &mut by_input);
        for s in 0..TILE {
            for (o, z) in z.iter().enumerate() {
                let sum: f32 = (0..inputs).map(|i| input[i][s] * number(i, o)).sum();
                assert_eq!(z[s], 3.0 + sum, "{inputs} inputs, {outputs} outputs");
            }
            for (i, by_input) in by_input.iter().enumerate() {
                let sum: f32 = (0..outputs).map(|o| delta[o][s] * number(i, o)).sum();
                assert_eq!(by_input[s], sum, "{inputs} inputs, {outputs} outputs");
            }
        }
    }

    #[test]
    fn products_of_odd_sizes_fill_their_places() {
        check(1, 1);
        check(17, 5);
        check(5, 33);
        check(70, 41);
    }

    /// Whatever is too short or too long, no number is read that is not there, and none is written.
    #[test]
    #[cfg_attr(debug_assertions, should_panic = "rows of")]
    fn no_product_of_sizes_that_do_not_agree() {
        for (weights, inputs, outputs) in [(14, 3, 5), (16, 3, 5), (15, 5, 4), (0, 3, 5)] {
            let (weights, biases) = (std::vec![1.0; weights], std::vec![1.0; outputs]);
            let mut z = std::vec![[7.0; TILE]; outputs];
            let mut by_input = std::vec![[7.0; TILE]; inputs];
            dense(&tile(inputs), &weights, &biases, &mut z);
            back(&tile(outputs), &weights, &mut by_input);
            assert!(z.iter().chain(&by_input).flatten().all(|number| *number == 7.0));
        }
    }
}
