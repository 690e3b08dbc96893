package org.commitdb.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.Storage;

/// What a file is, told by its first bytes.
///
/// **Threads**: immutable. **Cost**: at most 2 KiB are read. **Source**: SQLite, "Database File
/// Format", section 1.3.1; D. J. Bernstein, "A structure for constant databases".
enum FileKind {
    COMMIT_DATABASE("a CommitDB file", ""),
    EMPTY("an empty file", "create the database instead"),
    INTERRUPTED_CREATION(
            "a CommitDB file whose creation was interrupted; it holds nothing",
            "create the database again"),
    SQLITE("an SQLite database", "open it with a program that reads SQLite"),
    CONSTANT_DATABASE(
            "a constant database (cdb) of D. J. Bernstein's kind",
            "open it with a program that reads those"),
    MANGLED(
            "a CommitDB file that was damaged by a transfer in text mode",
            "transfer the original in binary mode"),
    TEXT("a text file", "check the path"),
    UNKNOWN("a file of some other kind", "check the path");

    private static final int SAMPLE = 2048;
    private static final byte[] SQLITE_MAGIC =
            "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CDB_TABLES = 256;

    private final String description;
    private final String advice;

    FileKind(String description, String advice) {
        this.description = description;
        this.advice = advice;
    }

    /// What the file in `storage` is.
    static FileKind of(Storage storage) throws IOException {
        long size = storage.size();
        byte[] start = new byte[(int) Math.min(SAMPLE, size)];
        storage.read(0, start, 0, start.length);
        byte[] magic = Header.magic();
        if (size == 0) {
            return EMPTY;
        }
        if (startsWith(start, magic)) {
            return size >= FileLayout.BLOCK_SIZE ? COMMIT_DATABASE : UNKNOWN;
        }
        if (size <= FileLayout.MIN_LENGTH
                && startsWith(start, new byte[Math.min(start.length, magic.length)])) {
            return INTERRUPTED_CREATION;
        }
        if (startsWith(start, SQLITE_MAGIC)) {
            return SQLITE;
        }
        if (start.length >= 4
                && (start[0] & 0x7f) == (magic[0] & 0x7f)
                && start[1] == 'C'
                && start[2] == 'D'
                && start[3] == 'B') {
            return MANGLED;
        }
        if (isText(start)) {
            return TEXT;
        }
        return isConstantDatabase(start, size) ? CONSTANT_DATABASE : UNKNOWN;
    }

    /// Checks that the file can be opened.
    ///
    /// **Errors**: [IncompatibleException] that says what it is instead.
    void requireDatabase(String name) {
        if (this != COMMIT_DATABASE) {
            throw new IncompatibleException(
                    name
                            + ": is "
                            + description
                            + ", not a CommitDB file; "
                            + advice
                            + "; nothing was changed",
                    name,
                    COMMIT_DATABASE.description,
                    description);
        }
    }

    /// Checks that a database can be created in the file.
    ///
    /// **Errors**: [IncompatibleException] that says what it holds already.
    void requireVacant(String name) {
        if (this != EMPTY && this != INTERRUPTED_CREATION) {
            String toDo = this == COMMIT_DATABASE ? "open it" : "choose another path";
            throw new IncompatibleException(
                    name
                            + ": exists and is "
                            + description
                            + "; a database is created only in a new or empty file; "
                            + toDo
                            + "; nothing was changed",
                    name,
                    EMPTY.description,
                    description);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            int value = b & 0xff;
            boolean control =
                    value < ' ' && value != '\n' && value != '\r' && value != '\t' && value != '\f';
            if (control || value == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// A constant database begins with 256 pairs of a position and a number of slots of 8 bytes;
    /// the tables lie one behind the other and fill the file to its end.
    private static boolean isConstantDatabase(byte[] start, long size) {
        if (start.length < SAMPLE || size > 0xffff_ffffL) {
            return false;
        }
        long end = -1;
        for (int i = 0; i < CDB_TABLES; i++) {
            long position = unsignedInt(start, i * 8);
            long length = unsignedInt(start, i * 8 + 4) * 8;
            if (position < SAMPLE || position + length > size || (end >= 0 && position != end)) {
                return false;
            }
            end = position + length;
        }
        return end == size;
    }

    private static long unsignedInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}
