//! Manual pages and completion scripts, made from what the command itself takes.

use copydesk_core::Registry;

use crate::{End, args, console, refuse};

/// Prints a completion script.
pub(crate) fn completions(shell: clap_complete::Shell, registry: &Registry) -> End {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(registry), "copydesk", &mut script);
    console::data(&script);
    End::Done
}

/// Prints the manual page of a subcommand ("run", "train cleaner"), or of the command itself.
pub(crate) fn page(of: Option<&str>, registry: &Registry) -> End {
    let mut command = args::command(registry);
    command.build();
    let mut page = Some(&command);
    for name in of.unwrap_or_default().split_whitespace() {
        page = page.and_then(|command| command.find_subcommand(name));
    }
    let Some(page) = page else {
        return refuse(&format!("there is no command {:?}; `copydesk help` lists them", of.unwrap_or_default()));
    };
    // what a page is called must have no blanks: "copydesk-run"
    let name = page.get_bin_name().unwrap_or("copydesk").replace(' ', "-");
    let mut out = Vec::new();
    let page = clap_mangen::Man::new(page.clone()).title(name.to_uppercase());
    match page.render(&mut out) {
        Ok(()) => {
            console::data(&out);
            End::Done
        }
        Err(error) => refuse(&error.to_string()),
    }
}
