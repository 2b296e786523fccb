//! Every level of this CPU, so that tests reach those that the best one hides.

use std::cell::Cell;

use super::{Isa, Level, Scalar, Vectors};

/// What is done on a level.
pub(crate) trait OnLevel {
    fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S);
}

/// No vectors, and each level that this CPU has; one that it has not is named in the output.
#[cfg(all(feature = "std", any(target_arch = "x86", target_arch = "x86_64")))]
pub(crate) fn on_each_level(work: &mut impl OnLevel) {
    let level = super::level();
    work.on("no vectors", Scalar);
    on_one(work, "SSE2", level.as_sse2());
    on_one(work, "SSE4.2", level.as_sse4_2());
    on_one(work, "AVX2", level.as_avx2());
    #[cfg(not(disable_dispatch_avx512))]
    on_one(work, "AVX-512", level.as_avx512());
}

#[cfg(all(feature = "std", any(target_arch = "x86", target_arch = "x86_64")))]
fn on_one<S: fearless_simd::Simd>(work: &mut impl OnLevel, level: &'static str, simd: Option<S>) {
    match simd {
        Some(simd) => work.on(level, Vectors(simd)),
        None => std::println!("not checked: this CPU has no {level}"),
    }
}

/// No vectors, and the best level: elsewhere there is one, and without `std` none other is known.
#[cfg(not(all(feature = "std", any(target_arch = "x86", target_arch = "x86_64"))))]
pub(crate) fn on_each_level(work: &mut impl OnLevel) {
    work.on("no vectors", Scalar);
    fearless_simd::dispatch!(super::level(), simd => work.on("vectors", Vectors(simd)));
}

std::thread_local! {
    static WITHOUT_VECTORS: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread computes what is the same on every CPU as it is computed on targets without vectors.
pub(crate) fn are_without_vectors() -> bool {
    WITHOUT_VECTORS.get()
}

/// Does some work of the baseline as it is done on targets without vectors, where results are to be the same on every
/// CPU.
pub(crate) fn without_vectors<R>(work: impl FnOnce(Level) -> R) -> R {
    struct WithVectors;

    impl Drop for WithVectors {
        fn drop(&mut self) {
            WITHOUT_VECTORS.set(false);
        }
    }

    WITHOUT_VECTORS.set(true);
    let _with_vectors = WithVectors;
    work(Level::baseline())
}
