package org.commitdb.tools.format;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.codec.ValueWriter;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.path.PathStep;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.store.StoredBlob;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.AttachmentNames;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.type.Attachment;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// Writes what the engine finds in a file as `cdb_reader.py json` does.
final class EngineJson {

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    private final CommitDatabase database;
    private final AttachmentNames names;
    private final JsonValues values;

    private EngineJson(CommitDatabase database) {
        this.database = database;
        this.names = new AttachmentNames(database.definitions());
        this.values = new JsonValues(database.definitions());
    }

    /// The commits, heads, these blobs, and the states at these commits.
    static ObjectNode of(Path file, Collection<String> blobs, Collection<String> states)
            throws IOException {
        ObjectNode all = JSON.createObjectNode();
        Map<String, JsonNode> headers = headers(file);
        DatabaseOptions reading = DatabaseOptions.DEFAULT.withReadOnly(true);
        try (CommitDatabase database = CommitDatabase.open(file, reading)) {
            EngineJson json = new EngineJson(database);
            ArrayNode commits = all.putArray("commits");
            for (CommitId id : database.commitIds().toList()) {
                ObjectNode commit = commits.addObject();
                commit.set("header", headers.get(id.toString()));
                commit.set("mutations", json.mutations(database.commit(id)));
            }
            ArrayNode heads = all.putArray("heads");
            database.headCommitIds().stream().map(CommitId::toString).sorted().forEach(heads::add);
            ArrayNode found = all.putArray("states");
            states.forEach(id -> found.add(json.state(CommitId.parse(id))));
        }
        all.set("blobs", blobs(file, blobs));
        return all;
    }

    /// What `cdb log --json` says, by commit.
    private static Map<String, JsonNode> headers(Path file) throws IOException {
        Map<String, JsonNode> headers = new TreeMap<>();
        for (String line : CommandRun.of("log", "--json", file).lines()) {
            ObjectNode header = (ObjectNode) JSON.readTree(line);
            header.remove("date");
            headers.put(header.get("id").textValue(), header);
        }
        return headers;
    }

    private static ArrayNode blobs(Path file, Collection<String> ids) {
        ArrayNode blobs = JSON.createArrayNode();
        try (CommitFile store =
                CommitFile.open(
                        FileStorage.openReadOnly(file),
                        FileOptions.defaults().forReading(),
                        new CanonicalIndexer())) {
            for (String id : ids) {
                StoredBlob blob = store.blob(BlobId.parse(id)).orElseThrow();
                blobs.addObject()
                        .put("id", id)
                        .put("layout", blob.layout())
                        .put("value", Base64.getEncoder().encodeToString(blob.bytes()));
            }
        }
        return blobs;
    }

    private ObjectNode state(CommitId id) {
        ObjectNode state = JSON.createObjectNode().put("commit", id.toString());
        ObjectNode attachments = state.putObject("attachments");
        for (Attachment attachment : names.sorted()) {
            ArrayNode documents = attachments.putArray(names.name(attachment));
            List<Map.Entry<Key, Value>> entries;
            try (var all = database.state(id).attachmentGetting().entries(attachment)) {
                entries = all.toList();
            }
            for (Map.Entry<Key, Value> entry : entries) {
                ObjectNode document = documents.addObject();
                document.set("key", key(entry.getKey()));
                ByteWriter bytes = new ByteWriter();
                new ValueWriter(bytes).write(entry.getValue());
                byte[] digest = Hashes.sha256(bytes.toByteArray());
                document.put("sha256", HexFormat.of().formatHex(digest));
                json(entry.getValue()).ifPresent(value -> document.set("value", value));
            }
        }
        return state;
    }

    private ArrayNode mutations(Commit commit) {
        ArrayNode mutations = JSON.createArrayNode();
        for (DocumentProgram program : commit.program()) {
            for (Opcode opcode : program.opcodes()) {
                ObjectNode mutation = mutations.addObject();
                mutation.put("op", opcode.verb().toString());
                mutation.put("attachment", names.name(program.attachment()));
                mutation.set("key", key(program.key()));
                write(mutation, opcode);
            }
        }
        return mutations;
    }

    private void write(ObjectNode mutation, Opcode opcode) {
        switch (opcode) {
            case Opcode.DocumentSet set ->
                    json(set.document()).ifPresent(value -> mutation.set("value", value));
            case Opcode.DocumentRemove remove -> {}
            case Opcode.Edit edit -> writeEdit(mutation, edit);
        }
    }

    private void writeEdit(ObjectNode mutation, Opcode.Edit edit) {
        if (!edit.path().isRoot()) {
            ArrayNode path = mutation.putArray("path");
            edit.path().steps().forEach(step -> path.add(step(step)));
        }
        Value operand =
                switch (edit) {
                    case Opcode.Update update -> update.value();
                    case Opcode.UnionInSet union -> union.elements();
                    case Opcode.SubtractInSet subtract -> subtract.elements();
                    case Opcode.UnionInMap union -> union.entries();
                    case Opcode.UpdateInMap update -> update.entries();
                    case Opcode.SubtractInMap subtract -> subtract.keys();
                    case Opcode.InsertInXArray insert -> {
                        if (!insert.before().equals(XArrayValue.END)) {
                            mutation.put("before", insert.before().toString());
                        }
                        mutation.put("position", insert.position().toString());
                        yield insert.value();
                    }
                    case Opcode.UpdateInXArray update -> {
                        mutation.put("position", update.position().toString());
                        yield update.value();
                    }
                    case Opcode.RemoveInXArray remove -> {
                        mutation.put("position", remove.position().toString());
                        yield null;
                    }
                };
        if (operand != null) {
            boolean typed = edit.path().leafType() == null;
            json(typed ? AnyValue.of(operand) : operand)
                    .ifPresent(value -> mutation.set("value", value));
        }
    }

    private ObjectNode step(PathStep step) {
        ObjectNode node = JSON.createObjectNode();
        switch (step) {
            case PathStep.Field field -> node.put("field", field.name());
            case PathStep.Index index -> node.put("index", index.index());
            case PathStep.Key key -> {
                ObjectNode held = node.putObject("key");
                json(AnyValue.of(key.key())).ifPresent(value -> held.set("value", value));
            }
            case PathStep.Position position -> node.put("position", position.position().toString());
            case PathStep.Unwrap unwrap -> node.putNull("unwrap");
        }
        return node;
    }

    private static ArrayNode key(Key key) {
        return JSON.createArrayNode().add(key.instance().toString()).add(key.concept().toString());
    }

    /// The value as the command line writes it; empty when a number in it is infinite or none.
    private Optional<JsonNode> json(Value value) {
        String text;
        try {
            text = values.text(value);
        } catch (RequestFailedException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text));
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
