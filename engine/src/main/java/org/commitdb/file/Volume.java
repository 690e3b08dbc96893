package org.commitdb.file;

import java.io.IOException;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.RecordReader;
import org.commitdb.file.page.VerifiedPages;
import org.commitdb.file.storage.Storage;

/// An open file and the ways to read it.
///
/// **Threads**: immutable; its parts say for themselves.
///
/// @param storage the disk
/// @param header what the file says of itself
/// @param checksum the checksum of this file
/// @param map its bytes, mapped
/// @param pages its tree pages, verified
/// @param records its log records, verified
record Volume(
        Storage storage,
        Header header,
        SaltedCrc checksum,
        FileMap map,
        VerifiedPages pages,
        RecordReader records) {

    /// The file in `storage`, whose header was read.
    static Volume of(Storage storage, Header header) {
        SaltedCrc checksum = new SaltedCrc(header.fileSalt());
        FileMap map = new FileMap(storage, header.pageSize(), header.fileSalt());
        return new Volume(
                storage,
                header,
                checksum,
                map,
                new VerifiedPages(map),
                new RecordReader(map, checksum));
    }

    /// The name of the file, for messages.
    String name() {
        return storage.name();
    }

    /// A failure of the disk, to be thrown by the caller; `action` says what could not be done.
    static StorageException refused(String name, String action, IOException cause) {
        return new StorageException(
                name
                        + ": could not "
                        + action
                        + ": "
                        + cause.getMessage()
                        + "; nothing that was acknowledged is lost",
                name,
                cause);
    }
}
