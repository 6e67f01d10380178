//! The engine of SQL, where this build has one.

use std::sync::Arc;

use lab::workbench::Workbench;

/// The engine; none where the program was built without it, which takes much less time.
#[cfg(feature = "workbench")]
pub(crate) fn engine() -> Option<Arc<dyn Workbench>> {
    Some(Arc::new(workbench::Engine::default()))
}

/// The engine; none where the program was built without it, which takes much less time.
#[cfg(not(feature = "workbench"))]
pub(crate) fn engine() -> Option<Arc<dyn Workbench>> {
    None
}
