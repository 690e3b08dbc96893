package org.commitdb.file;

/// More handles on a file that is open, which only a file system with names gives otherwise.
public final class MoreHandles {

    private MoreHandles() {}

    /// Another handle, to be closed for itself.
    public static CommitFile another(CommitFile file, FileOptions options) {
        return file.share(options);
    }
}
