//! A transcription service at an address that the candidate typed. Sound goes there and nowhere else:
//! no redirect is followed.

use std::path::Path;
use std::time::Duration;

use ureq::{Agent, Error, SendBody};
use web::{Transcript, Transcription, Untranscribed};

use super::{answer, request};

/// The whole of it takes no longer; a service without a graphics card takes its time.
const PATIENCE: Duration = Duration::from_secs(900);
/// Looking whether somebody is there takes no longer.
const LOOK: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;
/// The environment variable with the key, which is never written to the disk.
const KEY: &str = "GREENROOM_TRANSCRIPTION_KEY";

/// Has a recording written down.
pub(super) fn transcribe(
    chosen: &Transcription,
    sound: &Path,
) -> Result<Transcript, Untranscribed> {
    within(chosen, sound, PATIENCE)
}

fn within(
    chosen: &Transcription,
    sound: &Path,
    patience: Duration,
) -> Result<Transcript, Untranscribed> {
    let address = format!(
        "{}/audio/transcriptions",
        chosen.address.trim_end_matches('/')
    );
    let form = request::form(&chosen.model, sound)
        .map_err(|error| Untranscribed::Sound(error.to_string()))?;
    let mut request = agent(chosen, patience)
        .post(&address)
        .header("content-type", &form.kind)
        .header("content-length", form.length.to_string());
    if let Some(key) = key() {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    let mut body = form.body;
    let mut response = request
        .send(SendBody::from_reader(&mut body))
        .map_err(|error| unreached(&address, &error, patience))?;
    let status = response.status().as_u16();
    let said = response
        .body_mut()
        .with_config()
        .limit(LARGEST)
        .read_to_vec()
        .map_err(|error| unreached(&address, &error, patience))?;
    if status != 200 {
        let said: String = String::from_utf8_lossy(&said).chars().take(200).collect();
        return Err(Untranscribed::Refused {
            address,
            status,
            said,
        });
    }
    answer::read(&said).map_err(|error| Untranscribed::NoTranscript {
        address,
        reason: error.to_string(),
    })
}

/// What was found at an address.
pub(super) enum Service {
    /// One that lists its models.
    Known,
    /// Something that lists none: a small server, or no transcriber at all.
    Unknown,
}

/// Who answers at the address. Not every transcriber lists its models; one that refuses the key is told.
pub(super) fn look(chosen: &Transcription) -> Result<Service, Untranscribed> {
    let address = format!("{}/models", chosen.address.trim_end_matches('/'));
    let mut asked = agent(chosen, LOOK).get(&address);
    if let Some(key) = key() {
        asked = asked.header("authorization", format!("Bearer {key}"));
    }
    let answer = asked
        .call()
        .map_err(|error| unreached(&address, &error, LOOK))?;
    match answer.status().as_u16() {
        200 => Ok(Service::Known),
        status @ (401 | 403) => Err(Untranscribed::Refused {
            address,
            status,
            said: "it does not take the key".to_owned(),
        }),
        _ => Ok(Service::Unknown),
    }
}

fn agent(chosen: &Transcription, patience: Duration) -> Agent {
    let agent = Agent::config_builder()
        .timeout_global(Some(patience))
        .timeout_connect(Some(LOOK))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent("greenroom");
    if chosen.leaves_for().is_some() {
        return agent.build().into();
    }
    // What stays on this machine goes through no proxy, whatever the environment says.
    agent.proxy(None).build().into()
}

fn key() -> Option<String> {
    std::env::var(KEY).ok().filter(|key| !key.is_empty())
}

fn unreached(address: &str, error: &Error, patience: Duration) -> Untranscribed {
    let address = address.to_owned();
    match error {
        Error::Timeout(_) => Untranscribed::Slow {
            address,
            seconds: patience.as_secs(),
        },
        Error::BodyExceedsLimit(_) => Untranscribed::NoTranscript {
            address,
            reason: format!("it is larger than {LARGEST} bytes"),
        },
        other => Untranscribed::Unreachable {
            address,
            reason: other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;
    use web::Transcriber;

    /// A service on this machine that answers once; gives its address and what it was sent.
    fn service(
        answer: &'static str,
        slow: Duration,
    ) -> (Transcription, Receiver<(String, Vec<u8>)>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1/", listener.local_addr().unwrap());
        let (told, hears) = channel();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                if reader.read_line(&mut head).unwrap() == 0 {
                    return;
                }
            }
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            told.send((head, body)).unwrap();
            thread::sleep(slow);
            // Whoever waited no longer has hung up.
            let _ = stream.write_all(answer.as_bytes());
        });
        let chosen = Transcription {
            by: Transcriber::Service,
            address,
            model: "small".to_owned(),
            ..Transcription::default()
        };
        (chosen, hears)
    }

    fn sound() -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"RIFF....sound").unwrap();
        file
    }

    #[test]
    fn a_recording_is_sent_as_a_form_that_asks_for_every_um_with_its_time() {
        let (chosen, hears) = service(
            "HTTP/1.1 200 OK\r\ncontent-length: 89\r\n\r\n{\"text\":\"Um, we did.\",\"words\":[{\"word\":\"Um\",\"start\":0.1,\"end\":0.4}],\"language\":\"english\"}",
            Duration::ZERO,
        );
        let written = transcribe(&chosen, sound().path()).unwrap();
        assert_eq!(written.text, "Um, we did.");
        assert_eq!(written.words[0].word, "Um");
        let (head, body) = hears.recv().unwrap();
        assert!(head.starts_with("POST /v1/audio/transcriptions "), "{head}");
        let body = String::from_utf8(body).unwrap();
        for part in [
            "name=\"model\"\r\n\r\nsmall\r\n",
            "name=\"response_format\"\r\n\r\nverbose_json\r\n",
            "name=\"timestamp_granularities[]\"\r\n\r\nword\r\n",
            "name=\"prompt\"\r\n\r\nUm,",
            "filename=\"answer.wav\"",
            "RIFF....sound\r\n--",
        ] {
            assert!(body.contains(part), "no {part:?} in {body}");
        }
    }

    #[test]
    fn whoever_refuses_sends_on_or_talks_nonsense_is_quoted() {
        let told = |answer| {
            let (chosen, _hears) = service(answer, Duration::ZERO);
            transcribe(&chosen, sound().path()).unwrap_err().to_string()
        };
        let refused = told("HTTP/1.1 401 Unauthorized\r\ncontent-length: 7\r\n\r\nno key!");
        assert!(
            refused.contains("401") && refused.contains("no key!"),
            "{refused}"
        );
        let sent_on =
            told("HTTP/1.1 307 On\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n");
        assert!(sent_on.contains("307"), "{sent_on}");
        let nonsense = told("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
        assert!(nonsense.contains("no transcript"), "{nonsense}");
    }

    #[test]
    fn whoever_is_slow_or_not_there_is_given_up() {
        let (chosen, _hears) = service("", Duration::from_secs(5));
        let slow = within(&chosen, sound().path(), Duration::from_millis(400));
        assert!(matches!(slow, Err(Untranscribed::Slow { .. })), "{slow:?}");
        let nobody = Transcription {
            address: "http://127.0.0.1:1/v1".to_owned(),
            ..chosen
        };
        let gone = transcribe(&nobody, sound().path());
        assert!(
            matches!(gone, Err(Untranscribed::Unreachable { .. })),
            "{gone:?}"
        );
        assert!(look(&nobody).is_err());
    }
}
