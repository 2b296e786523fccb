use core::fmt;

use super::Confusion;

/// The counts as a table, a row for each class and a column for each that samples were taken for, with the class's
/// measures behind its counts and their means below.
impl<const C: usize> fmt::Display for Confusion<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.width();
        write!(f, "class")?;
        (0..C).try_for_each(|class| write!(f, "  {class:>width$}"))?;
        writeln!(f, "  precision  recall     f1")?;
        for (class, row) in self.counts().iter().enumerate() {
            write!(f, "{class:>5}")?;
            row.iter().try_for_each(|count| write!(f, "  {count:>width$}"))?;
            measures(f, [self.precision(class), self.recall(class), self.f1(class)])?;
        }
        write!(f, " mean{:1$}", "", C * (width + 2))?;
        measures(f, [self.macro_precision(), self.macro_recall(), self.macro_f1()])?;
        let (right, samples) = (self.right(), self.samples());
        write!(f, "{right} of {samples} right, accuracy {:.3}", self.accuracy())
    }
}

impl<const C: usize> Confusion<C> {
    /// Of the widest number in a column.
    fn width(&self) -> usize {
        let largest = self.counts().as_flattened().iter().copied().fold(C - 1, usize::max);
        largest.checked_ilog10().unwrap_or(0) as usize + 1
    }
}

fn measures(f: &mut fmt::Formatter<'_>, [precision, recall, f1]: [f32; 3]) -> fmt::Result {
    writeln!(f, "  {precision:>9.3}  {recall:>6.3}  {f1:>5.3}")
}
