package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;

/// What every document is at one commit, and how it came to be so.
///
/// **Invariants**: immutable: it reads the same for ever, also when its commit is deleted
/// meanwhile. **Threads**: any. **Errors**: reading after the database was closed raises
/// [IllegalStateException].
public final class CommitState {

    private final History history;
    private final CommitId id;
    private final Timeline timeline;
    private final DocumentReader reader;

    CommitState(History history, CommitId id, Timeline timeline) {
        this.history = history;
        this.id = id;
        this.timeline = timeline;
        this.reader = new DocumentReader(history, timeline);
    }

    /// The commit; [CommitId#NONE] for the initial state; the id that the merge will have when it
    /// is not stored.
    public CommitId id() {
        return id;
    }

    /// Whether this is the state of a merge that was not stored when the state was opened.
    public boolean isVirtual() {
        return timeline.order().tips().count() > 1;
    }

    /// The two commits that the commit joins; empty when it is no merge.
    public Optional<Streams> streams() {
        return history.streamsOf(this);
    }

    /// Reads the documents.
    public AttachmentGetting attachmentGetting() {
        return reader;
    }

    /// The documents that differ between this state and `other`, by attachment as declared, then by
    /// instance.
    ///
    /// **Cost**: in proportion to the commits that only one of the states has, has in another order
    /// or has otherwise enabled, not to the history that they share. Documents are compared as the
    /// stream is consumed.
    ///
    /// **Errors**: [IllegalArgumentException] when `other` is of another database.
    public Stream<DocumentKey> diffKeys(CommitState other) {
        if (other.history != history) {
            throw new IllegalArgumentException("states of two databases cannot be compared");
        }
        return new StateDifference(history, this, other).keys();
    }

    /// What became of every opcode below this commit. **Cost**: O(opcodes): the whole history is
    /// replayed, when this is called.
    public ReplayReport report() {
        return ReplayReport.of(history, this);
    }

    /// What the merge did to the two streams that it joins. **Cost**: O(opcodes on the documents
    /// that the streams touched since they parted).
    ///
    /// **Errors**: [IllegalStateException] when the commit is no merge.
    public MergeReport mergeReport() {
        Streams joined =
                streams()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the commit " + id + " is no merge: it has no report"));
        return new MergeReplay(history, this, joined).report();
    }

    /// Every opcode that reached the document of `attachment` for `key`, in linear order, with what
    /// became of it; also those of commits that toggles take out, marked by their outcome.
    ///
    /// **Cost**: O(opcodes on the document). **Errors**: as [AttachmentGetting].
    public List<TracedOpcode> trace(Attachment attachment, Key key) {
        DocumentId document = requireDocument(attachment, key);
        List<TracedOpcode> opcodes = new ArrayList<>();
        new TracedReplay(history, timeline, Rivalry.NONE)
                .replay(attachment, document, all -> true, opcodes::add);
        return opcodes;
    }

    /// The opcodes and merges that made what is at `path` in the document of `attachment` for `key`
    /// what it is, also when it is nothing.
    ///
    /// **Cost**: O(opcodes on the document). **Errors**: as [AttachmentGetting]; also
    /// [IllegalArgumentException] when the path is into another type.
    public Explanation why(Attachment attachment, Key key, Path path) {
        return why(attachment, key, Place.of(path));
    }

    /// Explains a place as [#why(Attachment, Key, Path)] does, which may be an element of a set.
    public Explanation why(Attachment attachment, Key key, Place place) {
        DocumentId document = requireDocument(attachment, key);
        if (!place.path().rootType().equals(attachment.documentType())) {
            throw new IllegalArgumentException(
                    "the path "
                            + place.path()
                            + " is into "
                            + place.path().rootType()
                            + ", and a document of "
                            + attachment
                            + " is "
                            + attachment.documentType());
        }
        return Explanation.of(history, this, attachment, document, place);
    }

    private DocumentId requireDocument(Attachment attachment, Key key) {
        DocumentReader.requireKey(history.definitions(), attachment, key);
        return DocumentReader.documentId(attachment, key.instance());
    }

    History history() {
        return history;
    }

    Timeline timeline() {
        return timeline;
    }

    DocumentReader reader() {
        return reader;
    }
}
