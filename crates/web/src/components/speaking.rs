//! The part of the room with which an answer is spoken. Without script only what was recorded is shown:
//! there is nothing that could hear, and the answer is typed.

use maud::{Markup, html};
use store::recording::Listened;
use store::{Recording, RecordingName};

use super::{icon, player};
use crate::pages::recordings;
use crate::preferences::{Preferences, Speaking, Way};
use crate::transcribe::{Transcriber, Transcription};

const RECORDED: &str = "What was recorded of this answer";

/// The panel for one answer, with what was recorded of it so far.
pub(crate) fn panel(
    preferences: &Preferences,
    name: &RecordingName,
    recorded: Option<&Recording>,
    listened: &Listened,
    question: &str,
) -> Markup {
    let speaking = &preferences.speaking;
    let transcription = &preferences.transcription;
    html! {
        div #speaking.speaking
            data-sound=(recordings::address(name)) data-seconds=[recorded.map(Recording::seconds)]
            data-question=(question) data-read=(speaking.read_aloud) data-writes=(transcription.by.word()) {
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
                div #offer.fresh hidden {
                    p { "You have been silent for a while. Take the time you need: the microphone still hears." }
                    div.turn-actions { button #finish.button.quiet.small type="button" { "I have finished" } button #keep-on.button.plain.small type="button" { "I am thinking" } }
                }
                button #get-captions.button.plain.small type="button" hidden { "Get captions on this machine" }
                p #captions.captions lang="en" hidden {}
                p.note { "The sound is written to this machine while you speak. " (words_come_from(transcription)) " Captions appear where the browser recognises speech on this machine; one that would send the sound elsewhere for it is not asked." }
            }
            p #speaking-state role="status" {}
            div #heard.heard hidden[recorded.is_none()] {
                @if recorded.is_some() { (player::player(name, RECORDED)) } @else { (player::waiting(RECORDED)) }
                @if transcription.by.takes_recordings() {
                    button #write-down.button.quiet.small type="button" hidden { "Write it down" }
                    @if let Some(host) = transcription.leaves_for() { span.note { "Sends the sound to " strong { (host) } "." } }
                }
                @if let Some(file) = &listened.brought {
                    p.note { "Brought from " (file) "." @if listened.broken_off { " The file broke off before its end; what came before is here." } }
                }
                button #anew.button.plain.small type="button" hidden { "Delete it and begin anew" }
            }
        }
    }
}

/// Where the words come from that are marked.
const fn words_come_from(transcription: &Transcription) -> &'static str {
    match transcription.by {
        Transcriber::Nobody => "Marks come from words: type what you said, then send it.",
        Transcriber::Browser => {
            "What the browser recognises is put into your answer; look it over before you send it."
        }
        Transcriber::Service | Transcriber::Model => {
            "Have it written down when you are done, and look it over before you send it."
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
