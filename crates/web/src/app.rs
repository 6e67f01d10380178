//! What the pages stand on; made by the program and shared by all requests.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use interview::{Desk, Reader};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lab::workbench::Workbench;
use pack::Pack;
use pack::id::PackId;
use prep::research::Unfetched;
use store::Store;
use worlds::Worlds;

use crate::door::Door;
use crate::transcribe::{FetchModel, Transcribe};
use crate::work::Works;

/// Reads the time. Passed in, so that tests can say what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Draws the seed of a new interview. Passed in, so that tests can say what is drawn.
pub type Seeds = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Draws the bits of an invitation from the system's randomness; `None` where it has none to give.
/// Passed in, so that tests can say what is drawn.
pub type Secrets = Arc<dyn Fn() -> Option<u128> + Send + Sync>;

/// Fetches what stands at an address, when the candidate asks for it; waits until it is there.
/// Passed in, so that tests reach no network.
pub type Fetch = Arc<dyn Fn(&str) -> Result<Vec<u8>, Unfetched> + Send + Sync>;

/// Tells the address of this machine on its network. Passed in, so that tests can say which it is.
pub type Network = Arc<dyn Fn() -> Option<IpAddr> + Send + Sync>;

/// What the pages stand on.
pub struct App {
    /// The packs that can be chosen, the default first; never empty.
    pub panels: Vec<Panel>,
    /// Where interviews are kept.
    pub store: Store,
    /// Reads the time.
    pub clock: Clock,
    /// The time zone in which the candidate's days begin.
    pub zone: TimeZone,
    /// Draws seeds.
    pub seeds: Seeds,
    /// Draws invitations.
    pub secrets: Secrets,
    /// Fetches feeds.
    pub fetch: Fetch,
    /// Tells the address of this machine on its network, where it has one.
    pub network: Network,
    /// The door by which a friend on the same network is let in.
    pub door: Door,
    /// Writes down what was spoken.
    pub transcribe: Transcribe,
    /// Fetches a whisper model.
    pub fetch_model: FetchModel,
    /// Whether it runs a whisper model; not every build does.
    pub whisper: bool,
    /// The simulated services on this machine.
    pub worlds: Arc<Worlds>,
    /// Answers SQL over them; none where the program was built without an engine.
    pub workbench: Option<Arc<dyn Workbench>>,
    /// Long work that goes on beside the requests.
    pub works: Works,
    /// Where the data lies, as shown to the candidate.
    pub data_dir: PathBuf,
    /// The port on which this server is reached; other hosts and ports are refused.
    pub port: u16,
}

/// Who interviews: a pack, and somebody who reads the answers to its questions.
#[derive(Clone)]
pub struct Panel {
    /// The content.
    pub pack: Arc<Pack>,
    /// The coach of that pack, or another reader in its place.
    pub coach: Arc<dyn Reader + Send + Sync>,
}

impl Panel {
    /// The desk at which an interview is decided.
    #[must_use]
    pub fn desk(&self) -> Desk<'_> {
        Desk {
            pack: &self.pack,
            coach: &*self.coach,
        }
    }
}

impl App {
    /// The panel of the pack of that name.
    pub(crate) fn panel(&self, pack: &PackId) -> Option<&Panel> {
        self.panels
            .iter()
            .find(|panel| panel.pack.manifest.id == *pack)
    }

    /// The pack of that name, else the default.
    pub(crate) fn pack_or_default(&self, name: Option<&str>) -> Arc<Pack> {
        let named = name
            .and_then(|name| name.parse().ok())
            .and_then(|id| self.panel(&id));
        named.unwrap_or(&self.panels[0]).pack.clone()
    }

    /// What day it is where the candidate is.
    pub(crate) fn today(&self) -> Date {
        self.zone.to_datetime(self.now()).date()
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

#[cfg(test)]
impl App {
    /// A program that nobody has used, with its data in this folder: it reaches nothing outside, and its
    /// clock stands at the beginning of time.
    pub(crate) async fn within(folder: &std::path::Path) -> Self {
        let (_, files) = pack::embedded::packs().swap_remove(0);
        let pack = Arc::new(pack::load(&files).unwrap());
        Self {
            panels: vec![Panel {
                coach: Arc::new(coach::Coach::new(&pack)),
                pack,
            }],
            store: Store::open(&folder.join("greenroom.db")).await.unwrap(),
            clock: Arc::new(|| Timestamp::UNIX_EPOCH),
            zone: TimeZone::UTC,
            seeds: Arc::new(|| 1),
            secrets: Arc::new(|| None),
            fetch: Arc::new(|_| Ok(Vec::new())),
            network: Arc::new(|| None),
            door: Door::default(),
            transcribe: Arc::new(|_, _, _| Err(crate::Untranscribed::Nobody)),
            fetch_model: Arc::new(|_, _, _| Err("nothing is fetched here".to_owned())),
            whisper: false,
            worlds: Arc::new(Worlds::new(folder.join("worlds"))),
            workbench: None,
            works: Works::default(),
            data_dir: folder.to_owned(),
            port: 4747,
        }
    }
}
