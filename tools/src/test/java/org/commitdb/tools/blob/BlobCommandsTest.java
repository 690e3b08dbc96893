package org.commitdb.tools.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.tools.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `blob add`, `get`, `list`, `info`, `stat` and `collect`.
final class BlobCommandsTest {

    @TempDir private Path folder;
    private Path file;
    private Path photo;
    private byte[] bytes;

    @BeforeEach
    void makeDatabase() throws IOException {
        Path model = folder.resolve("model.dsm");
        Files.writeString(
                model,
                "namespace Album {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {\n"
                        + "  concept Photo;\n"
                        + "  struct Image { blob_id pixels; };\n"
                        + "  attachment<Photo, Image> image;\n"
                        + "};\n");
        file = folder.resolve("album.cdb");
        CommandRun.of("dsm_util", "create_commit_database", model, file).done();
        bytes = new byte[700_000];
        new SplittableRandom(1).nextBytes(bytes);
        photo = folder.resolve("photo.jpg");
        Files.write(photo, bytes);
    }

    private static String name(BlobId id) {
        return id.toString();
    }

    @Test
    void fileGoesInAndComesOut() throws IOException {
        String id = CommandRun.of("blob", "add", file, photo).line();
        assertEquals(name(BlobId.ofContent("uchar-1", bytes)), id);
        assertEquals(id, CommandRun.of("blob", "add", file, photo).line());
        Path copy = folder.resolve("copy.jpg");
        CommandRun.of("blob", "get", "-o", copy, file, id.substring(0, 8)).done();
        assertArrayEquals(bytes, Files.readAllBytes(copy));
        CommandRun.of("blob", "get", "-o", copy, file, id).failed(copy + ": the file exists");
        Path range = folder.resolve("range.bin");
        CommandRun.of(
                        "blob",
                        "get",
                        "--offset",
                        262_100,
                        "--length",
                        100,
                        "--output",
                        range,
                        file,
                        id)
                .done();
        assertArrayEquals(Arrays.copyOfRange(bytes, 262_100, 262_200), Files.readAllBytes(range));
    }

    @Test
    void standardStreamsAreReadAndWritten() {
        String id = CommandRun.withInput("plain text", "blob", "add", file, "-").line();
        assertEquals("plain text", CommandRun.of("blob", "get", file, id).done());
        assertEquals("text", CommandRun.of("blob", "get", "--offset", 6, file, id).done());
        assertEquals("", CommandRun.of("blob", "get", "--offset", 10, file, id).done());
        CommandRun.of("blob", "get", "--offset", 11, file, id)
                .failed("the blob has 10 bytes; nothing is at 11");
        CommandRun.of("blob", "get", "--offset", -1, file, id).wrongUsage("not negative");
    }

    @Test
    void blobsAreListedAndCounted() {
        String large = CommandRun.of("blob", "add", file, photo).line();
        String small =
                CommandRun.withInput("123412341234", "blob", "add", "--layout", "int-3", file, "-")
                        .line();
        List<String> lines = CommandRun.of("blob", "list", file).lines();
        List<String> expected =
                new ArrayList<>(List.of(large + "  700000  uchar-1", small + "  12  int-3"));
        expected.sort(null);
        assertEquals(expected, lines);
        assertEquals(
                List.of("id      " + small, "layout  int-3", "size    12", "stored  12"),
                CommandRun.of("blob", "info", file, small).lines());
        assertEquals(
                "{\"id\":\"" + small + "\",\"layout\":\"int-3\",\"size\":12,\"stored\":12}",
                CommandRun.of("blob", "info", "--json", file, small).line());
        assertEquals(2, CommandRun.of("blob", "list", "--json", file).lines().size());
        assertEquals(
                List.of("blobs   2", "size    700012", "stored  700012"),
                CommandRun.of("blob", "stat", file).lines());
        assertEquals(
                "{\"blobs\":2,\"size\":700012,\"stored\":700012}",
                CommandRun.of("blob", "stat", "--json", file).line());
    }

    @Test
    void collectRemovesWhatNoCommitNames() {
        String named = CommandRun.of("blob", "add", file, photo).line();
        CommandRun.withInput("nobody names me", "blob", "add", file, "-").line();
        CommandRun.withInput(
                        "{\"op\":\"set\",\"attachment\":\"Album::Photo.image\",\"key\":"
                                + "\"10000000-0000-4000-8000-000000000001\",\"value\":{\"pixels\":\""
                                + named
                                + "\"}}\n",
                        "apply",
                        "--label",
                        "a photo",
                        file)
                .line();
        assertEquals("removed 1 blobs, 15 bytes", CommandRun.of("blob", "collect", file).line());
        assertEquals("removed 0 blobs, 0 bytes", CommandRun.of("blob", "collect", file).line());
        assertTrue(CommandRun.of("blob", "list", file).line().startsWith(named));
        assertTrue(CommandRun.of("verify", file).line().startsWith("sound: "));
    }

    @Test
    void wrongRequestsAreExplained() {
        String missing = "00".repeat(BlobId.SIZE);
        CommandRun.of("blob", "get", file, missing).failed("no blob '" + missing + "'");
        CommandRun.of("blob", "info", file, "photo").failed("no blob 'photo'");
        CommandRun.of("blob", "add", file, folder).failed("a directory");
        CommandRun.of("blob", "add", file, folder.resolve("absent")).failed("no such file");
        CommandRun.of("blob", "add", "--layout", "flat", file, photo).wrongUsage("'flat'");
        CommandRun.of("blob", "add", "--layout", "double-3", file, photo)
                .failed("no whole number of elements");
        CommandRun.of("blob", "stat", file).done();
        CommandRun.of("blob").wrongUsage("needs a command");
        CommandRun.of("blob", "list", folder.resolve("absent.cdb")).failed("no such file");
    }
}
