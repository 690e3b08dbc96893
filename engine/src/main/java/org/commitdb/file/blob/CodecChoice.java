package org.commitdb.file.blob;

/// Decides whether LZ4 pays for a blob, by compressing three pieces of it.
///
/// **Threads**: any. **Cost**: at most three pieces of 64 KiB.
public final class CodecChoice {

    private static final int PIECES = 3;
    private static final int PIECE = 1 << 16;

    /// LZ4 pays when it takes away more than 8 %.
    private static final int PAYS_AT_MOST = 92;

    private static final int PERCENT = 100;

    private CodecChoice() {}

    /// The codec for a blob that begins with, or is, the first `length` bytes of `bytes`: pieces
    /// from their beginning, middle and end tell.
    public static BlobCodec of(byte[] bytes, int length) {
        Lz4Frames lz4 = new Lz4Frames();
        int piece = Math.min(PIECE, Math.max(1, length / PIECES));
        long sampled = 0;
        long stored = 0;
        for (int i = 0; i < PIECES && length > 0; i++) {
            int from = (int) ((long) (length - piece) * i / (PIECES - 1));
            sampled += piece;
            stored += lz4.compress(bytes, from, piece).length;
        }
        return pays(sampled, stored) ? BlobCodec.LZ4 : BlobCodec.RAW;
    }

    /// Whether it pays to store `size` bytes as `stored`.
    static boolean pays(long size, long stored) {
        return stored * PERCENT <= size * PAYS_AT_MOST;
    }
}
