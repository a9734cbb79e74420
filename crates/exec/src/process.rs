//! One process: started, asked, ended.
//!
//! Pipes have no time limits. So two threads of its own write to the process and read from it, and the asking thread waits
//! on a channel; a third keeps what it prints to standard error.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use copydesk_core::StageError;

use crate::answer::Trouble;
use crate::descendants;
use crate::notices::Notices;

/// Longer answers are not read to their end: four times the longest article.
const LONGEST_ANSWER: u64 = 256 << 20;
/// How long a process may take to end when its input has ended: a guess, for one that has files to close.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long to wait for the status of a process whose output has ended, and for an answer of one that has closed its input.
const LAST_BREATH: Duration = Duration::from_millis(500);

/// What makes programs that were written without a thought of it give the same bytes in every surrounding, and answer
/// without being told to flush.
const SURROUNDINGS: [(&str, &str); 6] = [
    ("LC_ALL", "C.UTF-8"),
    ("TZ", "UTC0"),
    ("PYTHONHASHSEED", "0"),
    ("PYTHONUNBUFFERED", "1"),
    ("PYTHONUTF8", "1"),
    ("PERL_HASH_SEED", "0"),
];

/// What to start.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<String>,
    pub(crate) folder: PathBuf,
    /// The command as people wrote it.
    pub(crate) shown: String,
}

/// A running process. Dropped, it is killed.
pub(crate) struct Process {
    child: Child,
    requests: Option<SyncSender<Vec<u8>>>,
    answers: Receiver<Line>,
    /// Closed when standard error has ended.
    silent: Receiver<()>,
    /// Set once the process takes no more requests.
    deaf: Arc<AtomicBool>,
    /// By which it and all that it starts can be told from other programs.
    mark: String,
    is_new: bool,
}

/// An answer is looked for so often while a process may have closed its input.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A line of standard output, or why it is none.
type Line = Result<Vec<u8>, String>;

impl Process {
    pub(crate) fn start(program: &Program, notices: &Arc<Notices>) -> Result<Self, StageError> {
        let mut command = Command::new(&program.path);
        let mark = descendants::mark();
        command.args(&program.args).current_dir(&program.folder).envs(SURROUNDINGS).env(descendants::MARK, &mark);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        in_own_group(&mut command);
        let started = command.spawn().and_then(|child| Self::with_threads(child, mark, Arc::clone(notices)));
        started.map_err(|e| StageError::new(format!("`{}` cannot be started: {e}", program.shown)))
    }

    fn with_threads(mut child: Child, mark: String, notices: Arc<Notices>) -> io::Result<Self> {
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (requests, to_write) = mpsc::sync_channel(1);
        let (read, answers) = mpsc::sync_channel(1);
        let (hush, silent) = mpsc::sync_channel(0);
        let deaf = Arc::<AtomicBool>::default();
        let hears = Arc::clone(&deaf);
        let process = Self { child, requests: Some(requests), answers, silent, deaf, mark, is_new: true };
        let spawn = |name: &str| thread::Builder::new().name(format!("exec-{name}"));
        if let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) {
            spawn("requests").spawn(move || write_all(stdin, &to_write, &hears))?;
            spawn("answers").spawn(move || read_all(stdout, &read))?;
            spawn("notices").spawn(move || {
                notices.keep_all(stderr);
                drop(hush);
            })?;
        }
        Ok(process)
    }

    /// Whether it has not answered yet.
    pub(crate) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Sends a request and waits for the answer, a line.
    pub(crate) fn ask(&mut self, request: Vec<u8>, within: Duration) -> Result<Vec<u8>, Trouble> {
        match self.answers.try_recv() {
            Ok(_) => return Err(Trouble::Protocol("printed a line that nothing had asked for".to_owned())),
            Err(TryRecvError::Disconnected) => return Err(self.ended()),
            Err(TryRecvError::Empty) => {}
        }
        // The thread after this is gone only if the process is: then the wait below ends at once.
        let _ = self.requests.as_ref().map(|requests| requests.try_send(request));
        let answer = self.answer(Instant::now() + within)?;
        self.is_new = false;
        answer.map_err(Trouble::Protocol)
    }

    /// Waits for an answer until then, or a little while once the process takes no more requests: whoever closes its input has
    /// read what it wanted, and answers now or never.
    fn answer(&mut self, end: Instant) -> Result<Line, Trouble> {
        let mut deaf_since = None;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.answers.recv_timeout(left.min(LOOK_EVERY)) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
                Err(RecvTimeoutError::Timeout) if left.is_zero() => return Err(Trouble::Late),
                Err(RecvTimeoutError::Timeout) if self.deaf.load(Ordering::Relaxed) => {
                    let since = deaf_since.get_or_insert_with(Instant::now);
                    if since.elapsed() > LAST_BREATH {
                        return Err(Trouble::Ended(
                            "closed its standard input before it had read the request".to_owned(),
                        ));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// How a process ended whose output has ended.
    fn ended(&mut self) -> Trouble {
        Trouble::Ended(match self.wait(LAST_BREATH) {
            Some(status) => format!("ended ({status}) before it answered"),
            None => "closed its standard output before it answered".to_owned(),
        })
    }

    /// The status of a process that ends soon.
    fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + patience;
        loop {
            match self.child.try_wait() {
                Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(2)),
                ended => return ended.ok().flatten(),
            }
        }
    }

    /// Ends its input, which tells it to end.
    pub(crate) fn close(mut self) -> Self {
        self.requests = None;
        self
    }

    /// Waits until it has ended and all that it printed to standard error is kept; kills it if that takes too long.
    pub(crate) fn end(mut self) {
        if self.wait(PATIENCE).is_some() {
            // What it has left behind may hold its standard error open.
            descendants::end(&self.mark);
            let _ = self.silent.recv_timeout(PATIENCE);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            kill(&mut self.child);
            let _ = self.child.wait();
        }
        descendants::end(&self.mark);
    }
}

fn write_all(mut stdin: ChildStdin, requests: &Receiver<Vec<u8>>, deaf: &AtomicBool) {
    for request in requests {
        if stdin.write_all(&request).and_then(|()| stdin.flush()).is_err() {
            deaf.store(true, Ordering::Relaxed);
            return;
        }
    }
}

fn read_all(stdout: ChildStdout, lines: &SyncSender<Line>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        let read = stdout.by_ref().take(LONGEST_ANSWER).read_until(b'\n', &mut line);
        let line = match read {
            Ok(0) | Err(_) => return,
            Ok(_) if line.ends_with(b"\n") => Ok(line),
            Ok(length) if length as u64 == LONGEST_ANSWER => {
                Err(format!("answered with a line of more than {} MB", LONGEST_ANSWER >> 20))
            }
            Ok(_) => return, // the start of an answer, and then its end
        };
        let broken = line.is_err();
        if lines.send(line).is_err() || broken {
            return;
        }
    }
}

/// Ctrl-C at a terminal reaches a whole group: the run shall stop in order, and its processes with it.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// Kills a process and those that it started.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    {
        let group = rustix::process::Pid::from_child(child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
}
