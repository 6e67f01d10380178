//! How long the expressions of a plan become when names of columns are replaced by what they stand for, as
//! the engine does where it moves a condition towards a table. A column that names another one twice, and
//! so on, doubles each time.

use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DataFusionError, Result};
use datafusion::logical_expr::{Expr, LogicalPlan};
use lab::workbench::Refusal;

/// Parts of an expression.
const MOST: f64 = 100_000.0;

/// Lets a plan pass whose expressions stay of a size that can be worked with.
pub(crate) fn check(plan: &LogicalPlan) -> Result<()> {
    columns(plan).map(drop)
}

/// Parts that each column of a plan comes to.
fn columns(plan: &LogicalPlan) -> Result<Vec<f64>> {
    let inputs: Vec<(&LogicalPlan, Vec<f64>)> = plan
        .inputs()
        .into_iter()
        .map(|input| Ok((input, columns(input)?)))
        .collect::<Result<_>>()?;
    let parts: Vec<f64> = plan
        .expressions()
        .iter()
        .map(|expr| parts(expr, &inputs))
        .collect::<Result<_>>()?;
    if parts.iter().any(|parts| *parts > MOST) {
        return Err(DataFusionError::External(Box::new(Refusal::NotAllowed(
            format!(
                "an expression comes to more than {MOST} parts once every column that it names is put in \
                 its place; name columns that are computed less often"
            ),
        ))));
    }
    let width = plan.schema().fields().len();
    let mut all = match plan {
        LogicalPlan::Projection(_) | LogicalPlan::Aggregate(_) => parts,
        _ => inputs
            .into_iter()
            .flat_map(|(_, columns)| columns)
            .collect(),
    };
    all.resize(width, 1.0);
    Ok(all)
}

/// Parts that an expression comes to.
fn parts(expr: &Expr, inputs: &[(&LogicalPlan, Vec<f64>)]) -> Result<f64> {
    let mut parts = 0.0;
    expr.apply(|each| {
        parts += match each {
            Expr::Column(column) => of_column(column, inputs),
            Expr::ScalarSubquery(subquery) => check(&subquery.subquery).map(|()| 1.0)?,
            Expr::Exists(exists) => check(&exists.subquery.subquery).map(|()| 1.0)?,
            Expr::InSubquery(within) => check(&within.subquery.subquery).map(|()| 1.0)?,
            _ => 1.0,
        };
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(parts)
}

fn of_column(column: &Column, inputs: &[(&LogicalPlan, Vec<f64>)]) -> f64 {
    let found = |(input, columns): &(&LogicalPlan, Vec<f64>)| {
        let place = input.schema().maybe_index_of_column(column)?;
        columns.get(place).copied()
    };
    inputs.iter().find_map(found).unwrap_or(1.0)
}
