package org.commitdb.remote.wire;

import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;
import org.jspecify.annotations.Nullable;

/// What a server tells a client.
public sealed interface Reply {

    /// The answer to a hello that was accepted.
    ///
    /// @param version the version that is spoken from now on
    /// @param mayWrite whether the client may change anything
    /// @param maxBodySize the longest body that the server accepts
    /// @param maxInFlight how many requests the server works on at once for one connection
    /// @param idleMillis how long a connection may be silent
    /// @param store what names the store: ordinals mean the same as long as it is the same
    /// @param lastOrdinal the newest ordinal
    /// @param deletedCount how many commits were deleted so far
    record Welcome(
            int version,
            boolean mayWrite,
            int maxBodySize,
            int maxInFlight,
            long idleMillis,
            UUID store,
            long lastOrdinal,
            long deletedCount)
            implements Reply {}

    /// It was done.
    record Done() implements Reply {}

    /// One number.
    record Number(long value) implements Reply {}

    /// Numbers, in the order that the request says.
    record Numbers(List<Long> values) implements Reply {

        /// Copies the list.
        public Numbers {
            values = List.copyOf(values);
        }
    }

    /// Ids, in the order that the request says.
    record Ids(List<CommitId> ids) implements Reply {

        /// Copies the list.
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /// Encoded commits or definition records.
    record Records(List<byte[]> records) implements Reply {

        /// Copies the list.
        public Records {
            records = List.copyOf(records);
        }
    }

    /// Bytes; null for none.
    record Bytes(byte @Nullable [] bytes) implements Reply {}

    /// A run.
    record RunReply(Run run) implements Reply {}

    /// Toggles, by ordinal.
    record ToggleList(List<Toggle> toggles) implements Reply {

        /// Copies the list.
        public ToggleList {
            toggles = List.copyOf(toggles);
        }
    }

    /// A page of commits that touched a document, newest first.
    ///
    /// @param entries the commits
    /// @param next the ordinal of the next older one, 0 when there is none
    record TouchPage(List<TouchEntry> entries, long next) implements Reply {

        /// Copies the list.
        public TouchPage {
            entries = List.copyOf(entries);
        }

        /// The bytes of all opcodes.
        public long opcodesLength() {
            return entries.stream().mapToLong(entry -> entry.opcodes().length).sum();
        }
    }

    /// Pages of commits, each of one document.
    record TouchPages(List<TouchPage> pages) implements Reply {

        /// Copies the list.
        public TouchPages {
            pages = List.copyOf(pages);
        }
    }

    /// One commit that touched a document.
    record TouchEntry(long ordinal, boolean baseline, byte[] opcodes) {}

    /// Ids of instances or attachments.
    record Uuids(List<UUID> uuids) implements Reply {

        /// Copies the list.
        public Uuids {
            uuids = List.copyOf(uuids);
        }
    }

    /// Samples of an ancestry.
    record Samples(List<AncestrySample> samples) implements Reply {

        /// Copies the list.
        public Samples {
            samples = List.copyOf(samples);
        }
    }

    /// What is known of a blob, and its first bytes.
    ///
    /// @param info null when it is not there
    /// @param bytes its first bytes
    record BlobHeadReply(@Nullable BlobInfo info, byte[] bytes) implements Reply {}

    /// Ids of blobs, ascending.
    record BlobIdList(List<BlobId> ids) implements Reply {

        /// Copies the list.
        public BlobIdList {
            ids = List.copyOf(ids);
        }
    }

    /// Facts about many blobs together.
    record BlobTotalsReply(BlobStatistics totals) implements Reply {}

    /// Facts, in the order in which to show them.
    record Facts(List<Fact> facts) implements Reply {

        /// Copies the list.
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// One fact.
    record Fact(String name, String value) {}

    /// Sent without being asked, after [Request.Subscribe]: commits became visible.
    record Changed(long lastOrdinal) implements Reply {}

    /// Sent without being asked, before any answer that knows of it: commits were deleted.
    ///
    /// @param deletedCount how many so far
    record Deleted(long deletedCount) implements Reply {}

    /// The request failed.
    ///
    /// @param code what kind of failure
    /// @param message what a person should read
    /// @param details what the kind of failure has as fields, in its order
    record Failure(ErrorCode code, String message, List<String> details) implements Reply {

        /// Copies the list.
        public Failure {
            details = List.copyOf(details);
        }
    }
}
