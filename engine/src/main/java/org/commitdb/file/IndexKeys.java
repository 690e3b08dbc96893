package org.commitdb.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;
import org.commitdb.store.DocumentId;

/// The pieces that keys of the index trees are made of: numbers of 5 bytes and UUIDs of 16, most
/// significant byte first, so that keys order like what they stand for.
final class IndexKeys {

    /// Bytes of a number in a key.
    static final int NUMBER_SIZE = 5;

    /// Bytes of a UUID in a key.
    static final int UUID_SIZE = 2 * Long.BYTES;

    /// Bytes of a document in a key.
    static final int DOCUMENT_SIZE = 2 * UUID_SIZE;

    /// The greatest number in a key.
    static final long MAX_NUMBER = (1L << (NUMBER_SIZE * Byte.SIZE)) - 1;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private IndexKeys() {}

    /// A key that is one number.
    static byte[] number(long number) {
        byte[] key = new byte[NUMBER_SIZE];
        putNumber(key, 0, number);
        return key;
    }

    /// A key that is two numbers.
    static byte[] numbers(long first, long second) {
        byte[] key = new byte[2 * NUMBER_SIZE];
        putNumber(key, 0, first);
        putNumber(key, NUMBER_SIZE, second);
        return key;
    }

    /// A key that is an attachment, an instance and a number.
    static byte[] touch(DocumentId document, long number) {
        byte[] key = new byte[DOCUMENT_SIZE + NUMBER_SIZE];
        putUuid(key, 0, document.attachment());
        putUuid(key, UUID_SIZE, document.instance());
        putNumber(key, DOCUMENT_SIZE, number);
        return key;
    }

    /// A key, or the beginning of one, that is one UUID.
    static byte[] uuid(UUID uuid) {
        byte[] key = new byte[UUID_SIZE];
        putUuid(key, 0, uuid);
        return key;
    }

    /// The number in `key` from `at` on.
    static long numberAt(byte[] key, int at) {
        long number = 0;
        for (int i = at; i < at + NUMBER_SIZE; i++) {
            number = number << Byte.SIZE | (key[i] & 0xff);
        }
        return number;
    }

    /// The UUID in `key` from `at` on.
    static UUID uuidAt(byte[] key, int at) {
        return new UUID((long) LONG.get(key, at), (long) LONG.get(key, at + Long.BYTES));
    }

    private static void putNumber(byte[] key, int at, long number) {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    number + " does not fit into " + NUMBER_SIZE + " bytes");
        }
        for (int i = 0; i < NUMBER_SIZE; i++) {
            key[at + i] = (byte) (number >>> (NUMBER_SIZE - 1 - i) * Byte.SIZE);
        }
    }

    private static void putUuid(byte[] key, int at, UUID uuid) {
        LONG.set(key, at, uuid.getMostSignificantBits());
        LONG.set(key, at + Long.BYTES, uuid.getLeastSignificantBits());
    }
}
