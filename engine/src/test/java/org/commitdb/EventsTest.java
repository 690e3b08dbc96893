package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.state.CommitMutableState;
import org.commitdb.sync.SyncOptions;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What the flight recorder is told, and that `docs/reference/events.md` lists it.
@Isolated("counts what the whole process does")
final class EventsTest {

    private static final Definitions MODEL =
            Dsm.parse(
                            "namespace Notes {3c7e0a3e-7d7a-4a1e-8f0e-0d3f6c1b2a90} {\n"
                                    + "concept Note; attachment<Note, string> text;\n};")
                    .definitions();
    private static final Pattern ROW = Pattern.compile("\\| `(org\\.commitdb\\.\\w+)` \\|(.*)");
    private static final Pattern FIELD = Pattern.compile("`(\\w+)`");
    private static final Set<String> STANDARD =
            Set.of("startTime", "duration", "eventThread", "stackTrace");

    @TempDir private Path folder;

    private static CommitId write(CommitDatabase database, String text) {
        Attachment attachment = database.definitions().attachment("Notes::Note.text");
        CommitMutableState mutable = new CommitMutableState(database.initialState());
        mutable.attachmentMutating().set(attachment, Key.create(attachment), StringValue.of(text));
        return database.commitMutations(text, mutable);
    }

    /// Does something of everything that is told.
    private void work() {
        Path file = folder.resolve("notes.cdb");
        try (CommitDatabase database = CommitDatabase.create(file, MODEL)) {
            write(database, "one");
        }
        try (CommitDatabase database = CommitDatabase.open(file);
                CommitDatabase copy = CommitDatabase.inMemory(MODEL);
                CommitDatabaseServer server = CommitDatabaseServer.start(database, 0);
                CommitDatabase client =
                        CommitDatabase.connect(server.endpoint(), ConnectionOptions.DEFAULT)) {
            write(copy, "two");
            copy.synchronizeWith(client, SyncOptions.DEFAULT);
        }
    }

    private List<RecordedEvent> record() throws IOException {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            work();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.commitdb."))
                .toList();
    }

    private static boolean any(
            List<RecordedEvent> events, String name, Predicate<RecordedEvent> condition) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("org.commitdb." + name))
                .anyMatch(condition);
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/reference/events.md"))) {
            root = root.getParent();
            assertNotNull(root, "the document is not above the working folder");
        }
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(root.resolve("docs/reference/events.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> fields = new TreeSet<>();
                FIELD.matcher(row.group(2)).results().forEach(each -> fields.add(each.group(1)));
                documented.put(row.group(1), fields);
            }
        }
        return documented;
    }

    @Test
    void everyEventIsRecordedAndDocumented() throws IOException {
        List<RecordedEvent> events = record();
        assertTrue(any(events, "Open", event -> event.getBoolean("created")));
        assertTrue(any(events, "Open", event -> event.getLong("lastOrdinal") == 1));
        assertTrue(
                any(
                        events,
                        "Append",
                        event ->
                                event.getInt("commits") == 1
                                        && event.getString("file").endsWith("notes.cdb")));
        assertTrue(any(events, "Sync", event -> event.getLong("lastSeq") > 0));
        assertTrue(
                any(
                        events,
                        "Checkpoint",
                        event -> event.getBoolean("done") && event.getLong("lastOrdinal") == 1));
        assertTrue(
                any(
                        events,
                        "Synchronization",
                        event ->
                                event.getBoolean("done")
                                        && event.getBoolean("toTarget")
                                        && event.getLong("commits") == 1));
        assertTrue(any(events, "Request", event -> event.getString("request").equals("APPEND")));
        assertTrue(any(events, "Connection", event -> event.getLong("receivedBytes") > 0));
        Map<String, Set<String>> recorded = new TreeMap<>();
        for (RecordedEvent event : events) {
            Set<String> fields =
                    event.getFields().stream()
                            .map(ValueDescriptor::getName)
                            .collect(Collectors.toCollection(TreeSet::new));
            fields.removeAll(STANDARD);
            recorded.put(event.getEventType().getName(), fields);
        }
        assertEquals(documented(), recorded);
    }
}
