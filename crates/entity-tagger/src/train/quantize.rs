//! Weights as small integers.

use copydesk_learn::chain::Weights;
use copydesk_learn::quantise;

use crate::labels::tag_count;
use crate::model::{Pass, Table, Transitions, width};

/// Integer steps to a natural logarithm: one byte then holds weights up to 4 either way, rounded by a sixty-fourth at most.
pub(super) const SCALE: f32 = 32.0;

/// The pass of these weights.
pub(super) fn pass(weights: &Weights, labels: usize) -> Pass {
    let width = width(labels);
    let rows: Vec<u8> = weights.rows.iter().map(|weight| quantise::to_byte(*weight, SCALE).cast_unsigned()).collect();
    let transitions = Transitions::new(labels, width, |before, tag| {
        let row = before.map_or(tag_count(labels), usize::from);
        quantise::to_short(weights.transitions[row * width + usize::from(tag)], SCALE, 3000)
    });
    Pass { table: Table::new(width, rows.into()).expect("a power of two of rows"), transitions }
}
