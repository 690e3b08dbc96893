package org.commitdb.file;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A sync of what was appended, for the JDK's flight recorder.
@Name("org.commitdb.Sync")
@Label("Sync")
@Category("CommitDB")
@Description("What was appended was forced to the disk")
@StackTrace(false)
final class SyncEvent extends Event {

    @Label("File")
    String file = "";

    @Label("Last record")
    @Description("The newest record of the log that became durable")
    long lastSeq;
}
