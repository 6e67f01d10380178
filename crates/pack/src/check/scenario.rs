//! Every scenario can be simulated, and its proposal is a test that could be proposed.

use super::{Names, at_least};
use crate::document::Located;
use crate::fault::Fault;
use crate::load::Draft;
use crate::model::Scenario;
use crate::vocabulary::{Rows, TestedUnit, Trap};

/// Regions, as data spell them.
const REGIONS: [&str; 4] = ["UCAN", "EMEA", "LATAM", "APAC"];

pub(super) fn check(draft: &Draft, faults: &mut Vec<Fault>) {
    let components = Names::components(draft);
    for scenario in &draft.scenarios {
        components.look_up(scenario, "component", &scenario.value.component, faults);
        region(scenario, faults);
        sizes(scenario, faults);
        proposal(scenario, faults);
        hidden(scenario, faults);
        at_least(scenario, "moves", scenario.value.moves.len(), 1, faults);
    }
}

fn region(scenario: &Located<Scenario>, faults: &mut Vec<Fault>) {
    let region = scenario.value.region.as_str();
    if !REGIONS.contains(&region) {
        faults.push(scenario.fault(
            "region",
            format!("there is no region \"{region}\""),
            format!("use one of {}", REGIONS.join(", ")),
        ));
    }
}

/// A number of a scenario, with the bounds between which it makes sense.
fn within(
    scenario: &Located<Scenario>,
    field: &str,
    figure: f64,
    (least, most): (f64, f64),
    faults: &mut Vec<Fault>,
) {
    if !(least..=most).contains(&figure) {
        faults.push(scenario.fault(
            field,
            format!("{figure} cannot stand here"),
            format!("write between {least} and {most}"),
        ));
    }
}

fn sizes(scenario: &Located<Scenario>, faults: &mut Vec<Fault>) {
    let value = &scenario.value;
    for (field, figure, bounds) in [
        ("millions", value.millions, (0.001, 1_000.0)),
        ("upkeep", value.upkeep, (0.0, 1e8)),
        ("sample", f64::from(value.sample), (2_000.0, 80_000.0)),
    ] {
        within(scenario, field, figure, bounds, faults);
    }
}

fn proposal(scenario: &Located<Scenario>, faults: &mut Vec<Fault>) {
    let proposal = &scenario.value.proposal;
    for (figure, bounds) in [
        (proposal.smallest_effect, (0.0001, 1.0)),
        (proposal.allocation, (0.01, 1.0)),
        (proposal.treated, (0.01, 0.99)),
        (f64::from(proposal.days), (3.0, 56.0)),
    ] {
        within(scenario, "proposal", figure, bounds, faults);
    }
    if proposal.rows == Rows::Events && proposal.unit == TestedUnit::Visit {
        faults.push(scenario.fault(
            "proposal",
            "visits are assigned, so that nothing finer is left to analyse",
            "write rows = \"units\"",
        ));
    }
}

fn hidden(scenario: &Located<Scenario>, faults: &mut Vec<Fault>) {
    let hidden = &scenario.value.hidden;
    let next = hidden.next.as_ref();
    let factors = [&hidden.levers, &hidden.shared, &hidden.earlier];
    let factors = factors
        .into_iter()
        .chain(next.map(|next| &next.levers))
        .flat_map(|levers| levers.values());
    for factor in factors {
        within(scenario, "hidden", *factor, (0.0, 20.0), faults);
    }
    if let Some(next) = next {
        within(scenario, "hidden", next.upkeep, (0.0, 1e8), faults);
    }
    for share in [hidden.lost_units, hidden.logged_twice] {
        within(scenario, "hidden", share, (0.0, 1.0), faults);
    }
    for share in hidden.ramp.iter().flat_map(|ramp| [ramp.from, ramp.to]) {
        within(scenario, "hidden", share, (0.01, 0.99), faults);
    }
    at_least(scenario, "hidden", hidden.calls.len(), 1, faults);
    // What the world does has to be there for the trap that is named after it.
    for (trap, there) in [
        (Trap::SampleRatio, hidden.lost_units > 0.0),
        (Trap::Twyman, hidden.logged_twice > 0.0),
        (Trap::MixShift, hidden.ramp.is_some()),
        (Trap::CarryOver, !hidden.earlier.is_empty()),
        (Trap::Interference, !hidden.shared.is_empty()),
        (Trap::Heterogeneity, hidden.works_on.is_some()),
    ] {
        if hidden.traps.contains(&trap) && !there {
            faults.push(scenario.fault(
                "hidden",
                format!("nothing in this scenario makes the trap \"{trap}\""),
                "add what makes it, or remove it from traps",
            ));
        }
    }
}
