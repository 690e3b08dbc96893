package org.commitdb.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.file.btree.KeyRange;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.jspecify.annotations.Nullable;

/// Finds the ordinal of a commit by its id.
///
/// **Shape** of tree 1, COMMITS: key = commit id (32 B); value = varint ordinal.
///
/// **Cost**: O(log n); a prefix also looks at every id in the tails.
final class CommitIndex {

    private static final int BITS_PER_DIGIT = 4;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private CommitIndex() {}

    /// The ordinal of `id`, 0 if the snapshot has no such commit.
    static long ordinalOf(Snapshot snapshot, CommitId id) {
        DeletedRanges deleted = snapshot.deleted();
        long ordinal = snapshot.active().ordinalOf(id, snapshot.lastOrdinal(), deleted);
        Tail frozen = snapshot.frozen();
        if (ordinal == 0 && frozen != null) {
            ordinal = frozen.ordinalOf(id, snapshot.lastOrdinal(), deleted);
        }
        if (ordinal != 0) {
            return ordinal;
        }
        byte[] value = snapshot.generation().reader(IndexTree.COMMITS).get(id.toByteArray());
        long known = value == null ? 0 : ordinalIn(value);
        return deleted.contains(known) ? 0 : known;
    }

    private static long ordinalIn(byte[] value) {
        return new ByteReader(value, "an entry of the commit index").readVarint();
    }

    /// The ids that begin with these hex digits, ascending, at most `limit`.
    static List<CommitId> withPrefix(Snapshot snapshot, String prefix, int limit) {
        byte[] from = lowest(prefix);
        TreeSet<CommitId> found = new TreeSet<>();
        TreeCursor cursor =
                snapshot.generation().reader(IndexTree.COMMITS).cursor(KeyRange.from(from));
        boolean more = cursor.first();
        while (more && found.size() < limit && hasPrefix(cursor.key(), from, prefix.length())) {
            if (snapshot.deleted().isEmpty()
                    || !snapshot.deleted().contains(ordinalIn(cursor.value()))) {
                found.add(CommitId.copyFrom(cursor.key(), 0));
            }
            more = cursor.next();
        }
        addMatches(snapshot.frozen(), snapshot, from, prefix.length(), found);
        addMatches(snapshot.active(), snapshot, from, prefix.length(), found);
        return new ArrayList<>(found).subList(0, Math.min(limit, found.size()));
    }

    /// The entries for the commits of a tail.
    static TreeChanges changes(Tail tail) {
        long first = tail.firstOrdinal();
        byte[][] keys = new byte[tail.commitCount()][];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = tail.idOf(first + row).toByteArray();
        }
        int[] order =
                WordOrder.of(
                        keys.length,
                        CommitId.SIZE / Integer.BYTES,
                        (row, place) -> (int) WORDS.get(keys[row], place * Integer.BYTES));
        SortedEntries entries = new SortedEntries();
        ByteWriter writer = new ByteWriter();
        for (int row : order) {
            long ordinal = first + row;
            if (!tail.comesAgain(ordinal)) {
                entries.put(keys[row], writer.clear().writeVarint(ordinal).toByteArray());
            }
        }
        return entries;
    }

    private static void addMatches(
            @Nullable Tail tail,
            Snapshot snapshot,
            byte[] from,
            int digits,
            TreeSet<CommitId> found) {
        if (tail == null) {
            return;
        }
        long last = Math.min(snapshot.lastOrdinal(), tail.firstOrdinal() + tail.commitCount() - 1);
        for (long ordinal = tail.firstOrdinal(); ordinal <= last; ordinal++) {
            CommitId id = tail.idOf(ordinal);
            if (hasPrefix(id.toByteArray(), from, digits)
                    && !snapshot.deleted().contains(ordinal)) {
                found.add(id);
            }
        }
    }

    private static byte[] lowest(String prefix) {
        if (prefix.length() > 2 * CommitId.SIZE) {
            throw new IllegalArgumentException(
                    "a commit id has "
                            + 2 * CommitId.SIZE
                            + " hex digits, '"
                            + prefix
                            + "' has "
                            + prefix.length());
        }
        byte[] bytes = new byte[CommitId.SIZE];
        for (int i = 0; i < prefix.length(); i++) {
            int digit = Character.digit(prefix.charAt(i), 1 << BITS_PER_DIGIT);
            if (digit < 0 || prefix.charAt(i) > 'f') {
                throw new IllegalArgumentException(
                        "a commit id is hex digits only, not '" + prefix + "'");
            }
            bytes[i / 2] |= (byte) (i % 2 == 0 ? digit << BITS_PER_DIGIT : digit);
        }
        return bytes;
    }

    private static boolean hasPrefix(byte[] id, byte[] lowest, int digits) {
        int whole = digits / 2;
        return Arrays.equals(id, 0, whole, lowest, 0, whole)
                && (digits % 2 == 0 || (id[whole] & 0xf0) == (lowest[whole] & 0xf0));
    }
}
