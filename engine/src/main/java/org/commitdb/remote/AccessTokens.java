package org.commitdb.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commitdb.bytes.Hashes;
import org.commitdb.error.StorageException;
import org.jspecify.annotations.Nullable;

/// The tokens that open a server, each with what its bearer may do.
///
/// **Invariants**: only hashes are kept; a look-up takes the same time whether and where a token
/// matches. **Threads**: any.
public final class AccessTokens {

    /// The least number of characters of a token.
    public static final int LEAST_LENGTH = 16;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Role role, byte[] hash) {}

    private AccessTokens() {}

    /// A single token.
    ///
    /// **Errors**: [IllegalArgumentException] when it is shorter than [#LEAST_LENGTH].
    public static AccessTokens of(Role role, String token) {
        return new AccessTokens().and(role, token);
    }

    /// These tokens and one more. **Errors**: as [#of].
    public AccessTokens and(Role role, String token) {
        if (token.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException(
                    "a token has at least " + LEAST_LENGTH + " characters, not " + token.length());
        }
        AccessTokens more = new AccessTokens();
        more.entries.addAll(entries);
        more.entries.add(new Entry(role, hash(token)));
        return more;
    }

    /// Reads a file with a token a line, `read-only TOKEN` or `read-write TOKEN`; empty lines and
    /// those that begin with `#` say nothing.
    ///
    /// **Errors**: [StorageException] when it cannot be read, or others than its owner can read it,
    /// or it holds no token; [IllegalArgumentException] that names a line that is none.
    public static AccessTokens read(Path file) {
        AccessTokens tokens = new AccessTokens();
        try {
            requirePrivate(file);
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    tokens = tokens.withLine(text, file + ", line " + number);
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    file + ": the tokens cannot be read: " + e, file.toString(), e);
        }
        if (tokens.entries.isEmpty()) {
            throw new StorageException(
                    file + ": holds no token; write lines such as 'read-write TOKEN'",
                    file.toString());
        }
        return tokens;
    }

    private AccessTokens withLine(String text, String place) {
        String[] words = text.split("\\s+");
        for (Role role : Role.values()) {
            if (words.length == 2 && words[0].replace('_', '-').equals(role.toString())) {
                try {
                    return and(role, words[1]);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
                }
            }
        }
        throw new IllegalArgumentException(
                place + ": expected 'read-only TOKEN' or 'read-write TOKEN'");
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            throw new StorageException(
                    file + ": others can read the tokens; 'chmod 600' the file", file.toString());
        }
    }

    /// What the bearer of `token` may do; empty when it is none of these.
    Optional<Role> roleOf(String token) {
        byte[] hash = hash(token);
        @Nullable Role found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                found = entry.role;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] hash(String token) {
        return Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    /// How many there are, never which.
    @Override
    public String toString() {
        return entries.size() + " tokens";
    }
}
