//! What the trainers of the stages share: learners, seeded random numbers, quantising, readers of gold data, measures.
//!
//! A stage keeps its features and a thin `train` and `eval`; whatever does not know which task it learns stands here. Nothing
//! of it runs in a pipeline: it is used by `copydesk train` and `copydesk eval` alone, but for the lattice of [`sequence`].
//!
//! | module | what |
//! |---|---|
//! | [`logistic`] | yes or no from hashed features, by FTRL-Proximal |
//! | [`choice`] | one of several candidates (conditional logit), by AdaGrad |
//! | [`chain`] | tags of a sequence (linear-chain conditional random field), by stochastic gradient steps |
//! | [`sequence`] | the same of long sequences with few features, by AdaGrad; its lattice gives the probability of every state |
//! | [`trees`] | a number from a table of numbers, by boosted oblivious trees |
//! | [`random`] | numbers that depend on their seed alone |
//! | [`quantise`] | weights as small integers |
//! | [`gold`], [`bio`] | gold data: JSON lines with offsets in code points, labelled tokens; gzipped or not |
//! | [`timex`] | gold documents of temporal expressions, and their scores |
//! | [`tally`], [`b_cubed`], [`rouge`], [`porter`], [`interval`] | measures, and how sure their mean is |
//! | [`options`] | the options that every `train` and `eval` has, by the same names |
//!
//! The same data, options and seed give the same bytes on every machine that rounds as IEEE 754 asks: no learner reads a clock,
//! a hash order or the number of threads.
//!
//! ```
//! use copydesk_learn::random::Random;
//!
//! let mut order = [1, 2, 3, 4];
//! Random::new(7).shuffle(&mut order);
//! let mut again = [1, 2, 3, 4];
//! Random::new(7).shuffle(&mut again);
//! assert_eq!(order, again);
//! ```

pub mod b_cubed;
pub mod bio;
pub mod chain;
pub mod choice;
pub mod gold;
pub mod interval;
pub mod logistic;
pub mod options;
pub mod porter;
pub mod quantise;
pub mod random;
pub mod rouge;
pub mod sequence;
pub mod tally;
pub mod timex;
pub mod trees;
