//! What is answered at the second address.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use interview::event::RoundEnd;
use interview::{Event, Recorded, Setup, TurnId};
use jiff::{SignedDuration, Timestamp};
use store::{InterviewId, Invitation};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;

use super::outside;
use crate::app::App;

/// A free port of this machine, as if it were one of the network.
async fn free() -> SocketAddr {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    taken.local_addr().unwrap()
}

/// A machine with two interviews, a friend invited to each, and the door open to the first.
struct Home {
    app: Arc<App>,
    pages: Router,
    address: SocketAddr,
    interview: InterviewId,
    invitation: Invitation,
    other: Invitation,
    _folder: TempDir,
}

async fn home() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(App::within(folder.path()).await);
    let (store, pack) = (&app.store, &app.panels[0].pack);
    let mut ids = Vec::new();
    for invitation in [Invitation::new(1), Invitation::new(2)] {
        let setup = Setup::whole_loop(pack, 1);
        let (_, started) = interview::Interview::start(setup, Timestamp::UNIX_EPOCH);
        let (id, _) = store.create_interview(&[started]).await.unwrap();
        store
            .invite(&id, "Noor", &invitation, Timestamp::UNIX_EPOCH)
            .await
            .unwrap();
        ids.push(id);
    }
    let address = free().await;
    let interview = ids.swap_remove(0);
    app.door.open(&app, &interview, address).await.unwrap();
    Home {
        pages: outside::router(app.clone(), interview.clone(), address),
        app,
        address,
        interview,
        invitation: Invitation::new(1),
        other: Invitation::new(2),
        _folder: folder,
    }
}

impl Home {
    /// What is answered to somebody at that address of the network.
    async fn asked(&self, from: u8, request: Request<Body>) -> (StatusCode, String) {
        let mut request = request;
        let from = SocketAddr::from(([192, 168, 1, from], 5000));
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let policy = response.headers().contains_key("content-security-policy");
        assert!(policy, "an answer without its policy");
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        let text = String::from_utf8_lossy(&body.unwrap()).into_owned();
        (status, text)
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("host", self.address.to_string());
        self.asked(5, request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, host: &str, origin: &str) -> StatusCode {
        let request = Request::post(path)
            .header("host", host)
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        self.asked(5, request).await.0
    }

    fn way_in(&self) -> String {
        format!("/friend/{}", self.invitation.as_str())
    }
}

#[tokio::test]
async fn only_the_pages_of_the_invitation_are_there() {
    let home = home().await;
    let (status, view) = home.get(&home.way_in()).await;
    assert_eq!(status, StatusCode::OK, "{view}");
    let style = view
        .split("href=\"")
        .find(|each| each.contains(".css"))
        .unwrap();
    let style = style.split('"').next().unwrap();
    assert_eq!(home.get(style).await.0, StatusCode::OK);
    let bare = style.strip_prefix(&home.way_in()).unwrap();
    for path in [
        "/",
        "/settings",
        "/settings/export",
        "/progress",
        &format!("/interviews/{}", home.interview),
        &format!("/interviews/{}/friend", home.interview),
        bare,
        "/friend/",
    ] {
        let (status, told) = home.get(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!told.contains("Greenroom</span>"), "{path}: {told}");
    }
}

#[tokio::test]
async fn an_invitation_to_another_interview_opens_nothing_here() {
    let home = home().await;
    let other = format!("/friend/{}", home.other.as_str());
    assert_eq!(home.get(&other).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_name_than_the_very_address_is_refused_and_so_is_a_foreign_page() {
    let home = home().await;
    let own = home.address.to_string();
    let from = format!("http://{own}");
    let lead = format!("{}/lead", home.way_in());
    let port = home.address.port();
    for host in [
        "evil.example".to_owned(),
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
    ] {
        let status = home.post(&lead, &host, &format!("http://{host}")).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{host}");
    }
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://localhost:4747",
    ] {
        assert_eq!(
            home.post(&lead, &own, origin).await,
            StatusCode::FORBIDDEN,
            "{origin}"
        );
    }
    assert_eq!(home.post(&lead, &own, &from).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_guesses_on_is_not_answered_even_when_right_and_others_are() {
    let home = home().await;
    let ask = |from: u8, path: String| {
        let request = Request::get(path).header("host", home.address.to_string());
        home.asked(from, request.body(Body::empty()).unwrap())
    };
    for _ in 0..20 {
        let asked_by_itself = ask(9, "/favicon.ico".to_owned()).await;
        assert_eq!(asked_by_itself.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(ask(9, home.way_in()).await.0, StatusCode::OK, "no guess");
    for guess in 100..110_u128 {
        let wrong = format!("/friend/{}", Invitation::new(guess).as_str());
        assert_eq!(ask(9, wrong).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(ask(9, home.way_in()).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(5, home.way_in()).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_door_that_is_closed_answers_nothing_and_frees_its_address() {
    let home = home().await;
    home.app.door.close_to(&home.interview);
    assert_eq!(home.get(&home.way_in()).await.0, StatusCode::NOT_FOUND);
    // The listener ends in its own time.
    while tokio::net::TcpListener::bind(home.address).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_door_is_closed_when_the_program_is_to_end_even_while_a_request_is_under_way() {
    let home = home().await;
    let folder = tempfile::tempdir().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = App {
        door: home.app.door.clone(),
        port: address.port(),
        ..App::within(folder.path()).await
    };
    let (end, ends) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(crate::serve(listener, app, async {
        ends.await.ok();
    }));
    let mut under_way = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /check HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
         content-type: application/x-www-form-urlencoded\r\n\
         content-length: 9\r\nexpect: 100-continue\r\n\r\n"
    );
    under_way.write_all(head.as_bytes()).await.unwrap();
    let mut told = [0; 12];
    under_way.read_exact(&mut told).await.unwrap();
    assert_eq!(&told, b"HTTP/1.1 100");
    end.send(()).unwrap();
    while home.app.door.at(&home.interview).is_some() {
        tokio::task::yield_now().await;
    }
    assert!(!served.is_finished());
    drop(under_way);
    served.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_door_is_not_needed_once_the_invitation_or_the_interview_is_gone() {
    let home = home().await;
    assert!(!super::is_over(&home.app, &home.interview).await);
    home.app.store.withdraw(&home.interview).await.unwrap();
    assert!(super::is_over(&home.app, &home.interview).await);
    home.app
        .store
        .delete_interview(&home.interview)
        .await
        .unwrap();
    assert!(super::is_over(&home.app, &home.interview).await);
}

#[tokio::test]
async fn the_door_closes_half_an_hour_after_the_last_round_whatever_is_rated_since() {
    let home = home().await;
    for (ago, over) in [
        (SignedDuration::from_mins(29), false),
        (SignedDuration::from_mins(31), true),
    ] {
        let now = home.app.now();
        let setup = Setup::whole_loop(&home.app.panels[0].pack, 1);
        let round = setup.rounds[0].round.clone();
        let (_, started) = interview::Interview::start(setup, now - ago);
        let opened = Event::RoundOpened {
            round: round.clone(),
            text: String::new(),
        };
        let closed = Event::RoundClosed {
            round,
            because: RoundEnd::ByCandidate,
            text: String::new(),
        };
        let ended = Event::Ended { early: true };
        let rated = Event::SelfRated {
            turn: TurnId(1),
            level: None,
        };
        let mut events = vec![started];
        events.extend([opened, closed, ended].map(|event| Recorded {
            at: now - ago,
            event,
        }));
        events.push(Recorded {
            at: now,
            event: rated,
        });
        let (id, _) = home.app.store.create_interview(&events).await.unwrap();
        home.app
            .store
            .invite(&id, "Noor", &Invitation::new(3), now)
            .await
            .unwrap();
        assert_eq!(super::is_over(&home.app, &id).await, over, "{ago:#}");
        home.app.store.withdraw(&id).await.unwrap();
    }
}
