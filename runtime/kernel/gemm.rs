//! Large layers on a tile of samples, through `matrixmultiply`.
//!
//! The only file of the crate with `unsafe`.

#![allow(unsafe_code)]

use super::{Tile, Values};

/// From so many weights on, packing the operands costs less than it gains.
const WEIGHTS: usize = 16 * 1024;
/// A side that is shorter leaves the registers of its kernels half empty.
const SHORTEST_SIDE: usize = 16;

/// Whether a layer of this shape is large enough. A constant, once the sizes are.
#[inline(always)]
pub(super) const fn pays(inputs: usize, outputs: usize) -> bool {
    inputs * outputs >= WEIGHTS && inputs >= SHORTEST_SIDE && outputs >= SHORTEST_SIDE
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
    *by_input = Tile::ZEROS;
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
