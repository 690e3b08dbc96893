package org.commitdb.tools.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.tools.CommandRun;

/// A database of the test model, made and filled through the command line.
public final class ShapesDatabase {

    /// Attachments and the instances of keys.
    public static final String ALL = "Shapes::Thing.all";

    public static final String MOTTO = "Shapes::Owner.motto";
    public static final String LABELS = "any_concept.labels";
    public static final String COUNTS = "Shapes::Thing.counts";
    public static final String ONE = "00000000-0000-4000-8000-000000000001";
    public static final String TWO = "00000000-0000-4000-8000-000000000002";

    private final Path file;

    private ShapesDatabase(Path file) {
        this.file = file;
    }

    public static ShapesDatabase create(Path folder, String name) throws IOException {
        Path model = folder.resolve("shapes.dsm");
        if (Files.notExists(model)) {
            try (InputStream text = CommandRun.class.getResourceAsStream("shapes.dsm")) {
                Files.copy(text, model);
            }
        }
        Path file = folder.resolve(name);
        CommandRun.of("dsm_util", "create_commit_database", model, file).done();
        return new ShapesDatabase(file);
    }

    public Path file() {
        return file;
    }

    /// Commits these mutations on the head and returns the id.
    public String commit(String... mutations) {
        return apply(mutations).line();
    }

    /// Commits these mutations on a commit and returns the id.
    public String commitOn(String parent, String... mutations) {
        return CommandRun.withInput(
                        String.join("\n", mutations),
                        "apply",
                        file,
                        "--label",
                        "test",
                        "--parent",
                        parent)
                .line();
    }

    CommandRun apply(String... mutations) {
        return CommandRun.withInput(
                String.join("\n", mutations), "apply", file, "--label", "test", "--author", "Ann");
    }

    /// The value JSON at a place of a document, at the last commit.
    public String get(String attachment, String key, String path) {
        return CommandRun.of("get", file, attachment, key, path, "--json").line();
    }

    public static String mutation(String op, String attachment, String key, String rest) {
        return "{\"op\":\"%s\",\"attachment\":\"%s\",\"key\":\"%s\"%s}"
                .formatted(op, attachment, key, rest.isEmpty() ? "" : "," + rest);
    }

    /// A mutation of the document `ONE` of the attachment with all types.
    public static String one(String op, String rest) {
        return mutation(op, ALL, ONE, rest);
    }
}
