//! Sound as our script sends it.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::Site;

impl Site {
    /// Sends seconds of a tone and of nothing, by turns.
    pub(crate) async fn speak(&self, recording: &str, seconds: u32) {
        let samples: Vec<u8> = (0..seconds * 16_000)
            .map(|place| {
                let on = (place / 8_000) % 2 == 0;
                let turn = f64::from(place) * 150.0 * std::f64::consts::TAU / 16_000.0;
                if on {
                    (turn.sin() * 9_000.0) as i16
                } else {
                    i16::from(place % 2 == 0)
                }
            })
            .flat_map(i16::to_le_bytes)
            .collect();
        for (number, piece) in samples.chunks(64_000).enumerate() {
            let at = number * 32_000;
            let request = Request::post(format!("{recording}/pieces/{at}"))
                .header("host", "localhost:4747")
                .header("origin", "http://localhost:4747");
            let kept = self
                .ask(request.body(Body::from(piece.to_vec())).unwrap())
                .await;
            assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
        }
    }
}
