//! tract: a plan optimized for a fixed number of samples, from an ONNX file. It does not train.

use anyhow::Result;
use tract_onnx::prelude::*;
use tract_onnx::tract_core::plan::SimpleState;
use work::{Bench, Predictor, SAMPLES};

fn main() -> Result<()> {
    work::run("tract", |bench| {
        bench.predict_one(Plan::new(bench, 1)?)?;
        bench.predict_batch(Plan::new(bench, SAMPLES)?)
    })
}

/// A plan, and the memory that it reuses from run to run.
struct Plan {
    state: SimpleState<TypedFact, Box<dyn TypedOp>>,
    shape: [usize; 2],
}

impl Plan {
    fn new(bench: &Bench, samples: usize) -> Result<Self> {
        let shape = [samples, bench.network().inputs()];
        let model = onnx()
            .model_for_path(bench.onnx())?
            .with_input_fact(0, f32::fact(shape).into())?
            .into_optimized()?;
        Ok(Self { state: model.into_runnable()?.spawn()?, shape })
    }
}

impl Predictor for Plan {
    type Inputs = TValue;
    type Outputs = TVec<TValue>;

    fn inputs(&self, numbers: &[f32]) -> Result<TValue> {
        Ok(Tensor::from_shape(&self.shape, numbers)?.into_tvalue())
    }

    fn predict(&mut self, inputs: &TValue) -> Result<TVec<TValue>> {
        self.state.run(tvec!(inputs.clone()))
    }

    fn numbers(&self, outputs: &TVec<TValue>) -> Result<Vec<f32>> {
        Ok(outputs[0].try_as_plain_ram()?.as_slice()?.to_vec())
    }
}
