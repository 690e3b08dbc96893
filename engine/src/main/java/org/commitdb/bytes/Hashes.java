package org.commitdb.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The content hashes of the format.
///
/// **Threads**: each call makes a digest of its own. **Cost**: O(bytes).
public final class Hashes {

    /// Never fed, only cloned: that saves the search for the algorithm each time.
    private static final MessageDigest SHA_256 = digest("SHA-256");

    private Hashes() {}

    /// SHA-256 of `bytes`. **Source**: FIPS 180-4.
    public static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    /// A SHA-256 digest to be fed piece by piece.
    public static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return digest("SHA-256");
        }
    }

    /// MD5 of `bytes`, for ids that are compatible with published ones, never for security.
    /// **Source**: RFC 1321.
    public static byte[] md5(byte[] bytes) {
        return digest("MD5").digest(bytes);
    }

    /// SHA-1 of `bytes`, for comparing registries, never for security. **Source**: FIPS 180-4.
    public static byte[] sha1(byte[] bytes) {
        return digest("SHA-1").digest(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
