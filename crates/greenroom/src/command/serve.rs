//! `greenroom serve`: the pages, on this machine only.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::net::TcpListener;
use web::Panel;

use crate::unable::Unable;
use crate::{data, fetch, network, panels, seed, sql, transcribe};

/// What a program says to the shell when it was interrupted.
const INTERRUPTED: i32 = 130;
/// How long what goes on beside the pages is waited for at the very end.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// Where the pages are served, and where the data lies.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Address and port; loopback only
    #[arg(long, default_value = "127.0.0.1:4747")]
    addr: SocketAddr,
    /// Folder of the data [default: GREENROOM_DATA, else the platform's data folder]
    #[arg(long)]
    data: Option<PathBuf>,
    /// A pack of one's own: its folder; may be given more than once
    #[arg(long)]
    pack: Vec<String>,
    /// Open the page in a browser
    #[arg(long)]
    open: bool,
}

impl Default for Arguments {
    /// What `greenroom` alone means.
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 4747)),
            data: None,
            pack: Vec::new(),
            open: true,
        }
    }
}

/// Serves the pages until interrupted.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    if !arguments.addr.ip().is_loopback() {
        bail!(
            "{} is not a loopback address; your answers stay on this machine: use 127.0.0.1 or [::1]",
            arguments.addr.ip()
        );
    }
    let panels = panels::with_own(&arguments.pack)?;
    let data_dir = data::folder(arguments.data)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server's threads")?;
    let served = runtime.block_on(serve(arguments.addr, arguments.open, panels, data_dir));
    // What still waits for somebody else, such as a service that writes down a recording, is let go.
    runtime.shutdown_timeout(LAST_WAIT);
    served
}

async fn serve(
    addr: SocketAddr,
    open_page: bool,
    panels: Vec<Panel>,
    data_dir: PathBuf,
) -> Result<()> {
    let listener = TcpListener::bind(addr).await.map_err(|error| {
        Unable::because(format!(
            "cannot listen on {addr} ({error}); if Greenroom runs already, open http://{addr}, \
             else choose another port: greenroom serve --addr 127.0.0.1:4748"
        ))
    })?;
    let store = data::open(&data_dir).await?;
    let addr = listener
        .local_addr()
        .context("cannot tell the address that was opened")?;
    let page = format!("http://{addr}/");
    println!("Greenroom is open at {page} (Ctrl-C ends it)");
    if open_page && let Err(error) = open::that_detached(&page) {
        eprintln!("greenroom: no browser could be opened ({error}); open {page} yourself");
    }
    let app = web::App {
        panels,
        store: store.clone(),
        clock: Arc::new(jiff::Timestamp::now),
        zone: jiff::tz::TimeZone::system(),
        seeds: Arc::new(seed::draw),
        secrets: Arc::new(seed::secret),
        fetch: Arc::new(fetch::fetch),
        network: Arc::new(network::own_address),
        door: web::Door::default(),
        transcribe: Arc::new(transcribe::transcribe),
        fetch_model: Arc::new(transcribe::fetch_model),
        whisper: transcribe::WHISPER,
        worlds: Arc::new(worlds::Worlds::new(data_dir.join("worlds"))),
        workbench: sql::engine(),
        works: web::Works::default(),
        data_dir,
        port: addr.port(),
    };
    web::serve(listener, app, interrupted())
        .await
        .context("the server stopped")?;
    store.close().await;
    Ok(())
}

async fn interrupted() {
    // Without a signal to wait for the server runs until it is killed, which loses nothing.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::spawn(async {
        // Whoever asks twice does not want to wait; what was acknowledged is on the disk.
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(INTERRUPTED);
        }
    });
}
