//! One file a command.

mod backup;
mod brief;
mod case;
mod debrief;
mod doctor;
mod drill;
mod experiment;
mod export;
mod import;
mod interview;
mod lab;
mod note;
mod pack;
mod people;
mod plan;
mod readiness;
mod score;
mod serve;
mod story;
mod validate;
mod world;

use clap::Subcommand;

/// What the program can be asked to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the pages on this machine
    Serve(serve::Arguments),
    /// Hold an interview in the terminal, or with answers from a file
    Interview(interview::Arguments),
    /// Mark one answer
    Score(score::Arguments),
    /// The coach's own examination: how far to trust the marks
    Validate(validate::Arguments),
    /// Content packs: list, show, check, begin a new one
    #[command(subcommand)]
    Pack(pack::Command),
    /// Simulated services, every cause in them known: make one, look at one, what can go wrong
    #[command(subcommand)]
    World(world::Command),
    /// A world opened for questions: in plain words, or metric by metric
    #[command(subcommand)]
    Lab(lab::Command),
    /// Cases on a service with a hidden cause: begin one, ask, check, conclude, see the grade
    #[command(subcommand)]
    Case(case::Command),
    /// Experiments: design one, run it on simulated members and decide; or read out one of your own
    #[command(subcommand)]
    Experiment(experiment::Command),
    /// Your plan from today to the interview: show, set the day and the hours, export
    #[command(subcommand)]
    Plan(plan::Command),
    /// How ready you are, by component and round, and how certain that is
    Readiness(readiness::Arguments),
    /// Today's cards, one after another
    Drill(drill::Arguments),
    /// Your own stories: keep, list, tell, what they cover, which one for a question
    #[command(subcommand)]
    Story(story::Command),
    /// What you found out, with who says so and when: list, keep
    #[command(subcommand)]
    Note(note::Command),
    /// Who knows the work: list, add
    #[command(subcommand)]
    People(people::Command),
    /// The page for the day, to read or as PDF
    Brief(brief::Arguments),
    /// The packet of an interview that was held, to read or as PDF
    Debrief(debrief::Arguments),
    /// Write everything that is kept to one file
    Export(export::Arguments),
    /// Take in a file that was exported
    Import(import::Arguments),
    /// Copy the database while it is in use
    Backup(backup::Arguments),
    /// Look whether everything is in order, and say what to do where it is not
    Doctor(doctor::Arguments),
}

/// Carries out one command; none means opening the app.
pub(crate) fn run(command: Option<Command>) -> anyhow::Result<()> {
    match command {
        None => serve::run(serve::Arguments::default()),
        Some(Command::Serve(arguments)) => serve::run(arguments),
        Some(Command::Interview(arguments)) => interview::run(arguments),
        Some(Command::Score(arguments)) => score::run(arguments),
        Some(Command::Validate(arguments)) => validate::run(&arguments),
        Some(Command::Pack(command)) => pack::run(command),
        Some(Command::World(command)) => world::run(command),
        Some(Command::Lab(command)) => lab::run(command),
        Some(Command::Case(command)) => case::run(command),
        Some(Command::Experiment(command)) => experiment::run(command),
        Some(Command::Plan(command)) => plan::run(command),
        Some(Command::Readiness(arguments)) => readiness::run(arguments),
        Some(Command::Drill(arguments)) => drill::run(arguments),
        Some(Command::Story(command)) => story::run(command),
        Some(Command::Note(command)) => note::run(command),
        Some(Command::People(command)) => people::run(command),
        Some(Command::Brief(arguments)) => brief::run(arguments),
        Some(Command::Debrief(arguments)) => debrief::run(arguments),
        Some(Command::Export(arguments)) => export::run(arguments),
        Some(Command::Import(arguments)) => import::run(arguments),
        Some(Command::Backup(arguments)) => backup::run(arguments),
        Some(Command::Doctor(arguments)) => doctor::run(arguments),
    }
}
