//! What is claimed, and what came of the experiment.

use std::error::Error;

use crate::figure::Figure;
use table::{Table, number};

pub(crate) mod page;
pub(crate) mod table;

/// A claim of the theory, and the experiment that it has to pass.
pub(crate) struct Claim {
    /// Its number, such as `T1`.
    pub(crate) name: &'static str,
    pub(crate) sentence: &'static str,
    /// The file of its figure.
    pub(crate) file: &'static str,
    pub(crate) experiment: fn() -> Result<Findings, Box<dyn Error>>,
}

/// What an experiment found.
pub(crate) struct Findings {
    /// What was measured.
    pub(crate) table: Table,
    /// What had to hold.
    pub(crate) checks: Vec<Check>,
    pub(crate) figure: Figure,
    /// What was asked, what was measured, and what it means.
    pub(crate) text: String,
}

/// A number that was measured, and the threshold that it had to meet.
pub(crate) struct Check {
    what: String,
    measured: f64,
    threshold: Threshold,
}

enum Threshold {
    AtLeast(f64),
    AtMost(f64),
}

impl Check {
    pub(crate) fn at_least(threshold: f64, what: impl Into<String>, measured: f64) -> Self {
        Self { what: what.into(), measured, threshold: Threshold::AtLeast(threshold) }
    }

    pub(crate) fn at_most(threshold: f64, what: impl Into<String>, measured: f64) -> Self {
        Self { what: what.into(), measured, threshold: Threshold::AtMost(threshold) }
    }

    /// Whether it was met. Neither NaN nor what is infinite meets one.
    pub(crate) fn holds(&self) -> bool {
        self.measured.is_finite()
            && match self.threshold {
                Threshold::AtLeast(least) => self.measured >= least,
                Threshold::AtMost(most) => self.measured <= most,
            }
    }

    /// What was measured, the figure, the threshold, and whether it was met.
    pub(crate) fn cells(&self) -> [String; 4] {
        let threshold = match self.threshold {
            Threshold::AtLeast(least) => format!("≥ {}", number(least)),
            Threshold::AtMost(most) => format!("≤ {}", number(most)),
        };
        let verdict = if self.holds() { "yes" } else { "NO" };
        [self.what.clone(), number(self.measured), threshold, verdict.to_owned()]
    }
}

impl Findings {
    /// Whether every threshold was met.
    pub(crate) fn holds(&self) -> bool {
        self.checks.iter().all(Check::holds)
    }
}
