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
    parameters: [f32; Net::PARAMETERS],
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
        let _ = sinew::__private::no_bias;
        let _ = sinew::__private::init;
    };
    const _: () = ::core::assert!(
        INPUTS > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = ::core::assert!(
        config::HIDDEN > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = ::core::assert!(
        { 2 * N } > 0, "a size of 0: a network needs at least one unit here"
    );
    const _: () = ::core::assert!(
        Net::PARAMETERS as u64 >> 32 == 0,
        "a network of more than 4 294 967 295 parameters",
    );
    impl Net {
        /// How many numbers a sample has.
        pub const INPUTS: usize = INPUTS;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: usize = { 2 * N };
        /// How many weights and biases all layers have.
        pub const PARAMETERS: usize = Self::END;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static str = {
            const SUMMARY: sinew::__private::Text<1322> = sinew::__private::Text::new()
                .then("Net, ")
                .right(Net::BYTES, 1)
                .then(
                    " bytes\nINPUTS ─► config::HIDDEN leaky_relu(0.01) ─► { 2 * N }\nlayer          inputs         outputs                               parameters      bytes  multiply-adds\n────────────────────────────────────────────────────────────────────────────────────────────────────────\n    1          INPUTS  config::HIDDEN  leaky_relu(0.01), no biases   ",
                )
                .right(Net::LAYER1.end(), 9)
                .then("  ")
                .right(4 * (Net::LAYER1.end()), 9)
                .then("      ")
                .right(
                    <[f32; INPUTS] as sinew::Array>::LENGTH
                        * <[f32; config::HIDDEN] as sinew::Array>::LENGTH,
                    9,
                )
                .then(
                    "\n    2  config::HIDDEN       { 2 * N }  linear                        ",
                )
                .right(Net::LAYER2.end() - Net::LAYER1.end(), 9)
                .then("  ")
                .right(4 * (Net::LAYER2.end() - Net::LAYER1.end()), 9)
                .then("      ")
                .right(
                    <[f32; config::HIDDEN] as sinew::Array>::LENGTH
                        * <[f32; { 2 * N }] as sinew::Array>::LENGTH,
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
            SUMMARY.as_str()
        };
        const LAYER1: sinew::__private::Dense<
            { INPUTS },
            { config::HIDDEN },
            sinew::LeakyRelu,
            false,
        > = sinew::__private::Dense::new(0, sinew::LeakyRelu(0.01))
            .with_init(sinew::Init::he());
        const LAYER2: sinew::__private::Dense<
            { config::HIDDEN },
            { { 2 * N } },
            sinew::Linear,
        > = sinew::__private::Dense::new(Self::LAYER1.end(), sinew::Linear);
        const END: usize = Self::LAYER2.end();
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            Self::from_parameters([0.0; Net::PARAMETERS])
        }
        /// These weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(parameters: [f32; Net::PARAMETERS]) -> Self {
            Self { parameters }
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
        /// The outputs for one sample, `{ 2 * N }` for `INPUTS` inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, input: &[f32; INPUTS]) -> [f32; { 2 * N }] {
            sinew::Network::predict(self, input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: `{ 2 * N }` for `INPUTS` inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            inputs: &[[f32; INPUTS]],
            outputs: &mut [[f32; { 2 * N }]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, inputs, outputs)
        }
        /// Computes the outputs of one sample, `{ 2 * N }` for `INPUTS` inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, input: &[f32; INPUTS]) -> NetTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, input)
        }
        /// The gradient of the loss by each parameter, in their order, from its
        /// derivative by the outputs, an array of `{ 2 * N }`.
        #[must_use]
        pub fn backward(
            &self,
            input: &[f32; INPUTS],
            trace: &NetTrace<sinew::OneSample>,
            by_output: &[f32; { 2 * N }],
        ) -> [f32; Net::PARAMETERS] {
            let mut gradient = [0.0; Net::PARAMETERS];
            let sums = sinew::generic_array::GenericArray::from_mut_slice(&mut gradient);
            sinew::Trainable::add_backward(self, input, trace, by_output, sums);
            gradient
        }
        /// All weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[f32; Net::PARAMETERS] {
            &self.parameters
        }
        /// All weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [f32; Net::PARAMETERS] {
            &mut self.parameters
        }
        /// The weights from `INPUTS` to `config::HIDDEN` `leaky_relu(0.01)`.
        #[must_use]
        pub fn layer1(
            &self,
        ) -> sinew::Layer<&[[f32; config::HIDDEN]; INPUTS], sinew::NoBiases> {
            Self::LAYER1.view(&self.parameters)
        }
        /// The weights from `INPUTS` to `config::HIDDEN` `leaky_relu(0.01)`.
        #[must_use]
        pub fn layer1_mut(
            &mut self,
        ) -> sinew::Layer<&mut [[f32; config::HIDDEN]; INPUTS], sinew::NoBiases> {
            Self::LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from `config::HIDDEN` to `{ 2 * N }`.
        #[must_use]
        pub fn layer2(
            &self,
        ) -> sinew::Layer<&[[f32; { 2 * N }]; config::HIDDEN], &[f32; { 2 * N }]> {
            Self::LAYER2.view(&self.parameters)
        }
        /// The weights and biases from `config::HIDDEN` to `{ 2 * N }`.
        #[must_use]
        pub fn layer2_mut(
            &mut self,
        ) -> sinew::Layer<
            &mut [[f32; { 2 * N }]; config::HIDDEN],
            &mut [f32; { 2 * N }],
        > {
            Self::LAYER2.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Net {
        type Inputs = sinew::__size!(INPUTS);
        type Outputs = sinew::__size!({ 2 * N });
        type Parameters = sinew::__size!(Net::PARAMETERS);
        type Trained = Self::Parameters;
        type Input = [f32; INPUTS];
        type Output = [f32; { 2 * N }];
        const UNITS: usize = <[f32; INPUTS] as sinew::Array>::LENGTH
            + <[f32; config::HIDDEN] as sinew::Array>::LENGTH
            + <[f32; { 2 * N }] as sinew::Array>::LENGTH;
        const MULTIPLY_ADDS: usize = <[f32; INPUTS] as sinew::Array>::LENGTH
            * <[f32; config::HIDDEN] as sinew::Array>::LENGTH
            + <[f32; config::HIDDEN] as sinew::Array>::LENGTH
                * <[f32; { 2 * N }] as sinew::Array>::LENGTH;
    }
    #[automatically_derived]
    impl sinew::Network for Net {
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
    impl sinew::Architecture for Net {
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
                <sinew::__private::ValuesOf<
                    __E,
                    [f32; config::HIDDEN],
                > as sinew::Values>::zeros(),
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
    pub struct NetTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<
            <__L as sinew::Layout>::Values<[f32; config::HIDDEN]>,
        >,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[f32; { 2 * N }]>>,
    }
    /// The `δ` of every layer.
    pub struct NetDeltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[f32; config::HIDDEN]>,
        layer2: <__L as sinew::Layout>::Values<[f32; { 2 * N }]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Net {
        type Head = sinew::Linear;
        const HEAD: sinew::Linear = sinew::Linear;
        type Trace<__L: sinew::Layout> = NetTrace<__L>;
        type Deltas<__L: sinew::Layout> = NetDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> NetTrace<__L> {
            NetTrace {
                layer1: Self::LAYER1.empty_trace::<__L>(),
                layer2: Self::LAYER2.empty_trace::<__L>(),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> NetDeltas<__L> {
            NetDeltas {
                layer1: Self::LAYER1.empty_deltas::<__L>(),
                layer2: Self::LAYER2.empty_deltas::<__L>(),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            trace: &NetTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[f32; { 2 * N }]>> {
            Self::LAYER2.head::<__L>(&trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            deltas: &mut NetDeltas<__L>,
        ) -> &mut __L::Values<[f32; { 2 * N }]> {
            Self::LAYER2.head_delta::<__L>(&mut deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: &[f32],
            noise: sinew::__private::Noise,
            trace: &mut NetTrace<__E::Layout>,
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
            trace: &NetTrace<__E::Layout>,
            deltas: &mut NetDeltas<__E::Layout>,
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
            trace: &NetTrace<__E::Layout>,
            deltas: &NetDeltas<__E::Layout>,
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
            trace: &NetTrace<__E::Layout>,
            deltas: &NetDeltas<__E::Layout>,
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
            trace: &NetTrace<__E::Layout>,
            deltas: &mut NetDeltas<__E::Layout>,
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
            trace: &NetTrace<sinew::OneSample>,
            inspection: &mut sinew::__private::Inspection<
                '_,
                NetDeltas<sinew::OneSample>,
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
