//! What the documents say about worlds is what the program knows.

#![allow(clippy::unwrap_used, reason = "tests may stop where they stand")]

#[test]
fn the_data_dictionary_in_the_documents_is_that_of_the_tables() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/worlds.md");
    let document = std::fs::read_to_string(path).unwrap();
    assert!(
        document.ends_with(&world::table::markdown()),
        "docs/worlds.md does not end with what `greenroom world tables` prints; replace what \
         follows its last comment by that"
    );
}
