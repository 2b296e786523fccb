//! The committed counts.

use std::error::Error;
use std::fmt::Write;
use std::fs;

use crate::callgrind::{Count, Counts};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions/baseline.csv");
const ACCEPT: &str = "cargo bench --bench instructions -- --accept";
/// Per cent by which a count may be above its baseline.
const TOLERANCE: f64 = 3.0;

/// Writes the counts as the new baseline.
pub(crate) fn write(counts: &Counts) -> Result<(), Box<dyn Error>> {
    let mut text = format!("level,{}\n", counts.level);
    for Count { name, instructions } in &counts.works {
        writeln!(text, "{name},{instructions}")?;
    }
    print!("{text}");
    Ok(fs::write(FILE, text)?)
}

/// Fails if a count is above its baseline by more than the tolerance.
pub(crate) fn compare(counts: &Counts) -> Result<(), Box<dyn Error>> {
    let baseline = read()?;
    if baseline.level != counts.level {
        let (now, before) = (&counts.level, &baseline.level);
        return Err(format!("counted with {now}, but {FILE} is of {before}: no comparison").into());
    }
    println!("| {} | baseline | now | change |\n|---|--:|--:|--:|", counts.level);
    let (mut risen, mut has_fallen) = (String::new(), false);
    for Count { name, instructions: now } in &counts.works {
        let before = baseline.of(name).ok_or(format!("{name} is not in {FILE}: {ACCEPT}"))?;
        let change = 100.0 * (*now as f64 / before as f64 - 1.0);
        println!("| {name} | {before} | {now} | {change:+.1} % |");
        if change > TOLERANCE {
            writeln!(risen, "{name}: {before} instructions before, {now} now, {change:+.1} %")?;
        }
        has_fallen |= change < -TOLERANCE;
    }
    if !risen.is_empty() {
        return Err(format!("{risen}if it must be so: {ACCEPT}").into());
    }
    if has_fallen {
        println!("\nfewer than before; so that it stays so: {ACCEPT}");
    }
    Ok(())
}

/// Reads what `write` wrote.
fn read() -> Result<Counts, Box<dyn Error>> {
    let text = fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
    let mut lines = text.lines().map(|line| line.rsplit_once(',').unwrap_or_default());
    let (_, level) = lines.next().unwrap_or_default();
    let mut works = Vec::new();
    for (name, instructions) in lines {
        works.push(Count { name: name.to_owned(), instructions: instructions.parse()? });
    }
    Ok(Counts { level: level.to_owned(), works })
}
