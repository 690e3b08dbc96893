package org.commitdb.tools.data;

import java.util.List;
import java.util.Optional;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.state.DocumentKey;
import org.commitdb.value.MapValue;
import org.commitdb.value.Value;

/// One document as two states have it: what leads from the one to the other.
///
/// @param before what the first state has
/// @param opcodes what makes it what the second state has
record DocumentChange(DocumentKey document, Optional<Value> before, List<Opcode> opcodes) {

    static DocumentChange between(CommitState from, CommitState to, DocumentKey document) {
        CommitMutableState mutable = new CommitMutableState(from);
        read(to, document)
                .ifPresentOrElse(
                        after ->
                                mutable.attachmentMutating()
                                        .diff(document.attachment(), document.key(), after),
                        () ->
                                mutable.attachmentMutating()
                                        .remove(document.attachment(), document.key()));
        List<Opcode> opcodes =
                mutable.program().stream().flatMap(program -> program.opcodes().stream()).toList();
        return new DocumentChange(document, read(from, document), opcodes);
    }

    private static Optional<Value> read(CommitState state, DocumentKey document) {
        return state.attachmentGetting().get(document.attachment(), document.key());
    }

    /// What the first state has where the opcode puts something else, or nothing; empty where that
    /// is nothing, or what the opcode itself names.
    Optional<Value> former(Opcode opcode) {
        return switch (opcode) {
            case Opcode.DocumentSet set -> before;
            case Opcode.DocumentRemove remove -> before;
            case Opcode.Update update -> at(update.path());
            case Opcode.UpdateInMap update -> entries(update.path(), update.entries().keys());
            case Opcode.SubtractInMap subtract -> entries(subtract.path(), subtract.keys());
            case Opcode.UpdateInXArray update -> at(update.path().position(update.position()));
            case Opcode.RemoveInXArray remove -> at(remove.path().position(remove.position()));
            case Opcode.UnionInMap union -> Optional.empty();
            case Opcode.UnionInSet union -> Optional.empty();
            case Opcode.SubtractInSet subtract -> Optional.empty();
            case Opcode.InsertInXArray insert -> Optional.empty();
        };
    }

    private Optional<Value> at(Path path) {
        return before.flatMap(value -> Optional.ofNullable(path.resolve(value)));
    }

    private Optional<Value> entries(Path path, Iterable<Value> keys) {
        return at(path).map(value -> value instanceof MapValue map ? only(map, keys) : value);
    }

    private static Value only(MapValue map, Iterable<Value> keys) {
        MapValue.Builder entries = MapValue.empty(map.type()).toBuilder();
        for (Value key : keys) {
            Value value = map.get(key);
            if (value != null) {
                entries.put(key, value);
            }
        }
        return entries.build();
    }
}
