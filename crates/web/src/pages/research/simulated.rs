//! Numbers of a market from the simulated service, beside the candidate's own notes.

use std::collections::BTreeMap;
use std::error::Error;

use axum::response::Redirect;
use lab::{Definitions, Question, Trouble, answer};
use maud::{Markup, html};
use prep::research::{Figure, Market, Mix, Numbers, Simulated};
use tokio::runtime::Handle;
use worlds::{KeptWorld, OpenWorld, WorldId};

use crate::components::{icon, section};
use crate::failure::Failure;
use crate::pages::worlds::with_worlds;
use crate::visit::Visit;
use crate::work::About;

/// The figures of a market, by their metric.
const FIGURES: [&str; 5] = [
    "active_members",
    "hours_per_active_member",
    "completion_rate",
    "churn_rate",
    "arpu",
];

/// How a market is made up: a name, the metric that is cut, and by what.
const MIXES: [(&str, &str, &str); 3] = [
    ("Hours watched, by device", "watch_hours", "device"),
    ("Active members, by plan", "active_members", "plan"),
    (
        "Hours watched, by original language",
        "watch_hours",
        "language",
    ),
];

/// Parts of a mix that are named.
const MOST_PARTS: usize = 6;

/// The numbers of a market, or the way to them.
pub(super) async fn show(visit: &Visit, market: &Market) -> Result<Markup, Failure> {
    let world = world(visit).await?;
    let kept = match &world {
        Some(id) => visit.app.store.paper::<Simulated>(id.as_str()).await?,
        None => None,
    };
    let numbers = kept
        .as_ref()
        .and_then(|kept| Some((&kept.paper, kept.paper.markets.get(market.id)?)));
    Ok(section(
        "simulated",
        "In the simulated service",
        html! {
            @match (&world, numbers) {
                (Some(id), Some((of, numbers))) => {
                    p.note {
                        strong { "Invented members, no real company\u{2019}s figures." }
                        " From the world " a href={ "/worlds/" (id) } { (of.first) " to " (of.last) }
                        ". Use them to practise how a market is read; in an interview, cite your notes."
                    }
                    (table(numbers))
                    (mixes(numbers))
                    p.note { "What do your notes say that differs? Ask the world more in " a href="/lab" { "the lab" } "." }
                },
                (Some(_), _) => {
                    p { "There is a simulated service on this machine. Its numbers for each market are worked out once, in a few seconds." }
                    form.actions method="post" action="/research/markets/numbers" { button.button.quiet { "Work them out" (icon::arrow()) } }
                },
                (None, _) => {
                    p { "With a simulated service on this machine, hours, churn, devices, plans and languages of this market stand here beside your notes, to practise how a market is read." }
                    p.actions { a.button.quiet href="/worlds/new" { "Make one in which nothing goes wrong" (icon::arrow()) } }
                },
            }
        },
    ))
}

fn table(numbers: &Numbers) -> Markup {
    html! {
        dl.figures { @for figure in &numbers.figures {
            @let said = lab::figure(Some(figure.value), &figure.unit);
            @let (number, unit) = said.split_once(' ').unwrap_or((said.as_str(), ""));
            div {
                dt { (figure.name) }
                dd { (number) " " span.soft { (unit) } }
            }
        } }
        details {
            summary { "What is counted" }
            ul.points { @for figure in &numbers.figures { li { strong { (figure.name) } ": " (figure.meaning) } } }
        }
    }
}

fn mixes(numbers: &Numbers) -> Markup {
    html! {
        div.mixes { @for mix in numbers.mixes.iter().filter(|mix| !mix.parts.is_empty()) {
            div {
                h3 { (mix.name) }
                ul.mix { @for (part, share) in &mix.parts {
                    li {
                        span { (part) }
                        progress max="100" value=(format!("{:.0}", share * 100.0)) aria-hidden="true" {}
                        span.part { (format!("{:.0}%", share * 100.0)) }
                    }
                } }
            }
        } }
    }
}

/// The newest world in which nothing goes wrong and nothing is tested.
async fn world(visit: &Visit) -> Result<Option<WorldId>, Failure> {
    let kept = with_worlds(visit, |worlds| worlds.list()).await?;
    Ok(kept.into_iter().find(undisturbed).map(|world| world.id))
}

fn undisturbed(world: &KeptWorld) -> bool {
    world.manifest.as_ref().is_ok_and(|manifest| {
        let wish = &manifest.configuration;
        wish.incidents.is_empty() && wish.experiments.is_empty()
    })
}

/// `POST /research/markets/numbers`: works the numbers out, and keeps them with the papers.
pub(crate) async fn work_out(visit: Visit) -> Result<Redirect, Failure> {
    let Some(id) = world(&visit).await? else {
        return Ok(Redirect::to("/worlds/new"));
    };
    let wanted = id.clone();
    let world = with_worlds(&visit, move |worlds| worlds.open(&wanted)).await?;
    let about = About {
        key: format!("markets-{id}"),
        title: "Reading the markets of a simulated service".to_owned(),
        lede: "A few questions about each region. They are asked once and kept.".to_owned(),
        back: "/research/markets".to_owned(),
    };
    let store = visit.app.store.clone();
    let now = visit.app.now();
    let runtime = Handle::current();
    let address = visit
        .app
        .works
        .start(about, move |_| -> Result<String, Box<dyn Error>> {
            let simulated = simulated(&world)?;
            // The work has a thread of its own, and may wait.
            runtime.block_on(store.keep_paper(id.as_str(), &simulated, now))?;
            Ok("/research/markets".to_owned())
        })?;
    Ok(Redirect::to(&address))
}

/// The numbers of every market of a world.
fn simulated(world: &OpenWorld) -> Result<Simulated, Box<dyn Error>> {
    let definitions = Definitions::built_in()?;
    let span = world.span();
    let mut markets: BTreeMap<String, Numbers> = BTreeMap::new();
    for id in FIGURES {
        let Some(metric) = definitions.metric(id) else {
            continue;
        };
        for (market, _, value) in cells(world, &definitions, id, None)? {
            markets.entry(market).or_default().figures.push(Figure {
                name: metric.name.clone(),
                meaning: metric.meaning.clone(),
                value,
                unit: metric.unit.clone(),
            });
        }
    }
    for (name, id, dimension) in MIXES {
        let mut sizes: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
        for (market, part, value) in cells(world, &definitions, id, Some(dimension))? {
            sizes.entry(market).or_default().push((part, value));
        }
        for (market, sizes) in sizes {
            let mix = Mix::of(name, sizes, MOST_PARTS);
            markets.entry(market).or_default().mixes.push(mix);
        }
    }
    Ok(Simulated {
        first: span.first,
        last: span.last,
        markets,
    })
}

/// A metric of each market, cut further where that is asked for: market, part, value.
fn cells(
    world: &OpenWorld,
    definitions: &Definitions,
    metric: &str,
    cut: Option<&str>,
) -> Result<Vec<(String, String, f64)>, Trouble> {
    let question = Question {
        metric: metric.to_owned(),
        dimensions: std::iter::once("region")
            .chain(cut)
            .map(str::to_owned)
            .collect(),
        filters: BTreeMap::new(),
        window: None,
    };
    let rows = answer(world, definitions, &question, world.span())?.rows;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let mut values = row.values.into_iter();
            let market = values.next()?.to_lowercase();
            Some((market, values.next().unwrap_or_default(), row.value?))
        })
        .collect())
}
