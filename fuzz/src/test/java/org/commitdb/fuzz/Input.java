package org.commitdb.fuzz;

/// Takes a fuzzer's bytes apart, from the first on; what is missing reads as zero.
///
/// **Threads**: one.
public final class Input {

    private final byte[] bytes;
    private int at;

    /// Reads `bytes`.
    public Input(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// Whether bytes are left.
    public boolean hasMore() {
        return at < bytes.length;
    }

    /// The next byte, from 0 to 255.
    public int next() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    /// A number from 0 to below `bound`, of the next two bytes.
    public int below(int bound) {
        return (next() << 8 | next()) % bound;
    }

    /// A number of the next `size` bytes, at most 8, the least significant first.
    public long number(int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    /// A copy of at most `length` further bytes.
    public byte[] take(int length) {
        byte[] taken = new byte[Math.min(length, bytes.length - at)];
        System.arraycopy(bytes, at, taken, 0, taken.length);
        at += taken.length;
        return taken;
    }
}
