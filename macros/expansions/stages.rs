/**

```text
4 ─► Encoder ─► residual { 4 tanh => 4 tanh } ─► 8 prelu ─► prelu ─► 3 softmax
```

| layer | inputs | outputs | activation | parameters | bytes | multiply-adds |
|---|--:|--:|---|--:|--:|--:|
| 1 | 4 | `Encoder::OUTPUTS` | Encoder | (see the constants) | (see the constants) | (see the constants) |
| 2 | `Encoder::OUTPUTS` | `Encoder::OUTPUTS` | `residual { 4 tanh => 4 tanh }` | (see the constants) | (see the constants) | (see the constants) |
| 3 | `Encoder::OUTPUTS` | 8 | prelu, frozen | (see the constants) | (see the constants) | (see the constants) |
| 4 | 8 | 8 | prelu, frozen | 8 | 32 | 8 |
| 5 | 8 | 3 | softmax | 27 | 108 | 24 |
| all | 4 | 3 | | (see the constants) | (see the constants) | (see the constants) |
*/
#[repr(C)]
pub struct Deep {
    parameters: [::core::primitive::f32; Deep::PARAMETERS],
}
const _: () = {
    use ::core::primitive::{f32 as __f32, u64 as __u64, usize as __usize};
    use sinew::__private::Stage as __Stage;
    use sinew::__private::TrainableStage as __TrainableStage;
    use ::core::assert as __assert;
    use ::core::panic as __panic;
    const _: () = {
        let _ = sinew::__private::repeat;
        let _ = sinew::__private::freeze;
        let _ = sinew::__private::seed;
        let _ = sinew::__private::loss;
        let _ = sinew::__private::budget;
        let _ = sinew::__private::flash;
        let _ = sinew::__private::KiB;
    };
    const __DEEP_LAYER1_KNOWN: __usize = {
        let _ = <Encoder as sinew::Shape>::UNITS;
        4
    };
    const __DEEP_LAYER1_WIDTH: __usize = {
        sinew::__private::is_trainable::<
            sinew::__private::Nested<Encoder, __DEEP_LAYER1_KNOWN>,
        >();
        4
    };
    const _: () = __assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: () = __assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: [(); 4] = [(); <<Encoder as sinew::Shape>::Input as sinew::Array>::LENGTH];
    const _: [(); { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH }] = [(); 4];
    const _: () = __assert!(
        Deep::PARAMETERS as __u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    const _: () = if <Deep as sinew::Network>::FLASH_BYTES > 4096 {
        __panic!(
            "{}", sinew::__private::Text::as_str(& sinew::__private::over_budget(< Deep
            as sinew::Network > ::FLASH_BYTES, 4096, ["byte",
            " of flash for its parameters"], & [("1, 4 => Encoder::OUTPUTS Encoder", 4 *
            (__DEEP_LAYER1.end())),
            ("2, Encoder::OUTPUTS => Encoder::OUTPUTS residual { 4 tanh => 4 tanh }", 4 *
            (__DEEP_LAYER2.end() - __DEEP_LAYER1.end())),
            ("3, Encoder::OUTPUTS => 8 prelu", 4 * (__DEEP_LAYER3.end() - __DEEP_LAYER2
            .end())), ("4, 8 => 8 prelu", 32), ("5, 8 => 3 softmax", 108)]))
        );
    };
    const __DEEP_LAYER1: sinew::__private::Nested<Encoder, __DEEP_LAYER1_WIDTH> = sinew::__private::Nested::new(
        0,
        1,
    );
    const __DEEP_LAYER2: sinew::__private::Residual<
        __DeepResidual2,
        { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
    > = sinew::__private::Residual::new(__DEEP_LAYER1.end(), 2);
    const __DEEP_LAYER3: sinew::__private::Dense<
        { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
        8,
        sinew::Linear,
    > = sinew::__private::Dense::new(__DEEP_LAYER2.end(), sinew::Linear)
        .with_init(sinew::Init::he());
    const __DEEP_LAYER4: sinew::__private::Prelu<8> = sinew::__private::Prelu::new(
        __DEEP_LAYER3.end(),
    );
    const __DEEP_LAYER5: sinew::__private::Dense<8, 3, sinew::Softmax> = sinew::__private::Dense::new(
        __DEEP_LAYER4.end(),
        sinew::Softmax,
    );
    const __DEEP_END: __usize = __DEEP_LAYER5.end();
    impl Deep {
        /// How many numbers a sample has.
        pub const INPUTS: __usize = 4;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: __usize = 3;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: __usize = __DEEP_END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: __usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: __usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The loss that it is trained with: `cross_entropy`.
        pub const LOSS: sinew::CrossEntropy = {
            type __Own = sinew::CrossEntropy;
            __Own {}
        };
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static ::core::primitive::str = {
            const __SUMMARY: sinew::__private::Text<1812> = sinew::__private::Text::new()
                .then("Deep, ")
                .right(Deep::BYTES, 1)
                .then(
                    " bytes\n4 ─► Encoder ─► residual { 4 tanh => 4 tanh } ─► 8 prelu ─► prelu ─► 3 softmax\nlayer            inputs           outputs                                 parameters      bytes  multiply-adds\n──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n    1                 4  Encoder::OUTPUTS  Encoder                         ",
                )
                .right(__DEEP_LAYER1.end(), 9)
                .then("  ")
                .right(4 * (__DEEP_LAYER1.end()), 9)
                .then("      ")
                .right(<Encoder as sinew::Shape>::MULTIPLY_ADDS, 9)
                .then(
                    "\n    2  Encoder::OUTPUTS  Encoder::OUTPUTS  residual { 4 tanh => 4 tanh }   ",
                )
                .right(__DEEP_LAYER2.end() - __DEEP_LAYER1.end(), 9)
                .then("  ")
                .right(4 * (__DEEP_LAYER2.end() - __DEEP_LAYER1.end()), 9)
                .then("      ")
                .right(<__DeepResidual2 as sinew::Shape>::MULTIPLY_ADDS, 9)
                .then(
                    "\n    3  Encoder::OUTPUTS                 8  prelu, frozen                   ",
                )
                .right(__DEEP_LAYER3.end() - __DEEP_LAYER2.end(), 9)
                .then("  ")
                .right(4 * (__DEEP_LAYER3.end() - __DEEP_LAYER2.end()), 9)
                .then("      ")
                .right(
                    <[__f32; {
                        <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
                    }] as sinew::Array>::LENGTH * 8,
                    9,
                )
                .then(
                    "\n    4                 8                 8  prelu, frozen                           8         32              8\n    5                 8                 3  softmax                                27        108             24\n──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n  all                 4                 3                                  ",
                )
                .right(Deep::PARAMETERS, 9)
                .then("  ")
                .right(Deep::BYTES, 9)
                .then("      ")
                .right(Deep::MULTIPLY_ADDS, 9)
                .then("\n");
            sinew::__private::Text::as_str(&__SUMMARY)
        };
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            const {
                Self {
                    parameters: [0.0; Deep::PARAMETERS],
                }
            }
        }
        /// These weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(__parameters: [__f32; Deep::PARAMETERS]) -> Self {
            Self { parameters: __parameters }
        }
        /// The random start of its own seed, 7.
        #[must_use]
        pub fn new() -> Self {
            Self::seeded(7)
        }
        /// Random weights, the same for the same seed, each layer started as its activation needs.
        #[must_use]
        pub fn seeded(__seed: __u64) -> Self {
            let mut __network = Self::zeros();
            Self::reseed(&mut __network, __seed);
            __network
        }
        /// Starts over with the random weights of a seed.
        pub fn reseed(&mut self, __seed: __u64) {
            sinew::Network::reseed(self, __seed);
        }
        /// The outputs for one sample, 3 for 4 inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, __input: &[__f32; 4]) -> [__f32; 3] {
            sinew::Network::predict(self, __input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: 3 for 4 inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            __inputs: &[[__f32; 4]],
            __outputs: &mut [[__f32; 3]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, __inputs, __outputs)
        }
        /// Computes the outputs of one sample, 3 for 4 inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, __input: &[__f32; 4]) -> __DeepTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, __input)
        }
        /// The gradient of the loss by each parameter, in their order, from its
        /// derivative by the outputs, an array of 3.
        #[must_use]
        pub fn backward(
            &self,
            __input: &[__f32; 4],
            __trace: &__DeepTrace<sinew::OneSample>,
            __by_output: &[__f32; 3],
        ) -> [__f32; Deep::PARAMETERS] {
            let mut __gradient = [0.0; Deep::PARAMETERS];
            let __sums = sinew::generic_array::GenericArray::from_mut_slice(
                &mut __gradient,
            );
            sinew::Trainable::add_backward(self, __input, __trace, __by_output, __sums);
            __gradient
        }
        /// All weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[__f32; Deep::PARAMETERS] {
            &self.parameters
        }
        /// All weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [__f32; Deep::PARAMETERS] {
            &mut self.parameters
        }
        /// The parameters of `Encoder`, a network of 4 inputs.
        #[must_use]
        pub fn layer1(
            &self,
        ) -> &sinew::__private::ParametersInside<Encoder, __DEEP_LAYER1_WIDTH> {
            __DEEP_LAYER1.view(&self.parameters)
        }
        /// The parameters of `Encoder`, a network of 4 inputs.
        #[must_use]
        pub fn layer1_mut(
            &mut self,
        ) -> &mut sinew::__private::ParametersInside<Encoder, __DEEP_LAYER1_WIDTH> {
            __DEEP_LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from `Encoder::OUTPUTS` to 8 `prelu`.
        #[must_use]
        pub fn layer3(
            &self,
        ) -> sinew::Layer<
            &[[__f32; 8]; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }],
            &[__f32; 8],
        > {
            __DEEP_LAYER3.view(&self.parameters)
        }
        /// The weights and biases from `Encoder::OUTPUTS` to 8 `prelu`.
        #[must_use]
        pub fn layer3_mut(
            &mut self,
        ) -> sinew::Layer<
            &mut [[__f32; 8]; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }],
            &mut [__f32; 8],
        > {
            __DEEP_LAYER3.view_mut(&mut self.parameters)
        }
        /// The parameters of `prelu`, a row for each kind, each with one for each of 8 units.
        #[must_use]
        pub fn layer4(&self) -> &[[__f32; 8]; 1] {
            __DEEP_LAYER4.view(&self.parameters)
        }
        /// The parameters of `prelu`, a row for each kind, each with one for each of 8 units.
        #[must_use]
        pub fn layer4_mut(&mut self) -> &mut [[__f32; 8]; 1] {
            __DEEP_LAYER4.view_mut(&mut self.parameters)
        }
        /// The weights and biases from 8 to 3 `softmax`.
        #[must_use]
        pub fn layer5(&self) -> sinew::Layer<&[[__f32; 3]; 8], &[__f32; 3]> {
            __DEEP_LAYER5.view(&self.parameters)
        }
        /// The weights and biases from 8 to 3 `softmax`.
        #[must_use]
        pub fn layer5_mut(
            &mut self,
        ) -> sinew::Layer<&mut [[__f32; 3]; 8], &mut [__f32; 3]> {
            __DEEP_LAYER5.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Deep {
        type Inputs = sinew::typenum::consts::U4;
        type Outputs = sinew::typenum::consts::U3;
        type Parameters = sinew::__size!(Deep::PARAMETERS);
        type Trained = sinew::__size!(
            Deep::PARAMETERS - (0 + < sinew::__private::Nested < Encoder,
            __DEEP_LAYER1_WIDTH > as __Stage > ::FROZEN + < [__f32; { << Encoder as
            sinew::Shape > ::Output as sinew::Array > ::LENGTH }] as sinew::Array >
            ::LENGTH * 8 + 8 + 1 * 8)
        );
        type Input = [__f32; 4];
        type Output = [__f32; 3];
        const UNITS: __usize = 4
            + <[__f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH
            + <[__f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH + 8 + 8 + 3 + <Encoder as sinew::Shape>::UNITS
            + <__DeepResidual2 as sinew::Shape>::UNITS;
        const MULTIPLY_ADDS: __usize = <Encoder as sinew::Shape>::MULTIPLY_ADDS
            + <__DeepResidual2 as sinew::Shape>::MULTIPLY_ADDS
            + <[__f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH * 8 + 8 + 24;
    }
    #[automatically_derived]
    impl sinew::Network for Deep {
        type Architecture = Self;
        #[inline(always)]
        fn parameters(&self) -> &sinew::ParametersOf<Self> {
            sinew::generic_array::GenericArray::from_slice(&self.parameters)
        }
        #[inline(always)]
        fn parameters_mut(&mut self) -> &mut sinew::ParametersOf<Self> {
            sinew::generic_array::GenericArray::from_mut_slice(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Architecture for Deep {
        fn initialize(
            __parameters: &mut sinew::ParametersOf<Self>,
            __random: &mut sinew::__private::Random,
        ) {
            __Stage::initialize(__DEEP_LAYER1, __random, __parameters);
            __Stage::initialize(__DEEP_LAYER2, __random, __parameters);
            __Stage::initialize(__DEEP_LAYER3, __random, __parameters);
            __Stage::initialize(__DEEP_LAYER4, __random, __parameters);
            __Stage::initialize(__DEEP_LAYER5, __random, __parameters);
        }
        #[inline]
        fn fingerprint(__fingerprint: &mut sinew::__private::Fingerprint) {
            __Stage::fingerprint(__DEEP_LAYER1, __fingerprint);
            __Stage::fingerprint(__DEEP_LAYER2, __fingerprint);
            sinew::__private::Fingerprint::word(__fingerprint, "frozen");
            __Stage::fingerprint(__DEEP_LAYER3, __fingerprint);
            sinew::__private::Fingerprint::word(__fingerprint, "frozen");
            __Stage::fingerprint(__DEEP_LAYER4, __fingerprint);
            __Stage::fingerprint(__DEEP_LAYER5, __fingerprint);
        }
        #[inline(always)]
        fn infer<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: impl sinew::__private::Inputs<__E>,
            __output: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            let mut __layer1 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<
                    __E,
                    [__f32; {
                        <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
                    }],
                > as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __DEEP_LAYER1,
                __executor,
                __parameters,
                __input,
                sinew::Values::flat_mut(&mut __layer1),
            );
            let mut __layer2 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<
                    __E,
                    [__f32; {
                        <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
                    }],
                > as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __DEEP_LAYER2,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer1),
                sinew::Values::flat_mut(&mut __layer2),
            );
            let mut __layer3 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [__f32; 8]> as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __DEEP_LAYER3,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer2),
                sinew::Values::flat_mut(&mut __layer3),
            );
            let mut __layer4 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [__f32; 8]> as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __DEEP_LAYER4,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer3),
                sinew::Values::flat_mut(&mut __layer4),
            );
            __Stage::infer(
                __DEEP_LAYER5,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer4),
                __output,
            );
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct __DeepTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1_WIDTH,
        > as __TrainableStage>::Trace<__L>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::__private::ResidualTrace<
            sinew::TraceOf<__DeepResidual2, __L>,
            <__L as sinew::Layout>::Values<
                [__f32; { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH }],
            >,
        >,
        /// The `z` and `a` of this layer.
        pub layer3: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer4: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer5: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 3]>>,
    }
    /// The `δ` of every layer.
    pub struct __DeepDeltas<__L: sinew::Layout> {
        layer1: <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1_WIDTH,
        > as __TrainableStage>::Deltas<__L>,
        layer2: <sinew::__private::Residual<
            __DeepResidual2,
            { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
        > as __TrainableStage>::Deltas<__L>,
        layer3: <__L as sinew::Layout>::Values<[__f32; 8]>,
        layer4: <__L as sinew::Layout>::Values<[__f32; 8]>,
        layer5: <__L as sinew::Layout>::Values<[__f32; 3]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Deep {
        type Head = sinew::Softmax;
        const HEAD: sinew::Softmax = sinew::Softmax;
        type Trace<__L: sinew::Layout> = __DeepTrace<__L>;
        type Deltas<__L: sinew::Layout> = __DeepDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> __DeepTrace<__L> {
            __DeepTrace {
                layer1: __TrainableStage::empty_trace::<__L>(__DEEP_LAYER1),
                layer2: __TrainableStage::empty_trace::<__L>(__DEEP_LAYER2),
                layer3: __TrainableStage::empty_trace::<__L>(__DEEP_LAYER3),
                layer4: __TrainableStage::empty_trace::<__L>(__DEEP_LAYER4),
                layer5: __TrainableStage::empty_trace::<__L>(__DEEP_LAYER5),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> __DeepDeltas<__L> {
            __DeepDeltas {
                layer1: __TrainableStage::empty_deltas::<__L>(__DEEP_LAYER1),
                layer2: __TrainableStage::empty_deltas::<__L>(__DEEP_LAYER2),
                layer3: __TrainableStage::empty_deltas::<__L>(__DEEP_LAYER3),
                layer4: __TrainableStage::empty_deltas::<__L>(__DEEP_LAYER4),
                layer5: __TrainableStage::empty_deltas::<__L>(__DEEP_LAYER5),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            __trace: &__DeepTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[__f32; 3]>> {
            __TrainableStage::head::<__L>(__DEEP_LAYER5, &__trace.layer5)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            __deltas: &mut __DeepDeltas<__L>,
        ) -> &mut __L::Values<[__f32; 3]> {
            __TrainableStage::head_delta::<__L>(__DEEP_LAYER5, &mut __deltas.layer5)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: &[__f32],
            __noise: sinew::__private::Noise,
            __trace: &mut __DeepTrace<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::trace(
                __DEEP_LAYER1,
                __executor,
                __parameters,
                __input,
                __noise,
                &mut __trace.layer1,
            );
            __TrainableStage::trace(
                __DEEP_LAYER2,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER1, &__trace.layer1),
                __noise,
                &mut __trace.layer2,
            );
            __TrainableStage::trace(
                __DEEP_LAYER3,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER2, &__trace.layer2),
                __noise,
                &mut __trace.layer3,
            );
            __TrainableStage::trace(
                __DEEP_LAYER4,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER3, &__trace.layer3),
                __noise,
                &mut __trace.layer4,
            );
            __TrainableStage::trace(
                __DEEP_LAYER5,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER4, &__trace.layer4),
                __noise,
                &mut __trace.layer5,
            );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__DeepTrace<__E::Layout>,
            __deltas: &mut __DeepDeltas<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __DEEP_LAYER5,
                __executor,
                __parameters,
                &__trace.layer5,
                &mut __deltas.layer5,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__DEEP_LAYER4, &mut __deltas.layer4),
            );
            __TrainableStage::delta(
                __DEEP_LAYER4,
                __executor,
                __parameters,
                &__trace.layer4,
                &mut __deltas.layer4,
            );
            __TrainableStage::input_gradient(
                __DEEP_LAYER4,
                __executor,
                __parameters,
                &__trace.layer4,
                &mut __deltas.layer4,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__DEEP_LAYER3, &mut __deltas.layer3),
            );
            __TrainableStage::delta(
                __DEEP_LAYER3,
                __executor,
                __parameters,
                &__trace.layer3,
                &mut __deltas.layer3,
            );
            __TrainableStage::input_gradient(
                __DEEP_LAYER3,
                __executor,
                __parameters,
                &__trace.layer3,
                &mut __deltas.layer3,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__DEEP_LAYER2, &mut __deltas.layer2),
            );
            __TrainableStage::delta(
                __DEEP_LAYER2,
                __executor,
                __parameters,
                &__trace.layer2,
                &mut __deltas.layer2,
            );
            __TrainableStage::input_gradient(
                __DEEP_LAYER2,
                __executor,
                __parameters,
                &__trace.layer2,
                &mut __deltas.layer2,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__DEEP_LAYER1, &mut __deltas.layer1),
            );
            __TrainableStage::delta(
                __DEEP_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
            );
        }
        #[inline(always)]
        fn gradient<__E: sinew::__private::Executor, __S: sinew::__private::Sink>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__DeepTrace<__E::Layout>,
            __deltas: &__DeepDeltas<__E::Layout>,
            __sink: &mut __S,
        ) {
            __TrainableStage::gradient(
                __DEEP_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
                __sink,
            );
            __TrainableStage::gradient(
                __DEEP_LAYER2,
                __executor,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER1, &__trace.layer1),
                &__trace.layer2,
                &__deltas.layer2,
                __sink,
            );
            __TrainableStage::gradient(
                __DEEP_LAYER5,
                __executor,
                __TrainableStage::output::<__E::Layout>(__DEEP_LAYER4, &__trace.layer4),
                &__trace.layer5,
                &__deltas.layer5,
                __sink,
            );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__DeepTrace<__E::Layout>,
            __deltas: &__DeepDeltas<__E::Layout>,
        ) -> __f32 {
            __TrainableStage::largest_gradient(
                __DEEP_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
            )
                + __TrainableStage::largest_gradient(
                    __DEEP_LAYER2,
                    __executor,
                    __TrainableStage::output::<
                        __E::Layout,
                    >(__DEEP_LAYER1, &__trace.layer1),
                    &__trace.layer2,
                    &__deltas.layer2,
                )
                + __TrainableStage::largest_gradient(
                    __DEEP_LAYER5,
                    __executor,
                    __TrainableStage::output::<
                        __E::Layout,
                    >(__DEEP_LAYER4, &__trace.layer4),
                    &__trace.layer5,
                    &__deltas.layer5,
                )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__DeepTrace<__E::Layout>,
            __deltas: &mut __DeepDeltas<__E::Layout>,
            __by_input: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __DEEP_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
                __by_input,
            );
        }
        fn inspect(
            __trace: &__DeepTrace<sinew::OneSample>,
            __inspection: &mut sinew::__private::Inspection<
                '_,
                __DeepDeltas<sinew::OneSample>,
            >,
        ) {
            __TrainableStage::inspect(
                __DEEP_LAYER1,
                &__trace.layer1,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer1",
                    |__deltas| &mut __deltas.layer1,
                ),
            );
            __TrainableStage::inspect(
                __DEEP_LAYER2,
                &__trace.layer2,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer2",
                    |__deltas| &mut __deltas.layer2,
                ),
            );
            __TrainableStage::inspect(
                __DEEP_LAYER3,
                &__trace.layer3,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer3",
                    |__deltas| &mut __deltas.layer3,
                ),
            );
            __TrainableStage::inspect(
                __DEEP_LAYER4,
                &__trace.layer4,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer4",
                    |__deltas| &mut __deltas.layer4,
                ),
            );
            __TrainableStage::inspect(
                __DEEP_LAYER5,
                &__trace.layer5,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer5",
                    |__deltas| &mut __deltas.layer5,
                ),
            );
        }
        #[inline(always)]
        fn frozen_before(__parameter: __usize) -> __usize {
            __TrainableStage::frozen_before(__DEEP_LAYER1, __parameter)
                + __Stage::before(__DEEP_LAYER3, __parameter)
                + __Stage::before(__DEEP_LAYER4, __parameter)
        }
        const REGULARIZED: ::core::primitive::bool = <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1_WIDTH,
        > as __TrainableStage>::REGULARIZED;
        fn regularize<__S: sinew::__private::Sink>(
            __parameters: &sinew::ParametersOf<Self>,
            __sink: &mut __S,
        ) {
            __TrainableStage::regularize(__DEEP_LAYER1, __parameters, __sink);
        }
        #[inline(always)]
        fn each_weights<__V: ::core::ops::FnMut(::core::ops::Range<__usize>)>(
            __visit: &mut __V,
        ) {
            __TrainableStage::each_weights(__DEEP_LAYER1, __visit);
            __TrainableStage::each_weights(__DEEP_LAYER2, __visit);
            __TrainableStage::each_weights(__DEEP_LAYER5, __visit);
        }
    }
    const _: () = __assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: () = __assert!(
        __DeepResidual2::PARAMETERS as __u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    /// What stands between the braces of a `residual`.
    #[repr(C)]
    pub struct __DeepResidual2 {
        parameters: [__f32; __DeepResidual2::PARAMETERS],
    }
    impl __DeepResidual2 {
        /// How many numbers a sample has.
        pub const INPUTS: __usize = {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        };
        /// How many numbers the network makes of them.
        pub const OUTPUTS: __usize = 4;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: __usize = __DEEPRESIDUAL2_END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: __usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: __usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
    }
    const __DEEPRESIDUAL2_LAYER1: sinew::__private::Dense<
        { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
        4,
        sinew::Tanh,
    > = sinew::__private::Dense::new(0, sinew::Tanh);
    const __DEEPRESIDUAL2_LAYER2: sinew::__private::Dense<4, 4, sinew::Tanh> = sinew::__private::Dense::new(
        __DEEPRESIDUAL2_LAYER1.end(),
        sinew::Tanh,
    );
    const __DEEPRESIDUAL2_END: __usize = __DEEPRESIDUAL2_LAYER2.end();
    #[automatically_derived]
    impl sinew::Shape for __DeepResidual2 {
        type Inputs = sinew::__size!(
            { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH }
        );
        type Outputs = sinew::typenum::consts::U4;
        type Parameters = sinew::__size!(__DeepResidual2::PARAMETERS);
        type Trained = Self::Parameters;
        type Input = [__f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }];
        type Output = [__f32; 4];
        const UNITS: __usize = <[__f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }] as sinew::Array>::LENGTH + 4 + 4;
        const MULTIPLY_ADDS: __usize = <[__f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }] as sinew::Array>::LENGTH * 4 + 16;
    }
    #[automatically_derived]
    impl sinew::Network for __DeepResidual2 {
        type Architecture = Self;
        #[inline(always)]
        fn parameters(&self) -> &sinew::ParametersOf<Self> {
            sinew::generic_array::GenericArray::from_slice(&self.parameters)
        }
        #[inline(always)]
        fn parameters_mut(&mut self) -> &mut sinew::ParametersOf<Self> {
            sinew::generic_array::GenericArray::from_mut_slice(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Architecture for __DeepResidual2 {
        fn initialize(
            __parameters: &mut sinew::ParametersOf<Self>,
            __random: &mut sinew::__private::Random,
        ) {
            __Stage::initialize(__DEEPRESIDUAL2_LAYER1, __random, __parameters);
            __Stage::initialize(__DEEPRESIDUAL2_LAYER2, __random, __parameters);
        }
        #[inline]
        fn fingerprint(__fingerprint: &mut sinew::__private::Fingerprint) {
            __Stage::fingerprint(__DEEPRESIDUAL2_LAYER1, __fingerprint);
            __Stage::fingerprint(__DEEPRESIDUAL2_LAYER2, __fingerprint);
        }
        #[inline(always)]
        fn infer<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: impl sinew::__private::Inputs<__E>,
            __output: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            let mut __layer1 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [__f32; 4]> as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __parameters,
                __input,
                sinew::Values::flat_mut(&mut __layer1),
            );
            __Stage::infer(
                __DEEPRESIDUAL2_LAYER2,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer1),
                __output,
            );
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct __DeepResidual2Trace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 4]>>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 4]>>,
    }
    /// The `δ` of every layer.
    pub struct __DeepResidual2Deltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[__f32; 4]>,
        layer2: <__L as sinew::Layout>::Values<[__f32; 4]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for __DeepResidual2 {
        type Head = sinew::Tanh;
        const HEAD: sinew::Tanh = sinew::Tanh;
        type Trace<__L: sinew::Layout> = __DeepResidual2Trace<__L>;
        type Deltas<__L: sinew::Layout> = __DeepResidual2Deltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> __DeepResidual2Trace<__L> {
            __DeepResidual2Trace {
                layer1: __TrainableStage::empty_trace::<__L>(__DEEPRESIDUAL2_LAYER1),
                layer2: __TrainableStage::empty_trace::<__L>(__DEEPRESIDUAL2_LAYER2),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> __DeepResidual2Deltas<__L> {
            __DeepResidual2Deltas {
                layer1: __TrainableStage::empty_deltas::<__L>(__DEEPRESIDUAL2_LAYER1),
                layer2: __TrainableStage::empty_deltas::<__L>(__DEEPRESIDUAL2_LAYER2),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            __trace: &__DeepResidual2Trace<__L>,
        ) -> &sinew::Activated<__L::Values<[__f32; 4]>> {
            __TrainableStage::head::<__L>(__DEEPRESIDUAL2_LAYER2, &__trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            __deltas: &mut __DeepResidual2Deltas<__L>,
        ) -> &mut __L::Values<[__f32; 4]> {
            __TrainableStage::head_delta::<
                __L,
            >(__DEEPRESIDUAL2_LAYER2, &mut __deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: &[__f32],
            __noise: sinew::__private::Noise,
            __trace: &mut __DeepResidual2Trace<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::trace(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __parameters,
                __input,
                __noise,
                &mut __trace.layer1,
            );
            __TrainableStage::trace(
                __DEEPRESIDUAL2_LAYER2,
                __executor,
                __parameters,
                __TrainableStage::output::<
                    __E::Layout,
                >(__DEEPRESIDUAL2_LAYER1, &__trace.layer1),
                __noise,
                &mut __trace.layer2,
            );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__DeepResidual2Trace<__E::Layout>,
            __deltas: &mut __DeepResidual2Deltas<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __DEEPRESIDUAL2_LAYER2,
                __executor,
                __parameters,
                &__trace.layer2,
                &mut __deltas.layer2,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__DEEPRESIDUAL2_LAYER1, &mut __deltas.layer1),
            );
            __TrainableStage::delta(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
            );
        }
        #[inline(always)]
        fn gradient<__E: sinew::__private::Executor, __S: sinew::__private::Sink>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__DeepResidual2Trace<__E::Layout>,
            __deltas: &__DeepResidual2Deltas<__E::Layout>,
            __sink: &mut __S,
        ) {
            __TrainableStage::gradient(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
                __sink,
            );
            __TrainableStage::gradient(
                __DEEPRESIDUAL2_LAYER2,
                __executor,
                __TrainableStage::output::<
                    __E::Layout,
                >(__DEEPRESIDUAL2_LAYER1, &__trace.layer1),
                &__trace.layer2,
                &__deltas.layer2,
                __sink,
            );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__DeepResidual2Trace<__E::Layout>,
            __deltas: &__DeepResidual2Deltas<__E::Layout>,
        ) -> __f32 {
            __TrainableStage::largest_gradient(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
            )
                + __TrainableStage::largest_gradient(
                    __DEEPRESIDUAL2_LAYER2,
                    __executor,
                    __TrainableStage::output::<
                        __E::Layout,
                    >(__DEEPRESIDUAL2_LAYER1, &__trace.layer1),
                    &__trace.layer2,
                    &__deltas.layer2,
                )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__DeepResidual2Trace<__E::Layout>,
            __deltas: &mut __DeepResidual2Deltas<__E::Layout>,
            __by_input: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __DEEPRESIDUAL2_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
                __by_input,
            );
        }
        fn inspect(
            __trace: &__DeepResidual2Trace<sinew::OneSample>,
            __inspection: &mut sinew::__private::Inspection<
                '_,
                __DeepResidual2Deltas<sinew::OneSample>,
            >,
        ) {
            __TrainableStage::inspect(
                __DEEPRESIDUAL2_LAYER1,
                &__trace.layer1,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer1",
                    |__deltas| &mut __deltas.layer1,
                ),
            );
            __TrainableStage::inspect(
                __DEEPRESIDUAL2_LAYER2,
                &__trace.layer2,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer2",
                    |__deltas| &mut __deltas.layer2,
                ),
            );
        }
        #[inline(always)]
        fn each_weights<__V: ::core::ops::FnMut(::core::ops::Range<__usize>)>(
            __visit: &mut __V,
        ) {
            __TrainableStage::each_weights(__DEEPRESIDUAL2_LAYER1, __visit);
            __TrainableStage::each_weights(__DEEPRESIDUAL2_LAYER2, __visit);
        }
    }
};
