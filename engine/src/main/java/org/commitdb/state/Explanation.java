package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commitdb.commit.CommitId;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Value;

/// Why a place of a document is what it is in a state.
///
/// @param value what is there; empty when nothing is
/// @param made the opcodes that made it: the last to write the place or what it lies in, and the
///   last ones to write within it, in linear order
/// @param overwrites what concurrent commits put there, or within it, or around it, that others
///   replaced: how contested places were decided, in linear order
public record Explanation(Optional<Value> value, List<Influence> made, List<Overwrite> overwrites) {

    /// An opcode, the place where it has the last word, and the merge that brought its commit to
    /// the state's chain of parents; that is empty when the commit is on the chain itself, or the
    /// merge is not stored.
    public record Influence(Place place, TracedOpcode opcode, Optional<CommitId> merge) {}

    /// Copies the lists.
    public Explanation {
        made = List.copyOf(made);
        overwrites = List.copyOf(overwrites);
    }

    static Explanation of(
            History history,
            CommitState state,
            Attachment attachment,
            DocumentId document,
            Place place) {
        LinearOrder order = state.timeline().order();
        Rivalry rivalry = Rivalry.byAncestry(order, history.orders());
        TracedReplay.Account account =
                new TracedReplay(history, state.timeline(), rivalry)
                        .replay(attachment, document, all -> false, opcode -> {});
        List<WriterTree.Written> writers = new ArrayList<>(account.writers().at(place));
        writers.sort(
                Comparator.comparingLong((WriterTree.Written written) ->
                        order.position(
                                order.segmentOf(written.writer().ordinal()),
                                written.writer().ordinal())));
        List<Influence> made =
                writers.stream()
                        .map(written ->
                                new Influence(
                                        written.place(),
                                        written.writer().opcode(),
                                        mergeOf(history, order, written.writer().ordinal())))
                        .toList();
        List<Overwrite> contested =
                account.overwrites().stream()
                        .filter(overwrite -> overwrite.place().overlaps(place))
                        .toList();
        return new Explanation(
                place.in(state.reader().read(attachment, document)), made, contested);
    }

    private static Optional<CommitId> mergeOf(History history, LinearOrder order, long ordinal) {
        long bearer = order.bearer(order.segmentOf(ordinal), ordinal);
        return bearer == ordinal || bearer == LinearOrder.VIRTUAL
                ? Optional.empty()
                : Optional.of(history.store().idOf(bearer));
    }
}
