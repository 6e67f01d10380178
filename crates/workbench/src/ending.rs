//! Plans that end soon after they were given up, whatever they are doing.
//!
//! A task can only be stopped where it lets others go ahead, which the engine does once in a hundred
//! batches of rows or so; where a batch costs much, that is minutes later. So whatever gives rows, tables
//! and joins, looks with each batch whether anybody still wants to know, and so do the conditions of
//! joins, which may drop all pairs of a long day's work.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::utils::take_function_args;
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{
    ColumnarValue, LogicalPlan, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::coop::make_cooperative;
use datafusion::physical_plan::execution_plan::SchedulingType;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties, SendableRecordBatchStream,
};
use futures_util::StreamExt;
use lab::workbench::Refusal;

/// Whether a query was given up.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    /// Gives the query up.
    pub(crate) fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// What was found, unless nobody wants to know any more.
    fn unless<T>(&self, found: T) -> Result<T> {
        if self.0.load(Ordering::Relaxed) {
            return Err(DataFusionError::External(Box::new(Refusal::Stopped)));
        }
        Ok(found)
    }
}

/// Joins whose conditions look whether the query was given up. What is only explained is left as it is.
pub(crate) fn watched(plan: LogicalPlan, given_up: &GivenUp) -> Result<LogicalPlan> {
    if matches!(plan, LogicalPlan::Explain(_)) {
        return Ok(plan);
    }
    let watch = Arc::new(ScalarUDF::new_from_impl(Watch {
        given_up: given_up.clone(),
        signature: Signature::any(1, Volatility::Volatile),
    }));
    let watched = plan.transform_down_with_subqueries(|plan| {
        Ok(match plan {
            LogicalPlan::Join(mut join) => {
                let condition = join.filter.take();
                join.filter = condition.map(|condition| watch.call(vec![condition]));
                Transformed::yes(LogicalPlan::Join(join))
            }
            other => Transformed::no(other),
        })
    })?;
    Ok(watched.data)
}

/// Tables and joins that look whether the query was given up.
pub(crate) fn stoppable(
    plan: Arc<dyn ExecutionPlan>,
    given_up: &GivenUp,
) -> Result<Arc<dyn ExecutionPlan>> {
    let stoppable = plan.transform_up(|plan| {
        Ok(if plan.children().len() == 1 {
            Transformed::no(plan)
        } else {
            Transformed::yes(Arc::new(Stoppable::new(plan, given_up.clone())) as _)
        })
    })?;
    Ok(stoppable.data)
}

/// Gives the rows of another step, until the query is given up.
#[derive(Debug)]
struct Stoppable {
    rows: Arc<dyn ExecutionPlan>,
    given_up: GivenUp,
    properties: Arc<PlanProperties>,
}

impl Stoppable {
    fn new(rows: Arc<dyn ExecutionPlan>, given_up: GivenUp) -> Self {
        let properties = PlanProperties::clone(rows.properties())
            .with_scheduling_type(SchedulingType::Cooperative);
        Self {
            rows,
            given_up,
            properties: Arc::new(properties),
        }
    }
}

impl DisplayAs for Stoppable {
    fn fmt_as(&self, _: DisplayFormatType, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Stoppable")
    }
}

impl ExecutionPlan for Stoppable {
    fn name(&self) -> &str {
        "Stoppable"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.rows]
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let [rows] = take_function_args(self.name(), children)?;
        Ok(Arc::new(Self::new(rows, self.given_up.clone())))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let given_up = self.given_up.clone();
        let rows = make_cooperative(self.rows.execute(partition, context)?);
        let looked_at = rows.map(move |batch| batch.and_then(|batch| given_up.unless(batch)));
        Ok(Box::pin(RecordBatchStreamAdapter::new(
            self.schema(),
            looked_at,
        )))
    }
}

/// Gives back what it is given, unless the query was given up.
#[derive(Debug)]
struct Watch {
    given_up: GivenUp,
    signature: Signature,
}

impl PartialEq for Watch {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.given_up.0, &other.given_up.0)
    }
}

impl Eq for Watch {}

impl Hash for Watch {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.given_up.0).hash(state);
    }
}

impl ScalarUDFImpl for Watch {
    fn name(&self) -> &str {
        "watched"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        let [of] = take_function_args(self.name(), types)?;
        Ok(of.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [condition] = take_function_args(self.name(), args.args)?;
        self.given_up.unless(condition)
    }
}
