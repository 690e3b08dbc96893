package org.commitdb.file.storage;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Shared words in mapped memory: little-endian, each 8-aligned.
///
/// **Threads**: any.
final class MappedWords implements SharedWords {

    private static final VarHandle WORD =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final MemorySegment words;

    MappedWords(MemorySegment words) {
        this.words = words;
    }

    @Override
    public long get(int index) {
        return (long) WORD.getAcquire(words, (long) index * Long.BYTES);
    }

    @Override
    public void set(int index, long value) {
        WORD.setRelease(words, (long) index * Long.BYTES, value);
    }
}
