//! Functions that make much of little: a thousand million times a letter, a list of all numbers. The
//! engine keeps account of what its steps hold, but not of what a function makes of its arguments, and
//! nothing ends a function once it is called; so both are told beforehand, and refused where they are
//! beyond measure.

mod estimate;
mod held;
mod joined;

use std::sync::Arc;

use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, Result};
use datafusion::config::ConfigOptions;
use datafusion::logical_expr::expr::ScalarFunction;
use datafusion::logical_expr::expr_rewriter::FunctionRewrite;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator, ScalarUDF};

use held::Held;
use joined::joined;

/// How large the result of a function can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Growth {
    /// Its arguments put together.
    Together,
    /// The first argument as often as the second says.
    Times,
    /// As long as the second argument says.
    Length,
    /// Something as long as another argument for every part of the first.
    Product,
    /// As many values as lie between two arguments.
    Between,
    /// No larger than its arguments, but every part of one is held against every part of another.
    Pairs,
}

/// Functions by how their result grows. Others give at most about what they take.
const GROWING: [(Growth, &[&str]); 6] = [
    (
        Growth::Together,
        &[
            "concat",
            "concat_ws",
            "make_array",
            "array_concat",
            "array_append",
            "array_prepend",
            "array_union",
            "named_struct",
            "struct",
            "map",
            "overlay",
        ],
    ),
    (Growth::Times, &["repeat", "array_repeat"]),
    (Growth::Length, &["lpad", "rpad", "array_resize"]),
    (
        Growth::Product,
        &["replace", "regexp_replace", "array_to_string", "translate"],
    ),
    (Growth::Between, &["range", "generate_series"]),
    (
        Growth::Pairs,
        &["levenshtein", "strpos", "array_has_all", "array_has_any"],
    ),
];

/// Puts functions that are held to a measure in the place of those that grow, wherever they come from:
/// called by name, or meant by an operator.
#[derive(Debug)]
pub(crate) struct Measured;

impl FunctionRewrite for Measured {
    fn name(&self) -> &str {
        "measured"
    }

    fn rewrite(&self, expr: Expr, _: &DFSchema, _: &ConfigOptions) -> Result<Transformed<Expr>> {
        Ok(match expr {
            Expr::ScalarFunction(ScalarFunction { func, args }) => match growth(func.name()) {
                Some(growth) => {
                    let held = ScalarUDF::new_from_impl(Held::new(func, growth));
                    Transformed::yes(called(held.into(), args))
                }
                None => Transformed::no(Expr::ScalarFunction(ScalarFunction { func, args })),
            },
            Expr::BinaryExpr(BinaryExpr {
                left,
                op: Operator::StringConcat,
                right,
            }) => Transformed::yes(called(joined(), vec![*left, *right])),
            other => Transformed::no(other),
        })
    }
}

fn growth(name: &str) -> Option<Growth> {
    GROWING
        .into_iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(growth, _)| growth)
}

const fn called(func: Arc<ScalarUDF>, args: Vec<Expr>) -> Expr {
    Expr::ScalarFunction(ScalarFunction { func, args })
}
