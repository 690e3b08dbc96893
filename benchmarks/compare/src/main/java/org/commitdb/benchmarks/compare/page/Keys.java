package org.commitdb.benchmarks.compare.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in keys.
final class Keys {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Keys() {}

    /// The first four bytes from `at` on as a big-endian number, zero-padded.
    static int head(byte[] key, int at) {
        int head = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            head = head << 8 | (at + i < key.length ? key[at + i] & 0xff : 0);
        }
        return head;
    }

    static long bigEndianLong(byte[] key, int at) {
        return (long) LONG.get(key, at);
    }
}
