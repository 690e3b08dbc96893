package org.commitdb.tools.provenance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitState;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.Explanation;
import org.commitdb.state.Explanation.Influence;
import org.commitdb.state.Overwrite;
import org.commitdb.state.Place;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.data.MutationWriter;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.NamedDocument;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.type.Definitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb why`: what made a place of a document what it is.
@Command(
        name = "why",
        description = {
            "Shows what is at a place of a document, the mutations and merges that made it so, and"
                    + " what concurrent commits put there that others replaced."
        },
        footer = {
            "",
            "Paths: .field  [index]  {map key as JSON}  <position uuid>  ? for what an optional, any"
                    + " or variant holds.",
            "",
            "Examples:",
            "  cdb why model.cdb Tuto::User.login 1c8fd3a1-… .nickname",
            "  cdb why model.cdb Tuto::User.login 1c8fd3a1-… .roles --element '\"admin\"' --at 5c1d2e"
        })
final class WhyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private NamedDocument document;

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "PATH",
            description = "A place in the document; all of it when absent.")
    private String path = "";

    @Option(
            names = "--element",
            paramLabel = "JSON",
            description = "This element of the set at PATH, whether it is in it or not.")
    private @Nullable String element;

    @Mixin private AtOption at;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = document.file().openForReading()) {
            DocumentKey wanted = document.in(database.definitions());
            PlaceNames places = new PlaceNames(database.definitions());
            Place place = places.place(wanted.attachment().documentType(), path, element);
            CommitId end = at.orHead(database, console);
            CommitState state = database.state(end);
            Explanation explanation = state.why(wanted.attachment(), wanted.key(), place);
            if (explanation.made().isEmpty()
                    && state.trace(wanted.attachment(), wanted.key()).isEmpty()) {
                throw Untouched.upTo(end, wanted);
            }
            if (json) {
                new JsonLines(console)
                        .line(out ->
                                write(out, database.definitions(), wanted, place, explanation));
            } else {
                print(new TraceText(database, console.style()), places, place, explanation);
            }
        }
        return 0;
    }

    private void print(TraceText text, PlaceNames places, Place place, Explanation explanation) {
        console.line(console.style().bold(places.text(place)) + what(place, explanation));
        if (!explanation.made().isEmpty()) {
            console.line("made by");
        }
        CommitId last = CommitId.NONE;
        for (Influence influence : explanation.made()) {
            if (!influence.opcode().commit().equals(last)) {
                last = influence.opcode().commit();
                console.line("  " + text.commit(last) + mergedBy(influence));
            }
            String where =
                    influence.place().equals(place)
                            ? ""
                            : console.style()
                                    .faint("  (at " + places.text(influence.place()) + ")");
            console.line("    " + text.opcode(influence.opcode()) + where);
        }
        if (!explanation.overwrites().isEmpty()) {
            console.line("overwritten");
        }
        for (Overwrite overwrite : explanation.overwrites()) {
            text.overwrite(overwrite).lines().forEach(line -> console.line("  " + line));
        }
    }

    private static String what(Place place, Explanation explanation) {
        if (explanation.value().isEmpty()) {
            return place.element().isPresent() ? ": not in the set" : ": nothing is there";
        }
        return place.element().isPresent() ? ": in the set" : " is " + explanation.value().get();
    }

    private String mergedBy(Influence influence) {
        return influence
                .merge()
                .map(merge ->
                        console.style()
                                .faint("  (merged by " + CommitNames.abbreviated(merge) + ")"))
                .orElse("");
    }

    private static void write(
            JsonGenerator out,
            Definitions definitions,
            DocumentKey document,
            Place place,
            Explanation explanation)
            throws IOException {
        PlaceNames places = new PlaceNames(definitions);
        TraceJson traces = new TraceJson(definitions);
        out.writeStartObject();
        new MutationWriter(definitions).writeDocument(out, document);
        places.write(out, place);
        places.write(out, "value", place, explanation.value());
        out.writeArrayFieldStart("made");
        for (Influence influence : explanation.made()) {
            out.writeStartObject();
            places.write(out, influence.place());
            if (influence.merge().isPresent()) {
                out.writeStringField("merge", influence.merge().get().toString());
            }
            traces.writeMembers(out, influence.opcode());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("overwrites");
        for (Overwrite overwrite : explanation.overwrites()) {
            traces.write(out, overwrite);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
