//! What may be asked: one statement that only reads.

use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast::Statement as Standard;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use lab::workbench::{Limits, Refusal};

use crate::fault;

/// Brackets within brackets, and the like.
const DEPTH: usize = 60;
/// Brackets after a keyword within each other. The parser reads such a bracket twice where the first reading
/// comes to nothing, as a call of a function with that name, and so all that lies within it: each more
/// doubles the time.
const AFTER_KEYWORDS: usize = 16;
/// Words and signs of a query. Chains of operators are as deep as they are long.
const LONGEST: usize = 6_000;

/// Reads a query and lets it pass if it is one statement that only reads.
pub(crate) fn statement(query: &str) -> Result<Statement, Refusal> {
    if query.len() > Limits::LONGEST {
        return Err(Refusal::TooLong {
            is: query.len(),
            most: Limits::LONGEST,
        });
    }
    let dialect = GenericDialect {};
    let tokens = Tokenizer::new(&dialect, query)
        .tokenize()
        .map_err(|error| fault::tokens(&error))?;
    let words: Vec<&Token> = tokens
        .iter()
        .filter(|token| !matches!(token, Token::Whitespace(_)))
        .collect();
    if words.len() > LONGEST {
        return Err(Refusal::NotAllowed(format!(
            "the query has {} words and signs, and may have {LONGEST}; leave something out of it",
            words.len()
        )));
    }
    if depth_after_keywords(&words) > AFTER_KEYWORDS {
        return Err(fault::too_deep());
    }
    let mut statements = DFParserBuilder::new(query)
        .with_dialect(&dialect)
        .with_recursion_limit(DEPTH)
        .build()
        .and_then(|mut parser| parser.parse_statements())
        .map_err(fault::parsing)?;
    let Some(statement) = statements.pop_front() else {
        return Err(Refusal::NotAllowed(
            "there is no query; begin with SELECT".to_owned(),
        ));
    };
    if !statements.is_empty() {
        return Err(Refusal::NotAllowed(format!(
            "these are {} statements; one is answered at a time",
            statements.len() + 1
        )));
    }
    if reads(&statement) {
        Ok(statement)
    } else {
        Err(Refusal::NotAllowed(format!(
            "{} is not allowed: a world can only be read; use SELECT, WITH, EXPLAIN, SHOW or DESCRIBE",
            name(&statement)
        )))
    }
}

/// How deep brackets after keywords lie within each other; CASE is one, and END its end.
fn depth_after_keywords(words: &[&Token]) -> usize {
    let keyword = |token: &Token| match token {
        Token::Word(word) => word.keyword,
        _ => Keyword::NoKeyword,
    };
    let mut open = Vec::new();
    let mut deepest = 0;
    let mut before = Keyword::NoKeyword;
    for word in words {
        let this = keyword(word);
        match word {
            Token::LParen | Token::LBracket => open.push(before != Keyword::NoKeyword),
            Token::RParen | Token::RBracket => drop(open.pop()),
            _ if this == Keyword::CASE => open.push(true),
            _ if this == Keyword::END => drop(open.pop()),
            _ => {}
        }
        let depth = open.iter().filter(|after_keyword| **after_keyword).count();
        deepest = deepest.max(depth);
        before = this;
    }
    deepest
}

fn reads(statement: &Statement) -> bool {
    match statement {
        Statement::Statement(statement) => match &**statement {
            Standard::Query(_)
            | Standard::ExplainTable { .. }
            | Standard::ShowTables { .. }
            | Standard::ShowColumns { .. }
            | Standard::ShowFunctions { .. } => true,
            Standard::Explain { statement, .. } => matches!(**statement, Standard::Query(_)),
            _ => false,
        },
        Statement::Explain(explain) => match &*explain.statement {
            Statement::Statement(statement) => matches!(**statement, Standard::Query(_)),
            _ => false,
        },
        _ => false,
    }
}

/// The words that a statement begins with.
fn name(statement: &Statement) -> String {
    let text = match statement {
        Statement::Explain(explain) => explain.statement.to_string(),
        other => other.to_string(),
    };
    let words: Vec<&str> = text
        .split_whitespace()
        .take_while(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .take(3)
        .collect();
    if words.is_empty() {
        "this statement".to_owned()
    } else {
        words.join(" ")
    }
}
