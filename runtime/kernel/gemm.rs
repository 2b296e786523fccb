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
/// GFLOP/s of a layer on tiles of 32 samples, sinew's own : `matrixmultiply` 0.3.11, on one core of an AMD EPYC with
/// AVX2:
///
/// | inputs x outputs | `Wᵀ x + b` | `W δ` | `x δᵀ` |
/// |---|--:|--:|--:|
/// | 64 x 64 | 80 : 56 | 66 : 44 | 57 |
/// | 512 x 512 | 49 : 49 | 60 : 50 | 51 : 59 |
/// | 1024 x 1024 | 28 : 37 | 51 : 47 | 13 : 36 |
/// | 2048 x 512 | 34 : 54 | 81 : 50 | 17 : 51 |
/// | 1448 x 1448 | 15 : 35 | 59 : 43 | 13 : 16 |
/// | 2000 x 2000 | 13 : 38 | 54 : 33 | 13 : 19 |
/// | 4000 x 4000 | 12 : 34 | 50 : 27 | 13 : 21 |
///
/// `W δ` reads the rows of the weights as they lie, and stays with sinew's own product. On a Zen 4 with
/// AVX-512, `Wᵀ x + b` was 105 : 70 with 1024 x 1024, 53 : 60 with 2000 x 2000 and 38 : 58 with 4000 x 4000.
const WEIGHTS: usize = 1 << 20;

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
    add_product(&weights.transposed(), &input, z.as_flattened_mut());
}

/// Adds `x δᵀ` to the gradient of the weights. If sizes do not fit each other, nothing is done; a debug build panics.
pub(super) fn add_weight_gradient(
    input: &[[f32; TILE]],
    delta: &[[f32; TILE]],
    gradient: &mut [f32],
) {
    let (Some(input), Some(delta)) = (Matrix::tile(input), Matrix::tile(delta)) else { return };
    add_product(&input, &delta.transposed(), gradient);
}

/// `sums += left * right`, row by row, if their sizes agree.
#[allow(clippy::cast_possible_wrap)]
fn add_product(left: &Matrix<'_>, right: &Matrix<'_>, sums: &mut [f32]) {
    let count = left.rows.checked_mul(right.columns);
    let do_agree = left.columns == right.rows && count == Some(sums.len());
    debug_assert!(do_agree, "sizes of a product");
    if !do_agree {
        return;
    }
    // SAFETY: a `Matrix` is only made by `new`, which has checked that it borrows as many numbers as
    // `rows` rows of `columns` are, one after another, or by transposing one, so that `rows`, `columns`
    // and both strides describe exactly the numbers that it borrows. The sizes of the three agree, as
    // was checked above. `sums` is `left.rows` rows of `right.columns` numbers that lie one after another,
    // borrowed mutably, so that nothing else refers to them. Each size, and so each stride, is `TILE` or
    // the length of a slice of numbers: no slice is larger than `isize::MAX` bytes, so that no stride
    // overflows.
    unsafe {
        matrixmultiply::sgemm(
            left.rows,
            left.columns,
            right.columns,
            1.0,
            left.numbers.as_ptr(),
            left.row_stride as isize,
            left.column_stride as isize,
            right.numbers.as_ptr(),
            right.row_stride as isize,
            right.column_stride as isize,
            1.0,
            sums.as_mut_ptr(),
            right.columns as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{TILE, add_weight_gradient, dense};

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
        let mut gradient = weights.clone();
        dense(&input, &weights, &biases, &mut z);
        add_weight_gradient(&input, &delta, &mut gradient);
        for s in 0..TILE {
            for (o, z) in z.iter().enumerate() {
                let sum: f32 = (0..inputs).map(|i| input[i][s] * number(i, o)).sum();
                assert_eq!(z[s], 3.0 + sum, "{inputs} inputs, {outputs} outputs");
            }
        }
        for (i, row) in gradient.chunks_exact(outputs).enumerate() {
            for (o, gradient) in row.iter().enumerate() {
                let sum: f32 = (0..TILE).map(|s| input[i][s] * delta[o][s]).sum();
                assert_eq!(*gradient, number(i, o) + sum, "{inputs} inputs, {outputs} outputs");
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
            dense(&tile(inputs), &weights, &biases, &mut z);
            assert!(z.iter().flatten().all(|number| *number == 7.0));
        }
    }

    #[test]
    #[cfg_attr(debug_assertions, should_panic = "sizes of a product")]
    fn no_gradient_of_sizes_that_do_not_agree() {
        for count in [0, 14, 16] {
            let mut gradient = std::vec![7.0; count];
            add_weight_gradient(&tile(3), &tile(5), &mut gradient);
            assert!(gradient.iter().all(|number| *number == 7.0));
        }
    }
}
