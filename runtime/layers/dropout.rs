use core::ops::Range;

use super::Noise;
use super::keep::{Keep, multiply};
use crate::activation::Activated;
use crate::kernel::{Kernel, Values, ValuesOf};

/// `dropout(rate)`: while training, a unit is 0 with this probability, and else divided by the probability
/// to stay, so that its mean is what it was; a prediction changes nothing (Srivastava et al., *Dropout: A
/// Simple Way to Prevent Neural Networks from Overfitting*, 2014).
#[derive(Debug, Clone, Copy)]
pub struct Dropout<const N: usize> {
    rate: f32,
    /// Which stage of the network it is.
    stage: u32,
}

impl<const N: usize> Dropout<N> {
    /// The probability to be dropped, and which stage of the network it is.
    #[must_use]
    pub const fn new(rate: f32, stage: u32) -> Self {
        Self { rate, stage }
    }

    /// Whether the probability is from 0 to less than 1.
    #[must_use]
    pub const fn is_rate_valid(self) -> bool {
        self.rate >= 0.0 && self.rate < 1.0
    }
}

impl<const N: usize> Keep for Dropout<N> {
    type Units = [f32; N];

    fn place(self) -> Range<usize> {
        0..0
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        _kernel: K,
        _parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        output: &mut ValuesOf<K, [f32; N]>,
    ) {
        output.clone_from(input);
    }

    /// `z` is what each unit is multiplied by.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is in 0..1")]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        _parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        noise: Noise,
        trace: &mut Activated<ValuesOf<K, [f32; N]>>,
    ) {
        let Some(number) = noise.of_stage(self.stage).numbers() else {
            trace.z.flat_mut().fill(1.0);
            return trace.a.clone_from(input);
        };
        let (dropped, stays) = ((self.rate * 4_294_967_296.0) as u32, 1.0 / (1.0 - self.rate));
        for (unit, samples) in trace.z.flat_mut().chunks_exact_mut(K::SAMPLES).enumerate() {
            for (sample, factor) in samples.iter_mut().enumerate() {
                *factor = if number(unit, sample) < dropped { 0.0 } else { stays };
            }
        }
        multiply::<K, N>(kernel, input, &trace.z, &mut trace.a);
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        _parameters: &[f32],
        trace: &Activated<ValuesOf<K, [f32; N]>>,
        delta: &ValuesOf<K, [f32; N]>,
        by_input: &mut ValuesOf<K, [f32; N]>,
    ) {
        multiply::<K, N>(kernel, delta, &trace.z, by_input);
    }
}
