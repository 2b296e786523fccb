//! Samples for any network, the same in every benchmark.

use sinew::Array;

/// Inputs between -1 and 1; one target of 1, all others 0.
pub(crate) fn sample<X: Array, Y: Array>(number: usize) -> (X, Y) {
    let (mut input, mut target) = (X::ZEROS, Y::ZEROS);
    for (i, x) in input.flat_mut().iter_mut().enumerate() {
        *x = ((number * 31 + i * 7) as f32).sin();
    }
    target.flat_mut()[number % Y::LENGTH] = 1.0;
    (input, target)
}
