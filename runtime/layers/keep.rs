use core::ops::Range;

use super::{Noise, Stage, TrainableStage};
use crate::activation::{Activated, Linear};
use crate::executor::{Executor, Inputs, Task, ValuesOf};
use crate::init::Random;
use crate::kernel::{Array, Call, Kernel, Layout, Sink, Values, on_kernel};
use crate::network::Fingerprint;

/// A stage that keeps the width.
pub trait Keep: Copy {
    /// The numbers that come in, and those that go out.
    type Units: Array;
    /// What it does with them.
    type Function: UnitsFunction;
    /// The word that stands for it.
    const WORD: &'static str;

    /// What it does with them.
    fn function(self) -> Self::Function;

    /// Where its parameters are among the network's.
    fn place(self) -> Range<usize>;

    /// Gives its parameters their start.
    fn initialize(self, _random: &mut Random, _parameters: &mut [f32]) {}
}

/// What a stage that keeps the width does with the units of some samples, however many. On the way forward it leaves what
/// goes out as `a`, and as `z` whatever it needs on the way back.
pub trait UnitsFunction: Copy {
    /// How many parameters of each unit are trained: none, a factor, or a factor and what is added behind it.
    const TRAINED: usize = 0;

    /// What goes out.
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]);

    /// What goes out, and what the way back needs.
    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &[f32],
        _noise: Noise,
        trace: Activated<&mut [f32]>,
    ) {
        self.infer(kernel, parameters, input, trace.a);
    }

    /// The gradient of each unit's factor, by each sample.
    #[inline(always)]
    fn factor_gradient<K: Kernel>(
        self,
        _kernel: K,
        _input: &[f32],
        _z: &[f32],
        _delta: &[f32],
        _gradient: &mut [f32],
    ) {
    }

    /// The derivative of the loss by what comes in, from that by what goes out.
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    );

    /// Does one of these by a function that is compiled once, whatever the network.
    fn shared(self, call: Call, pass: Pass<'_>) {
        on_kernel!(call, kernel => pass.on(self, kernel));
    }
}

/// One of the passes through a stage that keeps the width.
pub enum Pass<'a> {
    /// A prediction.
    Infer { parameters: &'a [f32], input: &'a [f32], output: &'a mut [f32] },
    /// The way forward.
    Trace { parameters: &'a [f32], input: &'a [f32], noise: Noise, trace: Activated<&'a mut [f32]> },
    /// The gradient of each unit's factor.
    Factor { input: &'a [f32], z: &'a [f32], delta: &'a [f32], gradient: &'a mut [f32] },
    /// The way back.
    Back { parameters: &'a [f32], z: &'a [f32], delta: &'a [f32], by_input: &'a mut [f32] },
}

impl Pass<'_> {
    #[inline(always)]
    pub(super) fn on<F: UnitsFunction, K: Kernel>(self, function: F, kernel: K) {
        match self {
            Self::Infer { parameters, input, output } => {
                function.infer(kernel, parameters, input, output);
            }
            Self::Trace { parameters, input, noise, trace } => {
                function.trace(kernel, parameters, input, noise, trace);
            }
            Self::Factor { input, z, delta, gradient } => {
                function.factor_gradient(kernel, input, z, delta, gradient);
            }
            Self::Back { parameters, z, delta, by_input } => {
                function.input_gradient(kernel, parameters, z, delta, by_input);
            }
        }
    }
}

/// A pass, as a task.
struct Through<'a, F> {
    function: F,
    pass: Pass<'a>,
}

impl<F: UnitsFunction> Task for Through<'_, F> {
    type Output = ();

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) {
        self.pass.on(self.function, kernel);
    }

    fn shared(self, call: Call) {
        self.function.shared(call, self.pass);
    }
}

impl<S: Keep> Stage for S {
    type Input = S::Units;
    type Output = S::Units;

    fn place(self) -> Range<usize> {
        Keep::place(self)
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        Keep::initialize(self, random, parameters);
    }

    fn fingerprint(self, fingerprint: &mut Fingerprint) {
        fingerprint.word(S::WORD);
        fingerprint.size(S::Units::LENGTH);
    }

    #[inline(always)]
    fn infer<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        mut input: impl Inputs<E>,
        output: &mut [f32],
    ) {
        let input = input.units(executor);
        pass::<S, E>(self, executor, Pass::Infer { parameters, input, output });
    }
}

#[inline(always)]
fn pass<S: Keep, E: Executor>(stage: S, executor: E, pass: Pass<'_>) {
    executor.run::<S::Units, _>(Through { function: stage.function(), pass });
}

impl<S: Keep> TrainableStage for S {
    type Head = Linear;
    type Trace<L: Layout> = Activated<L::Values<S::Units>>;
    type Deltas<L: Layout> = L::Values<S::Units>;

    fn activation(self) -> Linear {
        Linear
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> Self::Trace<L> {
        Activated::zeros()
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> Self::Deltas<L> {
        Values::zeros()
    }

    #[inline(always)]
    fn head<L: Layout>(self, trace: &Self::Trace<L>) -> &Activated<L::Values<S::Units>> {
        trace
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, delta: &mut Self::Deltas<L>) -> &mut L::Values<S::Units> {
        delta
    }

    #[inline(always)]
    fn trace<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: &[f32],
        noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    ) {
        let trace = Activated { z: trace.z.flat_mut(), a: trace.a.flat_mut() };
        pass::<S, E>(self, executor, Pass::Trace { parameters, input, noise, trace });
    }

    /// That of the factors, and behind them that of what is added, which is `δ`.
    #[inline(always)]
    fn gradient<E: Executor, K: Sink>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        delta: &Self::Deltas<E::Layout>,
        sink: &mut K,
    ) {
        let (first, count) = (Keep::place(self).start, S::Units::LENGTH);
        if const { S::Function::TRAINED > 0 }
            && let Some(factors) = sink.part(first, count)
        {
            let mut by_factor: ValuesOf<E, S::Units> = Values::zeros();
            let (z, delta, gradient) = (trace.z.flat(), delta.flat(), by_factor.flat_mut());
            pass::<S, E>(self, executor, Pass::Factor { input, z, delta, gradient });
            executor.bias_gradient::<S::Units>(by_factor.flat(), factors);
        }
        if const { S::Function::TRAINED > 1 }
            && let Some(addends) = sink.part(first + count, count)
        {
            executor.bias_gradient::<S::Units>(delta.flat(), addends);
        }
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        delta: &Self::Deltas<E::Layout>,
    ) -> f32 {
        if const { S::Function::TRAINED == 0 } {
            return 0.0;
        }
        let mut by_factor: ValuesOf<E, S::Units> = Values::zeros();
        let (z, delta, gradient) = (trace.z.flat(), delta.flat(), by_factor.flat_mut());
        pass::<S, E>(self, executor, Pass::Factor { input, z, delta, gradient });
        // If either is not finite, the sum is not finite either: neither is negative.
        let largest =
            executor.largest_magnitude(by_factor.flat()) + executor.largest_magnitude(delta);
        largest * E::SAMPLES as f32
    }

    #[inline(always)]
    fn input_gradient<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &Self::Trace<E::Layout>,
        delta: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    ) {
        let (z, delta) = (trace.z.flat(), delta.flat());
        pass::<S, E>(self, executor, Pass::Back { parameters, z, delta, by_input });
    }
}
