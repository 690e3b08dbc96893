package org.commitdb.file;

import java.io.IOException;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;

/// A new file on a simulated disk of its own.
final class SimNewFile implements NewFile {

    private final SimDisk disk = new SimDisk();
    private final FaultStorage storage;
    private int publishedAfter = -1;

    SimNewFile(Execution execution) {
        this.storage = new FaultStorage(disk.open(), execution);
    }

    @Override
    public FaultStorage storage() {
        return storage;
    }

    @Override
    public void publish() throws IOException {
        storage.close();
        publishedAfter = disk.historySize();
    }

    @Override
    public void close() throws IOException {
        Storage open = storage;
        open.close();
    }

    /// The disk, whether or not the file got its name.
    SimDisk disk() {
        return disk;
    }

    /// How much had been done to the disk when the file got its name, -1 if it did not.
    int publishedAfter() {
        return publishedAfter;
    }

    /// The disk of a file that got its name.
    SimDisk published() {
        if (publishedAfter < 0) {
            throw new AssertionError("the file was not published");
        }
        return disk;
    }
}
