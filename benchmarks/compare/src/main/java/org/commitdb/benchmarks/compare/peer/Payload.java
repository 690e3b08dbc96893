package org.commitdb.benchmarks.compare.peer;

import java.nio.ByteBuffer;

/// What a transaction of the key-value workloads writes: a record of 300 bytes under a key of 20
/// bytes, and a document of 120 bytes under a key of 36.
///
/// The bytes are letters that no codec packs well by accident, different for each number.
///
/// @param recordKey the key of the record
/// @param record the record
/// @param name the key of the document
/// @param document the document
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Payload(byte[] recordKey, byte[] record, DocumentName name, byte[] document) {

    /// Bytes of a record.
    public static final int RECORD_BYTES = 300;

    /// Bytes of a document: see [#TITLE_BYTES].
    public static final int DOCUMENT_BYTES = 120;

    /// A document is a title, a body, a whole number and a fraction of eight bytes each.
    public static final int TITLE_BYTES = 24;

    /// Bytes of the body of a document.
    public static final int BODY_BYTES = DOCUMENT_BYTES - TITLE_BYTES - 2 * Long.BYTES;

    /// Bytes that a transaction hands over, keys and values.
    public static final int TRANSACTION_BYTES = 20 + RECORD_BYTES + 36 + DOCUMENT_BYTES;

    /// The transaction that writes version `version` under the keys that belong to `number`.
    public static Payload of(long number, int version) {
        ByteBuffer key = ByteBuffer.allocate(20);
        key.putLong(DocumentName.mix(3 * number + 1)).putLong(DocumentName.mix(3 * number + 2));
        key.putInt((int) number);
        ByteBuffer document = ByteBuffer.allocate(DOCUMENT_BYTES);
        document.put(letters(number, version, TITLE_BYTES + BODY_BYTES));
        document.putLong(number).putDouble(version + 0.5);
        return new Payload(
                key.array(),
                letters(~number, version, RECORD_BYTES),
                DocumentName.of(number),
                document.array());
    }

    private static byte[] letters(long number, int version, int count) {
        byte[] letters = new byte[count];
        long bits = DocumentName.mix(number * 31 + version);
        for (int i = 0; i < count; i++) {
            letters[i] = (byte) ('A' + (bits & 31) + (bits >>> 63) * 6);
            bits = (bits >>> 5) == 0 ? DocumentName.mix(number + i) : bits >>> 5;
        }
        return letters;
    }
}
