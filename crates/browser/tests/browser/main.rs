//! The pages in a real Chromium.

mod bringing;
mod captions;
mod case;
mod drills;
mod every_page;
mod experiments;
mod friend;
mod once;
#[path = "../../../web/tests/pages/support/reader.rs"]
mod reader;
mod room;
mod safe;
mod sound;
mod speaking;
mod sql;
mod visitor;
mod whole_loop;
mod worlds;
