/**

```text
INPUTS ─► config::HIDDEN leaky_relu(0.01) ─► { 2 * N }
```

| layer | inputs | outputs | activation | parameters | bytes | multiply-adds |
|---|--:|--:|---|--:|--:|--:|
| 1 | `INPUTS` | `config::HIDDEN` | `leaky_relu(0.01), no biases` | (see the constants) | (see the constants) | (see the constants) |
| 2 | `config::HIDDEN` | `{ 2 * N }` | linear | (see the constants) | (see the constants) | (see the constants) |
| all | `INPUTS` | `{ 2 * N }` | | (see the constants) | (see the constants) | (see the constants) |
*/
#[repr(C)]
struct Net {
    parameters: [::core::primitive::f32; Net::PARAMETERS],
}
const _: () = {
    use ::core::primitive::{f32 as __f32, u64 as __u64, usize as __usize};
    use sinew::__private::Stage as __Stage;
    use sinew::__private::TrainableStage as __TrainableStage;
    use ::core::assert as __assert;
    const _: () = {
        let _ = sinew::__private::no_bias;
        let _ = sinew::__private::init;
    };
    const _: () = __assert!(
        INPUTS > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = __assert!(
        config::HIDDEN > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = __assert!(
        { 2 * N } > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = __assert!(
        Net::PARAMETERS as __u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    const __NET_LAYER1: sinew::__private::Dense<
        { INPUTS },
        { config::HIDDEN },
        sinew::LeakyRelu,
        false,
    > = sinew::__private::Dense::new(0, sinew::LeakyRelu(0.01))
        .with_init(sinew::Init::he());
    const __NET_LAYER2: sinew::__private::Dense<
        { config::HIDDEN },
        { { 2 * N } },
        sinew::Linear,
    > = sinew::__private::Dense::new(__NET_LAYER1.end(), sinew::Linear);
    const __NET_END: __usize = __NET_LAYER2.end();
    impl Net {
        /// How many numbers a sample has.
        pub const INPUTS: __usize = INPUTS;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: __usize = { 2 * N };
        /// How many weights and biases all layers have.
        pub const PARAMETERS: __usize = __NET_END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: __usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: __usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static ::core::primitive::str = {
            const __SUMMARY: sinew::__private::Text<1322> = sinew::__private::Text::new()
                .then("Net, ")
                .right(Net::BYTES, 1)
                .then(
                    " bytes\nINPUTS ─► config::HIDDEN leaky_relu(0.01) ─► { 2 * N }\nlayer          inputs         outputs                               parameters      bytes  multiply-adds\n────────────────────────────────────────────────────────────────────────────────────────────────────────\n    1          INPUTS  config::HIDDEN  leaky_relu(0.01), no biases   ",
                )
                .right(__NET_LAYER1.end(), 9)
                .then("  ")
                .right(4 * (__NET_LAYER1.end()), 9)
                .then("      ")
                .right(
                    <[__f32; INPUTS] as sinew::Array>::LENGTH
                        * <[__f32; config::HIDDEN] as sinew::Array>::LENGTH,
                    9,
                )
                .then(
                    "\n    2  config::HIDDEN       { 2 * N }  linear                        ",
                )
                .right(__NET_LAYER2.end() - __NET_LAYER1.end(), 9)
                .then("  ")
                .right(4 * (__NET_LAYER2.end() - __NET_LAYER1.end()), 9)
                .then("      ")
                .right(
                    <[__f32; config::HIDDEN] as sinew::Array>::LENGTH
                        * <[__f32; { 2 * N }] as sinew::Array>::LENGTH,
                    9,
                )
                .then(
                    "\n────────────────────────────────────────────────────────────────────────────────────────────────────────\n  all          INPUTS       { 2 * N }                                ",
                )
                .right(Net::PARAMETERS, 9)
                .then("  ")
                .right(Net::BYTES, 9)
                .then("      ")
                .right(Net::MULTIPLY_ADDS, 9)
                .then("\n");
            sinew::__private::Text::as_str(&__SUMMARY)
        };
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            const {
                Self {
                    parameters: [0.0; Net::PARAMETERS],
                }
            }
        }
        /// These weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(__parameters: [__f32; Net::PARAMETERS]) -> Self {
            Self { parameters: __parameters }
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
        /// The outputs for one sample, `{ 2 * N }` for `INPUTS` inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, __input: &[__f32; INPUTS]) -> [__f32; { 2 * N }] {
            sinew::Network::predict(self, __input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: `{ 2 * N }` for `INPUTS` inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            __inputs: &[[__f32; INPUTS]],
            __outputs: &mut [[__f32; { 2 * N }]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, __inputs, __outputs)
        }
        /// Computes the outputs of one sample, `{ 2 * N }` for `INPUTS` inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(
            &self,
            __input: &[__f32; INPUTS],
        ) -> __NetTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, __input)
        }
        /// The gradient of the loss by each parameter, in their order, from its
        /// derivative by the outputs, an array of `{ 2 * N }`.
        #[must_use]
        pub fn backward(
            &self,
            __input: &[__f32; INPUTS],
            __trace: &__NetTrace<sinew::OneSample>,
            __by_output: &[__f32; { 2 * N }],
        ) -> [__f32; Net::PARAMETERS] {
            let mut __gradient = [0.0; Net::PARAMETERS];
            let __sums = sinew::generic_array::GenericArray::from_mut_slice(
                &mut __gradient,
            );
            sinew::Trainable::add_backward(self, __input, __trace, __by_output, __sums);
            __gradient
        }
        /// All weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[__f32; Net::PARAMETERS] {
            &self.parameters
        }
        /// All weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [__f32; Net::PARAMETERS] {
            &mut self.parameters
        }
        /// The weights from `INPUTS` to `config::HIDDEN` `leaky_relu(0.01)`.
        #[must_use]
        pub fn layer1(
            &self,
        ) -> sinew::Layer<&[[__f32; config::HIDDEN]; INPUTS], sinew::NoBiases> {
            __NET_LAYER1.view(&self.parameters)
        }
        /// The weights from `INPUTS` to `config::HIDDEN` `leaky_relu(0.01)`.
        #[must_use]
        pub fn layer1_mut(
            &mut self,
        ) -> sinew::Layer<&mut [[__f32; config::HIDDEN]; INPUTS], sinew::NoBiases> {
            __NET_LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from `config::HIDDEN` to `{ 2 * N }`.
        #[must_use]
        pub fn layer2(
            &self,
        ) -> sinew::Layer<&[[__f32; { 2 * N }]; config::HIDDEN], &[__f32; { 2 * N }]> {
            __NET_LAYER2.view(&self.parameters)
        }
        /// The weights and biases from `config::HIDDEN` to `{ 2 * N }`.
        #[must_use]
        pub fn layer2_mut(
            &mut self,
        ) -> sinew::Layer<
            &mut [[__f32; { 2 * N }]; config::HIDDEN],
            &mut [__f32; { 2 * N }],
        > {
            __NET_LAYER2.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Net {
        type Inputs = sinew::__size!(INPUTS);
        type Outputs = sinew::__size!({ 2 * N });
        type Parameters = sinew::__size!(Net::PARAMETERS);
        type Trained = Self::Parameters;
        type Input = [__f32; INPUTS];
        type Output = [__f32; { 2 * N }];
        const UNITS: __usize = <[__f32; INPUTS] as sinew::Array>::LENGTH
            + <[__f32; config::HIDDEN] as sinew::Array>::LENGTH
            + <[__f32; { 2 * N }] as sinew::Array>::LENGTH;
        const MULTIPLY_ADDS: __usize = <[__f32; INPUTS] as sinew::Array>::LENGTH
            * <[__f32; config::HIDDEN] as sinew::Array>::LENGTH
            + <[__f32; config::HIDDEN] as sinew::Array>::LENGTH
                * <[__f32; { 2 * N }] as sinew::Array>::LENGTH;
    }
    #[automatically_derived]
    impl sinew::Network for Net {
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
    impl sinew::Architecture for Net {
        fn initialize(
            __parameters: &mut sinew::ParametersOf<Self>,
            __random: &mut sinew::__private::Random,
        ) {
            __Stage::initialize(__NET_LAYER1, __random, __parameters);
            __Stage::initialize(__NET_LAYER2, __random, __parameters);
        }
        #[inline]
        fn fingerprint(__fingerprint: &mut sinew::__private::Fingerprint) {
            __Stage::fingerprint(__NET_LAYER1, __fingerprint);
            __Stage::fingerprint(__NET_LAYER2, __fingerprint);
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
                    [__f32; config::HIDDEN],
                > as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __NET_LAYER1,
                __executor,
                __parameters,
                __input,
                sinew::Values::flat_mut(&mut __layer1),
            );
            __Stage::infer(
                __NET_LAYER2,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer1),
                __output,
            );
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct __NetTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<
            <__L as sinew::Layout>::Values<[__f32; config::HIDDEN]>,
        >,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; { 2 * N }]>>,
    }
    /// The `δ` of every layer.
    pub struct __NetDeltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[__f32; config::HIDDEN]>,
        layer2: <__L as sinew::Layout>::Values<[__f32; { 2 * N }]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Net {
        type Head = sinew::Linear;
        const HEAD: sinew::Linear = sinew::Linear;
        type Trace<__L: sinew::Layout> = __NetTrace<__L>;
        type Deltas<__L: sinew::Layout> = __NetDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> __NetTrace<__L> {
            __NetTrace {
                layer1: __TrainableStage::empty_trace::<__L>(__NET_LAYER1),
                layer2: __TrainableStage::empty_trace::<__L>(__NET_LAYER2),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> __NetDeltas<__L> {
            __NetDeltas {
                layer1: __TrainableStage::empty_deltas::<__L>(__NET_LAYER1),
                layer2: __TrainableStage::empty_deltas::<__L>(__NET_LAYER2),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            __trace: &__NetTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[__f32; { 2 * N }]>> {
            __TrainableStage::head::<__L>(__NET_LAYER2, &__trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            __deltas: &mut __NetDeltas<__L>,
        ) -> &mut __L::Values<[__f32; { 2 * N }]> {
            __TrainableStage::head_delta::<__L>(__NET_LAYER2, &mut __deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: &[__f32],
            __noise: sinew::__private::Noise,
            __trace: &mut __NetTrace<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::trace(
                __NET_LAYER1,
                __executor,
                __parameters,
                __input,
                __noise,
                &mut __trace.layer1,
            );
            __TrainableStage::trace(
                __NET_LAYER2,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__NET_LAYER1, &__trace.layer1),
                __noise,
                &mut __trace.layer2,
            );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__NetTrace<__E::Layout>,
            __deltas: &mut __NetDeltas<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __NET_LAYER2,
                __executor,
                __parameters,
                &__trace.layer2,
                &mut __deltas.layer2,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__NET_LAYER1, &mut __deltas.layer1),
            );
            __TrainableStage::delta(
                __NET_LAYER1,
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
            __trace: &__NetTrace<__E::Layout>,
            __deltas: &__NetDeltas<__E::Layout>,
            __sink: &mut __S,
        ) {
            __TrainableStage::gradient(
                __NET_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
                __sink,
            );
            __TrainableStage::gradient(
                __NET_LAYER2,
                __executor,
                __TrainableStage::output::<__E::Layout>(__NET_LAYER1, &__trace.layer1),
                &__trace.layer2,
                &__deltas.layer2,
                __sink,
            );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__NetTrace<__E::Layout>,
            __deltas: &__NetDeltas<__E::Layout>,
        ) -> __f32 {
            __TrainableStage::largest_gradient(
                __NET_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
            )
                + __TrainableStage::largest_gradient(
                    __NET_LAYER2,
                    __executor,
                    __TrainableStage::output::<
                        __E::Layout,
                    >(__NET_LAYER1, &__trace.layer1),
                    &__trace.layer2,
                    &__deltas.layer2,
                )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__NetTrace<__E::Layout>,
            __deltas: &mut __NetDeltas<__E::Layout>,
            __by_input: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __NET_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
                __by_input,
            );
        }
        fn inspect(
            __trace: &__NetTrace<sinew::OneSample>,
            __inspection: &mut sinew::__private::Inspection<
                '_,
                __NetDeltas<sinew::OneSample>,
            >,
        ) {
            __TrainableStage::inspect(
                __NET_LAYER1,
                &__trace.layer1,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer1",
                    |__deltas| &mut __deltas.layer1,
                ),
            );
            __TrainableStage::inspect(
                __NET_LAYER2,
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
            __TrainableStage::each_weights(__NET_LAYER1, __visit);
            __TrainableStage::each_weights(__NET_LAYER2, __visit);
        }
    }
};
