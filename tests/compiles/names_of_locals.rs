//! Whatever users call what stands beside their networks, what the macro calls its own is something else.

/// Networks of all kinds, between items of the user's.
macro_rules! beside {
    ($($module:ident { $($item:item)* })*) => {
        $(
            #[allow(non_upper_case_globals, non_camel_case_types, clippy::all, clippy::pedantic)]
            mod $module {
                $($item)*

                ::sinew::network! { #[derive(Debug, Clone)] pub struct Part< 3 => 4 relu [freeze] => 3 >; }
                ::sinew::network! {
                    pub struct Net<
                        { 1 + 1 } => standardize => 3 prelu => residual { 2 tanh => 3 [l2 = 0.5] } => dropout(0.5)
                        => Part => { 2 * 2 } relu => 3 softmax
                    > { seed: 7, loss: smoothed_cross_entropy(0.1), budget { ram <= 1 MiB } }
                }
                ::sinew::network! { pub struct Perceptron< 2 => 1 step >; }
                #[::sinew::attribute::network(2 => 1 sigmoid, loss: ::sinew::BinaryCrossEntropy)]
                pub struct Annotated;
            }
        )*
    };
}

beside! {
    statics {
        static input: usize = 0;
        static output: usize = 0;
        static inputs: usize = 0;
        static outputs: usize = 0;
        static seed: usize = 0;
        static parameters: usize = 0;
        static network: usize = 0;
        static kernel: usize = 0;
        static trace: usize = 0;
        static noise: usize = 0;
        static random: usize = 0;
        static layer1: usize = 0;
        static layer2: usize = 0;
        static gradient: usize = 0;
        static sums: usize = 0;
        static by_output: usize = 0;
        static by_input: usize = 0;
        static delta: usize = 0;
        static deltas: usize = 0;
        static update: usize = 0;
        static executor: usize = 0;
        static sink: usize = 0;
        static inspection: usize = 0;
        static parameter: usize = 0;
    }
    constants {
        const input: usize = 0;
        const output: usize = 0;
        const seed: usize = 0;
        const parameters: usize = 0;
        const network: usize = 0;
        const trace: usize = 0;
        const layer1: usize = 0;
        const deltas: usize = 0;
        const sums: usize = 0;
        const SUMMARY: u8 = 0;
        const LAYER1: u8 = 0;
        const END: u8 = 0;
    }
    unit_structs {
        struct input;
        struct output;
        struct seed;
        struct parameters;
        struct network;
        struct noise;
        struct layer1;
        struct gradient;
        struct executor;
    }
    primitive_types {
        struct f32;
        struct f64;
        struct usize;
        struct u64;
        struct u32;
        struct bool;
        struct str;
        struct u8;
    }
    modules {
        mod core {}
        mod std {}
        mod sinew {}
        mod f32 {}
    }
    types {
        struct Self_;
        struct Stage;
        struct TrainableStage;
        struct Dense;
        struct Result;
        struct Clone;
        struct Debug;
        struct NetTrace;
        struct NetDeltas;
        struct NetResidual3;
        struct PartTrace;
    }
    traits {
        trait ByReference {
            fn trace(&self) {}
            fn infer(&self) {}
            fn initialize(&self) {}
            fn inspect(&self) {}
            fn gradient(&self) {}
            fn within(&self) {}
            fn reseed(&self) {}
            fn view(&self) {}
        }
        impl<T: ?Sized> ByReference for T {}
        trait ByValue: Sized {
            const INPUTS: u8 = 0;
            const LAYER1: u8 = 0;
            const HEAD: u8 = 0;
            fn place(self) {}
            fn before(self) {}
            fn frozen_before(self) {}
            fn initialize(self) {}
            fn infer(self) {}
            fn activation(self) {}
            fn empty_trace(self) {}
            fn empty_deltas(self) {}
            fn head(self) {}
            fn head_delta(self) {}
            fn output(self) {}
            fn delta_mut(self) {}
            fn trace(self) {}
            fn backpropagate(self) {}
            fn delta(self) {}
            fn gradient(self) {}
            fn regularize(self) {}
            fn largest_gradient(self) {}
            fn input_gradient(self) {}
            fn inspect(self) {}
            fn zeros(self) {}
            fn seeded(self) {}
            fn reseed(self) {}
            fn predict(self) {}
            fn parameters(self) {}
            fn end(self) {}
            fn view(self) {}
            fn view_mut(self) {}
            fn fit(self) {}
            fn within(self) {}
            fn then(self) {}
            fn right(self) {}
            fn as_str(self) {}
            fn flat(self) {}
            fn flat_mut(self) {}
            fn label_smoothing(self) {}
            fn with_init(self) {}
            fn with_l2(self) {}
            fn is_l2_valid(self) {}
            fn is_rate_valid(self) {}
        }
        impl<T> ByValue for T {}
    }
}

#[test]
fn they_are_the_same_networks() {
    let parameters = statics::Net::new();
    let parameters = parameters.parameters();
    assert_eq!(parameters, constants::Net::new().parameters());
    assert_eq!(parameters, unit_structs::Net::new().parameters());
    assert_eq!(parameters, primitive_types::Net::new().parameters());
    assert_eq!(parameters, modules::Net::new().parameters());
    assert_eq!(parameters, types::Net::new().parameters());
    assert_eq!(parameters, traits::Net::new().parameters());
}
