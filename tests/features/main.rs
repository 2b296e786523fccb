//! What depends on features: `cargo test --all-features --test features`. Of files there is nothing without `serde`,
//! of threads nothing without `rayon`.

#[cfg(feature = "std")]
mod checkpoints;
#[cfg(feature = "rayon")]
mod threads;
