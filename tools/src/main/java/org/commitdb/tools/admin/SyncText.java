package org.commitdb.tools.admin;

import org.commitdb.sync.SyncReport;

/// What a synchronisation moved, in words.
final class SyncText {

    private SyncText() {}

    static String of(String verb, SyncReport.Moved moved) {
        if (moved.isNothing()) {
            return verb + " nothing";
        }
        return verb
                + " "
                + commits(moved.commits())
                + " of "
                + moved.commitBytes()
                + " bytes, "
                + counted(moved.blobs(), "blob")
                + " of "
                + moved.blobBytes()
                + " bytes, "
                + counted(moved.definitions(), "definition record");
    }

    static String commits(long count) {
        return counted(count, "commit");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
