package org.commitdb.file;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A checkpoint, for the JDK's flight recorder.
@Name("org.commitdb.Checkpoint")
@Label("Checkpoint")
@Category("CommitDB")
@Description("The index trees were brought up to date")
@StackTrace(false)
final class CheckpointEvent extends Event {

    @Label("File")
    String file = "";

    @Label("Checkpoint")
    long checkpointSeq;

    @Label("Last ordinal")
    @Description("The newest commit that the trees know")
    long lastOrdinal;

    @Label("Rebuilt")
    @Description("Whether the trees were built anew from the log")
    boolean rebuilt;

    @Label("Done")
    boolean done;
}
