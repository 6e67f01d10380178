//! `greenroom drill`: today's cards, one after another.

use std::io::{BufRead, Write};

use anyhow::{Context, Result, bail};
use clap::Args;
use pack::Pack;
use pack::model::{Drill, DrillForm};
use prep::drill::{
    Drawn, Grade, Queue, askable, draw, next, picked, queue, result, said, worked_out,
};
use serde_json::{Value, json};
use store::Review;

use crate::preparation::{Desk, Place};
use crate::unable::Unable;
use crate::{print, seed};

/// Which cards.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Stop after so many cards
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// Ask nothing; print today's cards as one JSON object
    #[arg(long)]
    json: bool,
}

/// Asks today's cards, or lists them.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let Arguments { place, most, json } = arguments;
    place.work(async |desk| {
        if desk.pack.drills.is_empty() {
            bail!(
                "the pack \"{}\" has no cards; its author can add them under drills/",
                desk.pack.manifest.id
            );
        }
        if json {
            println!("{}", listed(desk).await?);
            return Ok(());
        }
        let typed = std::io::stdin().lock();
        let show = std::io::stdout().lock();
        let asked = Sitting { desk, typed, show }.hold(most).await?;
        if asked == 0 {
            println!("Nothing is due today.");
        }
        Ok(())
    })
}

async fn seen(desk: &Desk<'_>) -> Result<Vec<prep::drill::Seen>> {
    let pack = &desk.pack.manifest.id;
    desk.store.cards(pack).await.map_err(Unable::because)
}

/// The cards that can be asked here: those of the lab are answered in the pages, on the numbers of a
/// world, whether there is one or not.
fn cards(pack: &Pack) -> impl Iterator<Item = &Drill> {
    askable(pack, false)
}

async fn listed(desk: &Desk<'_>) -> Result<Value> {
    let seen = seen(desk).await?;
    let Queue {
        due,
        again,
        new,
        unseen,
    } = queue(cards(desk.pack), &seen, desk.today, desk.goal.interview);
    let each = |cards: Vec<&Drill>| -> Vec<Value> {
        cards
            .into_iter()
            .map(|card| json!({"id": card.id, "deck": card.deck, "asks": card.asks}))
            .collect()
    };
    Ok(json!({
        "pack": desk.pack.manifest.id,
        "today": desk.today,
        "interview": desk.goal.interview,
        "cards": cards(desk.pack).count(),
        "unseen": unseen,
        "left": due.len() + again.len() + new.len(),
        "due": each(due),
        "again": each(again),
        "new": each(new),
    }))
}

/// Cards asked of somebody who types.
struct Sitting<'a, In, Out> {
    desk: &'a Desk<'a>,
    typed: In,
    show: Out,
}

impl<In: BufRead, Out: Write> Sitting<'_, In, Out> {
    /// Asks until nothing is left, enough were asked, or the input ends; gives how many were answered.
    async fn hold(&mut self, most: Option<usize>) -> Result<usize> {
        let mut answered = 0;
        let mut deck: Option<String> = None;
        while most.is_none_or(|most| answered < most) {
            let seen = seen(self.desk).await?;
            let pack = self.desk.pack;
            let queue = queue(
                cards(pack),
                &seen,
                self.desk.today,
                self.desk.goal.interview,
            );
            let Some(card) = queue.next(deck.as_deref()) else {
                break;
            };
            let drawn = draw(card, seed::draw());
            self.line(&format!("[{} left] {}", queue.left(), card.deck))?;
            let Some((grade, given)) = self.ask(&drawn)? else {
                break;
            };
            let before = seen
                .iter()
                .find(|each| each.card == card.id)
                .map(|each| (each.memory, each.last));
            let after = next(before, grade, self.desk.today, self.desk.goal.interview);
            let review = Review {
                pack: pack.manifest.id.clone(),
                card: card.id.clone(),
                at: jiff::Timestamp::now(),
                day: self.desk.today,
                grade,
                seed: drawn.seed,
                given,
                memory: after.memory,
                due: after.due,
            };
            self.desk
                .store
                .add_review(&review)
                .await
                .map_err(Unable::because)?;
            self.line("")?;
            answered += 1;
            deck = Some(card.deck.clone());
        }
        Ok(answered)
    }

    /// Asks one card; `None` where the input ends.
    fn ask(&mut self, drawn: &Drawn<'_>) -> Result<Option<(Grade, String)>> {
        self.line(&drawn.asks)?;
        match &drawn.drill.form {
            DrillForm::Recall { answer } => {
                let Some(_) = self.prompt("Enter shows the answer ")? else {
                    return Ok(None);
                };
                self.line(answer)?;
                self.why(drawn)?;
                let Some(number) =
                    self.number("1 not known, 2 with effort, 3 known, 4 at once: ", 4)?
                else {
                    return Ok(None);
                };
                Ok(Some((Grade::ALL[number - 1], String::new())))
            }
            DrillForm::Choice { choices } => {
                for (shown, place) in drawn.order.iter().enumerate() {
                    self.line(&format!("  {}. {}", shown + 1, choices[*place]))?;
                }
                let Some(number) = self.number("Which: ", choices.len())? else {
                    return Ok(None);
                };
                let place = drawn.order[number - 1];
                self.told(picked(place), &choices[0])?;
                self.why(drawn)?;
                Ok(Some((picked(place), choices[place].clone())))
            }
            DrillForm::Number {
                unit, tolerance, ..
            } => {
                let Some(given) = self.prompt(&format!("Answer in {unit}: "))? else {
                    return Ok(None);
                };
                let expected = drawn.expected.unwrap_or_default();
                let grade = worked_out(&given, unit, expected, *tolerance);
                self.told(grade, &format!("{} {unit}", result(expected)))?;
                self.why(drawn)?;
                Ok(Some((grade, given)))
            }
            // Not among those that are asked here.
            DrillForm::Lab { .. } => Ok(None),
            DrillForm::Say {
                seconds,
                must,
                example,
            } => {
                let words = format!("Say it aloud in {seconds} seconds, then press Enter ");
                let Some(_) = self.prompt(&words)? else {
                    return Ok(None);
                };
                for point in must {
                    self.line(&format!("  - {point}"))?;
                }
                self.line(&format!("For instance: {example}"))?;
                let words = format!("How many of the {} were in it: ", must.len());
                let Some(points) = self.number_from(&words, 0, must.len())? else {
                    return Ok(None);
                };
                Ok(Some((
                    said(points, must.len()),
                    format!("{points} of {}", must.len()),
                )))
            }
        }
    }

    fn told(&mut self, grade: Grade, answer: &str) -> Result<()> {
        self.line(&if grade.known() {
            format!("Right: {answer}")
        } else {
            format!("Not this time. It is {answer}")
        })
    }

    fn why(&mut self, drawn: &Drawn<'_>) -> Result<()> {
        match &drawn.why {
            Some(why) => self.line(why),
            None => Ok(()),
        }
    }

    fn number(&mut self, words: &str, most: usize) -> Result<Option<usize>> {
        self.number_from(words, 1, most)
    }

    /// Asks until a number in the range is typed.
    fn number_from(&mut self, words: &str, least: usize, most: usize) -> Result<Option<usize>> {
        loop {
            let Some(typed) = self.prompt(words)? else {
                return Ok(None);
            };
            match typed.trim().parse() {
                Ok(number) if (least..=most).contains(&number) => return Ok(Some(number)),
                _ => self.line(&format!("Type a number from {least} to {most}."))?,
            }
        }
    }

    fn prompt(&mut self, words: &str) -> Result<Option<String>> {
        write!(self.show, "{words}")
            .and_then(|()| self.show.flush())
            .context("cannot write to the terminal")?;
        let mut line = String::new();
        let read = self
            .typed
            .read_line(&mut line)
            .context("cannot read from the terminal")?;
        Ok((read > 0).then(|| line.trim_end().to_owned()))
    }

    fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.show, "{}", print::lines("", text)).context("cannot write to the terminal")
    }
}
