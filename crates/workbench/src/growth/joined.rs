//! Texts joined by `||`, which the engine has as an operator and not as a function.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::compute::kernels::concat_elements::concat_elements_dyn;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::common::ScalarValue;
use datafusion::common::utils::take_function_args;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use super::Growth;
use super::held::refuse_if_large;

/// The function in place of the operator.
pub(super) fn joined() -> Arc<ScalarUDF> {
    static JOINED: LazyLock<Arc<ScalarUDF>> =
        LazyLock::new(|| Arc::new(ScalarUDF::new_from_impl(Joined::default())));
    JOINED.clone()
}

/// Joins two texts; nothing where one of them is nothing.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Joined(Signature);

impl Default for Joined {
    fn default() -> Self {
        Self(Signature::user_defined(Volatility::Immutable))
    }
}

impl ScalarUDFImpl for Joined {
    fn name(&self) -> &str {
        "||"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let [_, _] = take_function_args(self.name(), types)?;
        Ok(vec![DataType::Utf8; 2])
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        refuse_if_large(self.name(), Growth::Together, &args.args, rows)?;
        let [left, right] = take_function_args(self.name(), &args.args)?;
        if let (ColumnarValue::Scalar(left), ColumnarValue::Scalar(right)) = (left, right) {
            let joined = concat_elements_dyn(&left.to_array()?, &right.to_array()?)?;
            return ScalarValue::try_from_array(&joined, 0).map(ColumnarValue::Scalar);
        }
        let (left, right) = (left.to_array(rows)?, right.to_array(rows)?);
        Ok(ColumnarValue::Array(concat_elements_dyn(&left, &right)?))
    }
}
