//! Honest error levels: tests reject true hypotheses as often as they say, intervals cover, and
//! what may be read at any time is wrong at no look too often.
//!
//! Runs over seeds, 1,000 a scenario as part of every test run. The full size, with the bounds that
//! the README promises, is `STATS_SEEDS=20000 cargo test --release -p stats --test coverage`.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

use rand_distr::{Distribution, Exp1, Gamma, LogNormal, Poisson, StandardNormal, StandardUniform};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use stats::comparison::{Reference, Relative, Settings, difference, relative};
use stats::distribution::normal;
use stats::heterogeneity::heterogeneity;
use stats::metric::{Centre, RatioTheta, cuped, cuped_ratio, mean, proportion, ratio};
use stats::novelty::{At, novelty};
use stats::quantile::{Bootstrap, bootstrap, clustered_quantile, quantile};
use stats::rank::{kolmogorov_smirnov, mann_whitney};
use stats::readout::{Metric, Options, readout};
use stats::regression::{Sample, interacted};
use stats::sequential::anytime::{self, TUNING};
use stats::sequential::group::{Sides, spending_bounds};
use stats::sequential::spending::Spending;
use stats::{Alternative, Effect, Moments, sample_ratio, stratified};

type Random = Xoshiro256PlusPlus;

fn seeds() -> u64 {
    std::env::var("STATS_SEEDS").map_or(1_000, |seeds| seeds.parse().unwrap())
}

/// Share of seeds for which something happens.
fn share(what: impl Fn(&mut Random) -> bool) -> f64 {
    let happened = (0..seeds())
        .filter(|seed| what(&mut Random::seed_from_u64(*seed)))
        .count();
    happened as f64 / seeds() as f64
}

/// What the run's own chance may add: four standard deviations at the number of seeds.
fn chance() -> f64 {
    4.0 * (0.05 * 0.95 / seeds() as f64).sqrt()
}

#[track_caller]
fn five_per_cent(what: &str, share: f64) {
    let slack = (chance() + 0.004).max(0.01);
    assert!((share - 0.05).abs() <= slack, "{what}: {share}");
}

#[track_caller]
fn at_most_five_per_cent(what: &str, share: f64) {
    assert!(share <= 0.05 + chance(), "{what}: {share}");
}

fn normal_draws(random: &mut Random, count: usize) -> Vec<f64> {
    (0..count).map(|_| StandardNormal.sample(random)).collect()
}

fn skewed(random: &mut Random, count: usize, scale: f64) -> Vec<f64> {
    (0..count)
        .map(|_| {
            let draw: f64 = Exp1.sample(random);
            scale * draw
        })
        .collect()
}

#[test]
fn welch_z_and_relative_tests_reject_five_per_cent() {
    let arms = |random: &mut Random| {
        // The same mean, another variance, another size.
        let control = skewed(random, 400, 1.0);
        let treatment: Vec<f64> = normal_draws(random, 700)
            .iter()
            .map(|z| 1.0 + 0.3 * z)
            .collect();
        [control, treatment].map(|arm| mean(&Moments::of([&arm]).unwrap()).unwrap())
    };
    for reference in [Reference::Student, Reference::Normal] {
        let settings = Settings {
            reference,
            ..Settings::default()
        };
        let rejected = share(|random| {
            let [control, treatment] = arms(random);
            difference(&control, &treatment, settings).unwrap().p_value < 0.05
        });
        five_per_cent("difference", rejected);
    }
    for convention in [Relative::DeltaNormal, Relative::LogScale] {
        let missed = share(|random| {
            let [control, treatment] = arms(random);
            let effect = relative(&control, &treatment, convention, Settings::default()).unwrap();
            !effect.interval.contains(0.0)
        });
        five_per_cent("relative", missed);
    }
}

#[test]
fn proportions_reject_five_per_cent() {
    let rejected = share(|random| {
        let arms = [600, 900].map(|units| {
            let successes = (0..units)
                .filter(|_| {
                    let uniform: f64 = StandardUniform.sample(random);
                    uniform < 0.2
                })
                .count();
            proportion(successes as u64, units).unwrap()
        });
        difference(&arms[0], &arms[1], Settings::default())
            .unwrap()
            .p_value
            < 0.05
    });
    five_per_cent("proportion", rejected);
}

/// A metric that follows a covariate, with a true effect.
fn with_covariate(random: &mut Random, count: usize, effect: f64) -> (Vec<f64>, Vec<f64>) {
    let before = skewed(random, count, 2.0);
    let after = before
        .iter()
        .map(|x| {
            let noise: f64 = StandardNormal.sample(random);
            effect + 0.8 * x + noise
        })
        .collect();
    (after, before)
}

#[test]
fn adjusted_intervals_cover_the_true_effect() {
    let missed = share(|random| {
        let arms = [(300, 0.0), (500, 0.7)].map(|(count, effect)| {
            let (after, before) = with_covariate(random, count, effect);
            Moments::of([&after, &before]).unwrap()
        });
        let adjusted = cuped(&arms[0], &arms[1], Centre::Pooled).unwrap();
        let effect =
            difference(&adjusted.control, &adjusted.treatment, Settings::default()).unwrap();
        !effect.interval.contains(0.7)
    });
    five_per_cent("CUPED", missed);
    let missed = share(|random| {
        let (control, control_before) = with_covariate(random, 300, 0.0);
        let (treatment, treatment_before) = with_covariate(random, 500, 0.7);
        let found = interacted(
            Sample {
                outcome: &control,
                covariates: &[&control_before],
            },
            Sample {
                outcome: &treatment,
                covariates: &[&treatment_before],
            },
            0.05,
        )
        .unwrap();
        !found.effect.interval.contains(0.7)
    });
    five_per_cent("interacted regression", missed);
}

/// Sessions and minutes watched of members who differ in both.
fn sessions(random: &mut Random, count: usize) -> [Vec<f64>; 2] {
    let habit = Gamma::new(3.0, 1.0).unwrap();
    let mut columns = [Vec::new(), Vec::new()];
    for _ in 0..count {
        let habit: f64 = habit.sample(random);
        let sessions: f64 = 1.0 + Poisson::new(habit).unwrap().sample(random);
        let noise: f64 = Exp1.sample(random);
        columns[0].push(sessions * (5.0 + habit) * noise);
        columns[1].push(sessions);
    }
    columns
}

#[test]
fn ratios_reject_five_per_cent() {
    let rejected = share(|random| {
        let arms = [800, 800].map(|count| {
            let [minutes, sessions] = sessions(random, count);
            ratio(&Moments::of([&minutes, &sessions]).unwrap()).unwrap()
        });
        difference(&arms[0], &arms[1], Settings::default())
            .unwrap()
            .p_value
            < 0.05
    });
    five_per_cent("ratio", rejected);
    let rejected = share(|random| {
        let arms = [800, 800].map(|count| {
            let [minutes, visits] = sessions(random, count);
            // Before, the same members watched likewise, with noise.
            let before: Vec<f64> = minutes
                .iter()
                .map(|minutes| {
                    let noise: f64 = Exp1.sample(random);
                    minutes * 0.5 + 10.0 * noise
                })
                .collect();
            Moments::of([&minutes, &visits, &before, &visits]).unwrap()
        });
        let adjusted =
            cuped_ratio(&arms[0], &arms[1], RatioTheta::AllUnits, Centre::Pooled).unwrap();
        let effect =
            difference(&adjusted.control, &adjusted.treatment, Settings::default()).unwrap();
        effect.p_value < 0.05
    });
    five_per_cent("adjusted ratio", rejected);
}

#[test]
fn post_stratification_rejects_five_per_cent() {
    let rejected = share(|random| {
        let strata: Vec<_> = [(200, 1.0), (150, 4.0), (120, 9.0)]
            .into_iter()
            .map(|(count, level)| {
                let arms = [count, count + 40].map(|count| {
                    let values = skewed(random, count, level);
                    mean(&Moments::of([&values]).unwrap()).unwrap()
                });
                stratified::mean_stratum(&arms[0], &arms[1])
            })
            .collect();
        stratified::difference(&strata, f64::INFINITY, 0.05)
            .unwrap()
            .p_value
            < 0.05
    });
    five_per_cent("post-stratification", rejected);
}

#[test]
fn rank_tests_reject_five_per_cent() {
    let draw = |random: &mut Random, count| -> Vec<f64> {
        let law = LogNormal::new(0.0, 1.5).unwrap();
        (0..count)
            .map(|_| {
                let draw: f64 = law.sample(random);
                (draw * 4.0).floor()
            })
            .collect()
    };
    let rejected = share(|random| {
        let (control, treatment) = (draw(random, 300), draw(random, 200));
        let test = mann_whitney(&control, &treatment, true, Alternative::TwoSided).unwrap();
        test.p_value < 0.05
    });
    five_per_cent("Mann-Whitney", rejected);
    let rejected = share(|random| {
        let (control, treatment) = (skewed(random, 150, 1.0), skewed(random, 151, 1.0));
        kolmogorov_smirnov(&control, &treatment).unwrap().p_value < 0.05
    });
    five_per_cent("Kolmogorov-Smirnov", rejected);
}

#[test]
fn quantiles_reject_about_five_per_cent() {
    let rejected = share(|random| {
        let arms = [1_500, 1_500].map(|count| {
            let values = skewed(random, count, 1.0);
            quantile(&values, 0.9).unwrap()
        });
        difference(&arms[0], &arms[1], Settings::default())
            .unwrap()
            .p_value
            < 0.05
    });
    five_per_cent("quantile", rejected);
    let missed = share(|random| {
        let (control, treatment) = (skewed(random, 1_500, 1.0), skewed(random, 1_500, 1.0));
        let found = bootstrap(
            &control,
            &treatment,
            0.9,
            400,
            0.05,
            Bootstrap::Percentile,
            5,
        )
        .unwrap();
        !found.interval.contains(0.0)
    });
    five_per_cent("bootstrap", missed);
}

#[test]
fn quantiles_of_metrics_that_count_reject_no_more_than_five_per_cent_or_are_refused() {
    for (steps, probability) in [(2.0, 0.5), (5.0, 0.9), (8.0, 0.9), (12.0, 0.9), (50.0, 0.5)] {
        let rejected = share(|random| {
            let arms = [1_500, 1_500].map(|count| {
                let counted: Vec<f64> = skewed(random, count, steps)
                    .iter()
                    .map(|value| value.floor())
                    .collect();
                quantile(&counted, probability)
            });
            let [Ok(control), Ok(treatment)] = arms else {
                return false;
            };
            difference(&control, &treatment, Settings::default())
                .is_ok_and(|effect| effect.p_value < 0.05)
        });
        at_most_five_per_cent(&format!("{steps} steps at {probability}"), rejected);
    }
}

#[test]
fn of_nine_quantiles_one_is_picked_in_error_in_at_most_five_per_cent() {
    let arms: Vec<u8> = (0..3_000).map(|row| (row % 2) as u8).collect();
    let options = Options {
        alpha: 0.05,
        weights: vec![1.0, 1.0],
        order: true,
        quantiles: vec![0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99],
    };
    let picked = |together: bool| {
        share(|random| {
            let values = skewed(random, arms.len(), 1.0);
            let metric = Metric {
                values: &values,
                denominator: None,
                covariate: None,
                covariate_denominator: None,
                more: [None; 3],
            };
            let found = readout(&arms, &[metric], &options).unwrap();
            let quantiles = &found.comparisons[0][0].as_ref().unwrap().quantiles;
            quantiles.iter().any(|each| {
                let (_, _, effect) = each.found.as_ref().unwrap();
                let interval = if together {
                    each.together.unwrap()
                } else {
                    effect.interval
                };
                !interval.contains(0.0)
            })
        })
    };
    at_most_five_per_cent("all together", picked(true));
    // What picking from intervals made for one quantile would do.
    let alone = picked(false);
    assert!(alone > 0.15, "{alone}");
}

#[test]
fn quantiles_of_members_who_bring_several_events_reject_five_per_cent() {
    let arm = |random: &mut Random| {
        let mut values = Vec::new();
        let mut units = Vec::new();
        for unit in 0..600_u64 {
            let network: f64 = Exp1.sample(random);
            for _ in 0..1 + unit % 6 {
                let play: f64 = Exp1.sample(random);
                values.push(network + 0.3 * play);
                units.push(unit);
            }
        }
        (values, units)
    };
    let rejected = share(|random| {
        let arms = [arm(random), arm(random)]
            .map(|(values, units)| clustered_quantile(&values, &units, 0.8).unwrap());
        difference(&arms[0], &arms[1], Settings::default())
            .unwrap()
            .p_value
            < 0.05
    });
    five_per_cent("clustered quantile", rejected);
    // What a test that takes events for units would do.
    let naive = share(|random| {
        let arms = [arm(random), arm(random)].map(|(values, _)| quantile(&values, 0.8).unwrap());
        difference(&arms[0], &arms[1], Settings::default())
            .unwrap()
            .p_value
            < 0.05
    });
    assert!(naive > 0.15, "{naive}");
}

#[test]
fn the_sample_ratio_check_rejects_five_per_cent() {
    let rejected = share(|random| {
        let control = (0..2_000)
            .filter(|_| {
                let uniform: f64 = StandardUniform.sample(random);
                uniform < 0.3
            })
            .count() as u64;
        let check = sample_ratio::chi_square(&[control, 2_000 - control], &[3.0, 7.0]).unwrap();
        check.p_value < 0.05
    });
    five_per_cent("sample ratio", rejected);
}

#[test]
fn a_split_that_is_the_same_on_every_day_is_called_unlike_as_seldom_as_is_said() {
    for (what, shares) in [
        ("50/50", vec![0.5, 0.5]),
        ("90/10", vec![0.9, 0.1]),
        ("97/3", vec![0.97, 0.03]),
        ("80/15/5", vec![0.8, 0.15, 0.05]),
    ] {
        // Many meet a test on its first days, hardly anybody on its last.
        let days = |random: &mut Random| -> Vec<Vec<u64>> {
            (0..21)
                .map(|day| {
                    let mut counts = vec![0; shares.len()];
                    for _ in 0..(1_500 / (1 + day * day)).max(20) {
                        let uniform: f64 = StandardUniform.sample(random);
                        let mut below = 0.0;
                        let arm = shares.iter().position(|share| {
                            below += share;
                            uniform < below
                        });
                        counts[arm.unwrap_or(0)] += 1;
                    }
                    counts
                })
                .collect()
        };
        let below = |level: f64| {
            share(|random| {
                let table = days(random);
                sample_ratio::alike(&table, 1).unwrap().p_value < level
            })
        };
        five_per_cent(what, below(0.05));
        let rare = below(0.005);
        let most = 0.005 + 4.0 * (0.005 * 0.995 / seeds() as f64).sqrt();
        assert!(rare <= most, "{what}: {rare}");
        if shares[1] < 0.05 {
            // What chi-square by itself would say of days so small.
            let approximate = share(|random| {
                let table = days(random);
                sample_ratio::independence(&table).unwrap().p_value < 0.005
            });
            assert!(approximate > most, "{what}: {approximate}");
        }
    }
}

#[test]
fn segments_without_difference_are_called_different_in_five_per_cent() {
    let rejected = share(|random| {
        let effects: Vec<Effect> = normal_draws(random, 8)
            .iter()
            .zip(1_u32..)
            .map(|(z, segment)| {
                let error = f64::from(segment);
                let estimate = 2.0 + z * error;
                Effect::test(estimate, error, f64::INFINITY, 0.05, Alternative::TwoSided).unwrap()
            })
            .collect();
        heterogeneity(&effects).unwrap().p_value < 0.05
    });
    five_per_cent("heterogeneity", rejected);
}

#[test]
fn a_constant_effect_is_called_novelty_in_at_most_five_per_cent() {
    let called = share(|random| {
        let effects: Vec<At> = normal_draws(random, 21)
            .iter()
            .zip(0_u32..)
            .map(|(z, day)| At {
                time: f64::from(day),
                effect: 1.0 + z * 0.4,
                standard_error: 0.4,
            })
            .collect();
        novelty(&effects).unwrap().p_value < 0.05
    });
    at_most_five_per_cent("novelty", called);
}

#[test]
fn group_sequential_tests_reject_five_per_cent_over_all_looks() {
    let times: Vec<f64> = (1..=10).map(|look| f64::from(look) / 10.0).collect();
    for spending in [
        Spending::Power(2.0),
        Spending::OBrienFleming,
        Spending::Pocock,
    ] {
        let bounds = spending_bounds(&times, 0.05, spending, Sides::Two).unwrap();
        let crossed = share(|random| {
            let mut score = 0.0;
            (0..10).any(|look| {
                let step: f64 = StandardNormal.sample(random);
                score += step;
                let z: f64 = score / f64::from(look as u32 + 1).sqrt();
                z.abs() > bounds[look]
            })
        });
        five_per_cent("group-sequential", crossed);
    }
}

#[test]
fn what_may_be_read_at_any_time_is_wrong_in_at_most_five_per_cent_over_all_looks() {
    let missed = share(|random| {
        let mut arms = [Moments::<1>::new(), Moments::new()];
        (0..40).any(|_| {
            for arm in &mut arms {
                arm.extend([&skewed(random, 50, 1.0)]).unwrap();
            }
            let [control, treatment] = arms.map(|moments| mean(&moments).unwrap());
            let effect = difference(&control, &treatment, Settings::default()).unwrap();
            let units = control.units + treatment.units;
            let read =
                anytime::asymptotic(&effect, units, 0.05, TUNING, Alternative::TwoSided).unwrap();
            assert_eq!(read.p_value < 0.05, !read.interval.contains(0.0));
            !read.interval.contains(0.0)
        })
    });
    at_most_five_per_cent("confidence sequence", missed);
    // Fixed tests read as often are wrong several times as often.
    let peeked = share(|random| {
        let mut score = 0.0;
        (1..=40_u32).any(|look| {
            let step: f64 = StandardNormal.sample(random);
            score += step;
            normal::upper_tail(score.abs() / f64::from(look).sqrt()) < 0.025
        })
    });
    assert!(peeked > 0.2, "{peeked}");

    let missed = share(|random| {
        let rho = anytime::mixture_rho(300.0, 0.05, Alternative::TwoSided);
        let mut sum = 0.0;
        (1..=1_000_u32).any(|step| {
            let draw: f64 = StandardNormal.sample(random);
            sum += draw;
            let bound = anytime::mixture_bound(f64::from(step), rho, 0.05, Alternative::TwoSided);
            sum.abs() > bound
        })
    });
    at_most_five_per_cent("normal mixture", missed);

    let alarmed = share(|random| {
        let mut check = sample_ratio::Sequential::new(&[1.0, 1.0], 500.0).unwrap();
        (0..50).any(|_| {
            let control = (0..60)
                .filter(|_| {
                    let uniform: f64 = StandardUniform.sample(random);
                    uniform < 0.5
                })
                .count() as u64;
            check.look(&[control, 60 - control]).unwrap() < 0.05_f64.ln()
        })
    });
    at_most_five_per_cent("sequential sample ratio", alarmed);
}
