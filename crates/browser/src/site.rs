//! The pages as the program serves them, on a free port, with a data folder that is thrown away.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use interview::Reader;
use pack::Pack;
use store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::{App, Panel};

/// A served site; it ends when dropped.
#[derive(Debug)]
pub struct Site {
    /// Its address, without a slash at the end.
    pub address: String,
    folder: TempDir,
    _ends: oneshot::Sender<()>,
}

impl Site {
    /// Serves the embedded packs, each with the reader that is made for it. Interviews are drawn with
    /// seeds 1, 2, 3, …
    ///
    /// # Errors
    /// When the machine has no port or no room for it.
    pub async fn open(reader: impl Fn(&Pack) -> Arc<dyn Reader + Send + Sync>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(&folder.path().join("greenroom.db")).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let panels = pack::embedded::packs()
            .into_iter()
            .map(|(name, files)| {
                let pack = pack::load(&files).with_context(|| name.to_owned())?;
                Ok(Panel {
                    coach: reader(&pack),
                    pack: Arc::new(pack),
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let drawn = AtomicU64::new(0);
        let invited = AtomicU64::new(1);
        let app = App {
            panels,
            store,
            clock: Arc::new(jiff::Timestamp::now),
            zone: jiff::tz::TimeZone::UTC,
            seeds: Arc::new(move || drawn.fetch_add(1, Ordering::Relaxed) + 1),
            secrets: Arc::new(move || Some(u128::from(invited.fetch_add(1, Ordering::Relaxed)))),
            // Nobody on these pages reaches a network.
            network: Arc::new(|| None),
            door: web::Door::default(),
            fetch: Arc::new(|_| Ok(Vec::new())),
            transcribe: Arc::new(|_, _, _| Err(web::Untranscribed::Nobody)),
            fetch_model: Arc::new(|_, _, _| Err("nothing is fetched here".to_owned())),
            whisper: false,
            worlds: Arc::new(worlds::Worlds::new(folder.path().join("worlds"))),
            workbench: Some(Arc::new(workbench::Engine::default())),
            works: web::Works::default(),
            data_dir: folder.path().to_owned(),
            port: addr.port(),
        };
        let (ends, ended) = oneshot::channel::<()>();
        tokio::spawn(web::serve(listener, app, async {
            // Told or dropped, the site ends.
            ended.await.ok();
        }));
        Ok(Self {
            address: format!("http://{addr}"),
            folder,
            _ends: ends,
        })
    }

    /// The folder in which it keeps everything.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
