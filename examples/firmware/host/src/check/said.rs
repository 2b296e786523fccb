use std::path::Path;

/// What a program said: lines of a word and numbers.
pub struct Said {
    lines: Vec<(String, Vec<u32>)>,
    program: String,
}

impl Said {
    /// Reads the lines.
    pub fn read(path: &Path) -> Result<Self, String> {
        let program = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{program}: {error}"))?;
        let lines = text.lines().map(|line| {
            let mut words = line.split_whitespace();
            let word = words.next().unwrap_or_default().to_string();
            let numbers: Result<_, _> =
                words.map(|digits| u32::from_str_radix(digits, 16)).collect();
            numbers.map(|numbers| (word, numbers)).map_err(|_| format!("{program}: {line}"))
        });
        Ok(Self { lines: lines.collect::<Result<_, _>>()?, program: program.clone() })
    }

    /// The numbers of all lines that begin with a word, of which there is one at least.
    pub fn all(&self, word: &str) -> Result<Vec<&[u32]>, String> {
        let lines = self.lines.iter().filter(|(first, _)| first == word);
        let numbers: Vec<&[u32]> = lines.map(|(_, numbers)| &numbers[..]).collect();
        if numbers.is_empty() {
            return Err(format!("{} did not say `{word}`", self.program));
        }
        Ok(numbers)
    }

    /// One of the numbers of the first such line.
    pub fn number(&self, word: &str, place: usize) -> Result<u32, String> {
        let number = self.all(word)?[0].get(place).copied();
        number.ok_or_else(|| format!("{} said too little of `{word}`", self.program))
    }

    /// Bytes of memory that are the program's from its start to its end.
    pub fn static_memory(&self) -> Result<u32, String> {
        self.number("static", 0)
    }

    /// The memory of the program: what is static, and the most of its stack.
    pub fn memory(&self) -> Result<u32, String> {
        Ok(self.static_memory()? + self.number("stack", 0)?)
    }

    /// The largest of all costs that such lines say: ticks, and bytes of stack.
    pub fn cost(&self, word: &str) -> Result<[u32; 2], String> {
        self.all(word)?.iter().try_fold([0; 2], |[ticks, stack], line| match line {
            [more_ticks, more_stack] => Ok([ticks.max(*more_ticks), stack.max(*more_stack)]),
            _ => Err(format!("{}: a cost is two numbers", self.program)),
        })
    }

    /// The same lines, with floats whose bits were said.
    pub fn floats(&self, word: &str) -> Result<Vec<Vec<f32>>, String> {
        let lines = self.all(word)?;
        Ok(lines
            .iter()
            .map(|bits| bits.iter().map(|bits| f32::from_bits(*bits)).collect())
            .collect())
    }

    /// Whether such floats are those that the host has, but for a difference that is no larger than `tolerance`.
    pub fn compare(&self, word: &str, host: &[Vec<f32>], tolerance: f32) -> Result<(), String> {
        let device = self.floats(word)?;
        let lengths = |lines: &[Vec<f32>]| lines.iter().map(Vec::len).collect::<Vec<_>>();
        let pairs = || device.iter().flatten().zip(host.iter().flatten());
        let largest = pairs().map(|(device, host)| (device - host).abs()).fold(0.0, f32::max);
        eprintln!("{}: `{word}` differs by {largest:e}", self.program);
        // Not a number is no small difference.
        if lengths(&device) == lengths(host) && pairs().all(|(d, h)| (d - h).abs() <= tolerance) {
            return Ok(());
        }
        Err(format!("{}: `{word}` is {device:?} there and {host:?} here", self.program))
    }
}
