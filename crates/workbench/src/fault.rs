//! Errors of the engine, in words for whoever wrote the query.

use datafusion::common::{DataFusionError, SchemaError};
use datafusion::sql::sqlparser::parser::ParserError;
use datafusion::sql::sqlparser::tokenizer::TokenizerError;
use lab::workbench::{Limits, Place, Refusal};

use crate::near;
use crate::session::{self, Session};

/// A text that is not even made of words and signs of SQL.
pub(crate) fn tokens(error: &TokenizerError) -> Refusal {
    Refusal::Wrong {
        message: lower_first(&error.message),
        place: place(error.location.line, error.location.column),
        hint: String::new(),
    }
}

/// A text that is no SQL.
pub(crate) fn parsing(error: DataFusionError) -> Refusal {
    match error {
        DataFusionError::Diagnostic(_, inner) => parsing(*inner),
        DataFusionError::SQL(error, _) => match *error {
            ParserError::RecursionLimitExceeded => too_deep(),
            ParserError::ParserError(message) | ParserError::TokenizerError(message) => {
                let (message, place) = split_place(&message);
                Refusal::Wrong {
                    message: lower_first(message),
                    place,
                    hint: String::new(),
                }
            }
        },
        other => wrong(other.strip_backtrace()),
    }
}

/// A text whose parts lie within each other too deeply.
pub(crate) fn too_deep() -> Refusal {
    Refusal::NotAllowed("the query is nested too deeply; name parts of it by WITH".to_owned())
}

/// The engine itself broke.
pub(crate) fn broken() -> Refusal {
    Refusal::Unable(
        "the engine broke over this query; that is a fault worth reporting, with the query"
            .to_owned(),
    )
}

/// Why a query that is SQL has no answer.
pub(crate) fn refusal(error: DataFusionError, session: &Session, limits: &Limits) -> Refusal {
    match error {
        DataFusionError::Context(_, inner) => refusal(*inner, session, limits),
        DataFusionError::Diagnostic(about, inner) => {
            let at = about
                .span
                .and_then(|span| place(span.start.line, span.start.column));
            match refusal(*inner, session, limits) {
                Refusal::Wrong { message, hint, .. } => Refusal::Wrong {
                    message,
                    place: at,
                    hint,
                },
                other => other,
            }
        }
        DataFusionError::Shared(inner) => shared(&inner, session, limits),
        DataFusionError::Collection(mut errors) if !errors.is_empty() => {
            refusal(errors.swap_remove(0), session, limits)
        }
        DataFusionError::External(inner) => match inner.downcast::<Refusal>() {
            Ok(refusal) => *refusal,
            Err(other) => wrong(other.to_string()),
        },
        DataFusionError::ResourcesExhausted(_) => Refusal::OutOfMemory(limits.memory),
        DataFusionError::SchemaError(error, _) => unknown_column(&error),
        DataFusionError::Plan(message) => planned(&message, session),
        DataFusionError::SQL(..) => parsing(error),
        DataFusionError::ParquetError(_)
        | DataFusionError::ObjectStore(_)
        | DataFusionError::IoError(_) => Refusal::Unable(format!(
            "the files of the world cannot be read: {}",
            error.strip_backtrace()
        )),
        DataFusionError::ExecutionJoin(_) | DataFusionError::Internal(_) => broken(),
        DataFusionError::NotImplemented(message) => not_answered(&message),
        DataFusionError::Execution(message) | DataFusionError::Configuration(message) => {
            wrong(message)
        }
        DataFusionError::ArrowError(error, _) => wrong(error.to_string()),
        other => wrong(other.strip_backtrace()),
    }
}

/// An error that several steps tell of; what it is is looked up without taking it.
fn shared(error: &DataFusionError, session: &Session, limits: &Limits) -> Refusal {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => Refusal::OutOfMemory(limits.memory),
        DataFusionError::External(inner) => inner
            .downcast_ref::<Refusal>()
            .cloned()
            .unwrap_or_else(|| wrong(inner.to_string())),
        DataFusionError::Plan(message) => planned(message, session),
        root => wrong(root.strip_backtrace()),
    }
}

/// What the engine has no way to answer.
fn not_answered(message: &str) -> Refusal {
    const QUERIES: [&str; 4] = [
        "InSubquery",
        "Exists",
        "ScalarSubquery",
        "OuterReferenceColumn",
    ];
    let about_queries = message
        .strip_prefix("Physical plan does not support logical expression ")
        .is_some_and(|about| QUERIES.iter().any(|each| about.starts_with(each)));
    if about_queries {
        wrong("a query within another one cannot be answered here; join it instead".to_owned())
    } else {
        wrong(message.to_owned())
    }
}

fn unknown_column(error: &SchemaError) -> Refusal {
    let (message, hint) = match error {
        SchemaError::FieldNotFound {
            field,
            valid_fields,
        } => {
            let known = valid_fields.iter().map(|field| field.name.as_str());
            let hint = match near::hint(&field.name, known.clone()) {
                hint if hint.is_empty() => among(known),
                hint => hint,
            };
            (format!("there is no column {field}"), hint)
        }
        SchemaError::AmbiguousReference { field } => (
            format!("{field} may mean the column of several tables"),
            format!("write the table before it, as t.{}", field.name),
        ),
        other => (other.to_string(), String::new()),
    };
    Refusal::Wrong {
        message,
        place: None,
        hint,
    }
}

/// Columns that there are, where there are few enough to be told.
fn among<'a>(known: impl Iterator<Item = &'a str>) -> String {
    const FEW: usize = 12;
    let known: Vec<&str> = known.take(FEW + 1).collect();
    match known.as_slice() {
        [] => String::new(),
        [..] if known.len() > FEW => String::new(),
        _ => format!("there are {}", known.join(", ")),
    }
}

fn planned(message: &str, session: &Session) -> Refusal {
    let first = message.lines().next().unwrap_or_default();
    let between = |begin: &str, end: &str| {
        first
            .strip_prefix(begin)
            .and_then(|rest| rest.strip_suffix(end))
            .map(|name| name.rsplit('.').next().unwrap_or(name).to_owned())
    };
    let (message, hint) = if let Some(name) = between("table '", "' not found") {
        let known = session.tables.iter().map(|table| table.name);
        let hint = match near::hint(&name, known.clone()) {
            hint if hint.is_empty() => {
                format!("there are {}", known.collect::<Vec<_>>().join(", "))
            }
            hint => hint,
        };
        (format!("there is no table {name}"), hint)
    } else if let Some(name) =
        between("Invalid function '", "'.").or_else(|| between("table function '", "' not found"))
    {
        let known = session::functions();
        let hint = near::hint(&name, known.iter().map(String::as_str));
        (format!("there is no function {name}"), hint)
    } else if let Some((name, kind)) = not_taken(first) {
        let hint = "CAST it, or take another column".to_owned();
        (format!("{name} does not take {kind}"), hint)
    } else {
        (lower_first(message), String::new())
    };
    Refusal::Wrong {
        message,
        place: None,
        hint,
    }
}

/// A function and the type that it does not take, out of the engine's list of all that it tried:
/// "Function 'sum' failed to match any signature, errors: … requires Int64, but received String (…".
fn not_taken(message: &str) -> Option<(&str, &str)> {
    let (before, tried) = message.split_once("' failed to match any signature")?;
    let (_, name) = before.rsplit_once('\'')?;
    let (_, received) = tried.split_once("but received ")?;
    Some((name, received.split(" (").next()?))
}

fn wrong(message: String) -> Refusal {
    Refusal::Wrong {
        message: lower_first(&message),
        place: None,
        hint: String::new(),
    }
}

/// Where something is, where that is known: lines count from 1.
fn place(line: u64, column: u64) -> Option<Place> {
    (line > 0).then_some(Place { line, column })
}

/// The parser writes the place at the end of its message: "… at Line: 3, Column: 12".
fn split_place(message: &str) -> (&str, Option<Place>) {
    let Some((before, after)) = message.rsplit_once(" at Line: ") else {
        return (message, None);
    };
    let place = after
        .split_once(", Column: ")
        .and_then(|(line, column)| place(line.trim().parse().ok()?, column.trim().parse().ok()?));
    (before, place)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        // A word in capitals is SQL's own.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_taken_out_of_what_the_parser_says() {
        let (message, place) =
            split_place("Expected: an expression, found: FROM at Line: 2, Column: 8");
        assert_eq!(message, "Expected: an expression, found: FROM");
        assert_eq!(place, Some(Place { line: 2, column: 8 }));
        assert_eq!(split_place("Nothing at all"), ("Nothing at all", None));
    }
}
