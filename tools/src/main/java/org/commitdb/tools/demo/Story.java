package org.commitdb.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmModel;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.history.CommitLog;
import org.commitdb.value.StructureValue;

/// Three people write about one book: what happens in `cdb demo`, in order.
final class Story {

    private final Narrator narrator;
    private final Path modelFile;
    private final Path file;

    Story(Narrator narrator, Path modelFile, Path file) {
        this.narrator = narrator;
        this.modelFile = modelFile;
        this.file = file;
    }

    /// Tells all of it. **Errors**: [org.commitdb.tools.console.RequestFailedException] when
    /// something that it claims is not so.
    void tell(boolean keep) throws IOException {
        narrator.title(
                "CommitDB in two minutes",
                "Three people write about one book, in one file, and nobody waits for anybody. All of"
                        + " this",
                "happens while you read, and what has a tick was compared with what the database"
                        + " says.");
        DsmModel model = model();
        Streams streams;
        CommitId merge;
        StructureValue merged;
        try (CommitDatabase database = create(model)) {
            Book book = new Book(database.definitions());
            CommitId first = firstCommit(database, book);
            streams = branch(database, book, first);
            merge = merge(database, book, streams);
            travel(database, book, streams, merge);
            merged = book.in(database.state(merge));
        }
        reopen(merge, merged);
        if (keep) {
            end(streams);
        }
    }

    private DsmModel model() {
        narrator.step("A model says what documents look like");
        narrator.say(
                "struct Details { string title;  Status status;  double price;  set<string> tags;",
                "                 map<string, string> blurbs;  xarray<Chapter> chapters;  … };",
                "attachment<Book, Details> details;    // a book may have one such document");
        DsmModel model = Dsm.parse(modelFile);
        narrator.claim(
                "the model is sound: "
                        + model.definitions().structures().size()
                        + " structures, "
                        + model.definitions().attachments().size()
                        + " attachments",
                model.definitions().attachments().size() == 2);
        narrator.java("DsmModel model = Dsm.parse(Path.of(\"publishing.dsm\"));");
        narrator.commandLine("cdb dsm_util check publishing.dsm");
        return model;
    }

    private CommitDatabase create(DsmModel model) {
        narrator.step("A database is one file");
        CommitDatabase database = CommitDatabase.create(file, model);
        narrator.claim(
                "publishing.cdb exists, with the model inside and no commit yet",
                Files.exists(file) && database.commitCount() == 0);
        narrator.java(
                "CommitDatabase db = CommitDatabase.create(Path.of(\"publishing.cdb\"), model);");
        narrator.commandLine("cdb dsm_util create_commit_database publishing.dsm publishing.cdb");
        return database;
    }

    private CommitId firstCommit(CommitDatabase database, Book book) {
        narrator.step("Ann commits a first draft");
        CommitId first = commit(database, CommitId.NONE, "Ann", "A new book", book::create);
        narrator.say(
                "Nothing is ever overwritten: a commit is named by the hash of what it says, here "
                        + name(first)
                        + ".");
        narrator.claim(
                "the book reads back as Ann wrote it: " + book.text(database.state(first), "title"),
                book.text(database.state(first), "title").equals("'The Sea'"));
        narrator.java("mutable.attachmentMutating().set(details, book, document);");
        narrator.java("CommitId first = db.commitMutations(\"A new book\", \"Ann\", mutable);");
        narrator.commandLine(
                "cdb apply publishing.cdb --label 'A new book' --author Ann book.jsonl");
        return first;
    }

    /// The commits of Ann, Ben and Cleo.
    private record Streams(CommitId first, CommitId ben, CommitId cleo) {}

    private Streams branch(CommitDatabase database, Book book, CommitId first) {
        narrator.step("Ben and Cleo both go on from there, neither seeing the other");
        CommitId ben =
                commit(
                        database,
                        first,
                        "Ben",
                        "A dearer book, with a storm",
                        target -> {
                            book.update(target, "title", "The Open Sea");
                            book.update(target, "price", 24.0);
                            book.tag(target, "travel");
                            book.insertBeforeLastChapter(target, "Storm");
                        });
        CommitId cleo =
                commit(
                        database,
                        first,
                        "Cleo",
                        "Ready for review, with islands",
                        target -> {
                            book.update(target, "title", "A Calm Sea");
                            book.update(target, "status", "review");
                            book.tag(target, "islands");
                            book.insertBeforeLastChapter(target, "Islands");
                        });
        compare(database, book, List.of("Ann", "Ben", "Cleo"), List.of(first, ben, cleo));
        narrator.claim(
                "there are two heads now, and each is whole by itself",
                Set.copyOf(database.headCommitIds()).equals(Set.of(ben, cleo)));
        narrator.java("CommitMutableState mutable = new CommitMutableState(db.state(first));");
        narrator.commandLine(
                "cdb apply publishing.cdb --parent first --label … --author Ben ben.jsonl");
        return new Streams(first, ben, cleo);
    }

    private void compare(
            CommitDatabase database, Book book, List<String> people, List<CommitId> commits) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of(""));
        heading.addAll(people);
        rows.add(heading);
        for (String field : List.of("title", "status", "price", "tags", "chapters")) {
            List<String> row = new ArrayList<>(List.of(field));
            for (CommitId commit : commits) {
                row.add(book.text(database.state(commit), field));
            }
            rows.add(row);
        }
        narrator.table(rows);
    }

    private CommitId merge(CommitDatabase database, Book book, Streams streams) {
        narrator.step("A merge keeps what both did");
        CommitId merge = database.mergeCommit(streams.ben, streams.cleo);
        CommitState merged = database.state(merge);
        compare(database, book, List.of("merged"), List.of(merge));
        narrator.claim(
                "Ben's price and Cleo's status are both there: they touched different fields",
                book.text(merged, "price").equals("24.0")
                        && book.text(merged, "status").equals(".review"));
        narrator.claim(
                "both tags joined the set, both chapters found their place before 'Home'",
                book.text(merged, "tags").equals("{'islands', 'sea', 'travel'}")
                        && book.text(merged, "chapters").equals("Departure, Storm, Islands, Home"));
        narrator.claim(
                "both changed the title; theirs, Cleo's, wins, by a fixed rule on every replica",
                book.text(merged, "title").equals("'A Calm Sea'"));
        narrator.java("CommitId merge = db.mergeCommit(ben, cleo);");
        narrator.commandLine(
                "cdb merge publishing.cdb " + name(streams.ben) + " " + name(streams.cleo));
        return merge;
    }

    private void travel(CommitDatabase database, Book book, Streams streams, CommitId merge) {
        narrator.step("Every version is still there");
        List<CommitId> all = List.of(streams.first, streams.ben, streams.cleo, merge);
        List<String> prices =
                all.stream().map(id -> book.text(database.state(id), "price")).toList();
        narrator.claim(
                "the price was, in this order: " + String.join(", ", prices),
                prices.equals(List.of("20.0", "24.0", "20.0", "24.0")));
        narrator.java(
                "Optional<Value> then = db.state(first).attachmentGetting().get(details, book);");
        narrator.commandLine(
                "cdb get publishing.cdb "
                        + Book.ATTACHMENT
                        + " "
                        + Book.INSTANCE
                        + " .price --at first");
    }

    private void reopen(CommitId merge, StructureValue merged) throws IOException {
        narrator.step("Close it, open it again");
        try (CommitDatabase database = CommitDatabase.open(file)) {
            Book book = new Book(database.definitions());
            narrator.claim(
                    "one head, "
                            + database.commitCount()
                            + " commits, the same book, in "
                            + Files.size(file)
                            + " bytes",
                    database.headCommitIds().equals(List.of(merge))
                            && database.commitCount() == 4
                            && book.in(database.state(merge)).equals(merged));
            narrator.java("CommitDatabase db = CommitDatabase.open(Path.of(\"publishing.cdb\"));");
            narrator.commandLine("cdb log --graph publishing.cdb");
            new CommitLog(database, narrator.style())
                    .graph(database.headCommitIds(), Long.MAX_VALUE, narrator::say);
        }
    }

    private void end(Streams streams) {
        narrator.step("Your turn");
        narrator.say(
                "The files are in " + file.toAbsolutePath().getParent() + ". Go there and try:");
        narrator.commandLine("cdb info publishing.cdb");
        narrator.commandLine("cdb show publishing.cdb " + name(streams.ben));
        narrator.commandLine("cdb dump --json publishing.cdb");
        narrator.commandLine(
                "cdb show --json publishing.cdb "
                        + name(streams.cleo)
                        + " | cdb apply publishing.cdb --label Again");
        narrator.say("docs/tutorial.md goes on from here, on the command line and in Java.");
    }

    private static CommitId commit(
            CommitDatabase database,
            CommitId base,
            String author,
            String label,
            Consumer<AttachmentMutating> mutations) {
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        mutations.accept(mutable.attachmentMutating());
        return database.commitMutations(label, author, mutable);
    }

    private static String name(CommitId commit) {
        return CommitNames.abbreviated(commit);
    }
}
