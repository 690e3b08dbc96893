package org.commitdb.remote;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.commitdb.error.BusyException;
import org.commitdb.error.StorageException;
import org.jspecify.annotations.Nullable;

/// The file by which a socket is found.
///
/// **Invariants**: nobody but the owner can connect, at no instant; a file on which a server
/// listens is never replaced, one that a dead server left is; only what was put there is removed.
/// **Threads**: one.
final class UnixSocketFile {

    private final Path path;
    private @Nullable Object fileKey;

    UnixSocketFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// Listens there. The socket gets its permissions under another name, so that it never stands
    /// open under its own.
    ///
    /// **Errors**: [BusyException] when a server listens there; [StorageException] when another
    /// kind of file is there.
    ServerSocketChannel bind() throws IOException {
        requireFree();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Path nascent =
                path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
        boolean bound = false;
        try {
            Files.deleteIfExists(nascent);
            channel.bind(UnixDomainSocketAddress.of(nascent));
            if (Files.getFileStore(nascent).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        nascent, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(
                    nascent,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            fileKey = attributes().fileKey();
            bound = true;
            return channel;
        } finally {
            if (!bound) {
                Files.deleteIfExists(nascent);
                channel.close();
            }
        }
    }

    private void requireFree() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes().isOther()) {
            throw new StorageException(
                    path + ": is a file and no socket; it stays", path.toString());
        }
        if (isLive()) {
            throw new BusyException(
                    path + ": another server listens there; stop it, or choose another path",
                    path.toString(),
                    "another server");
        }
    }

    private boolean isLive() {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// Removes the file, unless somebody else put another one there.
    void remove() {
        try {
            Object mine = fileKey;
            if (mine != null && mine.equals(attributes().fileKey())) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // It stays behind, and the next server replaces it.
            return;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
