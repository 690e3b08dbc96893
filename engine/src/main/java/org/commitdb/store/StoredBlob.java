package org.commitdb.store;

/// A blob as a store keeps it: its layout text and its bytes, which the receiver owns.
public record StoredBlob(String layout, byte[] bytes) {

    /// All of the blob that `reader` reads, which is closed.
    ///
    /// **Errors**: [IllegalArgumentException] when it has more bytes than an array can.
    public static StoredBlob readAll(BlobReader reader) {
        try (reader) {
            BlobInfo info = reader.info();
            if (info.size() > Integer.MAX_VALUE - Long.BYTES) {
                throw new IllegalArgumentException(
                        "the blob "
                                + info.id()
                                + " has "
                                + info.size()
                                + " bytes, more than fit into memory at once; read it in pieces");
            }
            byte[] bytes = new byte[(int) info.size()];
            reader.read(0, bytes, 0, bytes.length);
            return new StoredBlob(info.layout(), bytes);
        }
    }
}
