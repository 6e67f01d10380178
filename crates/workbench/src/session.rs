//! What queries over one world know: its tables, the functions, how they are planned.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::{DataFusionError, TableReference};
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use datafusion::execution::SessionStateDefaults;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::registry::FunctionRegistry;
use datafusion::prelude::{SessionConfig, SessionContext};
use lab::workbench::Refusal;
use world::table;
use world::write;

use crate::confined::OneFolder;
use crate::growth;

/// The tables of a world, and all that is needed to ask them.
pub(crate) struct Session {
    pub(crate) state: SessionState,
    /// Every table with its columns, for what might be meant by a name that is none.
    pub(crate) tables: Vec<table::Table>,
}

impl Session {
    /// Opens the world in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, Refusal> {
        write::read(folder).map_err(|error| Refusal::Unable(error.to_string()))?;
        let runtime = RuntimeEnvBuilder::new()
            .with_object_store_registry(Arc::new(OneFolder::of(folder)?))
            .with_disk_manager_builder(no_disk())
            .build_arc()
            .map_err(unable)?;
        let mut state = SessionStateBuilder::new()
            .with_config(config())
            .with_runtime_env(runtime)
            .with_expr_planners(SessionStateDefaults::default_expr_planners())
            .with_scalar_functions(SessionStateDefaults::default_scalar_functions())
            .with_higher_order_functions(SessionStateDefaults::default_higher_order_functions())
            .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
            .with_window_functions(SessionStateDefaults::default_window_functions())
            .with_table_function_list(SessionStateDefaults::default_table_functions())
            .build();
        state
            .register_function_rewrite(Arc::new(growth::Measured))
            .map_err(unable)?;
        let context = SessionContext::new_with_state(state);
        let tables: Vec<table::Table> = table::dictionary()
            .into_iter()
            .filter(|table| folder.join(table.name).is_dir())
            .collect();
        for table in &tables {
            let read = listing(table).map_err(unable)?;
            context
                .register_table(TableReference::bare(table.name), Arc::new(read))
                .map_err(unable)?;
        }
        Ok(Self {
            state: context.state(),
            tables,
        })
    }

    /// The same ways to the files, with so many bytes of memory for one query.
    pub(crate) fn runtime(&self, memory: usize) -> Result<Arc<RuntimeEnv>, DataFusionError> {
        RuntimeEnvBuilder::from_runtime_env(self.state.runtime_env())
            .with_memory_pool(Arc::new(GreedyMemoryPool::new(memory)))
            .build_arc()
    }
}

/// The names of the functions, sorted.
pub(crate) fn functions() -> Vec<String> {
    let scalar = SessionStateDefaults::default_scalar_functions();
    let aggregate = SessionStateDefaults::default_aggregate_functions();
    let window = SessionStateDefaults::default_window_functions();
    let mut names: Vec<String> = scalar
        .iter()
        .map(|function| function.name().to_owned())
        .chain(aggregate.iter().map(|function| function.name().to_owned()))
        .chain(window.iter().map(|function| function.name().to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// What does not fit in memory goes nowhere.
fn no_disk() -> DiskManagerBuilder {
    DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled)
}

fn config() -> SessionConfig {
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut config = SessionConfig::new()
        .with_default_catalog_and_schema("greenroom", "world")
        .with_information_schema(true)
        .with_target_partitions(threads);
    let options = config.options_mut();
    // So that errors say where.
    options.sql_parser.collect_spans = true;
    config
}

fn listing(table: &table::Table) -> Result<ListingTable, DataFusionError> {
    let options =
        ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension(".parquet");
    ListingTable::try_new(
        ListingTableConfig::new(ListingTableUrl::parse(OneFolder::address(table.name))?)
            .with_listing_options(options)
            .with_schema(Arc::new(read_as(&table.schema()))),
    )
}

/// What a table's columns are read as: text as views of it. Grouped, compared and joined as dictionaries they
/// take up to twice as long.
fn read_as(schema: &Schema) -> Schema {
    let fields = schema.fields().iter().map(|field| {
        let is_text = match field.data_type() {
            DataType::Dictionary(_, of) => of.is_string(),
            other => other.is_string(),
        };
        match is_text {
            true => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
            false => field.clone(),
        }
    });
    Schema::new(fields.collect::<Vec<_>>())
}

fn unable(error: DataFusionError) -> Refusal {
    Refusal::Unable(error.strip_backtrace())
}
