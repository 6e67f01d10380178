use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::*;

fn about(key: &str) -> About {
    About {
        key: key.to_owned(),
        title: "Counting".to_owned(),
        lede: "It takes a while.".to_owned(),
        back: "/lab".to_owned(),
    }
}

/// Work that goes on until it is let go, and says when it has begun.
fn held(works: &Works, key: &str) -> (Receiver<()>, Sender<()>) {
    let (begins, begun) = channel();
    let (go, gone) = channel();
    works
        .start(about(key), move |progress| {
            let _ = begins.send(());
            loop {
                if progress.is_stopped() {
                    return Err("stopped");
                }
                match gone.recv_timeout(Duration::from_millis(2)) {
                    Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
                    _ => return Ok("/there".to_owned()),
                }
            }
        })
        .unwrap();
    (begun, go)
}

fn ended(works: &Works, key: &str) -> State {
    let piece = works.get(key).unwrap();
    while piece.goes_on() {
        std::thread::sleep(Duration::from_millis(1));
    }
    piece.state()
}

#[test]
fn work_leads_where_it_says_or_tells_why_it_failed() {
    let works = Works::default();
    let address = works
        .start(about("count"), |progress| {
            progress.expect(2);
            progress.advance();
            Ok::<_, String>("/there".to_owned())
        })
        .unwrap();
    assert_eq!(address, "/work/count");
    assert_eq!(ended(&works, "count"), State::Done("/there".to_owned()));
    assert_eq!(works.get("count").unwrap().share(), 0.5);
    works
        .start(about("full"), |_| Err("the disk is full"))
        .unwrap();
    let full = State::Failed("the disk is full".to_owned());
    assert_eq!(ended(&works, "full"), full);
}

#[test]
fn work_that_breaks_is_told_and_the_next_one_goes_on() {
    let works = Works::default();
    for key in ["one", "two", "three"] {
        works
            .start::<String>(about(key), |_| panic!("a fault"))
            .unwrap();
    }
    for key in ["one", "two", "three"] {
        assert!(matches!(ended(&works, key), State::Failed(_)));
    }
    works
        .start(about("four"), |_| Ok::<_, String>("/there".to_owned()))
        .unwrap();
    assert_eq!(ended(&works, "four"), State::Done("/there".to_owned()));
}

#[test]
fn the_same_key_joins_what_goes_on_and_begins_anew_what_has_ended() {
    let works = Works::default();
    let (begun, go) = held(&works, "same");
    begun.recv().unwrap();
    works
        .start::<String>(about("same"), |_| panic!("it is not begun twice"))
        .unwrap();
    go.send(()).unwrap();
    assert_eq!(ended(&works, "same"), State::Done("/there".to_owned()));
    works
        .start(about("same"), |_| Ok::<_, String>("/elsewhere".to_owned()))
        .unwrap();
    assert_eq!(ended(&works, "same"), State::Done("/elsewhere".to_owned()));
}

#[test]
fn two_run_at_once_others_wait_in_turn_and_too_many_are_refused() {
    let works = Works::default();
    let mut all: Vec<_> = (0..MOST)
        .map(|number| held(&works, &number.to_string()))
        .collect();
    for (begun, _) in &all[..AT_ONCE] {
        begun.recv().unwrap();
    }
    assert!(works.get("2").unwrap().is_waiting());
    let refused = works.start(about("more"), |_| Ok::<_, String>(String::new()));
    assert!(matches!(refused, Err(Failure::TooMuchWork)));
    let (_, go) = all.remove(0);
    go.send(()).unwrap();
    // The third, now second in the list.
    all[AT_ONCE - 1].0.recv().unwrap();
    assert_eq!(works.going_on().len(), MOST - 1);
    works.end();
}

#[test]
fn what_waits_or_runs_can_be_stopped() {
    let works = Works::default();
    let all: Vec<_> = (0..3)
        .map(|number| held(&works, &number.to_string()))
        .collect();
    all[0].0.recv().unwrap();
    for key in ["2", "0"] {
        works.stop(&works.get(key).unwrap());
        assert_eq!(ended(&works, key), State::Stopped);
    }
    works.end();
    assert_eq!(ended(&works, "1"), State::Stopped);
    assert!(works.going_on().is_empty());
}

#[test]
fn what_is_stopped_while_it_waits_lets_go_of_what_it_holds_before_it_is_over() {
    let works = Works::default();
    let running: Vec<_> = (0..AT_ONCE)
        .map(|number| held(&works, &number.to_string()))
        .collect();
    for (begun, _) in &running {
        begun.recv().unwrap();
    }
    let holds = std::sync::Arc::new(());
    let held_too = holds.clone();
    works
        .start(about("waits"), move |_| {
            drop(held_too);
            Ok::<_, String>("/there".to_owned())
        })
        .unwrap();
    works.stop(&works.get("waits").unwrap());
    assert_eq!(ended(&works, "waits"), State::Stopped);
    assert_eq!(std::sync::Arc::strong_count(&holds), 1);
    works.end();
}

#[test]
fn what_is_watched_waits_for_nobody_and_nobody_for_it() {
    let works = Works::default();
    let all: Vec<_> = (0..MOST)
        .map(|number| held(&works, &number.to_string()))
        .collect();
    let watched = |key: &str| {
        works.watch(about(key), |progress| {
            while !progress.is_stopped() {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err::<String, _>("stopped")
        })
    };
    assert_eq!(watched("query"), "/work/query");
    assert!(works.get("query").unwrap().is_running());
    // It is stopped while all others still run or wait.
    works.stop(&works.get("query").unwrap());
    assert_eq!(ended(&works, "query"), State::Stopped);
    works.watch(about("query"), |_| Ok::<_, String>("/there".to_owned()));
    assert_eq!(ended(&works, "query"), State::Done("/there".to_owned()));

    watched("another");
    // The third begins once the first has ended, whatever is watched.
    all[0].1.send(()).unwrap();
    all[AT_ONCE].0.recv().unwrap();
    works.end();
    assert!(works.going_on().is_empty());
}
