//! What an experienced experimenter would say about a design before it is run.

use pack::model::Scenario;
use pack::vocabulary::{Adjustment, Analysed, Population, Rows, Rule, TestedUnit, UnitMeasure};
use serde::{Deserialize, Serialize};

use super::design::Design;
use super::numbers::Numbers;

/// How much is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// The test says less than it could.
    Weakens,
    /// The test cannot be believed, or cannot answer.
    Breaks,
}

/// What is remarked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Rows finer than what was assigned.
    UnitFiner,
    /// The same person meets both arms.
    BothArms,
    /// Nothing would show harm.
    NoGuardrail,
    /// Too few units.
    Underpowered,
    /// Less than two weeks.
    TooShort,
    /// Days of the week counted unequally often.
    PartWeek,
    /// The change cannot move the primary measure.
    CannotMove,
    /// Bills come once a month.
    BeforeTheBill,
    /// Another test on the same members.
    Overlap,
    /// Peeking without a rule for it.
    Peeking,
    /// The smallest effect would not pay for itself.
    NotWorthHaving,
    /// The smallest effect is larger than anything that changes do.
    TooLarge,
    /// An error level or a power at which being wrong is planned.
    Lenient,
    /// Only those who stayed are analysed.
    Survivors,
    /// An adjustment by what the change has already moved.
    LateCovariate,
    /// Variance that could be taken out is not.
    NoAdjustment,
    /// Many measures.
    ManyMeasures,
    /// Others are tested than will be reached.
    OtherPopulation,
    /// Arms of unequal size.
    UnevenSplit,
    /// No mechanism is named.
    NoHypothesis,
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is about.
    pub about: About,
    /// How much is at stake.
    pub weight: Weight,
    /// What is so, in a sentence.
    pub says: String,
    /// What to do about it.
    pub mend: String,
}

/// Remarks on a design, the weightiest first.
#[must_use]
pub fn remarks(design: &Design, scenario: &Scenario, numbers: &Numbers) -> Vec<Remark> {
    let mut remarks = Vec::new();
    analysis(design, numbers, &mut remarks);
    power(design, scenario, numbers, &mut remarks);
    time(design, &mut remarks);
    scope(design, scenario, &mut remarks);
    remarks.sort_by_key(|remark| std::cmp::Reverse(remark.weight));
    remarks
}

fn add(
    remarks: &mut Vec<Remark>,
    about: About,
    weight: Weight,
    says: impl Into<String>,
    mend: impl Into<String>,
) {
    remarks.push(Remark {
        about,
        weight,
        says: says.into(),
        mend: mend.into(),
    });
}

fn analysis(design: &Design, numbers: &Numbers, remarks: &mut Vec<Remark>) {
    if design.rows == Rows::Events && design.unit != TestedUnit::Visit {
        let times = numbers.widening.map_or_else(String::new, |times| {
            format!(": about {times:.1} times too narrow")
        });
        add(
            remarks,
            About::UnitFiner,
            Weight::Breaks,
            format!(
                "Whole {} are assigned and single events or days are analysed. Those of one person resemble each other, so the interval comes out too narrow{times}.",
                design.unit.many()
            ),
            "Analyse what was assigned: one row a unit, ratios by the delta method.",
        );
    }
    if design.unit == TestedUnit::Visit {
        add(
            remarks,
            About::BothArms,
            Weight::Weakens,
            "The same person meets both arms from visit to visit: habit, learning and leaving cannot be told apart by arm.",
            "Assign members, unless nothing is remembered from one visit to the next.",
        );
    }
    if design.analysed == Analysed::Stayers {
        add(
            remarks,
            About::Survivors,
            Weight::Breaks,
            "Only those who are still members at the end are analysed. If the change makes light viewers leave, those who remain watch more, and harm looks like success.",
            "Analyse everybody who was assigned.",
        );
    }
    match design.adjustment {
        Adjustment::FirstWeek => add(
            remarks,
            About::LateCovariate,
            Weight::Breaks,
            "The first week of the test already holds the effect. Adjusting by it takes the effect out with the noise.",
            "Adjust by the days before the test, or not at all.",
        ),
        Adjustment::None if design.unit != TestedUnit::Visit => add(
            remarks,
            About::NoAdjustment,
            Weight::Note,
            "What every unit did in the 28 days before is known and not used.",
            "Adjust by it (CUPED): for hours watched it takes out much of the variance at no price.",
        ),
        _ => {}
    }
    if design.guardrails.is_empty() {
        add(
            remarks,
            About::NoGuardrail,
            Weight::Weakens,
            "No guardrail is named: nothing would show what the gain is paid with.",
            "Name one or two measures that must not get worse: cancellations, start failures, rebuffering, visits that end in nothing.",
        );
    }
    if design.guardrails.len() > 5 {
        let tests = design.guardrails.len() + 1;
        let chance = 1.0 - (1.0 - design.alpha).powi(tests as i32);
        add(
            remarks,
            About::ManyMeasures,
            Weight::Weakens,
            format!(
                "{tests} measures are tested at {}: with no effect at all, the chance that one of them moves is up to {}.",
                percent(design.alpha),
                percent(chance)
            ),
            "Decide by one, watch a few, and correct for the rest.",
        );
    }
}

fn power(design: &Design, scenario: &Scenario, numbers: &Numbers, remarks: &mut Vec<Remark>) {
    if numbers.power < design.power {
        let weight = if numbers.power < 0.5 {
            Weight::Breaks
        } else {
            Weight::Weakens
        };
        let longer = match numbers.days_needed {
            Some(days) if days > design.days => format!("Run {days} days"),
            _ => "No length within eight weeks is enough: take more of the population".to_owned(),
        };
        add(
            remarks,
            About::Underpowered,
            weight,
            format!(
                "An effect of {} would be found with a power of {}; what is found by luck then looks {:.1} times too large.",
                percent(design.smallest_effect),
                percent(numbers.power),
                numbers.exaggeration
            ),
            format!(
                "{longer}, adjust by the days before, or say that a smaller effect is not worth having."
            ),
        );
    }
    if design.rule == Rule::FirstCrossing {
        add(
            remarks,
            About::Peeking,
            Weight::Breaks,
            format!(
                "The test stops at the first day on which the usual interval leaves out zero. With no effect at all that happens in {} of tests.",
                percent(numbers.false_positives)
            ),
            "Look once at the end, or look under a rule made for it: weekly bounds, or always-valid intervals.",
        );
    }
    if let Some(worth) = numbers.worth
        && worth.dollars < worth.upkeep
    {
        add(
            remarks,
            About::NotWorthHaving,
            Weight::Weakens,
            format!(
                "An effect of {} would bring about {} a year, and keeping the change costs {}.",
                percent(design.smallest_effect),
                dollars(worth.dollars),
                dollars(worth.upkeep)
            ),
            "Ask which effect would pay for it, and plan for that one.",
        );
    }
    lenient(design, numbers, remarks);
    if !(0.2..=0.8).contains(&design.treated) {
        add(
            remarks,
            About::UnevenSplit,
            Weight::Note,
            format!(
                "Arms of {} and {} need more units than equal ones for the same power.",
                percent(1.0 - design.treated),
                percent(design.treated)
            ),
            "Split evenly unless the change is risky.",
        );
    }
    if !scenario.moves.contains(&design.primary) {
        add(
            remarks,
            About::CannotMove,
            Weight::Breaks,
            format!(
                "Nothing in this change reaches {} by a short way: the test can hardly say anything else than no effect.",
                design.primary.name()
            ),
            "Take a primary measure that the mechanism moves, close enough to be sensitive and close enough to what matters.",
        );
    }
}

/// What makes a test look strong enough on paper.
fn lenient(design: &Design, numbers: &Numbers, remarks: &mut Vec<Remark>) {
    /// What hardly any change does to how much people use or pay.
    const LARGE: f64 = 0.1;
    let of_use_or_money = matches!(
        design.primary,
        UnitMeasure::WatchHours
            | UnitMeasure::HoursPerActiveMember
            | UnitMeasure::ActiveMembers
            | UnitMeasure::SessionsPerActiveMember
            | UnitMeasure::Revenue
            | UnitMeasure::Arpu
    );
    if of_use_or_money && design.smallest_effect > LARGE {
        let pays = numbers.worth.filter(|worth| worth.dollars > worth.upkeep);
        let pays = pays.map_or_else(String::new, |worth| {
            let share = design.smallest_effect * worth.upkeep / worth.dollars;
            format!(" {} would already pay for the change.", percent(share))
        });
        add(
            remarks,
            About::TooLarge,
            Weight::Weakens,
            format!(
                "Hardly any change moves {} by {}: the test is planned for what will not happen, and misses what may.{pays}",
                design.primary.name(),
                percent(design.smallest_effect)
            ),
            "Plan for the smallest effect that would pay, however small that is.",
        );
    }
    if design.alpha > 0.1 {
        add(
            remarks,
            About::Lenient,
            Weight::Weakens,
            format!(
                "At an error level of {} that share of changes that do nothing looks as if they did something.",
                percent(design.alpha)
            ),
            "Take 5%, or 10% where a wrong yes is cheap and can be taken back.",
        );
    }
    if design.power < 0.7 {
        add(
            remarks,
            About::Lenient,
            Weight::Weakens,
            format!(
                "At a power of {} the test is planned to miss the smallest effect worth having in {} of cases.",
                percent(design.power),
                percent(1.0 - design.power)
            ),
            "Ask for 80% at the least, and get it by more units, more days or an adjustment.",
        );
    }
}

fn time(design: &Design, remarks: &mut Vec<Remark>) {
    if design.days < 14 {
        add(
            remarks,
            About::TooShort,
            Weight::Weakens,
            format!(
                "{} days hold no second weekend: who comes early and what is new weigh too much.",
                design.days
            ),
            "Run whole weeks, two at the least.",
        );
    } else if !design.days.is_multiple_of(7) {
        add(
            remarks,
            About::PartWeek,
            Weight::Note,
            "The test ends within a week, so some days of the week count more often than others.",
            "Run whole weeks.",
        );
    }
    if matches!(
        design.primary,
        UnitMeasure::Cancellations
            | UnitMeasure::ChurnRate
            | UnitMeasure::Revenue
            | UnitMeasure::Arpu
    ) && design.days < 28
    {
        add(
            remarks,
            About::BeforeTheBill,
            Weight::Breaks,
            format!(
                "Members pay and leave at a bill, once a month: within {} days many have not had to decide.",
                design.days
            ),
            "Run at least four weeks, or decide by something that moves sooner.",
        );
    }
}

fn scope(design: &Design, scenario: &Scenario, remarks: &mut Vec<Remark>) {
    if let Some(beside) = &scenario.beside {
        add(
            remarks,
            About::Overlap,
            Weight::Note,
            format!("Another test runs on the same members: {beside}"),
            "Assign independently and look whether the effects depend on each other, or keep the two apart.",
        );
    }
    if design.population != scenario.reaches && design.population != Population::Everybody {
        add(
            remarks,
            About::OtherPopulation,
            Weight::Weakens,
            format!(
                "The test is on {}, and the change would reach {}.",
                design.population.name(),
                scenario.reaches.name()
            ),
            "Test those who would get it, or say how you would carry the result over.",
        );
    } else if design.population != scenario.reaches {
        add(
            remarks,
            About::OtherPopulation,
            Weight::Weakens,
            format!(
                "All members are in the test, and the change only reaches {}: everybody else is noise.",
                scenario.reaches.name()
            ),
            "Test those who would meet it.",
        );
    }
    if design.hypothesis.split_whitespace().count() < 8 {
        add(
            remarks,
            About::NoHypothesis,
            Weight::Weakens,
            "The hypothesis names no mechanism: whatever comes out, you will be able to explain it.",
            "Say what will change for whom, why, and what would show that you are wrong.",
        );
    }
}

/// What the design cannot see, in sentences.
#[must_use]
pub fn cannot_see(design: &Design, numbers: &Numbers) -> Vec<String> {
    let mut blind = vec![
        format!(
            "Effects on {} below {}: absent and too small look the same.",
            design.primary.name(),
            percent(numbers.detectable)
        ),
        format!(
            "Effects below {} in a segment of a fifth of the units.",
            percent(numbers.detectable_in_a_fifth)
        ),
        format!(
            "Anything that begins after day {}: what fades, what has to be learned, what drives people away slowly.",
            design.days
        ),
        "What the change does to everybody through something that both arms share, such as the network or what is popular.".to_owned(),
    ];
    if !numbers.guardrails.is_empty() {
        let harms: Vec<String> = numbers
            .guardrails
            .iter()
            .map(|guarded| {
                let (name, least) = (guarded.measure.name(), percent(guarded.detectable));
                let margin = design.margin_of(guarded.measure);
                let open = if margin > 0.0 && guarded.detectable > margin {
                    format!(", which is more than the margin of {}", percent(margin))
                } else {
                    String::new()
                };
                format!("on {name} below {least}{open}")
            })
            .collect();
        blind.push(format!("Harm {}.", harms.join("; ")));
    }
    if design.guardrails.is_empty() {
        blind.push("What the gain is paid with: no guardrail is watched.".to_owned());
    }
    if design.population != Population::Everybody {
        blind.push(format!("Anybody but {}.", design.population.name()));
    }
    if design.analysed == Analysed::Stayers {
        blind.push("Everybody who left.".to_owned());
    }
    blind
}

/// A share as per cent, with as many digits as it needs.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent.abs() >= 9.95 {
        format!("{percent:.0}%")
    } else if percent.abs() >= 0.995 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.2}%")
    }
}

/// US dollars, as people say them.
pub(super) fn dollars(amount: f64) -> String {
    let (size, sign) = (amount.abs(), if amount < 0.0 { "−" } else { "" });
    if size >= 995_000.0 {
        format!("{sign}${:.1} million", size / 1e6)
    } else if size >= 995.0 {
        format!("{sign}${:.0},000", size / 1e3)
    } else {
        format!("{sign}${size:.0}")
    }
}
