//! Runs the works under callgrind, and reads what it counted.

use std::error::Error;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

/// The function whose calls are counted.
const COUNTED: &str = "instructions::work::counted";
/// Keeps the C library from `rep stosb` and `rep movsb`, of which callgrind counts every byte.
const NO_STRING_INSTRUCTIONS: &str =
    "glibc.cpu.x86_rep_stosb_threshold=100000000:glibc.cpu.x86_rep_movsb_threshold=100000000";

/// What was counted.
#[derive(Debug)]
pub(crate) struct Counts {
    /// The set of vector instructions that was used.
    pub(crate) level: String,
    pub(crate) works: Vec<Count>,
}

/// The instructions of one call.
#[derive(Debug)]
pub(crate) struct Count {
    /// The network and the work.
    pub(crate) name: String,
    pub(crate) instructions: u64,
}

impl Counts {
    /// The instructions of a work.
    pub(crate) fn of(&self, name: &str) -> Option<u64> {
        self.works.iter().find(|count| count.name == name).map(|count| count.instructions)
    }
}

/// Counts all works.
pub(crate) fn count() -> Result<Counts, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder)?;
    let printed = run_works(&folder)?;
    let (level, names) = printed.split_once('\n').ok_or("nothing was counted")?;
    let mut works = Vec::new();
    for (place, name) in names.lines().enumerate() {
        let instructions = total(&folder.join(format!("counts.{}", place + 1)))?;
        works.push(Count { name: name.to_owned(), instructions });
    }
    Ok(Counts { level: level.to_owned(), works })
}

/// Runs this program again, under callgrind; returns what it printed.
///
/// The environment is otherwise empty, because its length moves the stack, and how a copy of memory is done
/// depends on where it lies.
fn run_works(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(folder.join("counts"));
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .args([format!("--toggle-collect={COUNTED}"), format!("--dump-after={COUNTED}")])
        .arg(out)
        .arg(env::current_exe()?)
        .arg("--work")
        .env_clear()
        .env("GLIBC_TUNABLES", NO_STRING_INSTRUCTIONS)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("valgrind cannot be run: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(format!("valgrind: {}", output.status).into())
    }
}

/// The instructions that a dump of callgrind counts.
fn total(dump: &Path) -> Result<u64, Box<dyn Error>> {
    let text = fs::read_to_string(dump)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(total.ok_or("callgrind's dump has no total")?.parse()?)
}
