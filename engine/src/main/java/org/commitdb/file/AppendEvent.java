package org.commitdb.file;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A transaction, from its call to the moment when it is as durable as the file makes it, for the
/// JDK's flight recorder.
@Name("org.commitdb.Append")
@Label("Append")
@Category("CommitDB")
@Description(
        "Blobs and commits were appended as one transaction, and are as durable as the file makes them")
@StackTrace(false)
final class AppendEvent extends Event {

    @Label("File")
    String file = "";

    @Label("Commits")
    int commits;

    @Label("Size of the commits")
    @DataAmount
    long commitSize;

    @Label("Blobs")
    int blobs;
}
