package org.commitdb.codec;

import java.util.Optional;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.type.Definitions;
import org.commitdb.type.Type;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Writes and reads key frames: a document as it was at one commit, or that there was none.
///
/// **Shape**: 01, the version of the rules by which opcodes are replayed; then 00 when there is no
/// document, or 01 and the value, see [ValueWriter].
public final class FrameCodec {

    /// To be raised when the replay of the same opcodes gives another document than it did.
    private static final int RULES = 1;

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private FrameCodec() {}

    /// The frame that says `document`.
    public static byte[] encode(Optional<Value> document) {
        ByteWriter out = new ByteWriter();
        out.writeByte(RULES).writeByte(document.isPresent() ? PRESENT : ABSENT);
        document.ifPresent(new ValueWriter(out)::write);
        return out.toByteArray();
    }

    /// The document of `type` that `frame` says; null when the frame follows other rules. `source`
    /// names the bytes in messages.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the bytes are no frame.
    public static @Nullable Optional<Value> decode(
            byte[] frame, Type type, Definitions definitions, String source) {
        ByteReader in = new ByteReader(frame, source);
        if (in.readByte() != RULES) {
            return null;
        }
        int form = in.readByte();
        if (form != ABSENT && form != PRESENT) {
            throw in.corrupt("0 or 1", Integer.toString(form));
        }
        Optional<Value> document =
                form == ABSENT
                        ? Optional.empty()
                        : Optional.of(new ValueReader(in, definitions).read(type));
        in.expectEnd();
        return document;
    }
}
