//! Console blocks: commands behind `$ `, and below each what it prints. A line `...` stands for any lines.

/// A command of a console block, and the output shown for it.
pub(crate) struct Command {
    pub(crate) line: String,
    output: Vec<String>,
}

/// The commands of all console blocks of a page.
pub(crate) fn commands(page: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push(Command { line: command.to_owned(), output: Vec::new() }),
                (None, Some(command)) => command.output.push(line.to_owned()),
                (None, None) => panic!("a console block begins with a command, not with {line:?}"),
            }
        }
    }
    commands
}

/// Asserts that a command printed what the page shows, times and rates aside.
pub(crate) fn assert_shown(command: &Command, printed: &str) {
    let mut printed_lines = printed.lines().map(timeless);
    let mut anything = false;
    for line in &command.output {
        if line == "..." {
            anything = true;
            continue;
        }
        let line = timeless(line);
        let found = if anything { printed_lines.find(|printed| *printed == line) } else { printed_lines.next() };
        assert!(found.as_ref() == Some(&line), "`{}` shows {line:?}, found {found:?} in\n{printed}", command.line);
        anything = false;
    }
    assert!(
        anything || printed_lines.next().is_none(),
        "`{}` prints more than the page shows:\n{printed}",
        command.line
    );
}

/// A line with its times, rates and shares as `#`.
fn timeless(line: &str) -> String {
    let is_timed = ["finished in", "articles/s", " s "].iter().any(|mark| line.contains(mark))
        && !line.starts_with(' ')
        || line.ends_with(" %");
    if !is_timed {
        return line.trim_end().to_owned();
    }
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    line.split_whitespace().map(|word| if number(word) { "#" } else { word }).collect::<Vec<_>>().join(" ")
}
