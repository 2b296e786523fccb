//! Compares what programs said on the device with what the host computes, and prints what they cost.

mod device;
mod expected;
mod here;
mod memory;
mod said;
mod table;

use std::error::Error;
use std::path::Path;

use device::{DEVICES, Device};
use said::Said;

/// In the directory, `TARGET/PROGRAM` has the lines that the program said.
pub fn check(directory: &Path) -> Result<(), Box<dyn Error>> {
    table::print_head();
    for device in &DEVICES {
        check_on(device, &directory.join(device.target))?;
    }
    here::print_rows()
}

fn check_on(device: &Device, directory: &Path) -> Result<(), String> {
    let of = |program: &str| Said::read(&directory.join(program));
    let empty = of("empty")?;
    let [inference, training, controller] = [of("inference")?, of("training")?, of("controller")?];
    expected::check_inference(&inference)?;
    expected::check_training(&training)?;
    expected::check_controller(&controller)?;
    memory::check_inference(device, &inference)?;
    memory::check_training(device, &training)?;
    memory::check_controller(device, &controller)?;
    memory::check_growth(device, &inference, &controller)?;

    device.print_row("2-8-1", "`predict`", &inference, &empty, "cost")?;
    device.print_row("2-8-1", "`step` on a sample", &training, &empty, "sample")?;
    device.print_row("2-8-1", "`step` on four samples", &training, &empty, "batch")?;
    device.print_row("4-16-16-2", "`predict`", &controller, &empty, "cost")?;

    if device.is_small {
        memory::check_small(&inference, &training)
    } else {
        expected::check_deterministic(&of("deterministic")?)
    }
}
