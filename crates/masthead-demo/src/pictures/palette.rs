//! The limited palettes: one hour and one weather each, a dozen colours that belong together.

use super::tint::Tint;

/// What falls or hangs in the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weather {
    Clear,
    Mist,
    Rain,
    Snow,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    /// Top, middle and horizon.
    pub(super) sky: [Tint; 3],
    /// Sun or moon.
    pub(super) sun: Tint,
    /// The farthest layer: what distance fades to.
    pub(super) haze: Tint,
    /// The nearest layer: the darkest colour of the print.
    pub(super) ink: Tint,
    /// Windows, lamps, lanterns.
    pub(super) light: Tint,
    pub(super) accent: Tint,
    pub(super) second: Tint,
    pub(super) leaf: Tint,
    pub(super) weather: Weather,
    /// Lamps are lit and stars may show.
    pub(super) dark: bool,
}

impl Palette {
    /// A layer's colour by nearness: 0 far, 1 near.
    pub(super) fn depth(&self, near: f32) -> Tint {
        self.haze.mix(self.ink, near)
    }

    /// A greenery's colour by nearness.
    pub(super) fn green(&self, near: f32) -> Tint {
        self.haze
            .mix(self.leaf, 0.25 + near * 0.6)
            .mix(self.ink, near * 0.45)
    }

    /// A pale surface (plaster, paper, hull) as this hour lights it.
    pub(super) fn pale(&self) -> Tint {
        let base = Tint::hex(0xf6efdf).mix(self.sky[2], 0.35);
        if self.dark {
            base.mix(self.sky[1], 0.62)
        } else {
            base
        }
    }

    /// A coloured thing as this hour lights it.
    pub(super) fn lit(&self, colour: Tint) -> Tint {
        if self.dark {
            colour.mix(self.ink, 0.45)
        } else {
            colour.mix(self.sky[2], 0.12)
        }
    }
}

const fn palette(
    sky: [u32; 3],
    sun: u32,
    [haze, ink]: [u32; 2],
    [light, accent, second, leaf]: [u32; 4],
) -> Palette {
    Palette {
        sky: [Tint::hex(sky[0]), Tint::hex(sky[1]), Tint::hex(sky[2])],
        sun: Tint::hex(sun),
        haze: Tint::hex(haze),
        ink: Tint::hex(ink),
        light: Tint::hex(light),
        accent: Tint::hex(accent),
        second: Tint::hex(second),
        leaf: Tint::hex(leaf),
        weather: Weather::Clear,
        dark: false,
    }
}

const fn dark(p: Palette) -> Palette {
    Palette { dark: true, ..p }
}

const fn under(weather: Weather, p: Palette) -> Palette {
    Palette { weather, ..p }
}

/// Day and night alike, ordered so that neighbours differ.
pub(super) const ALL: [Palette; 12] = [
    DAWN, BLUE_HOUR, NOON, EMBER, RAIN, AUTUMN, DUSK, MISTY, SPRING, NIGHT, WINTER, JADE_NIGHT,
];
/// Only hours with lamps lit.
pub(super) const DARK: [Palette; 5] = [NIGHT, BLUE_HOUR, JADE_NIGHT, DUSK, PLUM_NIGHT];

const DAWN: Palette = palette(
    [0x5f86ad, 0xf0b79c, 0xfdeac6],
    0xfff6dc,
    [0xdfb3a6, 0x2c3a55],
    [0xffd98a, 0xd9573f, 0xf0b44c, 0x4f7a6b],
);
const NOON: Palette = palette(
    [0x3d8fc2, 0x8fcadb, 0xeaf4e6],
    0xfffdf0,
    [0xabd0d6, 0x1d4258],
    [0xffe7a6, 0xe2623d, 0xf4c24f, 0x3f8a68],
);
const DUSK: Palette = dark(palette(
    [0x33285f, 0xb0527c, 0xfbb06a],
    0xffe2a0,
    [0xbb6a80, 0x1d1538],
    [0xffd27a, 0xf0664f, 0xf8b24c, 0x4a4a6a],
));
const NIGHT: Palette = dark(palette(
    [0x0a1634, 0x1c3566, 0x4a70a0],
    0xfff1cf,
    [0x3d5f92, 0x070e24],
    [0xffcf70, 0xe8644a, 0xf5b54a, 0x24506a],
));
const RAIN: Palette = under(
    Weather::Rain,
    palette(
        [0x566974, 0x8a9ca2, 0xc9d0c8],
        0xe8eae0,
        [0x9cadb0, 0x1f2f3a],
        [0xffcb73, 0xd8513d, 0xeab155, 0x496f66],
    ),
);
const AUTUMN: Palette = palette(
    [0x7aa3b0, 0xecd2a4, 0xfaeac6],
    0xfff4d6,
    [0xdcb584, 0x4a261a],
    [0xffdf94, 0xc4472a, 0xe59a35, 0xb96a2c],
);
const SPRING: Palette = palette(
    [0x7fbccb, 0xd2e6d6, 0xfaeee2],
    0xfffaee,
    [0xb9d5c2, 0x24504c],
    [0xffe3a0, 0xe5808c, 0xf6c56a, 0x5f9f63],
);
const WINTER: Palette = under(
    Weather::Snow,
    palette(
        [0x8caac5, 0xc5d6e2, 0xf4f1ea],
        0xfffaf0,
        [0xb5c7d5, 0x293d57],
        [0xffd584, 0xcf4f43, 0xe7b35a, 0x53756f],
    ),
);
const MISTY: Palette = under(
    Weather::Mist,
    palette(
        [0x5f8f8f, 0xaac9bb, 0xefead2],
        0xfff9e0,
        [0xaac5b8, 0x173a3e],
        [0xffd98c, 0xd9633f, 0xe9b656, 0x3f7a64],
    ),
);
const EMBER: Palette = palette(
    [0x6b2a45, 0xdb6544, 0xfcc968],
    0xfff0b8,
    [0xd98258, 0x2e1228],
    [0xffd978, 0xc93a3a, 0xf5a53c, 0x6a4a3c],
);
const BLUE_HOUR: Palette = dark(palette(
    [0x16306a, 0x5576b0, 0xf3c0a6],
    0xffe9c4,
    [0x7389bb, 0x0e1b3e],
    [0xffce76, 0xea6a4e, 0xf6bb55, 0x2f5b78],
));
const JADE_NIGHT: Palette = dark(palette(
    [0x08262f, 0x16525a, 0x6fae98],
    0xf6f7d2,
    [0x3f8480, 0x051a20],
    [0xffd67a, 0xe56a45, 0xf0b84d, 0x2a6a58],
));
const PLUM_NIGHT: Palette = dark(palette(
    [0x160f33, 0x47285f, 0xa0567c],
    0xffe6c0,
    [0x6d4478, 0x0e0922],
    [0xffc86c, 0xef5f52, 0xf7b04a, 0x3a3a66],
));
