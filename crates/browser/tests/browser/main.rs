//! The pages in a real Chromium.

mod case;
mod every_page;
mod experiments;
#[path = "../../../web/tests/pages/support/reader.rs"]
mod reader;
mod sound;
mod speaking;
mod visitor;
mod whole_loop;
mod worlds;
