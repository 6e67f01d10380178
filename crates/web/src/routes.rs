//! The one table of routes.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use interview::Command;
use prep::people::Contact;
use prep::research::{Canvas, Feed, Note};
use prep::story::Story;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::ears::Ears;
use crate::pages::interviews::{self, answers};
use crate::pages::recordings::Holder;
use crate::pages::{
    about, brief, bring, cases, check, data, drills, experiments, friend, guide, home, lab,
    own_data, people, plan, practise, prepare, progress, questions, readiness, recordings,
    research, settings, sql, stories, tools, trust, work, worlds,
};
use crate::papers::{ask, delete};
use crate::{assets, failure, guard};

/// The most that a form may weigh: the longest answer in the longest spelling of a character in a
/// form (four bytes, three letters each), and some room.
const LARGEST_FORM: usize = 12 * interview::command::LONGEST_ANSWER + 64 * 1024;

/// The most that an upload may weigh: the largest file that is imported, and the form around it.
const LARGEST_IMPORT: usize = store::transfer::LARGEST + 64 * 1024;

/// The most that a brought recording and what comes with it may weigh.
const LARGEST_RECORDING: usize = 2_000_000_000;

/// All pages.
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    Router::new()
        .route("/", get(home::show))
        .route("/guide", get(guide::index))
        .route("/guide/role", get(guide::role::show))
        .route("/guide/process", get(guide::process::show))
        .route("/guide/components", get(guide::components::show))
        .route("/guide/culture", get(guide::culture::show))
        .route("/guide/mistakes", get(guide::mistakes::show))
        .route("/guide/frames", get(guide::frames::show))
        .route("/guide/strategies", get(guide::strategies::show))
        .route("/guide/facts", get(guide::facts::show))
        .route("/questions", get(questions::list::show))
        .route("/questions/{id}", get(questions::show::show))
        .route("/practise", get(practise::show::show))
        .route("/practise/loop", post(practise::begin::whole_loop))
        .route("/practise/round", post(practise::begin::round))
        .route("/practise/round/{id}", get(practise::round::show))
        .route("/practise/question", post(practise::begin::question))
        .nest("/interviews/{id}", interview())
        .nest("/friend/{invitation}", friend::routes())
        .route("/prepare", get(prepare::show))
        .route("/prepare/date", post(prepare::date))
        .route("/check", get(check::show).post(check::answer))
        .nest("/plan", own_plan())
        .route("/readiness", get(readiness::show))
        .route("/brief", get(brief::show))
        .route("/brief/brief.pdf", get(brief::file))
        .route("/drills", get(drills::overview::show))
        .route("/drills/next", get(drills::next))
        .route("/drills/decks/{name}", get(drills::deck::show))
        .route(
            "/drills/cards/{id}",
            get(drills::card::show).post(drills::reviewed::answer),
        )
        .route("/drills/reviews/{number}", get(drills::reviewed::show))
        .nest("/stories", own_stories())
        .nest("/research", own_research())
        .nest("/people", people_known())
        .nest("/experiments", experiments_run())
        .route("/progress", get(progress::show))
        .route("/lab", get(lab::show))
        .route("/lab/metrics", get(tools::metrics::show))
        .nest("/lab/diagnosis", own_data::routes())
        .nest("/lab/{world}", lab_tools())
        .nest("/lab/{world}/sql", sql::routes())
        .nest("/cases", cases::routes())
        .nest(
            "/cases/{id}/recordings/{turn}/{attempt}",
            recording(Holder::Case),
        )
        .nest("/worlds", worlds_kept())
        .route("/work/{key}", get(work::show))
        .route("/work/{key}/stop", post(work::stop))
        .route("/recordings", get(recordings::list::show))
        .route(
            "/recordings/bring",
            get(bring::show)
                .post(bring::bring)
                .layer(DefaultBodyLimit::max(LARGEST_RECORDING)),
        )
        .route(
            "/recordings/delete",
            get(recordings::list::ask_all).post(recordings::list::delete_all),
        )
        .route("/settings", get(settings::show))
        .route("/settings/speaking", post(settings::speaking::keep))
        .route(
            "/settings/transcription",
            post(settings::transcription::keep),
        )
        .route(
            "/settings/transcription/fetch",
            post(settings::transcription::fetch),
        )
        .route("/settings/theme", post(settings::theme))
        .route("/settings/pack", post(settings::pack))
        .route("/settings/export", get(data::export))
        .route(
            "/settings/import",
            post(data::import).layer(DefaultBodyLimit::max(LARGEST_IMPORT)),
        )
        .route("/settings/backup", post(data::backup))
        .route("/settings/wipe", get(data::ask).post(data::wipe))
        .route("/about", get(about::show))
        .route("/trust", get(trust::show))
        .layer(Extension(Arc::new(Ears::default())))
        .layer(map_response(never_kept))
        .route("/assets/{version}/{name}", get(assets::show))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CompressionLayer::new().gzip(true))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .layer(from_fn_with_state(app.clone(), failure::pages))
        .layer(map_response(held_back))
        .with_state(app)
}

/// The candidate's own plan.
fn own_plan() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(plan::show::show))
        .route("/goal", post(plan::goal::keep))
        .route("/done", post(plan::done::tick))
        .route("/calendar.ics", get(plan::files::ics))
        .route("/plan.pdf", get(plan::files::pdf))
}

/// What the candidate found out.
fn own_research() -> Router<Arc<App>> {
    use research::{canvases, cards, feeds, list, markets, notes, simulated};
    Router::new()
        .route("/", get(list::show))
        .route("/cards", get(cards::show))
        .route("/markets", get(markets::index))
        .route("/markets/numbers", post(simulated::work_out))
        .route("/markets/{id}", get(markets::show))
        .route("/notes", post(notes::add))
        .route("/notes/new", get(notes::new))
        .route("/notes/{id}", get(notes::show).post(notes::change))
        .route("/notes/{id}/edit", get(notes::edit))
        .route("/notes/{id}/delete", get(ask::<Note>).post(delete::<Note>))
        .route("/feeds", post(feeds::add))
        .route("/feeds/{id}", get(feeds::show))
        .route("/feeds/{id}/fetch", post(feeds::refresh))
        .route("/feeds/{id}/delete", get(ask::<Feed>).post(delete::<Feed>))
        .route("/canvases", post(canvases::add))
        .route("/canvases/new", get(canvases::new))
        .route("/canvases/{id}", get(canvases::show).post(canvases::change))
        .route("/canvases/{id}/edit", get(canvases::edit))
        .route(
            "/canvases/{id}/delete",
            get(ask::<Canvas>).post(delete::<Canvas>),
        )
}

/// People who know the work.
fn people_known() -> Router<Arc<App>> {
    use people::{edit, list, show};
    Router::new()
        .route("/", get(list::show).post(edit::add))
        .route("/new", get(edit::new))
        .route("/{id}", get(show::show).post(edit::change))
        .route("/{id}/edit", get(edit::show))
        .route("/{id}/stage", post(edit::stage))
        .route("/{id}/learned", post(edit::learned))
        .route("/{id}/delete", get(ask::<Contact>).post(delete::<Contact>))
}

/// A world opened for questions.
fn lab_tools() -> Router<Arc<App>> {
    let others = Router::new().route("/", get(tools::ask::show)).route(
        "/drills",
        get(tools::drills::show).post(tools::drills::answer),
    );
    tools::FORMS.into_iter().fold(others, |router, form| {
        router.route(&format!("/{}", form.word), form.page())
    })
}

/// Simulated services on this machine.
fn worlds_kept() -> Router<Arc<App>> {
    use worlds::{list, make, planted, remove, show};
    Router::new()
        .route("/", get(list::show).post(make::make))
        .route("/new", get(make::show))
        .route("/{id}", get(show::show))
        .route("/{id}/planted", get(planted::ask).post(planted::find))
        .route("/{id}/delete", get(remove::ask).post(remove::delete))
}

/// Experiments on simulated members.
fn experiments_run() -> Router<Arc<App>> {
    use experiments::analyze::{LARGEST, Shelf, show as own, upload};
    use experiments::{Stock, again, decide, list, new, remove, run, show, truth};
    Router::new()
        .route("/", get(list::show))
        .route(
            "/analyze",
            get(upload::form)
                .post(upload::bring)
                .layer(DefaultBodyLimit::max(LARGEST + 64 * 1024)),
        )
        .route("/analyze/{key}", get(own::show))
        .layer(Extension(Arc::new(Shelf::default())))
        .route("/proposals/{id}", get(new::show).post(new::design))
        .route("/{id}", get(show::show))
        .route("/{id}/look", post(run::look))
        .route("/{id}/decide", post(decide::decide))
        .route("/{id}/rerun", get(again::show).post(again::design))
        .route("/{id}/truth", get(truth::show))
        .route("/{id}/delete", get(remove::ask).post(remove::delete))
        .layer(Extension(Arc::new(Stock::default())))
}

/// The candidate's own stories.
fn own_stories() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(stories::list::show).post(stories::edit::add))
        .route("/new", get(stories::edit::new))
        .route("/version", get(stories::edit::version))
        .route("/read", post(stories::edit::preview))
        .route("/match", get(stories::fit::show))
        .route("/tell", get(stories::tell::show))
        .route("/stories.pdf", get(stories::list::pdf))
        .route("/import", post(stories::edit::import))
        .route(
            "/{id}",
            get(stories::show::show).post(stories::edit::change),
        )
        .route("/{id}/edit", get(stories::edit::show))
        .route("/{id}/delete", get(ask::<Story>).post(delete::<Story>))
}

/// One interview, and the answers given in it.
fn interview() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(interviews::show::show))
        .route("/begin", interviews::clock::does(Command::Begin))
        .route("/answer", post(interviews::turn::answer))
        .route("/present", post(interviews::turn::present))
        .route("/preview", post(interviews::turn::preview))
        .route(
            "/giving",
            get(interviews::giving::show).post(interviews::giving::begin),
        )
        .route("/skip", post(interviews::turn::skip))
        .route("/draft", post(interviews::keep::draft))
        .route("/pause", interviews::clock::does(Command::Pause))
        .route("/resume", interviews::clock::does(Command::Resume))
        .route("/close-round", interviews::clock::does(Command::CloseRound))
        .route("/end", interviews::clock::does(Command::End))
        .route("/go-on", post(interviews::friend::go_on))
        .route(
            "/friend",
            get(interviews::friend::show).post(interviews::friend::invite),
        )
        .route("/friend/withdraw", post(interviews::friend::withdraw))
        .route("/friend/lead", post(interviews::friend::take_back))
        .route("/friend/open", post(interviews::network::open))
        .route("/friend/close", post(interviews::network::close))
        .route("/debrief", get(interviews::debrief::show))
        .route("/debrief.pdf", get(interviews::debrief::pdf))
        .route(
            "/delete",
            get(interviews::remove::ask).post(interviews::remove::delete),
        )
        .route(
            "/brought",
            get(bring::choose::show).post(bring::choose::take),
        )
        .route("/brought/none", post(bring::choose::none))
        .route(
            "/brought/another",
            get(bring::another::show).post(bring::another::take),
        )
        .nest("/recordings/{turn}/{attempt}", recording(Holder::Interview))
        .route("/answers/{turn}", get(answers::show::show))
        .route("/answers/{turn}/rating", post(answers::rating::rate))
        .route(
            "/answers/{turn}/retry",
            get(answers::retry::show).post(answers::retry::answer),
        )
        .route(
            "/answers/{turn}/correct",
            get(answers::correct::show).post(answers::correct::correct),
        )
        .route(
            "/answers/{turn}/comparison/{attempt}",
            get(answers::comparison::show),
        )
}

/// An answer as it was spoken, on an occasion of that kind.
fn recording(holder: Holder) -> Router<Arc<App>> {
    use recordings::{moment, piece, remove, show, sound, transcript};
    Router::new()
        .route("/", get(show::show))
        .route("/pieces", get(piece::count))
        .route(
            "/pieces/{at}",
            post(piece::keep).layer(DefaultBodyLimit::max(piece::LARGEST)),
        )
        .route("/sound.wav", get(sound::play))
        .route("/anew", post(piece::anew))
        .route(
            "/transcript",
            get(transcript::percent).post(transcript::write),
        )
        .route("/moments", post(moment::mark))
        .route("/moments/delete", post(moment::forget))
        .route("/delete", get(remove::ask).post(remove::delete))
        .layer(Extension(Arc::new(transcript::Writings::default())))
        .layer(Extension(holder))
}

/// Pages show what is stored now, and hold private words: browsers are asked not to keep them.
async fn never_kept(mut response: Response) -> Response {
    let value = axum::http::HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(axum::http::header::CACHE_CONTROL)
        .or_insert(value);
    response
}

/// The pages of failures are made outside of all that adds headers, and hold private words like others.
async fn held_back(mut response: Response) -> Response {
    guard::harden(&mut response);
    if response.status().is_client_error() || response.status().is_server_error() {
        return never_kept(response).await;
    }
    response
}

/// How long requests under way are waited for at the end; a recording may be written down for longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves the pages until `shutdown` completes: the door is closed at once, requests under way are finished
/// unless they take long, and long work is stopped.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let works = app.works.clone();
    let door = app.door.clone();
    let (ends, ending) = oneshot::channel();
    let shutdown = async move {
        shutdown.await;
        door.close();
        // Nobody listens where the pages are no longer served.
        ends.send(()).ok();
    };
    let impatient = async {
        ending.await.ok();
        tokio::time::sleep(PATIENCE).await;
    };
    let served = tokio::select! {
        served = axum::serve(listener, router(app)).with_graceful_shutdown(shutdown).into_future() => served,
        () = impatient => Ok(()),
    };
    // Long work leaves nothing half done; it hears within a day of a world that it should stop.
    tokio::task::spawn_blocking(move || works.end())
        .await
        .map_err(std::io::Error::other)?;
    served
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn pages_of_failures_are_guarded_and_kept_nowhere_like_all_others() {
        let folder = tempfile::tempdir().unwrap();
        let pages = router(App::within(folder.path()).await);
        for (host, path, status) in [
            ("localhost:4747", "/", 200),
            ("localhost:4747", "/nowhere", 404),
            ("localhost:4747", "/interviews/0123456789abcdef", 404),
            ("localhost:4747", "/settings/wipe/twice", 404),
            ("elsewhere:4747", "/", 403),
        ] {
            let request = Request::get(path).header(HOST, host);
            let request = request.body(Body::empty()).unwrap();
            let shown = pages.clone().oneshot(request).await.unwrap();
            assert_eq!(shown.status(), status, "{path}");
            assert_eq!(shown.headers()[CACHE_CONTROL], "no-store", "{path}");
            let policy = shown.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("script-src 'self'"), "{path}");
        }
    }
}
