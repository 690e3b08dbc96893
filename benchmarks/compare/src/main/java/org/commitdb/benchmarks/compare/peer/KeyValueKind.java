package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.util.List;

/// A kind of key-value peer.
///
/// @param name how reports call it
/// @param durable what it does for [Guarantee#DURABLE]
/// @param weak what it does for [Guarantee#WEAK]
/// @param parallel whether many threads may write at once; others take turns
/// @param indexed whether documents are found by key
/// @param opener opens or creates a store in a folder
public record KeyValueKind(
        String name,
        String durable,
        String weak,
        boolean parallel,
        boolean indexed,
        Opener opener) {

    /// Opens or creates a store in a folder.
    @FunctionalInterface
    public interface Opener {

        /// The store in `folder`.
        KeyValuePeer open(Path folder, Guarantee guarantee) throws Exception;
    }

    /// What the product is called in reports.
    public static final String COMMITDB = "CommitDB";

    /// The limit that the disk sets.
    public static final String PLAIN_FILE = "plain FileChannel";

    /// Those that are compared, the product first: all, or those whose names stand in the system
    /// property `compare.peers`, between semicolons.
    public static List<KeyValueKind> all() {
        String wanted = System.getProperty("compare.peers", "");
        return wanted.isEmpty()
                ? every()
                : every().stream()
                        .filter(kind -> List.of(wanted.split(";", -1)).contains(kind.name))
                        .toList();
    }

    private static List<KeyValueKind> every() {
        return List.of(
                new KeyValueKind(
                        COMMITDB,
                        "FULL: one fdatasync per commit or group of commits",
                        "LAZY: written at once, synced within a second",
                        true,
                        true,
                        (folder, guarantee) -> new CommitDbPeer(folder, guarantee, false)),
                new KeyValueKind(
                        "CommitDB, record = commit",
                        "as CommitDB",
                        "as CommitDB",
                        true,
                        true,
                        (folder, guarantee) -> new CommitDbPeer(folder, guarantee, true)),
                new KeyValueKind(
                        PLAIN_FILE,
                        "write and force(false) into zero-filled space",
                        "write",
                        false,
                        false,
                        PlainFilePeer::new),
                new KeyValueKind(
                        "SQLite",
                        "WAL, synchronous=FULL",
                        "WAL, synchronous=OFF",
                        false,
                        true,
                        SqlitePeer::new),
                new KeyValueKind(
                        "H2 MVStore",
                        "commit and sync",
                        "auto-commit: in memory, written within a second",
                        false,
                        true,
                        MvStorePeer::new),
                new KeyValueKind(
                        "LMDB", "fdatasync on commit", "MDB_NOSYNC", false, true, LmdbPeer::new),
                new KeyValueKind(
                        "Xodus",
                        "setLogDurableWrite(true)",
                        "setLogDurableWrite(false)",
                        true,
                        true,
                        XodusPeer::new),
                new KeyValueKind("RocksDB", "sync=true", "sync=false", true, true, RocksPeer::new),
                new KeyValueKind(
                        "MapDB",
                        "transactionEnable, commit",
                        "no transactions, mapped file",
                        false,
                        true,
                        MapDbPeer::new));
    }

    /// The kind of this name.
    public static KeyValueKind named(String name) {
        return every().stream().filter(kind -> kind.name.equals(name)).findFirst().orElseThrow();
    }
}
