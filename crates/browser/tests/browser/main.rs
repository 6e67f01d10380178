//! The pages in a real Chromium.

mod every_page;
mod visitor;
mod whole_loop;
