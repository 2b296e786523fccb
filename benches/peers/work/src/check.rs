//! Whether a peer computed what the reference computed.

use anyhow::{Result, ensure};

/// How far an output may lie from that of the reference, which computes in double precision. All
/// outputs are of the order of 1.
const TOLERANCE: f32 = 2e-5;

/// Fails if any output differs from the reference by more than the tolerance, or is no number.
pub(crate) fn outputs_agree(what: &str, found: &[f32], expected: &[f32]) -> Result<()> {
    let (lengths, wanted) = (found.len(), expected.len());
    ensure!(lengths == wanted, "{what}: {lengths} outputs where the reference has {wanted}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        ensure!(
            (found - expected).abs() <= TOLERANCE,
            "{what}: output {place} is {found}, that of the reference {expected}: \
             they differ by more than {TOLERANCE}",
        );
    }
    Ok(())
}
