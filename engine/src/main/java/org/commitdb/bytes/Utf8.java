package org.commitdb.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.commitdb.error.CorruptException;

/// Strict UTF-8: text and bytes that have no exact counterpart are refused, never replaced.
///
/// **Source**: RFC 3629.
public final class Utf8 {

    private Utf8() {}

    /// The UTF-8 form of `text`.
    ///
    /// **Errors**: [IllegalArgumentException] when the text has an unpaired surrogate.
    public static byte[] encode(String text) {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8 form");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Whether every surrogate in `text` is half of a pair.
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// The text that `length` bytes from `offset` on spell.
    ///
    /// **Errors**: [CorruptException] that names `source`, as text, when they are not UTF-8.
    public static String decode(byte[] bytes, int offset, int length, Object source) {
        return isAscii(bytes, offset, length)
                ? new String(bytes, offset, length, StandardCharsets.ISO_8859_1)
                : decodeAny(bytes, offset, length, source);
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private static String decodeAny(byte[] bytes, int offset, int length, Object source) {
        try {
            CharBuffer text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes, offset, length));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new CorruptException(
                    source + ": text at offset " + offset + " is not UTF-8",
                    source.toString(),
                    offset,
                    "UTF-8",
                    "other bytes",
                    e);
        }
    }
}
