//! Carrying a query out within its limits.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use datafusion::arrow::array::RecordBatch;
use datafusion::common::DataFusionError;
use datafusion::execution::TaskContext;
use datafusion::physical_plan::execute_stream;
use datafusion::sql::parser::Statement;
use futures_util::StreamExt;
use lab::workbench::{Cell, Limits, Refusal, Rows};
use tokio::runtime::Runtime;
use world::Progress;

use crate::ending::{self, GivenUp};
use crate::session::Session;
use crate::{allowed, cells, fault, plan, steps};

/// How often it is looked whether somebody wants a query to stop.
const LOOK: Duration = Duration::from_millis(20);
/// How long rows are counted that are not given back.
const COUNTING: Duration = Duration::from_secs(3);

/// Answers a query; waits for it on the engine's threads. All that walks a query by recursion is done
/// there, and its parts are laid down there: whoever asks has less room on its stack.
pub(crate) fn run(
    threads: &Runtime,
    session: Arc<Session>,
    query: String,
    limits: &Limits,
    progress: &Progress,
) -> Result<Rows, Refusal> {
    let began = Instant::now();
    let (ends, ended) = channel();
    let limits = *limits;
    let given_up = GivenUp::default();
    let watched = given_up.clone();
    let work = threads.spawn(async move {
        let outcome = answer(&session, &query, limits, began, &watched).await;
        // Nobody listens any more once the query was given up.
        let _ = ends.send(outcome);
    });
    loop {
        match ended.recv_timeout(LOOK) {
            Ok(outcome) => return outcome,
            Err(RecvTimeoutError::Disconnected) => return Err(fault::broken()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let refusal = if progress.is_stopped() {
            Refusal::Stopped
        } else if began.elapsed() > limits.time {
            Refusal::OutOfTime(limits.time)
        } else {
            continue;
        };
        given_up.now();
        work.abort();
        return Err(refusal);
    }
}

async fn answer(
    session: &Session,
    query: &str,
    limits: Limits,
    began: Instant,
    given_up: &GivenUp,
) -> Result<Rows, Refusal> {
    let statement = allowed::statement(query)?;
    steps::check(&statement)?;
    carried_out(session, statement, limits, began, given_up)
        .await
        .map_err(|error| fault::refusal(error, session, &limits))
}

async fn carried_out(
    session: &Session,
    statement: Statement,
    limits: Limits,
    began: Instant,
    given_up: &GivenUp,
) -> Result<Rows, DataFusionError> {
    let state = &session.state;
    let logical = state.statement_to_plan(statement).await?;
    plan::check(&logical)?;
    let logical = ending::watched(state.optimize(&logical)?, given_up)?;
    let planner = state.query_planner();
    let physical = planner.create_physical_plan(&logical, state).await?;
    let physical = ending::stoppable(physical, given_up)?;
    let columns = cells::columns(&physical.schema());
    let context = TaskContext::from(state).with_runtime(session.runtime(limits.memory)?);
    let mut stream = execute_stream(physical, Arc::new(context))?;
    let mut rows = Kept::new(limits);
    let mut full_since = None;
    let mut complete = true;
    while let Some(batch) = stream.next().await {
        rows.take(&batch?)?;
        if rows.are_full() {
            let since = *full_since.get_or_insert_with(Instant::now);
            if rows.counted > limits.counted || since.elapsed() > COUNTING {
                complete = false;
                break;
            }
        }
    }
    Ok(Rows {
        columns,
        rows: rows.rows,
        counted: rows.counted.min(limits.counted),
        complete,
        took: began.elapsed(),
    })
}

/// The rows that are given back.
struct Kept {
    limits: Limits,
    rows: Vec<Vec<Cell>>,
    counted: u64,
    bytes: usize,
}

impl Kept {
    const fn new(limits: Limits) -> Self {
        Self {
            limits,
            rows: Vec::new(),
            counted: 0,
            bytes: 0,
        }
    }

    fn are_full(&self) -> bool {
        self.rows.len() >= self.limits.rows
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), DataFusionError> {
        self.counted += batch.num_rows() as u64;
        let wanted = self.limits.rows.saturating_sub(self.rows.len());
        let wanted = batch.num_rows().min(wanted);
        let columns = batch
            .columns()
            .iter()
            .map(|column| cells::plain(&column.slice(0, wanted)))
            .collect::<Result<Vec<_>, _>>()?;
        // Told before cells are made of them, which are larger.
        self.hold(self.bytes + columns.iter().map(cells::content).sum::<usize>())?;
        for row in 0..wanted {
            let row: Vec<Cell> = columns
                .iter()
                .map(|column| cells::cell(column, row))
                .collect::<Result<_, _>>()?;
            self.bytes += row.iter().map(Cell::bytes).sum::<usize>();
            self.rows.push(row);
            self.hold(self.bytes)?;
        }
        Ok(())
    }

    /// Refuses more bytes than are given back.
    fn hold(&self, bytes: usize) -> Result<(), DataFusionError> {
        if bytes <= self.limits.given {
            return Ok(());
        }
        let refusal = Refusal::TooLarge(self.limits.given);
        Err(DataFusionError::External(Box::new(refusal)))
    }
}
