//! The simplest loss that is not the same in all directions: half a parabola's square in each of two.

use sinew::prelude::*;
use sinew::{Error, Optimizer, Stop};

network! {
    /// Two weights `w` and `v`. Of the samples below the loss is `(w² + v² / condition) / 2`, with a curvature of 1 along
    /// `w` and `1 / condition` along `v`.
    #[derive(Clone)]
    pub(crate) struct Weights< 2 => 1 [no_bias] >;
}

/// A loss, and where descent begins.
pub(crate) struct Valley {
    pub(crate) start: Weights,
    samples: [([f32; 2], [f32; 1]); 2],
}

/// Steps after which descent gives up.
const STEPS: usize = 1_000_000;

impl Valley {
    /// Begins where both directions have a share in the loss, which depends on the angle.
    pub(crate) fn new(condition: f64, angle: f64) -> Self {
        let root = condition.sqrt();
        let start = [angle.cos(), root * angle.sin()].map(|weight| weight as f32);
        let samples = [([1.0, 0.0], [0.0]), ([0.0, (1.0 / root) as f32], [0.0])];
        Self { start: Weights::from_parameters(start), samples }
    }

    /// Of curvature 1.
    pub(crate) fn parabola() -> Self {
        Self::new(1.0, 0.5)
    }

    /// Whether a thousand steps of plain descent lead further away.
    pub(crate) fn grows(&self, learning_rate: f64) -> bool {
        let mut trainer = trainer(Momentum::new(learning_rate as f32, 0.0));
        let mut net = self.start.clone();
        let Ok(first) = trainer.evaluate(&net, &self.samples) else { return true };
        trainer.epochs(1000).fit(&mut net, &self.samples).is_err()
            || trainer.evaluate(&net, &self.samples).map_or(true, |last| last > first)
    }

    /// Steps until the loss is a millionth of what it was; infinite if it is not after a million.
    pub(crate) fn steps<O: Optimizer>(&self, optimizer: O) -> Result<f64, Error> {
        let mut trainer = trainer(optimizer);
        let mut net = self.start.clone();
        let first = trainer.evaluate(&net, &self.samples)?;
        trainer.epochs(STEPS).until(first * 1e-6);
        let report = trainer.fit(&mut net, &self.samples)?;
        // The loss of an epoch is that before its step.
        let steps = (report.epochs - 1) as f64;
        Ok(if report.stop == Stop::TargetReached { steps } else { f64::INFINITY })
    }

    /// Where so many steps lead.
    pub(crate) fn path<O: Optimizer>(
        &self,
        optimizer: O,
        steps: usize,
    ) -> Result<Vec<(f64, f64)>, Error> {
        let mut trainer = trainer(optimizer);
        let mut net = self.start.clone();
        let mut path = Vec::new();
        for _ in 0..=steps {
            let [w, v] = *net.parameters();
            path.push((f64::from(v), f64::from(w)));
            trainer.epochs(1).fit(&mut net, &self.samples)?;
        }
        Ok(path)
    }
}

fn trainer<O: Optimizer>(
    optimizer: O,
) -> Trainer<Weights, MeanSquaredError, O, sinew::Deterministic> {
    let mut trainer = Trainer::deterministic(MeanSquaredError, optimizer);
    trainer.full_batch().in_order();
    trainer
}
