//! Greenroom: an interview loop that you can run at home. This crate is the program: command line
//! and wiring; every command is a file in `command/`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

mod command;
mod content;
mod conversation;
mod data;
mod fetch;
mod folder;
mod nearest;
mod network;
mod panels;
mod pdf;
mod preparation;
mod print;
mod seed;
mod spoken;
mod sql;
mod transcribe;
mod unable;

use std::process::ExitCode;

use clap::Parser;

use command::Command;

/// Practise a whole product-manager interview loop at home.
#[derive(Parser)]
#[command(version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The input was right, but this machine could not do it.
const UNABLE: u8 = 1;
/// Stopped by Ctrl-C; the code that shells give to it.
const STOPPED: u8 = 130;
/// Bad input; the same code that the argument parser uses.
const BAD_INPUT: u8 = 2;

/// Ends quietly where nobody reads what is printed any more, as after `| head`: that is no fault.
fn end_where_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload().downcast_ref::<String>();
        let said = said.map_or("", String::as_str);
        if said.starts_with("failed printing to std") && said.contains("Broken pipe") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}

fn main() -> ExitCode {
    end_where_nobody_reads();
    match command::run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("greenroom: {error:#}");
            ExitCode::from(if error.is::<unable::Unable>() {
                UNABLE
            } else if error.is::<unable::Stopped>() {
                STOPPED
            } else {
                BAD_INPUT
            })
        }
    }
}
