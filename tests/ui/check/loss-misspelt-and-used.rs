use sinew::prelude::*;

network! { struct Net< 2 => 1 sigmoid > { loss: binary_cross_entrpy } }

fn main() -> Result<(), sinew::Error> {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).fit(&mut net, &[([0.0, 1.0], [1.0])])?;
    Ok(())
}
