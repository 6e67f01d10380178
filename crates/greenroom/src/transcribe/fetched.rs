//! A whisper model is fetched from the address that the candidate gave: all of it, looked over, or nothing.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use world::Progress;

use super::model;
use crate::fetch::answered;

/// The largest model has 3 GB; over a slow line even that is there by then.
const PATIENCE: Duration = Duration::from_secs(6 * 3600);
/// Nothing that is larger is a model.
const MOST: u64 = 8_000_000_000;
/// So many steps are told of.
const STEPS: u32 = 100;
/// Bytes that are read at a time.
const BLOCK: usize = 256 * 1024;

/// Fetches a model into a file of that name.
///
/// # Errors
/// Why it is not there, in words. Nothing is left of it then; a model of that name that was there before
/// still is.
pub(crate) fn fetch_model(address: &str, file: &Path, progress: &Progress) -> Result<(), String> {
    let part = file.with_extension("part");
    let done = read(address, &part, progress)
        .and_then(|()| {
            model::whole(&part).map_err(|fault| format!("what stands there is no model: {fault}"))
        })
        .and_then(|()| std::fs::rename(&part, file).map_err(|error| refused(file, &error)));
    if done.is_err() {
        // What went wrong first is what is told.
        std::fs::remove_file(&part).ok();
    }
    done
}

fn read(address: &str, part: &Path, progress: &Progress) -> Result<(), String> {
    let answer = answered(address, "application/octet-stream", PATIENCE)
        .map_err(|fault| fault.to_string())?;
    let length = answer
        .headers()
        .get("content-length")
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > MOST) {
        return Err("what stands there is larger than any model".to_owned());
    }
    progress.expect(STEPS as usize);
    let mut told = 0_u32;
    let mut body = answer.into_body().into_with_config().limit(MOST).reader();
    let mut file = File::create(part).map_err(|error| refused(part, &error))?;
    let mut block = vec![0; BLOCK];
    let mut came = 0_u64;
    loop {
        if progress.is_stopped() {
            return Err("it was stopped".to_owned());
        }
        let bytes = body
            .read(&mut block)
            .map_err(|error| format!("it broke off after {came} bytes ({error}); try again"))?;
        if bytes == 0 {
            break;
        }
        file.write_all(&block[..bytes])
            .map_err(|error| refused(part, &error))?;
        came += bytes as u64;
        let reached = length.map_or(0, |length| came * u64::from(STEPS) / length.max(1));
        while u64::from(told) < reached {
            progress.advance();
            told += 1;
        }
    }
    if length.is_some_and(|length| came < length) {
        return Err(format!("it broke off after {came} bytes; try again"));
    }
    file.sync_all().map_err(|error| refused(part, &error))
}

fn refused(file: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be written: {error}", file.display())
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::super::model::miniature::{Then, model};
    use super::*;

    /// Somebody who answers once with these bytes, of which it says that there are so many.
    fn server(bytes: Vec<u8>, length: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!(
            "http://{}/ggml-miniature.bin",
            listener.local_addr().unwrap()
        );
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1024];
            let _ = stream.read(&mut asked).unwrap();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            )
            .unwrap();
            // Whoever hung up has what they wanted.
            let _ = stream.write_all(&bytes);
        });
        address
    }

    fn files(folder: &Path) -> usize {
        std::fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_model_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ggml-miniature.bin");
        let whole = model(Then::Ends);
        let fetch = |bytes: &[u8], length: usize| {
            let progress = Progress::default();
            let done = fetch_model(&server(bytes.to_vec(), length), &file, &progress);
            (done, progress.parts())
        };
        let (done, _) = fetch(&whole[..whole.len() / 2], whole.len());
        assert!(done.unwrap_err().contains("broke off"));
        assert_eq!(files(folder.path()), 0);
        let (done, _) = fetch(b"<html>Not here</html>", 21);
        assert!(done.unwrap_err().contains("no model"));
        assert_eq!(files(folder.path()), 0);
        let (done, parts) = fetch(&whole, whole.len());
        assert_eq!(done, Ok(()));
        assert_eq!(parts, (STEPS, STEPS));
        assert_eq!(std::fs::read(&file).unwrap(), whole);
        // Another one that does not come takes nothing away.
        let (done, _) = fetch(b"<html>Not here</html>", 21);
        assert!(done.is_err());
        assert_eq!(std::fs::read(&file).unwrap(), whole);
        assert_eq!(files(folder.path()), 1);
    }

    #[test]
    fn who_stops_it_keeps_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ggml-miniature.bin");
        let progress = Progress::default();
        progress.stop();
        let whole = model(Then::Ends);
        let length = whole.len();
        assert!(fetch_model(&server(whole, length), &file, &progress).is_err());
        assert_eq!(files(folder.path()), 0);
    }
}
