//! That each `residual` adds as many outputs as it has inputs, in every round of a `repeat`.

use std::ptr;

use crate::ast::{Block, Network, Size, Stage};
use crate::report::Report;

/// Goes through the stages with the width that comes into each, where it can be seen.
pub(super) fn check_widths(network: &Network, report: &mut Report) {
    let mut widths = Widths { report, reported: Vec::new() };
    widths.behind(network.inputs.value(), &network.stages, None);
}

/// A width that can be seen, and the block of a `repeat` in whose second round it is.
type Round<'a> = Option<&'a Block>;

struct Widths<'a, 'r> {
    report: &'r mut Report,
    reported: Vec<&'a Block>,
}

impl<'a> Widths<'a, '_> {
    /// The width behind some stages.
    fn behind(
        &mut self,
        inputs: Option<usize>,
        stages: &'a [Stage],
        round: Round<'a>,
    ) -> Option<usize> {
        stages.iter().fold(inputs, |width, stage| match stage {
            Stage::Layer(layer) => layer.size.value(),
            Stage::Keep(_) => width,
            Stage::Residual(block) => {
                let end = self.behind(width, &block.stages, round);
                self.check_ends(block, width, end, round);
                width
            }
            Stage::Repeat(times, block) => {
                let end = self.behind(width, &block.stages, round);
                let is_repeated = times.base10_parse::<usize>().is_ok_and(|times| times > 1);
                // From the second round on, the block begins as it ends.
                if is_repeated && end.is_some() && end != width {
                    self.behind(end, &block.stages, Some(block));
                }
                end
            }
            Stage::Network(_) | Stage::Broken => None,
        })
    }

    /// A `residual` adds what comes in and what goes out: both must be of one size.
    fn check_ends(
        &mut self,
        block: &'a Block,
        start: Option<usize>,
        end: Option<usize>,
        round: Round<'a>,
    ) {
        let (Some(inputs), Some(outputs)) = (start, end) else { return };
        if inputs == outputs || self.reported.iter().any(|reported| ptr::eq(*reported, block)) {
            return;
        }
        self.reported.push(block);
        let word = &block.word;
        let message = match round {
            None => format!(
                "`{word}` adds its {inputs} inputs to {outputs} outputs: its last layer needs {inputs} units"
            ),
            Some(round) => format!(
                "in the second round of `{}`, `{word}` adds its {inputs} inputs to {outputs} outputs: what is repeated must end as wide as it begins",
                round.word
            ),
        };
        let at = last_size(&block.stages).map_or_else(|| word.span(), Size::span);
        self.report.add_open(at, message);
    }
}

/// The size that some stages end with.
fn last_size(stages: &[Stage]) -> Option<&Size> {
    stages.iter().rev().find_map(|stage| match stage {
        Stage::Layer(layer) => Some(&layer.size),
        Stage::Repeat(_, block) => last_size(&block.stages),
        Stage::Keep(_) | Stage::Residual(_) | Stage::Network(_) | Stage::Broken => None,
    })
}
