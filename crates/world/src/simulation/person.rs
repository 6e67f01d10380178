//! Who a member is: everything that is settled before the first day, and what changes later.

use crate::dice::{Dice, Purpose};
use crate::incident::{SLOW_LINE, Scene};
use crate::names::{
    Channel, Country, Device, Genre, Network, PaymentMethod, Plan, Status, TenureBand,
};
use crate::quantile::normal;
use crate::service::choose;
use crate::simulation::block::Ground;
use crate::world::World;

/// A person who may be a member.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: i32,
    pub(crate) dice: Dice,
    pub(crate) household: i32,
    pub(crate) plan: Plan,
    pub(crate) channel: Channel,
    pub(crate) payment: PaymentMethod,
    pub(crate) network: Network,
    pub(crate) line: f32,
    /// What the line makes of delays, stalls and failures, against an average one.
    pub(crate) delay_factor: f64,
    pub(crate) stall_factor: f64,
    pub(crate) failure_factor: f64,
    /// Who updates late; see the rollouts.
    pub(crate) patience: f64,
    pub(crate) first_profile: u32,
    pub(crate) profile_count: u8,
    pub(crate) status: Status,
    pub(crate) first_started: i32,
    pub(crate) started: i32,
    pub(crate) ended: Option<i32>,
    /// Full months since the latest start.
    pub(crate) months: i16,
    pub(crate) anchor: i32,
    pub(crate) next_bill: i32,
    pub(crate) bill_month: usize,
    /// A failed payment is tried again on this day.
    pub(crate) retry: Option<i32>,
    pub(crate) returns: Option<i32>,
    /// Minutes watched of late, against the member's own habit.
    pub(crate) engagement: f64,
    pub(crate) usual_minutes: f64,
}

/// A profile of a membership.
#[derive(Clone, Debug)]
pub(crate) struct ProfileState {
    pub(crate) kids: bool,
    pub(crate) outside: bool,
    pub(crate) main_device: Device,
    pub(crate) tastes: [Genre; 2],
    pub(crate) opens: f64,
    /// How strong the habit is; rests at 1.
    pub(crate) habit: f64,
    /// Stays away before this day.
    pub(crate) away_until: i32,
    /// Last seen, for what was begun and not finished: title and next episode.
    pub(crate) begun: Option<(u32, i16)>,
}

impl Person {
    /// What is known of the member on a day, before a profile or device is.
    pub(crate) fn scene(&self, country: Country, day: i32) -> Scene {
        Scene {
            country,
            plan: self.plan,
            channel: self.channel,
            payment: self.payment,
            slow_line: self.line < SLOW_LINE,
            tenure: TenureBand::of_days(day - self.first_started),
            kids: None,
            outside: None,
            device: None,
            version: None,
            genre: None,
            language: None,
        }
    }

    /// Makes a person and the profiles, which are added to those of the block.
    pub(crate) fn new(ground: &Ground<'_>, id: i32, profiles: &mut Vec<ProfileState>) -> Self {
        let (world, country) = (ground.world, ground.country);
        let service = &world.configuration.service;
        let facts = world.country(country);
        let dice = world.dice.of(1).of(id as u64);
        let line = facts.line
            * libm::exp(service.playback.line_spread * tamed(dice.uniform(Purpose::Network, 0)));
        let slow = service.playback.average_line / line;
        let network = if dice.chance(Purpose::Network, 1, 0.3) {
            Network::Fixed
        } else {
            Network::Wifi
        };
        let first_profile = profiles.len() as u32;
        // A few live with the member before them; never with one of another block, so that whatever
        // a household does is known where it is simulated.
        let shares = dice.chance(Purpose::Household, 0, service.members.shares_household);
        let household = if shares && id > ground.first_id {
            id - 1
        } else {
            id
        };
        let count = 1 + place(
            &service.members.profiles,
            dice.uniform(Purpose::HouseholdSize, 0),
        );
        let kids = count > 1 && dice.chance(Purpose::Kids, 0, service.members.kids);
        let lends = count > 1 && dice.chance(Purpose::Outside, 0, service.members.lends);
        let usage = service.members.usage_spread * tamed(dice.uniform(Purpose::Usage, 0));
        let mut opens_sum = 0.0;
        for number in 0..count {
            let own = dice.of(number as u64);
            let spread =
                service.members.profile_spread * tamed(own.uniform(Purpose::ProfileUsage, 0));
            let variance = service.members.usage_spread * service.members.usage_spread
                + service.members.profile_spread * service.members.profile_spread;
            let base = if number == 0 {
                service.habit.open_main
            } else {
                service.habit.open_other
            };
            let opens = (base * libm::exp(usage + spread - variance / 2.0)).min(0.95);
            opens_sum += opens;
            let is_kids = kids && number == 1;
            profiles.push(ProfileState {
                kids: is_kids,
                outside: lends && number + 1 == count && !(is_kids && count == 2),
                main_device: choose(&facts.hours, own.uniform(Purpose::MainDevice, 0)),
                tastes: if is_kids {
                    [Genre::Kids; 2]
                } else {
                    [
                        taste(world, country, own.uniform(Purpose::Taste, 0)),
                        taste(world, country, own.uniform(Purpose::SecondTaste, 0)),
                    ]
                },
                opens,
                habit: 1.0,
                away_until: i32::MIN,
                begun: None,
            });
        }
        Self {
            id,
            dice,
            household,
            plan: Plan::Standard,
            channel: service
                .acquisition
                .channel
                .choose(dice.uniform(Purpose::Channel, 0)),
            payment: service
                .billing
                .payment_method
                .choose(dice.uniform(Purpose::Payment, 0)),
            network,
            line: line as f32,
            delay_factor: libm::pow(slow, 0.35),
            stall_factor: libm::pow(slow, 0.6),
            failure_factor: libm::pow(slow, 0.25),
            patience: dice.uniform(Purpose::Upgrade, 0),
            first_profile,
            profile_count: count as u8,
            status: Status::Ended,
            first_started: 0,
            started: 0,
            ended: None,
            months: 0,
            anchor: 1,
            next_bill: i32::MAX,
            bill_month: 0,
            retry: None,
            returns: None,
            engagement: 1.0,
            usual_minutes: opens_sum
                * (1.0 + service.habit.open_again)
                * service.habit.usual_minutes,
        }
    }

    /// The plan that is chosen, by shares; only plans that are sold here.
    pub(crate) fn choose_plan(
        &self,
        world: &World,
        country: Country,
        new: bool,
        number: u32,
    ) -> Plan {
        let plans = &world.configuration.service.plans;
        let sold = world.sold(country);
        let shares = match (sold[Plan::Ads as usize], new) {
            (false, _) => &plans.new_without_ads,
            (true, true) => &plans.new_with_ads,
            (true, false) => &plans.all_with_ads,
        };
        let mut weights = [0.0; 3];
        for (place, share) in shares.figures().iter().enumerate() {
            weights[place] = if sold[place] { *share } else { 0.0 };
        }
        // Standard is always sold, with a share of at least a little.
        weights[Plan::Standard as usize] += 1e-9;
        choose(&weights, self.dice.uniform(Purpose::PlanChoice, number))
    }
}

/// A normal draw without the tails that nobody has.
fn tamed(probability: f64) -> f64 {
    normal(probability.clamp(0.002, 0.998))
}

fn place(shares: &[f64], at: f64) -> usize {
    let mut left = at;
    for (place, share) in shares.iter().enumerate() {
        if left < *share {
            return place;
        }
        left -= share;
    }
    shares.len() - 1
}

/// Tastes follow the catalogue's genres, with local leanings. The leanings are assumptions.
fn taste(world: &World, country: Country, at: f64) -> Genre {
    let mut weights = [0.0; 10];
    weights.copy_from_slice(world.configuration.service.catalogue.genre.figures());
    weights[Genre::Kids as usize] = 0.0;
    let mut lean = |genre: Genre, factor: f64| weights[genre as usize] *= factor;
    match country {
        Country::Japan => lean(Genre::Anime, 6.0),
        Country::SouthKorea | Country::Vietnam | Country::Thailand => {
            lean(Genre::Romance, 2.0);
            lean(Genre::Anime, 1.6);
        }
        Country::Indonesia | Country::Philippines | Country::Malaysia => {
            lean(Genre::Romance, 1.7);
            lean(Genre::Horror, 2.0);
            lean(Genre::Anime, 2.0);
        }
        Country::Mexico | Country::Colombia | Country::Turkey => lean(Genre::Drama, 1.4),
        Country::Brazil => lean(Genre::Reality, 1.4),
        Country::India => lean(Genre::Romance, 1.8),
        _ => {}
    }
    choose(&weights, at)
}
