//! Small numbers packed into bits, as the Parquet format describes them: the hybrid of runs and
//! bit-packing that codes and levels use, and differences (`DELTA_BINARY_PACKED`).

/// Bits that a number needs.
pub(super) fn width(most: u64) -> u32 {
    64 - most.leading_zeros()
}

/// Appends an unsigned number in seven bits a byte.
fn variable(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a signed number, small ones in few bytes whatever their sign.
fn zigzag(number: i64, out: &mut Vec<u8>) {
    variable(((number << 1) ^ (number >> 63)) as u64, out);
}

/// Appends codes of some width as runs where a value repeats, else packed by eights.
pub(super) fn hybrid(codes: &[u16], width: u32, out: &mut Vec<u8>) {
    // A run costs its header and its value, so it has to replace more than that.
    let worthwhile = (64 / width.max(1) as usize).clamp(16, 64);
    let mut from = 0;
    let mut at = 0;
    while at + 8 <= codes.len() {
        let first = codes[at];
        if codes[at..at + 8].iter().all(|code| *code == first) {
            let length = 8 + codes[at + 8..]
                .iter()
                .take_while(|code| **code == first)
                .count();
            if length >= worthwhile {
                packed_run(&codes[from..at], width, out);
                variable((length as u64) << 1, out);
                out.extend_from_slice(&first.to_le_bytes()[..width.div_ceil(8) as usize]);
                at += length;
                from = at;
                continue;
            }
        }
        at += 8;
    }
    packed_run(&codes[from..], width, out);
}

/// One bit-packed run; the last eight are filled up with zeros.
fn packed_run(codes: &[u16], width: u32, out: &mut Vec<u8>) {
    if codes.is_empty() {
        return;
    }
    let groups = codes.len().div_ceil(8);
    variable((groups as u64) << 1 | 1, out);
    out.reserve(groups * width as usize + 16);
    let mut eights = codes.chunks_exact(8);
    for eight in &mut eights {
        pack_eight(eight, width, out);
    }
    let rest = eights.remainder();
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        pack_eight(&eight, width, out);
    }
}

fn pack_eight(eight: &[u16], width: u32, out: &mut Vec<u8>) {
    // Two halves of four fit into 64 bits each, whatever the width up to 16.
    let half = |four: &[u16]| {
        four.iter()
            .rev()
            .fold(0_u64, |bits, code| bits << width | u64::from(*code))
    };
    let bits = u128::from(half(&eight[..4])) | u128::from(half(&eight[4..])) << (4 * width);
    out.extend_from_slice(&bits.to_le_bytes()[..width as usize]);
}

/// Appends booleans, eight a byte.
pub(super) fn booleans(values: impl Iterator<Item = bool>, out: &mut Vec<u8>) {
    let (mut byte, mut place) = (0, 0);
    for value in values {
        byte |= u8::from(value) << place;
        place += 1;
        if place == 8 {
            out.push(byte);
            (byte, place) = (0, 0);
        }
    }
    if place > 0 {
        out.push(byte);
    }
}

/// Differences in a block, and in each of its parts.
const BLOCK: usize = 128;
const PART: usize = 32;

/// Appends numbers as differences from one to the next.
pub(super) fn differences(values: &[i64], out: &mut Vec<u8>) {
    variable(BLOCK as u64, out);
    variable((BLOCK / PART) as u64, out);
    variable(values.len() as u64, out);
    zigzag(values.first().copied().unwrap_or(0), out);
    let mut start = 0;
    while start + 1 < values.len() {
        let end = (start + BLOCK).min(values.len() - 1);
        // What is missing to a whole block counts as no more than the least difference.
        let mut block = [0_i64; BLOCK];
        for (difference, pair) in block.iter_mut().zip(values[start..=end].windows(2)) {
            *difference = pair[1].wrapping_sub(pair[0]);
        }
        let known = &mut block[..end - start];
        let least = known.iter().copied().min().unwrap_or(0);
        for difference in known.iter_mut() {
            *difference = difference.wrapping_sub(least);
        }
        zigzag(least, out);
        let parts: [&[i64]; BLOCK / PART] =
            std::array::from_fn(|part| &block[part * PART..(part + 1) * PART]);
        let widths = parts.map(|part| {
            let all = part.iter().fold(0, |all, difference| all | *difference);
            width(all as u64)
        });
        out.extend(widths.map(|width| width as u8));
        for (part, width) in parts.into_iter().zip(widths) {
            let mut bits = 0_u128;
            let mut filled = 0;
            for difference in part {
                bits |= u128::from(*difference as u64) << filled;
                filled += width;
                if filled >= 64 {
                    out.extend_from_slice(&(bits as u64).to_le_bytes());
                    bits >>= 64;
                    filled -= 64;
                }
            }
            out.extend_from_slice(&bits.to_le_bytes()[..filled.div_ceil(8) as usize]);
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eights_are_packed_as_in_the_example_of_the_format() {
        let mut out = Vec::new();
        hybrid(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut out);
        assert_eq!(out, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    #[test]
    fn a_value_that_repeats_is_told_once() {
        let mut out = Vec::new();
        hybrid(&[5; 1_000], 9, &mut out);
        assert_eq!(out, [0xD0, 0x0F, 5, 0]);
    }

    #[test]
    fn differences_are_those_of_the_example_of_the_format() {
        let mut out = Vec::new();
        differences(&[7, 5, 3, 1, 2, 3, 4, 5], &mut out);
        // Block of 128 in 4 parts, 8 values, first 7; least difference −2, two bits in one part.
        assert_eq!(out[..12], [128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0xC0, 0x3F]);
    }
}
