//! Style and script, embedded in the program; read from disk in development builds.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::failure::Failure;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// A short mark of all assets together: it changes whenever one of them does, so addresses that
/// carry it can be kept for good.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut mark: u64 = 0;
    for name in Assets::iter() {
        if let Some(file) = Assets::get(&name) {
            for byte in file.metadata.sha256_hash() {
                mark = mark.rotate_left(5) ^ u64::from(byte).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
        }
    }
    format!("{mark:016x}")
});

/// The address of an asset, with the mark of its version.
pub(crate) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// `GET /assets/{version}/{name}`
pub(crate) async fn show(
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    file(&version, &name, &headers)
}

/// `GET /friend/{invitation}/assets/{version}/{name}`: the same for whoever sees nothing else.
pub(crate) async fn show_behind(
    Path((_, version, name)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    file(&version, &name, &headers)
}

fn file(version: &str, name: &str, headers: &HeaderMap) -> Result<Response, Failure> {
    let file = Assets::get(name).ok_or(Failure::NoSuchPage)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return Err(Failure::NoSuchPage),
    };
    let tag = format!("\"{version}-{}\"", file.data.len());
    if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    let keep = if version == *VERSION {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CACHE_CONTROL, keep.to_owned()),
        (ETAG, tag),
    ];
    Ok((headers, file.data.into_owned()).into_response())
}
