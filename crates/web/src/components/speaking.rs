//! The part of the room with which an answer is spoken. Without script only what was recorded is shown:
//! there is nothing that could hear, and the answer is typed.

use maud::{Markup, html};
use store::{Recording, RecordingName};

use super::{icon, player};
use crate::pages::interviews::recordings;
use crate::preferences::{Speaking, Way};

const RECORDED: &str = "What was recorded of this answer";

/// The panel for one answer, with what was recorded of it so far.
pub(crate) fn panel(
    speaking: &Speaking,
    name: &RecordingName,
    recorded: Option<&Recording>,
    question: &str,
) -> Markup {
    html! {
        div #speaking.speaking
            data-sound=(recordings::address(name)) data-seconds=[recorded.map(Recording::seconds)]
            data-question=(question) data-read=(speaking.read_aloud) {
            div #speaking-offer.turn-actions hidden {
                button #speak.button.quiet type="button" aria-expanded="false" aria-controls="speaking-room" { (icon::microphone()) "Speak it" }
                button #read-aloud.button.plain type="button" hidden { (icon::speaker()) span { "Read me the question" } }
            }
            section #speaking-room.speaking-room aria-label="Speak your answer" hidden {
                (ways(speaking))
                div.turn-actions {
                    button #talk.button type="button" aria-pressed="false" aria-keyshortcuts="F8" { (icon::microphone()) span { "Hold to talk" } }
                    kbd { "F8" }
                    p.level-meter { meter #level min="0" max="1" low="0.06" high="0.95" optimum="0.4" value="0" aria-label="Level" {} span #level-words.soft {} }
                    span #spoken.soft {}
                }
                p #speaking-state role="status" { "The microphone is off." }
                div #offer.fresh hidden {
                    p { "You have been silent for a while. Take the time you need: the microphone still hears." }
                    div.turn-actions { button #finish.button.quiet.small type="button" { "I have finished" } button #keep-on.button.plain.small type="button" { "I am thinking" } }
                }
                p #captions.captions lang="en" hidden {}
                p.note { "The sound is written to this machine while you speak, and goes nowhere else. Marks come from words: type what you said, or what you would say, and send it." }
            }
            div #heard.heard hidden[recorded.is_none()] {
                @if recorded.is_some() { (player::player(name, RECORDED)) } @else { (player::waiting(RECORDED)) }
                button #anew.button.plain.small type="button" hidden { "Delete it and begin anew" }
            }
        }
    }
}

fn ways(speaking: &Speaking) -> Markup {
    let about = |way| match way {
        Way::Hold => "Hear me while I hold the button or F8",
        Way::Open => "Hear me from one press to the next",
    };
    html! {
        fieldset.ways-to-speak {
            legend.hidden { "How the microphone is used" }
            @for way in Way::ALL {
                label.check {
                    input type="radio" name="way-to-speak" value=(way.word()) checked[way == speaking.way];
                    span { (about(way)) }
                }
            }
            label.number {
                "Offer to finish after"
                input #silence type="number" min=(Speaking::SILENCE.start()) max=(Speaking::SILENCE.end()) value=(speaking.silence);
                "s of silence"
            }
        }
    }
}
