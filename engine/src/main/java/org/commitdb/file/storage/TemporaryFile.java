package org.commitdb.file.storage;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.commitdb.error.StorageException;

/// A new file that lies beside its future place under a name of its own, which begins with that of
/// the place and ends in `.tmp`. A crash leaves it there; it may be deleted.
final class TemporaryFile implements NewFile {

    private final Path target;
    private final Path path;
    private final boolean replaces;
    private final FileStorage storage;
    private boolean published;

    private TemporaryFile(Path target, Path path, boolean replaces, FileStorage storage) {
        this.target = target;
        this.path = path;
        this.replaces = replaces;
        this.storage = storage;
    }

    static NewFile make(Path target, boolean replaces) {
        String source = target.toString();
        if (!replaces && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    source + ": exists already; choose another path; nothing was changed", source);
        }
        Path real = target.toAbsolutePath();
        Path directory = real.getParent();
        Path name = real.getFileName();
        if (directory == null || name == null) {
            throw new StorageException(source + ": is a directory; name a file", source);
        }
        try {
            if (replaces) {
                real = target.toRealPath();
                directory = real.getParent() == null ? directory : real.getParent();
            }
            Path path = Files.createTempFile(directory, name + ".", ".tmp");
            return new TemporaryFile(real, path, replaces, FileStorage.open(path));
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    source + ": the directory does not exist; make it first", source, e);
        } catch (IOException e) {
            throw new StorageException(
                    source + ": no file can be made beside it: " + e.getMessage(), source, e);
        }
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public void publish() throws IOException {
        storage.close();
        if (replaces) {
            try {
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } else {
            link();
        }
        published = true;
        FileStorage.forceDirectory(target);
    }

    /// A link fails when the name is taken, which a move may not notice in time.
    private void link() throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(path, target);
            return;
        }
        Files.delete(path);
    }

    @Override
    public void close() throws IOException {
        storage.close();
        if (!published) {
            Files.deleteIfExists(path);
        }
    }
}
