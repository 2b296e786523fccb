/// Exclusive or.
#[derive(Debug, Clone)]
/**

```text
2 ─► 8 relu ─► 1 sigmoid
```

| layer | inputs | outputs | activation | parameters | bytes | multiply-adds |
|---|--:|--:|---|--:|--:|--:|
| 1 | 2 | 8 | relu | 24 | 96 | 16 |
| 2 | 8 | 1 | sigmoid | 9 | 36 | 8 |
| all | 2 | 1 | | 33 | 132 | 24 |
*/
#[repr(C)]
pub struct Xor {
    parameters: [f32; 33],
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
    impl Xor {
        /// How many numbers a sample has.
        pub const INPUTS: usize = 2;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: usize = 1;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: usize = 33;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static str = "Xor, 132 bytes\n2 ─► 8 relu ─► 1 sigmoid\nlayer  inputs  outputs           parameters  bytes  multiply-adds\n─────────────────────────────────────────────────────────────────\n    1       2        8  relu             24     96             16\n    2       8        1  sigmoid           9     36              8\n─────────────────────────────────────────────────────────────────\n  all       2        1                   33    132             24\n";
        const LAYER1: sinew::__private::Dense<2, 8, sinew::Relu> = sinew::__private::Dense::new(
            0,
            sinew::Relu,
        );
        const LAYER2: sinew::__private::Dense<8, 1, sinew::Sigmoid> = sinew::__private::Dense::new(
            Self::LAYER1.end(),
            sinew::Sigmoid,
        );
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            Self::from_parameters([0.0; 33])
        }
        /// These 33 weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(parameters: [f32; 33]) -> Self {
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
        /// The outputs for one sample, 1 for 2 inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, input: &[f32; 2]) -> [f32; 1] {
            sinew::Network::predict(self, input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: 1 for 2 inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            inputs: &[[f32; 2]],
            outputs: &mut [[f32; 1]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, inputs, outputs)
        }
        /// Computes the outputs of one sample, 1 for 2 inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, input: &[f32; 2]) -> XorTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, input)
        }
        /// The gradient of the loss by each of the 33 parameters, in their order, from its
        /// derivative by the outputs, an array of 1.
        #[must_use]
        pub fn backward(
            &self,
            input: &[f32; 2],
            trace: &XorTrace<sinew::OneSample>,
            by_output: &[f32; 1],
        ) -> [f32; 33] {
            let mut gradient = [0.0; 33];
            let sums = sinew::generic_array::GenericArray::from_mut_slice(&mut gradient);
            sinew::Trainable::add_backward(self, input, trace, by_output, sums);
            gradient
        }
        /// All 33 weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[f32; 33] {
            &self.parameters
        }
        /// All 33 weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [f32; 33] {
            &mut self.parameters
        }
        /// The weights and biases from 2 to 8 `relu`.
        #[must_use]
        pub fn layer1(&self) -> sinew::Layer<&[[f32; 8]; 2], &[f32; 8]> {
            Self::LAYER1.view(&self.parameters)
        }
        /// The weights and biases from 2 to 8 `relu`.
        #[must_use]
        pub fn layer1_mut(&mut self) -> sinew::Layer<&mut [[f32; 8]; 2], &mut [f32; 8]> {
            Self::LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from 8 to 1 `sigmoid`.
        #[must_use]
        pub fn layer2(&self) -> sinew::Layer<&[[f32; 1]; 8], &[f32; 1]> {
            Self::LAYER2.view(&self.parameters)
        }
        /// The weights and biases from 8 to 1 `sigmoid`.
        #[must_use]
        pub fn layer2_mut(&mut self) -> sinew::Layer<&mut [[f32; 1]; 8], &mut [f32; 1]> {
            Self::LAYER2.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Xor {
        type Inputs = sinew::typenum::consts::U2;
        type Outputs = sinew::typenum::consts::U1;
        type Parameters = sinew::typenum::consts::U33;
        type Trained = Self::Parameters;
        type Input = [f32; 2];
        type Output = [f32; 1];
        const UNITS: usize = 11;
        const MULTIPLY_ADDS: usize = 24;
    }
    #[automatically_derived]
    impl sinew::Network for Xor {
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
    impl sinew::Architecture for Xor {
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
                <sinew::__private::ValuesOf<__E, [f32; 8]> as sinew::Values>::zeros(),
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
    pub struct XorTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[f32; 1]>>,
    }
    /// The `δ` of every layer.
    pub struct XorDeltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[f32; 8]>,
        layer2: <__L as sinew::Layout>::Values<[f32; 1]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Xor {
        type Head = sinew::Sigmoid;
        const HEAD: sinew::Sigmoid = sinew::Sigmoid;
        type Trace<__L: sinew::Layout> = XorTrace<__L>;
        type Deltas<__L: sinew::Layout> = XorDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> XorTrace<__L> {
            XorTrace {
                layer1: Self::LAYER1.empty_trace::<__L>(),
                layer2: Self::LAYER2.empty_trace::<__L>(),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> XorDeltas<__L> {
            XorDeltas {
                layer1: Self::LAYER1.empty_deltas::<__L>(),
                layer2: Self::LAYER2.empty_deltas::<__L>(),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            trace: &XorTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[f32; 1]>> {
            Self::LAYER2.head::<__L>(&trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            deltas: &mut XorDeltas<__L>,
        ) -> &mut __L::Values<[f32; 1]> {
            Self::LAYER2.head_delta::<__L>(&mut deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            executor: __E,
            parameters: &sinew::ParametersOf<Self>,
            input: &[f32],
            noise: sinew::__private::Noise,
            trace: &mut XorTrace<__E::Layout>,
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
            trace: &XorTrace<__E::Layout>,
            deltas: &mut XorDeltas<__E::Layout>,
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
            trace: &XorTrace<__E::Layout>,
            deltas: &XorDeltas<__E::Layout>,
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
            trace: &XorTrace<__E::Layout>,
            deltas: &XorDeltas<__E::Layout>,
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
            trace: &XorTrace<__E::Layout>,
            deltas: &mut XorDeltas<__E::Layout>,
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
            trace: &XorTrace<sinew::OneSample>,
            inspection: &mut sinew::__private::Inspection<
                '_,
                XorDeltas<sinew::OneSample>,
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
