//! How good predictions are, by the definitions of scikit-learn. Each sample counts once, whatever its weight.

mod confusion;
mod regression;
mod roc_auc;
mod table;
mod top_k;

pub use confusion::Confusion;
pub use regression::Regression;
#[cfg(feature = "std")]
pub use roc_auc::roc_auc;
pub use roc_auc::roc_auc_of;
pub use top_k::top_k_accuracy;

use crate::data::{Dataset, check};
use crate::error::Error;
use crate::kernel::{Target, TargetDomain, Values};
use crate::network::{self, Network};

/// Shows the target and the outputs of each sample.
fn predict_each<N, D>(
    net: &N,
    data: &D,
    mut show: impl FnMut(&D::Target, &N::Output),
) -> Result<(), Error>
where
    N: Network,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    check(data, TargetDomain::Numbers)?;
    let mut outcome = Ok(());
    let mut show = |place, output: &N::Output| {
        if output.flat().iter().all(|number| number.is_finite()) {
            show(data.sample(place).1, output);
        } else if outcome.is_ok() {
            outcome = Err(Error::NonFiniteOutput { sample: data.number(place) });
        }
    };
    network::predict_each::<N::Architecture, D>(net.parameters(), data, &mut show);
    outcome
}

/// A share, and 0 of nothing.
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
