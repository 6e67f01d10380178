//! `subscription_events`: what happened to memberships, with the money.

use crate::names::{Channel, Country, EventKind, PaymentMethod, Plan, Reason, Region};
use crate::table::{Day, Word, table};

table! { "subscription_events": "Something that happened to a membership."
/// An event of a membership.
SubscriptionEvent {
    member_id: i32, "members.member_id", "the membership";
    date: Day, "date", "when it happened; a voluntary cancellation counts at the end of the paid period";
    event: Word<EventKind>, "", "start, return, renewal, payment_failed, payment_recovered, cancel";
    reason: Option<Word<Reason>>, "", "of a cancellation: voluntary, payment_failure";
    region: Word<Region>, "", "region of the membership";
    country: Word<Country>, "", "country of the membership";
    plan: Word<Plan>, "", "plan at that time";
    acquisition_channel: Word<Channel>, "", "how the member came";
    payment_method: Word<PaymentMethod>, "", "how the member pays";
    month_of_membership: i16, "months", "full months since the latest start";
    amount_cents: i32, "US cents", "what was paid by this event; 0 where nothing was";
    weight: f64, "members", "as in members";
}}
