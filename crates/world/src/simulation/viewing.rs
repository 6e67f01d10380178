//! A visit: opening the app, finding something or giving up, playing, staying or leaving.

use crate::catalogue::Title;
use crate::dice::{Dice, Purpose};
use crate::experiment::Met;
use crate::incident::{Levers, Scene};
use crate::names::{Audio, Device, Network, Outcome, Plan, Source, TitleKind};
use crate::service::choose;
use crate::simulation::block::{Ground, Today};
use crate::simulation::recorder::Context;
use crate::simulation::{Person, ProfileState, Recorder};
use crate::table::{Moment, Parts, Play, Visit, Word};

/// What a visit left behind in the one who made it.
pub(crate) struct Impression {
    /// How far it fell short of what was hoped for, 0 to 1.
    pub(crate) disappointment: f64,
    pub(crate) minutes: f64,
    pub(crate) met_failure: bool,
}

/// Hours of the day in parts of a hundred and twenty-eight, for adults; kids end at eight.
const HOURS: [u8; 24] = [
    3, 2, 1, 1, 1, 1, 2, 3, 3, 3, 4, 4, 6, 6, 5, 5, 6, 8, 11, 14, 15, 13, 7, 4,
];

/// What was chosen, and how it was found.
struct Choice {
    title: usize,
    episode: i16,
    source: Source,
}

/// Who visits, where and with what.
pub(crate) struct Visitor<'a> {
    pub(crate) ground: &'a Ground<'a>,
    pub(crate) today: &'a Today,
    pub(crate) person: &'a Person,
    pub(crate) profile_id: i32,
    pub(crate) dice: Dice,
    pub(crate) visit_id: i64,
    pub(crate) device: Device,
    pub(crate) levers: Levers,
    pub(crate) context: Context,
    pub(crate) met: &'a Met,
}

/// The device of a visit: mostly the main one.
pub(crate) fn device(ground: &Ground<'_>, profile: &ProfileState, dice: Dice) -> Device {
    if dice.chance(Purpose::Device, 0, 0.8) {
        profile.main_device
    } else {
        choose(&ground.facts.hours, dice.uniform(Purpose::Device, 1))
    }
}

impl Visitor<'_> {
    /// Makes the visit.
    pub(crate) fn visit<R: Recorder>(
        &self,
        profile: &mut ProfileState,
        recorder: &mut R,
    ) -> Impression {
        let world = self.ground.world;
        let service = &world.configuration.service;
        let dice = self.dice;
        let day = self.today.day;
        let hour = self.hour(profile.kids);
        let second = (dice.bits(Purpose::Hour, 1) % 3_600) as i64;
        let local = i64::from(hour) * 3_600 + second;
        let epoch = i64::from(world.almanac.day(day).0) * 86_400;
        let opened = epoch + local - i64::from(self.ground.facts.offset) * 60;

        let mut searched_title_id = None;
        let mut found = None;
        let choice = self.choose(profile, &mut searched_title_id, &mut found);
        let patience = dice.uniform(Purpose::Rows, 0);
        let rows = match &choice {
            Some(choice) if choice.source == Source::Resumed => 1.0,
            Some(_) => 1.0 + 2.0 * patience * service.search.rows_found,
            None => 2.0 + 2.0 * patience * service.search.rows_given_up,
        };
        let browse = rows * 9.0
            + if searched_title_id.is_some() {
                35.0
            } else {
                4.0
            };

        let mut impression = Impression {
            disappointment: 0.0,
            minutes: 0.0,
            met_failure: false,
        };
        let mut plays = 0;
        let source = choice
            .as_ref()
            .map_or(Source::Nothing, |choice| choice.source);
        let at_home = self.network();
        if let Some(choice) = choice {
            let clock = (opened + browse as i64) * 1_000;
            plays = self.watch(
                profile,
                choice,
                clock,
                hour,
                at_home,
                &mut impression,
                recorder,
            );
        } else {
            impression.disappointment = 0.5;
        }
        recorder.visit(
            &self.context,
            Visit {
                visit_id: self.visit_id,
                member_id: self.person.id,
                profile_id: self.profile_id,
                date: world.almanac.day(day),
                started_at: Moment(opened * 1_000),
                region: Word(self.context.scene.country.region()),
                country: Word(self.context.scene.country),
                plan: Word(self.context.scene.plan),
                device: Word(self.device),
                app_version: self.version(),
                browse_seconds: browse as i32,
                rows_seen: rows as i16,
                searched: searched_title_id.is_some(),
                searched_title_id,
                found,
                source: Word(source),
                gave_up: source == Source::Nothing,
                plays,
                weight: self.ground.weight,
            },
        );
        impression
    }

    fn version(&self) -> crate::table::Version {
        self.context
            .scene
            .version
            .unwrap_or(crate::table::Version(0))
    }

    fn hour(&self, kids: bool) -> i32 {
        let mut left = (self.dice.bits(Purpose::Hour, 0) & 127) as u8;
        let mut hour = 0;
        for (each, weight) in HOURS.iter().enumerate() {
            hour = each as i32;
            if left < *weight {
                break;
            }
            left -= weight;
        }
        if kids && !(7..20).contains(&hour) {
            8 + hour % 11
        } else {
            hour
        }
    }

    fn network(&self) -> Network {
        if self.device == Device::Mobile && self.dice.chance(Purpose::Cellular, 0, 0.35) {
            Network::Cellular
        } else if self.device == Device::Mobile || self.device == Device::Tablet {
            Network::Wifi
        } else {
            self.person.network
        }
    }

    /// What was begun before; else a search; else the rows.
    fn choose(
        &self,
        profile: &ProfileState,
        searched_title_id: &mut Option<i32>,
        found: &mut Option<bool>,
    ) -> Option<Choice> {
        let search = &self.ground.world.configuration.service.search;
        let dice = self.dice;
        if let Some((title, episode)) = profile.begun
            && self.ground.offers.0[title as usize].is_there(self.today.day)
            && dice.chance(Purpose::Continue, 0, search.resumes)
        {
            return Some(Choice {
                title: title as usize,
                episode,
                source: Source::Resumed,
            });
        }
        if !profile.kids && dice.chance(Purpose::Search, 0, search.searches) {
            let wanted = self.today.wanted.popular(dice.uniform(Purpose::Wanted, 0));
            if let Some(title) = wanted {
                let there = self.ground.offers.0[title].is_there(self.today.day)
                    && dice.chance(Purpose::Find, 1, search.found_if_there);
                *searched_title_id = Some(title as i32);
                *found = Some(there);
                if there {
                    return Some(Choice {
                        title,
                        episode: self.first_episode(title),
                        source: Source::Searched,
                    });
                }
            }
        }
        let taste = profile.tastes[0];
        let supply = self.today.supply_of(taste);
        let finds = search.finds * self.levers.finds * (0.35 + 0.65 * supply.min(1.15));
        if !dice.chance(Purpose::Find, 0, finds) {
            return None;
        }
        let title = self.pick(profile, 0)?;
        Some(Choice {
            title,
            episode: self.first_episode(title),
            source: Source::Recommended,
        })
    }

    fn first_episode(&self, title: usize) -> i16 {
        i16::from(self.title(title).kind == TitleKind::Series)
    }

    fn title(&self, title: usize) -> &Title {
        &self.ground.world.catalogue.titles[title]
    }

    /// A title by taste, or among what is popular.
    fn pick(&self, profile: &ProfileState, number: u32) -> Option<usize> {
        let search = &self.ground.world.configuration.service.search;
        let mood = self.dice.uniform(Purpose::Mood, number);
        let at = self.dice.uniform(Purpose::Pick, number);
        let shelf = &self.today.shelf;
        if profile.kids || mood < search.first_taste {
            shelf.of_genre(profile.tastes[0], at)
        } else if mood < search.first_taste + search.second_taste {
            shelf.of_genre(profile.tastes[1], at)
        } else {
            shelf.popular(at)
        }
    }

    /// Plays until the viewer has had enough; returns the number of attempts.
    #[allow(clippy::too_many_arguments, reason = "the state of one evening")]
    fn watch<R: Recorder>(
        &self,
        profile: &mut ProfileState,
        mut choice: Choice,
        mut clock: i64,
        hour: i32,
        network: Network,
        impression: &mut Impression,
        recorder: &mut R,
    ) -> i16 {
        let world = self.ground.world;
        let service = &world.configuration.service;
        let viewing = &service.viewing;
        let playback = &service.playback;
        let dice = self.dice;
        let day = self.today.day;
        let person = self.person;
        let evening = if (18..23).contains(&hour) {
            playback.evening_stalls
        } else {
            1.0
        };
        let (bad_air, slow_air) = if network == Network::Cellular {
            (1.6, 1.35)
        } else {
            (1.0, 1.0)
        };
        let visit_levers = self.levers;
        let mut disappointments = 0.0;
        let mut position: i16 = 0;
        let mut tries: i16 = 0;
        loop {
            position += 1;
            let number = position as u32;
            let title = self.title(choice.title);
            let offer = &self.ground.offers.0[choice.title];
            let levers = if self.today.by_title {
                let scene = Scene {
                    genre: Some(title.genre),
                    language: Some(title.language),
                    ..self.context.scene
                };
                visit_levers.and(&self.today.levers_of_titles(&scene))
            } else {
                visit_levers
            };
            let audio = offer.audio(day);
            let awaits_dubbing = offer.awaits_dubbing(day);
            let mut play = Play {
                visit_id: self.visit_id,
                position,
                member_id: person.id,
                profile_id: self.profile_id,
                title_id: choice.title as i32,
                episode: choice.episode,
                date: world.almanac.day(day),
                started_at: Moment(clock),
                region: Word(self.context.scene.country.region()),
                country: Word(self.context.scene.country),
                plan: Word(self.context.scene.plan),
                device: Word(self.device),
                app_version: self.version(),
                network: Word(network),
                audio: Word(audio),
                outcome: Word(Outcome::Failed),
                startup_seconds: Parts(0),
                played_seconds: 0,
                rebuffer_seconds: Parts(0),
                ad_seconds: 0,
                completed: false,
                weight: self.ground.weight,
            };
            let fails = playback.start_failure * person.failure_factor * bad_air * levers.failure;
            if dice.chance(Purpose::StartFailure, number, fails.min(0.9)) {
                impression.met_failure = true;
                disappointments += 0.35;
                self.record(title, play, recorder);
                clock += 20_000;
                tries += 1;
                if tries < 2 && dice.chance(Purpose::Retry, number, viewing.retries) {
                    continue;
                }
                disappointments += 0.25;
                break;
            }
            let delay = playback.startup[self.device]
                * person.delay_factor
                * slow_air
                * levers.startup
                * world
                    .startup_spread
                    .at(dice.uniform(Purpose::Startup, number));
            play.startup_seconds = Parts::of(delay);
            let leaves =
                (viewing.abandon_per_second * (delay - viewing.abandon_from)).clamp(0.0, 0.95);
            if dice.chance(Purpose::Abandon, number, leaves) {
                play.outcome = Word(Outcome::Abandoned);
                self.record(title, play, recorder);
                disappointments += 0.2;
                clock += 15_000;
                tries += 1;
                if tries < 2 && dice.chance(Purpose::Retry, number, viewing.retries) {
                    continue;
                }
                disappointments += 0.2;
                break;
            }
            tries = 0;
            play.outcome = Word(Outcome::Played);

            // How far the viewer would watch if nothing stalled.
            let favourite = title.genre == profile.tastes[0];
            let finishes = (viewing.finishes[title.kind]
                + title.quality
                + if favourite {
                    viewing.favourite_finishes
                } else {
                    0.0
                }
                + match audio {
                    Audio::Subtitled if awaits_dubbing => viewing.undubbed_finishes,
                    Audio::Subtitled => viewing.subtitled_finishes,
                    Audio::Original | Audio::Dubbed => 0.0,
                })
                * levers.finishes;
            let finished = dice.chance(Purpose::Finish, number, finishes);
            let at = dice.uniform(Purpose::LeaveAt, number);
            let wished = if finished {
                0.94 + 0.06 * at
            } else {
                0.01 + 0.85 * at * at
            };
            let stalls =
                (playback.stalls * person.stall_factor * evening * bad_air * levers.stalls)
                    .min(0.85);
            let ratio = if dice.chance(Purpose::Stall, number, stalls) {
                let length = world
                    .stall_spread
                    .at(dice.uniform(Purpose::StallAmount, number));
                (playback.stall_ratio * length * levers.stall_length).min(0.30)
            } else {
                0.0
            };
            let kept = (1.0 - viewing.minutes_lost_per_stall * ratio).max(0.05);
            let watched = wished * kept;
            let seconds = watched * f64::from(title.running_seconds);
            play.played_seconds = seconds as i32;
            let waited = seconds * ratio / (1.0 - ratio);
            play.rebuffer_seconds = Parts::of(waited);
            if self.context.scene.plan == Plan::Ads {
                let ads = seconds / 3_600.0 * service.plans.ad_seconds_per_hour * levers.ads;
                play.ad_seconds = ads as i32;
                disappointments += 0.06 * (levers.ads - 1.0).max(0.0);
            }
            if awaits_dubbing {
                disappointments += viewing.undubbed_disappointment;
            }
            play.completed = watched >= self.ground.completed_at(day);
            clock +=
                ((seconds + waited + delay) * 1_000.0) as i64 + i64::from(play.ad_seconds) * 1_000;
            impression.minutes += seconds / 60.0;
            self.record(title, play, recorder);

            let cut = finished && kept < 0.92;
            disappointments += 1.6 * ratio.min(0.25);
            profile.begun = next(title, choice.title, choice.episode, finished && !cut);
            let onward = if cut {
                viewing.onward_stalled
            } else if finished {
                viewing.onward_finished[title.kind]
            } else {
                viewing.onward_left
            };
            if position as u16 >= viewing.longest_visit
                || !dice.chance(Purpose::Onward, number, onward * levers.onward)
            {
                break;
            }
            choice = match profile.begun {
                Some((title, episode)) if finished => Choice {
                    title: title as usize,
                    episode,
                    source: Source::Resumed,
                },
                _ => match self.pick(profile, number) {
                    Some(title) => Choice {
                        title,
                        episode: self.first_episode(title),
                        source: Source::Recommended,
                    },
                    None => break,
                },
            };
        }
        impression.disappointment = f64::min(disappointments, 1.0);
        position
    }

    fn record<R: Recorder>(&self, title: &Title, play: Play, recorder: &mut R) {
        let times = if self.today.faulty_logs {
            let Context { scene, units, .. } = &self.context;
            let which = (play.visit_id, play.position);
            self.ground
                .records(scene, units, title, self.today.day, which, self.met)
        } else {
            1
        };
        if times > 1 {
            for _ in 1..times {
                recorder.play(&self.context, title, play.clone());
            }
        }
        if times > 0 {
            recorder.play(&self.context, title, play);
        }
    }
}

/// What is left begun after a play: the next episode, or the one of a series that was left early. How often
/// it is taken up again is a figure of the service; a film that was left early is not.
fn next(title: &Title, place: usize, episode: i16, finished: bool) -> Option<(u32, i16)> {
    match (title.kind, finished) {
        (TitleKind::Series, true) if episode < title.episodes => Some((place as u32, episode + 1)),
        (_, true) => None,
        (TitleKind::Series, false) => Some((place as u32, episode)),
        (TitleKind::Film, false) => None,
    }
}
