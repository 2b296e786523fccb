//! What several experiments learn.

pub(crate) mod moons;
pub(crate) mod regression;
pub(crate) mod valley;
