//! `copydesk train` and `copydesk eval`: the tools that stages registered.

use std::collections::BTreeMap;
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};
use copydesk_core::Registry;
use copydesk_core::tool::{ToolArgs, ToolEntry, ToolOption, Verb};

use crate::console::{self, Standard};
use crate::{End, refuse};

const VERBS: [(Verb, &str, &str); 2] =
    [(Verb::Train, "train", "Train a stage's model"), (Verb::Eval, "eval", "Measure a stage against gold data")];

/// A tool that the command line names, with its values.
pub(crate) struct Call {
    verb: Verb,
    name: String,
    args: ToolArgs,
}

/// Adds a subcommand for every verb that has a tool.
pub(crate) fn add_to(mut command: Command, registry: &Registry) -> Command {
    for (verb, name, about) in VERBS {
        let tools: Vec<_> = registry.tools(verb).map(subcommand).collect();
        if !tools.is_empty() {
            let verb = Command::new(name).about(about).subcommand_required(true).arg_required_else_help(true);
            command = command.subcommand(verb.subcommands(tools));
        }
    }
    command
}

fn subcommand(tool: &ToolEntry) -> Command {
    Command::new(tool.name).about(tool.about).args(tool.options.iter().map(arg))
}

fn arg(option: &ToolOption) -> Arg {
    let arg = Arg::new(option.name).help(option.help).required(option.required);
    let arg = match (option.positional, option.name.len()) {
        (true, _) => arg,
        (false, 1) => arg.short(option.name.chars().next().expect("a name of one letter")),
        (false, _) => arg.long(option.name),
    };
    let arg = option.short.into_iter().fold(arg, Arg::short);
    if option.value.is_empty() && !option.positional {
        return arg.action(ArgAction::SetTrue);
    }
    let arg = arg.action(if option.many { ArgAction::Append } else { ArgAction::Set });
    let arg = if option.many { arg.num_args(1..) } else { arg };
    let arg = arg.default_values(option.defaults());
    if option.value.is_empty() { arg } else { arg.value_name(option.value) }
}

/// The tool that was called, if the command is one.
pub(crate) fn chosen(matches: &ArgMatches) -> Option<Call> {
    let (verb, inner) = matches.subcommand()?;
    let (verb, ..) = VERBS.into_iter().find(|(_, name, _)| *name == verb)?;
    let (name, values) = inner.subcommand()?;
    let ids: Vec<_> = values.ids().map(|id| id.as_str().to_owned()).collect();
    let args = ids.into_iter().filter_map(|id| value(values, &id).map(|value| (id, value)));
    Some(Call { verb, name: name.to_owned(), args: ToolArgs::new(args.collect::<BTreeMap<_, _>>()) })
}

fn value(values: &ArgMatches, id: &str) -> Option<Vec<String>> {
    if let Ok(texts) = values.try_get_many::<String>(id) {
        return texts.map(|texts| texts.cloned().collect());
    }
    values.get_flag(id).then(|| vec![String::new()])
}

/// What a measurement was asked to read that is not there. What a training is asked for may be yet to be written.
fn missing<'c>(tool: &ToolEntry, call: &'c Call) -> Option<&'c str> {
    let read = tool.options.iter().filter(|option| tool.verb == Verb::Eval && option.positional);
    let named = read.flat_map(|option| call.args.all(option.name));
    named.map(String::as_str).find(|path| *path != "-" && !Path::new(path).exists())
}

/// Runs a tool.
pub(crate) fn run(registry: &Registry, call: &Call) -> End {
    let Some(tool) = registry.tools(call.verb).find(|tool| tool.name == call.name) else {
        return refuse(&format!("no tool `{}` is linked", call.name));
    };
    if let Some(missing) = missing(tool, call) {
        return refuse(&format!("{}: cannot read `{missing}`: there is no such file or folder", call.name));
    }
    match (tool.run)(&call.args, &mut Standard) {
        Ok(()) => End::Done,
        Err(error) => {
            console::error(&format!("{}: {error}", call.name));
            End::Broken
        }
    }
}
