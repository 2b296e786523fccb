//! What is done on the host: `host train networks/src/weights.rs`, `host check DIRECTORY`.

mod check;
mod train;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", file] => train::train(file.as_ref()),
        ["check", directory] => check::check(directory.as_ref()),
        _ => Err("`host train FILE` or `host check DIRECTORY`".into()),
    }
}
