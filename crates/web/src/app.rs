//! What the pages stand on; made by the program and shared by all requests.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use pack::Pack;

/// Reads the time. Passed in, so that tests can say what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the pages stand on.
pub struct App {
    /// The packs that can be chosen, the default first; never empty.
    pub packs: Vec<Arc<Pack>>,
    /// Reads the time.
    pub clock: Clock,
    /// Where the data lies, as shown to the candidate.
    pub data_dir: PathBuf,
    /// The port on which this server is reached; other hosts and ports are refused.
    pub port: u16,
}

impl App {
    /// The pack of that name, else the default.
    pub(crate) fn pack_or_default(&self, name: Option<&str>) -> Arc<Pack> {
        let named = name.and_then(|name| {
            self.packs
                .iter()
                .find(|pack| pack.manifest.id.as_str() == name)
        });
        named.unwrap_or(&self.packs[0]).clone()
    }
}
