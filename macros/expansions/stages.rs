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
    parameters: [f32; Deep::PARAMETERS],
}
#[allow(
    dead_code,
    deprecated,
    unused_braces,
    unused_variables,
    clippy::all,
    clippy::pedantic,
)]
const _: () = {
    use sinew::__private::Stage as _;
    use sinew::__private::TrainableStage as _;
    const _: () = {
        let _ = sinew::__private::repeat;
        let _ = sinew::__private::freeze;
        let _ = sinew::__private::seed;
        let _ = sinew::__private::loss;
        let _ = sinew::__private::budget;
        let _ = sinew::__private::flash;
        let _ = sinew::__private::KiB;
    };
    const __DEEP_IS_LAYER1: usize = {
        let _ = <Encoder as sinew::Shape>::UNITS;
        4
    };
    const __DEEP_LAYER1: usize = {
        sinew::__private::is_trainable::<
            sinew::__private::Nested<Encoder, __DEEP_IS_LAYER1>,
        >();
        4
    };
    const _: () = ::core::assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: () = ::core::assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: [(); 4] = [(); <<Encoder as sinew::Shape>::Input as sinew::Array>::LENGTH];
    const _: [(); { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH }] = [(); 4];
    const _: () = ::core::assert!(
        Deep::PARAMETERS as u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    const _: () = if <Deep as sinew::Network>::FLASH_BYTES > 4096 {
        ::core::panic!(
            "{}", sinew::__private::over_budget(< Deep as sinew::Network > ::FLASH_BYTES,
            4096, ["byte", " of flash for its parameters"], &
            [("1, 4 => Encoder::OUTPUTS Encoder", 4 * (Deep::LAYER1.end())),
            ("2, Encoder::OUTPUTS => Encoder::OUTPUTS residual { 4 tanh => 4 tanh }", 4 *
            (Deep::LAYER2.end() - Deep::LAYER1.end())),
            ("3, Encoder::OUTPUTS => 8 prelu", 4 * (Deep::LAYER3.end() - Deep::LAYER2
            .end())), ("4, 8 => 8 prelu", 32), ("5, 8 => 3 softmax", 108)]).as_str()
        );
    };
    impl Deep {
        /// How many numbers a sample has.
        pub const INPUTS: usize = 4;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: usize = 3;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: usize = Self::END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The loss that it is trained with: `cross_entropy`.
        pub const LOSS: sinew::CrossEntropy = {
            type __Own = sinew::CrossEntropy;
            __Own {}
        };
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static str = {
            const SUMMARY: sinew::__private::Text<1812> = sinew::__private::Text::new()
                .then("Deep, ")
                .right(Deep::BYTES, 1)
                .then(
                    " bytes\n4 ─► Encoder ─► residual { 4 tanh => 4 tanh } ─► 8 prelu ─► prelu ─► 3 softmax\nlayer            inputs           outputs                                 parameters      bytes  multiply-adds\n──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n    1                 4  Encoder::OUTPUTS  Encoder                         ",
                )
                .right(Deep::LAYER1.end(), 9)
                .then("  ")
                .right(4 * (Deep::LAYER1.end()), 9)
                .then("      ")
                .right(<Encoder as sinew::Shape>::MULTIPLY_ADDS, 9)
                .then(
                    "\n    2  Encoder::OUTPUTS  Encoder::OUTPUTS  residual { 4 tanh => 4 tanh }   ",
                )
                .right(Deep::LAYER2.end() - Deep::LAYER1.end(), 9)
                .then("  ")
                .right(4 * (Deep::LAYER2.end() - Deep::LAYER1.end()), 9)
                .then("      ")
                .right(<DeepResidual2 as sinew::Shape>::MULTIPLY_ADDS, 9)
                .then(
                    "\n    3  Encoder::OUTPUTS                 8  prelu, frozen                   ",
                )
                .right(Deep::LAYER3.end() - Deep::LAYER2.end(), 9)
                .then("  ")
                .right(4 * (Deep::LAYER3.end() - Deep::LAYER2.end()), 9)
                .then("      ")
                .right(
                    <[f32; {
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
            SUMMARY.as_str()
        };
        const LAYER1: sinew::__private::Nested<Encoder, __DEEP_LAYER1> = sinew::__private::Nested::new(
            0,
            1,
        );
        const LAYER2: sinew::__private::Residual<
            DeepResidual2,
            { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
        > = sinew::__private::Residual::new(Self::LAYER1.end(), 2);
        const LAYER3: sinew::__private::Dense<
            { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
            8,
            sinew::Linear,
        > = sinew::__private::Dense::new(Self::LAYER2.end(), sinew::Linear)
            .with_init(sinew::Init::he());
        const LAYER4: sinew::__private::Prelu<8> = sinew::__private::Prelu::new(
            Self::LAYER3.end(),
        );
        const LAYER5: sinew::__private::Dense<8, 3, sinew::Softmax> = sinew::__private::Dense::new(
            Self::LAYER4.end(),
            sinew::Softmax,
        );
        const END: usize = Self::LAYER5.end();
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            Self::from_parameters([0.0; Deep::PARAMETERS])
        }
        /// These weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(parameters: [f32; Deep::PARAMETERS]) -> Self {
            Self { parameters }
        }
        /// The random start of its own seed, 7.
        #[must_use]
        pub fn new() -> Self {
            Self::seeded(7)
        }
        /// Random weights, the same for the same seed, each layer started as its activation needs.
        #[must_use]
        pub fn seeded(seed: u64) -> Self {
            let mut network = Self::zeros();
            network.reseed(seed);
            network
        }
        /// Starts over with the random weights of a seed.
        pub fn reseed(&mut self, seed: u64) {
            sinew::Network::reseed(self, seed);
        }
        /// The outputs for one sample, 3 for 4 inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, input: &[f32; 4]) -> [f32; 3] {
            sinew::Network::predict(self, input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: 3 for 4 inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            inputs: &[[f32; 4]],
            outputs: &mut [[f32; 3]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, inputs, outputs)
        }
        /// Computes the outputs of one sample, 3 for 4 inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, input: &[f32; 4]) -> DeepTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, input)
        }
        /// The gradient of the loss by each parameter, in their order, from its
        /// derivative by the outputs, an array of 3.
        #[must_use]
        pub fn backward(
            &self,
            input: &[f32; 4],
            trace: &DeepTrace<sinew::OneSample>,
            by_output: &[f32; 3],
        ) -> [f32; Deep::PARAMETERS] {
            let mut gradient = [0.0; Deep::PARAMETERS];
            let sums = sinew::generic_array::GenericArray::from_mut_slice(&mut gradient);
            sinew::Trainable::add_backward(self, input, trace, by_output, sums);
            gradient
        }
        /// All weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[f32; Deep::PARAMETERS] {
            &self.parameters
        }
        /// All weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [f32; Deep::PARAMETERS] {
            &mut self.parameters
        }
        /// The parameters of `Encoder`, a network of 4 inputs.
        #[must_use]
        pub fn layer1(
            &self,
        ) -> &sinew::__private::ParametersInside<Encoder, __DEEP_LAYER1> {
            Self::LAYER1.view(&self.parameters)
        }
        /// The parameters of `Encoder`, a network of 4 inputs.
        #[must_use]
        pub fn layer1_mut(
            &mut self,
        ) -> &mut sinew::__private::ParametersInside<Encoder, __DEEP_LAYER1> {
            Self::LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from `Encoder::OUTPUTS` to 8 `prelu`.
        #[must_use]
        pub fn layer3(
            &self,
        ) -> sinew::Layer<
            &[[f32; 8]; { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH }],
            &[f32; 8],
        > {
            Self::LAYER3.view(&self.parameters)
        }
        /// The weights and biases from `Encoder::OUTPUTS` to 8 `prelu`.
        #[must_use]
        pub fn layer3_mut(
            &mut self,
        ) -> sinew::Layer<
            &mut [[f32; 8]; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }],
            &mut [f32; 8],
        > {
            Self::LAYER3.view_mut(&mut self.parameters)
        }
        /// The parameters of `prelu`, a row for each kind, each with one for each of 8 units.
        #[must_use]
        pub fn layer4(&self) -> &[[f32; 8]; 1] {
            Self::LAYER4.view(&self.parameters)
        }
        /// The parameters of `prelu`, a row for each kind, each with one for each of 8 units.
        #[must_use]
        pub fn layer4_mut(&mut self) -> &mut [[f32; 8]; 1] {
            Self::LAYER4.view_mut(&mut self.parameters)
        }
        /// The weights and biases from 8 to 3 `softmax`.
        #[must_use]
        pub fn layer5(&self) -> sinew::Layer<&[[f32; 3]; 8], &[f32; 3]> {
            Self::LAYER5.view(&self.parameters)
        }
        /// The weights and biases from 8 to 3 `softmax`.
        #[must_use]
        pub fn layer5_mut(&mut self) -> sinew::Layer<&mut [[f32; 3]; 8], &mut [f32; 3]> {
            Self::LAYER5.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Deep {
        type Inputs = sinew::typenum::consts::U4;
        type Outputs = sinew::typenum::consts::U3;
        type Parameters = sinew::__size!(Deep::PARAMETERS);
        type Trained = sinew::__size!(
            Deep::PARAMETERS - (0 + < sinew::__private::Nested < Encoder, __DEEP_LAYER1 >
            as sinew::__private::Stage > ::FROZEN + < [f32; { << Encoder as sinew::Shape
            > ::Output as sinew::Array > ::LENGTH }] as sinew::Array > ::LENGTH * 8 + 8 +
            1 * 8)
        );
        type Input = [f32; 4];
        type Output = [f32; 3];
        const UNITS: usize = 4
            + <[f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH
            + <[f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH + 8 + 8 + 3 + <Encoder as sinew::Shape>::UNITS
            + <DeepResidual2 as sinew::Shape>::UNITS;
        const MULTIPLY_ADDS: usize = <Encoder as sinew::Shape>::MULTIPLY_ADDS
            + <DeepResidual2 as sinew::Shape>::MULTIPLY_ADDS
            + <[f32; {
                <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
            }] as sinew::Array>::LENGTH * 8 + 8 + 24;
    }
    #[automatically_derived]
    impl sinew::Network for Deep {
        type Architecture = Self;
        type Block<__P: sinew::generic_array::ArrayLength> = sinew::generic_array::GenericArray<
            f32,
            __P,
        >;
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
            parameters: &mut sinew::ParametersOf<Self>,
            random: &mut sinew::__private::Random,
        ) {
            Self::LAYER1.initialize(random, parameters);
            Self::LAYER2.initialize(random, parameters);
            Self::LAYER3.initialize(random, parameters);
            Self::LAYER4.initialize(random, parameters);
            Self::LAYER5.initialize(random, parameters);
        }
        #[inline]
        fn fingerprint(fingerprint: &mut sinew::__private::Fingerprint) {
            Self::LAYER1.fingerprint(fingerprint);
            Self::LAYER2.fingerprint(fingerprint);
            fingerprint.word("frozen");
            Self::LAYER3.fingerprint(fingerprint);
            fingerprint.word("frozen");
            Self::LAYER4.fingerprint(fingerprint);
            Self::LAYER5.fingerprint(fingerprint);
        }
        #[inline(always)]
        fn infer<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: impl sinew::__private::Inputs<__E>,
            output: &mut [f32],
        ) {
            let parameters: &[f32] = parameters;
            let mut layer1 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<
                    __E,
                    [f32; {
                        <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
                    }],
                > as sinew::Values>::zeros(),
            );
            Self::LAYER1
                .infer(
                    executor,
                    parameters,
                    input,
                    sinew::Values::flat_mut(&mut layer1),
                );
            let mut layer2 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<
                    __E,
                    [f32; {
                        <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
                    }],
                > as sinew::Values>::zeros(),
            );
            Self::LAYER2
                .infer(
                    executor,
                    parameters,
                    sinew::Values::flat(&layer1),
                    sinew::Values::flat_mut(&mut layer2),
                );
            let mut layer3 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [f32; 8]> as sinew::Values>::zeros(),
            );
            Self::LAYER3
                .infer(
                    executor,
                    parameters,
                    sinew::Values::flat(&layer2),
                    sinew::Values::flat_mut(&mut layer3),
                );
            let mut layer4 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [f32; 8]> as sinew::Values>::zeros(),
            );
            Self::LAYER4
                .infer(
                    executor,
                    parameters,
                    sinew::Values::flat(&layer3),
                    sinew::Values::flat_mut(&mut layer4),
                );
            Self::LAYER5
                .infer(executor, parameters, sinew::Values::flat(&layer4), output);
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct DeepTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1,
        > as sinew::__private::TrainableStage>::Trace<__L>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::__private::ResidualTrace<
            sinew::TraceOf<DeepResidual2, __L>,
            <__L as sinew::Layout>::Values<
                [f32; { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH }],
            >,
        >,
        /// The `z` and `a` of this layer.
        pub layer3: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer4: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer5: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 3]>>,
    }
    /// The `δ` of every layer.
    pub struct DeepDeltas<__L: sinew::Layout> {
        layer1: <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1,
        > as sinew::__private::TrainableStage>::Deltas<__L>,
        layer2: <sinew::__private::Residual<
            DeepResidual2,
            { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
        > as sinew::__private::TrainableStage>::Deltas<__L>,
        layer3: <__L as sinew::Layout>::Values<[f32; 8]>,
        layer4: <__L as sinew::Layout>::Values<[f32; 8]>,
        layer5: <__L as sinew::Layout>::Values<[f32; 3]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Deep {
        type Head = sinew::Softmax;
        const HEAD: sinew::Softmax = sinew::Softmax;
        type Trace<__L: sinew::Layout> = DeepTrace<__L>;
        type Deltas<__L: sinew::Layout> = DeepDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> DeepTrace<__L> {
            DeepTrace {
                layer1: Self::LAYER1.empty_trace::<__L>(),
                layer2: Self::LAYER2.empty_trace::<__L>(),
                layer3: Self::LAYER3.empty_trace::<__L>(),
                layer4: Self::LAYER4.empty_trace::<__L>(),
                layer5: Self::LAYER5.empty_trace::<__L>(),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> DeepDeltas<__L> {
            DeepDeltas {
                layer1: Self::LAYER1.empty_deltas::<__L>(),
                layer2: Self::LAYER2.empty_deltas::<__L>(),
                layer3: Self::LAYER3.empty_deltas::<__L>(),
                layer4: Self::LAYER4.empty_deltas::<__L>(),
                layer5: Self::LAYER5.empty_deltas::<__L>(),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            trace: &DeepTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[f32; 3]>> {
            Self::LAYER5.head::<__L>(&trace.layer5)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            deltas: &mut DeepDeltas<__L>,
        ) -> &mut __L::Values<[f32; 3]> {
            Self::LAYER5.head_delta::<__L>(&mut deltas.layer5)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: &[f32],
            noise: sinew::__private::Noise,
            trace: &mut DeepTrace<__E::Layout>,
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER1.trace(executor, parameters, input, noise, &mut trace.layer1);
            Self::LAYER2
                .trace(
                    executor,
                    parameters,
                    Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                    noise,
                    &mut trace.layer2,
                );
            Self::LAYER3
                .trace(
                    executor,
                    parameters,
                    Self::LAYER2.output::<__E::Layout>(&trace.layer2),
                    noise,
                    &mut trace.layer3,
                );
            Self::LAYER4
                .trace(
                    executor,
                    parameters,
                    Self::LAYER3.output::<__E::Layout>(&trace.layer3),
                    noise,
                    &mut trace.layer4,
                );
            Self::LAYER5
                .trace(
                    executor,
                    parameters,
                    Self::LAYER4.output::<__E::Layout>(&trace.layer4),
                    noise,
                    &mut trace.layer5,
                );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            trace: &DeepTrace<__E::Layout>,
            deltas: &mut DeepDeltas<__E::Layout>,
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER5
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer5,
                    &mut deltas.layer5,
                    Self::LAYER4.delta_mut::<__E::Layout>(&mut deltas.layer4),
                );
            Self::LAYER4.delta(executor, parameters, &trace.layer4, &mut deltas.layer4);
            Self::LAYER4
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer4,
                    &mut deltas.layer4,
                    Self::LAYER3.delta_mut::<__E::Layout>(&mut deltas.layer3),
                );
            Self::LAYER3.delta(executor, parameters, &trace.layer3, &mut deltas.layer3);
            Self::LAYER3
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer3,
                    &mut deltas.layer3,
                    Self::LAYER2.delta_mut::<__E::Layout>(&mut deltas.layer2),
                );
            Self::LAYER2.delta(executor, parameters, &trace.layer2, &mut deltas.layer2);
            Self::LAYER2
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer2,
                    &mut deltas.layer2,
                    Self::LAYER1.delta_mut::<__E::Layout>(&mut deltas.layer1),
                );
            Self::LAYER1.delta(executor, parameters, &trace.layer1, &mut deltas.layer1);
        }
        #[inline(always)]
        fn gradient<__E: sinew::__private::Executor, __S: sinew::__private::Sink>(
            executor: __E,
            input: &[f32],
            trace: &DeepTrace<__E::Layout>,
            deltas: &DeepDeltas<__E::Layout>,
            sink: &mut __S,
        ) {
            Self::LAYER1.gradient(executor, input, &trace.layer1, &deltas.layer1, sink);
            Self::LAYER2
                .gradient(
                    executor,
                    Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                    &trace.layer2,
                    &deltas.layer2,
                    sink,
                );
            Self::LAYER5
                .gradient(
                    executor,
                    Self::LAYER4.output::<__E::Layout>(&trace.layer4),
                    &trace.layer5,
                    &deltas.layer5,
                    sink,
                );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            executor: __E,
            input: &[f32],
            trace: &DeepTrace<__E::Layout>,
            deltas: &DeepDeltas<__E::Layout>,
        ) -> f32 {
            Self::LAYER1.largest_gradient(executor, input, &trace.layer1, &deltas.layer1)
                + Self::LAYER2
                    .largest_gradient(
                        executor,
                        Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                        &trace.layer2,
                        &deltas.layer2,
                    )
                + Self::LAYER5
                    .largest_gradient(
                        executor,
                        Self::LAYER4.output::<__E::Layout>(&trace.layer4),
                        &trace.layer5,
                        &deltas.layer5,
                    )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            trace: &DeepTrace<__E::Layout>,
            deltas: &mut DeepDeltas<__E::Layout>,
            by_input: &mut [f32],
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER1
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer1,
                    &mut deltas.layer1,
                    by_input,
                );
        }
        fn inspect(
            trace: &DeepTrace<sinew::OneSample>,
            inspection: &mut sinew::__private::Inspection<
                '_,
                DeepDeltas<sinew::OneSample>,
            >,
        ) {
            Self::LAYER1
                .inspect(
                    &trace.layer1,
                    &mut inspection.within("layer1", |deltas| &mut deltas.layer1),
                );
            Self::LAYER2
                .inspect(
                    &trace.layer2,
                    &mut inspection.within("layer2", |deltas| &mut deltas.layer2),
                );
            Self::LAYER3
                .inspect(
                    &trace.layer3,
                    &mut inspection.within("layer3", |deltas| &mut deltas.layer3),
                );
            Self::LAYER4
                .inspect(
                    &trace.layer4,
                    &mut inspection.within("layer4", |deltas| &mut deltas.layer4),
                );
            Self::LAYER5
                .inspect(
                    &trace.layer5,
                    &mut inspection.within("layer5", |deltas| &mut deltas.layer5),
                );
        }
        #[inline(always)]
        fn frozen_before(parameter: usize) -> usize {
            Self::LAYER1.frozen_before(parameter) + Self::LAYER3.before(parameter)
                + Self::LAYER4.before(parameter)
        }
        const REGULARIZED: bool = <sinew::__private::Nested<
            Encoder,
            __DEEP_LAYER1,
        > as sinew::__private::TrainableStage>::REGULARIZED;
        fn regularize<__S: sinew::__private::Sink>(
            parameters: &sinew::ParametersOf<Self>,
            sink: &mut __S,
        ) {
            Self::LAYER1.regularize(parameters, sink);
        }
    }
    const _: () = ::core::assert!(
        { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH } > 0,
        "a size of 0: a network needs at least one unit here"
    );
    const _: () = ::core::assert!(
        DeepResidual2::PARAMETERS as u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    /// What stands between the braces of a `residual`.
    #[repr(C)]
    pub struct DeepResidual2 {
        parameters: [f32; DeepResidual2::PARAMETERS],
    }
    impl DeepResidual2 {
        /// How many numbers a sample has.
        pub const INPUTS: usize = {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        };
        /// How many numbers the network makes of them.
        pub const OUTPUTS: usize = 4;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: usize = Self::END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        const LAYER1: sinew::__private::Dense<
            { { <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH } },
            4,
            sinew::Tanh,
        > = sinew::__private::Dense::new(0, sinew::Tanh);
        const LAYER2: sinew::__private::Dense<4, 4, sinew::Tanh> = sinew::__private::Dense::new(
            Self::LAYER1.end(),
            sinew::Tanh,
        );
        const END: usize = Self::LAYER2.end();
    }
    #[automatically_derived]
    impl sinew::Shape for DeepResidual2 {
        type Inputs = sinew::__size!(
            { << Encoder as sinew::Shape > ::Output as sinew::Array > ::LENGTH }
        );
        type Outputs = sinew::typenum::consts::U4;
        type Parameters = sinew::__size!(DeepResidual2::PARAMETERS);
        type Trained = Self::Parameters;
        type Input = [f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }];
        type Output = [f32; 4];
        const UNITS: usize = <[f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }] as sinew::Array>::LENGTH + 4 + 4;
        const MULTIPLY_ADDS: usize = <[f32; {
            <<Encoder as sinew::Shape>::Output as sinew::Array>::LENGTH
        }] as sinew::Array>::LENGTH * 4 + 16;
    }
    #[automatically_derived]
    impl sinew::Network for DeepResidual2 {
        type Architecture = Self;
        type Block<__P: sinew::generic_array::ArrayLength> = sinew::generic_array::GenericArray<
            f32,
            __P,
        >;
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
    impl sinew::Architecture for DeepResidual2 {
        fn initialize(
            parameters: &mut sinew::ParametersOf<Self>,
            random: &mut sinew::__private::Random,
        ) {
            Self::LAYER1.initialize(random, parameters);
            Self::LAYER2.initialize(random, parameters);
        }
        #[inline]
        fn fingerprint(fingerprint: &mut sinew::__private::Fingerprint) {
            Self::LAYER1.fingerprint(fingerprint);
            Self::LAYER2.fingerprint(fingerprint);
        }
        #[inline(always)]
        fn infer<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: impl sinew::__private::Inputs<__E>,
            output: &mut [f32],
        ) {
            let parameters: &[f32] = parameters;
            let mut layer1 = sinew::__private::Aligned(
                <sinew::__private::ValuesOf<__E, [f32; 4]> as sinew::Values>::zeros(),
            );
            Self::LAYER1
                .infer(
                    executor,
                    parameters,
                    input,
                    sinew::Values::flat_mut(&mut layer1),
                );
            Self::LAYER2
                .infer(executor, parameters, sinew::Values::flat(&layer1), output);
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct DeepResidual2Trace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 4]>>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 4]>>,
    }
    /// The `δ` of every layer.
    pub struct DeepResidual2Deltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[f32; 4]>,
        layer2: <__L as sinew::Layout>::Values<[f32; 4]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for DeepResidual2 {
        type Head = sinew::Tanh;
        const HEAD: sinew::Tanh = sinew::Tanh;
        type Trace<__L: sinew::Layout> = DeepResidual2Trace<__L>;
        type Deltas<__L: sinew::Layout> = DeepResidual2Deltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> DeepResidual2Trace<__L> {
            DeepResidual2Trace {
                layer1: Self::LAYER1.empty_trace::<__L>(),
                layer2: Self::LAYER2.empty_trace::<__L>(),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> DeepResidual2Deltas<__L> {
            DeepResidual2Deltas {
                layer1: Self::LAYER1.empty_deltas::<__L>(),
                layer2: Self::LAYER2.empty_deltas::<__L>(),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            trace: &DeepResidual2Trace<__L>,
        ) -> &sinew::Activated<__L::Values<[f32; 4]>> {
            Self::LAYER2.head::<__L>(&trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            deltas: &mut DeepResidual2Deltas<__L>,
        ) -> &mut __L::Values<[f32; 4]> {
            Self::LAYER2.head_delta::<__L>(&mut deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: &[f32],
            noise: sinew::__private::Noise,
            trace: &mut DeepResidual2Trace<__E::Layout>,
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER1.trace(executor, parameters, input, noise, &mut trace.layer1);
            Self::LAYER2
                .trace(
                    executor,
                    parameters,
                    Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                    noise,
                    &mut trace.layer2,
                );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            trace: &DeepResidual2Trace<__E::Layout>,
            deltas: &mut DeepResidual2Deltas<__E::Layout>,
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER2
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer2,
                    &mut deltas.layer2,
                    Self::LAYER1.delta_mut::<__E::Layout>(&mut deltas.layer1),
                );
            Self::LAYER1.delta(executor, parameters, &trace.layer1, &mut deltas.layer1);
        }
        #[inline(always)]
        fn gradient<__E: sinew::__private::Executor, __S: sinew::__private::Sink>(
            executor: __E,
            input: &[f32],
            trace: &DeepResidual2Trace<__E::Layout>,
            deltas: &DeepResidual2Deltas<__E::Layout>,
            sink: &mut __S,
        ) {
            Self::LAYER1.gradient(executor, input, &trace.layer1, &deltas.layer1, sink);
            Self::LAYER2
                .gradient(
                    executor,
                    Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                    &trace.layer2,
                    &deltas.layer2,
                    sink,
                );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            executor: __E,
            input: &[f32],
            trace: &DeepResidual2Trace<__E::Layout>,
            deltas: &DeepResidual2Deltas<__E::Layout>,
        ) -> f32 {
            Self::LAYER1.largest_gradient(executor, input, &trace.layer1, &deltas.layer1)
                + Self::LAYER2
                    .largest_gradient(
                        executor,
                        Self::LAYER1.output::<__E::Layout>(&trace.layer1),
                        &trace.layer2,
                        &deltas.layer2,
                    )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            trace: &DeepResidual2Trace<__E::Layout>,
            deltas: &mut DeepResidual2Deltas<__E::Layout>,
            by_input: &mut [f32],
        ) {
            let parameters: &[f32] = parameters;
            Self::LAYER1
                .input_gradient(
                    executor,
                    parameters,
                    &trace.layer1,
                    &mut deltas.layer1,
                    by_input,
                );
        }
        fn inspect(
            trace: &DeepResidual2Trace<sinew::OneSample>,
            inspection: &mut sinew::__private::Inspection<
                '_,
                DeepResidual2Deltas<sinew::OneSample>,
            >,
        ) {
            Self::LAYER1
                .inspect(
                    &trace.layer1,
                    &mut inspection.within("layer1", |deltas| &mut deltas.layer1),
                );
            Self::LAYER2
                .inspect(
                    &trace.layer2,
                    &mut inspection.within("layer2", |deltas| &mut deltas.layer2),
                );
        }
    }
};
