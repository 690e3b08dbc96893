package org.commitdb.state;

import java.util.List;
import java.util.Optional;
import org.commitdb.codec.FrameCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Lays key frames behind what is written here, on a thread of its own that lives as long as there
/// is one to lay.
///
/// **Invariants**: one frame is worked out at a time; what falls due meanwhile is laid behind a
/// later commit. **Threads**: any. **Cost**: O(documents) a commit.
final class FrameKeeper implements AutoCloseable {

    private final History history;
    private final KeyFrames frames;
    private final FrameLedger ledger;
    private @Nullable Thread busy;
    private boolean closed;

    FrameKeeper(History history, KeyFrames frames) {
        this.history = history;
        this.frames = frames;
        this.ledger = new FrameLedger(frames.spacing());
    }

    /// Takes note of a commit of `lengthBytes` bytes that was written.
    void written(CommitId id, List<DocumentProgram> programs, int lengthBytes) {
        if (!frames.areKept()) {
            return;
        }
        int share = lengthBytes / Math.max(1, programs.size());
        for (DocumentProgram program : programs) {
            if (ledger.count(documentOf(program), share)) {
                start(id, program);
            }
        }
    }

    private static DocumentId documentOf(DocumentProgram program) {
        return DocumentReader.documentId(program.attachment(), program.key().instance());
    }

    private synchronized void start(CommitId id, DocumentProgram program) {
        if (busy == null && !closed) {
            busy =
                    Thread.ofPlatform()
                            .daemon()
                            .name("commitdb-frames")
                            .start(() -> layAndEnd(id, program));
        }
    }

    private void layAndEnd(CommitId id, DocumentProgram program) {
        try {
            lay(id, program);
        } catch (CommitDatabaseException | IllegalStateException e) {
            // The store was closed or is damaged: whoever reads is told. There is no frame.
            ledger.restart(documentOf(program));
        } finally {
            end();
        }
    }

    private synchronized void end() {
        busy = null;
        notifyAll();
    }

    /// Where something is taken out of the document no frame can say what it is.
    private void lay(CommitId id, DocumentProgram program) {
        DocumentId document = documentOf(program);
        Timeline timeline = history.timelineOf(id);
        if (!timeline.maskOf(document).isEmpty()) {
            ledger.restart(document);
            return;
        }
        Optional<Value> value =
                history.replay()
                        .read(timeline, program.attachment(), document, history.definitions());
        byte[] frame = FrameCodec.encode(value);
        if (ledger.settle(document, frame.length)) {
            frames.put(document, timeline.order().tip(), frame);
        }
    }

    /// Waits for the frame that is being laid; none is laid from then on.
    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            while (busy != null) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
