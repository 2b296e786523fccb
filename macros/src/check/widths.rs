//! That each `residual` adds as many outputs as it has inputs, in every round of a `repeat`.

use std::collections::HashMap;
use std::ptr;

use crate::ast::{Block, Network, Size, Stage};
use crate::report::Report;

/// Goes through the stages with the width that comes into each, where it can be seen.
pub(super) fn check_widths(network: &Network, report: &mut Report) {
    let mut widths = Widths { report, reported: Vec::new(), ends: HashMap::new() };
    widths.behind(network.inputs.value(), &network.stages, None);
}

/// A width that can be seen, and the block of a `repeat` in whose second round it is.
type Round<'a> = Option<&'a Block>;

struct Widths<'a, 'r> {
    report: &'r mut Report,
    reported: Vec<&'a Block>,
    /// The widths behind the blocks that were gone through, by the width before.
    ends: HashMap<(*const Block, Option<usize>), Option<usize>>,
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
                let end = self.behind_block(width, block, round);
                self.check_ends(block, width, end, round);
                width
            }
            Stage::Repeat(times, block) => {
                let end = self.behind_block(width, block, round);
                let is_repeated = times.base10_parse::<usize>().is_ok_and(|times| times > 1);
                // From the second round on, the block begins as it ends.
                if is_repeated && end.is_some() && end != width {
                    self.behind_block(end, block, Some(block));
                }
                end
            }
            Stage::Network(_) | Stage::Broken => None,
        })
    }

    /// The width behind a block. One of some width is gone through once: a block in others that are repeated
    /// would else be gone through twice for each of them.
    fn behind_block(
        &mut self,
        inputs: Option<usize>,
        block: &'a Block,
        round: Round<'a>,
    ) -> Option<usize> {
        let key = (ptr::from_ref(block), inputs);
        if let Some(end) = self.ends.get(&key) {
            return *end;
        }
        let end = self.behind(inputs, &block.stages, round);
        self.ends.insert(key, end);
        end
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
