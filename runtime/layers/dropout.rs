use core::ops::Range;

use super::Noise;
use super::keep::{Keep, UnitsFunction};
use crate::activation::Activated;
use crate::kernel::Kernel;

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
    type Function = Mask;
    const WORD: &'static str = "dropout";

    fn function(self) -> Mask {
        Mask { rate: self.rate, stage: self.stage }
    }

    fn place(self) -> Range<usize> {
        0..0
    }
}

/// Multiplies each unit by zero or by what makes up for that.
#[derive(Debug, Clone, Copy)]
pub struct Mask {
    rate: f32,
    stage: u32,
}

impl UnitsFunction for Mask {
    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, _parameters: &[f32], input: &[f32], output: &mut [f32]) {
        kernel.map(
            input,
            output,
            #[inline(always)]
            |x| x,
        );
    }

    /// `z` is what each unit is multiplied by.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is in 0..1")]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &[f32],
        noise: Noise,
        trace: Activated<&mut [f32]>,
    ) {
        let Activated { z: factors, a } = trace;
        let Some(number) = noise.of_stage(self.stage).numbers() else {
            factors.fill(1.0);
            return self.infer(kernel, parameters, input, a);
        };
        let (dropped, stays) = ((self.rate * 4_294_967_296.0) as u32, 1.0 / (1.0 - self.rate));
        for (unit, samples) in factors.chunks_exact_mut(K::SAMPLES).enumerate() {
            for (sample, factor) in samples.iter_mut().enumerate() {
                *factor = if number(unit, sample) < dropped { 0.0 } else { stays };
            }
        }
        multiply(kernel, input, factors, a);
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        _parameters: &[f32],
        factors: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        multiply(kernel, delta, factors, by_input);
    }
}

#[inline(always)]
fn multiply<K: Kernel>(kernel: K, left: &[f32], right: &[f32], product: &mut [f32]) {
    kernel.zip(
        left,
        right,
        product,
        #[inline(always)]
        |left, right| left * right,
    );
}
