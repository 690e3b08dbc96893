package org.commitdb.file;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The opening of a file, with its recovery, for the JDK's flight recorder.
@Name("org.commitdb.Open")
@Label("Open")
@Category("CommitDB")
@Description("A file was opened, and recovered when nobody else had it open")
@StackTrace(false)
final class OpenEvent extends Event {

    @Label("File")
    String file = "";

    @Label("Created")
    boolean created;

    @Label("Read-only")
    boolean readOnly;

    @Label("Recovered")
    @Description(
            "Whether nobody else had the file open, so that the end of its log was made sure of")
    boolean recovered;

    @Label("Log read")
    @DataAmount
    long logSize;

    @Label("Last ordinal")
    long lastOrdinal;
}
