//! Weights as small integers.

use super::crf::Weights;
use crate::labels::tag_count;
use crate::model::{Pass, Table, Transitions, width};

/// Integer steps to a natural logarithm: one byte then holds weights up to 4 either way, rounded by a sixty-fourth at most.
pub(super) const SCALE: f32 = 32.0;

/// The pass of these weights.
pub(super) fn pass(weights: &Weights, labels: usize) -> Pass {
    let width = width(labels);
    let byte = |weight: &f32| ((weight * SCALE).round().clamp(-127.0, 127.0) as i8) as u8;
    let rows: Vec<u8> = weights.rows.iter().map(byte).collect();
    let transitions = Transitions::new(labels, width, |before, tag| {
        let row = before.map_or(tag_count(labels), usize::from);
        (weights.transitions[row * width + usize::from(tag)] * SCALE).round().clamp(-3000.0, 3000.0) as i16
    });
    Pass { table: Table::new(width, rows.into()).expect("a power of two of rows"), transitions }
}
