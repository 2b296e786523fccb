//! What each work should take on four networks, and what it takes.

use crate::table::Table;
use crate::work::{CHAINED, CHANGING, READING, TRAIN_1, TRAIN_32};

/// The goals are for a core whose loop of fused multiply-adds does so many billions of operations a second;
/// for others they are scaled.
const GFLOPS: f64 = 268.0;

/// The columns of the goals.
const WORKS: [&str; 5] = ["one", CHAINED, "batch of 256", TRAIN_32, TRAIN_1];

/// Nanoseconds a sample: less than what the fastest of other libraries, built for that core, took on it.
const GOALS: [(&str, [f64; 5]); 4] = [
    ("N1 2-8-1", [4.5, 24.0, 0.6, 4.0, 30.0]),
    ("N2 4-16-16-2", [20.0, 42.0, 10.0, 40.0, 90.0]),
    ("N3 64-32-10", [45.0, 65.0, 28.0, 110.0, 200.0]),
    ("N4 784-128-10", [1950.0, 2000.0, 825.0, 2200.0, 6500.0]),
];

/// Prints what was measured of each goal, and how many times as long that is; where reading and changing the parameters
/// alone takes longer than the goal, this too. What was filtered out has no number.
pub(crate) fn print(table: &Table) {
    println!("\n| ns a sample : goal | {} |", WORKS.join(" | "));
    println!("|---|{}", "--:|".repeat(WORKS.len()));
    for (network, goals) in GOALS {
        let cells = WORKS.iter().zip(goals).map(|(work, goal)| {
            let goal = goal * GFLOPS / table.machine(network).gflops;
            let took = table.nanoseconds(network, work);
            match memory_alone(table, network, work) {
                _ if took.is_nan() => String::new(),
                Some(alone) if alone > goal => {
                    format!("{took:.1} : {goal:.1} ({:.2}, memory alone {alone:.1})", took / goal)
                }
                _ => format!("{took:.1} : {goal:.1} ({:.2})", took / goal),
            }
        });
        println!("| {network} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// What the parameters alone take from memory in a work on one sample.
fn memory_alone(table: &Table, network: &str, work: &str) -> Option<f64> {
    let moved = match work {
        "one" | CHAINED => READING,
        TRAIN_1 => CHANGING,
        _ => return None,
    };
    Some(table.nanoseconds(network, moved))
}
