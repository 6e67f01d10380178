//! What is practised on the numbers of a simulated service, which makes the exercises.

use serde::{Deserialize, Serialize};

words! {
    /// What a card of the lab practises.
    Practised {
        /// Reading a chart.
        Reading = "reading",
        /// Choosing what to divide by.
        Denominator = "denominator",
        /// Telling a shift of shares from a change.
        Mix = "mix",
        /// Estimating an order of magnitude.
        Magnitude = "magnitude",
    }
}
