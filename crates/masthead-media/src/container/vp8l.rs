//! How much memory the code tables of a lossless WebP will take (RFC 9649, 3): a picture may name 65,536 groups of five
//! codes in some bytes each, and a decoder builds them all. Reads what stands before the pixels, and builds nothing.

/// Beside its tables, for each group.
const GROUP: u64 = 512;
/// Nobody needs to know by how much.
const ENOUGH: u64 = 1 << 30;

/// Symbols of each of a group's codes: green with lengths (the cache comes to it), red, blue, alpha, distance.
const ALPHABETS: [usize; 5] = [256 + 24, 256, 256, 256, 40];
const LENGTH_ORDER: [usize; 19] = [
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
];
const LONGEST: usize = 15;

/// Bits from the lowest of each byte on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<usize> {
        let mut value = 0;
        for place in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value |= usize::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.take(1)? == 1)
    }
}

/// A prefix code: how many symbols have each length, and the symbols in the order of their codes.
struct Code {
    counts: [usize; LONGEST + 1],
    symbols: Vec<usize>,
}

impl Code {
    fn of(lengths: &[u8]) -> Self {
        let (mut counts, mut symbols) = ([0; LONGEST + 1], Vec::new());
        for (count, length) in counts.iter_mut().zip(0_u8..).skip(1) {
            let own = lengths.iter().enumerate();
            let own = own.filter(|(_, is)| **is == length);
            let before = symbols.len();
            symbols.extend(own.map(|(symbol, _)| symbol));
            *count = symbols.len() - before;
        }
        Self { counts, symbols }
    }

    /// The only symbol has no bits.
    fn read(&self, bits: &mut Bits) -> Option<usize> {
        if let [only] = self.symbols[..] {
            return Some(only);
        }
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in &self.counts[1..] {
            code |= bits.take(1)?;
            if code < first + count {
                let place = (index + code).checked_sub(first)?;
                return self.symbols.get(place).copied();
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// A table for codes of up to ten bits, and a tree for those above; nothing for a single symbol.
fn bytes_of_code(lengths: &[u8]) -> u64 {
    let (mut symbols, mut above, mut longest) = (0, 0, 0);
    for length in lengths.iter().filter(|length| **length > 0) {
        symbols += 1;
        above += u64::from(*length > 10);
        longest = longest.max(*length);
    }
    match symbols {
        0 | 1 => 0,
        _ => (4 << longest.min(10)) + above * 2 * 16,
    }
}

/// How many bytes the tables of the picture coded in `stream`, which begins behind its header, will take; none where it
/// is damaged.
pub(super) fn table_bytes(stream: &[u8], (width, height): (u32, u32)) -> Option<u64> {
    let mut bits = Bits {
        bytes: stream,
        at: 0,
    };
    let (mut width, height) = (width as usize, height as usize);
    let mut most = 0;
    let mut seen = [false; 4];
    while bits.flag()? {
        let kind = bits.take(2)?;
        if std::mem::replace(&mut seen[kind], true) {
            return None;
        }
        match kind {
            0 | 1 => {
                let side = bits.take(3)? + 2;
                let blocks = width.div_ceil(1 << side) * height.div_ceil(1 << side);
                most = most.max(image(&mut bits, blocks)?.table_bytes);
            }
            2 => {}
            _ => {
                let colors = bits.take(8)? + 1;
                most = most.max(image(&mut bits, colors)?.table_bytes);
                let packed = match colors {
                    1..=2 => 3,
                    3..=4 => 2,
                    5..=16 => 1,
                    _ => 0,
                };
                width = width.div_ceil(1 << packed);
            }
        }
    }
    let cache = cache(&mut bits)?;
    let mut groups = 1;
    if bits.flag()? {
        let side = bits.take(3)? + 2;
        let blocks = width.div_ceil(1 << side) * height.div_ceil(1 << side);
        groups = image(&mut bits, blocks)?.highest + 1;
    }
    let mut all = 0;
    for _ in 0..groups {
        all += GROUP;
        for lengths in group(&mut bits, cache)? {
            all += bytes_of_code(&lengths);
        }
        if all > ENOUGH {
            break;
        }
    }
    Some(most.max(all))
}

/// What was learnt of an image that serves the decoding of another.
struct Aside {
    table_bytes: u64,
    /// Of red and green together: what is copied, from before or from the cache, stood there before.
    highest: usize,
}

fn image(bits: &mut Bits, pixels: usize) -> Option<Aside> {
    let cache = cache(bits)?;
    let codes = group(bits, cache)?;
    let [green, red, blue, alpha, distance] = codes.each_ref().map(|lengths| Code::of(lengths));
    let (mut at, mut highest) = (0, 0);
    while at < pixels {
        let before = bits.at;
        match green.read(bits)? {
            low @ ..256 => {
                let high = red.read(bits)?;
                blue.read(bits)?;
                alpha.read(bits)?;
                highest = highest.max(high << 8 | low);
                at += 1;
            }
            length @ ..280 => {
                at += number(bits, length - 256)?;
                let distance = distance.read(bits)?;
                number(bits, distance)?;
            }
            _ => at += 1,
        }
        // Codes of one symbol have no bits: however many pixels are said to follow, they are all as this one.
        if bits.at == before {
            break;
        }
    }
    Some(Aside {
        table_bytes: codes.iter().map(|lengths| bytes_of_code(lengths)).sum(),
        highest,
    })
}

/// Symbols that a cache of colours adds.
fn cache(bits: &mut Bits) -> Option<usize> {
    if !bits.flag()? {
        return Some(0);
    }
    let size = bits.take(4)?;
    (1..=11).contains(&size).then_some(1 << size)
}

/// A length or a distance.
fn number(bits: &mut Bits, symbol: usize) -> Option<usize> {
    if symbol < 4 {
        return Some(symbol + 1);
    }
    let more = (symbol - 2) >> 1;
    Some(((2 + (symbol & 1)) << more) + bits.take(more)? + 1)
}

/// How long each symbol's code is, for each of the five.
fn group(bits: &mut Bits, cache: usize) -> Option<[Vec<u8>; 5]> {
    let [green, red, blue, alpha, distance] = ALPHABETS;
    Some([
        code(bits, green + cache)?,
        code(bits, red)?,
        code(bits, blue)?,
        code(bits, alpha)?,
        code(bits, distance)?,
    ])
}

fn code(bits: &mut Bits, alphabet: usize) -> Option<Vec<u8>> {
    let mut lengths = vec![0_u8; alphabet];
    if bits.flag()? {
        let two = bits.flag()?;
        let wide = if bits.flag()? { 8 } else { 1 };
        *lengths.get_mut(bits.take(wide)?)? = 1;
        if two {
            *lengths.get_mut(bits.take(8)?)? = 1;
        }
        return Some(lengths);
    }
    let mut of_lengths = [0; LENGTH_ORDER.len()];
    let count = 4 + bits.take(4)?;
    for place in LENGTH_ORDER.get(..count)? {
        of_lengths[*place] = u8::try_from(bits.take(3)?).ok()?;
    }
    let of_lengths = Code::of(&of_lengths);
    let mut left = alphabet;
    if bits.flag()? {
        let wide = 2 + 2 * bits.take(3)?;
        left = 2 + bits.take(wide)?;
    }
    let (mut at, mut last) = (0, 8);
    while at < alphabet && left > 0 {
        left -= 1;
        let (length, times) = match of_lengths.read(bits)? {
            16 => (last, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            length => (u8::try_from(length).ok()?, 1),
        };
        if length > 0 {
            last = length;
        }
        lengths.get_mut(at..at + times)?.fill(length);
        at += times;
    }
    Some(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: u32, height: u32) -> Vec<u8> {
        let pixels = (0..width * height * 3).map(|at| {
            let part = at / (width * 3) / 16 + at % (width * 3) / 48;
            (at.wrapping_mul(2_654_435_761) >> (24 - part % 9)) as u8 & 0x7f
        });
        pixels.collect()
    }

    #[test]
    fn the_tables_of_what_an_encoder_writes_are_read_to_their_end() {
        for (width, height) in [(1, 1), (9, 700), (320, 200), (640, 480)] {
            let pixels = noise(width, height);
            let coded = webp::Encoder::from_rgb(&pixels, width, height).encode_lossless();
            let at = coded
                .windows(4)
                .position(|kind| kind == b"VP8L")
                .expect("lossless")
                + 8;
            let bytes = table_bytes(&coded[at + 5..], (width, height));
            assert!(
                bytes.is_some_and(|bytes| bytes < 32 << 20),
                "{width} × {height}: {bytes:?}"
            );
        }
    }

    /// Bits from the lowest on, the other way round.
    #[derive(Default)]
    struct Written(Vec<bool>);

    impl Written {
        fn put(&mut self, value: usize, count: usize) {
            self.0
                .extend((0..count).map(|place| value >> place & 1 == 1));
        }

        fn single(&mut self, symbol: usize) {
            self.put(0b101, 3); // simple, one symbol, of eight bits
            self.put(symbol, 8);
        }

        fn bytes(&self) -> Vec<u8> {
            let byte = |bits: &[bool]| {
                bits.iter()
                    .rev()
                    .fold(0, |all, bit| all << 1 | u8::from(*bit))
            };
            self.0.chunks(8).map(byte).collect()
        }
    }

    /// It was counted to its end, for hours: the canvas may have 2⁴⁸ pixels.
    #[test]
    fn pixels_without_bits_are_not_counted_one_by_one() {
        let mut bits = Written::default();
        bits.put(1, 1); // a transform
        bits.put(0, 2); // that predicts,
        bits.put(0, 3); // for blocks of four pixels
        bits.put(0, 1); // no cache
        [7, 0, 0, 255, 0]
            .into_iter()
            .for_each(|symbol| bits.single(symbol));
        bits.put(0, 3); // no other transform, no cache, no groups
        [7, 0, 0, 255, 0]
            .into_iter()
            .for_each(|symbol| bits.single(symbol));
        let need = table_bytes(&bits.bytes(), (1 << 24, 1 << 24));
        assert_eq!(need, Some(GROUP));
    }

    #[test]
    fn sixty_five_thousand_groups_are_reckoned_before_they_are_built() {
        let mut bits = Written::default();
        bits.put(0, 1); // no transform
        bits.put(0, 1); // no cache
        bits.put(1, 1); // groups,
        bits.put(0, 3); // for blocks of four pixels
        bits.put(0, 1); // no cache
        for symbol in [255, 255, 0, 255, 0] {
            bits.single(symbol); // each block is of group 65,535
        }
        for _ in 0..65_536 * 5 {
            bits.put(0, 1); // a code of two symbols with one bit each
            bits.put(0, 4);
            for length in [0, 0, 1, 1] {
                bits.put(length, 3); // lengths are 0 or 1
            }
            bits.put(1, 1); // only
            bits.put(0, 3);
            bits.put(1, 2); // three symbols
            bits.put(0b011, 3); // 1, 1, 0
        }
        let need = table_bytes(&bits.bytes(), (4, 4)).expect("whole");
        assert!(need >= 65_536 * (GROUP + 5 * 8), "{need}");
    }
}
