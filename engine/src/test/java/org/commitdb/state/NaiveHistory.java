package org.commitdb.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.RuntimeId;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// The meaning of a history by the letter: linear order as lists, masking as one backward walk, and
/// documents as plain collections replayed from the first commit on. The oracle for everything that
/// finds a state faster.
///
/// **Cost**: O(commits) for each question, and more.
public final class NaiveHistory {

    private final Map<CommitId, Commit> commits = new HashMap<>();
    private final Map<CommitId, List<CommitId>> orders = new HashMap<>();

    /// A history of these commits, parents first; further ones may be added.
    public NaiveHistory(Collection<Commit> commits) {
        commits.forEach(this::add);
    }

    /// The history that `store` keeps.
    public static NaiveHistory of(RecordStore store, Definitions definitions) {
        NaiveHistory history = new NaiveHistory(List.of());
        for (long ordinal = 1; ordinal <= store.lastOrdinal(); ordinal++) {
            if (store.isDeleted(ordinal)) {
                continue;
            }
            byte[] bytes = store.commit(ordinal);
            CommitHeader header =
                    CommitCodec.header(store.idOf(ordinal), bytes)
                            .withTimestampMicros(store.timestampMicros(ordinal));
            history.add(CommitCodec.decode(header, bytes, definitions));
        }
        return history;
    }

    /// Adds a commit whose parent and target are there.
    public void add(Commit commit) {
        commits.put(commit.header().id(), commit);
    }

    /// Every commit below `id`, and `id`, in the order of replay.
    public List<CommitId> order(CommitId id) {
        if (id.isNone()) {
            return List.of();
        }
        List<CommitId> known = orders.get(id);
        if (known != null) {
            return known;
        }
        CommitHeader header = header(id);
        Set<CommitId> order = new LinkedHashSet<>(order(header.parent()));
        if (header.kind() == CommitKind.MERGE) {
            order.addAll(order(header.target()));
        }
        order.add(id);
        List<CommitId> result = List.copyOf(order);
        orders.put(id, result);
        return result;
    }

    /// The commits of `order(id)` that are reached, in order, each with whether it is enabled.
    public Map<CommitId, Boolean> masking(CommitId id) {
        Set<CommitId> reached = new HashSet<>();
        Map<CommitId, Boolean> decisions = new HashMap<>();
        reached.add(id);
        Map<CommitId, Boolean> enabled = new LinkedHashMap<>();
        for (CommitId each : order(id).reversed()) {
            if (!reached.contains(each)) {
                continue;
            }
            CommitHeader header = header(each);
            boolean isEnabled = decisions.getOrDefault(each, true);
            enabled.put(each, isEnabled);
            reached.add(header.parent());
            if (isEnabled && header.kind() == CommitKind.MERGE) {
                reached.add(header.target());
            }
            if (isEnabled && header.kind().isToggle()) {
                decisions.putIfAbsent(header.target(), header.kind() == CommitKind.ENABLE);
            }
        }
        Map<CommitId, Boolean> inOrder = new LinkedHashMap<>();
        for (CommitId each : List.copyOf(enabled.keySet()).reversed()) {
            inOrder.put(each, enabled.get(each));
        }
        return inOrder;
    }

    /// What every document is at `id`.
    public State state(CommitId id) {
        State state = new State();
        Map<CommitId, Boolean> masking = masking(id);
        for (CommitId each : order(id)) {
            if (masking.containsKey(each)) {
                state.replay(commits.get(each), masking.get(each));
            } else {
                state.leaveOut(commits.get(each));
            }
        }
        return state;
    }

    /// What every document would be at a merge of `theirs` into `ours`.
    public State mergeState(CommitId ours, CommitId theirs) {
        if (order(ours).contains(theirs)) {
            return state(ours);
        }
        if (order(theirs).contains(ours)) {
            return state(theirs);
        }
        CommitId id = CommitCodec.id(CommitCodec.encodeMerge(ours, theirs));
        NaiveHistory merged = new NaiveHistory(commits.values());
        merged.add(
                new Commit(
                        new CommitHeader(id, CommitKind.MERGE, ours, theirs, 0, "", ""),
                        List.of()));
        return merged.state(id);
    }

    /// A commit.
    public Commit commit(CommitId id) {
        Commit commit = commits.get(id);
        if (commit == null) {
            throw new IllegalArgumentException("the oracle has no commit " + id);
        }
        return commit;
    }

    private CommitHeader header(CommitId id) {
        return commit(id).header();
    }

    /// The documents at one commit, and what became of the opcodes of all commits below it.
    public static final class State {

        private final Map<Attachment, SortedMap<Key, NaiveDocument>> documents = new HashMap<>();
        private final Map<Attachment, Map<Key, Key>> names = new HashMap<>();
        private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        private final List<TracedOpcode> exceptions = new ArrayList<>();

        /// Replays one more commit.
        void replay(Commit commit, boolean enabled) {
            for (DocumentProgram program : commit.program()) {
                NaiveDocument document = document(program, enabled);
                int index = 0;
                for (Opcode opcode : program.opcodes()) {
                    if (enabled) {
                        count(commit.header().id(), program, index, document.apply(opcode));
                    } else {
                        document.applyMasked(opcode);
                        count(commit.header().id(), program, index, Outcome.DISABLED);
                    }
                    index++;
                }
            }
        }

        /// Counts the opcodes of a commit that is not reached.
        void leaveOut(Commit commit) {
            for (DocumentProgram program : commit.program()) {
                for (int index = 0; index < program.opcodes().size(); index++) {
                    count(commit.header().id(), program, index, Outcome.UNREACHED);
                }
            }
        }

        private NaiveDocument document(DocumentProgram program, boolean enabled) {
            Attachment attachment = program.attachment();
            Key bare = bare(program.key());
            if (enabled) {
                names.computeIfAbsent(attachment, each -> new HashMap<>()).put(bare, program.key());
            }
            return documents
                    .computeIfAbsent(attachment, each -> new TreeMap<>())
                    .computeIfAbsent(bare, each -> new NaiveDocument());
        }

        private void count(CommitId commit, DocumentProgram program, int index, Outcome outcome) {
            counts.merge(outcome, 1L, Long::sum);
            if (outcome != Outcome.APPLIED) {
                exceptions.add(
                        new TracedOpcode(
                                commit,
                                program.attachment(),
                                program.key(),
                                index,
                                program.opcodes().get(index),
                                outcome,
                                Optional.empty()));
            }
        }

        /// A document is known by its instance, whatever the concept.
        private static Key bare(Key key) {
            return Key.of(key.type(), key.instance(), RuntimeId.NONE);
        }

        /// The document of `attachment` for the instance of `key`.
        public Optional<Value> get(Attachment attachment, Key key) {
            Key bare = Key.of(attachment.keyTarget(), key.instance(), bare(key).concept());
            NaiveDocument document = documents.getOrDefault(attachment, new TreeMap<>()).get(bare);
            return document == null ? Optional.empty() : document.value();
        }

        /// The documents of `attachment` by key, in the order of the keys' instances; each under
        /// the key by which the latest commit names it.
        public SortedMap<Key, Value> entries(Attachment attachment) {
            SortedMap<Key, Value> entries = new TreeMap<>();
            documents
                    .getOrDefault(attachment, new TreeMap<>())
                    .forEach((bare, document) ->
                            document.value()
                                    .ifPresent(value ->
                                            entries.put(names.get(attachment).get(bare), value)));
            return entries;
        }

        /// How many opcodes had each outcome, for outcomes that any had.
        public Map<Outcome, Long> counts() {
            return counts;
        }

        /// The opcodes that were not plainly applied, in linear order; the oracle names no cause.
        public List<TracedOpcode> exceptions() {
            return exceptions;
        }
    }
}
