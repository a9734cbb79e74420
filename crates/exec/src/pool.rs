//! The processes of a stage.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use copydesk_core::StageError;

use crate::process::{Process, Program};

/// Processes that wait for work, and how many may be at work.
pub(crate) struct Pool {
    program: Program,
    /// How many processes there may be; 0 for any number.
    most: usize,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Process>,
    seats: usize,
}

impl Pool {
    pub(crate) fn new(program: Program, most: usize) -> Self {
        Self { program, most, state: Mutex::default(), freed: Condvar::new() }
    }

    pub(crate) fn program(&self) -> &Program {
        &self.program
    }

    /// The right to use one process; waits for one to come free where all are at work.
    pub(crate) fn seat(&self) -> Seat<'_> {
        let full = |state: &mut State| self.most > 0 && state.seats >= self.most;
        let mut state = self.freed.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        state.seats += 1;
        Seat { pool: self }
    }

    /// Tells every process that there is no more work, and waits until they have ended.
    pub(crate) fn end(&self) {
        let idle = std::mem::take(&mut self.state().idle);
        let closed: Vec<_> = idle.into_iter().map(Process::close).collect();
        closed.into_iter().for_each(Process::end);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one process.
pub(crate) struct Seat<'p> {
    pool: &'p Pool,
}

impl Seat<'_> {
    /// A process that waits for work, if there is one.
    pub(crate) fn idle(&self) -> Option<Process> {
        self.pool.state().idle.pop()
    }

    /// Keeps a process for the next article, and passes on what came of this one.
    pub(crate) fn keep<T>(&self, process: Process, outcome: Result<T, StageError>) -> Result<T, StageError> {
        self.pool.state().idle.push(process);
        outcome
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.pool.state().seats -= 1;
        self.pool.freed.notify_one();
    }
}
