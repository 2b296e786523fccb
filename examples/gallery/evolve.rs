//! Evolution instead of gradients: a function for any network, and exclusive or learned by
//! perceptrons, whose threshold no gradient passes.
//!
//! `cargo run --release --example evolve`

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sinew::generic_array::GenericArray;
use sinew::prelude::*;

network! {
    /// Two layers of perceptrons.
    pub struct Perceptrons< 2 => 4 step => 1 step >;
}

network! {
    /// A network that a gradient could train as well.
    pub struct Smooth< 2 => 4 tanh => 1 sigmoid >;
}

/// What two inputs shall give.
const TRUTH: [([f32; 2], [f32; 1]); 4] =
    [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];

/// How many children a generation has.
const CHILDREN: usize = 32;
/// How far a child's parameters may be from its parent's.
const MUTATION: f32 = 0.5;
/// When to give up.
const GENERATIONS: usize = 10_000;

fn main() {
    let mut random = StdRng::seed_from_u64(7);
    report("perceptrons", evolve(&mut Perceptrons::seeded(7), &mut random));
    report("smooth", evolve(&mut Smooth::seeded(7), &mut random));
}

/// A (1 + 32) evolution strategy: the best of a parent and its mutated children is the next parent.
///
/// Generic over the network: the parameters of a child are a [`GenericArray`] on the stack, as long
/// as the network's type says. Returns the generation that learned all of [`TRUTH`].
fn evolve<N>(net: &mut N, random: &mut StdRng) -> Option<usize>
where
    N: Network<Input = [f32; 2], Output = [f32; 1]>,
{
    let mut least = error(net);
    for generation in 0..GENERATIONS {
        if has_learned(net) {
            return Some(generation);
        }
        let parent = net.parameters().clone();
        let mut best = parent.clone();
        for _ in 0..CHILDREN {
            *net.parameters_mut() = mutate::<N>(&parent, random);
            let error = error(net);
            // Equal is good enough: plateaus are crossed by drifting.
            if error <= least {
                least = error;
                best.clone_from(net.parameters());
            }
        }
        *net.parameters_mut() = best;
    }
    None
}

/// The parameters of a child.
fn mutate<N: Network>(
    parent: &GenericArray<f32, N::Parameters>,
    random: &mut StdRng,
) -> GenericArray<f32, N::Parameters> {
    parent.iter().map(|w| w + random.random_range(-MUTATION..=MUTATION)).collect()
}

/// The squared error over all rows.
fn error<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> f32 {
    TRUTH.iter().map(|(x, y)| (net.predict(x)[0] - y[0]).powi(2)).sum()
}

/// Whether every row is within 0.1 of the truth.
fn has_learned<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> bool {
    TRUTH.iter().all(|(x, y)| (net.predict(x)[0] - y[0]).abs() < 0.1)
}

fn report(name: &str, learned: Option<usize>) {
    match learned {
        Some(generation) => println!("{name}: exclusive or after {generation} generations"),
        None => println!("{name}: not learned in {GENERATIONS} generations"),
    }
}
