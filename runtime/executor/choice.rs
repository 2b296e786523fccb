//! Which executor does the work.

/// Evaluates `$work` for a prediction, with `$executor` bound to an executor of one sample.
///
/// What is called is compiled for each level of the CPU, with all of its sizes as constants. In a build with debug
/// assertions it is compiled once, and calls the library, which may be optimized where the rest is not.
macro_rules! predicting {
    ($executor:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            #[cfg(debug_assertions)]
            {
                let $executor = $crate::executor::Library::<$crate::kernel::OneSample>::new(
                    $crate::kernel::level(),
                    false,
                );
                $work
            }
            #[cfg(not(debug_assertions))]
            {
                $crate::kernel::dispatch!(isa => {
                    let $executor = $crate::executor::Inline($crate::kernel::One(isa));
                    $work
                })
            }
        } else {
            let $executor = $crate::executor::Inline($crate::kernel::One($crate::kernel::Scalar));
            $work
        })
    };
}

pub(crate) use predicting;

/// The same for a pass of training over one sample, forward and back, with the instructions of a [`Call`]: in a network
/// that `$is_tiny`, all is compiled where it is used. Of any other network, what calls the library is enough on CPUs without
/// AVX2; so it is for results that are the same on every CPU, and in a build with debug assertions.
///
/// [`Call`]: crate::kernel::Call
macro_rules! on_one_sample {
    ($call:expr, $mode:ty, $is_tiny:expr, $executor:ident => $work:expr) => {{
        let call: $crate::kernel::Call = $call;
        if const { <$mode>::IS_STEADY || (cfg!(debug_assertions) && $crate::kernel::HAS_VECTORS) } {
            let $executor = $crate::executor::Library::<$crate::kernel::OneSample>::of(call);
            $work
        } else {
            $crate::executor::on_one_sample!(@fast call.level, $is_tiny, $executor => $work)
        }
    }};
    (@fast $level:expr, $is_tiny:expr, $executor:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            {
                'done: {
                    #[cfg(not(disable_dispatch_avx2))]
                    if let Some(simd) = $level.as_avx2() {
                        break 'done $crate::executor::on_one_sample!(@inline simd, $executor => $work);
                    }
                    if const { $is_tiny } && let Some(simd) = $level.as_sse2() {
                        break 'done $crate::executor::on_one_sample!(@inline simd, $executor => $work);
                    }
                    let $executor = $crate::executor::Library::<$crate::kernel::OneSample>::new($level, false);
                    $work
                }
            }
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            {
                fearless_simd::dispatch!($level, simd => {
                    let $executor = $crate::executor::Inline($crate::kernel::One($crate::kernel::Vectors(simd)));
                    $work
                })
            }
        } else {
            let _ = $level;
            let $executor = $crate::executor::Inline($crate::kernel::One($crate::kernel::Scalar));
            $work
        })
    };
    (@inline $simd:ident, $executor:ident => $work:expr) => {{
        let isa = $crate::kernel::Vectors($simd);
        $crate::kernel::Isa::vectorize(
            isa,
            #[inline(always)]
            || {
                let $executor = $crate::executor::Inline($crate::kernel::One(isa));
                $work
            },
        )
    }};
}

pub(crate) use on_one_sample;

/// Evaluates `$work` with `$executor` bound to the library's executor of one sample, whose numbers are on the heap if the
/// network `$net` is too large for a stack.
macro_rules! on_library {
    ($call:expr, $net:ty, $executor:ident => $work:expr) => {{
        #[cfg(feature = "std")]
        if const { $crate::network::is_large::<$net>() } {
            let $executor = $crate::executor::Library::<$crate::kernel::OneSampleOnHeap>::of($call);
            $work
        } else {
            let $executor = $crate::executor::Library::<$crate::kernel::OneSample>::of($call);
            $work
        }
        #[cfg(not(feature = "std"))]
        {
            let $executor = $crate::executor::Library::<$crate::kernel::OneSample>::of($call);
            $work
        }
    }};
}

pub(crate) use on_library;

/// The same for the tiles of a small network. None where the CPU has no AVX2: its samples then go one after the other.
macro_rules! on_small_tiles {
    ($call:expr, $storage:expr, $executor:ident => $work:expr) => {{
        let call: $crate::kernel::Call = $call;
        $crate::executor::on_small_tiles!(@fast call.level, $storage, $executor => $work)
    }};
    (@fast $level:expr, $storage:expr, $executor:ident => $work:expr) => {
        $crate::kernel::with_vectors!({
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            {
                'done: {
                    #[cfg(not(disable_dispatch_avx2))]
                    if let Some(simd) = $level.as_avx2() {
                        let isa = $crate::kernel::Vectors(simd);
                        break 'done Some($crate::kernel::Isa::vectorize(
                            isa,
                            #[inline(always)]
                            || {
                                let $executor = $crate::executor::Inline($crate::kernel::Tiled(isa, $storage));
                                $work
                            },
                        ));
                    }
                    None
                }
            }
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            {
                fearless_simd::dispatch!($level, simd => {
                    let isa = $crate::kernel::Vectors(simd);
                    let $executor = $crate::executor::Inline($crate::kernel::Tiled(isa, $storage));
                    Some($work)
                })
            }
        } else {
            let _ = ($level, $storage);
            None
        })
    };
}

pub(crate) use on_small_tiles;
