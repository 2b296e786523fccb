//! How files hold what is no number in some formats: losses that are not there yet.

use std::vec::Vec;

use typenum::Unsigned;

use super::EarlyStopping;
use crate::error::Error;
use crate::network::{Block, Fingerprint, Network};

/// [`EarlyStopping`] in a file, of whatever network.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct WrittenStopping {
    /// The fingerprint of its architecture.
    network: u64,
    patience: usize,
    least_gain: f32,
    loss: Option<f32>,
    waited: usize,
    best_epoch: Option<usize>,
    next_epoch: usize,
    best: Vec<f32>,
}

impl<N: Network> From<EarlyStopping<N>> for WrittenStopping {
    fn from(stopping: EarlyStopping<N>) -> Self {
        let EarlyStopping { patience, least_gain, loss, waited, best_epoch, next_epoch, best } =
            stopping;
        let (network, best) = (Fingerprint::of::<N>(), best.numbers().to_vec());
        Self { network, patience, least_gain, loss, waited, best_epoch, next_epoch, best }
    }
}

impl<N: Network> TryFrom<WrittenStopping> for EarlyStopping<N> {
    type Error = Error;

    fn try_from(written: WrittenStopping) -> Result<Self, Error> {
        let WrittenStopping { network, best: numbers, .. } = written;
        let WrittenStopping { patience, least_gain, loss, waited, best_epoch, next_epoch, .. } =
            written;
        let (expected, found) = (N::Parameters::USIZE, numbers.len());
        if network != Fingerprint::of::<N>() || found != expected {
            return Err(Error::OtherCheckpoint { expected, found });
        }
        if !numbers.iter().chain(&loss).chain([&least_gain]).all(|number| number.is_finite()) {
            return Err(Error::NonFiniteCheckpoint);
        }
        if least_gain < 0.0 || best_epoch.is_some() != loss.is_some() {
            return Err(Error::DamagedCheckpoint);
        }
        let mut best = Block::<N::Parameters>::zeros();
        best.numbers_mut().copy_from_slice(&numbers);
        Ok(Self { patience, least_gain, loss, waited, best_epoch, next_epoch, best })
    }
}

/// A loss of no epoch, NaN, as none.
pub(super) mod loss {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub(crate) fn serialize<S: Serializer>(loss: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        (!loss.is_nan()).then_some(*loss).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        Ok(Option::deserialize(deserializer)?.unwrap_or(f32::NAN))
    }
}
