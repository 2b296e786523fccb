use super::device::Device;
use super::said::Said;

/// What a call costs.
pub struct Row<'a> {
    pub network: &'a str,
    pub call: &'a str,
    pub target: &'a str,
    /// Of the program, beyond one that does nothing.
    pub flash: Option<u32>,
    /// Of the program: what is static, and the most of its stack.
    pub memory: Option<u32>,
    /// Of the call.
    pub stack: u32,
    pub time: String,
}

/// What stands above the rows.
pub fn print_head() {
    println!("| network | call | target | flash | RAM | stack | time |");
    println!("|---|---|---|--:|--:|--:|--:|");
}

impl Row<'_> {
    pub fn print(&self) {
        let Self { network, call, target, stack, time, .. } = self;
        let [flash, memory] = [self.flash, self.memory]
            .map(|bytes| bytes.map_or_else(String::new, |bytes| bytes.to_string()));
        println!("| {network} | {call} | {target} | {flash} | {memory} | {stack} | {time} |");
    }
}

impl Device {
    /// What one of the calls of a program costs.
    pub fn print_row(
        &self,
        network: &str,
        call: &str,
        said: &Said,
        empty: &Said,
        cost: usize,
    ) -> Result<(), String> {
        let [ticks, stack] = said.all("cost")?[cost][..] else {
            return Err("a cost is two numbers".into());
        };
        let instructions = (f64::from(ticks) / self.ticks_an_instruction).round();
        Row {
            network,
            call,
            target: self.name,
            flash: Some(said.number("flash", 0)? - empty.number("flash", 0)?),
            memory: Some(said.memory()?),
            stack,
            time: format!("{instructions} instructions"),
        }
        .print();
        Ok(())
    }
}
