package org.commitdb.codec;

import org.commitdb.bytes.ByteReader;
import org.commitdb.path.Path;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Reads paths into documents of one type, and remembers the last: opcodes in a row mostly name one
/// place.
///
/// An encoded path tells its own end, so bytes that begin with the encoding of a path are that
/// path. **Threads**: one.
final class PathMemo {

    private static final byte[] NONE = {};

    private final Type document;
    private @Nullable Path last;
    private byte[] lastBytes = NONE;

    /// Remembers nothing yet.
    PathMemo(Type document) {
        this.document = document;
    }

    /// The type of the documents.
    Type document() {
        return document;
    }

    /// The next path in `in`, from which `values` reads too.
    Path read(ByteReader in, ValueReader values) {
        Path remembered = last;
        if (remembered != null && in.skipIf(lastBytes)) {
            return remembered;
        }
        int from = in.position();
        Path path = PathCodec.read(in, values, document);
        last = path;
        lastBytes = in.bytesSince(from);
        return path;
    }
}
