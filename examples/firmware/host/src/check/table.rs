use super::device::Device;
use super::said::Said;

/// What a call costs.
pub struct Row<'a> {
    pub network: &'a str,
    pub call: &'a str,
    pub target: &'a str,
    /// Of the program, beyond one that does nothing.
    pub flash: Option<u32>,
    /// Of the program: what is static.
    pub static_memory: Option<u32>,
    /// That, and the most of its stack.
    pub memory: Option<u32>,
    /// Of the call.
    pub stack: u32,
    pub time: String,
}

/// What stands above the rows.
pub fn print_head() {
    println!("| network | call | target | flash | static RAM | RAM | stack | time |");
    println!("|---|---|---|--:|--:|--:|--:|--:|");
}

impl Row<'_> {
    pub fn print(&self) {
        let Self { network, call, target, stack, time, .. } = self;
        let [flash, fixed, memory] = [self.flash, self.static_memory, self.memory]
            .map(|bytes| bytes.map_or_else(String::new, |bytes| bytes.to_string()));
        println!(
            "| {network} | {call} | {target} | {flash} | {fixed} | {memory} | {stack} | {time} |"
        );
    }
}

impl Device {
    /// What a call of a program costs at most, of those that it says with this word.
    pub fn print_row(
        &self,
        network: &str,
        call: &str,
        said: &Said,
        empty: &Said,
        word: &str,
    ) -> Result<(), String> {
        let [ticks, stack] = said.cost(word)?;
        let instructions = (f64::from(ticks) / self.ticks_an_instruction).round();
        Row {
            network,
            call,
            target: self.name,
            flash: Some(said.number("flash", 0)? - empty.number("flash", 0)?),
            static_memory: Some(said.static_memory()?),
            memory: Some(said.memory()?),
            stack,
            time: format!("{instructions} instructions"),
        }
        .print();
        Ok(())
    }
}
