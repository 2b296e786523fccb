//! Compares what programs said on the device with what the host computes, and prints what they cost.

mod device;
mod expected;
mod said;

use std::error::Error;
use std::path::Path;

use device::{DEVICES, Device};
use said::Said;

/// The smallest network's inference fits in so much flash, vector table and start aside.
const SMALL_FLASH: u32 = 4096;
/// Its training fits in so much memory, with all else that there is.
const SMALL_RAM: u32 = 4096;

/// In the directory, `TARGET/PROGRAM` has the lines that the program said.
pub fn check(directory: &Path) -> Result<(), Box<dyn Error>> {
    println!("| network | call | target | flash | static RAM | stack | instructions |");
    println!("|---|---|---|--:|--:|--:|--:|");
    for device in &DEVICES {
        let of = |program: &str| Said::read(&directory.join(device.target).join(program));
        let empty = of("empty")?;
        let inference = of("inference")?;
        expected::check_inference(&inference)?;
        device.print_row("2-8-1", "`predict`", &inference, &empty, 0)?;
        let training = of("training")?;
        expected::check_training(&training)?;
        device.print_row("2-8-1", "`step` on a sample", &training, &empty, 0)?;
        device.print_row("2-8-1", "`step` on four samples", &training, &empty, 1)?;
        let controller = of("controller")?;
        expected::check_controller(&controller)?;
        device.print_row("4-16-16-2", "`predict`", &controller, &empty, 0)?;
        if device.is_small {
            limit("flash of inference", inference.number("flash", 0)?, SMALL_FLASH)?;
            let ram = training.number("static", 0)? + training.number("stack", 0)?;
            limit("memory of training", ram, SMALL_RAM)?;
        } else {
            expected::check_deterministic(&of("deterministic")?)?;
        }
    }
    Ok(())
}

fn limit(what: &str, bytes: u32, most: u32) -> Result<(), String> {
    if bytes < most { Ok(()) } else { Err(format!("{what} is {bytes} bytes, not below {most}")) }
}

impl Device {
    /// What a call costs; the flash is what the network adds to a program without one.
    fn print_row(
        &self,
        network: &str,
        call: &str,
        said: &Said,
        empty: &Said,
        cost: usize,
    ) -> Result<(), String> {
        let flash = said.number("flash", 0)? - empty.number("flash", 0)?;
        let (ram, cost) = (said.number("static", 0)?, &said.all("cost")?[cost]);
        let [ticks, stack] = cost[..] else { return Err("a cost is two numbers".into()) };
        let instructions = (f64::from(ticks) / self.ticks_an_instruction).round();
        let name = self.name;
        println!("| {network} | {call} | {name} | {flash} | {ram} | {stack} | {instructions} |");
        Ok(())
    }
}
