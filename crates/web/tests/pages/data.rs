//! Taking data away, bringing it back, forgetting it.

use axum::http::StatusCode;

use crate::support::{Site, held};

#[tokio::test]
async fn settings_say_where_the_data_lies_and_how_much_it_is() {
    let site = Site::new().await;
    held(&site).await;
    let folder = site.folder();
    site.get("/settings")
        .await
        .must_hold(&folder)
        .must_hold("<dt>Interviews</dt><dd>1</dd>")
        .must_hold("kB");
}

#[tokio::test]
async fn what_is_exported_here_is_imported_there_and_reads_the_same() {
    let here = Site::new().await;
    let interview = held(&here).await;
    here.rate_all(&interview, "3").await;
    let story = [("title", "The form"), ("text", "Eleven were too many.")];
    here.post("/stories", &story).await;
    let file = here.get("/settings/export").await;
    assert_eq!(
        file.saved_as,
        "attachment; filename=\"greenroom-2025-06-15.json\""
    );

    let there = Site::new().await;
    let imported = there.upload("/settings/import", &file.text, "merge").await;
    assert_eq!(imported.status, StatusCode::SEE_OTHER, "{}", imported.text);
    let (address, _) = imported.location.split_once('#').unwrap();
    there
        .get(address)
        .await
        .must_hold("Interviews added: 1, continued: 0")
        .must_hold("Stories, notes and other papers: 1. Answers to cards: 0.");
    let debrief = format!("{interview}/debrief");
    assert_eq!(
        there.get(&debrief).await.text,
        here.get(&debrief).await.text
    );
}

#[tokio::test]
async fn a_refused_import_says_why_and_changes_nothing() {
    let site = Site::new().await;
    held(&site).await;
    let good = site.get("/settings/export").await.text;
    let changed = good.replacen("eleven fields", "twelve fields", 1);
    let cut = &good[..good.len() / 2];
    for (file, why) in [
        ("", "not an export of Greenroom"),
        ("{}", "not an export of Greenroom"),
        (cut, "not an export of Greenroom"),
        (changed.as_str(), "changed or damaged"),
    ] {
        for mode in ["merge", "replace"] {
            let refused = site.upload("/settings/import", file, mode).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            refused
                .must_hold("The file was not taken in")
                .must_hold(why)
                .must_hold("Nothing was changed");
        }
    }
    assert_eq!(site.get("/settings/export").await.text, good);
}

#[tokio::test]
async fn a_form_without_a_file_is_refused_with_a_reason() {
    let site = Site::new().await;
    let plain = site.post("/settings/import", &[("mode", "merge")]).await;
    assert!(plain.status.is_client_error(), "{}", plain.status);
    plain.must_hold("Greenroom");
}

#[tokio::test]
async fn one_interview_is_forgotten_after_asking_and_the_others_stay() {
    let site = Site::new().await;
    let gone = held(&site).await;
    let stays = site.question("failed-launch").await;
    site.get(&format!("{gone}/delete"))
        .await
        .must_hold("Delete this interview?")
        .must_hold("cannot be brought back");
    assert_eq!(site.get(&gone).await.status, StatusCode::OK);
    let deleted = site.post(&format!("{gone}/delete"), &[]).await;
    assert_eq!(deleted.location, "/progress");
    assert_eq!(site.get(&gone).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&stays).await.status, StatusCode::OK);
    let again = site.post(&format!("{gone}/delete"), &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everything_is_forgotten_only_when_the_box_is_ticked() {
    let site = Site::new().await;
    let interview = held(&site).await;
    site.get("/settings/wipe")
        .await
        .must_hold("Forget everything?")
        .must_hold("1 interview with every answer");
    let unsure = site.post("/settings/wipe", &[]).await;
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get(&interview).await.status, StatusCode::OK);
    let wiped = site.post("/settings/wipe", &[("sure", "yes")]).await;
    assert_eq!(wiped.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(&interview).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.store.count().await.unwrap(), 0);
}

#[tokio::test]
async fn sound_that_cannot_be_forgotten_keeps_no_world_from_it_and_is_told() {
    let site = Site::new().await;
    let folder = std::path::PathBuf::from(site.folder());
    let world = folder.join("worlds/0123456789abcdef");
    std::fs::create_dir_all(&world).unwrap();
    // Nobody, not even root, can write over a folder.
    let stuck = folder.join("recordings/0123456789abcdef/0-0.wav");
    std::fs::create_dir_all(&stuck).unwrap();
    let wiped = site.post("/settings/wipe", &[("sure", "yes")]).await;
    assert_eq!(wiped.status, StatusCode::SERVICE_UNAVAILABLE);
    wiped.must_hold("still on the disk").must_hold("0-0.wav");
    assert!(!world.exists());
}

#[tokio::test]
async fn a_backup_is_a_store_of_its_own_with_everything_in_it() {
    let site = Site::new().await;
    held(&site).await;
    let kept = site.post("/settings/backup", &[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let copy = std::path::Path::new(&site.folder()).join("backup-20250615T150640Z.db");
    let copy = store::Store::open(&copy).await.unwrap();
    assert_eq!(copy.count().await.unwrap(), 1);
    let twice = site.post("/settings/backup", &[]).await;
    assert!(!twice.status.is_success() && twice.status != StatusCode::SEE_OTHER);
}
