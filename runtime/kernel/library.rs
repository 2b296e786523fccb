//! Functions that are compiled once, for each level of the CPU, whatever the networks: the sizes of a layer are those of
//! the slices.

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::Vectors;
#[cfg(feature = "gemm")]
use super::gemm;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::slices::of_rows;
use super::slices::{Visit, gradient, sample, tile, transpose};
use super::tile::{rows, rows_mut};
use super::{DenseParameters, Isa, Level, SinkPart, TILE, on_level, reduce};

/// How a function of the library is to be called: with which instructions, and for how many samples.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    pub(crate) level: Level,
    pub(crate) samples: Samples,
    /// Whether results are the same on every CPU.
    pub(crate) is_steady: bool,
}

impl Call {
    #[inline(always)]
    pub(crate) fn new(level: Level, samples: usize, is_steady: bool) -> Self {
        let samples = if samples == 1 { Samples::One } else { Samples::Tile };
        Self { level, samples, is_steady }
    }
}

#[cfg(feature = "gemm")]
impl Call {
    /// Whether a layer is so large that `matrixmultiply` computes it faster, whose results are its own on each CPU.
    fn is_large(self, weights: &[f32]) -> bool {
        self.samples == Samples::Tile && !self.is_steady && gemm::pays(weights.len())
    }
}

/// How many samples the numbers of a layer are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Samples {
    One,
    Tile,
}

impl Samples {
    const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Tile => TILE,
        }
    }
}

/// Evaluates `$work` with `$kernel` bound to the kernel of a [`Call`], for what is done with the units of a layer beside
/// products. Of one sample those are few: there is one form of it for all CPUs.
macro_rules! on_kernel {
    ($call:expr, $kernel:ident => $work:expr) => {{
        let $crate::kernel::Call { level, samples, is_steady } = $call;
        match (samples, is_steady) {
            ($crate::kernel::Samples::Tile, false) => $crate::kernel::on_level!(level, isa => {
                let $kernel = $crate::kernel::Tiled(isa, $crate::kernel::OnStack);
                $work
            }),
            ($crate::kernel::Samples::Tile, true) => $crate::kernel::on_level!(steady level, isa => {
                let $kernel = $crate::kernel::Tiled(isa, $crate::kernel::OnStack);
                $work
            }),
            ($crate::kernel::Samples::One, _) => $crate::kernel::on_level!(steady level, isa => {
                let $kernel = $crate::kernel::One(isa);
                $work
            }),
        }
    }};
}

pub(crate) use on_kernel;

/// Evaluates `$work` with `$isa` bound to the instructions of a [`Call`], for what is done with each number by itself.
/// Without vectors nothing is fused, so that one form has the same results on every CPU.
macro_rules! on_isa {
    ($call:expr, $isa:ident => $work:expr) => {{
        let $crate::kernel::Call { level, is_steady, .. } = $call;
        $crate::kernel::with_vectors!({
            if is_steady {
                $crate::kernel::on_level!(steady level, $isa => $work)
            } else {
                $crate::kernel::on_level!(level, $isa => $work)
            }
        } else {
            let _ = is_steady;
            $crate::kernel::on_level!(level, $isa => $work)
        })
    }};
}

pub(crate) use on_isa;

/// Evaluates one of two expressions with `$isa` bound to the instructions of a [`Call`]: for one sample or for a tile.
///
/// One sample never fills the widest vectors better than those of AVX2.
macro_rules! on_instructions {
    ($call:expr, $isa:ident => { one: $one:expr, tile: $tile:expr, }) => {{
        let Call { level, samples, is_steady } = $call;
        match (samples, is_steady) {
            (Samples::One, false) => on_level!(level, $isa => $one),
            (Samples::One, true) => on_level!(steady level, $isa => $one),
            (Samples::Tile, false) => on_level!(wide level, $isa => $tile),
            (Samples::Tile, true) => on_level!(steady wide level, $isa => $tile),
        }
    }};
}

/// `z = Wᵀ x + b` of each sample.
pub(crate) fn dense(call: Call, input: &[f32], parameters: DenseParameters<'_>, z: &mut [f32]) {
    let inputs = input.len() / call.samples.count();
    let Some((weights, biases)) = parameters.slices(inputs, z.len() / call.samples.count()) else {
        return;
    };
    #[cfg(feature = "gemm")]
    if call.is_large(weights) {
        return gemm::dense(rows(input), weights, biases, rows_mut(z));
    }
    on_instructions!(call, isa => {
        one: sample::dense(isa, input, weights, biases, z),
        tile: tile::dense(isa, rows(input), weights, biases, rows_mut(z)),
    });
}

/// The same from the samples of a tile as they lie, one after another, with AVX-512.
pub(crate) fn dense_of_rows(
    call: Call,
    samples: &[f32],
    parameters: DenseParameters<'_>,
    z: &mut [f32],
) {
    let (inputs, outputs) = (samples.len() / TILE, z.len() / TILE);
    let Some((weights, biases)) = parameters.slices(inputs, outputs) else { return };
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(simd) = call.level.as_avx512() {
        let isa = Vectors(simd);
        isa.vectorize(
            #[inline(always)]
            || of_rows::dense(isa, samples, weights, biases, rows_mut(z)),
        );
    }
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    let _ = (call, weights, biases);
}

/// `W δ` of each sample.
pub(crate) fn back(
    call: Call,
    delta: &[f32],
    parameters: DenseParameters<'_>,
    by_input: &mut [f32],
) {
    let inputs = by_input.len() / call.samples.count();
    let Some(weights) = parameters.weights_of(inputs, delta.len() / call.samples.count()) else {
        return;
    };
    on_instructions!(call, isa => {
        one: sample::back(isa, delta, weights, by_input),
        tile: tile::back(isa, rows(delta), weights, rows_mut(by_input)),
    });
}

/// Adds `x δᵀ`, summed over the samples, to the gradient of the weights.
pub(crate) fn add_weight_gradient(call: Call, input: &[f32], delta: &[f32], gradient: &mut [f32]) {
    #[cfg(feature = "gemm")]
    if call.is_large(gradient) {
        return gemm::add_weight_gradient(rows(input), rows(delta), gradient);
    }
    on_instructions!(call, isa => {
        one: sample::add_weight_gradient(isa, input, delta, gradient),
        tile: gradient::add_weight_gradient(isa, rows(input), rows(delta), gradient),
    });
}

/// Adds `δ`, summed over the samples, to the gradient of the biases.
pub(crate) fn add_bias_gradient(call: Call, delta: &[f32], gradient: &mut [f32]) {
    on_instructions!(call, isa => {
        one: sample::add_scaled(isa, 1.0, delta, gradient),
        tile: gradient::add_bias_gradient(isa, rows(delta), gradient),
    });
}

/// Makes all numbers zero: a call of this library, where code that is not optimized would go number by number.
#[inline(never)]
pub(crate) fn clear(numbers: &mut [f32]) {
    numbers.fill(0.0);
}

/// The largest magnitude. Not finite if one of the numbers is not.
pub(crate) fn largest_magnitude(call: Call, numbers: &[f32]) -> f32 {
    on_level!(call.level, isa => reduce::largest_magnitude(isa, numbers))
}

/// Whether all numbers are finite.
pub(crate) fn are_finite(call: Call, numbers: &[f32]) -> bool {
    on_level!(call.level, isa => reduce::are_finite(isa, numbers))
}

/// Puts samples of as many numbers side by side.
pub(crate) fn gather(call: Call, samples: &[&[f32]; TILE], values: &mut [f32]) {
    let values = rows_mut(values);
    on_level!(call.level, isa => {
        transpose::gather(
            isa,
            #[inline(always)]
            |place| samples.get(place).copied().unwrap_or_default(),
            values,
        );
    });
}

/// Puts the first samples of a tile one after another.
pub(crate) fn scatter(call: Call, tile: &[f32], samples: &mut [f32]) {
    on_level!(call.level, isa => transpose::scatter(isa, rows(tile), samples));
}

/// Takes `x δᵀ`, summed over the samples of a tile, with whatever takes it.
pub(crate) fn visit_weight_gradient(
    part: &mut impl SinkPart,
    call: Call,
    input: &[f32],
    delta: &[f32],
) {
    debug_assert!(call.samples == Samples::Tile && !call.is_steady);
    let part = &mut Adder(part);
    on_level!(wide call.level, isa => {
        gradient::each_weight_gradient(isa, rows(input), rows(delta), part);
    });
}

/// Takes `δ`, summed over the samples of a tile, with whatever takes it.
pub(crate) fn visit_bias_gradient(part: &mut impl SinkPart, call: Call, delta: &[f32]) {
    debug_assert!(call.samples == Samples::Tile && !call.is_steady);
    let part = &mut Adder(part);
    on_level!(wide call.level, isa => gradient::each_bias_gradient(isa, rows(delta), part));
}

/// Adds each gradient to what is there.
struct Adder<'a, P>(&'a mut P);

impl<P: SinkPart> Visit for Adder<'_, P> {
    #[inline(always)]
    fn visit<S: Isa>(&mut self, isa: S, start: usize, gradient: S::Real) {
        self.0.add(isa, start..start + S::LANES, gradient);
    }
}
