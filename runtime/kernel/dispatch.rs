/// Evaluates `$work` with `$isa` bound to the best instruction set of this CPU.
///
/// The function that calls it is compiled once for each level of the CPU; everything that `$work`
/// calls must be `#[inline(always)]`, so that it is compiled with the level's instructions. On
/// targets without vectors there is one level, and no choice is left at run time.
macro_rules! dispatch {
    (@on $simd:ident, $isa:ident => $work:expr) => {{
        let $isa = $crate::kernel::Vectors($simd);
        $crate::kernel::Isa::vectorize(
            $isa,
            #[inline(always)]
            || $work,
        )
    }};
    ($isa:ident => $work:expr) => {{
        #[cfg(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        ))]
        {
            fearless_simd::dispatch!($crate::kernel::level(), simd => {
                let $isa = $crate::kernel::Vectors(simd);
                $work
            })
        }
        #[cfg(not(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        )))]
        {
            let $isa = $crate::kernel::Scalar;
            $work
        }
    }};
}

pub(crate) use dispatch;

/// The same for a step of training, which is the most code: without SSE4.2, which computes it no faster
/// than SSE2.
macro_rules! dispatch_training {
    ($isa:ident => $work:expr) => {{
        #[cfg(target_feature = "sse2")]
        {
            let level = $crate::kernel::level();
            if !cfg!(disable_dispatch_avx512)
                && let Some(simd) = level.as_avx512()
            {
                $crate::kernel::dispatch!(@on simd, $isa => $work)
            } else if !cfg!(disable_dispatch_avx2)
                && let Some(simd) = level.as_avx2()
            {
                $crate::kernel::dispatch!(@on simd, $isa => $work)
            } else if let Some(simd) = level.as_sse2() {
                $crate::kernel::dispatch!(@on simd, $isa => $work)
            } else {
                unreachable!("the target has SSE2")
            }
        }
        #[cfg(not(target_feature = "sse2"))]
        $crate::kernel::dispatch!($isa => $work)
    }};
}

pub(crate) use dispatch_training;

/// The same with vectors of eight on every CPU, and results that are alike to the last bit.
macro_rules! dispatch_steady {
    ($isa:ident => $work:expr) => {{
        #[cfg(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        ))]
        {
            $crate::kernel::dispatch_training!(isa => {
                let $isa = $crate::kernel::Steady($crate::kernel::Isa::narrower(isa));
                $work
            })
        }
        #[cfg(not(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        )))]
        {
            let $isa = $crate::kernel::Steady($crate::kernel::Lanes::<8>);
            $work
        }
    }};
}

pub(crate) use dispatch_steady;
