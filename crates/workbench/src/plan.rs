//! Plans that may be carried out.

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::LogicalPlan;
use lab::workbench::Refusal;

/// Steps of a plan. A query that names another one twice, and so on, doubles them each time.
const MOST: usize = 2_000;

/// Lets a plan pass that only reads and is of a size that can be planned further.
pub(crate) fn check(plan: &LogicalPlan) -> Result<()> {
    let mut steps = 0;
    plan.apply_with_subqueries(|_| {
        steps += 1;
        Ok(if steps > MOST {
            TreeNodeRecursion::Stop
        } else {
            TreeNodeRecursion::Continue
        })
    })?;
    if steps > MOST {
        return Err(DataFusionError::External(Box::new(Refusal::NotAllowed(
            format!(
                "the query comes to more than {MOST} steps once everything that it names is put in its \
                 place; name subqueries less often"
            ),
        ))));
    }
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
        .verify_plan(plan)
}
