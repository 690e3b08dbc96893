package org.commitdb.file;

import java.util.Locale;
import java.util.Set;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.Storage;

/// File systems that other machines share, on which locks and mapped memory cannot be depended
/// upon: two machines would take each other for dead.
///
/// **Threads**: immutable. **Source**: the Javadoc of [java.nio.channels.FileLock]; SQLite, "How To
/// Corrupt An SQLite Database File", section 2.1.
final class NetworkFileSystem {

    private static final Set<String> TYPES =
            Set.of(
                    "nfs",
                    "nfs3",
                    "nfs4",
                    "cifs",
                    "smb",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "fuse.sshfs",
                    "sshfs",
                    "9p",
                    "ceph",
                    "fuse.ceph",
                    "glusterfs",
                    "fuse.glusterfs",
                    "afs",
                    "ncpfs",
                    "lustre",
                    "beegfs",
                    "gpfs",
                    "ocfs2",
                    "gfs2",
                    "webdav",
                    "davfs",
                    "fuse.davfs",
                    "fuse.s3fs",
                    "fuse.rclone",
                    "vboxsf",
                    "prl_fs");

    private NetworkFileSystem() {}

    /// Whether a file system of this type is one; `type` is as the operating system calls it.
    static boolean isOne(String type) {
        return TYPES.contains(type.toLowerCase(Locale.ROOT));
    }

    /// A refusal to write the file in `storage`, to be thrown by the caller.
    static StorageException refused(Storage storage) {
        return new StorageException(
                storage.name()
                        + ": lies on a network file system ("
                        + storage.fileSystem()
                        + "), where locks cannot be depended upon; move it to a local disk, open it"
                        + " read-only, or allow it in the options, if no other machine has it open;"
                        + " nothing was changed",
                storage.name());
    }
}
