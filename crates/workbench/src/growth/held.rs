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
use super::estimate::{made, pairs};

/// Bytes that a function may make of a batch of rows.
const ALL: f64 = 256e6;
/// Bytes that a function may make of one row: where it is put beside other rows by a join, it is written
/// out as often as a batch has rows.
const VALUE: f64 = 128e3;
/// Steps that a function may take for a batch of rows.
const STEPS: f64 = 256e6;

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

/// Refuses a call whose result would be larger than it may be, or take longer.
pub(super) fn refuse_if_large(
    name: &str,
    growth: Growth,
    args: &[ColumnarValue],
    rows: usize,
) -> Result<()> {
    let (verb, what, is, most) = if growth == Growth::Pairs {
        ("take", "million steps", pairs(args, rows)?, STEPS)
    } else {
        let made = made(growth, args, rows)?;
        if made.value > VALUE {
            ("make", "MB of one row", made.value, VALUE)
        } else {
            ("make", "MB", made.all, ALL)
        }
    };
    if is <= most {
        return Ok(());
    }
    Err(DataFusionError::External(Box::new(Refusal::NotAllowed(
        format!(
            "{name} would {verb} {} {what} here, and may {verb} {}; ask for less",
            millions(is),
            millions(most)
        ),
    ))))
}

fn millions(number: f64) -> String {
    let millions = number / 1e6;
    if millions < 10.0 {
        format!("{millions:.3}")
    } else {
        format!("{millions:.0}")
    }
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
        refuse_if_large(self.name(), self.growth, &args.args, args.number_rows)?;
        self.inner.invoke_with_args(args)
    }
}
