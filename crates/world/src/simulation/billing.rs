//! Joining, paying, leaving, coming back.

use crate::dice::{Dice, Purpose};
use crate::incident::Levers;
use crate::names::{Country, EventKind, Named, Plan, Reason, Status};
use crate::simulation::block::Ground;
use crate::simulation::{Person, Recorder};
use crate::table::{SubscriptionEvent, Word};
use crate::world::World;

/// Days after a failed payment on which it is tried once more.
const RETRY_AFTER: i32 = 3;

/// The chance of a membership to end at a bill, all plans together, after so many full months.
pub(crate) fn base_churn(world: &World, months: i16) -> f64 {
    let billing = &world.configuration.service.billing;
    match usize::try_from(months).unwrap_or(0) {
        first_year @ 0..12 => billing.monthly_churn[first_year],
        12..24 => billing.second_year_churn,
        _ => billing.later_churn,
    }
}

impl Person {
    /// Begins a membership on a day: the first bill is paid at once.
    pub(crate) fn start(
        &mut self,
        world: &World,
        country: Country,
        day: i32,
        kind: EventKind,
        number: u32,
    ) {
        self.status = Status::Active;
        self.plan = self.choose_plan(world, country, true, number);
        self.started = day;
        self.ended = None;
        self.returns = None;
        self.retry = None;
        self.months = 0;
        self.engagement = 1.0;
        if kind == EventKind::Start {
            self.first_started = day;
        }
        self.anchor = world.almanac.day_of_month(day);
        self.bill_month = world.almanac.month_of(day) + 1;
        self.next_bill = world.almanac.bill(self.bill_month, self.anchor);
    }

    /// Sets the clock of a membership that has run for some full months before the first day.
    pub(crate) fn resume(&mut self, world: &World, country: Country, months: i16) {
        self.status = Status::Active;
        self.plan = self.choose_plan(world, country, false, 0);
        self.anchor = 1 + self.dice.place(Purpose::BillingDay, 0, 31) as i32;
        self.bill_month = world.almanac.month_of(0);
        if world.almanac.bill(self.bill_month, self.anchor) < 0 {
            self.bill_month += 1;
        }
        self.next_bill = world.almanac.bill(self.bill_month, self.anchor);
        self.months = months;
        let back = self.bill_month.saturating_sub(months as usize + 1);
        self.started = world.almanac.bill(back, self.anchor);
        // Those who returned had joined before.
        let billing = &world.configuration.service.billing;
        self.first_started = if self
            .dice
            .chance(Purpose::Tenure, 1, billing.returning_share)
        {
            self.started - 60 - self.dice.place(Purpose::Tenure, 2, 600) as i32
        } else {
            self.started
        };
    }

    /// The day's business with the bill, if there is any.
    pub(crate) fn settle<R: Recorder>(
        &mut self,
        ground: &Ground<'_>,
        day: i32,
        levers: impl Fn(&Self) -> Levers,
        recorder: &mut R,
    ) {
        if self.is_active() {
            if self.retry == Some(day) {
                self.try_again(ground, day, &levers(self), recorder);
            } else if day == self.next_bill {
                self.bill(ground, day, &levers(self), recorder);
            }
        } else if self.returns == Some(day) {
            self.start(
                ground.world,
                ground.country,
                day,
                EventKind::Return,
                1 + day.unsigned_abs(),
            );
            let price = ground.world.price(ground.country, self.plan, day);
            self.tell(ground, day, EventKind::Return, None, price, recorder);
        }
    }

    fn bill<R: Recorder>(
        &mut self,
        ground: &Ground<'_>,
        day: i32,
        levers: &Levers,
        recorder: &mut R,
    ) {
        let world = ground.world;
        let service = &world.configuration.service;
        let today = self.dice.of(day as u64);
        let fails = service.billing.payment_failure[self.payment];
        let mended = service.billing.payment_recovery;
        let fails_now = fails * levers.payment_failure;
        // What published churn holds of both kinds of endings, less what failing payments bring.
        let base = base_churn(world, self.months)
            * service.billing.churn_of_plan[self.plan]
            * service.acquisition.churn_of_channel[self.channel];
        let shortfall = (1.0 - self.engagement).clamp(-1.0, 1.0);
        let leaves = (base - fails * (1.0 - mended)).max(0.0)
            * libm::exp(service.billing.disengagement_churn * shortfall)
            * ground.churn_balance
            * levers.leave;
        if today.chance(Purpose::Voluntary, 0, leaves) {
            self.end(ground, day, Reason::Voluntary, today, recorder);
        } else if today.chance(Purpose::PaymentFailure, 0, fails_now) {
            self.retry = Some(day + RETRY_AFTER);
            self.tell(ground, day, EventKind::PaymentFailed, None, 0, recorder);
            self.next_month(world);
        } else {
            self.months += 1;
            let price = world.price(ground.country, self.plan, day);
            self.tell(ground, day, EventKind::Renewal, None, price, recorder);
            self.next_month(world);
        }
    }

    fn try_again<R: Recorder>(
        &mut self,
        ground: &Ground<'_>,
        day: i32,
        levers: &Levers,
        recorder: &mut R,
    ) {
        self.retry = None;
        let world = ground.world;
        let today = self.dice.of(day as u64);
        let mended = world.configuration.service.billing.payment_recovery * levers.payment_recovery;
        if today.chance(Purpose::PaymentRecovery, 0, mended) {
            self.months += 1;
            let price = world.price(ground.country, self.plan, day);
            self.tell(
                ground,
                day,
                EventKind::PaymentRecovered,
                None,
                price,
                recorder,
            );
        } else {
            self.end(ground, day, Reason::PaymentFailure, today, recorder);
        }
    }

    fn next_month(&mut self, world: &World) {
        self.bill_month += 1;
        self.next_bill = world.almanac.bill(self.bill_month, self.anchor);
    }

    fn end<R: Recorder>(
        &mut self,
        ground: &Ground<'_>,
        day: i32,
        reason: Reason,
        today: Dice,
        recorder: &mut R,
    ) {
        self.status = Status::Ended;
        self.ended = Some(day);
        self.returns = return_delay(ground.world, today).map(|delay| day + delay);
        self.tell(ground, day, EventKind::Cancel, Some(reason), 0, recorder);
    }

    pub(crate) fn tell<R: Recorder>(
        &self,
        ground: &Ground<'_>,
        day: i32,
        event: EventKind,
        reason: Option<Reason>,
        amount_cents: i32,
        recorder: &mut R,
    ) {
        let scene = self.scene(ground.country, day);
        recorder.event(
            day,
            &scene,
            &self.units(),
            SubscriptionEvent {
                member_id: self.id,
                date: ground.world.almanac.day(day),
                event: Word(event),
                reason: reason.map(Word),
                region: Word(ground.country.region()),
                country: Word(ground.country),
                plan: Word(self.plan),
                acquisition_channel: Word(self.channel),
                payment_method: Word(self.payment),
                month_of_membership: self.months,
                amount_cents,
                weight: ground.weight,
            },
        );
    }
}

/// Days from leaving to coming back; none for those who stay away.
pub(crate) fn return_delay(world: &World, dice: Dice) -> Option<i32> {
    let billing = &world.configuration.service.billing;
    let luck = dice.uniform(Purpose::LeaveReturn, 0);
    let at = dice.uniform(Purpose::LeaveDelay, 0);
    if luck < billing.return_in_3_months {
        // Most of the early ones come back soon.
        Some(2 + (at * libm::sqrt(at) * 88.0) as i32)
    } else if luck < billing.return_in_12_months {
        Some(91 + (at * 274.0) as i32)
    } else {
        None
    }
}

/// Which plans are sold, in the order of plans.
pub(crate) type Sold = [bool; 3];

/// The plans of a country that has prices for them, among those that the world sells.
pub(crate) fn sold(plans: &[Plan], prices: [i32; 3]) -> Sold {
    std::array::from_fn(|place| plans.contains(&Plan::ALL[place]) && prices[place] > 0)
}
