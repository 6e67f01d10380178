//! A function whose result may be only so large.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::{DataFusionError, Result};
use datafusion::config::ConfigOptions;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF,
    ScalarUDFImpl, Signature,
};
use lab::workbench::Refusal;

use super::Growth;
use super::estimate::bytes;

/// Bytes that a function may make of a batch of rows.
const MOST: f64 = 256e6;

/// A function, and how its result grows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Held {
    inner: Arc<ScalarUDF>,
    growth: Growth,
}

impl Held {
    pub(super) const fn new(inner: Arc<ScalarUDF>, growth: Growth) -> Self {
        Self { inner, growth }
    }
}

/// Refuses what would be larger than a result may be.
pub(super) fn refuse_if_large(name: &str, bytes: f64) -> Result<()> {
    if bytes <= MOST {
        return Ok(());
    }
    Err(DataFusionError::External(Box::new(Refusal::NotAllowed(
        format!(
            "{name} would make {:.0} MB here, and may make {:.0} MB; ask for less",
            bytes / 1e6,
            MOST / 1e6
        ),
    ))))
}

// What the function would be simplified to is left out: that would be the function itself again, not held.
impl ScalarUDFImpl for Held {
    fn name(&self) -> &str {
        self.inner.name()
    }
    fn aliases(&self) -> &[String] {
        self.inner.aliases()
    }
    fn schema_name(&self, args: &[Expr]) -> Result<String> {
        self.inner.schema_name(args)
    }
    fn signature(&self) -> &Signature {
        self.inner.signature()
    }
    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.inner.return_type(types)
    }
    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        self.inner.return_field_from_args(args)
    }
    fn with_updated_config(&self, config: &ConfigOptions) -> Option<ScalarUDF> {
        let inner = self.inner.inner().with_updated_config(config)?;
        Some(ScalarUDF::new_from_impl(Self::new(
            Arc::new(inner),
            self.growth,
        )))
    }
    fn is_strict(&self) -> bool {
        self.inner.inner().is_strict()
    }
    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        self.inner.coerce_types(types)
    }
    fn documentation(&self) -> Option<&Documentation> {
        self.inner.documentation()
    }
    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let bytes = bytes(self.growth, &args.args, args.number_rows)?;
        refuse_if_large(self.name(), bytes)?;
        self.inner.invoke_with_args(args)
    }
}
