//! Whatever is done to a pack, reading it ends with a pack or with faults, never with a panic.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop where they stand")]

use pack::cue::{self, MOST};
use pack::id::PackId;
use pack::{Files, embedded, load, skeleton};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

fn example() -> Files {
    skeleton::new(&"example".parse().unwrap(), "Example")
}

/// Replaces some bytes of one file; what is no UTF-8 afterwards becomes replacement characters, as
/// a careless editor would write it.
fn damaged(files: &Files, which: Index, damage: &[(Index, Vec<u8>)]) -> Files {
    let (path, text) = {
        let all: Vec<_> = files.iter().collect();
        let (path, text) = all[which.index(all.len())];
        (path.to_owned(), text.to_owned())
    };
    let mut bytes = text.into_bytes();
    for (place, with) in damage {
        let start = place.index(bytes.len() + 1);
        let end = (start + with.len()).min(bytes.len());
        bytes.splice(start..end, with.iter().copied());
    }
    let mut files = files.clone();
    files.insert(path, String::from_utf8_lossy(&bytes));
    files
}

/// Faults that can be acted on: a file that was there or is missing, a line inside it.
fn assert_usable(files: &Files) -> Result<(), TestCaseError> {
    if let Err(faults) = load(files) {
        prop_assert!(!faults.0.is_empty());
        for fault in &faults.0 {
            prop_assert!(!fault.what.is_empty() && !fault.mend.is_empty(), "{fault}");
            if let (Some(line), Some(text)) = (fault.line, files.get(&fault.file)) {
                let lines = text.matches('\n').count() + 1;
                prop_assert!((1..=lines).contains(&line), "{fault} of {lines} lines");
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn bytes_strewn_over_a_small_pack_never_panic(
        which: Index,
        damage in vec((any::<Index>(), vec(any::<u8>(), 0..6)), 1..8),
    ) {
        assert_usable(&damaged(&example(), which, &damage))?;
    }

    #[test]
    fn signs_of_toml_strewn_over_a_small_pack_never_panic(
        which: Index,
        damage in vec((any::<Index>(), "[\\[\\]{}=\"'\n.,#|!*_ 0-9a-z-]{0,4}".prop_map(String::into_bytes)), 1..8),
    ) {
        assert_usable(&damaged(&example(), which, &damage))?;
    }

    #[test]
    fn a_file_cut_off_anywhere_never_panics(which: Index, end: Index) {
        let files = example();
        let all: Vec<_> = files.iter().collect();
        let (path, text) = all[which.index(all.len())];
        let mut end = end.index(text.len() + 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut cut = files.clone();
        cut.insert(path, &text[..end]);
        assert_usable(&cut)?;
    }

    #[test]
    fn any_text_is_a_cue_or_says_why_not(line in "\\PC{0,60}") {
        match cue::read(&line) {
            Ok(cues) => {
                prop_assert!((1..=MOST).contains(&cues.len()));
                for cue in cues {
                    prop_assert!(!cue.steps.is_empty());
                    // What is written out again is read as the same cue.
                    prop_assert_eq!(cue::read(cue.as_str()).unwrap(), [cue]);
                }
            }
            Err(reason) => prop_assert!(!reason.to_string().is_empty()),
        }
    }

    #[test]
    fn a_new_pack_is_valid_under_any_id_and_name(
        id in "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}",
        name in "\\PC*",
    ) {
        let id: PackId = id.parse().unwrap();
        let files = skeleton::new(&id, &name);
        let allowed = !name.trim().is_empty() && !name.contains('<') && !name.contains("](");
        if allowed {
            let pack = load(&files);
            prop_assert!(pack.is_ok(), "{}", pack.unwrap_err());
            prop_assert_eq!(pack.unwrap().manifest.id, id);
        } else {
            assert_usable(&files)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn bytes_strewn_over_the_packs_that_ship_never_panic(
        pack: Index,
        which: Index,
        damage in vec((any::<Index>(), vec(any::<u8>(), 0..6)), 1..8),
    ) {
        let packs = embedded::packs();
        let (_, files) = &packs[pack.index(packs.len())];
        assert_usable(&damaged(files, which, &damage))?;
    }
}
