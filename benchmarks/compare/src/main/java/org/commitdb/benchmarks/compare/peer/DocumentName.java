package org.commitdb.benchmarks.compare.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

/// The key of a document, in the forms in which peers take it.
///
/// @param uuid the 16 bytes
/// @param text the 36 characters
/// @param bytes the characters as bytes, never to be changed
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record DocumentName(UUID uuid, String text, byte[] bytes) {

    /// The name that belongs to a number.
    public static DocumentName of(long number) {
        UUID uuid = new UUID(mix(number), mix(~number));
        String text = uuid.toString();
        return new DocumentName(uuid, text, text.getBytes(US_ASCII));
    }

    /// The finaliser of SplitMix64: a permutation of all longs that looks random.
    static long mix(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
