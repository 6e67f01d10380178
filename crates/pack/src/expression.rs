//! Arithmetic that a card states: `members * price / (1 - churn)`.
//!
//! Numbers, names, `+ - * / ^`, brackets and `sqrt(…)`; `^` binds strongest and to the right, and a
//! sign binds more weakly than `^`. Nothing else: a card is data, not a program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A formula, read and ready to be worked out. Written as its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expression {
    text: String,
    root: Node,
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExpression {
    /// It stops where something should follow.
    #[error("the formula stops where a number, a name or a bracket should follow")]
    Unfinished,
    /// A character that means nothing here.
    #[error(
        "\"{0}\" has no place in the formula; it can hold numbers, names, + - * / ^, brackets and sqrt(…)"
    )]
    Misplaced(String),
    /// A bracket that nothing closes.
    #[error("a bracket in the formula is not closed")]
    Unclosed,
    /// Brackets in brackets in brackets.
    #[error("the formula is nested more deeply than {DEEPEST} levels")]
    TooDeep,
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoValue {
    /// A name without a number.
    #[error("the formula uses \"{0}\", which has no number")]
    Unknown(String),
    /// A division by zero, the root of a negative number, or more than a number can hold.
    #[error("the formula has no finite value")]
    NotFinite,
}

/// Deeper formulas are refused, so that no text can exhaust the stack.
const DEEPEST: usize = 40;

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Name(String),
    Negative(Box<Node>),
    Root(Box<Node>),
    Both(Operation, Box<Node>, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Plus,
    Minus,
    Times,
    Over,
    Power,
}

impl Expression {
    /// The value, with a number for each name.
    ///
    /// # Errors
    /// When a name has no number, or the value is not finite.
    pub fn value(&self, numbers: &BTreeMap<String, f64>) -> Result<f64, NoValue> {
        let value = self.root.value(numbers)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(NoValue::NotFinite)
        }
    }

    /// The names in it, each once.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.root.names(&mut names);
        names.sort_unstable();
        names.dedup();
        names
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Node {
    fn value(&self, numbers: &BTreeMap<String, f64>) -> Result<f64, NoValue> {
        Ok(match self {
            Self::Number(number) => *number,
            Self::Name(name) => *numbers
                .get(name)
                .ok_or_else(|| NoValue::Unknown(name.clone()))?,
            Self::Negative(inner) => -inner.value(numbers)?,
            Self::Root(inner) => inner.value(numbers)?.sqrt(),
            Self::Both(operation, left, right) => {
                let (left, right) = (left.value(numbers)?, right.value(numbers)?);
                match operation {
                    Operation::Plus => left + right,
                    Operation::Minus => left - right,
                    Operation::Times => left * right,
                    Operation::Over => left / right,
                    Operation::Power => left.powf(right),
                }
            }
        })
    }

    fn names<'node>(&'node self, into: &mut Vec<&'node str>) {
        match self {
            Self::Number(_) => {}
            Self::Name(name) => into.push(name),
            Self::Negative(inner) | Self::Root(inner) => inner.names(into),
            Self::Both(_, left, right) => {
                left.names(into);
                right.names(into);
            }
        }
    }
}

impl TryFrom<String> for Expression {
    type Error = NotAnExpression;

    fn try_from(text: String) -> Result<Self, NotAnExpression> {
        let mut reader = Reader {
            left: &text,
            depth: 0,
        };
        let root = reader.sum()?;
        match reader.peek() {
            None => Ok(Self { root, text }),
            Some(other) => Err(NotAnExpression::Misplaced(other.to_string())),
        }
    }
}

impl std::str::FromStr for Expression {
    type Err = NotAnExpression;

    fn from_str(text: &str) -> Result<Self, NotAnExpression> {
        text.to_owned().try_into()
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.text
    }
}

struct Reader<'text> {
    left: &'text str,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.left = self.left.trim_start();
        self.left.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.left = &self.left[wanted.len_utf8()..];
        }
        there
    }

    fn sum(&mut self) -> Result<Node, NotAnExpression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(NotAnExpression::TooDeep);
        }
        let mut node = self.product()?;
        loop {
            let operation = if self.take('+') {
                Operation::Plus
            } else if self.take('-') {
                Operation::Minus
            } else {
                self.depth -= 1;
                return Ok(node);
            };
            node = both(operation, node, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Node, NotAnExpression> {
        let mut node = self.signed()?;
        loop {
            let operation = if self.take('*') {
                Operation::Times
            } else if self.take('/') {
                Operation::Over
            } else {
                return Ok(node);
            };
            node = both(operation, node, self.signed()?);
        }
    }

    fn signed(&mut self) -> Result<Node, NotAnExpression> {
        let negative = self.take('-');
        let base = self.atom()?;
        let node = if self.take('^') {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(NotAnExpression::TooDeep);
            }
            let power = self.signed()?;
            self.depth -= 1;
            both(Operation::Power, base, power)
        } else {
            base
        };
        Ok(if negative {
            Node::Negative(Box::new(node))
        } else {
            node
        })
    }

    fn atom(&mut self) -> Result<Node, NotAnExpression> {
        let first = self.peek().ok_or(NotAnExpression::Unfinished)?;
        if self.take('(') {
            return self.bracket();
        }
        if first.is_ascii_digit() || first == '.' {
            let number = self.word(|letter| letter.is_ascii_digit() || letter == '.');
            return number
                .parse()
                .map(Node::Number)
                .map_err(|_| NotAnExpression::Misplaced(number.to_owned()));
        }
        if first.is_ascii_lowercase() {
            let name = self
                .word(|letter| {
                    letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
                })
                .to_owned();
            if name == "sqrt" {
                if !self.take('(') {
                    return Err(NotAnExpression::Unfinished);
                }
                return Ok(Node::Root(Box::new(self.bracket()?)));
            }
            return Ok(Node::Name(name));
        }
        Err(NotAnExpression::Misplaced(first.to_string()))
    }

    fn bracket(&mut self) -> Result<Node, NotAnExpression> {
        let inner = self.sum()?;
        if self.take(')') {
            Ok(inner)
        } else {
            Err(NotAnExpression::Unclosed)
        }
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &str {
        let end = self
            .left
            .find(|letter| !belongs(letter))
            .unwrap_or(self.left.len());
        let (word, left) = self.left.split_at(end);
        self.left = left;
        word
    }
}

fn both(operation: Operation, left: Node, right: Node) -> Node {
    Node::Both(operation, Box::new(left), Box::new(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(text: &str) -> f64 {
        let numbers = BTreeMap::from([("a".to_owned(), 3.0), ("share_2".to_owned(), 0.25)]);
        text.parse::<Expression>()
            .unwrap()
            .value(&numbers)
            .unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    #[test]
    fn operations_bind_as_in_school() {
        for (text, value) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("10 - 4 - 3", 3.0),
            ("24 / 4 / 2", 3.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-2 ^ 2", -4.0),
            ("2 ^ -1", 0.5),
            ("2 * -a", -6.0),
            ("sqrt(a * a + 16)", 5.0),
            ("a / (1 - share_2)", 4.0),
            (".5*a", 1.5),
        ] {
            assert!((worked(text) - value).abs() < 1e-12, "{text}");
        }
    }

    #[test]
    fn what_is_no_formula_is_refused_with_a_reason() {
        for text in [
            "", "1 +", "(1", "1)", "sqrt 4", "2 % 3", "A", "1.2.3", "a b", "1;2", "é",
        ] {
            assert!(text.parse::<Expression>().is_err(), "{text}");
        }
        let deep = "(".repeat(10_000) + "1" + &")".repeat(10_000);
        assert_eq!(deep.parse::<Expression>(), Err(NotAnExpression::TooDeep));
        let high = "2^".repeat(10_000) + "1";
        assert_eq!(high.parse::<Expression>(), Err(NotAnExpression::TooDeep));
    }

    #[test]
    fn a_formula_without_a_finite_value_has_none() {
        let none = BTreeMap::new();
        for text in ["1 / 0", "sqrt(-1)", "10 ^ 400"] {
            let formula: Expression = text.parse().unwrap();
            assert_eq!(formula.value(&none), Err(NoValue::NotFinite), "{text}");
        }
        let formula: Expression = "a + b".parse().unwrap();
        assert_eq!(formula.value(&none), Err(NoValue::Unknown("a".to_owned())));
        assert_eq!(formula.names(), ["a", "b"]);
    }
}
