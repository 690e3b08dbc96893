package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.DocumentId;
import org.commitdb.store.IndexedCommit;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.commitdb.store.StoreInfo;
import org.commitdb.store.StoredBlob;
import org.commitdb.store.Toggle;
import org.commitdb.store.TouchCursor;
import org.jspecify.annotations.Nullable;

/// A `.cdb` file that is open.
///
/// **Invariants**: what [#append] acknowledged under full durability survives every crash; what readers have seen stays as it was.
/// **Threads**: any, also interrupted ones: an interrupt neither fails a call nor harms the file. Readers take no lock.
/// **Errors**: those of [RecordStore]. After a failed sync every append raises [StorageException], while reading goes on.
/// **Cost**: opening reads the log behind the last checkpoint and nothing else.
public final class CommitFile implements RecordStore {

    private static final int DOCUMENTS_AT_ONCE = 1 << 10;

    private final Volume volume;
    private final CommitIndexer indexer;
    private final Readers readers;
    private final AppendListeners listeners;
    private final EngineThread upkeep;
    private final @Nullable Writing writing;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// What only a file that may be written has.
    private record Writing(Appender appender, SyncThread sync, Checkpointer checkpointer, boolean waits) {}
}
