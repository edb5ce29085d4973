/// What one picture may cost. Checked from the file's headers, before anything of that size is allocated.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Length of the file in bytes. Default 20 MiB.
    pub file_bytes: u64,
    /// Width × height. Default 50,000,000: above the 48 megapixels of today's telephones.
    pub pixels: u64,
    /// The longer side in pixels. Default 65,535, which is also the most that JPEG can hold.
    pub side: u32,
    /// Decoded pixels and the decoder's own working memory, in bytes. Default 256 MiB.
    pub decode_bytes: u64,
    /// A master that is written anew, in bytes: only what is transparent, large and without order comes near. Default
    /// 64 MiB.
    pub master_bytes: u64,
    /// Frames of an animation. Default 600: half a minute at 20 per second.
    pub frames: u32,
    /// Width × height × frames of an animation. Default 500,000,000, since every reader's browser decodes them all.
    pub animation_pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            pixels: 50_000_000,
            side: 65_535,
            decode_bytes: 256 << 20,
            master_bytes: 64 << 20,
            frames: 600,
            animation_pixels: 500_000_000,
        }
    }
}

impl Limits {
    /// Small enough that tests reach every limit with small files.
    #[must_use]
    pub fn small() -> Self {
        Self {
            file_bytes: 64 << 10,
            pixels: 10_000,
            side: 400,
            decode_bytes: 64 << 10,
            master_bytes: 64 << 10,
            frames: 4,
            animation_pixels: 20_000,
        }
    }
}
