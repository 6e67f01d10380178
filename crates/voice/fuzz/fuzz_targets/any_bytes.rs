//! Any bytes are decoded or refused, and read as a transcript or refused; never a panic.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use voice::words::align;
use voice::{Listener, Sound, transcript};

fuzz_target!(|bytes: &[u8]| {
    let mut listener = Listener::new();
    if let Ok(sound) = Sound::open(Cursor::new(bytes.to_vec())) {
        for block in sound.flatten() {
            listener.feed(&block);
        }
    }
    let delivery = listener.finish();
    assert_eq!(
        delivery.pauses.len(),
        delivery.stretches.len().saturating_sub(1)
    );
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(read) = transcript::read(text)
    {
        for word in align(&read, &delivery) {
            assert!(word.start <= word.end && word.from < word.to);
        }
    }
});
