//! The one place that can be read: the folder of a world.

use std::path::Path;
use std::sync::Arc;

use datafusion::common::{Result, plan_err};
use datafusion::execution::object_store::ObjectStoreRegistry;
use datafusion::object_store::ObjectStore;
use datafusion::object_store::local::LocalFileSystem;
use lab::workbench::Refusal;

/// Under which address the folder is known inside the engine.
const ADDRESS: &str = "world://tables/";

/// Knows one folder, and nothing beside it: neither other files nor any host.
#[derive(Debug)]
pub(crate) struct OneFolder(Arc<dyn ObjectStore>);

impl OneFolder {
    /// The folder of a world.
    pub(crate) fn of(folder: &Path) -> Result<Self, Refusal> {
        LocalFileSystem::new_with_prefix(folder)
            .map(|folder| Self(Arc::new(folder)))
            .map_err(|error| Refusal::Unable(format!("cannot read {}: {error}", folder.display())))
    }

    /// The address of a table's files.
    pub(crate) fn address(table: &str) -> String {
        format!("{ADDRESS}{table}/")
    }
}

impl ObjectStoreRegistry for OneFolder {
    fn register_store(
        &self,
        _: &url::Url,
        _: Arc<dyn ObjectStore>,
    ) -> Option<Arc<dyn ObjectStore>> {
        // Nobody adds places; the trait asks for a way to do so.
        None
    }

    fn get_store(&self, url: &url::Url) -> Result<Arc<dyn ObjectStore>> {
        if ADDRESS.starts_with(url.as_str()) || url.as_str().starts_with(ADDRESS) {
            Ok(self.0.clone())
        } else {
            plan_err!("only the tables of the world can be read, not {url}")
        }
    }
}
