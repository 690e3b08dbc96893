package org.commitdb.tools.provenance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.commitdb.state.MergeReport;
import org.commitdb.state.Outcome;
import org.commitdb.state.Overwrite;
import org.commitdb.state.TracedOpcode;
import org.commitdb.type.Definitions;

/// Writes reports as JSON.
///
/// **Shape**: `{"commit", "mutations", "outcomes": {outcome: count}, "overwritten"}`; of a merge
/// also `"ours"`, `"theirs"`, `"virtual"`, `"dropped"` and `"relocated"`; with `list` also
/// `"lists": {"exceptions": […], "overwrites": […]}` and, of a merge, its `"dropped"` and
/// `"relocated"`.
final class ReportJson {

    private final TraceJson traces;
    private final boolean list;

    ReportJson(Definitions definitions, boolean list) {
        this.traces = new TraceJson(definitions);
        this.list = list;
    }

    void write(JsonGenerator json, Report report) throws IOException {
        json.writeStartObject();
        if (report.commit().isNone()) {
            json.writeNullField("commit");
        } else {
            json.writeStringField("commit", report.commit().toString());
        }
        if (report.merge().isPresent()) {
            writeMerge(json, report, report.merge().get());
        }
        writeCounts(json, report);
        if (list) {
            json.writeObjectFieldStart("lists");
            if (report.merge().isPresent()) {
                writeChanges(json, "dropped", report.merge().get().dropped());
                writeChanges(json, "relocated", report.merge().get().relocated());
            }
            writeTraced(json, "exceptions", report.replay().exceptions());
            json.writeArrayFieldStart("overwrites");
            for (Overwrite overwrite : report.replay().overwrites()) {
                traces.write(json, overwrite);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeMerge(JsonGenerator json, Report report, MergeReport merge)
            throws IOException {
        json.writeStringField("ours", merge.streams().ours().toString());
        json.writeStringField("theirs", merge.streams().theirs().toString());
        json.writeBooleanField("virtual", report.isVirtual());
        json.writeNumberField("dropped", merge.dropped().size());
        json.writeNumberField("relocated", merge.relocated().size());
    }

    private static void writeCounts(JsonGenerator json, Report report) throws IOException {
        json.writeNumberField("mutations", report.replay().total());
        json.writeObjectFieldStart("outcomes");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(OutcomeNames.json(outcome), report.replay().count(outcome));
        }
        json.writeEndObject();
        json.writeNumberField("overwritten", report.replay().overwrites().size());
    }

    private void writeChanges(JsonGenerator json, String name, List<MergeReport.Change> changes)
            throws IOException {
        writeTraced(json, name, changes.stream().map(MergeReport.Change::merged).toList());
    }

    private void writeTraced(JsonGenerator json, String name, Collection<TracedOpcode> opcodes)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (TracedOpcode traced : opcodes) {
            traces.write(json, traced);
        }
        json.writeEndArray();
    }
}
