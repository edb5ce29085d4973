use std::fmt::Display;
use std::process::ExitCode;

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Done, but not all of what was given, or not all of it is well.
    WithFindings,
}

/// Why a command did nothing: one line that says what and what to do.
pub(super) type Failed = String;

pub(super) fn failed(error: impl Display) -> Failed {
    error.to_string()
}

pub(super) fn exit(outcome: Result<Outcome, Failed>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::WithFindings) => ExitCode::from(3),
        Err(line) => {
            eprintln!("masthead: {line}");
            ExitCode::FAILURE
        }
    }
}
