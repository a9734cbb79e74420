//! What the trainers of the stages share: learners, seeded random numbers, quantising, readers of gold data, measures.
//!
//! A stage keeps its features and a thin `train` and `eval`; whatever does not know which task it learns stands here.
