//! The places at which the service can be pushed: every incident and every treatment acts through
//! these, and never on a metric.

use serde::{Deserialize, Serialize};

macro_rules! levers {
    ($($(#[$about:meta])* $name:ident),+ $(,)?) => {
        /// Factors on how the service works; 1 leaves it as it is.
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Levers { $($(#[$about])* pub $name: f64,)+ }

        impl Default for Levers {
            fn default() -> Self { Self { $($name: 1.0,)+ } }
        }

        impl Levers {
            /// Both together.
            #[must_use]
            pub fn and(&self, other: &Self) -> Self {
                Self { $($name: self.$name * other.$name,)+ }
            }

            /// Part of the way from leaving all as it is; 1 is all of it.
            #[must_use]
            pub fn at(&self, strength: f64) -> Self {
                Self { $($name: 1.0 + (self.$name - 1.0) * strength,)+ }
            }

            /// Name and factor of those that change something.
            pub fn changed(&self) -> impl Iterator<Item = (&'static str, f64)> {
                [$((stringify!($name), self.$name)),+]
                    .into_iter()
                    .filter(|(_, factor)| (factor - 1.0).abs() > 1e-12)
            }
        }
    };
}

levers! {
    /// The wish to open the app.
    open,
    /// Seconds to the first picture.
    startup,
    /// Starts that fail.
    failure,
    /// Plays that stall.
    stalls,
    /// How long they stall.
    stall_length,
    /// Chance that somebody who browses finds something.
    finds,
    /// Chance that a play is finished.
    finishes,
    /// Chance that another play follows.
    onward,
    /// Advertisements per hour.
    ads,
    /// Chance of leaving at a bill.
    leave,
    /// Payments that fail.
    payment_failure,
    /// Failed payments that are mended.
    payment_recovery,
    /// People who reach the sign-up page.
    arrivals,
    /// Of those, the share who pay.
    conversion,
    /// Use of lent profiles.
    lending,
}
