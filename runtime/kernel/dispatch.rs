//! Which instructions a call runs on.

/// What this CPU can do: one level of [`fearless_simd`].
pub(crate) type Level = fearless_simd::Level;

/// What this CPU can do: detected once with `std`, else what the target promises.
#[inline(always)]
pub(crate) fn level() -> Level {
    #[cfg(feature = "std")]
    return Level::new();
    #[cfg(not(feature = "std"))]
    Level::baseline()
}

/// One of two blocks: the first on targets with vectors, the second on those without.
macro_rules! with_vectors {
    ({ $($with:tt)* } else { $($without:tt)* }) => {{
        #[cfg(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        ))]
        { $($with)* }
        #[cfg(not(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        )))]
        { $($without)* }
    }};
}

pub(crate) use with_vectors;

/// Whether the target has vectors.
pub(crate) const HAS_VECTORS: bool = with_vectors!({ true } else { false });

/// Evaluates `$work` with `$isa` bound to the best instruction set of this CPU.
///
/// The function that calls it is compiled once for each level of the CPU; everything that `$work`
/// calls must be `#[inline(always)]`, so that it is compiled with the level's instructions. On
/// targets without vectors there is one level, and no choice is left at run time.
macro_rules! dispatch {
    ($isa:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            fearless_simd::dispatch!($crate::kernel::level(), simd => {
                let $isa = $crate::kernel::Vectors(simd);
                $work
            })
        } else {
            let $isa = $crate::kernel::Scalar;
            $work
        })
    };
}

pub(crate) use dispatch;

/// Evaluates `$work` with `$isa` bound to instructions of a level that is given.
///
/// Of those of x86 it is AVX2, or with `wide` AVX-512 too. All other levels have instructions whose results are the same
/// on every CPU: vectors of eight numbers on whatever there is. With `steady` there are only these, with `steady wide` on
/// AVX2 too.
macro_rules! on_level {
    (wide $level:expr, $isa:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            $crate::kernel::on_level!(@ $level, $isa, [avx512 avx2] => $work)
        } else {
            $crate::kernel::on_level!(@scalar $level, $isa => $work)
        })
    };
    (steady wide $level:expr, $isa:ident => $work:expr) => {
        $crate::kernel::on_level!(@ $level, $isa, [steady_avx2] => $work)
    };
    (steady $level:expr, $isa:ident => $work:expr) => {
        $crate::kernel::on_level!(@ $level, $isa, [] => $work)
    };
    ($level:expr, $isa:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            $crate::kernel::on_level!(@ $level, $isa, [avx2] => $work)
        } else {
            $crate::kernel::on_level!(@scalar $level, $isa => $work)
        })
    };
    (@scalar $level:expr, $isa:ident => $work:expr) => {{
        let _: $crate::kernel::Level = $level;
        let $isa = $crate::kernel::Scalar;
        $work
    }};
    (@ $level:expr, $isa:ident, [$($name:ident)*] => $work:expr) => {{
        // Levels of other CPUs than this kind leave the label unused.
        #[allow(unused_labels)]
        let value = 'on_level: {
            let _level: $crate::kernel::Level = $level;
            $($crate::kernel::on_level!(@$name _level, 'on_level, $isa => $work);)*
            $crate::kernel::with_vectors!({
                #[cfg(test)]
                if $crate::kernel::levels::are_without_vectors() {
                    let $isa = $crate::kernel::Steady($crate::kernel::Lanes::<8>);
                    $work
                } else {
                    $crate::kernel::on_level!(@steady $isa => $work)
                }
                #[cfg(not(test))]
                {
                    $crate::kernel::on_level!(@steady $isa => $work)
                }
            } else {
                let $isa = $crate::kernel::Steady($crate::kernel::Lanes::<8>);
                $work
            })
        };
        value
    }};
    (@steady $isa:ident => $work:expr) => {{
        let $isa = $crate::kernel::Steady($crate::kernel::eights($crate::kernel::baseline()));
        $crate::kernel::Isa::vectorize($isa, #[inline(always)] || $work)
    }};
    (@avx512 $level:ident, $label:lifetime, $isa:ident => $work:expr) => {
        #[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), not(disable_dispatch_avx512)))]
        if let Some(simd) = $level.as_avx512() {
            let $isa = $crate::kernel::Vectors(simd);
            break $label $crate::kernel::Isa::vectorize($isa, #[inline(always)] || $work);
        }
    };
    (@avx2 $level:ident, $label:lifetime, $isa:ident => $work:expr) => {
        #[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), not(disable_dispatch_avx2)))]
        if let Some(simd) = $level.as_avx2() {
            let $isa = $crate::kernel::Vectors(simd);
            break $label $crate::kernel::Isa::vectorize($isa, #[inline(always)] || $work);
        }
        #[cfg(any(
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        ))]
        {
            let $isa = $crate::kernel::Vectors($crate::kernel::baseline());
            break $label $crate::kernel::Isa::vectorize($isa, #[inline(always)] || $work);
        }
    };
    (@steady_avx2 $level:ident, $label:lifetime, $isa:ident => $work:expr) => {
        #[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), not(disable_dispatch_avx2)))]
        if let Some(simd) = $level.as_avx2() {
            let $isa = $crate::kernel::Steady($crate::kernel::eights(simd));
            break $label $crate::kernel::Isa::vectorize($isa, #[inline(always)] || $work);
        }
    };
}

pub(crate) use on_level;
