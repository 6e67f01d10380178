//! A whisper model in miniature, for tests. It is whole in form and of the smallest size that its library
//! takes, and deaf: whatever it is given, it hears the same words in each half minute.
//!
//! Its weights are all nothing but those of a chain: each piece of a word, and the mark before the first,
//! has a direction of its own, and the one layer turns a direction into the next.

/// What it hears: "Um, we did it."
const PIECES: [&[u8]; 6] = [b" Um", b",", b" we", b" did", b" it", b"."];
/// A direction for the mark before the first piece, each piece, and the mark behind the last.
const WIDTH: usize = PIECES.len() + 2;
/// The smallest vocabulary there is: that of models for English.
const VOCABULARY: usize = 51_864;
const BEGIN: usize = 50_257;
const END: usize = 50_256;
const SOUND: usize = 1_500;
const TEXT: usize = 448;
const MELS: usize = 80;
const BINS: usize = 201;
/// Numbers in four bytes each, and in two: as what turns one thing into another is kept.
const WHOLES: usize = 0;
const HALVES: usize = 1;

/// What a model does after its last piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It ends.
    Ends,
    /// It begins again, as real ones do on noise: the library has it try again and again.
    Repeats,
}

/// The bytes of its file.
pub(crate) fn model(then: Then) -> Vec<u8> {
    let mut file = File(Vec::new());
    file.numbers(&[0x6767_6d6c]);
    file.numbers(&[
        VOCABULARY, SOUND, WIDTH, 1, 1, TEXT, WIDTH, 1, 1, MELS, HALVES,
    ]);
    file.numbers(&[MELS, BINS]);
    file.values(&vec![0.0; MELS * BINS]);
    // The library wants a space, and names what is missing by itself.
    file.numbers(&[PIECES.len() + 1]);
    for piece in PIECES.into_iter().chain([&b" "[..]]) {
        file.numbers(&[piece.len()]);
        file.0.extend(piece);
    }
    file.encoder();
    file.decoder(then);
    file.0
}

struct File(Vec<u8>);

impl File {
    fn numbers(&mut self, numbers: &[usize]) {
        for number in numbers {
            let number = u32::try_from(*number).unwrap();
            self.0.extend(number.to_le_bytes());
        }
    }

    fn values(&mut self, values: &[f32]) {
        self.0
            .extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    fn weights(&mut self, name: &str, sizes: &[usize], values: &[f32]) {
        self.begin(name, sizes, WHOLES);
        self.values(values);
    }

    /// Weights of which every one is nothing or a power of two, or five times one.
    fn halves(&mut self, name: &str, sizes: &[usize], values: &[f32]) {
        self.begin(name, sizes, HALVES);
        self.0.extend(values.iter().flat_map(|value| {
            let bits = value.to_bits();
            // The same number with its exponent in 5 bits, counted from 15, in the place of 8 from 127.
            let half = if bits == 0 {
                0
            } else {
                (bits >> 13) - (112 << 10)
            };
            u16::try_from(half).unwrap().to_le_bytes()
        }));
    }

    fn begin(&mut self, name: &str, sizes: &[usize], kind: usize) {
        self.numbers(&[sizes.len(), name.len(), kind]);
        self.numbers(sizes);
        self.0.extend(name.as_bytes());
    }

    fn nothing(&mut self, name: &str, sizes: &[usize]) {
        self.weights(name, sizes, &vec![0.0; sizes.iter().product()]);
    }

    fn no_turn(&mut self, name: &str, sizes: &[usize]) {
        self.halves(name, sizes, &vec![0.0; sizes.iter().product()]);
    }

    /// What evens a direction out, and then makes it so many times as long.
    fn evened(&mut self, name: &str, times: f32) {
        self.weights(&format!("{name}.weight"), &[WIDTH], &[times; WIDTH]);
        self.nothing(&format!("{name}.bias"), &[WIDTH]);
    }

    fn attention(&mut self, name: &str) {
        self.evened(&format!("{name}_ln"), 1.0);
        for part in ["query", "key", "value", "out"] {
            self.no_turn(&format!("{name}.{part}.weight"), &[WIDTH, WIDTH]);
            if part != "key" {
                self.nothing(&format!("{name}.{part}.bias"), &[WIDTH]);
            }
        }
    }

    fn encoder(&mut self) {
        self.nothing("encoder.positional_embedding", &[WIDTH, SOUND]);
        self.no_turn("encoder.conv1.weight", &[3, MELS, WIDTH]);
        self.nothing("encoder.conv1.bias", &[1, WIDTH]);
        self.no_turn("encoder.conv2.weight", &[3, WIDTH, WIDTH]);
        self.nothing("encoder.conv2.bias", &[1, WIDTH]);
        self.evened("encoder.ln_post", 1.0);
        self.evened("encoder.blocks.0.mlp_ln", 1.0);
        self.no_turn("encoder.blocks.0.mlp.0.weight", &[WIDTH, 4 * WIDTH]);
        self.nothing("encoder.blocks.0.mlp.0.bias", &[4 * WIDTH]);
        self.no_turn("encoder.blocks.0.mlp.2.weight", &[4 * WIDTH, WIDTH]);
        self.nothing("encoder.blocks.0.mlp.2.bias", &[WIDTH]);
        self.attention("encoder.blocks.0.attn");
    }

    fn decoder(&mut self, then: Then) {
        self.nothing("decoder.positional_embedding", &[WIDTH, TEXT]);
        let mut directions = vec![0.0; VOCABULARY * WIDTH];
        let mut turn = |token: usize, direction: usize| directions[token * WIDTH + direction] = 1.0;
        turn(BEGIN, 0);
        for piece in 0..PIECES.len() {
            turn(piece, piece + 1);
        }
        turn(END, WIDTH - 1);
        self.halves(
            "decoder.token_embedding.weight",
            &[WIDTH, VOCABULARY],
            &directions,
        );
        // So long that nothing else comes near.
        self.evened("decoder.ln", 20.0);
        self.evened("decoder.blocks.0.mlp_ln", 1.0);
        let mut each = vec![0.0; WIDTH * 4 * WIDTH];
        let mut next = vec![0.0; 4 * WIDTH * WIDTH];
        for direction in 0..WIDTH - 1 {
            each[direction * WIDTH + direction] = 1.0;
            let last = direction == PIECES.len();
            let to = match then {
                Then::Repeats if last => 1,
                _ => direction + 1,
            };
            next[to * 4 * WIDTH + direction] = 10.0;
        }
        self.halves("decoder.blocks.0.mlp.0.weight", &[WIDTH, 4 * WIDTH], &each);
        self.weights(
            "decoder.blocks.0.mlp.0.bias",
            &[4 * WIDTH],
            &[-1.0; 4 * WIDTH],
        );
        self.halves("decoder.blocks.0.mlp.2.weight", &[4 * WIDTH, WIDTH], &next);
        self.nothing("decoder.blocks.0.mlp.2.bias", &[WIDTH]);
        self.attention("decoder.blocks.0.attn");
        self.attention("decoder.blocks.0.cross_attn");
    }
}
