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
    parameters: [::core::primitive::f32; 33],
}
const _: () = {
    use ::core::primitive::{f32 as __f32, u64 as __u64, usize as __usize};
    use sinew::__private::Stage as __Stage;
    use sinew::__private::TrainableStage as __TrainableStage;
    const __XOR_LAYER1: sinew::__private::Dense<2, 8, sinew::Relu> = sinew::__private::Dense::new(
        0,
        sinew::Relu,
    );
    const __XOR_LAYER2: sinew::__private::Dense<8, 1, sinew::Sigmoid> = sinew::__private::Dense::new(
        __XOR_LAYER1.end(),
        sinew::Sigmoid,
    );
    impl Xor {
        /// How many numbers a sample has.
        pub const INPUTS: __usize = 2;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: __usize = 1;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: __usize = 33;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: __usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: __usize = <Self as sinew::Shape>::MULTIPLY_ADDS;
        /// The stages as a line, and as a table, for people.
        pub const SUMMARY: &'static ::core::primitive::str = "Xor, 132 bytes\n2 ─► 8 relu ─► 1 sigmoid\nlayer  inputs  outputs           parameters  bytes  multiply-adds\n─────────────────────────────────────────────────────────────────\n    1       2        8  relu             24     96             16\n    2       8        1  sigmoid           9     36              8\n─────────────────────────────────────────────────────────────────\n  all       2        1                   33    132             24\n";
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            const { Self { parameters: [0.0; 33] } }
        }
        /// These 33 weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(__parameters: [__f32; 33]) -> Self {
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
        /// The outputs for one sample, 1 for 2 inputs.
        #[inline]
        #[must_use]
        pub fn predict(&self, __input: &[__f32; 2]) -> [__f32; 1] {
            sinew::Network::predict(self, __input)
        }
        /// The outputs for many samples, `outputs[i]` for `inputs[i]`: 1 for 2 inputs each.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            __inputs: &[[__f32; 2]],
            __outputs: &mut [[__f32; 1]],
        ) -> ::core::result::Result<(), sinew::Error> {
            sinew::Network::predict_batch(self, __inputs, __outputs)
        }
        /// Computes the outputs of one sample, 1 for 2 inputs, and keeps every layer's `z` and `a`: fields
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, __input: &[__f32; 2]) -> __XorTrace<sinew::OneSample> {
            sinew::Trainable::forward(self, __input)
        }
        /// The gradient of the loss by each of the 33 parameters, in their order, from its
        /// derivative by the outputs, an array of 1.
        #[must_use]
        pub fn backward(
            &self,
            __input: &[__f32; 2],
            __trace: &__XorTrace<sinew::OneSample>,
            __by_output: &[__f32; 1],
        ) -> [__f32; 33] {
            let mut __gradient = [0.0; 33];
            let __sums = sinew::generic_array::GenericArray::from_mut_slice(
                &mut __gradient,
            );
            sinew::Trainable::add_backward(self, __input, __trace, __by_output, __sums);
            __gradient
        }
        /// All 33 weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[__f32; 33] {
            &self.parameters
        }
        /// All 33 weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [__f32; 33] {
            &mut self.parameters
        }
        /// The weights and biases from 2 to 8 `relu`.
        #[must_use]
        pub fn layer1(&self) -> sinew::Layer<&[[__f32; 8]; 2], &[__f32; 8]> {
            __XOR_LAYER1.view(&self.parameters)
        }
        /// The weights and biases from 2 to 8 `relu`.
        #[must_use]
        pub fn layer1_mut(
            &mut self,
        ) -> sinew::Layer<&mut [[__f32; 8]; 2], &mut [__f32; 8]> {
            __XOR_LAYER1.view_mut(&mut self.parameters)
        }
        /// The weights and biases from 8 to 1 `sigmoid`.
        #[must_use]
        pub fn layer2(&self) -> sinew::Layer<&[[__f32; 1]; 8], &[__f32; 1]> {
            __XOR_LAYER2.view(&self.parameters)
        }
        /// The weights and biases from 8 to 1 `sigmoid`.
        #[must_use]
        pub fn layer2_mut(
            &mut self,
        ) -> sinew::Layer<&mut [[__f32; 1]; 8], &mut [__f32; 1]> {
            __XOR_LAYER2.view_mut(&mut self.parameters)
        }
    }
    #[automatically_derived]
    impl sinew::Shape for Xor {
        type Inputs = sinew::typenum::consts::U2;
        type Outputs = sinew::typenum::consts::U1;
        type Parameters = sinew::typenum::consts::U33;
        type Trained = Self::Parameters;
        type Input = [__f32; 2];
        type Output = [__f32; 1];
        const UNITS: __usize = 11;
        const MULTIPLY_ADDS: __usize = 24;
    }
    #[automatically_derived]
    impl sinew::Network for Xor {
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
    impl sinew::Architecture for Xor {
        fn initialize(
            __parameters: &mut sinew::ParametersOf<Self>,
            __random: &mut sinew::__private::Random,
        ) {
            __Stage::initialize(__XOR_LAYER1, __random, __parameters);
            __Stage::initialize(__XOR_LAYER2, __random, __parameters);
        }
        #[inline]
        fn fingerprint(__fingerprint: &mut sinew::__private::Fingerprint) {
            __Stage::fingerprint(__XOR_LAYER1, __fingerprint);
            __Stage::fingerprint(__XOR_LAYER2, __fingerprint);
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
                <sinew::__private::ValuesOf<__E, [__f32; 8]> as sinew::Values>::zeros(),
            );
            __Stage::infer(
                __XOR_LAYER1,
                __executor,
                __parameters,
                __input,
                sinew::Values::flat_mut(&mut __layer1),
            );
            __Stage::infer(
                __XOR_LAYER2,
                __executor,
                __parameters,
                sinew::Values::flat(&__layer1),
                __output,
            );
        }
    }
    /// The `z` and `a` of every layer.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct __XorTrace<__L: sinew::Layout> {
        /// The `z` and `a` of this layer.
        pub layer1: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 8]>>,
        /// The `z` and `a` of this layer.
        pub layer2: sinew::Activated<<__L as sinew::Layout>::Values<[__f32; 1]>>,
    }
    /// The `δ` of every layer.
    pub struct __XorDeltas<__L: sinew::Layout> {
        layer1: <__L as sinew::Layout>::Values<[__f32; 8]>,
        layer2: <__L as sinew::Layout>::Values<[__f32; 1]>,
    }
    #[automatically_derived]
    impl sinew::TrainableArchitecture for Xor {
        type Head = sinew::Sigmoid;
        const HEAD: sinew::Sigmoid = sinew::Sigmoid;
        type Trace<__L: sinew::Layout> = __XorTrace<__L>;
        type Deltas<__L: sinew::Layout> = __XorDeltas<__L>;
        #[inline(always)]
        fn empty_trace<__L: sinew::Layout>() -> __XorTrace<__L> {
            __XorTrace {
                layer1: __TrainableStage::empty_trace::<__L>(__XOR_LAYER1),
                layer2: __TrainableStage::empty_trace::<__L>(__XOR_LAYER2),
            }
        }
        #[inline(always)]
        fn empty_deltas<__L: sinew::Layout>() -> __XorDeltas<__L> {
            __XorDeltas {
                layer1: __TrainableStage::empty_deltas::<__L>(__XOR_LAYER1),
                layer2: __TrainableStage::empty_deltas::<__L>(__XOR_LAYER2),
            }
        }
        #[inline(always)]
        fn head<__L: sinew::Layout>(
            __trace: &__XorTrace<__L>,
        ) -> &sinew::Activated<__L::Values<[__f32; 1]>> {
            __TrainableStage::head::<__L>(__XOR_LAYER2, &__trace.layer2)
        }
        #[inline(always)]
        fn head_delta<__L: sinew::Layout>(
            __deltas: &mut __XorDeltas<__L>,
        ) -> &mut __L::Values<[__f32; 1]> {
            __TrainableStage::head_delta::<__L>(__XOR_LAYER2, &mut __deltas.layer2)
        }
        #[inline(always)]
        fn trace<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __input: &[__f32],
            __noise: sinew::__private::Noise,
            __trace: &mut __XorTrace<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::trace(
                __XOR_LAYER1,
                __executor,
                __parameters,
                __input,
                __noise,
                &mut __trace.layer1,
            );
            __TrainableStage::trace(
                __XOR_LAYER2,
                __executor,
                __parameters,
                __TrainableStage::output::<__E::Layout>(__XOR_LAYER1, &__trace.layer1),
                __noise,
                &mut __trace.layer2,
            );
        }
        #[inline(always)]
        fn backpropagate<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__XorTrace<__E::Layout>,
            __deltas: &mut __XorDeltas<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __XOR_LAYER2,
                __executor,
                __parameters,
                &__trace.layer2,
                &mut __deltas.layer2,
                __TrainableStage::delta_mut::<
                    __E::Layout,
                >(__XOR_LAYER1, &mut __deltas.layer1),
            );
            __TrainableStage::delta(
                __XOR_LAYER1,
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
            __trace: &__XorTrace<__E::Layout>,
            __deltas: &__XorDeltas<__E::Layout>,
            __sink: &mut __S,
        ) {
            __TrainableStage::gradient(
                __XOR_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
                __sink,
            );
            __TrainableStage::gradient(
                __XOR_LAYER2,
                __executor,
                __TrainableStage::output::<__E::Layout>(__XOR_LAYER1, &__trace.layer1),
                &__trace.layer2,
                &__deltas.layer2,
                __sink,
            );
        }
        #[inline(always)]
        fn largest_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __input: &[__f32],
            __trace: &__XorTrace<__E::Layout>,
            __deltas: &__XorDeltas<__E::Layout>,
        ) -> __f32 {
            __TrainableStage::largest_gradient(
                __XOR_LAYER1,
                __executor,
                __input,
                &__trace.layer1,
                &__deltas.layer1,
            )
                + __TrainableStage::largest_gradient(
                    __XOR_LAYER2,
                    __executor,
                    __TrainableStage::output::<
                        __E::Layout,
                    >(__XOR_LAYER1, &__trace.layer1),
                    &__trace.layer2,
                    &__deltas.layer2,
                )
        }
        #[inline(always)]
        fn input_gradient<__E: sinew::__private::Executor>(
            __executor: __E,
            __parameters: &sinew::ParametersOf<Self>,
            __trace: &__XorTrace<__E::Layout>,
            __deltas: &mut __XorDeltas<__E::Layout>,
            __by_input: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            __TrainableStage::input_gradient(
                __XOR_LAYER1,
                __executor,
                __parameters,
                &__trace.layer1,
                &mut __deltas.layer1,
                __by_input,
            );
        }
        fn inspect(
            __trace: &__XorTrace<sinew::OneSample>,
            __inspection: &mut sinew::__private::Inspection<
                '_,
                __XorDeltas<sinew::OneSample>,
            >,
        ) {
            __TrainableStage::inspect(
                __XOR_LAYER1,
                &__trace.layer1,
                &mut sinew::__private::Inspection::within(
                    __inspection,
                    "layer1",
                    |__deltas| &mut __deltas.layer1,
                ),
            );
            __TrainableStage::inspect(
                __XOR_LAYER2,
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
            __TrainableStage::each_weights(__XOR_LAYER1, __visit);
            __TrainableStage::each_weights(__XOR_LAYER2, __visit);
        }
    }
};
