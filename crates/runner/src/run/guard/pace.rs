//! How much of a time a thread of another process could work in, as far as the system says.

use std::fs;
use std::time::Duration;

/// What Linux counts processor time in, on every machine (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// A thread of a process, as the system showed it last.
#[derive(Default)]
pub(crate) struct Paced {
    /// Its number in the system, once it was found.
    id: Option<u32>,
    /// The processor time that it had had.
    cpu: Duration,
}

impl Paced {
    /// How much of the time since it was last looked at counts for the `thread`th worker of a process: all of it while it waits for
    /// something, what it was on a processor for while it is ready to work, and none while it is stopped. Where the system
    /// does not say, all of it.
    pub(crate) fn counts(&mut self, process: u32, thread: usize, since: Duration) -> Duration {
        if self.id.is_none() {
            self.id = find(process, thread);
        }
        let stat = self.id.and_then(|id| fs::read_to_string(format!("/proc/{process}/task/{id}/stat")).ok());
        let Some((state, cpu)) = stat.as_deref().and_then(parse) else { return since };
        let used = cpu.saturating_sub(self.cpu);
        self.cpu = cpu;
        match state {
            'T' | 't' => Duration::ZERO,
            // A tick more, because they are counted in whole ones.
            'R' => since.min(used + TICK),
            _ => since,
        }
    }
}

/// The worker's number in the system, by the name that the pool gave it.
fn find(process: u32, thread: usize) -> Option<u32> {
    let name = format!("worker-{thread}");
    let tasks = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    tasks.flatten().find_map(|task| {
        let found = fs::read_to_string(task.path().join("comm")).ok()?;
        if found.trim_end() == name { task.file_name().to_str()?.parse().ok() } else { None }
    })
}

/// The state and the processor time in a line of `/proc/PID/task/TID/stat`; see proc_pid_stat(5).
fn parse(stat: &str) -> Option<(char, Duration)> {
    // The name before it may hold anything, spaces and brackets too.
    let (_, after) = stat.rsplit_once(')')?;
    let fields: Vec<_> = after.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u32>().ok();
    Some((fields.first()?.chars().next()?, TICK * ticks(11)?.checked_add(ticks(12)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_system_is_read_whatever_the_name() {
        let line = "4242 (a) R 7 (b) S 1 4242 4242 0 -1 4194304 90 0 0 0 150 25 0 0 20 0 4 0 99 1000 10";
        assert_eq!(parse(line), Some(('S', Duration::from_millis(1750))));
        assert_eq!(parse("nothing of the kind"), None);
    }

    #[test]
    fn without_a_word_of_the_system_all_time_counts() {
        let since = Duration::from_secs(3);
        assert_eq!(Paced::default().counts(u32::MAX, 0, since), since);
    }
}
