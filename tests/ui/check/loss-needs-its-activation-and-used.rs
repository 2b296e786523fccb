use sinew::prelude::*;

network! { struct Net< 2 => 3 sigmoid > { loss: cross_entropy } }

fn main() -> Result<(), sinew::Error> {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).fit(&mut net, &[([0.0, 1.0], [1.0, 0.0, 0.0])])?;
    Ok(())
}
