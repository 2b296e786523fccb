use sinew::prelude::*;

fn main() {
    let _ = MeanSquaredError.label_smoothing(0.1);
}
