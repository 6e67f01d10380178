//! What is spoken: acknowledged sound survives a kill of the server, and sound for a service on this
//! machine goes nowhere else.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use store::Store;

use crate::run::{Desk, words};
use crate::served::{FORM, SOUND, Served, keep, keep_model};

const KILLS: u32 = 6;
/// A second of sound.
const PIECE: usize = 16_000;

/// A second of sound that is told from every other one.
fn piece(number: usize) -> Vec<u8> {
    let value = i16::try_from(number + 1).unwrap();
    std::iter::repeat_n(value.to_le_bytes(), PIECE)
        .flatten()
        .collect()
}

#[test]
fn sound_that_was_acknowledged_is_there_however_often_the_server_is_killed() {
    let desk = Desk::new();
    let mut served = Served::start(&desk);
    let begun = served.post("/practise/question", b"question=failed-launch", FORM);
    let (interview, _) = begun.unwrap();
    let recording = format!("{interview}/recordings/1/0");
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let over = AtomicBool::new(false);
        let id = served.child.id().to_string();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(40 + 37 * u64::from(kill)));
                let killed = std::process::Command::new("kill")
                    .args(["-9", &id])
                    .status();
                assert!(killed.unwrap().success());
                over.store(true, Ordering::Relaxed);
            });
            while !over.load(Ordering::Relaxed) {
                let path = format!("{recording}/pieces/{}", acknowledged * PIECE);
                match served.post(&path, &piece(acknowledged), SOUND) {
                    Some((_, samples)) if samples.parse() == Ok((acknowledged + 1) * PIECE) => {
                        acknowledged += 1;
                    }
                    _ => break,
                }
            }
        });
        served.child.wait().unwrap();
        served = Served::start(&desk);
    }
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    assert!(acknowledged > 0, "nothing was acknowledged at all");

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let found = runtime.block_on(async {
        let store = Store::open(&desk.path("data/greenroom.db")).await.unwrap();
        let mut all = store.recordings().await.unwrap();
        store.close().await;
        all.remove(0)
    });
    let file = std::fs::read(found.path).unwrap();
    let kept: Vec<u8> = (0..acknowledged).flat_map(piece).collect();
    // The piece under way at a kill may be there too, or a part of it.
    assert!(
        file[44..].starts_with(&kept),
        "{acknowledged} were acknowledged"
    );
    assert!(file.len() <= 44 + kept.len() + 2 * PIECE);
}

#[test]
fn the_doctor_says_what_is_wrong_with_a_model_or_that_this_build_runs_none() {
    let desk = Desk::new();
    let file = desk.path("model.bin");
    std::fs::write(&file, "no model at all").unwrap();
    keep_model(&desk, &file);
    let output = desk.run(&["doctor", "--addr", "127.0.0.1:0"]);
    assert!(!output.status.success());
    let said = words(&output);
    let why = if cfg!(feature = "whisper") {
        "no model in the form of whisper.cpp"
    } else {
        "--features whisper"
    };
    assert!(said.contains(why), "{said}");
}

/// What doctor says of a service on this machine that answers with a status, and what it was asked. Nobody
/// is at the proxy of the environment: whoever went through it would reach nothing.
fn looked_at(status: &str) -> (std::process::Output, String) {
    let desk = Desk::new();
    let service = TcpListener::bind("127.0.0.1:0").unwrap();
    let preferences = web::Preferences {
        transcription: web::Transcription {
            by: web::Transcriber::Service,
            address: format!("http://{}/v1", service.local_addr().unwrap()),
            model: "small".to_owned(),
            ..web::Transcription::default()
        },
        ..web::Preferences::default()
    };
    keep(&desk, &preferences);
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    let answers = std::thread::spawn(move || {
        let (mut stream, _) = service.accept().unwrap();
        let mut asked = [0; 1024];
        let length = stream.read(&mut asked).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8_lossy(&asked[..length]).into_owned()
    });
    let output = desk
        .command(&["doctor", "--addr", "127.0.0.1:0"])
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .env("GREENROOM_TRANSCRIPTION_KEY", "a-key")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    (output, answers.join().unwrap())
}

#[test]
fn a_service_on_this_machine_is_reached_without_the_proxy_of_the_environment() {
    let (output, asked) = looked_at("200 OK");
    let said = words(&output);
    assert!(
        said.contains("a service answers, on this machine"),
        "{said}"
    );
    assert!(asked.starts_with("GET /v1/models "), "{asked}");
    assert!(asked.contains("Bearer a-key"), "{asked}");
}

#[test]
fn what_answers_without_being_known_as_a_transcriber_is_not_called_one() {
    let (output, _) = looked_at("404 Not Found");
    let said = words(&output);
    assert!(said.contains("lists no models"), "{said}");
    assert!(!said.contains("a service answers"), "{said}");
    let (output, _) = looked_at("401 Unauthorized");
    assert!(!output.status.success());
    let said = words(&output);
    assert!(said.contains("does not take the key"), "{said}");
}
