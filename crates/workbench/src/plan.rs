//! Plans that may be carried out.

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::LogicalPlan;

use crate::{steps, terms};

/// Lets a plan pass that only reads and is of a size that can be planned further.
pub(crate) fn check(plan: &LogicalPlan) -> Result<()> {
    let mut count = 0.0;
    plan.apply_with_subqueries(|_| {
        count += 1.0;
        Ok(TreeNodeRecursion::Continue)
    })?;
    steps::few_enough(count).map_err(|refusal| DataFusionError::External(Box::new(refusal)))?;
    terms::check(plan)?;
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
        .verify_plan(plan)
}
